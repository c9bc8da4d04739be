"""The partial derivatives of a tape, written as a tape: exact, and sharing what can be shared.

Each operation has its chain rule, written once for each letter that it depends on (forward
mode: Griewank and Walther, Evaluating Derivatives, 2008). What does not depend on a letter has
no derivative in it: that one is known to be zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from verify.arithmetic.builder import Builder
from verify.arithmetic.tape import Tape
from verify.flows.series import unsupported

Slope = int | None  # a register, or a derivative that is zero


@dataclass(frozen=True)
class Tangents:
    """The derivatives of a tape, output by output and input by input."""

    slopes: Tape
    both: Tape  # the values of the tape, then the derivatives: they share operations
    moving: tuple[bool, ...]  # which derivatives are not known to be zero


def tangents(tape: Tape) -> Tangents:
    """Return the derivatives of a tape.

    Raises `UnsupportedFunction` for an
    operation that has no chain rule here.
    """
    writer = _Writer(Builder())
    places: list[int] = []
    slopes: list[dict[int, int]] = []
    for step in tape.code:
        args = [places[a] for a in step.args]
        place = writer.builder.add(step.name, *args, extra=step.extra, real=step.real)
        places.append(place)
        if step.name == "input":
            slopes.append({step.extra[0]: writer.one})
            continue
        moving = sorted({letter for a in step.args for letter in slopes[a]})
        found: dict[int, int] = {}
        for letter in moving:
            rule = _RULES.get(step.name)
            if rule is None:
                raise unsupported(step.name)
            moves = [slopes[a].get(letter) for a in step.args]
            slope = rule(writer, place, args, moves, step.extra)
            if slope is not None:
                found[letter] = slope
        slopes.append(found)
    zero = writer.builder.number(0)
    wanted = [slopes[out].get(k) for out in tape.outputs for k in range(len(tape.inputs))]
    registers = tuple(zero if slope is None else slope for slope in wanted)
    values = tuple(places[out] for out in tape.outputs)
    return Tangents(
        writer.builder.tape(tape.inputs, registers),
        writer.builder.tape(tape.inputs, values + registers),
        tuple(slope is not None for slope in wanted),
    )


class _Writer:
    """Sums and products of slopes, where zero is `None` and one costs nothing."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.one = builder.number(1)

    def add(self, a: Slope, b: Slope) -> Slope:
        """Write a sum."""
        if a is None or b is None:
            return b if a is None else a
        return self.builder.add("add", a, b)

    def sub(self, a: Slope, b: Slope) -> Slope:
        """Write a difference."""
        if b is None:
            return a
        return self.neg(b) if a is None else self.builder.add("sub", a, b)

    def neg(self, a: Slope) -> Slope:
        """Write the opposite."""
        return None if a is None else self.builder.add("neg", a)

    def mul(self, a: int, slope: Slope) -> Slope:
        """Write a product with a slope."""
        if slope is None or slope == self.one:
            return None if slope is None else a
        return self.builder.add("mul", a, slope)

    def div(self, slope: Slope, b: int) -> Slope:
        """Write a slope over a value."""
        return None if slope is None else self.builder.add("div", slope, b)

    def made(self, name: str, *args: int, **more: Any) -> int:
        """Write an operation of values."""
        return self.builder.add(name, *args, **more)


Rule = Callable[[_Writer, int, list[int], list[Slope], tuple[Any, ...]], Slope]


def _product(w: _Writer, v: int, x: list[int], d: list[Slope], _: Any) -> Slope:
    return w.add(w.mul(x[1], d[0]), w.mul(x[0], d[1]))


def _quotient(w: _Writer, v: int, x: list[int], d: list[Slope], _: Any) -> Slope:
    return w.div(w.sub(d[0], w.mul(v, d[1])), x[1])


def _power(w: _Writer, v: int, x: list[int], d: list[Slope], extra: Any) -> Slope:
    n = extra[0]
    if n == 0:
        return None
    lower = {1: w.one, 2: x[0]}.get(n) or w.made("power", x[0], extra=(n - 1,))
    return w.mul(w.made("mul", w.builder.number(n), lower), d[0])


def _root(w: _Writer, v: int, x: list[int], d: list[Slope], extra: Any) -> Slope:
    below = w.made("mul", w.builder.number(extra[0]), x[0])
    return w.mul(w.made("div", v, below), d[0])


def _pow(w: _Writer, v: int, x: list[int], d: list[Slope], _: Any) -> Slope:
    by_base = w.div(w.mul(x[1], d[0]), x[0])
    by_exponent = None if d[1] is None else w.mul(w.made("log", x[0]), d[1])
    total = w.add(by_base, by_exponent)
    return None if total is None else w.mul(v, total)


def _cos(w: _Writer, v: int, x: list[int], d: list[Slope], _: Any) -> Slope:
    return w.neg(w.mul(w.made("sin", x[0]), d[0]))


def _tan(w: _Writer, v: int, x: list[int], d: list[Slope], _: Any) -> Slope:
    return w.mul(w.made("add", w.one, w.made("mul", v, v)), d[0])


def _tanh(w: _Writer, v: int, x: list[int], d: list[Slope], _: Any) -> Slope:
    return w.mul(w.made("sub", w.one, w.made("mul", v, v)), d[0])


def _atan(w: _Writer, v: int, x: list[int], d: list[Slope], _: Any) -> Slope:
    return w.div(d[0], w.made("add", w.one, w.made("power", x[0], extra=(2,))))


_RULES: dict[str, Rule] = {
    "add": lambda w, v, x, d, _: w.add(d[0], d[1]),
    "sub": lambda w, v, x, d, _: w.sub(d[0], d[1]),
    "mul": _product,
    "div": _quotient,
    "neg": lambda w, v, x, d, _: w.neg(d[0]),
    "power": _power,
    "root": _root,
    "pow": _pow,
    "exp": lambda w, v, x, d, _: w.mul(v, d[0]),
    "log": lambda w, v, x, d, _: w.div(d[0], x[0]),
    "sin": lambda w, v, x, d, _: w.mul(w.made("cos", x[0]), d[0]),
    "cos": _cos,
    "tan": _tan,
    "sinh": lambda w, v, x, d, _: w.mul(w.made("cosh", x[0]), d[0]),
    "cosh": lambda w, v, x, d, _: w.mul(w.made("sinh", x[0]), d[0]),
    "tanh": _tanh,
    "atan": _atan,
}
