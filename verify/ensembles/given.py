"""A matrix as it was given: its exact entries, and the rounding its arithmetic brings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import sympy

from verify.linalg.matrices import Exact, MatrixError, exact


@dataclass(frozen=True)
class Given:
    """One matrix, or a pair of one size, over the Gaussian rationals.

    `unit` is the spacing of the floats next to 1 in the arithmetic the matrix comes from, and 0
    for exact numbers.
    """

    matrices: tuple[Exact, ...]
    unit: Fraction

    @property
    def n(self) -> int:
        """The number of rows."""
        return self.matrices[0].size

    @property
    def is_real(self) -> bool:
        """Whether no entry has an imaginary part."""
        return all(matrix.imag is None for matrix in self.matrices)

    @property
    def matrix(self) -> flint.fmpq_mat:
        """The matrix over Q; a complex one as [[real, -imag], [imag, real]], twice the size."""
        return over_rationals(self.matrices[0])

    @property
    def slack(self) -> Fraction:
        """The relative distance that rounding may leave: 32 n units, and 0 for exact numbers.

        A stable algorithm (Householder QR, orthogonal similarity) stays within a modest
        multiple of n units; the draws here stay below 14 n.
        """
        return 32 * self.n * self.unit

    def floats(self) -> np.ndarray:
        """Return the matrix rounded to double precision, to start a search for a witness."""
        return rounded(self.matrices[0])


def read(matrix: Any, members: int = 1) -> Given:
    """Return a matrix (or a pair, for two members) with its exact entries.

    Lists of Python floats count as double precision. `MatrixError` tells what cannot be read.
    """
    parts = [matrix] if members == 1 else _members(matrix, members)
    matrices = tuple(exact(part) for part in parts)
    if len({part.size for part in matrices}) != 1:
        sizes = [part.size for part in matrices]
        raise MatrixError(f"The matrices have sizes {sizes}. Give matrices of one size.")
    return Given(matrices, max(_unit(part) for part in parts))


def over_rationals(matrix: Exact) -> flint.fmpq_mat:
    """Return the real form of an exact matrix over Q (twice the size when complex)."""
    return flint.fmpq_mat(matrix.embedded) * flint.fmpq(1, matrix.denominator)


def rounded(matrix: Exact) -> np.ndarray:
    """Return an exact matrix in double precision, real or complex."""
    real = _quotients(matrix.real, matrix.denominator)
    if matrix.imag is None:
        return real
    return real + 1j * _quotients(matrix.imag, matrix.denominator)


def square_norm(matrix: flint.fmpq_mat) -> Fraction:
    """Return the exact square of the Frobenius norm."""
    numerators, denominator = matrix.numer_denom()
    total = sum(int(entry) ** 2 for entry in numerators.entries())
    return Fraction(total, int(denominator) ** 2)


def root_above(square: Fraction) -> Fraction:
    """Return a rational that is at least the square root, within one part in 2^60 of it."""
    if square == 0:
        return Fraction(0)
    scaled = square.numerator * square.denominator
    shift = max(0, 128 - scaled.bit_length()) // 2 + 1
    return Fraction(math.isqrt(scaled << (2 * shift)) + 1, square.denominator << shift)


def upper_root(square: Fraction) -> float:
    """Return a float that is at least the square root; infinity beyond the floats."""
    try:
        return math.nextafter(float(root_above(square)), math.inf) if square else 0.0
    except OverflowError:
        return math.inf


def symbolic(real: flint.fmpq_mat, imag: flint.fmpq_mat | None = None) -> Any:
    """Return a rational flint matrix (with an imaginary part, if any) as a SymPy matrix."""
    rows = [[_rational(entry) for entry in row] for row in real.tolist()]
    result = sympy.ImmutableMatrix(rows)
    return result if imag is None else (result + sympy.I * symbolic(imag)).as_immutable()


def rational(value: Any, what: str, least: int | None = None) -> Fraction:
    """Return a parameter as an exact fraction; a float or a number below `least` is refused."""
    exactly = isinstance(value, (int, np.integer, Fraction)) or getattr(
        value, "is_Rational", False
    )
    number = Fraction(int(value.p), int(value.q)) if hasattr(value, "q") else None
    if number is None and exactly and not isinstance(value, bool):
        number = Fraction(value) if isinstance(value, Fraction) else Fraction(int(value))
    if number is None or (least is not None and number < least):
        rule = "a rational number" + (f" of at least {least}" if least is not None else "")
        raise MatrixError(f"{what} is {value!r}. It is {rule}: write an int or a Fraction.")
    return number


def to_flint(number: Fraction) -> flint.fmpq:
    """Return a fraction as a flint rational."""
    return flint.fmpq(number.numerator, number.denominator)


def _rational(entry: flint.fmpq) -> Any:
    return sympy.Rational(int(entry.p), int(entry.q))


def _members(matrix: Any, members: int) -> list[Any]:
    parts = list(matrix) if isinstance(matrix, (Sequence, np.ndarray)) else []
    if len(parts) != members:
        raise MatrixError(f"{len(parts)} matrices came, {members} are needed: write (A, B).")
    return parts


def _unit(matrix: Any) -> Fraction:
    if isinstance(matrix, np.ndarray) and matrix.dtype.kind in "fc":
        return Fraction(float(np.finfo(matrix.dtype).eps))
    if isinstance(matrix, (list, tuple)):
        entries = [entry for row in matrix for entry in row]
        if any(isinstance(entry, (float, complex)) for entry in entries):
            return Fraction(1, 2**52)
    return Fraction(0)


def _quotients(numerators: flint.fmpz_mat, denominator: int) -> np.ndarray:
    return np.array([[int(x) / denominator for x in row] for row in numerators.tolist()])
