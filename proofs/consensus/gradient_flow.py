"""Theorem 3.1: grad V_P = -Y_P on the ellipsoid xᵀPx = 1, in the metric Σᵢ Zᵢ ⟨Xᵢ, PYᵢ⟩.

V = -½ Σᵢⱼ exp⟨xᵢ, Pxⱼ⟩, and Y_P is attention with U = I and W = P, where Zᵢ αᵢⱼ = exp⟨xᵢ, Pxⱼ⟩.
So V̇ = -Σᵢ Zᵢ ⟨Yᵢ, PYᵢ⟩ ≤ 0. For any number of tokens in any dimension.
"""

from sympy import Rational, exp

from proofs.consensus.potential_gradient import lemma_3_2
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Source,
    differential,
    index,
    inner,
    matrix,
    real,
    same,
    size,
    tokens,
    total,
    weights,
)

n, count = size("n l")
i, j = index("i j")
x, X, Y = tokens("x", count, n), tokens("X", count, n), tokens("Y", count, n)
Z, a = weights("Z", count), weights("a", count)
P, W = matrix("P W", n)
c = real("c")
half = Rational(1, 2)
KEY = "consensus-is-all-you-get"
metric_9 = Source(KEY, "Equation (9)")
lemma_3_1 = Source(KEY, "Lemma 3.1")
place = Source(KEY, "Theorem 3.1")

symmetric = Assumption("P is symmetric", same(P.T, P))
positive_at = Assumption("P is positive at every Xᵢ", Ge(inner(X[i], P * X[i]), 0))
normalizers = Assumption("the normalizers are positive", Gt(Z[i], 0))
tangent = Assumption("every Yᵢ is tangent", Eq(inner(x[i], P * Y[i]), 0))

multiple = Assumption("P is c times W", same(P, c * W))
symmetric_metric = Assumption("W is symmetric", same(W.T, W))
tangent_to_it = Assumption(
    "every Yᵢ is tangent to the ellipsoid of W", Eq(inner(x[i], W * Y[i]), 0)
)

product = total(Z[i] * inner(X[i], P * Y[i]), i)
square = total(Z[i] * inner(X[i], P * X[i]), i)
normal_part = inner(x[i], P * X[i]) * x[i]
score = exp(inner(x[i], P * x[j]))
pull = x[j] - inner(x[i], P * x[j]) * x[i]
pull_of_the_metric = x[j] - inner(x[i], W * x[j]) * x[i]
velocity = total(a[i, j] * pull, j)
slope = differential(-half * total(score, i, j), x, Y)

metric_is_symmetric = Claim(
    source=metric_9,
    given=(symmetric,),
    needs=(symmetric,),
    says=Eq(product, total(Z[i] * inner(Y[i], P * X[i]), i)),
    controls=(Control("P may be left out", Eq(product, total(Z[i] * inner(Y[i], X[i]), i))),),
    sizes={n: (1, 2), count: (1, 2)},
)

metric_is_not_negative = Claim(
    source=metric_9,
    given=(positive_at, normalizers),
    needs=(positive_at, normalizers),
    says=Ge(square, 0),
    controls=(Control("it is the Euclidean metric", Eq(square, total(inner(X[i], X[i]), i))),),
    sizes={n: (1, 2), count: (1, 2)},
)

projection = Claim(
    source=lemma_3_1,
    given=(tangent,),
    needs=(tangent,),
    says=Eq(total(Z[i] * inner(normal_part, P * Y[i]), i), 0),
    controls=(
        Control(
            "the projection is Euclidean",
            Eq(total(Z[i] * inner(inner(x[i], X[i]) * x[i], P * X[i]), i), 0),
        ),
        Control("all of X is normal", Eq(product, 0)),
        Control(
            "any ellipsoid will do",
            Eq(total(inner(normal_part, P * Y[i]), i), 0),
            given=(tangent_to_it,),
        ),
    ),
    sizes={n: (1,), count: (1, 2)},
    remark="What Tπ_P takes away from X is orthogonal to every tangent Y: Tπ_P projects.",
)

theorem_3_1 = Claim(
    source=place,
    given=(symmetric, tangent),
    needs=(symmetric, tangent),
    says=Eq(slope, -total(score * inner(pull, P * Y[i]), i, j)),
    controls=(
        Control(
            "attention climbs the potential",
            Eq(slope, total(score * inner(pull, P * Y[i]), i, j)),
        ),
    ),
    sizes={n: (1,), count: (2,)},
    uses=(lemma_3_2, projection),
    remark=(
        "The slope of V_P along tangent Yᵢ is -⟨Y_P, Y⟩ in the metric (9): its factor Zᵢ "
        "cancels the denominator of αᵢⱼ."
    ),
)

descent = Claim(
    source=Source(KEY, "Lemma 3.3"),
    says=Eq(
        -total(Z[i] * a[i, j] * inner(pull, P * velocity), i, j),
        -total(Z[i] * inner(velocity, P * velocity), i),
    ),
    controls=(
        Control(
            "the metric has no factors Zᵢ",
            Eq(
                -total(Z[i] * a[i, j] * inner(pull, P * velocity), i, j),
                -total(inner(velocity, P * velocity), i),
            ),
        ),
    ),
    sizes={n: (1,), count: (1, 2)},
    uses=(theorem_3_1, metric_is_not_negative),
    remark=(
        "The slope of V_P along attention, with Zᵢ αᵢⱼ for the scores, is -|grad V|²: not "
        "positive by `metric_is_not_negative`, and zero at rest only."
    ),
)

multiple_of_the_metric = Claim(
    source=place,
    given=(multiple, symmetric_metric, tangent_to_it),
    needs=(multiple, tangent_to_it),
    says=Eq(slope, -c * total(score * inner(pull_of_the_metric, W * Y[i]), i, j)),
    controls=(
        Control(
            "the metric is Euclidean",
            Eq(slope, -c * total(score * inner(pull_of_the_metric, Y[i]), i, j)),
        ),
    ),
    sizes={n: (1, 2), count: (1,)},
    remark="W = P is more than is needed: P = cW descends for c > 0, and climbs for c < 0.",
)
