"""With equal queries, keys and values the inner products ⟨xᵢ, fᵢ⟩ are positive on average only.

For fᵢ = Σⱼ aᵢⱼ xⱼ, aᵢⱼ = exp⟨xᵢ, xⱼ⟩ / Zᵢ, the average of ⟨xᵢ, fᵢ⟩ weighted by Zᵢ is
Σᵢⱼ exp⟨xᵢ, xⱼ⟩ ⟨xᵢ, xⱼ⟩ ≥ ‖Σᵢ xᵢ‖² ≥ 0. A single one may be negative.
"""

from sympy import exp

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Lt,
    Source,
    at_least,
    equals,
    index,
    inner,
    norm,
    real,
    refuted,
    size,
    tokens,
    total,
    vector,
)

n, count = size("n l")
i, j = index("i j")
x = tokens("x", count, n)
u, f = vector("u f", n)
many, beta, t = real("m beta t")
place = Source("five-conditions", "The Calculation That Breaks Everything")
products = inner(x[i], x[j])
weighted = total(exp(products) * products, i, j)
single = (exp(beta) - many * exp(-beta)) / (exp(beta) + many * exp(-beta))

some = Assumption("some tokens lie opposite", Ge(many, 1))
warm = Assumption("the inverse temperature is positive", Gt(beta, 0))

always_positive = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(some, warm),
    says=Ge(single, 0),
    controls=(Control("the token attends to itself only", Eq(single, 1)),),
    remark=(
        "'The attention mechanism is literally designed to make it positive.' A unit token x "
        "and m tokens at -x, with equal queries, keys and values: ⟨x, f⟩ is negative when the "
        "others outweigh it, as for eight of them at β = 1. For values drawn at random with a "
        "law that does not change under V ↦ -V the sign is a fair coin."
    ),
)

sign = Claim(
    source=place,
    reading="repaired",
    repairs=always_positive,
    given=(some,),
    needs=(some,),
    says=Iff(Lt(single, 0), Lt(exp(2 * beta), many)),
    controls=(Control("β against m decides", Iff(Lt(single, 0), Lt(exp(beta), many))),),
)

term = Claim(
    source=place,
    says=Ge(exp(t) * t, t),
    controls=(Control("the factor grows the square", Ge(exp(t) * t, t + t**2)),),
    remark="Since exp(t) - 1 has the sign of t.",
)

average = Claim(
    source=place,
    reading="repaired",
    repairs=always_positive,
    start=weighted,
    chain=(
        at_least(total(products, i, j), "exp(t) t ≥ t, term by term"),
        equals(norm(total(x[i], i)) ** 2, "the inner product is bilinear"),
    ),
    controls=(
        Control("the sum of the squares is below", Ge(weighted, total(inner(x[i], x[i]), i))),
    ),
    uses=(term,),
    sizes={n: (1, 2), count: (1, 2)},
    remark="A square, so the weighted average is not negative.",
)

flipped = Claim(
    source=place,
    says=Eq(inner(u, -f), -inner(u, f)),
    controls=(Control("the sign is lost", Eq(inner(u, -f), inner(u, f))),),
    sizes={n: (1, 2)},
    remark=(
        "Attention is linear in its value matrix, so V ↦ -V flips ⟨x, f⟩: where V and -V are "
        "equally likely, positive and negative are too."
    ),
)
