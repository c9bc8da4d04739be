"""A normalized step of any size h > 0 raises the energy when V = W = QᵀK is PSD.

With yᵢ = (xᵢ + h V mᵢ)/‖xᵢ + h V mᵢ‖, E(Y) - E(X) ≥ (2hn²)⁻¹ Σᵢ Zᵢ‖yᵢ - xᵢ‖². A PSD kernel
turns the energy into a sum over the moved tokens, the exponential is convex, and normalizing
loses less than the step gains. So the step h = 1 has a Lyapunov function, and so has h = 10⁶.
"""

from sympy import exp

from proofs.energy.vocabulary import beta, d, i, j, n
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Source,
    at_least,
    inner,
    matrix,
    norm,
    real,
    refuted,
    same,
    tokens,
    total,
    vector,
    weights,
)

a, b, e, h, length, t = real("a b e h R t")
u, flow, z = vector("x f y", d)
x, y, m = tokens("x", n, d), tokens("y", n, d), tokens("m", n, d)
Z = weights("Z", n)
K, rise = weights("K", n), weights("t", n)
W = matrix("W", d)
essay = Source("curse-of-euler", "The Essence of the Curse")
place = Source("mathematical-perspective", "Section 3, the interaction energy")
small = {d: (2,), n: (1,)}  # what is proved holds for every size


def kernel(here, there):
    """Return exp(β⟨x, Wy⟩)."""
    return exp(beta * inner(here, W * there))


def energy(points):
    """Return E_W of a family of tokens."""
    return total(kernel(points[i], points[j]), i, j) / (2 * beta * n**2)


warm = Assumption("β is positive", Gt(beta, 0))
mixed = total(kernel(x[i], x[j]) - 2 * kernel(y[i], x[j]) + kernel(y[i], y[j]), i, j)
definite = Assumption("the kernel is positive semidefinite at these tokens", Ge(mixed, 0))
close = Assumption("the mixed exponent is at most the mean", Le(2 * e, a + b))
heavy = Assumption("the kernel is positive", Gt(K[i, j], 0))
unit = Assumption("x is a unit vector", Eq(inner(u, u), 1))
unit_after = Assumption("y is a unit vector", Eq(inner(z, z), 1))
long = Assumption("the length R is not negative", Ge(length, 0))
normalized = Assumption("y is x + hf over its length R", same(length * z, u + h * flow))
forward = Assumption("the step goes forward", Gt(h, 0))
units = Assumption(
    "all tokens are unit vectors", And(Eq(inner(x[i], x[i]), 1), Eq(inner(y[i], y[i]), 1))
)
positive = Assumption("the normalizers are positive", Gt(Z[i], 0))
lemma = Assumption(
    "each token gains what the lemma says",
    Ge(h * inner(m[i], y[i] - x[i]), 1 - inner(x[i], y[i])),
)

two_point_kernel = Claim(
    source=place,
    given=(close,),
    needs=(close,),
    start=exp(a) + exp(b),
    chain=(
        at_least(2 * exp((a + b) / 2), "the mean of exponentials"),
        at_least(2 * exp(e), "the exponential increases"),
    ),
    controls=(Control("it is strict", Gt(exp(a) + exp(b), 2 * exp(e))),),
    remark=(
        "a = β⟨x, Wx⟩, b = β⟨y, Wy⟩ and e = β⟨x, Wy⟩: if W is PSD then ⟨x - y, W(x - y)⟩ ≥ 0. "
        "One token's case of the kernel being positive semidefinite."
    ),
)

kernel_step = Claim(
    source=place,
    given=(warm, definite),
    needs=(warm, definite),
    says=Ge(
        energy(y) - energy(x),
        total(kernel(y[i], x[j]) - kernel(x[i], x[j]), i, j) / (beta * n**2),
    ),
    controls=(
        Control(
            "the rise counts twice",
            Ge(
                energy(y) - energy(x),
                2 * total(kernel(y[i], x[j]) - kernel(x[i], x[j]), i, j) / (beta * n**2),
            ),
        ),
    ),
    sizes=small,
)

convexity = Claim(
    source=place,
    given=(heavy,),
    needs=(heavy,),
    says=Ge(total(K[i, j] * (exp(rise[i, j]) - 1), i, j), total(K[i, j] * rise[i, j], i, j)),
    controls=(
        Control(
            "it is strict",
            Gt(total(K[i, j] * (exp(rise[i, j]) - 1), i, j), total(K[i, j] * rise[i, j], i, j)),
        ),
    ),
    sizes={n: (1, 2)},
    remark="K = exp(β⟨xᵢ, Wxⱼ⟩), t = β⟨yᵢ - xᵢ, Wxⱼ⟩: a tangent lies below the exponential.",
)

normalization = Claim(
    source=place,
    given=(unit, unit_after, long, normalized),
    needs=(unit, unit_after, long, normalized),
    says=Ge(h * inner(flow, z - u), 1 - inner(u, z)),
    controls=(
        Control("twice as much is gained", Ge(h * inner(flow, z - u), 2 - 2 * inner(u, z))),
        Control("the step gains itself", Ge(h * inner(flow, z - u), h * norm(flow) ** 2)),
    ),
    sizes={d: (2,)},
    remark="h⟨f, y - x⟩ = (R + 1)(1 - ⟨x, y⟩).",
)

chord = Claim(
    source=place,
    given=(unit, unit_after),
    needs=(unit, unit_after),
    says=Eq(1 - inner(u, z), norm(z - u) ** 2 / 2),
    controls=(Control("the ½ is forgotten", Eq(1 - inner(u, z), norm(z - u) ** 2)),),
    sizes={d: (2,)},
)

cos_half, sin_half, v, w = real("c s v w")
circle = Assumption("c and s are a cosine and a sine", Eq(cos_half**2 + sin_half**2, 1))
definite_scores = Assumption("W is positive semidefinite", Ge(w, 0))
tied = Assumption("V = W", Eq(v, w))
before = cos_half**2 - sin_half**2


def after(value, scores):
    """Return the cosine of the tokens (c, ±s) after a step with V = vI and W = wI."""
    near, far = exp(scores), exp(scores * before)
    along = (1 + h * value * (near - far) / (near + far)) * sin_half
    across = (1 + h * value) * cos_half
    return (across**2 - along**2) / (across**2 + along**2)


negative = after(-1, -1)

negative_weights = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(forward, circle),
    says=Ge(exp(-negative), exp(-before)),
    controls=(Control("the energy rises", Gt(exp(-negative), exp(-before))),),
    remark=(
        "V = W = -I, which is symmetric and not PSD, and two tokens (c, ±s): the flow raises "
        "E, and a long normalized step may lower it."
    ),
)

two_tokens_any_step = Claim(
    source=essay,
    reading="repaired",
    repairs=negative_weights,
    given=(circle, forward, definite_scores, tied),
    needs=(forward, definite_scores, tied),
    says=Ge(w * after(v, w), w * before),
    controls=(Control("the energy rises", Gt(w * after(v, w), w * before)),),
    remark="V = vI, W = wI, two tokens: E rises iff wγ does. Each hypothesis is needed.",
)

any_step = Claim(
    source=essay,
    reading="repaired",
    repairs=negative_weights,
    given=(forward, units, positive, lemma),
    needs=(forward, units, positive, lemma),
    says=Ge(
        total(Z[i] * inner(m[i], y[i] - x[i]), i),
        total(Z[i] * norm(y[i] - x[i]) ** 2, i) / (2 * h),
    ),
    controls=(
        Control(
            "the ½ is forgotten",
            Ge(
                total(Z[i] * inner(m[i], y[i] - x[i]), i),
                total(Z[i] * norm(y[i] - x[i]) ** 2, i) / h,
            ),
        ),
    ),
    sizes=small,
    uses=(kernel_step, convexity, normalization, chord),
    remark=(
        "m stands for Vmᵢ. With the kernel step and convexity the left side is at most "
        "n²(E(Y) - E(X)): the energy rises for every h, unless no token moves."
    ),
)
