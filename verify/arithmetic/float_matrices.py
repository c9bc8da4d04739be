"""How floats play functions of matrices, on stacks of shape (..., n, n).

A matrix that is not finite, or whose computation fails, gives NaN, and spoils no other matrix
of its stack.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

# Padé's approximant of degree 13 is good to rounding up to this norm (Higham, The scaling and
# squaring method for the matrix exponential revisited, SIAM J. Matrix Anal. Appl. 26, 2005).
_LARGEST_NORM = 5.37
_MOST_SQUARINGS = 60  # e^A has overflown long before
_PADE = (
    *(64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800),
    *(129060195264000, 10559470521600, 670442572800, 33522128640, 1323241920),
    *(40840800, 960960, 16380, 182, 1),
)


def matrix(*entries: Any) -> Any:
    """Return the stack of matrices with these entries, row by row; the last two arguments are
    the numbers of rows and columns."""
    *numbers, rows, columns = entries
    spread = np.broadcast_arrays(*numbers)
    return np.stack(spread, axis=-1).reshape(*spread[0].shape, rows, columns)


def entry(A: Any, i: int, j: int) -> Any:
    """Return one entry of each matrix."""
    return A[..., i, j]


def norm2(A: Any) -> Any:
    """Return the largest singular value of each matrix."""
    return _safely(lambda M: np.linalg.svd(M, compute_uv=False)[..., 0], A)


def lognorm2(A: Any) -> Any:
    """Return the largest eigenvalue of the Hermitian part of each matrix."""
    return _safely(lambda M: np.linalg.eigvalsh(M + _adjoint(M))[..., -1] / 2, A)


def abscissa(A: Any) -> Any:
    """Return the largest real part of an eigenvalue of each matrix."""
    return _safely(lambda M: _eigenvalues(M).real.max(axis=-1), A)


def radius(A: Any) -> Any:
    """Return the largest modulus of an eigenvalue of each matrix."""
    return _safely(lambda M: np.abs(_eigenvalues(M)).max(axis=-1), A)


def determinant(A: Any) -> Any:
    """Return the determinant of each matrix."""
    return _safely(np.linalg.det, A)


def inverse(A: Any) -> Any:
    """Return the inverse of each matrix, NaN where it is singular in floats."""
    return _safely(_inverse, A, matrices=True)


def exponential(A: Any) -> Any:
    """Return e^A of each matrix, by scaling and squaring; NaN where it overflows."""
    return _safely(_exponential, A, matrices=True)


def _safely(function: Callable[[Any], Any], A: Any, matrices: bool = False) -> Any:
    """Return the function of each matrix, NaN in place of what has no finite value."""
    known = np.isfinite(A).all(axis=(-2, -1))
    whole = known.all()
    usable = (
        A if whole else np.where(known[..., None, None], A, np.eye(A.shape[-2], A.shape[-1]))
    )
    try:
        values = function(usable)
    except np.linalg.LinAlgError:
        values = _one_by_one(function, usable, matrices)
    if matrices:
        known = (known & np.isfinite(values).all(axis=(-2, -1)))[..., None, None]
    return values if whole and known.all() else np.where(known, values, np.nan)


def _one_by_one(function: Callable[[Any], Any], A: Any, matrices: bool) -> Any:
    flat = A.reshape(-1, *A.shape[-2:])
    values = np.full(flat.shape if matrices else flat.shape[:1], np.nan, dtype=A.dtype)
    for k, one in enumerate(flat):
        try:
            values[k] = function(one)
        except np.linalg.LinAlgError:
            continue
    return values.reshape(A.shape if matrices else A.shape[:-2])


def _eigenvalues(A: Any) -> Any:
    """Return the eigenvalues: symmetric and 2 x 2 matrices have faster ways than LAPACK's."""
    if A.shape[-1] != 2:
        symmetric = np.array_equal(A, _adjoint(A))
        return np.linalg.eigvalsh(A) if symmetric else np.linalg.eigvals(A)
    middle = (A[..., 0, 0] + A[..., 1, 1]) / 2
    half = (A[..., 0, 0] - A[..., 1, 1]) / 2
    root = np.sqrt((half * half + A[..., 0, 1] * A[..., 1, 0]).astype(complex))
    return np.stack([middle + root, middle - root], axis=-1)


def _adjoint(A: Any) -> Any:
    return np.conj(np.swapaxes(A, -1, -2))


def _inverse(A: Any) -> Any:
    """Return the inverses; one singular matrix would fail the whole stack, and is set apart."""
    singular = np.equal(np.linalg.det(A), 0)[..., None, None]
    found = np.linalg.inv(np.where(singular, np.eye(A.shape[-1]), A))
    return np.where(singular, np.nan, found)


def _exponential(A: Any) -> Any:
    norms = np.abs(A).sum(axis=-2).max(axis=-1)
    too_large = norms > _LARGEST_NORM * 2.0**_MOST_SQUARINGS
    A = np.where(too_large[..., None, None], 0.0, A)
    with np.errstate(divide="ignore"):
        wanted = np.ceil(np.log2(norms / _LARGEST_NORM))
    times = np.clip(wanted, 0, _MOST_SQUARINGS).astype(int)
    result = _pade(A / (2.0**times)[..., None, None])
    for k in range(int(times.max(initial=0))):
        result = np.where((times > k)[..., None, None], result @ result, result)
    return np.where(too_large[..., None, None], np.nan, result)


def _pade(A: Any) -> Any:
    """Return p(A)/p(-A), the even and the odd part of p summed apart."""
    b = [float(number) for number in _PADE]
    one = np.eye(A.shape[-1])
    A2 = A @ A
    A4 = A2 @ A2
    A6 = A4 @ A2
    high = A6 @ (b[13] * A6 + b[11] * A4 + b[9] * A2)
    odd = A @ (high + b[7] * A6 + b[5] * A4 + b[3] * A2 + b[1] * one)
    high = A6 @ (b[12] * A6 + b[10] * A4 + b[8] * A2)
    even = high + b[6] * A6 + b[4] * A4 + b[2] * A2 + b[0] * one
    return np.linalg.solve(even - odd, even + odd)
