"""The HiPPO matrices LegS, LegT and LagT: as published, rotated, and as dense integer matrices.

As published they are T M T⁻¹ with M rational and T a diagonal of square roots √(2n+1) (LagT:
of ones). The published LegS and LagT are triangular, and LAPACK reads a triangular matrix's
eigenvalues off its diagonal: only rotated or integer forms show what happens to floats.

Sources: Gu et al., HiPPO, 2020 (arXiv:2008.07669), derivations; the signs and scales are those
of the code published with S4 (github.com/state-spaces/s4, src/models/hippo/hippo.py), LagT
without tilt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import sympy

from verify.ensembles import structure
from verify.ensembles.building import Dice, mixed, table, unimodular
from verify.ensembles.ensemble import Certificate, Die, Ensemble, decided
from verify.ensembles.given import Given, read, symbolic, to_flint


@dataclass(frozen=True)
class Measure:
    """One of the three measures: its matrix is T M T⁻¹, T the diagonal of roots of `scale`."""

    name: str
    entry: Callable[[int, int], Fraction]  # of M, rows and columns from 0
    scale: Callable[[int], int]

    def rational(self, n: int) -> flint.fmpq_mat:
        """Return M, which is similar to the published matrix and rational."""
        return table(n, lambda i, j: to_flint(self.entry(i, j)))

    def square(self, i: int, j: int) -> Fraction:
        """Return the square of the published entry (i, j)."""
        return self.entry(i, j) ** 2 * Fraction(self.scale(i), self.scale(j))

    def published(self, n: int) -> np.ndarray:
        """Return the published matrix, each entry one rounding of an exact square."""
        magnitude = [[float(self.square(i, j)) ** 0.5 for j in range(n)] for i in range(n)]
        entries = [[float(self.entry(i, j)) for j in range(n)] for i in range(n)]
        return np.copysign(magnitude, entries) + 0.0  # no entry is -0.0

    def symbolic(self, n: int) -> Any:
        """Return the published matrix with its square roots, as a SymPy matrix."""

        def entry(i: int, j: int) -> Any:
            root = sympy.sqrt(sympy.Rational(self.scale(i), self.scale(j)))
            return sympy.Rational(*self.entry(i, j).as_integer_ratio()) * root

        return sympy.ImmutableMatrix(n, n, entry)


def _legs(i: int, j: int) -> Fraction:
    return Fraction(-(2 * j + 1) if i > j else -(i + 1) if i == j else 0)


def _legt(i: int, j: int) -> Fraction:
    return Fraction(-(2 * j + 1) * (1 if i >= j else (-1) ** (j - i)))


def _lagt(i: int, j: int) -> Fraction:
    return Fraction(-1) if i > j else Fraction(-1, 2) if i == j else Fraction(0)


LEGS = Measure("LegS", _legs, lambda i: 2 * i + 1)
LEGT = Measure("LegT", _legt, lambda i: 2 * i + 1)
LAGT = Measure("LagT", _lagt, lambda i: 1)


def input_vector(measure: Measure, n: int) -> np.ndarray:
    """Return q with q_k = √(scale k): A + Aᵀ is -(I + qqᵀ), -(qqᵀ + q̃q̃ᵀ) or -qqᵀ."""
    return np.sqrt(np.array([float(measure.scale(k)) for k in range(n)]))


def published(measure: Measure) -> Ensemble:
    """Return the ensemble of one matrix: the measure's, as published.

    Exact draws hold square roots. The certificate asks that each float be within 4 units in
    the last place of the published number, and each exact entry equal to it.
    """

    def floats(dice: Dice, count: int, n: int) -> np.ndarray:
        return np.tile(measure.published(n), (count, 1, 1))

    def certify(matrix: Any) -> Certificate:
        return _is_published(matrix, measure)

    says = f"HiPPO-{measure.name} as published"
    return Ensemble(says, says, floats, lambda die, n: measure.symbolic(n), certify)


def similar(measure: Measure) -> Ensemble:
    """Return dense matrices P M P⁻¹ with P unimodular: integers (LagT: halves of integers).

    Floats hold them exactly up to large sizes, and the certificate is exact.
    """
    says = f"similar over Q to HiPPO-{measure.name}"

    def floats(dice: Dice, count: int, n: int) -> np.ndarray:
        entries = [
            [2 * int(x.p) // int(x.q) for x in row] for row in measure.rational(n).tolist()
        ]
        doubled = np.tile(np.array(entries, dtype=float), (count, 1, 1))
        return mixed(dice, doubled) / 2.0

    def rationals(die: Die, n: int) -> Any:
        P = unimodular(die, n)
        return symbolic(P * measure.rational(n) * P.inv())

    def certify(matrix: Any) -> Certificate:
        given = read(matrix)
        return structure.similar_to(given, measure.rational(given.n), says)

    return Ensemble(f"{measure.name}, integer", says, floats, rationals, certify)


def _is_published(matrix: Any, measure: Measure) -> Certificate:
    says = f"HiPPO-{measure.name} as published"
    if isinstance(matrix, sympy.MatrixBase) and not all(x.is_Rational for x in matrix):
        answer = matrix.rows == matrix.cols and matrix == measure.symbolic(matrix.rows)
        return decided(says, bool(answer), "square roots are compared in exact form")
    given = read(matrix)
    if not given.is_real:
        return decided(says, False, "an entry has an imaginary part")
    band = next(
        (b for b in (Fraction(0), 4 * given.unit) if _all_within(given, measure, b)), None
    )
    because = "the exact square of each entry is compared with the published one"
    found = decided(says, band is not None, because)
    return found if not band else Certificate(found.holds, says, because, float(band))


def _all_within(given: Given, measure: Measure, band: Fraction) -> bool:
    return all(
        _within(Fraction(int(x.p), int(x.q)), measure.entry(i, j), measure.square(i, j), band)
        for i, row in enumerate(given.matrix.tolist())
        for j, x in enumerate(row)
    )


def _within(entry: Fraction, sign: Fraction, square: Fraction, band: Fraction) -> bool:
    """Tell whether the entry has the sign, and lies in the band around the root of square."""
    if sign == 0 or entry * sign <= 0:
        return entry == sign == 0
    return (1 - band) ** 2 * square <= entry**2 <= (1 + band) ** 2 * square


legs, legt, lagt = published(LEGS), published(LEGT), published(LAGT)
legs_integer, legt_integer, lagt_integer = similar(LEGS), similar(LEGT), similar(LAGT)
