"""Tokens on a circle, for claims about where they tend: angles, scores, values, who sees whom.

The token at angle θ is y = (cos θ, sin θ), n = 1, W = I. One head of (7) turns it at the rate
θᵢ' = Σⱼ sᵢⱼ ⟨iyᵢ, U yⱼ⟩ / (√2 Σⱼ sᵢⱼ), where sᵢⱼ = exp(yᵢᵀPyⱼ) and iy = (-sin θ, cos θ).
"""

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Add, cos, exp, sin, sqrt

IDENTITY = ((1, 0), (0, 1))


def form(matrix: Any, left: Any, right: Any) -> Any:
    """Return yᵀMz of the tokens y and z at two angles."""
    (a, b), (c, d) = matrix
    return cos(left) * (a * cos(right) + b * sin(right)) + sin(left) * (
        c * cos(right) + d * sin(right)
    )


def turn(matrix: Any, left: Any, right: Any) -> Any:
    """Return ⟨iy, Mz⟩, by which Mz turns the token y; sin(right - left) for M = I."""
    if matrix == IDENTITY:
        return sin(right - left)
    (a, b), (c, d) = matrix
    return cos(left) * (c * cos(right) + d * sin(right)) - sin(left) * (
        a * cos(right) + b * sin(right)
    )


def velocities(
    angles: Sequence[Any],
    score: Callable[[Any, Any], Any],
    value: Any = IDENTITY,
    sees: Callable[[int, int], Any] = lambda i, j: 1,
) -> tuple[Any, ...]:
    """Return the angular velocity of each token.

    `score(left, right)` is yᵀPz; `sees(i, j)` multiplies the weight of token j for token i, 0
    where i does not see j.
    """
    rates = []
    for i, left in enumerate(angles):
        seen = [(sees(i, j), right) for j, right in enumerate(angles) if sees(i, j) != 0]
        weights = [times * exp(score(left, right)) for times, right in seen]
        pulls = [
            w * turn(value, left, right) for w, (_, right) in zip(weights, seen, strict=True)
        ]
        rates.append(Add(*pulls) / (sqrt(2) * Add(*weights)))
    return tuple(rates)


def full(i: int, j: int) -> int:
    """Return 1: every token sees every other."""
    return 1


def causal(i: int, j: int) -> int:
    """Return 1 if token j is not after token i."""
    return int(j <= i)


def flat(left: Any, right: Any) -> int:
    """Return the score for P = 0."""
    return 0


def alike(left: Any, right: Any) -> Any:
    """Return the score for P = I."""
    return cos(left - right)


def unlike(left: Any, right: Any) -> Any:
    """Return the score for P = -I."""
    return -cos(left - right)
