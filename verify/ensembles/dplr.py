"""Diagonal plus low rank: Λ - PQ* as S4 trains it, and the tied Λ - PP*.

Tied, A + A* is at most 2 max Re Λ, so A is dissipative and Hurwitz; untied, nothing keeps the
eigenvalues to the left (Goel et al., SaShiMi, 2022, arXiv:2202.09729, on Hurwitz matrices).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import sympy

from verify.ensembles.building import Dice, grid, nonzero, positive
from verify.ensembles.ensemble import Certificate, Die, Ensemble, decided
from verify.ensembles.given import read
from verify.linalg.matrices import Exact
from verify.verdict import Truth

Number = tuple[Fraction, Fraction]  # real and imaginary part


def _ensemble(tied: bool) -> Ensemble:
    factors = "PP*" if tied else "PQ*"
    says = f"Λ - {factors} with Re Λ < 0 and no zero in the factors"
    return Ensemble(
        f"dplr {'tied' if tied else 'untied'}",
        says,
        lambda dice, count, n: _floats(dice, count, n, tied),
        lambda die, n: _rationals(die, n, tied),
        lambda matrix: _certify(matrix, tied, says),
        lambda n: "" if n >= 3 else "Below n = 3 the matrix does not tell its factors: take 3.",
    )


def _floats(dice: Dice, count: int, n: int, tied: bool) -> np.ndarray:
    """Return Λ - PQ* for Λ = -|normal| + i normal, all on a grid without rounding."""
    P, Q, imaginary = (_complex_grid(dice, count, n) for _ in range(3))
    Q = P if tied else Q
    real = -np.abs(imaginary.real)  # never 0: see _complex_grid
    A = -P[:, :, None] * np.conj(Q[:, None, :])
    A[:, np.arange(n), np.arange(n)] += real + 1j * imaginary.imag
    return np.asarray(A)


def _complex_grid(dice: Dice, count: int, n: int) -> np.ndarray:
    """Return complex normal numbers on a grid, zeros moved to the nearest grid point."""
    parts = grid(dice, (2, count, n))
    return np.asarray(np.where(parts[0] == 0, 2.0**-16, parts[0]) + 1j * parts[1])


def _rationals(die: Die, n: int, tied: bool) -> Any:
    def number() -> Any:
        return _rational(nonzero(die)) + sympy.I * die(-2, 2)

    P = sympy.Matrix([number() for _ in range(n)])
    Q = P if tied else sympy.Matrix([number() for _ in range(n)])
    diagonal = [-_rational(positive(die)) + sympy.I * die(-2, 2) for _ in range(n)]
    A = sympy.diag(*diagonal) - P * Q.H
    return A.applyfunc(sympy.expand).as_immutable()


def _certify(matrix: Any, tied: bool, says: str) -> Certificate:
    """Recover PQ* from the entries off the diagonal, and Λ from what is left on it.

    With no zero in the factors, entry i of the diagonal of -PQ* is A_ij A_ki / A_kj for any
    three different i, j, k.
    """
    A = _numbers(read(matrix).matrices[0])
    n = len(A)
    if n < 3:
        return Certificate(Truth.UNKNOWN, says, "below n = 3 the factors are not determined")
    if any(not any(A[i][j]) for i in range(n) for j in range(n) if i != j):
        return Certificate(Truth.UNKNOWN, says, "a zero off the diagonal: a factor may vanish")
    low = [row[:] for row in A]  # will be -PQ*
    for i in range(n):
        j, k = [m for m in range(3) if m != i][:2]
        low[i][i] = _divided(_times(A[i][j], A[k][i]), A[k][j])
    rank_one = all(
        _times(low[i][j], low[0][0]) == _times(low[i][0], low[0][j])
        for i in range(n)
        for j in range(n)
    )
    left = all(A[i][i][0] < low[i][i][0] for i in range(n))
    tie = not tied or _negative_hermitian(low)
    because = "A off the diagonal is -PQ*, recovered exactly; what is left of the diagonal is Λ"
    return decided(says, rank_one and left and tie, because)


def _negative_hermitian(low: list[list[Number]]) -> bool:
    n = len(low)
    mirrored = all(
        low[i][j] == (low[j][i][0], -low[j][i][1]) for i in range(n) for j in range(n)
    )
    return mirrored and all(low[i][i][0] < 0 for i in range(n))


def _numbers(A: Exact) -> list[list[Number]]:
    real = A.real.tolist()
    imag = A.imag.tolist() if A.imag is not None else [[0] * A.size for _ in range(A.size)]

    def number(x: Any, y: Any) -> Number:
        return Fraction(int(x), A.denominator), Fraction(int(y), A.denominator)

    return [
        [number(x, y) for x, y in zip(r, i, strict=True)]
        for r, i in zip(real, imag, strict=True)
    ]


def _times(a: Number, b: Number) -> Number:
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def _divided(a: Number, b: Number) -> Number:
    square = b[0] ** 2 + b[1] ** 2
    return _times(a, (b[0] / square, -b[1] / square))


def _rational(number: Any) -> Any:
    return sympy.Rational(int(number.p), int(number.q))


dplr_tied, dplr_untied = _ensemble(tied=True), _ensemble(tied=False)
