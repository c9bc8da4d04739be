"""Certificates of nearness: a matrix with the property exists within rounding of the one given.

No float matrix is exactly orthogonal. What can be proved of one is a backward error: a bound,
in exact arithmetic, on the distance to a matrix that has the property. For exact matrices the
allowed distance is 0.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
import numpy as np
import scipy.linalg

from verify.ensembles.ensemble import Certificate, decided
from verify.ensembles.given import (
    Given,
    over_rationals,
    read,
    root_above,
    square_norm,
    upper_root,
)
from verify.ensembles.structure import is_positive, scalar, self_commutator
from verify.linalg.matrices import exact
from verify.verdict import Truth


def orthogonal(matrix: Any) -> Certificate:
    """Certify QᵀQ = I, or for floats that an orthogonal matrix lies within rounding.

    With singular values σ the distance squared is Σ(σ - 1)², which is at most Σ(σ² - 1)², and
    at least a ninth of it while σ ≤ 2.
    """
    given = read(matrix)
    if not given.is_real:
        return decided("orthogonal", False, "an entry has an imaginary part")
    error = square_norm(gram_error(given.matrix))
    allowed = given.slack**2 * given.n
    because = "‖QᵀQ - I‖ in exact arithmetic bounds the distance to the orthogonal polar factor"
    return near("orthogonal", given, error, Fraction(given.n), because, error > 9 * allowed)


def normal(matrix: Any) -> Certificate:
    """Certify AᵀA = AAᵀ, or for floats that a (complex) normal matrix lies within rounding.

    The witness is U D U*, from the float Schur form A ≈ Z T Z*: D is the diagonal of T and U
    the unitary polar factor of Z. The distance is bounded in exact arithmetic.
    """
    given = read(matrix)
    norm = square_norm(given.matrix)
    commutator = square_norm(self_commutator(given.matrix))
    says, because = "normal", "AᵀA and AAᵀ are compared exactly"
    if commutator == 0 or given.unit == 0:
        return decided(says, commutator == 0, because)
    try:
        with np.errstate(all="ignore"):
            T, Z = scipy.linalg.schur(given.floats(), output="complex")
        distance = rotation_distance(given, Z, over_rationals(exact(np.diag(np.diag(T)))))
    except (np.linalg.LinAlgError, ValueError) as failure:
        return Certificate(Truth.UNKNOWN, says, f"no Schur form: {failure}", float("inf"))
    # within distance e of a normal matrix, ‖AᵀA - AAᵀ‖ is at most 4 e ‖A‖ + 6 e²
    farthest = (4 * given.slack + 6 * given.slack**2) * norm
    because = "an exact bound on ‖A - UDU*‖, D diagonal and U unitary from the Schur form"
    real_form = norm if not given.is_real else 2 * norm
    return near(says, given, distance**2, real_form, because, commutator > farthest**2)


def conditioned(matrix: Any, condition: Fraction) -> Certificate:
    """Certify that A is symmetric, its least eigenvalue 1/κ and its greatest 1.

    For floats both may be off by the slack s of `Given`, which must stay below 1/(2κ). Exact:
    A - (1/κ - s)I and (1 + s)I - A are semidefinite, A - (1/κ + s)I and (1 - s)I - A not
    definite.
    """
    given = read(matrix)
    n, s, least = given.n, given.slack, 1 / condition
    says = f"symmetric positive definite with condition number {condition}"
    if not given.is_real or given.matrix != given.matrix.transpose():
        return decided(says, False, "A differs from its transpose")
    if 2 * s >= least:
        because = f"rounding may move an eigenvalue by {float(s):.1e}, too much for 1/κ"
        return Certificate(Truth.UNKNOWN, says, because, float("inf"))
    A = given.matrix

    def shifted(shift: Fraction, sign: int) -> flint.fmpq_mat:
        value = flint.fmpq(shift.numerator, shift.denominator)
        return sign * (A - scalar(value, n))

    inside = is_positive(shifted(least - s, 1), False) and is_positive(
        shifted(1 + s, -1), False
    )
    touches = not is_positive(shifted(least + s, 1), True) and not is_positive(
        shifted(1 - s, -1), True
    )
    because = "signs of exact characteristic polynomials place the extreme eigenvalues"
    distance = upper_root(s**2 * n / square_norm(A)) if inside and touches else float("inf")
    return Certificate(Truth.of(inside and touches), says, because, distance)


def near(
    says: str, given: Given, upper: Fraction, norm: Fraction, because: str, beyond: bool
) -> Certificate:
    """Judge a squared upper bound on the distance against the slack, relative to norm squared.

    `beyond` says that a lower bound on the distance already exceeds the slack.
    """
    if upper == 0:
        return Certificate(Truth.TRUE, says, because)
    bound = upper_root(upper / norm) if norm else float("inf")
    if upper <= given.slack**2 * norm and given.slack < Fraction(1, 4):
        return Certificate(Truth.TRUE, says, because, bound)
    return Certificate(Truth.of(False if beyond else None), says, because, bound)


def rotation_distance(given: Given, Z: np.ndarray, model: flint.fmpq_mat) -> Fraction:
    """Bound ‖A - U M U*‖ from above, U the unitary polar factor of the float matrix Z.

    Frobenius norms of the real forms of twice the size, so everything is √2 times what it is
    for the complex matrices. ‖A - UMU*‖ ≤ ‖A - ZMZ*‖ + ε(2 + ε)‖M‖ with ε = ‖Z - U‖.
    """
    A, M, W = (doubled(part, given.n) for part in (given.matrix, model, _real_form(Z)))
    residual = square_norm(A - W * M * W.transpose())
    epsilon, size = root_above(square_norm(gram_error(W))), root_above(square_norm(M))
    return root_above(residual) + epsilon * (2 + epsilon) * size


def gram_error(Q: flint.fmpq_mat) -> flint.fmpq_mat:
    """Return QᵀQ - I."""
    return Q.transpose() * Q - scalar(1, Q.nrows())


def doubled(matrix: flint.fmpq_mat, n: int) -> flint.fmpq_mat:
    """Return the real form of twice the size n of a matrix that may already be one."""
    if matrix.nrows() == 2 * n:
        return matrix
    rows = matrix.tolist()
    zeros = [0] * n
    return flint.fmpq_mat([row + zeros for row in rows] + [zeros + row for row in rows])


def _real_form(Z: np.ndarray) -> flint.fmpq_mat:
    return over_rationals(exact(Z))
