"""Theorem 4.1 in the gnomonic chart: consensus at one point, exponentially, for any P(t).

ṙᵢ = Σⱼ αᵢⱼ bⱼ/bᵢ (rⱼ - rᵢ) for one coordinate of rᵢ = yᵢ/⟨v, yᵢ⟩, in any number of heads. In an
open hemisphere the weights αᵢⱼ bⱼ/bᵢ lie between two positive bounds, and may change with time
in any way: that P be uniformly continuous is not used.
"""

from proofs.consensus.gnomonic import averaging
from proofs.consensus.spread import rate
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
    barbalat,
    converges,
    decays,
    finite_length,
    real,
    tends,
)

r, s, q, top, bottom = real("r_1 r_2 r_3 M m")
c, most = real("c K")
a12, a13, a21, a23, a31, a32 = inputs = real("a_12 a_13 a_21 a_23 a_31 a_32")
place = Source("consensus-is-all-you-get", "Theorem 4.1")

pair = Flow({r: a12 * (s - r), s: a21 * (r - s)}, inputs=(a12, a21))

# M and m are an upper and a lower bound that close in on each other at the rate 3
total = r + s + q
three = Flow(
    {
        r: a12 * (s - r) + a13 * (q - r),
        s: a21 * (r - s) + a23 * (q - s),
        q: a31 * (r - q) + a32 * (s - q),
        top: total - 3 * top,
        bottom: total - 3 * bottom,
    },
    inputs=inputs,
)
positive = Assumption("c is positive", Gt(c, 0))
pair_least = Assumption("the weights are at least c", And(Ge(a12, c), Ge(a21, c)))
pair_most = Assumption("the weights are at most 1", And(Le(a12, 1), Le(a21, 1)))
near = Assumption("their distance, the unit of length, is at most 1", Le((r - s) ** 2, 1))
weighty = Assumption(
    "the weights are at least 1, by the unit of time", And(*(Ge(a, 1) for a in inputs))
)
bounded = Assumption("the weights are at most K", And(*(Le(a, most) for a in inputs)))
between = Assumption(
    "M and m bound the tokens",
    And(*(bound for x in (r, s, q) for bound in (Le(x, top), Ge(x, bottom)))),
)
together = And(Eq(r, s), Eq(q, s))

two_tokens = Claim(
    source=place,
    given=(positive, pair_least, pair_most),
    says=converges(pair, by=finite_length((r - s) ** 2, 4 * c, 1)),
    controls=(
        Control("they meet at 0", tends(And(Eq(r, 0), Eq(s, 0)), pair)),
        Control("they close in twice as fast", decays((r - s) ** 2, 8 * c, pair)),
    ),
    uses=(averaging,),
    remark="Each token converges, at the rate e^(-2ct), and travels a finite length.",
)

two_tokens_barbalat = Claim(
    source=Source("consensus-is-all-you-get", "Proof of Theorem 4.1"),
    given=(positive, pair_least, pair_most, near),
    needs=(pair_least,),
    says=tends(Eq(r, s), pair, by=barbalat((r - s) ** 2 / (4 * c), 2)),
    controls=(Control("the first goes where the second was", tends(Eq(s, 0), pair)),),
    uses=(averaging,),
    remark=(
        "The way of the paper, by Barbalat's lemma, for the distance itself: its slope is "
        "bounded, however the weights jump, while that of the printed V⁺ is not."
    ),
)

three_tokens = Claim(
    source=place,
    given=(weighty, bounded, between),
    says=tends(together, three, by=finite_length(top - bottom, 3, 3 * most, power=1)),
    controls=(Control("they meet at 0", tends(Eq(r, 0), three)),),
    uses=(averaging, rate),
    remark=(
        "Consensus, exponentially, with six weights that change as they like: M - m = e^(-3t), "
        "and the tokens stay between. For ℓ tokens and weights of at least c the rate is ℓc "
        "(`spread.rate`)."
    ),
)

one_point = Claim(
    source=place,
    given=(between,),
    needs=(between,),
    says=And(Le(three.rate(top), 0), Ge(three.rate(bottom), 0)),
    controls=(Control("both fall", Le(three.rate(bottom), 0)),),
    uses=(three_tokens,),
    remark=(
        "M falls, m rises and M - m tends to 0: they have one limit. All tokens go to it, so "
        "that they meet in one point of the open hemisphere."
    ),
)
