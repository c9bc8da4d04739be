"""Matrices as they come in, read without losing a bit.

A float is the dyadic rational it stores: 0.1 enters as 3602879701896397/2**55 and not as 1/10.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from verify.errors import FlowproofError


class MatrixError(FlowproofError, ValueError):
    """A matrix breaks a rule of the function it was given to; the message names the remedy."""


@dataclass(frozen=True)
class Exact:
    """The matrix (real + i imag) / denominator, over the Gaussian rationals."""

    real: flint.fmpz_mat
    imag: flint.fmpz_mat | None  # None: every entry is real
    denominator: int

    @property
    def size(self) -> int:
        """The number of rows."""
        return int(self.real.nrows())

    @property
    def rational(self) -> flint.fmpq_mat:
        """The matrix over Q; a matrix with imaginary parts raises `MatrixError`."""
        if self.imag is not None:
            raise MatrixError("A complex matrix came where a real one is needed.")
        return flint.fmpq_mat(self.real) * flint.fmpq(1, self.denominator)

    @property
    def embedded(self) -> flint.fmpz_mat:
        """The integer parts as [[real, -imag], [imag, real]]: real, twice the size."""
        if self.imag is None:
            return self.real
        real, imag = self.real.tolist(), self.imag.tolist()
        top = [r + [-entry for entry in i] for r, i in zip(real, imag, strict=True)]
        return flint.fmpz_mat(top + [i + r for r, i in zip(real, imag, strict=True)])

    def hermitian(self) -> bool:
        """Tell whether the matrix equals its conjugate transpose."""
        skew = self.imag is None or self.imag == -self.imag.transpose()
        return bool(self.real == self.real.transpose() and skew)

    def balls(self, bits: int) -> flint.acb_mat:
        """Return the matrix in balls whose radii are at most one unit in bit `bits`."""
        with flint.ctx.workprec(bits):
            imag = self.imag.tolist() if self.imag is not None else None
            rows = self.real.tolist()
            parts = [
                [flint.acb(entry, imag[i][j] if imag else 0) for j, entry in enumerate(row)]
                for i, row in enumerate(rows)
            ]
            return flint.acb_mat(parts) / flint.arb(self.denominator)


def exact(A: Any, what: str = "the matrix", square: bool = True) -> Exact:
    """Return a matrix of integers, rationals or floats as the exact matrix it is.

    Nested lists, NumPy, SymPy, mpmath and flint matrices are read; entries may be int,
    Fraction, float, complex, SymPy Rational (with I), mpf, fmpz, fmpq, or a string such as
    "1/3". Other entries, NaN and infinities raise `MatrixError`.
    """
    if isinstance(A, Exact):
        return A
    if isinstance(A, np.ndarray) and A.dtype in (np.float64, np.complex128) and A.ndim == 2:
        result = _from_floats(A, what)
    else:
        result = _from_rows(rows_of(A, what), what)
    if square and result.real.nrows() != result.real.ncols():
        raise not_square(what, (result.real.nrows(), result.real.ncols()))
    return result


def stack(A: Any, what: str = "the matrix", square: bool = True) -> np.ndarray:
    """Return a stack of matrices (..., m, n) as float64 or complex128, all entries finite.

    Rationals are rounded to nearest. An empty, ragged, non-finite or (when `square`) oblong
    matrix raises `MatrixError`.
    """
    if isinstance(A, np.ndarray) and A.dtype in (np.float64, np.complex128):
        array = A
    elif isinstance(A, np.ndarray) and A.dtype.kind in "iufc":
        array = A.astype(np.complex128 if A.dtype.kind == "c" else np.float64)
    else:
        array = _rounded(A, what)
    if array.ndim < 2 or 0 in array.shape:
        raise MatrixError(
            f"{what} has shape {array.shape}. A matrix has at least one row and one column: "
            "write an array of shape (..., n, n)."
        )
    if square and array.shape[-1] != array.shape[-2]:
        raise not_square(what, array.shape)
    with np.errstate(all="ignore"):  # a finite sum has finite terms: one pass and no mask
        suspect = not np.isfinite(array.sum())
    if suspect and not np.isfinite(array).all():
        where = tuple(int(k) for k in np.argwhere(~np.isfinite(array))[0])
        raise MatrixError(
            f"{what} holds {array[where]} at {where}. Entries must be finite: "
            "drop the matrix or repair what produced it."
        )
    return array


def symmetric(S: np.ndarray, what: str) -> np.ndarray:
    """Return the stack `S`; raise `MatrixError` unless each matrix is its own adjoint.

    The comparison is exact: symmetrize with (S + Sᵀ)/2 before the call.
    """
    adjoint = np.conj(np.swapaxes(S, -1, -2))
    if not np.array_equal(S, adjoint):
        i = tuple(int(k) for k in np.argwhere(adjoint != S)[0])
        raise MatrixError(
            f"{what} is not symmetric: entry {i} is {S[i]}, its mirror image is {adjoint[i]}. "
            "Write (S + S.T)/2, or ask about the symmetric part on purpose."
        )
    return S


def rows_of(A: Any, what: str) -> list[list[Any]]:
    """Return the rows of a matrix in any of the known forms, checked to be a rectangle."""
    rows = A.tolist() if hasattr(A, "tolist") else A
    if not isinstance(rows, Iterable) or isinstance(rows, str):
        raise MatrixError(f"{what} is {A!r}. Write the matrix as a list of rows.")
    lists = [_row(row, what) for row in rows]
    if not lists or not lists[0] or len({len(row) for row in lists}) != 1:
        lengths = [len(row) for row in lists]
        raise MatrixError(
            f"{what} has rows of lengths {lengths}. Rows must be equal, not empty."
        )
    return lists


def not_square(what: str, shape: tuple[int, ...]) -> MatrixError:
    """Return the error for an oblong matrix where a square one is needed."""
    return MatrixError(
        f"{what} has shape {shape}. It must be square: write an n by n matrix "
        "(for a map between spaces, ask about A.T @ A)."
    )


def gaussian(entry: Any, what: str = "the number") -> tuple[Fraction, Fraction]:
    """Return the exact real and imaginary parts of a number, or raise `MatrixError`."""
    if isinstance(entry, np.generic):
        entry = entry.item()
    if hasattr(entry, "as_real_imag"):  # SymPy's own numbers also answer to mpmath's names
        real, imag = entry.as_real_imag()
        return _fraction(real, what), _fraction(imag, what)
    if isinstance(entry, (complex, flint.acb)) or hasattr(entry, "_mpc_"):
        return _fraction(entry.real, what), _fraction(entry.imag, what)
    return _fraction(entry, what), Fraction(0)


def _row(row: Any, what: str) -> list[Any]:
    if isinstance(row, str) or not isinstance(row, Iterable):
        raise MatrixError(f"{what} has the row {row!r}. Write a matrix as a list of rows.")
    entries = list(row)
    if any(isinstance(entry, (list, tuple)) for entry in entries):
        raise MatrixError(f"{what} has more than two axes. Write a stack as a NumPy array.")
    return entries


def _fraction(entry: Any, what: str) -> Fraction:
    try:
        if isinstance(entry, (int, float, Fraction, str)):
            return Fraction(entry)
        if isinstance(entry, flint.fmpq) or getattr(entry, "is_Rational", False):
            return Fraction(int(entry.p), int(entry.q))
        if isinstance(entry, flint.fmpz):
            return Fraction(int(entry))
        if isinstance(entry, flint.arb):
            mantissa, exponent = entry.man_exp()  # a ball with a radius raises ValueError
            return int(mantissa) * Fraction(2) ** int(exponent)
        if getattr(entry, "is_Float", hasattr(entry, "_mpf_")):
            sign, mantissa, exponent, _ = entry._mpf_
            if mantissa or not exponent:
                return (-1) ** sign * int(mantissa) * Fraction(2) ** int(exponent)
    except (ValueError, OverflowError):
        pass
    raise MatrixError(
        f"{what} holds {entry!r}, which is not an exact finite number. Write an integer, a "
        "Rational or a float; for other numbers give balls (acb_mat) instead."
    )


def _from_rows(rows: list[list[Any]], what: str) -> Exact:
    pairs = [[gaussian(entry, what) for entry in row] for row in rows]
    denominator = math.lcm(*(part.denominator for row in pairs for p in row for part in p))

    def integers(k: int) -> flint.fmpz_mat:
        return flint.fmpz_mat([[int(pair[k] * denominator) for pair in row] for row in pairs])

    imag = integers(1) if any(pair[1] for row in pairs for pair in row) else None
    return Exact(integers(0), imag, denominator)


def _from_floats(A: np.ndarray, what: str) -> Exact:
    both = np.stack([A.real, A.imag])  # a real array has zeros for imaginary parts
    mantissa, exponent = np.frexp(stack(both, what, square=False))
    low = min(int(exponent.min()) - 53, 0)
    integers = (mantissa * 2.0**53).astype(np.int64).ravel().tolist()
    shifts = (exponent.ravel() - 53 - low).tolist()
    entries = [m << s for m, s in zip(integers, shifts, strict=True)]
    common = math.gcd(1 << -low, *entries)
    reduced = [entry // common for entry in entries] if common > 1 else entries
    imag = flint.fmpz_mat(*A.shape, reduced[A.size :]) if A.imag.any() else None
    return Exact(flint.fmpz_mat(*A.shape, reduced[: A.size]), imag, (1 << -low) // common)


def _rounded(A: Any, what: str) -> np.ndarray:
    rows = rows_of(A, what)
    pairs = [[gaussian(entry, what) for entry in row] for row in rows]
    try:
        real = np.array([[float(pair[0]) for pair in row] for row in pairs])
        imag = np.array([[float(pair[1]) for pair in row] for row in pairs])
    except OverflowError:
        raise MatrixError(
            f"{what} holds a number beyond the range of floats. Scale it, or ask exactly."
        ) from None
    return real + 1j * imag if imag.any() else real
