"""What floats see of a rate at the border of a premise. Nothing here is evidence."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import sympy

from verify.errors import UnsupportedFunction
from verify.flows.scalars import evaluator
from verify.logic import by_name

_DRAWS = 3
_CLEAR = 1e-5  # far above what rounding does to numbers of size 1


def moves_at(rate: Any, gap: Any) -> bool:
    """Tell whether floats see a rate that is not 0 somewhere on the border `gap = 0`.

    Then it is no multiple of the gap by a continuous factor. `False` says nothing: only where
    the gap is linear in a letter is a point of the border known.
    """
    letter = _alone(gap)
    if letter is None:
        return False
    slope, rest = sympy.diff(gap, letter), gap.xreplace({letter: sympy.S.Zero})
    others = tuple(sorted((rate.free_symbols | gap.free_symbols) - {letter}, key=by_name))
    draws = np.random.default_rng(0).uniform(-1, 1, (_DRAWS, len(others)))
    try:
        border = evaluator((slope, rest), others)
        speed = evaluator((rate,), (*others, letter))
    except UnsupportedFunction:
        return False
    for row in draws.tolist():
        steep, there = border(row)
        place = -there / steep if steep else math.nan
        if abs(place) < 10 and _is_clear(speed([*row, place])[0]):
            return True
    return False


def _is_clear(value: float) -> bool:
    return math.isfinite(value) and abs(value) > _CLEAR


def _alone(gap: Any) -> sympy.Symbol | None:
    """Return a letter in which the gap is linear, by name."""
    for letter in sorted(gap.free_symbols, key=by_name):
        slope = sympy.diff(gap, letter)
        if slope != 0 and not slope.has(letter):
            return letter
    return None
