"""How mpmath plays functions of matrices: an independent witness, the context first."""

from __future__ import annotations

from typing import Any


def matrix(mp: Any, *entries: Any) -> Any:
    """Return the matrix with these entries, row by row; the last two arguments are its size."""
    *numbers, rows, columns = entries
    return mp.matrix([numbers[r * columns : (r + 1) * columns] for r in range(rows)])


def entry(mp: Any, A: Any, i: int, j: int) -> Any:
    """Return one entry."""
    return A[i, j]


def norm2(mp: Any, A: Any) -> Any:
    """Return the largest singular value."""
    return max(mp.svd(A, compute_uv=False))


def lognorm2(mp: Any, A: Any) -> Any:
    """Return the largest eigenvalue of the Hermitian part."""
    return max(mp.eigh(A + A.H, eigvals_only=True)) / 2


def abscissa(mp: Any, A: Any) -> Any:
    """Return the largest real part of an eigenvalue."""
    return max((mp.re(z) for z in _eigenvalues(mp, A)), default=mp.nan)


def radius(mp: Any, A: Any) -> Any:
    """Return the largest modulus of an eigenvalue."""
    return max((abs(z) for z in _eigenvalues(mp, A)), default=mp.nan)


def determinant(mp: Any, A: Any) -> Any:
    """Return the determinant."""
    return mp.det(A)


def inverse(mp: Any, A: Any) -> Any:
    """Return the inverse, NaN where it is singular in digits."""
    return mp.inverse(A)


def exponential(mp: Any, A: Any) -> Any:
    """Return e^A."""
    return mp.expm(A)


def is_matrix(mp: Any, value: Any) -> bool:
    """Tell whether a value is a matrix of the context."""
    return isinstance(value, mp.matrix)


def has_value(mp: Any, A: Any) -> bool:
    """Tell whether every entry is a finite number."""
    return all(mp.isfinite(A[i, j]) for i in range(A.rows) for j in range(A.cols))


def _eigenvalues(mp: Any, A: Any) -> list[Any]:
    """Return the eigenvalues, none where the iteration does not converge."""
    try:
        return list(mp.eig(A, left=False, right=False))
    except RuntimeError:
        return []
