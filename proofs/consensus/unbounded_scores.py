"""Theorems 4.1 and 5.1 need P bounded: for P = 4(1 + t)I two tokens at 90° never meet.

c = ⟨y₁, y₂⟩ rises by (1 - c²)/(√2(1 + e^(4(1+t)(1-c)))) if one token sees the other, by twice
that if both do. Where c ≤ ½ this is below k' = √2 e^(-2(1+t)), and k stays below ½. The
letter k starts anywhere that leaves it room.
"""

from sympy import Rational, exp, sqrt

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
    always,
    decays,
    observed,
    real,
    refuted,
    tends,
)

c, t, k, heads, growth, K, b = real("c t k h g K b")
causal_place = Source("consensus-is-all-you-get", "Theorem 5.1")
full_place = Source("consensus-is-all-you-get", "Theorem 4.1")
half = Rational(1, 2)

weight = 1 / (sqrt(2) * (1 + exp(4 * (1 + t) * (1 - c))))
slowing = sqrt(2) * exp(-2 * (1 + t))
full = Flow({c: 2 * weight * (1 - c**2), t: 1, k: slowing})
causal = Flow({c: weight * (1 - c**2), t: 1, k: slowing})

later = Assumption("time is not negative", Ge(t, 0))
acute = Assumption("the tokens are at most 90° apart", Ge(c, 0))
below = Assumption("c is at most k", Le(c, k))
room = Assumption("k has room to rise", Le(k + exp(-2 * (1 + t)) / sqrt(2), half))
start = (later, acute, below, room)

# P = 4(1 + gt)I
pull = 1 / (sqrt(2) * (1 + exp(4 * (1 + growth * t) * (1 - c))))
growing = Flow({c: 2 * pull * (1 - c**2), t: 1})
growing_causal = Flow({c: pull * (1 - c**2), t: 1})

bounded = Assumption("P is bounded", Eq(growth, 0))
hemisphere = Assumption("the tokens share an open hemisphere", Gt(c, -1))
cosine = Assumption("c is a cosine", Ge(c, -1))
within_90 = Assumption("the tokens are at most 90° apart", And(Ge(c, 0), Le(c, 1)))
far = Assumption("they are more than 60° apart", Le(c + exp(-2 * (1 + t)) / sqrt(2), half))

consensus = Claim(
    source=full_place,
    given=(bounded, within_90),
    needs=(bounded,),
    says=decays(1 - c, 1 / (sqrt(2) * (1 + exp(4))), growing),
    controls=(Control("the rate is 1", decays(1 - c, 1, growing)),),
    remark=(
        "P = 4I: 1 - c decays exponentially from 90° on. With g = 1, P = 4(1 + t)I, it does "
        "not, and even stays above ½: `apart_for_ever`."
    ),
)

consensus_causal = Claim(
    source=causal_place,
    expects=observed,
    given=(bounded, hemisphere, cosine, far),
    needs=(bounded,),
    says=tends(Eq(c, 1), growing_causal),
    controls=(Control("they are within 90° all along", always(Gt(c, 0), growing_causal)),),
)

apart_for_ever = Claim(
    source=full_place,
    given=start,
    needs=(below, room),
    says=always(Lt(c, half), full),
    controls=(Control("they stay more than 75° apart", always(Lt(4 * c, 1), full)),),
    remark="The tokens stay more than 60° apart, although they attract each other for ever.",
)

apart_for_ever_causal = Claim(
    source=causal_place,
    given=start,
    says=always(Lt(c, half), causal),
    controls=(Control("they never come nearer than 90°", always(Le(c, 0), causal)),),
)

within = Assumption("P is bounded by b", And(Le(K, b), Le(-K, b)))
least_weight = Claim(
    source=Source("consensus-is-all-you-get", "Lemma 4.1"),
    given=(within, Assumption("c is a cosine", And(Ge(c, -1), Le(c, 1)))),
    needs=(within,),
    says=Le(K * (1 - c), 2 * b),
    controls=(Control("b is enough", Le(K * (1 - c), b)),),
    remark=(
        "Two tokens, P = KI: the weight of one for the other is 1/(√2 (1 + e^(K(1 - c)))), so "
        "at least c₁ = 1/(√2 (1 + e^(2b)))."
    ),
)

no_least_weight = Claim(
    source=Source("consensus-is-all-you-get", "Lemma 4.1"),
    reading="literal",
    expects=refuted,
    given=(Assumption("h is positive", Gt(heads, 0)), later),
    says=Ge(weight.subs(c, 0), heads),
    controls=(Control("it is at most h", Le(weight.subs(c, 0), heads)),),
    remark=(
        "One c₁ = h for all times, at the right angle c = 0: any h > 0 is passed, so Lemma 4.1 "
        "needs P bounded."
    ),
)
