"""BALL: a tape on balls that contain the truth. Balls decide."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from flint import acb, arb, ctx, fmpq, fmpz

from verify.arithmetic.ball_functions import NOTHING, ordered
from verify.arithmetic.compile import compile_tape
from verify.arithmetic.functions import FUNCTIONS
from verify.arithmetic.tape import Instruction, Tape
from verify.errors import ClaimError


@dataclass(frozen=True)
class BALL:
    """Real and complex balls at a working precision of `bits`.

    Values are exact: integers, fractions, fmpq, exact SymPy numbers; or balls of the caller's.
    Floats and decimal strings are no exact numbers and raise `ClaimError`. A ball that is not
    finite says nothing, not even that the expression is undefined.
    """

    bits: int = 64

    def run(self, tape: Tape, values: list[Any]) -> list[Any]:
        """Return the outputs of the tape: arb, or acb where a value may be complex."""
        held: list[Any] = []
        with ctx.workprec(self.bits):
            for step in tape.code:
                held.append(self._played(step, held, values))
        return [held[k] for k in tape.outputs]

    def _played(self, step: Instruction, held: list[Any], values: list[Any]) -> Any:
        if step.name == "input":
            value = self._entered(values[step.extra[0]])
            return ordered(value) if step.real else acb(value)
        if step.name == "number":
            return arb(step.extra[0])
        operands = [held[a] for a in step.args]
        try:
            return FUNCTIONS[step.name].balls(*operands, *step.extra)
        except (ValueError, ZeroDivisionError, OverflowError):
            return NOTHING

    def _entered(self, value: Any) -> Any:
        if isinstance(value, arb | acb):
            return value
        if isinstance(value, sympy.Basic) and not isinstance(value, sympy.Rational):
            return compile_tape([value], ()).play(self, {})[0]
        return arb(exact_rational(value))


def exact_rational(value: Any) -> Any:
    """Return an integer or fraction as fmpq; raise `ClaimError` for anything else."""
    if isinstance(value, sympy.Rational):
        return fmpq(value.p, value.q)
    if isinstance(value, int | fmpz | fmpq) and not isinstance(value, bool):
        return fmpq(value)
    if isinstance(value, Fraction):
        return fmpq(value.numerator, value.denominator)
    raise ClaimError(
        f"{value!r}: only exact numbers enter here. Write Rational(1, 10) for 0.1, "
        "or give the ball you mean."
    )
