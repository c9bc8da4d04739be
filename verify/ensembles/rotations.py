"""Orthogonal, skew, normal and far-from-normal matrices."""

from __future__ import annotations

from typing import Any

import flint
import numpy as np

from verify.ensembles import nearness, structure
from verify.ensembles.building import (
    Dice,
    fraction,
    haar,
    rational_orthogonal,
    rational_skew,
    rotated,
    table,
)
from verify.ensembles.ensemble import Die, Ensemble
from verify.ensembles.given import symbolic


def _skew(dice: Dice, count: int, n: int) -> np.ndarray:
    G = dice.standard_normal((count, n, n)) / np.sqrt(2 * n)
    return np.asarray(G - np.swapaxes(G, 1, 2))


def _normal(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return Q N Qᵀ, N with random numbers of 1 by 1 and of 2 by 2 blocks [[a, -b], [b, a]]."""
    a, b = dice.standard_normal((2, count, n))
    N = np.zeros((count, n, n))
    N[:, np.arange(n), np.arange(n)] = a
    pairs = dice.integers(0, n // 2 + 1, count)
    for k in range(n // 2):
        chosen = pairs > k
        N[chosen, 2 * k + 1, 2 * k + 1] = a[chosen, 2 * k]
        N[chosen, 2 * k + 1, 2 * k] = b[chosen, k]
        N[chosen, 2 * k, 2 * k + 1] = -b[chosen, k]
    return rotated(haar(dice, count, n), N)


def _normal_rational(die: Die, n: int) -> Any:
    pairs = die(0, n // 2)
    N = table(n, lambda i, j: fraction(die) if i == j else 0)
    for k in range(pairs):
        b = fraction(die)
        N[2 * k + 1, 2 * k + 1] = N[2 * k, 2 * k]
        N[2 * k + 1, 2 * k], N[2 * k, 2 * k + 1] = b, -b
    Q = rational_orthogonal(die, n)
    return symbolic(Q * N * Q.transpose())


def _non_normal(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return Q (D + N) Qᵀ, N strictly triangular with a large first superdiagonal."""
    T = np.triu(dice.standard_normal((count, n, n)), 1) / np.sqrt(n)
    T[:, np.arange(n - 1), np.arange(1, n)] += 4.0
    T[:, np.arange(n), np.arange(n)] = dice.uniform(-1.0, 1.0, (count, n))
    return rotated(haar(dice, count, n), T)


def _non_normal_rational(die: Die, n: int) -> Any:
    def entry(i: int, j: int) -> Any:
        small = flint.fmpq(die(-1, 1), die(1, 8))
        return 4 + small if j == i + 1 else small if j >= i else 0

    Q = rational_orthogonal(die, n)
    return symbolic(Q * table(n, entry) * Q.transpose())


def _two_or_more(n: int) -> str:
    return "" if n > 1 else "Every number is normal: take n of at least 2."


orthogonal = Ensemble(
    "orthogonal",
    "orthogonal, by Haar's law",
    haar,
    lambda die, n: symbolic(rational_orthogonal(die, n)),
    nearness.orthogonal,
)

skew = Ensemble(
    "skew",
    "skew-symmetric",
    _skew,
    lambda die, n: symbolic(rational_skew(die, n)),
    structure.skew,
)

normal = Ensemble("normal", "normal", _normal, _normal_rational, nearness.normal)

non_normal = Ensemble(
    "non-normal",
    "far from normal, with eigenvalues in [-1, 1] and couplings near 4",
    _non_normal,
    _non_normal_rational,
    structure.non_normal,
    _two_or_more,
)
