"""Stable matrices: Hurwitz, Schur, and dissipative ones."""

from __future__ import annotations

from typing import Any

import flint
import numpy as np

from verify.ensembles import structure
from verify.ensembles.building import (
    Dice,
    fraction,
    grid,
    rational_factor,
    rational_skew,
    table,
)
from verify.ensembles.ensemble import Die, Ensemble
from verify.ensembles.given import symbolic
from verify.ensembles.structure import scalar


def _hurwitz(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return (K - R) P with K skew, R and P positive definite.

    Every Hurwitz matrix is of this form: P⁻¹ solves a Lyapunov inequality AY + YAᵀ < 0.
    """
    G = dice.standard_normal((3, count, n, n)) / np.sqrt(n)
    transposed = np.swapaxes(G, -1, -2)
    definite = G[:2] @ transposed[:2] + np.eye(n) / 8
    return np.asarray((G[2] - transposed[2] - definite[0]) @ definite[1])


def _rational_hurwitz(die: Die, n: int) -> flint.fmpq_mat:
    L, M = rational_factor(die, n), rational_factor(die, n)
    return (rational_skew(die, n) - L * L.transpose()) * M * M.transpose()


def _schur(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return Ginibre matrices scaled to a spectral radius between 1/20 and 19/20."""
    G = dice.standard_normal((count, n, n))
    radius = np.abs(np.linalg.eigvals(G)).max(axis=1)
    target = dice.uniform(0.05, 0.95, count)
    return np.asarray(G * (target / radius)[:, None, None])


def _rational_schur(die: Die, n: int) -> flint.fmpq_mat:
    """Return (I + H)(I - H)⁻¹: Cayley's map takes the left half plane to the disc."""
    H = _rational_hurwitz(die, n)
    return (scalar(1, n) + H) * (scalar(1, n) - H).inv()


def _dissipative(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return K - GGᵀ with K skew and G of every rank from 0 to n.

    The numbers lie on a grid on which nothing is rounded: a semidefinite matrix of low rank
    stays exactly semidefinite, which no rounded one does.
    """
    K, G = grid(dice, (2, count, n, n))
    rank = dice.integers(0, n + 1, count)
    G = G * (np.arange(n) < rank[:, None])[:, None, :]
    return np.asarray(K - np.swapaxes(K, 1, 2) - G @ np.swapaxes(G, 1, 2))


def _rational_dissipative(die: Die, n: int) -> Any:
    rank = die(0, n)
    G = table(n, lambda i, j: fraction(die) if j < rank else 0)
    return symbolic(rational_skew(die, n) - G * G.transpose())


hurwitz = Ensemble(
    "hurwitz",
    "Hurwitz: every eigenvalue has negative real part",
    _hurwitz,
    lambda die, n: symbolic(_rational_hurwitz(die, n)),
    structure.hurwitz,
)

schur = Ensemble(
    "schur",
    "Schur: every eigenvalue has modulus below 1",
    _schur,
    lambda die, n: symbolic(_rational_schur(die, n)),
    structure.schur,
)

dissipative = Ensemble(
    "dissipative",
    "dissipative: A + Aᵀ is negative semidefinite",
    _dissipative,
    _rational_dissipative,
    structure.dissipative,
)
