"""Tokens in a hemisphere approach its pole when V = I, whatever Q and K are.

Let r = ⟨x, e⟩ ≥ 0 be the least height of a token over the pole e. Its velocity has the height
Σⱼ aⱼ(rⱼ - ⟨x, yⱼ⟩ r) ≥ 0, for any weights aⱼ ≥ 0. So the lowest token never sinks.
"""

from sympy import exp

from proofs.energy.vocabulary import d, n, tangent
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Source,
    at_least,
    equals,
    identity,
    index,
    inner,
    matrix,
    refuted,
    same,
    tokens,
    total,
    vector,
    weights,
)

j = index("j")
x, e = vector("x e", d)
y = tokens("y", n, d)
a = weights("a", n)
V = matrix("V", d)
place = Source("mathematical-perspective", "Section 6, the hemisphere lemma")
article = Source("metastable-states", "The Empirical Test of Idealized Attention")

unit = Assumption("x is a unit vector", Eq(inner(x, x), 1))
units = Assumption("the other tokens are unit vectors", Eq(inner(y[j], y[j]), 1))
weighted = Assumption("the weights are not negative", Ge(a[j], 0))
above = Assumption("x is in the hemisphere", Ge(inner(x, e), 0))
lowest = Assumption("x is the lowest token", Ge(inner(y[j], e), inner(x, e)))
velocity = tangent(x, total(a[j] * y[j], j))
lifted = tangent(x, total(a[j] * (V * y[j]), j))
small = {d: (2,), n: (1,)}  # what is proved holds for every size
each = a[j] * (inner(y[j], e) - inner(x, y[j]) * inner(x, e))

heights = Claim(
    source=place,
    says=Eq(inner(velocity, e), total(each, j)),
    controls=(
        Control(
            "the projection is forgotten",
            Eq(inner(velocity, e), total(a[j] * inner(y[j], e), j)),
        ),
    ),
    sizes=small,
)

lowest_rises = Claim(
    source=place,
    given=(unit, units, weighted, above, lowest),
    needs=(unit, units, weighted, above, lowest),
    says=Ge(total(each, j), 0),
    controls=(Control("it rises strictly", Gt(total(each, j), 0)),),
    sizes=small,
    uses=(heights,),
    remark="The scores enter through the weights aⱼ only: any Q and K will do.",
)

any_value_matrix = Claim(
    source=article,
    reading="literal",
    expects=refuted,
    given=(unit, units, weighted, above, lowest),
    says=Ge(inner(lifted, e), 0),
    controls=(Control("it rises strictly", Gt(inner(lifted, e), 0)),),
    sizes=small,
    remark=(
        "'The proof hinges on Q, K and V all being the identity': on V it does, and on Q and "
        "K it does not."
    ),
)

identity_value_matrix = Claim(
    source=article,
    reading="repaired",
    repairs=any_value_matrix,
    given=(unit, units, weighted, above, lowest),
    needs=(lowest,),
    start=inner(velocity, e),
    chain=(equals(total(each, j)), at_least(0, "term by term")),
    controls=(Control("it rises strictly", Gt(inner(velocity, e), 0)),),
    sizes=small,
    uses=(heights, lowest_rises),
)

W = matrix("W", d)
other = vector("z", d)
unit_other = Assumption("z is a unit vector", Eq(inner(other, other), 1))
higher = Assumption("x is the lowest token", Ge(inner(other, e), inner(x, e)))
value_identity = Assumption("V is the identity", same(V, identity(d)))
score_identity = Assumption("Q and K are the identity", same(W, identity(d)))
added = exp(inner(x, W * other)) * (inner(V * other, e) - inner(x, V * other) * inner(x, e))

each_token_lifts = Claim(
    source=article,
    reading="repaired",
    repairs=any_value_matrix,
    given=(unit, unit_other, above, higher, value_identity, score_identity),
    needs=(above, higher, value_identity),
    says=Ge(added, 0),
    controls=(Control("it lifts strictly", Gt(added, 0)),),
    sizes={d: (2,)},
    uses=(heights,),
    remark=(
        "What a token z adds to the rise of the lowest one, times the normalizer. That V = I "
        "is needed, and that Q = K = I is not."
    ),
)
