"""Taylor series in time of a flow and of its derivative in the start, in balls.

The series of the solution is found by Newton's method on power series: with k terms known, the
residual of the equation and the linearized equation give 2k (Brent and Kung, Fast algorithms
for manipulating formal power series, 1978). Each pass plays the field once on whole series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import sympy
from flint import arb, arb_mat, ctx

from verify.arithmetic.compile import compile_tape
from verify.arithmetic.tape import Arithmetic, Tape
from verify.flows.flow import Flow
from verify.flows.series import SERIES, coefficients, series, truncated
from verify.flows.tangents import tangents


@dataclass(frozen=True)
class Equations:
    """A flow, ready to be played: its rates, and their derivatives in every letter.

    Parameters of the field are letters too, with rate 0, so that they may be balls.
    """

    letters: tuple[sympy.Symbol, ...]
    rates: Tape
    slopes: Tape  # row by row
    both: Tape  # the rates, then the slopes
    states: int  # the letters after these are parameters
    depends: tuple[tuple[bool, ...], ...]  # whether a letter ever depends on another's start

    def moves(self, letter: int) -> bool:
        """Tell whether a letter has a rate; a parameter has none."""
        return letter < self.states

    @property
    def size(self) -> int:
        """Return the number of letters, parameters included."""
        return len(self.letters)

    def field(self, point: Sequence[Any], arithmetic: Arithmetic) -> list[Any]:
        """Return the rates at a point, in one arithmetic."""
        return self.rates.play(arithmetic, dict(zip(self.letters, point, strict=True)))

    def jacobian(self, point: Sequence[Any], arithmetic: Arithmetic) -> list[list[Any]]:
        """Return the derivatives of the rates at a point, in one arithmetic, as rows."""
        flat = self.slopes.play(arithmetic, dict(zip(self.letters, point, strict=True)))
        n = self.size
        return [flat[n * i : n * i + n] for i in range(n)]

    def linearized(self, point: Sequence[Any], arithmetic: Arithmetic) -> tuple[list[Any], ...]:
        """Return the rates and, row by row, their derivatives: cheaper together."""
        found = self.both.play(arithmetic, dict(zip(self.letters, point, strict=True)))
        return found[: self.size], found[self.size :]


@lru_cache(maxsize=64)
def equations(flow: Flow, backward: bool = False) -> Equations:
    """Return the equations of a flow, or of the flow with time reversed."""
    letters = flow.letters + flow.parameters
    sign = -1 if backward else 1
    rates = [sign * rate for rate in flow.rates] + [sympy.S.Zero] * len(flow.parameters)
    tape = compile_tape(rates, letters)
    found = tangents(tape)
    depends = _closure(found.moving, len(letters))
    return Equations(letters, tape, found.slopes, found.both, len(flow.letters), depends)


def _closure(moving: tuple[bool, ...], n: int) -> tuple[tuple[bool, ...], ...]:
    """Return which letter ever depends on the start of which."""
    reach = np.array(moving, dtype=int).reshape(n, n) + np.eye(n, dtype=int)
    for _ in range(n):
        reach = np.minimum(reach @ reach, 1)
    return tuple(tuple(bool(entry) for entry in row) for row in reach)


def solution(
    system: Equations, start: Sequence[Any], unit: Any, terms: int, bits: int
) -> list[list[Any]]:
    """Return the coefficients of each letter of the solution, in powers of t / unit.

    They contain the coefficients for every start in the balls. `unit` is a positive ball:
    with the radius of convergence as unit, the coefficients keep one size, and multiply fast.
    Coefficients are not finite where the field has no series.
    """
    known = [[x] for x in start]
    lengths = []
    while terms > 1:
        lengths.append(terms)
        terms = (terms + 1) // 2  # from above: the last pass, the dearest, is a full one
    with ctx.workprec(bits):
        for length in reversed(lengths):
            more = _corrected(system, known, unit, length, bits)
            known = [old + new for old, new in zip(known, more, strict=True)]
    return known


def variations(
    system: Equations, start: Sequence[Any], unit: Any, terms: int, bits: int
) -> list[arb_mat]:
    """Return the coefficients of the derivative of the flow in its start, powers of t / unit.

    They contain the coefficients for every start in the balls.
    """
    return variations_along(system, solution(system, start, unit, terms, bits), unit, bits)


def variations_along(
    system: Equations, path: Sequence[Sequence[Any]], unit: Any, bits: int
) -> list[arb_mat]:
    """Return the same from the coefficients of the solution, as many as there are."""
    terms, n = len(path[0]), system.size
    slopes = _slopes(system, path, unit, terms - 1, bits)
    found = [arb_mat(n, n, [int(i == j) for i in range(n) for j in range(n)])]
    with ctx.workprec(bits):
        for k in range(1, terms):
            found.append(_convolution(slopes, found, k - 1) * (arb(1) / k))
    return found


def rescaled(path: Sequence[Sequence[Any]], factor: Any, bits: int) -> list[list[Any]]:
    """Return the coefficients in powers of a time that is `factor` times as long."""
    with ctx.workprec(bits):
        powers = [arb(1)]
        for _ in path[0][1:]:
            powers.append(powers[-1] * factor)
        return [[x * power for x, power in zip(known, powers, strict=True)] for known in path]


def _corrected(
    system: Equations, known: list[list[Any]], unit: Any, terms: int, bits: int
) -> list[list[Any]]:
    """Return the next coefficients, up to `terms`, at most as many as are known."""
    have = len(known[0])
    with truncated(terms):
        path = [series(xs, terms - 1) for xs in known]
        rates = system.field(path, SERIES(terms - 1, bits))
    slopes = _slopes(system, known, unit, terms - 1 - have, bits)
    rows = [coefficients(rate, terms - 1) for rate in rates]
    new: list[arb_mat] = []
    for k in range(have, terms):
        total = unit * arb_mat(system.size, 1, [row[k - 1] for row in rows])
        if new and slopes:
            total += _convolution(slopes, new, len(new) - 1)
        new.append(total * (arb(1) / k))
    return [[column[i, 0] for column in new] for i in range(system.size)]


def _slopes(
    system: Equations, path: Sequence[Sequence[Any]], unit: Any, terms: int, bits: int
) -> list[arb_mat]:
    """Return the coefficients of unit times the Jacobian along a path."""
    if terms < 1:
        return []
    n = system.size
    with truncated(terms), ctx.workprec(bits):
        values = [series(xs[:terms], terms) for xs in path]
        rows = system.jacobian(values, SERIES(terms, bits))
        entries = [coefficients(entry, terms) for row in rows for entry in row]
        return [unit * arb_mat(n, n, [entry[k] for entry in entries]) for k in range(terms)]


def _convolution(left: list[arb_mat], right: list[arb_mat], k: int) -> arb_mat:
    """Return the coefficient k of the product of two series of matrices."""
    first = max(0, k - len(right) + 1)
    total = left[first] * right[k - first]
    for i in range(first + 1, min(k + 1, len(left))):
        total += left[i] * right[k - i]
    return total
