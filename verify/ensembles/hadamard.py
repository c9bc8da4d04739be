"""Hadamard matrices by the constructions of Sylvester and Paley."""

from __future__ import annotations

import functools
import math

import numpy as np


def missing_order(n: int) -> str:
    """Return why no Hadamard matrix of order `n` is built here, or the empty string."""
    if _buildable(n):
        return ""
    if n > 2 and n % 4:
        return "Hadamard matrices have order 1, 2 or a multiple of 4: write 1, 2, 4, 8, 12, 16."
    return "No construction here reaches this order: write 1, 2, 4, 8, 12, 16, 20, 24, 28, 32."


def hadamard_matrix(n: int) -> np.ndarray:
    """Return a Hadamard matrix of order `n`, for which `missing_order(n)` is empty.

    Paley's two constructions for a prime q (n = q + 1 for q = 3 mod 4, n = 2(q + 1) for
    q = 1 mod 4), doubled as Sylvester does. Source: Paley, J. Math. Phys. 12, 1933.
    """
    if n == 1:
        return np.ones((1, 1))
    if n > 2 and _prime(n - 1) and n % 4 == 0:
        return _first(n - 1)
    if n % 4 == 0 and _prime(n // 2 - 1) and (n // 2 - 1) % 4 == 1:
        return _second(n // 2 - 1)
    return np.kron([[1.0, 1.0], [1.0, -1.0]], hadamard_matrix(n // 2))


def _first(q: int) -> np.ndarray:
    core = _jacobsthal(q)
    H = np.ones((q + 1, q + 1))
    H[1:, 0] = -1.0
    H[1:, 1:] = core + np.eye(q)
    return H


def _second(q: int) -> np.ndarray:
    C = np.zeros((q + 1, q + 1))
    C[0, 1:] = C[1:, 0] = 1.0
    C[1:, 1:] = _jacobsthal(q)
    off, diagonal = [[1.0, 1.0], [1.0, -1.0]], [[1.0, -1.0], [-1.0, -1.0]]
    return np.asarray(np.kron(C, off) + np.kron(np.eye(q + 1), diagonal))


def _jacobsthal(q: int) -> np.ndarray:
    """Return χ(i - j), χ the quadratic character modulo the prime q."""
    squares = {x * x % q for x in range(1, q)}
    character = np.array([0.0] + [1.0 if x in squares else -1.0 for x in range(1, q)])
    return np.asarray(character[np.subtract.outer(np.arange(q), np.arange(q)) % q])


@functools.cache
def _buildable(n: int) -> bool:
    if n in (1, 2):
        return True
    if n < 4 or n % 4:
        return False
    paley = _prime(n - 1) or (_prime(n // 2 - 1) and (n // 2 - 1) % 4 == 1)
    return paley or _buildable(n // 2)


def _prime(q: int) -> bool:
    return q > 1 and all(q % d for d in range(2, math.isqrt(q) + 1))
