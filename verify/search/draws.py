"""Random points from one seed: exact dyadic ones, and float batches at several scales."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

Array = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
_DENOMINATORS = (1, 1, 1, 2, 2, 4, 8)
_REACH = (2, 4, 4, 8, 16, 64)  # the largest numerator, a scale a point


def dyadic(
    letters: Sequence[sympy.Symbol], count: int, rng: np.random.Generator
) -> list[dict[sympy.Symbol, Any]]:
    """Return exact random points with denominators up to 8 and small numerators."""
    above, below = drawn(len(letters), count, rng)
    return [
        {
            letter: sympy.Rational(int(p), int(below[row, 0]))
            for letter, p in zip(letters, above[row], strict=True)
        }
        for row in range(count)
    ]


def drawn(width: int, count: int, rng: np.random.Generator) -> tuple[Counts, Counts]:
    """Return the numerators of dyadic points, shape (count, width), and the denominators,
    shape (count, 1), not reduced."""
    shape = (count, width)
    reach = rng.choice(_REACH, size=(count, 1))
    below = rng.choice(_DENOMINATORS, size=(count, 1))
    above = np.rint(rng.uniform(-1, 1, size=shape) * reach * below).astype(int)
    return np.where(rng.random(shape) < 0.15, 0, above), below


def floats(letters: int, count: int, rng: np.random.Generator) -> Array:
    """Return float points, shape (count, letters), a fifth of them of each kind.

    Normal at four scales; magnitudes log-uniform from 10⁻⁶ to 10⁶, each coordinate its own;
    coordinates nearly equal or opposite; sparse; uniform on a box.
    """
    share = -(-count // 5)
    shape = (share, letters)
    scale = rng.choice([0.1, 1.0, 1.0, 10.0, 100.0], size=(share, 1))
    signs = rng.choice([-1.0, 1.0], size=shape)
    common = rng.normal(size=(share, 1)) * signs
    near = 10.0 ** rng.uniform(-8, 0, size=(share, 1))
    kinds = [
        rng.normal(size=shape) * scale,
        signs * 10.0 ** rng.uniform(-6, 6, size=shape),
        common + near * rng.normal(size=shape),
        rng.normal(size=shape) * scale * (rng.random(shape) < 0.5),
        rng.uniform(-3, 3, size=shape),
    ]
    return np.concatenate(kinds)[:count]
