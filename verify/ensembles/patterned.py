"""Patterns: companion, Toeplitz, Grcar, Hadamard, stochastic, rank one, commuting pairs.

Floats are drawn so that the property holds without rounding: on a grid, or as integers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import flint
import numpy as np

from verify.ensembles import structure
from verify.ensembles.building import (
    Dice,
    exact_product,
    fraction,
    grid,
    nonzero,
    rational_matrix,
    signs,
    table,
)
from verify.ensembles.ensemble import Certificate, Die, Ensemble, EnsembleError, decided
from verify.ensembles.given import over_rationals, rational, read, rounded, symbolic, to_flint
from verify.ensembles.hadamard import hadamard_matrix, missing_order
from verify.ensembles.structure import scalar
from verify.linalg.matrices import exact

_STOCHASTIC_BITS = 40

Model = Callable[[int], flint.fmpq_mat]  # the one matrix of each size


def companion_of(coefficients: Sequence[Any]) -> Ensemble:
    """Return the companion matrix of xⁿ + cₙ₋₁xⁿ⁻¹ + ... + c₀, for (c₀, ..., cₙ₋₁).

    Ones below the diagonal, the coefficients negated in the last column. Every draw is this one
    matrix, and only its size n is admitted. Coefficients that floats would round raise
    `EnsembleError` when a float draw is asked for; `exact` takes all rationals.
    """
    wanted = [to_flint(rational(c, "a coefficient")) for c in coefficients]
    if not wanted:
        raise EnsembleError("No coefficients came. A polynomial of degree n has n of them.")
    model = _companion(wanted)

    def certify(matrix: Any) -> Certificate:
        given = read(matrix)
        answer = given.is_real and given.matrix == model
        says = "the companion matrix of the given polynomial"
        return decided(says, answer, "every entry is compared exactly")

    def refuses(n: int) -> str:
        return "" if n == len(wanted) else f"The polynomial has degree {len(wanted)}."

    says = "the companion matrix of a given polynomial"
    floats = partial(_constant, lambda n: model)
    return Ensemble(
        "companion of", says, floats, lambda die, n: symbolic(model), certify, refuses
    )


def grcar(superdiagonals: int = 3) -> Ensemble:
    """Return Grcar's matrix: -1 below the diagonal, 1 on it and on the diagonals above it.

    Toeplitz, with sensitive eigenvalues. Every draw is this one matrix.
    Source: Grcar, Operator coefficient methods for linear equations, 1989.
    """
    if type(superdiagonals) is not int or superdiagonals < 0:
        raise EnsembleError(f"superdiagonals is {superdiagonals!r}. Write 0, 1, 2, ...")

    def model(n: int) -> flint.fmpq_mat:
        return table(n, lambda i, j: -1 if i == j + 1 else int(i <= j <= i + superdiagonals))

    def certify(matrix: Any) -> Certificate:
        given = read(matrix)
        answer = given.is_real and given.matrix == model(given.n)
        return decided("Grcar's matrix", answer, "every entry is compared exactly")

    floats = partial(_constant, model)
    return Ensemble(
        "grcar", "Grcar's matrix", floats, lambda die, n: symbolic(model(n)), certify
    )


def _constant(model: Model, dice: Dice, count: int, n: int) -> np.ndarray:
    matrix = rounded(exact(model(n)))
    if over_rationals(exact(matrix)) != model(n):
        raise EnsembleError("Floats round an entry of this matrix: take exact draws instead.")
    return np.tile(matrix, (count, 1, 1))


def _companion(coefficients: Sequence[Any]) -> flint.fmpq_mat:
    n = len(coefficients)
    return table(n, lambda i, j: -coefficients[i] if j == n - 1 else int(i == j + 1))


def _companions(dice: Dice, count: int, n: int) -> np.ndarray:
    A = np.tile(np.eye(n, k=-1), (count, 1, 1))
    A[:, :, n - 1] = -dice.standard_normal((count, n))
    return A


def _is_companion(matrix: Any) -> Certificate:
    given = read(matrix)
    column = [-row[-1] for row in given.matrix.tolist()]
    answer = given.is_real and given.matrix == _companion(column)
    says = "a companion matrix"
    return decided(says, answer, "ones below the diagonal, zeros outside the last column")


def _toeplitz(dice: Dice, count: int, n: int) -> np.ndarray:
    entries = dice.standard_normal((count, 2 * n - 1)) / np.sqrt(n)
    return np.asarray(entries[:, np.subtract.outer(np.arange(n), np.arange(n)) + n - 1])


def _toeplitz_rational(die: Die, n: int) -> Any:
    entries = [fraction(die) for _ in range(2 * n - 1)]
    return symbolic(table(n, lambda i, j: entries[i - j + n - 1]))


def _hadamard(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return one Hadamard matrix with rows and columns permuted and negated at random."""
    order = np.tile(np.arange(n), (2, count, 1))
    rows, columns = dice.permuted(order, axis=2)
    H = hadamard_matrix(n)[rows[:, :, None], columns[:, None, :]]
    return np.asarray(H * signs(dice, (count, n, 1)) * signs(dice, (count, 1, n)))


def _hadamard_rational(die: Die, n: int) -> Any:
    H = hadamard_matrix(n)
    down, across = ([1 if die(0, 1) == 0 else -1 for _ in range(n)] for _ in range(2))
    return symbolic(table(n, lambda i, j: int(H[i, j]) * down[i] * across[j]))


def _stochastic(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return rows uniform on the simplex, on a grid of 2^-40 on which they sum to exactly 1."""
    weights = dice.standard_exponential((count, n, n))
    units = np.floor(weights / weights.sum(axis=2, keepdims=True) * 2.0**_STOCHASTIC_BITS)
    largest = np.argmax(units, axis=2)[..., None]
    spare = 2.0**_STOCHASTIC_BITS - units.sum(axis=2, keepdims=True)
    filled = np.take_along_axis(units, largest, axis=2) + spare
    np.put_along_axis(units, largest, filled, axis=2)
    return np.asarray(units / 2.0**_STOCHASTIC_BITS)


def _stochastic_rational(die: Die, n: int) -> Any:
    rows = [[die(0, 8) for _ in range(n - 1)] + [die(1, 8)] for _ in range(n)]
    return symbolic(flint.fmpq_mat([[flint.fmpq(x, sum(row)) for x in row] for row in rows]))


def _rank_one(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return u vᵀ on a grid where products are exact; a zero vector becomes the first unit."""
    u, v = grid(dice, (2, count, n))
    for vector in (u, v):
        vector[~vector.any(axis=1), 0] = 1.0
    return np.asarray(u[:, :, None] * v[:, None, :])


def _rank_one_rational(die: Die, n: int) -> Any:
    u, v = ([nonzero(die), *(fraction(die) for _ in range(n - 1))] for _ in range(2))
    return symbolic(table(n, lambda i, j: u[i] * v[j]))


def _commuting(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return p(M)/16 and q(M)/16, p and q integer quadratics and M an integer matrix."""
    M = dice.integers(-2, 3, (count, n, n)).astype(float)
    powers = np.stack([np.broadcast_to(np.eye(n), M.shape), M, exact_product(M, M)], axis=1)
    coefficients = dice.integers(-3, 4, (count, 2, 3)).astype(float)
    return np.asarray(np.einsum("kpd,kdij->kpij", coefficients, powers) / 16.0)


def _commuting_rational(die: Die, n: int) -> Any:
    M = rational_matrix(die, n)
    a, b = ([fraction(die) for _ in range(3)] for _ in range(2))
    powers = (scalar(1, n), M, M * M)
    first, second = (c[0] * powers[0] + c[1] * powers[1] + c[2] * powers[2] for c in (a, b))
    return symbolic(first), symbolic(second)


companion = Ensemble(
    "companion",
    "a companion matrix, its polynomial with normal coefficients",
    _companions,
    lambda die, n: symbolic(_companion([fraction(die) for _ in range(n)])),
    _is_companion,
)

toeplitz = Ensemble("toeplitz", "Toeplitz", _toeplitz, _toeplitz_rational, structure.toeplitz)

hadamard = Ensemble(
    "hadamard",
    "a Hadamard matrix: entries ±1, orthogonal rows",
    _hadamard,
    _hadamard_rational,
    structure.hadamard,
    missing_order,
)

row_stochastic = Ensemble(
    "row-stochastic",
    "row-stochastic",
    _stochastic,
    _stochastic_rational,
    structure.row_stochastic,
)

rank_one = Ensemble(
    "rank one", "of rank one", _rank_one, _rank_one_rational, structure.rank_one
)

commuting_pairs = Ensemble(
    "commuting pairs",
    "a pair of commuting matrices",
    _commuting,
    _commuting_rational,
    structure.commuting,
)
