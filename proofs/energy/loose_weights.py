"""Each part of V = cW, W symmetric, is needed: seven looser conditions let the energy fall.

The energy is that of the scores ⟨xᵢ, Wxⱼ⟩, with β = 1. With wᵢⱼ = exp⟨xᵢ, Wxⱼ⟩ and the pulls
mᵢ = Σⱼ wᵢⱼxⱼ and bᵢ = Σⱼ wⱼᵢxⱼ, its slope at token i is ½(Wmᵢ + Wᵀbᵢ)/n². For a symmetric W the
pulls agree, and the token adds ⟨Wmᵢ, P(Vmᵢ)⟩/Zᵢ to n²Ė: never less than 0 if V = cW, c ≥ 0.
"""

from sympy import Rational, exp

from proofs.energy.gradient_flow import any_weights, condition
from proofs.energy.vocabulary import d, tangent
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Source,
    identity,
    index,
    inner,
    matrix,
    real,
    refuted,
    same,
    tokens,
    total,
    vector,
)

i, j, k = index("i j k")
half = Rational(1, 2)
article = Source("metastable-states", "The Universal Failure of Monotone Energy")

plane, x = matrix("W", 2), tokens("x", 2, 2)
unit = Assumption("the tokens are unit vectors", Eq(inner(x[i], x[i]), 1))
symmetric = Assumption("W is symmetric", same(plane.T, plane))


def rate(scores, value):
    """Return n²Ė = Σᵢ ⟨slope at token i, P(V mᵢ)⟩."""
    weight, back = exp(inner(x[i], scores * x[j])), exp(inner(x[j], scores * x[i]))
    slope = total(half * (weight * (scores * x[j]) + back * (scores.T * x[j])), j)
    reach = exp(inner(x[i], scores * x[k]))
    flow = value * total(reach * x[k], k)
    return total(inner(slope, tangent(x[i], flow)) / total(reach, k), i)


def loose(value, given, remark):
    """Return the claim that this value matrix never lowers the energy of two tokens."""
    return Claim(
        source=article,
        reading="literal",
        expects=refuted,
        given=(unit, *given),
        says=Ge(rate(plane, value), 0),
        controls=(Control("the energy rises", Gt(rate(plane, value), 0)),),
        remark=remark,
    )


turned, one = plane.T, identity(2)
same_matrix = loose(plane, (), "V = W is not enough: W must be symmetric.")
transposed = loose(turned, (), "V = Wᵀ is not enough.")
symmetric_part = loose(half * (plane + turned), (), "V = (W + Wᵀ)/2 is not enough.")
square = loose(plane * plane, (symmetric,), "A V that commutes with W is not enough.")
shifted = loose(plane + one, (symmetric,), "V = W + I is not enough.")
identity_values = loose(one, (symmetric,), "V = I is not enough for other scores.")
opposite = loose(-plane, (symmetric,), "c < 0 lets the energy fall.")

c = real("c")
V, W = matrix("V W", d)
point, m, b = vector("x m b", d)
on_sphere = Assumption("x is a unit vector", Eq(inner(point, point), 1))
symmetric_scores = Assumption("W is symmetric", same(W.T, W))
alike = Assumption("both pulls agree, as for a symmetric W", same(b, m))
projection = Assumption("W is a projection", same(W * W, W))
multiple = Assumption("W is c times the identity", same(W, c * identity(d)))
tied = Assumption("V is c times W", same(V, c * W))
forward = Assumption("c is not negative", Ge(c, 0))


def share(value):
    """Return ⟨½(Wm + Wᵀb), P(V m)⟩, what a token adds to n²ZᵢĖ."""
    return inner(half * (W * m + W.T * b), tangent(point, value * m))


def repaired(literal, value, given, kept=0, falls=False, remark=""):
    """Return the claim that no token lowers the energy, or that none raises it.

    The first `kept` of `given` are not said to be needed.
    """
    below, least = (Lt, Le) if falls else (Gt, Ge)
    return Claim(
        source=article,
        reading="intended" if literal is None else "repaired",
        repairs=literal,
        given=(on_sphere, alike, *given),
        needs=(on_sphere, *given[kept:]),
        says=least(share(value), 0),
        controls=(Control("every token counts", below(share(value), 0)),),
        uses=(any_weights, condition),
        sizes={d: (2,)},
        remark=remark,
    )


monotone = repaired(
    None,
    V,
    (symmetric_scores, tied, forward),
    remark="Every part of the condition is needed. The weights 1/Zᵢ are positive.",
)
same_matrix_repaired = repaired(same_matrix, W, (symmetric_scores,))
transposed_repaired = repaired(transposed, W.T, (symmetric_scores,))
symmetric_part_repaired = repaired(
    symmetric_part, half * (W + W.T), (), remark="Both pulls agree iff the scores do."
)
square_repaired = repaired(
    square, W * W, (symmetric_scores, projection), kept=1, remark="Then W² = W: V is W."
)
shifted_repaired = repaired(
    shifted, W + identity(d), (multiple, forward), remark="Then V is a multiple of W, or W = 0."
)
identity_values_repaired = repaired(
    identity_values, identity(d), (multiple, forward), remark="Then W is a multiple of V."
)
opposite_repaired = repaired(
    opposite, -W, (symmetric_scores,), falls=True, remark="For V = -W the energy falls."
)
