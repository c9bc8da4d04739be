"""Functions of matrices as papers write them: ‖A‖₂, μ₂(A), α(A), ρ(A), e^A, A⁻¹.

An argument is a matrix of any size, symbolic or not, or one given by its entries.
"""

from __future__ import annotations

from typing import Any

import sympy

from verify.errors import ClaimError
from verify.symbolic import matrix_functions as nodes
from verify.symbolic.arrays import Array, Identity, Zero
from verify.symbolic.matrix_functions import check_matrix, explicit


def array(rows: Any) -> Array:
    """Return the matrix with the given rows of exact numbers or expressions.

    `rows` is a list of equally long lists, or a SymPy matrix. Raises `ClaimError` for a ragged
    or empty one.

    >>> array([[0, 1], [-1, 0]])
    [[0, 1], [-1, 0]]
    """
    table = [list(row) for row in (rows.tolist() if hasattr(rows, "tolist") else rows)]
    if not table or not table[0] or len({len(row) for row in table}) != 1:
        lengths = [len(row) for row in table]
        raise ClaimError(
            f"array: rows of lengths {lengths}. Rows are equally long and not empty, as in "
            "array([[0, 1], [-1, 0]])."
        )
    for entry in (sympy.sympify(entry) for row in table for entry in row):
        if not isinstance(entry, sympy.Expr):
            raise ClaimError(f"array: the entry {entry} is no number. Write numbers, or sums.")
    return explicit(table)


def norm1(A: Array) -> Any:
    """Return ‖A‖₁, the largest column sum of moduli."""
    return nodes.Norm1(check_matrix(A, "norm1", square=False))


def norm2(A: Array) -> Any:
    """Return ‖A‖₂, the largest singular value."""
    return nodes.Norm2(check_matrix(A, "norm2", square=False))


def norminf(A: Array) -> Any:
    """Return ‖A‖∞, the largest row sum of moduli."""
    return nodes.NormInf(check_matrix(A, "norminf", square=False))


def frobenius(A: Array) -> Any:
    """Return the Frobenius norm of a matrix."""
    return nodes.Frobenius(check_matrix(A, "frobenius", square=False))


def lognorm1(A: Array) -> Any:
    """Return the logarithmic norm μ₁(A) of a square matrix."""
    return nodes.LogNorm1(check_matrix(A, "lognorm1"))


def lognorm2(A: Array) -> Any:
    """Return the logarithmic norm μ₂(A), the largest eigenvalue of (A + Aᵀ)/2.

    A matrix with complex entries has its adjoint in place of Aᵀ.
    """
    return nodes.LogNorm2(check_matrix(A, "lognorm2"))


def lognorminf(A: Array) -> Any:
    """Return the logarithmic norm μ∞(A) of a square matrix."""
    return nodes.LogNormInf(check_matrix(A, "lognorminf"))


def abscissa(A: Array) -> Any:
    """Return α(A), the largest real part of an eigenvalue."""
    return nodes.Abscissa(check_matrix(A, "abscissa"))


def radius(A: Array) -> Any:
    """Return ρ(A), the largest modulus of an eigenvalue."""
    return nodes.Radius(check_matrix(A, "radius"))


def determinant(A: Array) -> Any:
    """Return det A."""
    return nodes.Determinant(check_matrix(A, "determinant"))


def trace(A: Array) -> Any:
    """Return tr A."""
    return nodes.Trace(check_matrix(A, "trace"))


def characteristic(A: Array, x: Any) -> Any:
    """Return det(xI - A), the characteristic polynomial of A at the number x."""
    return nodes.Characteristic(check_matrix(A, "characteristic"), sympy.sympify(x))


def expm(A: Array) -> Array:
    """Return e^A for a square matrix."""
    check_matrix(A, "expm")
    return Identity(A.shape[0]) if isinstance(A, Zero) else nodes.Exponential(A)


def inverse(A: Array) -> Array:
    """Return A⁻¹; a statement has no meaning where A is singular.

    Say that A is invertible as an assumption: Ne(determinant(A), 0).
    """
    check_matrix(A, "inverse")
    return A if isinstance(A, Identity) else nodes.Inverse(A)
