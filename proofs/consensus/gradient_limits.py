"""Theorem 3.2: every trajectory of the gradient flow converges to one equilibrium.

Tokens on the circle under full attention, P = ((β, s), (-s, β)), U = W = I. With P symmetric
(s = 0) the flow is -g⁻¹ ∇V for V = -½ Σᵢⱼ exp(β cos(θᵢ - θⱼ)) / β and the metric g = diag(Zᵢ),
both analytic on a compact set. So Łojasiewicz' theorem applies, with the inequality
|V - V(ȳ)|^θ ≤ C |grad V| in place of the printed one. On a sphere with P = I, to which every
P is conjugate, g ẏ + ∇V is normal to the sphere: for any number of tokens in any dimension.
"""

from collections.abc import Callable
from typing import Any

from sympy import Add, E, Rational, cos, diag, exp, eye, sin, sqrt

from proofs.consensus.conjugacy import flow as conjugate_flow
from proofs.consensus.conjugacy import inverse_temperature_is_one
from proofs.consensus.gradient_flow import metric_is_not_negative, theorem_3_1
from proofs.consensus.vocabulary import flat, velocities
from proofs.vocabulary import dot
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ne,
    Source,
    converges,
    gradient,
    index,
    inner,
    never_grows,
    real,
    same,
    size,
    tends,
    tokens,
    total,
    zero,
)

first, second, third = real("theta_1 theta_2 theta_3")
beta, s = real("beta s")
place = Source("consensus-is-all-you-get", "Theorem 3.2")


def skewed(left: Any, right: Any) -> Any:
    """Return the score for P = ((β, s), (-s, β))."""
    return beta * cos(left - right) + s * sin(right - left)


def multiple(left: Any, right: Any) -> Any:
    """Return the score for P = βI."""
    return beta * cos(left - right)


def flow_of(angles: tuple[Any, ...], score: Callable[[Any, Any], Any]) -> Flow:
    """Return tokens on the circle under full attention."""
    return Flow(dict(zip(angles, velocities(angles, score), strict=True)), angles=angles)


def down_the_potential(angles: tuple[Any, ...], score: Callable[[Any, Any], Any]) -> Any:
    """Return the potential over β and the metric of the normalizers as a certificate."""
    weights = [[exp(score(x, y)) for y in angles] for x in angles]
    potential = -Add(*(w for row in weights for w in row)) / (2 * beta)
    normalizers = [sqrt(2) * Add(*row) for row in weights]
    return gradient(potential, diag(*normalizers).tolist())


def reach_consensus(angles: tuple[Any, ...]) -> Any:
    """Return the target where every token is the first."""
    return And(*(Eq(cos(x - angles[0]), 1) for x in angles[1:]))


symmetric = Assumption("P is symmetric", Eq(s, 0))
scores = Assumption("P is not 0", Ne(beta, 0))
pair, three = (first, second), (first, second, third)

two_tokens = Claim(
    source=place,
    given=(scores,),
    says=converges(flow_of(pair, multiple), by=down_the_potential(pair, multiple)),
    controls=(
        Control(
            "it reaches consensus",
            tends(Eq(cos(first - second), 1), flow_of(pair, multiple)),
        ),
    ),
    remark="P = βI with β of either sign: opposite tokens rest where they are.",
)

three_tokens = Claim(
    source=place,
    given=(symmetric, scores),
    needs=(symmetric,),
    says=converges(flow_of(three, skewed), by=down_the_potential(three, skewed)),
    controls=(
        Control("they reach consensus", tends(reach_consensus(three), flow_of(three, skewed))),
    ),
    remark=(
        "The theorem for three tokens, in angles: one limit, not only a limit up to a turn. "
        "Without symmetry three tokens at 120° turn for ever. At β = 0 the potential is "
        "-½ Σ cos(θᵢ - θⱼ)."
    ),
)

uniform = Claim(
    source=place,
    says=converges(
        flow_of(three, flat),
        by=gradient(
            -Add(*(cos(x - y) for x in three for y in three)) / 2,
            (3 * sqrt(2) * eye(3)).tolist(),
        ),
    ),
    controls=(
        Control("they reach consensus", tends(reach_consensus(three), flow_of(three, flat))),
    ),
    remark="P = 0: the Kuramoto model of equal frequencies.",
)


def on_the_sphere(count: int) -> Claim:
    """State the theorem for tokens on the sphere in three dimensions with P = I."""
    places = [real(" ".join(f"y_{i}{k}" for k in (1, 2, 3))) for i in range(1, count + 1)]
    scores = [[E if y is z else exp(dot(y, z)) for z in places] for y in places]
    rates, metric = {}, []
    for y, row in zip(places, scores, strict=True):
        pulls = [(w, z) for w, z in zip(row, places, strict=True) if z is not y]
        for k, letter in enumerate(y):
            turned = (w * (dot(y, y) * z[k] - dot(y, z) * letter) for w, z in pulls)
            rates[letter] = Add(*turned) / Add(*row)
            metric.append(Add(*row))
    potential = -Add(*(w for row in scores for w in row)) / 2
    flow = Flow(rates)
    return Claim(
        source=place,
        given=tuple(
            Assumption(f"token {i} is on the sphere", Eq(dot(y, y), 1))
            for i, y in enumerate(places, 1)
        ),
        says=converges(flow, by=gradient(potential, diag(*metric).tolist())),
        controls=(Control("attention climbs the potential", never_grows(-potential, flow)),),
        uses=(conjugate_flow, inverse_temperature_is_one),
        remark=(
            "P = I, in the unit of time 1/√3. Every symmetric positive definite P = W is "
            "conjugate to it. |yᵢ|² stands before yⱼ, so that the field stays tangent."
        ),
    )


two_on_the_sphere = on_the_sphere(2)
three_on_the_sphere = on_the_sphere(3)

n, count = size("n l")
i, j = index("i j")
x = tokens("x", count, n)
score = exp(inner(x[i], x[j]))
attention = total(score * (x[j] - inner(x[i], x[j]) * x[i]), j)

any_size = Claim(
    source=place,
    says=same(attention - total(score * x[j], j), -total(score * inner(x[i], x[j]), j) * x[i]),
    controls=(
        Control("nothing is left", same(attention - total(score * x[j], j), zero(n))),
        Control(
            "half of it is left",
            same(
                attention - total(score * x[j], j),
                -Rational(1, 2) * total(score * inner(x[i], x[j]), j) * x[i],
            ),
        ),
    ),
    sizes={n: (1, 2), count: (1, 2)},
    uses=(theorem_3_1, metric_is_not_negative, three_on_the_sphere),
    remark=(
        "Zᵢẏᵢ + ∇ᵢV on the sphere for every ℓ and n: a multiple of the normal yᵢ. V is "
        "analytic, the product of spheres is compact and analytic, Zᵢ > 0; so by "
        "Łojasiewicz' theorem, cited and not proved here, every trajectory converges."
    ),
)
