"""Theorem 6.1 as a limit: with a value matrix two and three causal tokens tend to v.

U has the eigenvectors v, for λ = 1 (a unit), and others, for μ = 1 - g with g > 0. In the chart
of the height ⟨v, y⟩ a coordinate ρ along such an eigenvector obeys, for any weights that change
with time in any way between two positive bounds,

  ρ̇ᵢ = Σ_{j≤i} wᵢⱼ (μ ρⱼ - ρᵢ),  wᵢⱼ = αᵢⱼ bⱼ/bᵢ.

X, Y and Z bound the coordinates and fall together: the printed proof repaired.
"""

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Gt,
    Le,
    Source,
    converges,
    finite_length,
    real,
    tends,
)

x, y, z, X, Y, Z = real("rho_1 rho_2 rho_3 X Y Z")
gap, size, most = real("g m K")
w11, w21, w22, w31, w32, w33 = real("w_11 w_21 w_22 w_31 w_32 w_33")
place = Source("consensus-is-all-you-get", "Theorem 6.1")
mu = 1 - gap

# |ρ₁| ≤ X, |ρ₂| ≤ Y and m X ≤ Y; m is at least 1 and |μ|
first = {x: -w11 * gap * x, X: -gap * X}
second = {y: -w22 * gap * y + w21 * (mu * x - y), Y: -gap * Y - (Y - size * X)}
third = {
    z: -w33 * gap * z + w31 * (mu * x - z) + w32 * (mu * y - z),
    Z: -gap * Z - 2 * (Z - size * Y),
}
two = Flow({**first, **second}, inputs=(w11, w21, w22))
three = Flow({**first, **second, **third}, inputs=(w11, w21, w22, w31, w32, w33))


def weights_of(flow: Flow) -> tuple[Assumption, Assumption]:
    """Return the assumptions on the weights that a flow holds."""
    return (
        Assumption(
            "the weights are at least 1, by the unit of time",
            And(*(Ge(w, 1) for w in flow.inputs)),
        ),
        Assumption("the weights are at most K", And(*(Le(w, most) for w in flow.inputs))),
    )


largest = Assumption("λ is the largest eigenvalue, and simple", Gt(gap, 0))
moderate = Assumption("m is at least 1 and |μ|", And(Ge(size, 1), Ge(size, mu), Ge(size, -mu)))
start = And(Le(x, X), Ge(x, -X), Le(y, Y), Ge(y, -Y), Ge(Y, size * X))
bounds = Assumption("X and Y bound the first two tokens", start)
bounds_of_three = Assumption(
    "X, Y and Z bound the tokens", And(*start.args, Le(z, Z), Ge(z, -Z), Ge(Z, size * Y))
)

two_tokens = Claim(
    source=place,
    given=(largest, moderate, *weights_of(two), bounds),
    needs=(largest,),
    says=tends(
        And(Eq(x, 0), Eq(y, 0)),
        two,
        by=finite_length(Y, gap, most * (2 + gap), power=1),
    ),
    controls=(Control("the second keeps its place", tends(Eq(y, x + 1), two)),),
    remark=(
        "Both tokens tend to v, exponentially. λ need not be bounded below by |μ|, P need not "
        "be continuous, and U need not be symmetric if ⟨v, ·⟩ is a left eigenvector."
    ),
)

three_tokens = Claim(
    source=place,
    given=(largest, moderate, *weights_of(three), bounds_of_three),
    says=converges(three, by=finite_length(Z, gap, most * (4 + gap), power=1)),
    controls=(Control("the second keeps its place", tends(Eq(y, x + 1), three)),),
    uses=(two_tokens,),
    remark="Z bounds all three coordinates and tends to 0, so that all three tokens tend to v.",
)
