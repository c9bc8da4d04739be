"""How balls play functions of matrices: enclosures for every matrix in the balls, or nothing.

Eigenvalues come from discs that are certified to hold the spectrum, never from approximate
ones. The precision is that of `flint.ctx`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint
import numpy as np

from verify.arithmetic.ball_functions import NOTHING
from verify.linalg import balls

_FAILURES = (ValueError, ZeroDivisionError, OverflowError, ArithmeticError)


def matrix(*entries: Any) -> Any:
    """Return the matrix with these entries, row by row; the last two arguments are its size."""
    *numbers, rows, columns = entries
    return flint.acb_mat(rows, columns, list(map(flint.acb, numbers)))


def entry(A: Any, i: int, j: int) -> Any:
    """Return one entry, as a real ball where it is real."""
    if not isinstance(A, flint.acb_mat):
        return NOTHING
    return _real(A[i, j])


def _guarded(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return the function, with `NOTHING` for a matrix it cannot enclose anything of."""

    def known(A: Any) -> Any:
        if not isinstance(A, flint.acb_mat) or not _is_finite(A):
            return NOTHING
        try:
            return function(A)
        except (*_FAILURES, np.linalg.LinAlgError):
            return NOTHING

    return known


def _is_finite(A: Any) -> bool:
    return all(entry.is_finite() for entry in A.entries())


def _real(value: Any) -> Any:
    return value.real if value.imag.is_zero() else value


norm2 = _guarded(balls.norm2)
lognorm2 = _guarded(balls.lognorm2)
abscissa = _guarded(balls.spectral_abscissa)
radius = _guarded(balls.spectral_radius)
determinant = _guarded(lambda A: _real(A.det()))
inverse = _guarded(lambda A: A.inv())
exponential = _guarded(lambda A: A.exp())
