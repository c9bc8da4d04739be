"""Nilpotent and defective matrices, and a Jordan block with a corner entry ε.

All of them are integer matrices (plus ε times one) under an integer similarity, so that floats
hold them exactly; a rounded defective matrix would not be defective.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
import numpy as np

from verify.ensembles import structure
from verify.ensembles.building import EXACT_LIMIT, Dice, mixed, table, unimodular
from verify.ensembles.ensemble import Certificate, Die, Ensemble, EnsembleError
from verify.ensembles.given import rational, read, symbolic, to_flint


def jordan(epsilon: Any) -> Ensemble:
    """Return matrices similar to a Jordan block with ε added in the opposite corner.

    The eigenvalues are λ plus the n-th roots of ε: at n = 16 an ε of 2⁻⁵² moves them by 0.1.
    λ is an integer from -3 to 3. Draws in floats need an ε that is a power of two times a small
    integer; exact ones take any rational.
    """
    corner = rational(epsilon, "epsilon")

    def floats(dice: Dice, count: int, n: int) -> np.ndarray:
        eigenvalues = dice.integers(-3, 4, count).astype(float)
        block = eigenvalues[:, None, None] * np.eye(n) + np.eye(n, k=1)
        unit = np.zeros((count, n, n))
        unit[:, n - 1, 0] = 1.0
        both = mixed(dice, np.stack([block, unit], axis=1))
        return _exact_sum(both[:, 0], both[:, 1], corner)

    def rationals(die: Die, n: int) -> Any:
        P = unimodular(die, n)
        return symbolic(P * _block(die(-3, 3), corner, n) * P.inv())

    def certify(matrix: Any) -> Certificate:
        given = read(matrix)
        trace = sum((given.matrix[i, i] for i in range(given.n)), flint.fmpq(0))
        model = _block(trace / given.n, corner, given.n)
        return structure.similar_to(given, model, f"similar to a Jordan block plus {corner}")

    says = f"similar to a Jordan block with {corner} in the corner"
    return Ensemble(f"jordan({corner})", says, floats, rationals, certify, _two_or_more)


def _nilpotent(dice: Dice, count: int, n: int) -> np.ndarray:
    return mixed(dice, np.triu(dice.integers(-3, 4, (count, n, n)), 1).astype(float))


def _nilpotent_rational(die: Die, n: int) -> Any:
    P = unimodular(die, n)
    return symbolic(P * table(n, lambda i, j: die(-3, 3) if j > i else 0) * P.inv())


def _defective(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return a random Jordan form, its first block of size two or more, made dense."""
    joined = dice.integers(0, 2, (count, n - 1))
    joined[:, 0] = 1
    values = dice.integers(-3, 4, (count, n))
    for i in range(1, n):  # within a block the eigenvalue is the one before
        values[:, i] = np.where(joined[:, i - 1] == 1, values[:, i - 1], values[:, i])
    J = np.zeros((count, n, n))
    J[:, np.arange(n), np.arange(n)] = values
    J[:, np.arange(n - 1), np.arange(1, n)] = joined
    return mixed(dice, J)


def _defective_rational(die: Die, n: int) -> Any:
    joined = [1, *(die(0, 1) for _ in range(n - 2))]
    values = [die(-3, 3)]
    for link in joined:
        values.append(values[-1] if link else die(-3, 3))
    J = table(n, lambda i, j: values[i] if i == j else joined[i] if j == i + 1 else 0)
    P = unimodular(die, n)
    return symbolic(P * J * P.inv())


def _two_or_more(n: int) -> str:
    return "" if n > 1 else "A Jordan block with a coupling has two rows: take n of at least 2."


def _block(eigenvalue: Any, corner: Fraction, n: int) -> flint.fmpq_mat:
    J = table(n, lambda i, j: eigenvalue if i == j else 1 if j == i + 1 else 0)
    J[n - 1, 0] = J[n - 1, 0] + to_flint(corner)
    return J


def _exact_sum(block: np.ndarray, unit: np.ndarray, corner: Fraction) -> np.ndarray:
    epsilon = float(corner)
    total = block + epsilon * unit
    # the error of a sum shows in one of the differences, whichever term is the larger
    kept = np.array_equal(total - block, epsilon * unit)
    kept = kept and np.array_equal(total - epsilon * unit, block)
    multiple = np.max(np.abs(unit), initial=0.0) * abs(corner.numerator) < EXACT_LIMIT
    if Fraction(epsilon) != corner or not multiple or not kept:
        raise EnsembleError(
            f"epsilon = {corner}, n = {block.shape[-1]}: floats cannot hold the sum exactly. "
            "Write a larger power of two, a smaller n, or take exact draws."
        )
    return np.asarray(total)


nilpotent = Ensemble(
    "nilpotent",
    "nilpotent",
    _nilpotent,
    _nilpotent_rational,
    structure.nilpotent,
)

defective = Ensemble(
    "defective",
    "defective: without a basis of eigenvectors",
    _defective,
    _defective_rational,
    structure.defective,
    _two_or_more,
)
