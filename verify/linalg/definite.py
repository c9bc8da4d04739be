"""Definiteness, decided: exactly over the rationals, or in balls.

A Hermitian matrix has real eigenvalues only, so Descartes' rule of signs on its exact
characteristic polynomial counts them on each side of zero without error. In balls, elimination
with pivots that are certainly positive proves definiteness, and a vector refutes it.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from verify.linalg.characteristic import characteristic
from verify.linalg.matrices import Exact, MatrixError, exact
from verify.verdict import Truth


@dataclass(frozen=True)
class Inertia:
    """How many eigenvalues of a Hermitian matrix are negative, zero and positive."""

    negative: int
    zero: int
    positive: int

    @property
    def definite(self) -> bool:
        """Whether the matrix is positive definite."""
        return not self.negative and not self.zero

    @property
    def semidefinite(self) -> bool:
        """Whether the matrix is positive semidefinite."""
        return not self.negative


@dataclass(frozen=True)
class Factors:
    """S = L diag(d) Lᵀ over the rationals; L has a unit diagonal, and the signs of d decide."""

    lower: tuple[tuple[Fraction, ...], ...]
    pivots: tuple[Fraction, ...]


def inertia(S: Any, what: str = "S") -> Inertia:
    """Return the exact inertia of a Hermitian matrix of exact numbers.

    Other matrices raise `MatrixError`. n = 64 floats take about 50 ms.
    """
    matrix = hermitian(S, what)
    coefficients = characteristic(matrix).real.coeffs()
    zero = next(k for k, c in enumerate(coefficients) if c != 0)
    signs = [c > 0 for c in coefficients if c != 0]
    positive = sum(a != b for a, b in itertools.pairwise(signs))
    return Inertia(matrix.size - zero - positive, zero, positive)


def factors(S: Any, what: str = "S") -> Factors | None:
    """Return the exact LDLᵀ factors of a real symmetric matrix, for an independent checker.

    None when a leading minor vanishes (permute, or ask for the inertia). Meant for n ≤ 20.
    """
    matrix = hermitian(S, what).rational
    n = matrix.nrows()
    work = [[_fraction(matrix[i, j]) for j in range(n)] for i in range(n)]
    lower = [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]
    for k in range(n):
        if work[k][k] == 0:
            return None
        for i in range(k + 1, n):
            lower[i][k] = work[i][k] / work[k][k]
            for j in range(k + 1, n):
                work[i][j] -= lower[i][k] * work[k][j]
    return Factors(tuple(tuple(row) for row in lower), tuple(work[k][k] for k in range(n)))


def positive_definite(S: flint.acb_mat, bits: int = 128) -> Truth:
    """Tell whether every Hermitian matrix in the balls is positive definite.

    TRUE: all of them are. FALSE: none of them is. UNKNOWN: the balls are too wide, or the
    bits too few. The balls are taken to be Hermitian without a check; only the lower triangle
    and the real parts of the diagonal are read.
    """
    rows = flint.acb_mat(S).tolist()
    if not all(entry.is_finite() for row in rows for entry in row):
        return Truth.UNKNOWN
    with flint.ctx.workprec(bits):
        if _eliminates(rows):
            return Truth.TRUE
        return Truth.FALSE if _downhill(rows) else Truth.UNKNOWN


def hermitian(S: Any, what: str) -> Exact:
    """Return the exact matrix; raise `MatrixError` unless it equals its adjoint exactly."""
    matrix = exact(S, what)
    if not matrix.hermitian():
        raise MatrixError(
            f"{what} is not symmetric, or not Hermitian. Write (S + S.T)/2 with exact numbers, "
            "or ask about the symmetric part on purpose."
        )
    return matrix


def _eliminates(rows: list[list[Any]]) -> bool:
    """Tell whether all pivots are certainly positive, after a float preconditioning.

    R S Rᴴ, with R the inverse of the float Cholesky factor, is nearly I, which keeps the balls
    narrow; it is positive definite only if S is.
    """
    n = len(rows)
    S = flint.acb_mat(
        [[rows[i][j] if j < i else rows[j][i].conjugate() for j in range(n)] for i in range(n)]
    )
    for i in range(n):
        S[i, i] = flint.acb(rows[i][i].real)
    R = _preconditioner(S)
    if R is not None:
        S = R * S * R.conjugate().transpose()
    work = S.tolist()
    for k in range(n):
        pivot = work[k][k].real
        if not pivot > 0:
            return False
        for i in range(k + 1, n):
            factor = work[i][k] / pivot
            for j in range(k + 1, i + 1):
                work[i][j] -= factor * work[j][k].conjugate()
    return True


def _preconditioner(S: flint.acb_mat) -> flint.acb_mat | None:
    middle = np.array([[complex(entry) for entry in row] for row in S.tolist()])
    try:
        R = np.linalg.inv(np.linalg.cholesky(middle))
    except np.linalg.LinAlgError:
        return None
    if not np.isfinite(R).all():
        return None
    return flint.acb_mat([[flint.acb(z.real, z.imag) for z in row] for row in R.tolist()])


def _downhill(rows: list[list[Any]]) -> bool:
    """Tell whether some vector v has certainly vᴴSv ≤ 0."""
    n = len(rows)
    middle = np.array([[complex(entry) for entry in row] for row in rows])
    if not np.isfinite(middle).all():
        return False
    v = np.linalg.eigh(middle, UPLO="L").eigenvectors[:, 0]
    points = [flint.acb(z.real, z.imag) for z in v.tolist()]
    total = flint.arb(0)
    for i in range(n):
        total += rows[i][i].real * (points[i] * points[i].conjugate()).real
        for j in range(i):
            total += 2 * (points[i].conjugate() * rows[i][j] * points[j]).real
    return bool(total <= 0)


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.p), int(number.q))
