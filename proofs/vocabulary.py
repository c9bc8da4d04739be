"""Definitions that several claims share."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from sympy import Add, Max, erf, exp, sqrt


def euler(x: Any, field: Any, h: Any) -> Any:
    """Return the forward Euler step x + h f of size `h` along the field value `field`."""
    return x + h * field


def iterate(step: Callable[[Any], Any], start: Any, times: int) -> Any:
    """Return `start` after `times` applications of `step`; zero times is `start` itself."""
    return reduce(lambda state, _: step(state), range(times), start)


def relu(x: Any) -> Any:
    """Return max(x, 0), the rectified linear unit."""
    return Max(x, 0)


def gelu(x: Any) -> Any:
    """Return x Φ(x), the Gaussian error linear unit; Φ is the normal distribution function."""
    return x * (1 + erf(x / sqrt(2))) / 2


def silu(x: Any) -> Any:
    """Return x / (1 + e⁻ˣ), the sigmoid linear unit."""
    return x / (1 + exp(-x))


def softmax(scores: Sequence[Any]) -> tuple[Any, ...]:
    """Return the weights exp(sⱼ) / Σₖ exp(sₖ) of the scores s₁, …, sₙ."""
    whole = Add(*(exp(score) for score in scores))
    return tuple(exp(score) / whole for score in scores)


def average(weights: Sequence[Any], values: Sequence[Any]) -> Any:
    """Return Σⱼ aⱼ vⱼ, for scalars or abstract vectors vⱼ, at least one."""
    first, *rest = (weight * value for weight, value in zip(weights, values, strict=True))
    return sum(rest, start=first)
