"""Eigenvectors and eigenvalue condition numbers, enclosed.

Bordering makes the singular A - λI regular: for a simple eigenvalue λ and vectors b, c the
system [[A - λI, b], [cᵀ, 0]] (x, s) = (0, 1) has one solution, and it has s = 0 and Ax = λx.
Solved with λ in a ball it encloses x; that it can be solved proves that cᵀx ≠ 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import flint
import numpy as np

from verify.linalg.matrices import Exact, MatrixError, exact
from verify.linalg.spectra import Disc, spectrum


@dataclass(frozen=True)
class Eigenpair:
    """A simple eigenvalue with right and left vectors Ax = λx, yᵀA = λyᵀ (no conjugation)."""

    disc: Disc
    right: tuple[Any, ...]  # acb
    left: tuple[Any, ...]
    condition: Any  # arb: ‖x‖‖y‖/|yᵀx|; a perturbation E moves λ by at most this times ‖E‖ + …


def eigenpairs(A: Any, digits: int = 30) -> tuple[Eigenpair, ...]:
    """Return the simple eigenvalues of an exact matrix with vectors and condition numbers.

    Each condition number has a relative radius below 10^-6 at least. A multiple eigenvalue
    raises `MatrixError`: a defective one has no finite condition number.
    """
    matrix = exact(A)
    while True:
        found = spectrum(matrix, digits)
        repeated = [disc for disc in found.discs if disc.count > 1]
        if repeated:
            raise MatrixError(
                f"{repeated[0]} is a multiple eigenvalue. Condition numbers are for simple "
                "ones: look at jordan_blocks, or perturb on purpose."
            )
        pairs = [_pair(matrix, disc, found.bits) for disc in found.discs]
        if all(pair is not None for pair in pairs):
            return tuple(pair for pair in pairs if pair is not None)
        digits *= 2


def _pair(A: Exact, disc: Disc, bits: int) -> Eigenpair | None:
    with flint.ctx.workprec(bits + 64):
        matrix = A.balls(bits + 64)
        n = matrix.nrows()
        for i in range(n):
            matrix[i, i] -= disc.ball
        middle = np.array([[complex(entry) for entry in row] for row in matrix.tolist()])
        U, _, V = np.linalg.svd(middle)
        bordered = _bordered(matrix, U[:, -1], V[-1])
        unit = flint.acb_mat([[int(k == n)] for k in range(n + 1)])
        try:
            right = [row[0] for row in bordered.solve(unit).tolist()[:n]]
            left = [row[0] for row in bordered.transpose().solve(unit).tolist()[:n]]
        except ZeroDivisionError:
            return None
        condition = _length(right) * _length(left) / abs(_product(left, right))
        if not condition.is_finite() or not condition.rad() < condition * 1e-6:
            return None
        return Eigenpair(disc, tuple(right), tuple(left), condition.max(flint.arb(1)))


def _bordered(matrix: flint.acb_mat, b: np.ndarray, c: np.ndarray) -> flint.acb_mat:
    rows = [
        [*row, flint.acb(z.real, z.imag)] for row, z in zip(matrix.tolist(), b, strict=True)
    ]
    return flint.acb_mat([*rows, [*(flint.acb(z.real, z.imag) for z in c), 0]])


def _length(x: list[Any]) -> Any:
    return sum((z.real * z.real + z.imag * z.imag for z in x), flint.arb(0)).sqrt()


def _product(x: list[Any], y: list[Any]) -> Any:
    return sum((a * b for a, b in zip(x, y, strict=True)), flint.acb(0))
