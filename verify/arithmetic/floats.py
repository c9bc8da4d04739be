"""FLOAT: a tape on NumPy batches. Floats observe; they prove nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from verify.arithmetic.compile import compile_tape
from verify.arithmetic.functions import FUNCTIONS
from verify.arithmetic.tape import Tape


@dataclass(frozen=True)
class Floats:
    """Double precision. Values are numbers or arrays that broadcast together.

    Each output has the broadcast shape of the values; what is undefined is NaN. A complex
    letter makes complex outputs; otherwise everything stays real.
    """

    def run(self, tape: Tape, values: list[Any]) -> list[Any]:
        """Return the outputs of the tape as arrays."""
        entered = [entry(value) for value in values]
        shape = np.broadcast_shapes(*(value.shape for value in entered))
        registers = self.registers(tape, entered, keep=False)
        return [_spread(registers[k], shape) for k in tape.outputs]

    def registers(self, tape: Tape, values: list[Any], keep: bool) -> list[Any]:
        """Return all registers; with `keep=False` those no longer needed are dropped."""
        held: list[Any] = [None] * len(tape.code)
        with np.errstate(all="ignore"):
            for k, step in enumerate(tape.code):
                if step.name == "input":
                    value = values[step.extra[0]]
                    held[k] = value if step.real else np.asarray(value, dtype=complex)
                elif step.name == "number":
                    held[k] = nearest(step.extra[0])
                else:
                    operands = [held[a] for a in step.args]
                    held[k] = FUNCTIONS[step.name].floats(*operands, *step.extra)
                if not keep:
                    for register in tape.last_uses()[k]:
                        held[register] = None
        return held


FLOAT = Floats()


def entry(value: Any) -> Any:
    """Return a caller's value as an array of floats or complex numbers."""
    if isinstance(value, sympy.Basic):
        return compile_tape([value], ()).play(FLOAT, {})[0]
    array = np.asarray(value)
    if array.dtype == object:
        array = array.astype(complex if any(map(_is_complex, array.flat)) else float)
    return array if array.dtype.kind in "fc" else array.astype(float)


def nearest(value: Any) -> float:
    """Return the float nearest to a rational, NaN beyond the range of floats."""
    try:
        return np.float64(int(value.p) / int(value.q))
    except OverflowError:
        return np.nan


def _is_complex(value: Any) -> bool:
    return isinstance(value, sympy.Expr) and value.is_real is False


def _spread(value: Any, shape: tuple[int, ...]) -> Any:
    array = np.asarray(value)
    return array if array.shape == shape else np.broadcast_to(array, shape).copy()
