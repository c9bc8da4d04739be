"""Theorem 3.2: every trajectory of the gradient flow converges to one equilibrium.

Tokens on the circle under full attention, P = ((β, s), (-s, β)), U = W = I. With P symmetric
(s = 0) the flow is -g⁻¹ ∇V for V = -½ Σᵢⱼ exp(β cos(θᵢ - θⱼ)) / β and the metric g = diag(Zᵢ),
both analytic on a compact set. So Łojasiewicz' theorem applies, with the inequality
|V - V(ȳ)|^θ ≤ C |grad V| in place of the printed one.
"""

from collections.abc import Callable
from typing import Any

from sympy import Add, cos, diag, exp, eye, sin, sqrt

from proofs.consensus.vocabulary import flat, velocities
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
    real,
    tends,
)

first, second, third, fourth = real("theta_1 theta_2 theta_3 theta_4")
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
pair, three, four = (first, second), (first, second, third), (first, second, third, fourth)

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

four_tokens = Claim(
    source=place,
    given=(scores,),
    says=converges(flow_of(four, multiple), by=down_the_potential(four, multiple)),
    controls=(
        Control("they reach consensus", tends(reach_consensus(four), flow_of(four, multiple))),
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
