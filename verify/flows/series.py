"""SERIES: a tape on truncated power series with ball coefficients.

Every series an operation returns contains the series of the result for all series in the
operands, to the number of terms they share. What has no series there (a division by a series
whose first term may be zero) has coefficients that are not finite.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flint import arb, arb_series, ctx

from verify.arithmetic.functions import FUNCTIONS
from verify.arithmetic.tape import Instruction, Tape
from verify.errors import UnsupportedFunction
from verify.flows.scores import Score, played, scored

NO_SERIES = arb("nan")


@dataclass(frozen=True)
class SERIES:
    """Power series of `terms` terms at a working precision of `bits`.

    Values are `arb_series` or balls; outputs too. The operations are the analytic ones: sums,
    products, quotients, powers, roots, exp, log, sines, cosines, tangents, their hyperbolic
    twins and atan. Raises `UnsupportedFunction` for another.
    """

    terms: int
    bits: int = 64

    def run(self, tape: Tape, values: list[Any]) -> list[Any]:
        """Return the outputs of the tape: `arb_series`, or balls where they are constant."""
        with truncated(self.terms), ctx.workprec(self.bits):
            if all(type(value) is arb_series for value in values):
                try:
                    return played(_score(tape, self.bits), values)
                except (ValueError, ZeroDivisionError, OverflowError):
                    pass  # some value has no series: which ones, the careful play tells
            held = _carefully(tape, values)
        return [held[k] for k in tape.outputs]


@contextmanager
def truncated(terms: int) -> Iterator[None]:
    """Let series have at most so many terms inside the block."""
    before = ctx.cap
    ctx.cap = terms
    try:
        yield
    finally:
        ctx.cap = before


def coefficients(value: Any, terms: int) -> list[Any]:
    """Return the first coefficients of a series or of a constant, zeros included."""
    known = value.coeffs()[:terms] if isinstance(value, arb_series) else [value]
    return known + [arb(0)] * (terms - len(known))


def series(known: Sequence[Any], terms: int) -> arb_series:
    """Return the series with these coefficients and no others."""
    return arb_series(list(known), terms)


def _carefully(tape: Tape, values: list[Any]) -> list[Any]:
    """Return all registers, not finite where an operation has no value."""
    held: list[Any] = []
    waves: dict[int, tuple[Any, Any]] = {}
    for step in tape.code:
        if step.name == "input":
            held.append(values[step.extra[0]])
            continue
        operands = [held[a] for a in step.args]
        try:
            held.append(_played(step, operands, waves))
        except (ValueError, ZeroDivisionError, OverflowError):
            held.append(NO_SERIES)
    return held


@lru_cache(maxsize=128)
def _score(tape: Tape, bits: int) -> Score:
    """Return the score of a tape on series; it is written at a working precision of `bits`."""

    def constant(step: Instruction, operands: list[Any]) -> Any:
        try:
            return _constant(step, operands)
        except (ValueError, ZeroDivisionError, OverflowError):
            return NO_SERIES

    def operation(step: Instruction) -> Callable[..., Any]:
        if step.name not in OPERATIONS:
            raise unsupported(step.name)
        return OPERATIONS[step.name]

    return scored(tape, constant, operation)


def _played(step: Instruction, operands: list[Any], waves: dict[int, tuple[Any, Any]]) -> Any:
    name = step.name
    if not operands or not (
        type(operands[0]) is arb_series or type(operands[-1]) is arb_series
    ):
        return _constant(step, operands)
    if name == "sin" or name == "cos":
        place = step.args[0]
        if place not in waves:  # most fields hold both, and one costs as much as two
            waves[place] = operands[0].sin_cos()
        return waves[place][name == "cos"]
    operation = OPERATIONS.get(name)
    if operation is None:
        raise unsupported(name)
    return operation(*operands, *step.extra)


def _constant(step: Instruction, operands: list[Any]) -> Any:
    if step.name == "number":
        return arb(step.extra[0])
    if step.name in OPERATIONS or step.name in CONSTANTS:
        return FUNCTIONS[step.name].balls(*operands, *step.extra)
    raise unsupported(step.name)


def unsupported(name: str) -> UnsupportedFunction:
    """Return the error for a function whose flow has no certified Taylor series here."""
    return UnsupportedFunction(
        f"{name}: an enclosure needs an analytic field, made of {', '.join(sorted(OPERATIONS))}"
        ". Write the field in these, or split it where it is not smooth."
    )


def _power(x: Any, n: int) -> Any:
    result, square = None, x
    while n:
        if n & 1:
            result = square if result is None else result * square
        n >>= 1
        square = square * square if n else square
    return arb(1) if result is None else result


def _root(x: Any, q: int) -> Any:
    return x.sqrt() if q == 2 else (x.log() / q).exp()


def _pow(x: Any, y: Any) -> Any:
    return (y * x.log()).exp()


def _cosh(x: Any) -> Any:
    return (x.exp() + (-x).exp()) / 2


def _sinh(x: Any) -> Any:
    return (x.exp() - (-x).exp()) / 2


def _tanh(x: Any) -> Any:
    growth = (2 * x).exp()
    return 1 - 2 / (growth + 1)


CONSTANTS = frozenset({"pi", "e", "euler_gamma", "golden_ratio"})
OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "div": operator.truediv,
    "neg": operator.neg,
    "power": _power,
    "root": _root,
    "pow": _pow,
    "exp": lambda x: x.exp(),
    "log": lambda x: x.log(),
    "sin": lambda x: x.sin(),
    "cos": lambda x: x.cos(),
    "tan": lambda x: x.tan(),
    "sinh": _sinh,
    "cosh": _cosh,
    "tanh": _tanh,
    "atan": lambda x: x.atan(),
}
