"""HOLOMORPHIC: a tape on complex balls in which the function is certainly holomorphic.

Where a ball may touch a pole or a branch cut, the value is not finite. So a finite value says
two things: it contains the function's values, and the function is holomorphic on the ball.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flint import acb, arb, ctx

from verify.arithmetic.tape import Instruction, Tape
from verify.flows.scores import Score, played, scored
from verify.flows.series import OPERATIONS, unsupported

NOWHERE = acb("nan")


@dataclass(frozen=True)
class HOLOMORPHIC:
    """Complex balls at a working precision of `bits`; the operations are those of SERIES."""

    bits: int = 53

    def run(self, tape: Tape, values: list[Any]) -> list[Any]:
        """Return the outputs of the tape as acb."""
        with ctx.workprec(self.bits):
            entered = [acb(value) for value in values]
            try:
                return played(_score(tape, self.bits), entered)
            except (ValueError, ZeroDivisionError, OverflowError):
                held = _carefully(tape, entered)
        return [held[k] for k in tape.outputs]


def check_holomorphic(tape: Tape) -> None:
    """Raise `UnsupportedFunction` for a tape that these balls cannot play."""
    for step in tape.code:
        if step.name != "input":
            _operation(step)


def _carefully(tape: Tape, values: list[Any]) -> list[Any]:
    """Return all registers, not finite where an operation has no value."""
    held: list[Any] = []
    for step in tape.code:
        held.append(
            values[step.extra[0]]
            if step.name == "input"
            else _value(step, [held[a] for a in step.args])
        )
    return held


@lru_cache(maxsize=128)
def _score(tape: Tape, bits: int) -> Score:
    """Return the score of a tape; it is written at a working precision of `bits`."""
    return scored(tape, _value, _operation)


def _value(step: Instruction, operands: list[Any]) -> Any:
    try:
        return _operation(step)(*operands, *step.extra)
    except (ValueError, ZeroDivisionError, OverflowError):
        return NOWHERE


def _operation(step: Instruction) -> Callable[..., Any]:
    operation = _HOLOMORPHIC.get(step.name)
    if operation is None:
        raise unsupported(step.name)
    return operation


def _divide(a: Any, b: Any) -> Any:
    return NOWHERE if not b.is_finite() or b.contains(0) else a / b


def _log(x: Any) -> Any:
    return x.log(analytic=True)


def _root(x: Any, q: int) -> Any:
    return x.sqrt(analytic=True) if q == 2 else (_log(x) / q).exp()


def _tangent(x: Any) -> Any:
    return _divide(x.sin(), x.cos())


def _hyperbolic_tangent(x: Any) -> Any:
    return _divide(x.sinh(), x.cosh())


def _atan(x: Any) -> Any:
    # The cuts of atan are on the imaginary axis, from i and -i outwards.
    inside = x.is_finite() and bool(abs(x.imag) < 1)
    return x.atan() if inside else NOWHERE


_HOLOMORPHIC: dict[str, Callable[..., Any]] = {
    "number": lambda value: acb(arb(value)),
    "pi": lambda: acb(arb.pi()),
    "e": lambda: acb(arb.const_e()),
    "euler_gamma": lambda: acb(arb.const_euler()),
    "golden_ratio": lambda: acb((1 + arb(5).sqrt()) / 2),
    **{name: OPERATIONS[name] for name in ("add", "sub", "mul", "neg", "power", "exp")},
    "div": _divide,
    "root": _root,
    "pow": lambda x, y: (y * _log(x)).exp(),
    "log": _log,
    "sin": lambda x: x.sin(),
    "cos": lambda x: x.cos(),
    "tan": _tangent,
    "sinh": lambda x: x.sinh(),
    "cosh": lambda x: x.cosh(),
    "tanh": _hyperbolic_tangent,
    "atan": _atan,
}
