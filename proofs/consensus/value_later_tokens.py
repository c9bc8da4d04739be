"""(23), (24): the height bᵢ = ⟨v, yᵢ⟩ of a later token, and its errors eⱼ = yⱼ - v.

ḃᵢ = Σⱼ αⱼ λ(1 - bᵢ²) + αᵢ(λ - ⟨yᵢ, Uyᵢ⟩)bᵢ + g with g = Σⱼ αⱼ(λ⟨v, eⱼ⟩ - bᵢ⟨yᵢ, Ueⱼ⟩), for any
number of tokens in any dimension, and each term of g is at most αⱼ(λ + ‖U‖)|eⱼ|.
"""

from sympy import Rational, sqrt

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Implies,
    Le,
    Lt,
    Or,
    Source,
    at_least,
    equals,
    index,
    inner,
    matrix,
    norm,
    real,
    refuted,
    same,
    size,
    tokens,
    total,
    vector,
    weights,
)

n, count = size("n l")
j = index("j")
lam, mu, own, b, c, bound, weight, rest, low = real("lambda mu a b c K w g c1")
y, v, e = vector("y v e", n)
U = matrix("U", n)
x, w = tokens("x", count, n), weights("w", count)
place = Source("consensus-is-all-you-get", "Equation (23)")
estimate = Source("consensus-is-all-you-get", "Equation (24)")
proof = Source("consensus-is-all-you-get", "Proof of Theorem 6.1")

symmetric = Assumption("U is symmetric", same(U.T, U))
eigenvector = Assumption("v is an eigenvector for λ", same(U * v, lam * v))
v_unit = Assumption("v has length 1", Eq(norm(v), 1))
on_sphere = Assumption("the token is on the sphere", Eq(norm(y), 1))
in_plane = Assumption("the token is in the plane b = 0", Eq(inner(v, y), 0))
positive = Assumption("λ is positive", Gt(lam, 0))
bounded = Assumption("|Ue| is at most K|e|", Le(norm(U * e), bound * norm(e)))

height = inner(v, y)
pulls = total(w[j] * (U * x[j] - inner(y, U * x[j]) * y), j)
own_pull = own * (U * y - inner(y, U * y) * y)
error = total(w[j] * (lam * inner(v, x[j] - v) - height * inner(y, U * (x[j] - v))), j)

with_errors = Claim(
    source=place,
    given=(symmetric, eigenvector, v_unit),
    needs=(symmetric, eigenvector, v_unit),
    says=Eq(
        inner(v, pulls + own_pull),
        total(w[j], j) * lam * (1 - height**2) + own * (lam - inner(y, U * y)) * height + error,
    ),
    controls=(
        Control(
            "the token does not pull itself",
            Eq(inner(v, pulls + own_pull), total(w[j], j) * lam * (1 - height**2) + error),
        ),
    ),
    sizes={n: (1,), count: (1,)},
    remark="x holds the tokens before token i, w their weights and a the weight of its own.",
)

error_term = Claim(
    source=estimate,
    given=(v_unit, on_sphere, positive, bounded),
    needs=(v_unit, on_sphere, bounded),
    says=Le(lam * inner(v, e) - height * inner(y, U * e), (lam + bound) * norm(e)),
    controls=(
        Control(
            "‖U‖ alone is enough",
            Le(lam * inner(v, e) - height * inner(y, U * e), bound * norm(e)),
        ),
    ),
    sizes={n: (1,)},
)

invariant = Claim(
    source=proof,
    given=(symmetric, eigenvector, in_plane),
    needs=(symmetric, in_plane),
    says=Eq(inner(v, pulls + own_pull), lam * total(w[j] * inner(v, x[j]), j)),
    controls=(Control("the plane is kept", Eq(inner(v, pulls + own_pull), 0)),),
    sizes={n: (2,), count: (1,)},
    remark=(
        "At b = 0 the height rises, since λ > 0 and the tokens before are on the side of v: "
        "the open hemisphere is kept. The paper does not show this."
    ),
)

first_weight = Assumption("the weight of the earlier token is positive", Gt(weight, 0))
own_weight = Assumption("the own weight is positive", Gt(own, 0))
top = Assumption("λ is the largest eigenvalue", Gt(lam, mu))
on_circle = Assumption("the token is on the circle", Eq(b**2 + c**2, 1))
upper = Assumption("the token is on the side of v", Gt(b, 0))
not_there = Assumption("the token is not at v", Lt(b, 1))

# Two tokens on a circle, U = diag(λ, μ), the first token at v = e₁.
speed = weight * lam * (1 - b**2) + own * (lam - (lam * b**2 + mu * c**2)) * b

two_tokens = Claim(
    source=place,
    given=(on_circle,),
    needs=(on_circle,),
    start=speed,
    chain=(equals((1 - b**2) * (weight * lam + own * (lam - mu) * b)),),
    controls=(Control("the own pull is left out", Eq(speed, (1 - b**2) * weight * lam)),),
)

only_equilibria = Claim(
    source=proof,
    reading="literal",
    expects=refuted,
    given=(positive, top, first_weight, own_weight, on_circle),
    says=Implies(Eq(speed, 0), Eq(b**2, 1)),
    controls=(Control("there is no equilibrium", Gt(speed, 0)),),
    uses=(two_tokens,),
    remark=(
        "'The only equilibria of (23) are b = ±1' with g = 0. For U = diag(3, -2) and P = 0, "
        "where the weights are equal, b = -3/5 is one: y₂ = (-3/5, 4/5) stays for ever."
    ),
)

other_equilibrium = Claim(
    source=proof,
    reading="repaired",
    repairs=only_equilibria,
    given=(positive, top, first_weight, own_weight, on_circle),
    says=Iff(
        Eq(speed, 0),
        Or(Eq(b**2, 1), Eq(own * (lam - mu) * b, -weight * lam)),
    ),
    controls=(
        Control(
            "it is at -λ/(λ - μ) for all weights",
            Eq(speed.subs(mu, lam * (1 + 1 / b)), 0),
        ),
    ),
    uses=(two_tokens,),
)

none_in_the_hemisphere = Claim(
    source=proof,
    reading="repaired",
    repairs=only_equilibria,
    given=(positive, top, first_weight, own_weight, on_circle, upper, not_there),
    needs=(on_circle, upper, not_there),
    says=Gt(speed, 0),
    controls=(Control("it rises at the rate of the own pull", Ge(speed, own * lam * b)),),
    uses=(two_tokens,),
    remark="In the hemisphere of v the sentence is right, and that is all the theorem needs.",
)

printed_point = {lam: 3, mu: -2, weight: 1, own: 1, b: Rational(-3, 5), c: Rational(4, 5)}

printed_equilibrium = Claim(
    source=proof,
    start=speed.subs(printed_point),
    chain=(equals(0),),
    controls=(
        Control(
            "the token at (-4/5, 3/5) rests too",
            Eq(speed.subs({**printed_point, b: Rational(-4, 5), c: Rational(3, 5)}), 0),
        ),
    ),
    remark="U = diag(3, -2), P = 0, y₁ = (1, 0), y₂ = (-3/5, 4/5).",
)

# The repaired step: keep the first sum.
share = Assumption("the weights of the earlier tokens add up to at least c", Ge(weight, low))
small_error = Assumption("the error term is at least -ε", Ge(rest, -bound))
own_not_negative = Assumption("the own weight is not negative", Ge(own, 0))
height_in = Assumption("the height is not negative", Ge(b, 0))
height_low = Assumption("the height is at most 1", Le(b, 1))
form = real("q")
largest = Assumption("⟨y, Uy⟩ is at most λ", Le(form, lam))

repaired_bound = Claim(
    source=proof,
    given=(positive, share, small_error, own_not_negative, height_in, height_low, largest),
    needs=(positive, share, small_error, height_in, height_low, largest),
    start=weight * lam * (1 - b**2) + own * (lam - form) * b + rest,
    chain=(at_least(low * lam * (1 - b**2) - bound),),
    controls=(
        Control(
            "the errors may be left out",
            Ge(
                weight * lam * (1 - b**2) + own * (lam - form) * b + rest,
                low * lam * (1 - b**2),
            ),
        ),
    ),
    uses=(with_errors, error_term),
    remark=(
        "c = (i - 1)c₁. So liminf b ≥ √(1 - ε/(cλ)), and ε may be taken as small as one likes. "
        "The printed bound leaves out the first sum, and vanishes at b = 0."
    ),
)

printed_bound = Claim(
    source=proof,
    reading="literal",
    expects=refuted,
    given=(positive, own_weight, height_in, Assumption("b is below 1", Lt(b, 1)), largest),
    says=Lt(-own * b * (lam - form), 0),
    controls=(Control("it is at most -(1 - b)", Le(-own * b * (lam - form), -own * (1 - b))),),
    remark=(
        "'V̇₁ < 0 on [0, 1)' from the bound -αᵢᵢ b(λ - ⟨y, Uy⟩): at b = 0 the bound is 0. It is "
        "the sum left out that keeps the token away from the plane."
    ),
)

kept_sum = Claim(
    source=proof,
    reading="repaired",
    repairs=printed_bound,
    given=(positive, own_weight, first_weight, height_in, not_there, largest),
    needs=(positive, first_weight, height_in, not_there),
    says=Lt(-weight * lam * (1 - b**2) - own * b * (lam - form), 0),
    controls=(
        Control(
            "it is at most -λ(1 - b)",
            Le(-weight * lam * (1 - b**2) - own * b * (lam - form), -lam * (1 - b)),
        ),
    ),
)

gap_form = Assumption(
    "⟨y, Uy⟩ is at most λb² + μ(1 - b²)", Le(form, lam * b**2 + mu * (1 - b**2))
)
row = Assumption("the weights of the row add up to K", Eq(weight + own, bound))
floor = Assumption(
    "c is at most λ and at most (λ - μ)b", And(Le(low, lam), Le(low, (lam - mu) * b))
)

no_bound_on_scores = Claim(
    source=proof,
    given=(
        Assumption("the weights of the earlier tokens are not negative", Ge(weight, 0)),
        own_not_negative,
        height_in,
        height_low,
        gap_form,
        row,
        floor,
    ),
    needs=(own_not_negative, height_in, height_low, gap_form, floor),
    says=Ge(weight * lam * (1 - b**2) + own * (lam - form) * b, bound * low * (1 - b**2)),
    controls=(
        Control(
            "λ alone sets the rate",
            Ge(weight * lam * (1 - b**2) + own * (lam - form) * b, bound * lam * (1 - b**2)),
        ),
    ),
    uses=(with_errors,),
    remark=(
        "Without errors ḃ ≥ K min(λ, (λ - μ)b)(1 - b²), where K = 1/√(n + 1) is the sum of the "
        "row, fixed whatever P(t) is: that P is bounded is not needed here."
    ),
)

first = (Rational(3, 5), Rational(4, 5))
second = (Rational(24, 25), Rational(7, 25))
agreement = 2 * first[0] * second[0] + first[1] * second[1]
own_form = 2 * second[0] ** 2 + second[1] ** 2
slope_of_second = (
    2 * first[0] - agreement * second[0] + 2 * second[0] - own_form * second[0]
) / (2 * sqrt(2))

v2_may_increase = Claim(
    source=Source("consensus-is-all-you-get", "Section 7.3"),
    start=slope_of_second,
    chain=(equals(-357 * sqrt(2) / 31250),),
    controls=(Control("V₂ falls here", Gt(slope_of_second, 0)),),
    remark=(
        "ḃ₂ for U = diag(2, 1), P = 0, y₁ = (3/5, 4/5), y₂ = (24/25, 7/25): V₂ = 1 - b₂ rises, "
        "as the paper notes."
    ),
)
