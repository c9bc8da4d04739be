"""Lyapunov and Stein equations, and dissipation inequalities with their sharp gain.

AᵀP + PA = -Q has one solution when no two eigenvalues add up to zero, AᵀPA - P = -Q when no two
multiply to one. Floats give a candidate with its residual recomputed; the rational versions are
exact. For the quadratic energy V = xᵀPx of x' = Ax + Bu,
    V' ≤ -αV + β‖u‖²   for all x, u   iff   [[AᵀP + PA + αP, PB], [BᵀP, -βI]] ≼ 0.
Source: Boyd et al., Linear Matrix Inequalities in System and Control Theory (1994).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import flint
import numpy as np
import scipy.linalg

from verify.linalg.definite import hermitian, inertia
from verify.linalg.matrices import MatrixError, exact, gaussian, stack, symmetric

CLOSE = 1e-12  # relative distance at which a float equation counts as singular


@dataclass(frozen=True)
class Solution:
    """A float solution P and its residual, recomputed from P and not taken from the solver."""

    P: np.ndarray
    residual: float  # Frobenius norm, relative to the terms of the equation


def lyapunov(A: Any, Q: Any = None) -> Solution:
    """Return the float solution of AᴴP + PA = -Q; Q is the identity unless given.

    P ≻ 0 with Q ≻ 0 means that A is Hurwitz, but not by floats: `certificates.hurwitz` decides.
    Eigenvalues with λ[i] + conj λ[j] = 0 up to rounding raise `MatrixError`.
    """
    matrix, right = _equation(A, Q)
    values = np.linalg.eigvals(matrix)
    sums = np.abs(values[:, None] + values.conj()[None, :])
    _well_posed(
        sums, np.abs(values).max(), "λ[i] + conj λ[j] = 0", "Shift A by a multiple of I"
    )
    adjoint = matrix.conj().T
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        P = scipy.linalg.solve_continuous_lyapunov(adjoint, -right)
    P = (P + P.conj().T) / 2
    return Solution(P, _relative(adjoint @ P + P @ matrix + right, adjoint @ P, right))


def stein(A: Any, Q: Any = None) -> Solution:
    """Return the float solution of AᴴPA - P = -Q; Q is the identity unless given.

    Eigenvalues with λ[i] conj λ[j] = 1 up to rounding raise `MatrixError`.
    """
    matrix, right = _equation(A, Q)
    values = np.linalg.eigvals(matrix)
    products = np.abs(values[:, None] * values.conj()[None, :] - 1)
    _well_posed(products, 1.0, "λ[i] conj λ[j] = 1", "Scale A by a number below 1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        P = scipy.linalg.solve_discrete_lyapunov(matrix.conj().T, right)
    P = (P + P.conj().T) / 2
    return Solution(P, _relative(matrix.conj().T @ P @ matrix - P + right, P, right))


def lyapunov_exact(A: Any, Q: Any = None) -> flint.fmpq_mat:
    """Return the symmetric rational P with AᵀP + PA = -Q exactly, for a real rational A.

    A singular equation raises `MatrixError`. There are n(n + 1)/2 unknowns: n ≤ 16 is quick.
    """
    matrix = exact(A).rational
    transposed = matrix.transpose()
    return _solved(lambda P: transposed * P + P * matrix, matrix.nrows(), Q, "λ[i] + λ[j] = 0")


def stein_exact(A: Any, Q: Any = None) -> flint.fmpq_mat:
    """Return the symmetric rational P with AᵀPA - P = -Q exactly, for a real rational A.

    A singular equation raises `MatrixError`. There are n(n + 1)/2 unknowns: n ≤ 16 is quick.
    """
    matrix = exact(A).rational
    transposed = matrix.transpose()
    return _solved(lambda P: transposed * P * matrix - P, matrix.nrows(), Q, "λ[i] λ[j] = 1")


def dissipation_matrix(A: Any, B: Any, P: Any, alpha: Any, beta: Any) -> flint.fmpq_mat:
    """Return the exact matrix [[AᵀP + PA + αP, PB], [BᵀP, -βI]] of a dissipation inequality."""
    a, b, p = (
        exact(A).rational,
        exact(B, "B", square=False).rational,
        hermitian(P, "P").rational,
    )
    first = a.transpose() * p + p * a + _number(alpha) * p
    corner = p * b
    below = corner.transpose().tolist()
    m = b.ncols()
    last = [[-_number(beta) if i == j else flint.fmpq(0) for j in range(m)] for i in range(m)]
    top = [x + y for x, y in zip(first.tolist(), corner.tolist(), strict=True)]
    return flint.fmpq_mat(top + [x + y for x, y in zip(below, last, strict=True)])


def dissipates(A: Any, B: Any, P: Any, alpha: Any, beta: Any) -> bool:
    """Tell exactly whether V = xᵀPx has V' ≤ -αV + β‖u‖² along x' = Ax + Bu, for all x and u.

    All arguments are real exact numbers. P need not be positive definite: ask for that apart.
    """
    return inertia(-dissipation_matrix(A, B, P, alpha, beta), "the inequality").semidefinite


def sharp_gain(A: Any, B: Any, P: Any, alpha: float) -> float:
    """Return the float β*(α) = λmax(BᵀP S⁻¹ PB), S = -(AᵀP + PA + αP).

    It is the smallest β with V' ≤ -αV + β‖u‖². S that is not positive definite raises
    `MatrixError`: then no β serves, or α is at its limit λmin(-P⁻¹(AᵀP + PA)).
    """
    a, b, p = stack(A), stack(B, "B", square=False), symmetric(stack(P, "P"), "P")
    S = -(a.T @ p + p @ a + alpha * p)
    try:
        half = scipy.linalg.solve_triangular(np.linalg.cholesky(S), p @ b, lower=True)
    except np.linalg.LinAlgError:
        raise MatrixError(
            f"alpha={alpha} leaves -(AᵀP + PA + αP) without positive definiteness: the energy "
            "does not decay that fast. Take a smaller alpha, or another P."
        ) from None
    return float(np.linalg.norm(half, 2) ** 2)


def sharp_gain_exact(A: Any, b: Any, P: Any, alpha: Any) -> flint.fmpq:
    """Return β*(α) exactly for one input column b: the rational number bᵀP S⁻¹ Pb.

    The same limits as `sharp_gain`, decided exactly; several columns raise `MatrixError`.
    """
    a, column, p = exact(A).rational, exact(b, "b", square=False).rational, hermitian(P, "P")
    if column.ncols() != 1:
        raise MatrixError(f"b has {column.ncols()} columns. The exact gain is for one input.")
    energy = p.rational
    S = -(a.transpose() * energy + energy * a + _number(alpha) * energy)
    if not inertia(S, "S").definite:
        raise MatrixError(f"alpha={alpha} leaves -(AᵀP + PA + αP) not positive definite.")
    right = energy * column
    return (right.transpose() * S.solve(right))[0, 0]


def _equation(A: Any, Q: Any) -> tuple[np.ndarray, np.ndarray]:
    matrix = stack(A)
    if matrix.ndim != 2:
        raise MatrixError(f"A has shape {matrix.shape}. Give one matrix at a time.")
    right = np.eye(len(matrix)) if Q is None else symmetric(stack(Q, "Q"), "Q")
    if right.shape != matrix.shape:
        raise MatrixError(f"Q has shape {right.shape} and A {matrix.shape}. They must agree.")
    return matrix, right


def _well_posed(distance: np.ndarray, scale: float, rule: str, remedy: str) -> None:
    if distance.min() <= CLOSE * scale:
        i, j = np.unravel_index(int(distance.argmin()), distance.shape)
        raise MatrixError(
            f"The equation is singular: {rule} up to {distance.min():.1e} for i, j = {i}, {j}. "
            f"It has no solution or many. {remedy}, or ask the exact version."
        )


def _relative(residual: np.ndarray, term: np.ndarray, right: np.ndarray) -> float:
    scale = 2 * np.linalg.norm(term) + np.linalg.norm(right)
    return float(np.linalg.norm(residual) / scale) if scale else 0.0


def _solved(operator: Any, n: int, Q: Any, rule: str) -> flint.fmpq_mat:
    """Solve operator(P) = -Q over the symmetric matrices, by its matrix in their basis."""
    places = [(i, j) for i in range(n) for j in range(i + 1)]
    columns = []
    for i, j in places:
        unit = flint.fmpq_mat(n, n)
        unit[i, j] = unit[j, i] = flint.fmpq(1)
        image = operator(unit)
        columns.append([image[k, m] for k, m in places])
    right = hermitian(_identity(n) if Q is None else Q, "Q").rational
    if right.nrows() != n:
        raise MatrixError(f"Q has {right.nrows()} rows and A {n}. They must agree.")
    system = flint.fmpq_mat(columns).transpose()
    try:
        solution = system.solve(flint.fmpq_mat([[-right[k, m]] for k, m in places]))
    except ZeroDivisionError:
        raise MatrixError(
            f"The equation is singular: {rule} for some i, j. It has no solution or many."
        ) from None
    P = flint.fmpq_mat(n, n)
    for row, (i, j) in enumerate(places):
        P[i, j] = P[j, i] = solution[row, 0]
    return P


def _identity(n: int) -> flint.fmpq_mat:
    return flint.fmpq_mat(n, n, [int(k % (n + 1) == 0) for k in range(n * n)])


def _number(value: Any) -> flint.fmpq:
    real, imag = gaussian(value)
    if imag:
        raise MatrixError(f"{value!r} is not real. Rates and gains are real numbers.")
    return flint.fmpq(real.numerator, real.denominator)
