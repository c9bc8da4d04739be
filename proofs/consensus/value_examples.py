"""Lemma 6.1 in coordinates: which starts tend to an eigenvector, and which hypotheses matter.

For U = diag(λ, μ, ν) the solution is yₖ(s) = cₖe^(μₖs)/√(Σ cₗ²e^(2μₗs)). A unit eigenvector for
a smaller eigenvalue does attract: itself, and every start without a part above it.
"""

from sympy import Matrix, Rational, exp, sqrt

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Ne,
    Or,
    Source,
    below,
    equals,
    real,
    refuted,
)
from verify.symbolic.slopes import derivative_in

place = Source("consensus-is-all-you-get", "Lemma 6.1")
s, a, b, c, lam, mu, nu = real("s a b c lambda mu nu")
top, middle, bottom = exp(lam * s), exp(mu * s), exp(nu * s)
length = sqrt((a * top) ** 2 + (b * middle) ** 2 + (c * bottom) ** 2)
y1, y2, y3 = a * top / length, b * middle / length, c * bottom / length
form = lam * y1**2 + mu * y2**2 + nu * y3**2

on_sphere = Assumption("the token is on the sphere", Eq(a**2 + b**2 + c**2, 1))
on_circle = Assumption("the token is on the circle", Eq(a**2 + b**2, 1))
later = Assumption("time has passed", Gt(s, 0))
above_plane = Assumption("the token is on the side of v", Gt(a, 0))
not_at_v = Assumption("the token is not at v", Lt(a, 1))
no_top = Assumption("the start has no part along v", Eq(a, 0))
side_of_second = Assumption("the start is on the side of e₂", Gt(b, 0))
top_is_simple = Assumption("λ is simple", Gt(lam, mu))


def velocity(value, state):
    """Return Uy - ⟨y, Uy⟩y in coordinates."""
    column = Matrix(state)
    image = Matrix(value) * column
    return image - (column.T * image)[0] * column


closed_form = Claim(
    source=place,
    given=(on_sphere,),
    says=Eq(derivative_in(y1, s), (lam - form) * y1),
    controls=(Control("the part grows freely", Eq(derivative_in(y1, s), lam * y1)),),
    remark=(
        "Any symmetric U has this form in an orthonormal basis of eigenvectors. The two other "
        "coordinates are this one with the letters exchanged."
    ),
)

# U = diag(1, 0, -1), and e₂ the eigenvector for 0.
example = {lam: 1, mu: 0, nu: -1}
height = y2.subs(example)

empty_domain = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(on_sphere, side_of_second, later),
    says=Lt(height, b),
    controls=(Control("it falls by a half", Lt(2 * height, b)),),
    remark=(
        "'Unstable with empty domain of attraction', for U = diag(1, 0, -1) and e₂: so no "
        "token would come closer to e₂, which the height b = ⟨e₂, y⟩ measures. The start "
        "(0, 3/5, 4/5) comes closer for all time, and e₂ itself stays."
    ),
)

domain = Claim(
    source=place,
    reading="repaired",
    repairs=empty_domain,
    given=(on_sphere, side_of_second, no_top),
    needs=(no_top,),
    says=Le(1 - height**2, (c / b) ** 2 * exp(-2 * s)),
    controls=(Control("the rate is e⁻³ˢ", Le(1 - height**2, (c / b) ** 2 * exp(-3 * s))),),
    uses=(closed_form,),
    remark=(
        "Every start (0, b, c) with b > 0 tends to e₂. In general the domain of y* in L_μ is "
        "where the parts above μ vanish and the part along μ is r y*, r > 0: of measure zero, "
        "and not empty."
    ),
)

printed_start = Claim(
    source=place,
    start=1 - height.subs({a: 0, b: Rational(3, 5), c: Rational(4, 5)}) ** 2,
    chain=(
        equals(16 * exp(-2 * s) / (9 + 16 * exp(-2 * s))),
        below(16 * exp(-2 * s) / 9, "the second term below is left out"),
    ),
    controls=(
        Control(
            "it stays away",
            Ge(
                1 - height.subs({a: 0, b: Rational(3, 5), c: Rational(4, 5)}) ** 2,
                Rational(1, 2),
            ),
        ),
    ),
)

# Dropping hypotheses, on the circle: v = e₁.
simple = velocity([[lam, 0], [0, mu]], [a, b])[0]
symmetric_rises = Claim(
    source=place,
    given=(on_circle, above_plane, not_at_v, top_is_simple),
    needs=(on_circle, above_plane, not_at_v, top_is_simple),
    says=Gt(simple, 0),
    controls=(Control("it rises at the rate λ - μ", Ge(simple, lam - mu)),),
    remark="For λ = μ, that is U = λI, nothing moves: the eigenvalue has to be simple.",
)

skew = velocity([[1, -2], [0, 0]], [a, b])[0]
any_matrix_rises = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(on_circle, above_plane),
    says=Ge(skew, 0),
    controls=(Control("it rises at the rate 1", Ge(skew, 1 - a**2)),),
    remark=(
        "Without symmetry, U = [[1, -2], [0, 0]] with the simple eigenvalue 1 and v = e₁: at "
        "(3/5, 4/5) the height over v falls. The token goes to -v."
    ),
)

skew_second = velocity([[1, -2], [0, 0]], [a, b])[1]
left_vector_decides = Claim(
    source=place,
    reading="repaired",
    repairs=any_matrix_rises,
    says=Eq(skew_second * (a - 2 * b) - b * (skew - 2 * skew_second), -b * (a - 2 * b)),
    controls=(
        Control(
            "the part along v decides",
            Eq(skew_second * a - b * skew, -b * a),
        ),
    ),
    remark=(
        "With the left eigenvector (1, -2): b/(a - 2b) decays as e⁻ˢ, so the token tends to v "
        "where a - 2b > 0 and to -v where it is negative, as at (3/5, 4/5)."
    ),
)

turned = velocity([[1, 1], [-1, 1]], [a, b])
complex_has_equilibrium = Claim(
    source=place,
    given=(on_circle,),
    needs=(on_circle,),
    says=Eq((turned.T * turned)[0], 1),
    controls=(
        Control(
            "somewhere it slows down to a half", Le((turned.T * turned)[0], Rational(1, 4))
        ),
    ),
    remark="U = I + J with complex eigenvalues: the token turns for ever at the speed 1.",
)

equilibria = Claim(
    source=place,
    given=(on_circle, top_is_simple),
    needs=(on_circle, top_is_simple),
    says=Iff(
        And(Eq(simple, 0), Eq(velocity([[lam, 0], [0, mu]], [a, b])[1], 0)),
        Or(Eq(a, 0), Eq(b, 0)),
    ),
    controls=(Control("only ±v are equilibria", Iff(Eq(simple, 0), Eq(b, 0))),),
)

unstable = Claim(
    source=place,
    given=(
        on_circle,
        top_is_simple,
        Assumption("the token is near e₂", Gt(b, Rational(9, 10))),
        Assumption("the token is not at e₂", Ne(a, 0)),
    ),
    needs=(top_is_simple,),
    says=Lt(velocity([[lam, 0], [0, mu]], [a, b])[1], 0),
    controls=(
        Control(
            "e₂ repels at the rate λ - μ",
            Le(velocity([[lam, 0], [0, mu]], [a, b])[1], -(lam - mu) * b),
        ),
    ),
    remark="The height over e₂ falls off the plane b = 0: 'unstable' is right.",
)
