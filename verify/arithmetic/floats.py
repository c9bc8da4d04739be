"""FLOAT: a tape on NumPy batches. Floats observe; they prove nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from verify.arithmetic.compile import compile_tape
from verify.arithmetic.functions import FUNCTIONS
from verify.arithmetic.tape import Tape

# Numbers a slice: its registers then stay in the processor's cache, which makes long batches
# several times faster than one pass over the whole of them.
SLICE = 8192


@dataclass(frozen=True)
class Floats:
    """Double precision. Values are numbers or arrays that broadcast together.

    Each output has the broadcast shape of the values; what is undefined is NaN. A complex
    letter makes complex outputs; otherwise everything stays real.
    """

    def run(self, tape: Tape, values: list[Any]) -> list[Any]:
        """Return the outputs of the tape as arrays."""
        entered = [value if _is_plain(value) else entry(value) for value in values]
        shapes = {value.shape for value in entered}
        shape = shapes.pop() if len(shapes) == 1 else np.broadcast_shapes(*shapes)
        with np.errstate(all="ignore"):
            if len(shape) == 1 and shape[0] > SLICE:
                return _sliced(tape, entered, shape[0])
            held = played(tape, entered, keep=False)
        return [_spread(held[k], shape) for k in tape.outputs]


FLOAT = Floats()


def played(tape: Tape, values: Sequence[Any], keep: bool) -> list[Any]:
    """Return all registers after a play; with `keep=False` only the outputs survive.

    The caller silences NumPy's warnings: what is undefined becomes NaN on purpose.
    """
    held: list[Any] = [None] * len(tape.code)
    spent = [()] * len(tape.code) if keep else tape.spent
    for k, (step, over) in enumerate(zip(tape.code, spent, strict=True)):
        if step.name == "input":
            value = values[step.extra[0]]
            held[k] = value if step.real else np.asarray(value, dtype=complex)
        elif step.name == "number":
            held[k] = nearest(step.extra[0])
        else:
            function = FUNCTIONS[step.name].floats
            held[k] = function(*[held[a] for a in step.args], *step.extra)
        for register in over:
            held[register] = None
    return held


def _sliced(tape: Tape, values: list[Any], length: int) -> list[Any]:
    """Play a long batch slice by slice."""
    outputs: list[Any] = []
    for start in range(0, length, SLICE):
        piece = slice(start, min(start + SLICE, length))
        held = played(tape, [v[piece] if v.shape == (length,) else v for v in values], False)
        if not outputs:
            kinds = [np.asarray(held[k]).dtype for k in tape.outputs]
            outputs = [np.empty(length, kind) for kind in kinds]
        for output, k in zip(outputs, tape.outputs, strict=True):
            output[piece] = held[k]
    return outputs


def entry(value: Any) -> Any:
    """Return a caller's value as an array of floats or complex numbers."""
    if isinstance(value, sympy.Basic):
        return compile_tape([value], ()).play(FLOAT, {})[0]
    array = np.asarray(value)
    if array.dtype == object:
        array = array.astype(complex if any(map(_is_complex, array.flat)) else float)
    return array if array.dtype.kind in "fc" else array.astype(float)


def _is_plain(value: Any) -> bool:
    return type(value) is np.ndarray and value.dtype == np.float64


def nearest(value: Any) -> Any:
    """Return the float nearest to a rational, NaN beyond the range of floats."""
    try:
        return np.float64(int(value.p) / int(value.q))
    except OverflowError:
        return np.float64(np.nan)


def _is_complex(value: Any) -> bool:
    return isinstance(value, sympy.Expr) and value.is_real is False


def _spread(value: Any, shape: tuple[int, ...]) -> Any:
    if type(value) is np.ndarray and value.shape == shape:
        return value
    array = np.asarray(value)
    return array if array.shape == shape else np.broadcast_to(array, shape).copy()
