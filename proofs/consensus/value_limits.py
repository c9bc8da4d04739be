"""Theorem 6.1 as a limit: with a value matrix any number of causal tokens tends to v.

U has the eigenvectors v, for λ = 1 (a unit), and others, for μ = 1 - g with g > 0. In the chart
of the height ⟨v, y⟩ a coordinate ρ along such an eigenvector obeys, for any weights that change
with time in any way between two positive bounds,

  ρ̇ᵢ = Σ_{j≤i} wᵢⱼ (μ ρⱼ - ρᵢ),  wᵢⱼ = αᵢⱼ bⱼ/bᵢ.

A sum Σ Cᵢ ρᵢ² decays, token by token: the printed proof repaired.
"""

from proofs.consensus.value_opposite import coordinate
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
    Lt,
    Source,
    at_most,
    decays,
    finite_length,
    index,
    real,
    size,
    tends,
    total,
    weights,
)

x, y, q, C = real("rho_1 rho_2 q C")
gap, most, own = real("g K w")
w11, w21, w22 = inputs = real("w_11 w_21 w_22")
E, Q, rate, slower, feed = real("E Q a r f")
count, j = size("l"), index("j")
rho, w = weights("rho", count), weights("w", count)
place = Source("consensus-is-all-you-get", "Theorem 6.1")
mu = 1 - gap

one = Flow({x: -w11 * gap * x}, inputs=(w11,))
two = Flow({**dict(one.field), y: -w22 * gap * y + w21 * (mu * x - y)}, inputs=inputs)
cascade = Flow({E: -rate * E, Q: -2 * gap * Q + feed * E}, inputs=(feed,))

largest = Assumption("λ is the largest eigenvalue, and simple", Gt(gap, 0))
least = Assumption(
    "the weights are at least 1, by the unit of time",
    And(*(Ge(weight, 1) for weight in inputs)),
)
bounded = Assumption("the weights are at most K", And(*(Le(weight, most) for weight in inputs)))
enough = Assumption("C is at least Kμ²/(2g)", Ge(2 * gap * C, most * mu**2))

first_token = Claim(
    source=place,
    given=(
        largest,
        Assumption("its weight is at least 1", Ge(w11, 1)),
        Assumption("its weight is at most K", Le(w11, most)),
    ),
    needs=(largest,),
    says=tends(Eq(x, 0), one, by=finite_length(x**2, 2 * gap, most * gap + 1)),
    controls=(Control("it keeps its place", tends(Eq(x, 1), one)),),
    uses=(coordinate,),
)

two_tokens = Claim(
    source=place,
    given=(largest, enough, least, bounded),
    needs=(largest,),
    says=decays(y**2 + C * x**2, gap, two),
    controls=(
        Control("it decays six times as fast", decays(y**2 + C * x**2, 6 * gap, two)),
        Control("C = 0 will do", decays(y**2, gap, two)),
    ),
    uses=(first_token,),
    remark=(
        "Both tokens tend to v, exponentially. λ need not be bounded below by |μ|, P need not "
        "be continuous, and U need not be symmetric if ⟨v, ·⟩ is a left eigenvector."
    ),
)

own_pull = 2 * q * (-own * gap * q)
pulls = total(2 * q * w[j] * (mu * rho[j] - q), j)
squares = total(rho[j] ** 2, j)

any_count = Claim(
    source=place,
    given=(
        largest,
        Assumption("its own weight is at least 1", Ge(own, 1)),
        Assumption(
            "the weights of earlier tokens lie in [0, K]", And(Ge(w[j], 0), Le(w[j], most))
        ),
    ),
    needs=(largest,),
    start=pulls + own_pull,
    chain=(
        at_most(total(w[j] * mu**2 * rho[j] ** 2 / 2, j) + own_pull, "(2q - μρ)² ≥ 0"),
        at_most(total(most * mu**2 * rho[j] ** 2 / 2, j) + own_pull),
        at_most(total(most * mu**2 * rho[j] ** 2 / 2, j) - 2 * gap * q**2),
    ),
    controls=(
        Control("the earlier tokens do not matter", Le(pulls + own_pull, -2 * gap * q**2)),
    ),
    sizes={count: (1, 2)},
    uses=(coordinate,),
    remark=(
        "The velocity of q² for a token q after ℓ others: Q = q² and E, a sum Σ Cⱼρⱼ² over "
        "these, obey Q' ≤ -2gQ + fE. `one_more` goes on from there, for any number."
    ),
)

one_more = Claim(
    source=place,
    given=(
        Assumption("E and Q are not negative", And(Ge(E, 0), Ge(Q, 0))),
        Assumption("r is below both rates", And(Lt(slower, rate), Lt(slower, 2 * gap))),
        Assumption(
            "what E feeds is at most C(a - r)", And(Ge(feed, 0), Le(feed, C * (rate - slower)))
        ),
    ),
    says=decays(Q + C * E, slower, cascade),
    controls=(Control("at twice the rate", decays(Q + C * E, 2 * slower, cascade)),),
    uses=(two_tokens, any_count),
    remark=(
        "E decays at the rate a, and Q + CE at any smaller r. From the first token, at the "
        "rate 2g, with rates that fall from token to token but stay above g, all ρᵢ² decay at "
        "the rate g: every token of the open hemisphere tends to v, for any ℓ, n and P(t)."
    ),
)
