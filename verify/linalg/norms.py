"""Norms, logarithmic norms and the numerical range of stacks of matrices, in floats.

The logarithmic norm μ(A) = lim (‖I + hA‖ - 1)/h bounds ‖e^{At}‖ ≤ e^{μ(A) t}. Everything here
observes; `balls` has the same quantities enclosed. Source: Söderlind, The logarithmic norm,
BIT 46 (2006).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.linalg.matrices import MatrixError, stack, symmetric


@dataclass(frozen=True)
class Bracket:
    """Two numbers with the truth between them, up to float rounding."""

    lower: np.ndarray
    upper: np.ndarray


def norm1(A: Any) -> np.ndarray:
    """Return the largest column sum of moduli of each matrix (..., m, n)."""
    return np.abs(stack(A, square=False)).sum(axis=-2).max(axis=-1)


def norm2(A: Any) -> np.ndarray:
    """Return the largest singular value of each matrix (..., m, n)."""
    return np.linalg.norm(stack(A, square=False), 2, axis=(-2, -1))


def norm_inf(A: Any) -> np.ndarray:
    """Return the largest row sum of moduli of each matrix (..., m, n)."""
    return np.abs(stack(A, square=False)).sum(axis=-1).max(axis=-1)


def lognorm1(A: Any, weights: Any = None) -> np.ndarray:
    """Return max over columns j of Re a[j, j] + Σ |a[i, j]|, i ≠ j.

    With positive weights w (..., n) the norm is Σ w[i] |x[i]|.
    """
    return _lognorm(np.swapaxes(_weighted(stack(A), weights), -1, -2))


def lognorm_inf(A: Any, weights: Any = None) -> np.ndarray:
    """Return max over rows i of Re a[i, i] + Σ |a[i, j]|, j ≠ i.

    With positive weights w (..., n) the norm is max w[i] |x[i]|.
    """
    return _lognorm(_weighted(stack(A), weights))


def lognorm2(A: Any, P: Any = None) -> np.ndarray:
    """Return the largest eigenvalue of the Hermitian part, the numerical abscissa.

    With a positive definite P the norm is √(xᴴPx): the answer is that of Lᴴ A L⁻ᴴ, P = LLᴴ.
    """
    array = stack(A)
    if P is not None:
        factor = _cholesky(P)
        array = np.conj(np.swapaxes(factor, -1, -2)) @ array
        transposed = np.linalg.solve(factor, np.conj(np.swapaxes(array, -1, -2)))
        array = np.conj(np.swapaxes(transposed, -1, -2))
    return np.linalg.eigvalsh(array + np.conj(np.swapaxes(array, -1, -2)))[..., -1] / 2


def numerical_range(A: Any, angles: int = 64) -> np.ndarray:
    """Return boundary points (..., angles) of {xᴴAx : ‖x‖ = 1}, one for each direction.

    Their convex hull lies inside the numerical range. Source: Johnson (1978).
    """
    array = stack(A)
    points = []
    for theta in 2 * np.pi * np.arange(angles) / angles:
        turned = np.exp(-1j * theta) * array
        vectors = np.linalg.eigh(turned + np.conj(np.swapaxes(turned, -1, -2)))[1]
        x = vectors[..., -1]
        points.append(np.einsum("...i,...ij,...j->...", np.conj(x), array, x))
    return np.stack(points, axis=-1)


def numerical_radius(A: Any, angles: int = 64) -> Bracket:
    """Return bounds of max |xᴴAx| over unit vectors; they differ by a factor 1/cos(π/angles).

    The lower bound is a support of the numerical range; the upper is the polygon around it.
    """
    if angles < 3:
        raise MatrixError(f"angles={angles}: three directions at least make a polygon.")
    array = stack(A)
    supports = [
        lognorm2(np.exp(-2j * np.pi * k / angles) * array.astype(np.complex128))
        for k in range(angles)
    ]
    lower = np.maximum(np.max(supports, axis=0), 0.0)
    return Bracket(lower, lower / np.cos(np.pi / angles))


def _lognorm(A: np.ndarray) -> np.ndarray:
    diagonal = np.diagonal(A, axis1=-2, axis2=-1)
    return (np.abs(A).sum(axis=-1) - np.abs(diagonal) + diagonal.real).max(axis=-1)


def _weighted(A: np.ndarray, weights: Any) -> np.ndarray:
    if weights is None:
        return A
    w = np.asarray(weights, dtype=np.float64)
    if w.shape[-1:] != A.shape[-1:] or not (np.isfinite(w) & (w > 0)).all():
        raise MatrixError(
            f"The weights {weights!r} do not fit. Give {A.shape[-1]} positive finite numbers."
        )
    return w[..., :, None] * A / w[..., None, :]


def _cholesky(P: Any) -> np.ndarray:
    try:
        return np.linalg.cholesky(symmetric(stack(P, "P"), "P"))
    except np.linalg.LinAlgError:
        raise MatrixError(
            "P is not positive definite in floats, so it gives no norm. "
            "Look at verify.linalg.floats.definiteness(P)."
        ) from None
