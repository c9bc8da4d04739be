"""For symmetric P, V = -½ Σᵢⱼ exp⟨xᵢ, Pxⱼ⟩ has the gradient -Σⱼ exp⟨xᵢ, Pxⱼ⟩ Pxⱼ.

In the metric ⟨X, Y⟩ = Σᵢ Zᵢ ⟨Xᵢ, PYᵢ⟩ this says that attention, Σⱼ αᵢⱼ xⱼ with
Zᵢ αᵢⱼ = exp⟨xᵢ, Pxⱼ⟩, descends V: grad V = -X_P. For any number of tokens in any dimension.
"""

from sympy import Rational, exp

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Source,
    differential,
    index,
    inner,
    matrix,
    same,
    size,
    tokens,
    total,
)

n, count = size("n l")
i, j = index("i j")
x, d = tokens("x", count, n), tokens("d", count, n)
P = matrix("P", n)
place = Source("consensus-is-all-you-get", "Lemma 3.2")
half = Rational(1, 2)

weight = exp(inner(x[i], P * x[j]))
other_weight = exp(inner(x[j], P * x[i]))
slope = differential(-half * total(weight, i, j), x, d)

symmetric = Assumption("P is symmetric", same(P.T, P))

lemma_3_2 = Claim(
    source=place,
    given=(symmetric,),
    needs=(symmetric,),
    says=Eq(slope, -total(weight * inner(P * x[j], d[i]), i, j)),
    controls=(
        Control(
            "the factor ½ stays", Eq(slope, -half * total(weight * inner(P * x[j], d[i]), i, j))
        ),
        Control("P is forgotten", Eq(slope, -total(weight * inner(x[j], d[i]), i, j))),
    ),
    sizes={n: (1, 2), count: (1, 2)},
    remark="The slope of V along d is ⟨gradient, d⟩; the sum over i pairs it with every dᵢ.",
)

in_the_metric = Claim(
    source=place,
    given=(symmetric,),
    needs=(symmetric,),
    says=Eq(slope, -total(inner(weight * x[j], P * d[i]), i, j)),
    controls=(
        Control(
            "attention climbs the potential",
            Eq(slope, total(inner(weight * x[j], P * d[i]), i, j)),
        ),
    ),
    sizes={n: (1, 2), count: (1, 2)},
    remark="The right side is -⟨X_P, d⟩ in the metric: Zᵢ cancels the denominator of αᵢⱼ.",
)

any_matrix = Claim(
    source=place,
    says=Eq(
        slope,
        -half
        * total(
            inner(weight * (P * x[j]) + other_weight * (P.T * x[j]), d[i]),
            i,
            j,
        ),
    ),
    controls=(
        Control(
            "the transpose is forgotten",
            Eq(slope, -half * total(inner((weight + other_weight) * (P * x[j]), d[i]), i, j)),
        ),
    ),
    sizes={n: (1, 2), count: (1, 2)},
    remark="What is left of the lemma when P is not symmetric.",
)
