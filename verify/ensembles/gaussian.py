"""Gaussian matrices: Ginibre, GOE, Wishart, and definite matrices of a given condition."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from verify.ensembles import nearness, structure
from verify.ensembles.building import (
    Dice,
    fraction,
    haar,
    rational_factor,
    rational_matrix,
    rational_orthogonal,
    table,
)
from verify.ensembles.ensemble import Certificate, Die, Ensemble, EnsembleError
from verify.ensembles.given import rational, symbolic, to_flint


def _ginibre(dice: Dice, count: int, n: int) -> np.ndarray:
    return np.asarray(dice.standard_normal((count, n, n)) / np.sqrt(n))


def _complex_ginibre(dice: Dice, count: int, n: int) -> np.ndarray:
    parts = dice.standard_normal((2, count, n, n)) / np.sqrt(2 * n)
    return np.asarray(parts[0] + 1j * parts[1])


def _goe(dice: Dice, count: int, n: int) -> np.ndarray:
    G = dice.standard_normal((count, n, n)) / np.sqrt(2 * n)
    return np.asarray(G + np.swapaxes(G, 1, 2))


def _symmetric_rational(die: Die, n: int) -> Any:
    G = table(n, lambda i, j: fraction(die) if i >= j else 0)
    strict = table(n, lambda i, j: G[i, j] if i > j else 0)
    return symbolic(G + strict.transpose())


ginibre = Ensemble(
    "ginibre",
    "real, with independent normal entries of variance 1/n",
    _ginibre,
    lambda die, n: symbolic(rational_matrix(die, n)),
    structure.real,
)

complex_ginibre = Ensemble(
    "complex ginibre",
    "complex, with independent complex normal entries of variance 1/n",
    _complex_ginibre,
    lambda die, n: symbolic(rational_matrix(die, n), rational_matrix(die, n)),
    structure.finite,
)

goe = Ensemble(
    "goe",
    "symmetric, normal entries of variance 1/n, twice that on the diagonal",
    _goe,
    _symmetric_rational,
    structure.symmetric,
)


def wishart(excess: int = 0) -> Ensemble:
    """Return the law of G Gᵀ/m, G an n by m standard normal matrix, m = n + excess.

    Positive definite with probability one; the certificate decides it for each draw.
    """
    if isinstance(excess, bool) or not isinstance(excess, int) or excess < 0:
        raise EnsembleError(f"excess is {excess!r}. G has n + excess columns: write 0, 1, ...")

    def floats(dice: Dice, count: int, n: int) -> np.ndarray:
        G = dice.standard_normal((count, n, n + excess))
        return _symmetrized(G @ np.swapaxes(G, 1, 2) / (n + excess))

    def rationals(die: Die, n: int) -> Any:
        L = rational_factor(die, n)  # Bartlett: the law itself has such a triangular factor
        rest = table(n, lambda i, j: fraction(die), max(excess, 1))
        more = rest * rest.transpose() if excess else L * 0
        return symbolic((L * L.transpose() + more) / (n + excess))

    says = "symmetric positive definite"
    return Ensemble("wishart", says, floats, rationals, structure.positive_definite)


def spd(condition: Any) -> Ensemble:
    """Return matrices Q D Qᵀ with eigenvalues from 1/κ to 1, both reached, κ = condition.

    Between the ends the eigenvalues are log-uniform (floats) or uniform on a grid (rationals);
    Q is Haar (floats) or Cayley's (rationals). κ is an int, Fraction or SymPy Rational of at
    least 1; size 1 only has κ = 1.
    """
    kappa = rational(condition, "condition", least=1)

    def floats(dice: Dice, count: int, n: int) -> np.ndarray:
        exponents = np.concatenate(
            [np.zeros((count, 1)), np.ones((count, 1)), dice.random((count, max(n - 2, 0)))], 1
        )
        values = float(1 / kappa) ** exponents[:, :n]
        Q = haar(dice, count, n)
        return _symmetrized((Q * values[:, None, :]) @ np.swapaxes(Q, 1, 2))

    def rationals(die: Die, n: int) -> Any:
        eighths = [0, 8, *(die(0, 8) for _ in range(n - 2))][:n]
        values = [1 - (1 - 1 / kappa) * Fraction(k, 8) for k in eighths]
        D = table(n, lambda i, j: to_flint(values[i]) if i == j else 0)
        Q = rational_orthogonal(die, n)
        return symbolic(Q * D * Q.transpose())

    def certify(matrix: Any) -> Certificate:
        return nearness.conditioned(matrix, kappa)

    def refuses(n: int) -> str:
        return "" if n > 1 or kappa == 1 else "A number has condition 1: take n of at least 2."

    says = f"symmetric positive definite with eigenvalues from 1/{kappa} to 1"
    return Ensemble(f"spd({kappa})", says, floats, rationals, certify, refuses)


def _symmetrized(A: np.ndarray) -> np.ndarray:
    return np.asarray((A + np.swapaxes(A, 1, 2)) / 2)
