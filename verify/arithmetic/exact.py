"""EXACT: a tape on rational numbers, and complex numbers with rational parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy
from flint import fmpq

from verify.arithmetic.balls import exact_rational
from verify.arithmetic.compile import compile_tape
from verify.arithmetic.exact_functions import UNDEFINED
from verify.arithmetic.functions import FUNCTIONS, LENIENT
from verify.arithmetic.gaussian import Gaussian
from verify.arithmetic.tape import Instruction, Tape


@dataclass(frozen=True)
class Exact:
    """Values are fmpq or `Gaussian`, `None` where neither, `UNDEFINED` where there is none."""

    def run(self, tape: Tape, values: list[Any]) -> list[Any]:
        """Return the outputs of the tape."""
        held: list[Any] = []
        gaps = False  # whether some register is unknown or undefined: most tapes have none
        for step in tape.code:
            if step.name == "number":
                held.append(step.extra[0])
                continue
            if step.name == "input":
                value = self._entered(values[step.extra[0]])
            elif gaps:
                value = _among_gaps(step, [held[a] for a in step.args])
            else:
                operands = [held[a] for a in step.args]
                value = FUNCTIONS[step.name].exact(*operands, *step.extra)
            if type(value) is not fmpq:
                if step.real and isinstance(value, Gaussian):
                    value = UNDEFINED
                gaps = gaps or value is None or value is UNDEFINED
            held.append(value)
        return [held[k] for k in tape.outputs]

    def _entered(self, value: Any) -> Any:
        if type(value) is fmpq or isinstance(value, Gaussian):
            return value
        if isinstance(value, sympy.Basic) and not isinstance(value, sympy.Rational):
            return compile_tape([value], ()).play(self, {})[0]
        return exact_rational(value)


def _among_gaps(step: Instruction, operands: list[Any]) -> Any:
    """Return the value of an operation where some register is unknown or undefined."""
    if step.name in LENIENT:
        operands = _lenient(step.name, operands)
    elif any(x is UNDEFINED for x in operands):
        return UNDEFINED
    elif any(x is None for x in operands):
        return None
    return FUNCTIONS[step.name].exact(*operands, *step.extra)


def _lenient(name: str, operands: list[Any]) -> list[Any]:
    """Return the operands with undefined conditions as unknown ones."""
    conditions = operands[:1] if name == "select" else operands
    return [None if x is UNDEFINED else x for x in conditions] + operands[len(conditions) :]


EXACT = Exact()
