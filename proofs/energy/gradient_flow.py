"""With scores ⟨xᵢ, Wxⱼ⟩, W symmetric, and V = cW, c ≥ 0, the energy of the same scores rises.

E_W = 1/(2βn²) Σᵢⱼ exp(β⟨xᵢ, Wxⱼ⟩) has the slope Zᵢ W mᵢ/n² at token i, and the flow moves the
token along c P(W mᵢ). So n²Ė = c Σᵢ Zᵢ‖P(W mᵢ)‖². Each part of the condition is needed.
"""

from sympy import Rational, exp

from proofs.energy.vocabulary import beta, d, i, j, k, n, r, tangent, v, x
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Ne,
    Source,
    differential,
    inner,
    matrix,
    norm,
    real,
    same,
    total,
)

c = real("c")
V, W = matrix("V W", d)
place = Source("mathematical-perspective", "Section 3, gradient flows for other weights")
article = Source("metastable-states", "The Universal Failure of Monotone Energy")


def weight(here, there):
    """Return exp(β⟨xᵢ, Wxⱼ⟩)."""
    return exp(beta * inner(x[here], W * x[there]))


def pull(here):
    """Return Zᵢ mᵢ = Σₖ exp(β⟨xᵢ, Wxₖ⟩) xₖ."""
    return total(weight(here, k) * x[k], k)


energy = total(weight(i, j), i, j) / (2 * beta * n**2)
slope = differential(energy, x, v)


def rate(value):
    """Return Ė along attention with the scores ⟨xᵢ, Wxⱼ⟩ and the value matrix `value`."""
    velocities = {v[p]: r[p] * tangent(x[p], value * pull(p)) for p in (i, j)}
    return slope.xreplace(velocities)


symmetric = Assumption("W is symmetric", same(W.T, W))
tied = Assumption("V is c times W", same(V, c * W))
forward = Assumption("c is not negative", Ge(c, 0))
warm = Assumption("β is not zero", Ne(beta, 0))
unit = Assumption("the tokens are unit vectors", Eq(inner(x[i], x[i]), 1))
normalized = Assumption("the normalizers are positive", Gt(r[i], 0))
small = {d: (2,), n: (1,)}  # the proofs hold for every size
plain = total(r[i] * norm(tangent(x[i], pull(i))) ** 2, i) / n**2
climb = total(r[i] * norm(tangent(x[i], W * pull(i))) ** 2, i) / n**2

half = Rational(1, 2)
both = total((half * weight(i, j)) * (W * x[j]) + (half * weight(j, i)) * (W.T * x[j]), j)

any_weights = Claim(
    source=place,
    given=(warm,),
    says=Eq(slope, total(inner(both, v[i]), i) / n**2),
    controls=(
        Control(
            "W and its transpose count alike",
            Eq(slope, total(weight(i, j) * inner(W * x[j], v[i]), i, j) / n**2),
        ),
    ),
    sizes=small,
    remark="The slope at token i is ½(Wmᵢ + Wᵀbᵢ)/n²: bᵢ is the pull of the transposed scores.",
)

condition = Claim(
    source=place,
    given=(symmetric, tied, warm, unit),
    needs=(symmetric, tied),
    says=Eq(rate(V), c * climb),
    controls=(
        Control(
            "W enters once",
            Eq(rate(V), c * total(r[i] * norm(tangent(x[i], pull(i))) ** 2, i) / n**2),
        ),
    ),
    sizes=small,
    remark="For c < 0 the energy falls as fast as it rises for -c.",
)

steepest = Claim(
    source=place,
    given=(forward, normalized),
    needs=(forward, normalized),
    says=Ge(c * total(r[i] * norm(v[i]) ** 2, i) / n**2, 0),
    controls=(Control("the energy falls", Le(c * total(r[i] * norm(v[i]) ** 2, i), 0)),),
    uses=(condition,),
    sizes=small,
    remark="With vᵢ = P(W Zᵢmᵢ) the left side is Ė.",
)
