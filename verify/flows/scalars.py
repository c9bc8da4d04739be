"""The velocity of a small flow at one state, as a Python function of plain floats.

An integrator asks for one state after the other, and NumPy takes a microsecond for each
operation on a single number. So the tape of the rates is written out once as Python source.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import sympy

from verify.arithmetic import FLOAT, compile_tape
from verify.arithmetic.functions import FUNCTIONS
from verify.arithmetic.tape import Instruction, Tape
from verify.flows.flow import Flow

Scalar = Callable[[Sequence[float]], list[float]]

# What Python's floats and NumPy's compute alike; where it has no value, Python raises.
_OPERATORS = {"add": "{} + {}", "sub": "{} - {}", "mul": "{} * {}", "div": "{} / {}"}
_FUNCTIONS = ("exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "sqrt")
_SCOPE = {name: getattr(math, name) for name in (*_FUNCTIONS, "nan", "inf")}


def velocity(flow: Flow) -> Scalar:
    """Return the function from the values of the state letters, in order, to their rates.

    The flow has no parameters left. A rate without a value is NaN. Agrees with FLOAT but for
    the last digits, and proves as little.
    """
    return evaluator(flow.rates, flow.letters)


@lru_cache(maxsize=256)
def evaluator(expressions: tuple[Any, ...], letters: tuple[sympy.Symbol, ...]) -> Scalar:
    """Return the function from values of the letters to those of the expressions."""
    tape = compile_tape(expressions, letters)

    def played(values: Sequence[float]) -> list[float]:
        found = tape.play(FLOAT, dict(zip(letters, values, strict=True)))
        return [float(np.real(value)) for value in found]

    source = _source(tape)
    if source is None:
        return played
    scope: dict[str, Any] = dict(_SCOPE)
    exec(source, scope)
    fast = scope["fast"]

    def value(values: Sequence[float]) -> list[float]:
        try:
            return fast(*values)
        except (ArithmeticError, ValueError):
            return played(values)

    return value


def _source(tape: Tape) -> str | None:
    """Return the tape as Python source, `None` when an operation has no such form."""
    letters = ", ".join(f"x{k}" for k in range(len(tape.inputs)))
    lines = [f"def fast({letters}):"]
    for k, step in enumerate(tape.code):
        right = _written(step)
        if right is None:
            return None
        lines.append(f"    r{k} = {right}")
    lines.append(f"    return [{', '.join(f'r{k}' for k in tape.outputs)}]")
    return "\n".join(lines)


def _written(step: Instruction) -> str | None:
    if not step.real:
        return None
    args = [f"r{a}" for a in step.args]
    if step.name == "input":
        return f"x{step.extra[0]}"
    if step.name == "number":
        number = step.extra[0]
        return f"({int(number.p)} / {int(number.q)})"
    if step.name == "power":
        return f"{args[0]} ** {int(step.extra[0])}"
    if step.name == "root" and step.extra[0] == 2:
        return f"sqrt({args[0]})"
    if not args:
        return repr(float(FUNCTIONS[step.name].floats(*step.extra)))
    if step.name == "neg" or step.name == "Abs":
        return f"{'-' if step.name == 'neg' else 'abs'}({args[0]})"
    if step.name in _FUNCTIONS:
        return f"{step.name}({args[0]})"
    form = _OPERATORS.get(step.name)
    return None if form is None else form.format(*args)
