"""HiPPO matrices turned by a random rotation: the same lengths and angles, no triangular shape.

The certificate finds the rotation again. The skew part of the published matrix has simple
eigenvalues, and A + Aᵀ a simple least eigenvalue, whose eigenvector fixes the phases; so the
eigenvectors of both fix the rotation up to sign. That search is done in floats; what it finds
is then checked in exact arithmetic.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
import numpy as np

from verify.ensembles.building import Dice, haar, rational_orthogonal, rotated
from verify.ensembles.ensemble import Certificate, Die, Ensemble, EnsembleError, decided
from verify.ensembles.given import (
    Given,
    over_rationals,
    read,
    root_above,
    square_norm,
    symbolic,
)
from verify.ensembles.hippo import LAGT, LEGS, LEGT, Measure
from verify.ensembles.nearness import near, rotation_distance
from verify.linalg.matrices import exact
from verify.verdict import Truth


def turned(measure: Measure) -> Ensemble:
    """Return Q A Qᵀ for the published A and Q by Haar's law.

    Exact draws exist for LagT only (a rational rotation of a rational matrix); the others hold
    square roots, and `similar` gives rational matrices with the same spectrum.
    """
    says = f"an orthogonal rotation of HiPPO-{measure.name}"

    def floats(dice: Dice, count: int, n: int) -> np.ndarray:
        return rotated(haar(dice, count, n), measure.published(n))

    def rationals(die: Die, n: int) -> Any:
        if measure.scale(n) != 1:
            raise EnsembleError(
                f"{measure.name} has irrational entries and no rational rotation is known. "
                f"Write {measure.name.lower()}_integer for rational matrices similar to it."
            )
        Q = rational_orthogonal(die, n)
        return symbolic(Q * measure.rational(n) * Q.transpose())

    def certify(matrix: Any) -> Certificate:
        given = read(matrix)
        if not given.is_real:
            return decided(says, False, "an entry has an imaginary part")
        if given.unit == 0:
            return _exactly(given, measure, says)
        return _nearly(given, measure, says)

    return Ensemble(f"{measure.name}, rotated", says, floats, rationals, certify)


def _nearly(given: Given, measure: Measure, says: str) -> Certificate:
    model = measure.published(given.n)
    try:
        with np.errstate(all="ignore"):
            Q = _rotation(given.floats(), model)
    except np.linalg.LinAlgError as failure:
        return Certificate(Truth.UNKNOWN, says, f"no eigenvectors: {failure}", float("inf"))
    if not np.isfinite(Q).all():
        return Certificate(Truth.UNKNOWN, says, "no rotation was found", float("inf"))
    M = over_rationals(exact(model))
    rounding = 2 * Fraction(2) ** -52 * root_above(square_norm(M))  # of the model itself
    distance = rotation_distance(given, Q, M) + 2 * rounding
    because = "an exact bound on ‖A - QMQᵀ‖ for a rotation Q found in floats"
    norm = square_norm(given.matrix)
    # the Frobenius norm is the same for every rotation; lengths that differ exclude them all
    gap = abs(root_above(norm) - root_above(square_norm(M)))
    beyond = gap > root_above(norm) * (given.slack + Fraction(1, 2**36))
    return near(says, given, distance**2, 2 * norm, because, beyond)


def _rotation(A: np.ndarray, M: np.ndarray) -> np.ndarray:
    """Return the orthogonal Q, up to sign, that brings Q M Qᵀ nearest to A; floats only."""
    V, v = _frame(A)
    W, w = _frame(M)
    phases = (V.conj().T @ v) / (W.conj().T @ w)
    sizes = np.abs(phases)
    turns = np.where(sizes > 0, phases, 1.0) / np.where(sizes > 0, sizes, 1.0)
    Q = np.real((V * turns) @ W.conj().T)
    left, _, right = np.linalg.svd(Q)
    return np.asarray(left @ right)


def _frame(A: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return unitary eigenvectors of the skew part, and the least eigenvector of A + Aᵀ."""
    _, vectors = np.linalg.eigh(1j * (A - A.T))
    _, symmetric = np.linalg.eigh(A + A.T)
    return vectors, symmetric[:, 0]


def _exactly(given: Given, measure: Measure, says: str) -> Certificate:
    """Decide for LagT, where A + Aᵀ = -wwᵀ and K = (A - Aᵀ)/2 make up A.

    Two such pairs (K, w) are orthogonally similar exactly when the numbers wᵀKʲw agree for
    j < 2n, since w and its images under K span the space.
    """
    if measure.scale(1) != 1:
        because = "rational matrices are decided for LagT only; floats for all"
        return Certificate(Truth.UNKNOWN, says, because, float("inf"))
    model = measure.rational(given.n)
    rank = (given.matrix + given.matrix.transpose()).rank()
    answer = rank == 1 and _moments(given.matrix) == _moments(model)
    return decided(says, answer, "rank A + Aᵀ = 1, and the moments wᵀKʲw agree exactly")


def _moments(A: flint.fmpq_mat) -> list[flint.fmpq]:
    n = A.nrows()
    P, K = -(A + A.transpose()), (A - A.transpose()) / 2
    moments = []
    for _ in range(2 * n):
        moments.append(sum((P[i, i] for i in range(n)), flint.fmpq(0)))
        P = K * P
    return moments


legs_rotated, legt_rotated, lagt_rotated = turned(LEGS), turned(LEGT), turned(LAGT)
