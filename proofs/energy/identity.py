"""Along attention with any V the energy obeys Ė = n⁻² Σᵢ Zᵢ⟨P(mᵢ), V mᵢ⟩, for any n, d, β ≠ 0.

The slope of the energy at token i is Zᵢmᵢ/n², and the flow moves the token along P(V mᵢ). For
V = I what is left is n⁻² Σᵢ Zᵢ‖P(mᵢ)‖²: the energy rises until every token is at rest.
"""

from sympy import Rational

from proofs.energy.vocabulary import (
    beta,
    d,
    energy_rate,
    energy_slope,
    i,
    j,
    kernel,
    n,
    pull,
    r,
    tangent,
    v,
    x,
)
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    Source,
    identity,
    inner,
    matrix,
    norm,
    refuted,
    total,
)

V = matrix("V", d)
one = identity(d)
half = Rational(1, 2)
article = Source("metastable-states", "The Universal Failure of Monotone Energy")
place = Source("mathematical-perspective", "Section 3, the interaction energy")

warm = Assumption("β is not zero", Ne(beta, 0))
unit = Assumption("the tokens are unit vectors", Eq(inner(x[i], x[i]), 1))
normalized = Assumption("the normalizers are positive", Gt(r[i], 0))

small = {d: (2,), n: (2,)}
one_token = {d: (2,), n: (1,)}  # of any length: what is proved holds for every size
slope = Claim(
    source=place,
    given=(warm,),
    says=Eq(energy_slope, total(kernel(x[i], x[j]) * inner(x[j], v[i]), i, j) / n**2),
    controls=(
        Control(
            "the factor ½ stays",
            Eq(energy_slope, half * total(kernel(x[i], x[j]) * inner(x[j], v[i]), i, j) / n**2),
        ),
        Control(
            "the factor β stays",
            Eq(energy_slope, beta * total(kernel(x[i], x[j]) * inner(x[j], v[i]), i, j) / n**2),
        ),
    ),
    sizes=one_token,
    remark="The derivative of E along v is n⁻² Σᵢ ⟨Zᵢmᵢ, vᵢ⟩, with Zᵢmᵢ = Σⱼ exp(β⟨xᵢ, xⱼ⟩)xⱼ.",
)

any_value_matrix = Claim(
    source=place,
    given=(warm,),
    says=Eq(energy_rate(V), total(r[i] * inner(tangent(x[i], pull(i)), V * pull(i)), i) / n**2),
    controls=(
        Control(
            "the projection is forgotten",
            Eq(energy_rate(V), total(r[i] * inner(pull(i), V * pull(i)), i) / n**2),
        ),
        Control(
            "the value matrix is transposed",
            Eq(
                energy_rate(V),
                total(r[i] * inner(tangent(x[i], pull(i)), V.T * pull(i)), i) / n**2,
            ),
        ),
    ),
    sizes=small,
    remark="The scores are ⟨xᵢ, xⱼ⟩. rᵢ = 1/Zᵢ; any other weights rᵢ will do.",
)

identity_value_matrix = Claim(
    source=place,
    given=(warm, unit),
    needs=(unit,),
    says=Eq(energy_rate(one), total(r[i] * norm(tangent(x[i], pull(i))) ** 2, i) / n**2),
    controls=(
        Control(
            "every token counts its whole pull",
            Eq(energy_rate(one), total(r[i] * norm(pull(i)) ** 2, i) / n**2),
        ),
    ),
    sizes=small,
    remark="The projection P is symmetric, and P² = P on the unit sphere.",
)

minimizes = Claim(
    source=article,
    reading="literal",
    expects=refuted,
    given=(warm, unit, normalized),
    says=Le(energy_rate(one), 0),
    controls=(Control("it falls as fast as the tokens move", Lt(energy_rate(one), -1)),),
    sizes=small,
    remark=(
        "'The system smoothly minimizes this energy landscape.' In the convention of its "
        "source attention with V = I climbs E. It is -E that falls."
    ),
)

climbs = Claim(
    source=article,
    reading="repaired",
    repairs=minimizes,
    given=(normalized,),
    needs=(normalized,),
    says=Ge(total(r[i] * norm(v[i]) ** 2, i) / n**2, 0),
    controls=(
        Control("the energy always rises", Gt(total(r[i] * norm(v[i]) ** 2, i) / n**2, 0)),
    ),
    uses=(identity_value_matrix,),
    sizes=small,
    remark=(
        "With vᵢ = P(Zᵢmᵢ) the left side is Ė. It is gradient ascent: the energy stands still "
        "only where every token is at rest. The words 'a frictionless environment' do not fit "
        "such a flow either: it is all friction, and nothing in it swings."
    ),
)
