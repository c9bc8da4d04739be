"""MP: a tape on mpmath numbers, an independent witness. Digits observe; they prove nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
import sympy

from verify.arithmetic.compile import compile_tape
from verify.arithmetic.digit_matrices import has_value, is_matrix
from verify.arithmetic.functions import COMPARISONS, FUNCTIONS, LENIENT
from verify.arithmetic.tape import Instruction, Tape


@dataclass(frozen=True)
class MP:
    """`digits` decimal digits, in a context of their own.

    Values are integers, fractions, floats, mpmath numbers, or exact SymPy numbers. What is
    undefined is NaN.
    """

    digits: int = 50

    def run(self, tape: Tape, values: list[Any]) -> list[Any]:
        """Return the outputs of the tape."""
        mp = _context(self.digits)
        held: list[Any] = []
        for step in tape.code:
            held.append(self._played(mp, step, held, values))
        return [held[k] for k in tape.outputs]

    def _played(self, mp: Any, step: Instruction, held: list[Any], values: list[Any]) -> Any:
        if step.name == "input":
            return self._entered(mp, values[step.extra[0]])
        if step.name == "number":
            return mp.mpf(int(step.extra[0].p)) / int(step.extra[0].q)
        operands = [held[a] for a in step.args]
        if step.name not in LENIENT and any(_is_nan(mp, x) for x in operands):
            return None if step.name in COMPARISONS else mp.nan
        try:
            value = FUNCTIONS[step.name].digits(mp, *operands, *step.extra)
        except (ValueError, ZeroDivisionError, OverflowError, mpmath.libmp.NoConvergence):
            return mp.nan
        return _in_kind(mp, value, step.real)

    def _entered(self, mp: Any, value: Any) -> Any:
        if isinstance(value, sympy.Basic):
            return compile_tape([value], ()).play(self, {})[0]
        if isinstance(value, Fraction):
            return mp.mpf(value.numerator) / value.denominator
        return mp.convert(value)


@lru_cache(maxsize=16)
def _context(digits: int) -> Any:
    """Return a context of that many digits; nothing else changes its precision."""
    mp = mpmath.MPContext()
    mp.dps = digits
    return mp


def _is_nan(mp: Any, value: Any) -> bool:
    known = isinstance(value, bool) or is_matrix(mp, value)
    return value is None or (not known and bool(mp.isnan(value)))


def _in_kind(mp: Any, value: Any, real: bool) -> Any:
    """Return the value, NaN when it is infinite or complex where only real is meant."""
    if value is None or isinstance(value, bool):
        return value
    if is_matrix(mp, value):
        return value if has_value(mp, value) else mp.nan
    if not mp.isfinite(value):
        return mp.nan
    if real and isinstance(value, mp.mpc):
        return value.real if value.imag == 0 else mp.nan
    return value
