"""Certificates of structure: properties that are decided exactly for the matrix given.

Floats are read as the dyadic rationals they store, so these answers hold without any tolerance.
"""

from __future__ import annotations

import itertools
import math
from typing import Any

import flint

from verify.ensembles.ensemble import Certificate, decided
from verify.ensembles.given import Given, over_rationals, read, square_norm
from verify.linalg.characteristic import characteristic, real_part_count
from verify.linalg.polynomials import schur_cohn, unit_disc

_SCHUR_COHN_DEGREE = 12  # above it the numbers of that test outgrow those of `unit_disc`


def real(matrix: Any) -> Certificate:
    """Certify that every entry is a finite real number."""
    return decided("real and finite", read(matrix).is_real, "the imaginary parts are all zero")


def finite(matrix: Any) -> Certificate:
    """Certify that every entry is a finite number; another matrix raises `MatrixError`."""
    read(matrix)
    return decided("finite", True, "every entry is an exact finite number")


def symmetric(matrix: Any) -> Certificate:
    """Certify A = Aᵀ, A real."""
    given = read(matrix)
    answer = given.is_real and given.matrix == given.matrix.transpose()
    return decided("symmetric", answer, "A is compared with its transpose")


def skew(matrix: Any) -> Certificate:
    """Certify A = -Aᵀ, A real."""
    given = read(matrix)
    answer = given.is_real and given.matrix == -given.matrix.transpose()
    return decided("skew-symmetric", answer, "A is compared with minus its transpose")


def positive_definite(matrix: Any) -> Certificate:
    """Certify that A is real, symmetric and positive definite."""
    given = read(matrix)
    symmetric = given.is_real and given.matrix == given.matrix.transpose()
    return decided(
        "symmetric positive definite",
        symmetric and is_positive(given.matrix, strictly=True),
        "the signs of the exact characteristic polynomial alternate (Descartes)",
    )


def dissipative(matrix: Any) -> Certificate:
    """Certify that A + A* is negative semidefinite."""
    A = read(matrix).matrix
    return decided(
        "dissipative (A + Aᵀ is negative semidefinite)",
        is_positive(-A - A.transpose(), strictly=False),
        "the exact characteristic polynomial of -(A + Aᵀ) has no negative root (Descartes)",
    )


def hurwitz(matrix: Any) -> Certificate:
    """Certify that every eigenvalue has negative real part."""
    count = real_part_count(read(matrix).matrices[0])
    because = f"{count.boundary} eigenvalues on the axis and {count.outside} to its right"
    return decided("Hurwitz", count.boundary == count.outside == 0, because)


def schur(matrix: Any) -> Certificate:
    """Certify that every eigenvalue has modulus below 1."""
    given = read(matrix)
    A = characteristic(given.matrices[0])
    d = A.denominator
    polynomial = flint.fmpz_poly([c * d**k for k, c in enumerate(A.norm.coeffs())])
    degree, leading = polynomial.degree(), polynomial.leading_coefficient()
    # the two quick answers also spare the exact test matrices of extreme scale
    if square_norm(given.matrix) < 1:
        return decided("Schur", True, "the Frobenius norm is below 1")
    sizes = enumerate(polynomial.coeffs()[:-1])
    if any(abs(c) >= math.comb(degree, k) * leading for k, c in sizes):
        return decided("Schur", False, "a coefficient is too large for roots in the disc")
    if degree <= _SCHUR_COHN_DEGREE:
        return decided("Schur", schur_cohn(polynomial), "the exact test of Schur and Cohn")
    count = unit_disc(polynomial)
    because = f"{count.boundary} eigenvalues on the unit circle and {count.outside} outside it"
    return decided("Schur", count.boundary == count.outside == 0, because)


def toeplitz(matrix: Any) -> Certificate:
    """Certify that each diagonal is constant."""
    given = read(matrix)
    rows = given.matrix.tolist()
    pairs = itertools.pairwise(rows)
    answer = given.is_real and all(upper[:-1] == lower[1:] for upper, lower in pairs)
    return decided("real Toeplitz", answer, "each row is the row above, moved one to the right")


def hadamard(matrix: Any) -> Certificate:
    """Certify that the entries are ±1 and the rows orthogonal: A Aᵀ = n I."""
    given = read(matrix)
    H = given.matrix
    signs = given.is_real and all(entry in (1, -1) for entry in H.entries())
    answer = signs and H * H.transpose() == scalar(given.n, given.n)
    return decided("a Hadamard matrix", answer, "entries ±1 and A Aᵀ = n I, both exactly")


def row_stochastic(matrix: Any) -> Certificate:
    """Certify that no entry is negative and each row sums to exactly 1."""
    given = read(matrix)
    rows = given.matrix.tolist()
    answer = given.is_real and all(min(row) >= 0 and sum(row) == 1 for row in rows)
    return decided("row-stochastic", answer, "entries are compared with 0, row sums with 1")


def rank_one(matrix: Any) -> Certificate:
    """Certify that the rank is exactly 1."""
    given = read(matrix)
    rank = given.matrix.rank()
    answer = rank == (1 if given.is_real else 2)  # the real form has twice the rank
    return decided("of rank one", answer, "by exact elimination")


def commuting(pair: Any) -> Certificate:
    """Certify A B = B A for a pair (A, B)."""
    A, B = (over_rationals(part) for part in read(pair, members=2).matrices)
    answer = A.nrows() == B.nrows() and A * B == B * A
    return decided("a pair of commuting matrices", answer, "A B and B A agree in every entry")


def nilpotent(matrix: Any) -> Certificate:
    """Certify that some power of A is zero."""
    given = read(matrix)
    polynomial = given.matrix.charpoly().coeffs()
    answer = not any(polynomial[:-1])
    return decided(
        "nilpotent", answer, "its exact characteristic polynomial is compared with xⁿ"
    )


def defective(matrix: Any) -> Certificate:
    """Certify that A has no basis of eigenvectors: its minimal polynomial has a double root."""
    minimal = read(matrix).matrix.minpoly()
    answer = minimal.gcd(minimal.derivative()).degree() > 0
    return decided("defective", answer, "the exact minimal polynomial has a repeated root")


def non_normal(matrix: Any) -> Certificate:
    """Certify ‖A*A - AA*‖ ≥ ‖A‖²/(2n) in Frobenius norms: far from every normal matrix.

    The departure is asked for because rounding alone makes any float matrix non-normal.
    """
    given = read(matrix)
    commutator = square_norm(self_commutator(given.matrix))
    answer = 4 * given.n**2 * commutator >= square_norm(given.matrix) ** 2 and commutator > 0
    says = "far from normal (‖AᵀA - AAᵀ‖ is at least ‖A‖²/(2n))"
    return decided(says, answer, "both Frobenius norms are exact")


def similar_to(given: Given, model: flint.fmpq_mat, says: str) -> Certificate:
    """Certify that A is similar over Q to a model whose minimal polynomial has degree n.

    Such matrices (each eigenvalue in a single Jordan block) are similar exactly when they share
    the characteristic and the minimal polynomial.
    """
    because = "the characteristic and minimal polynomials are compared exactly"
    if not given.is_real or given.n != model.nrows():
        return decided(says, False, "the entries or the size are not those of the model")
    polynomial = model.charpoly()
    answer = given.matrix.charpoly() == polynomial == given.matrix.minpoly()
    return decided(says, answer, because)


def is_positive(S: flint.fmpq_mat, strictly: bool) -> bool:
    """Tell whether a symmetric matrix is positive definite (or, not strictly, semidefinite).

    All roots of its characteristic polynomial are real, so none is negative exactly when the
    signs alternate, zeros allowed; none is zero when no coefficient is.
    """
    n = S.nrows()
    elementary = [(-1) ** (n - k) * c for k, c in enumerate(S.charpoly().coeffs())]
    return all(e > 0 if strictly else e >= 0 for e in elementary)


def self_commutator(A: flint.fmpq_mat) -> flint.fmpq_mat:
    """Return AᵀA - AAᵀ."""
    return A.transpose() * A - A * A.transpose()


def scalar(value: Any, n: int) -> flint.fmpq_mat:
    """Return value times the identity of size n."""
    entries = [value if i % (n + 1) == 0 else 0 for i in range(n * n)]
    return flint.fmpq_mat(n, n, entries)
