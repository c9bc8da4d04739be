"""Pieces of ensembles: rationals from a die, rotations, integer similarities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint
import numpy as np

from verify.ensembles.ensemble import Die, EnsembleError
from verify.ensembles.structure import scalar

Dice = np.random.Generator
EXACT_LIMIT = 2**53  # integers up to here are floats


def fraction(die: Die) -> flint.fmpq:
    """Return a rational between -8 and 8 with a denominator up to 8."""
    return flint.fmpq(die(-8, 8), die(1, 8))


def positive(die: Die) -> flint.fmpq:
    """Return a rational between 1/8 and 8 with a denominator up to 8."""
    return flint.fmpq(die(1, 8), die(1, 8))


def nonzero(die: Die) -> flint.fmpq:
    """Return a rational other than 0 with a denominator up to 8."""
    return (1 if die(0, 1) == 0 else -1) * positive(die)


def table(
    n: int, entry: Callable[[int, int], Any], columns: int | None = None
) -> flint.fmpq_mat:
    """Return the n by n (or n by columns) matrix of entry(i, j)."""
    width = n if columns is None else columns
    return flint.fmpq_mat([[entry(i, j) for j in range(width)] for i in range(n)])


def rational_matrix(die: Die, n: int) -> flint.fmpq_mat:
    """Return a matrix of small rationals."""
    return table(n, lambda i, j: fraction(die))


def rational_skew(die: Die, n: int) -> flint.fmpq_mat:
    """Return G - Gᵀ for a strictly triangular matrix G of small rationals."""
    G = table(n, lambda i, j: fraction(die) if i > j else 0)
    return G - G.transpose()


def rational_factor(die: Die, n: int) -> flint.fmpq_mat:
    """Return a lower triangular matrix with a positive diagonal: L Lᵀ is positive definite."""
    return table(n, lambda i, j: fraction(die) if i > j else positive(die) if i == j else 0)


def rational_orthogonal(die: Die, n: int) -> flint.fmpq_mat:
    """Return (I - K)(I + K)⁻¹ S with K skew and S a diagonal of signs: Cayley's map.

    Every rational orthogonal matrix is of this form for some signs (Liebeck and Osborne, 1991).
    """
    K = table(n, lambda i, j: flint.fmpq(die(-4, 4), die(1, 4)) if i > j else 0)
    K = K - K.transpose()
    turns = table(n, lambda i, j: (1 if die(0, 1) == 0 else -1) if i == j else 0)
    return (scalar(1, n) - K) * (scalar(1, n) + K).inv() * turns


def unimodular(die: Die, n: int) -> flint.fmpq_mat:
    """Return an integer matrix of determinant 1: unit lower times unit upper bidiagonal."""
    lower = table(n, lambda i, j: 1 if i == j else die(-1, 1) if i == j + 1 else 0)
    upper = table(n, lambda i, j: 1 if i == j else die(-1, 1) if j == i + 1 else 0)
    return lower * upper


def haar(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return orthogonal matrices by Haar's law, to rounding.

    Q of a Gaussian matrix, with the signs that make the diagonal of R positive: without them
    the law is not invariant (Mezzadri, Notices of the AMS 54, 2007).
    """
    Q, R = np.linalg.qr(dice.standard_normal((count, n, n)))
    diagonal = np.diagonal(R, axis1=1, axis2=2)
    return np.asarray(Q * np.where(diagonal < 0, -1.0, 1.0)[:, None, :])


def rotated(Q: np.ndarray, A: np.ndarray) -> np.ndarray:
    """Return Q A Qᵀ for stacks."""
    return np.asarray(Q @ A @ np.swapaxes(Q, -1, -2))


def mixed(dice: Dice, A: np.ndarray) -> np.ndarray:
    """Return P A P⁻¹ for a stack of integer matrices A and random unimodular P, exactly.

    P is a product of four bidiagonal factors with off-diagonal entries ±1: it and P⁻¹ have
    small entries, and the result is dense (two factors leave rows with a single entry, which
    LAPACK's balancing would split off). A result that floats cannot hold raises
    `EnsembleError`.
    """
    for _ in range(2):
        for transposed in (True, False):
            direct, inverse = _bidiagonal(dice, A.shape)
            if transposed:
                direct, inverse = np.swapaxes(direct, -1, -2), np.swapaxes(inverse, -1, -2)
            A = exact_product(exact_product(direct, A), inverse)
    return A


def exact_product(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """Return A @ B for stacks of integers in floats; raise if a sum may have been rounded."""
    if np.max(np.abs(A) @ np.abs(B), initial=0.0) >= EXACT_LIMIT:
        raise EnsembleError(
            f"Integer entries of size n = {A.shape[-1]} outgrow 2^53. Draw a smaller size."
        )
    return np.asarray(A @ B)


def grid(dice: Dice, shape: tuple[int, ...], bits: int = 16) -> np.ndarray:
    """Return normal numbers rounded to multiples of 2^-bits: products are exact floats."""
    return np.asarray(np.round(dice.standard_normal(shape) * 2.0**bits) / 2.0**bits)


def signs(dice: Dice, shape: tuple[int, ...]) -> np.ndarray:
    """Return independent fair signs."""
    return np.asarray(dice.integers(0, 2, shape) * 2.0 - 1.0)


def _bidiagonal(dice: Dice, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return unit lower bidiagonal matrices with entries s below the diagonal, and inverses.

    Entry (i, j) of the inverse is the product of -s over j < k ≤ i. Matrices of one draw (axes
    between the first and the last two) share theirs.
    """
    count, n = shape[0], shape[-1]
    below = signs(dice, (count, n - 1))
    direct = np.broadcast_to(np.eye(n), (count, n, n)).copy()
    direct[:, np.arange(1, n), np.arange(n - 1)] = below
    running = np.cumprod(np.concatenate([np.ones((count, 1)), -below], axis=1), axis=1)
    inverse = np.tril(running[:, :, None] * running[:, None, :])
    apart = (count, *(1,) * (len(shape) - 3), n, n)
    return direct.reshape(apart), inverse.reshape(apart)
