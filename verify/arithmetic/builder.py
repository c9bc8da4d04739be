"""How a tape is written: operations with equal operands share a register."""

from __future__ import annotations

from typing import Any

import sympy
from flint import fmpq

from verify.arithmetic.functions import FUNCTIONS
from verify.arithmetic.tape import Instruction, Tape


class Builder:
    """A tape in the making."""

    def __init__(self) -> None:
        self._code: list[Instruction] = []
        self._constant: list[bool] = []
        self._known: dict[tuple[Any, ...], int] = {}

    def input(self, position: int, real: bool) -> int:
        """Write the input at a position of the list of letters."""
        return self.add("input", extra=(position,), real=real)

    def number(self, value: Any) -> int:
        """Write a rational number, exactly."""
        rational = sympy.Rational(value)
        return self.add("number", extra=(fmpq(int(rational.p), int(rational.q)),))

    def add(
        self, name: str, *args: int, extra: tuple[Any, ...] = (), real: bool | None = None
    ) -> int:
        """Write an operation, or find the register that already holds it.

        `real=None` reads from the table of functions whether the value is real.
        """
        key = (name, args, tuple(map(str, extra)) if extra else ())
        if key not in self._known:
            self._known[key] = len(self._code)
            is_real = self._realness(name, args) if real is None else real
            self._code.append(Instruction(name, args, extra, is_real))
            self._constant.append(name != "input" and all(self._constant[a] for a in args))
        return self._known[key]

    def fold(self, name: str, args: list[int]) -> int:
        """Write an operation of many operands, two at a time.

        Constants go first and complex ones last: a batch then meets the sum or product of the
        constants once, and is made complex as late as possible.
        """
        ordered = sorted(args, key=lambda r: (not self._code[r].real, not self._constant[r]))
        if name == "mul":
            ordered.sort(key=self._is_reciprocal)
        elif name == "add":
            ordered.sort(key=lambda r: self._code[r].name == "neg")
        total = ordered[0]
        for register in ordered[1:]:
            total = self._pair(name, total, register)
        return total

    def power(self, base: int, exponent: Any) -> int:
        """Write a rational power; a negative one is the reciprocal of a positive one."""
        if exponent < 0:
            return self.add("div", self.number(1), self.power(base, -exponent))
        if exponent == 1:
            return base
        if exponent.q == 1:
            return self._whole_power(base, int(exponent.p))
        root = self.add("root", base, extra=(int(exponent.q),))
        return self.power(root, sympy.Integer(exponent.p))

    def select(self, condition: int, value: int, otherwise: int) -> int:
        """Write a choice; a condition that is known needs none."""
        step = self._code[condition]
        if step.name == "truth":
            return value if step.extra[0] else otherwise
        real = self._code[value].real and self._code[otherwise].real
        return self.add("select", condition, value, otherwise, real=real)

    def real_side(self, register: int) -> int:
        """Write the value as a real one, for an order relation."""
        return register if self._code[register].real else self.add("ordered", register)

    def rational(self, register: int) -> Any:
        """Return the rational number that a register holds, `None` if it is no constant."""
        step = self._code[register]
        if step.name != "number":
            return None
        return sympy.Rational(int(step.extra[0].p), int(step.extra[0].q))

    def tape(self, inputs: tuple[Any, ...], outputs: tuple[int, ...]) -> Tape:
        """Return the tape, without the operations that no output needs."""
        needed = set(outputs)
        for k in range(len(self._code) - 1, -1, -1):
            if k in needed:
                needed.update(self._code[k].args)
        if len(needed) == len(self._code):
            return Tape(tuple(self._code), inputs, outputs)
        place = {old: new for new, old in enumerate(sorted(needed))}
        code = tuple(self._moved(old, place) for old in place)
        return Tape(code, inputs, tuple(place[register] for register in outputs))

    def _moved(self, old: int, place: dict[int, int]) -> Instruction:
        step = self._code[old]
        args = tuple([place[a] for a in step.args])
        if args == step.args:
            return step
        return Instruction(step.name, args, step.extra, step.real)

    def _whole_power(self, base: int, n: int) -> int:
        """Write a natural power; an even one of a modulus needs no square root."""
        step = self._code[base]
        if step.name != "Abs" or n % 2 or n == 0:
            return self.add("power", base, extra=(n,))
        inside = step.args[0]
        if self._code[inside].real:
            return self.add("power", inside, extra=(n,))
        squares = [
            self.add("power", self.add(part, inside), extra=(2,)) for part in ("re", "im")
        ]
        norm = self.add("add", *squares)
        return norm if n == 2 else self.add("power", norm, extra=(n // 2,))

    def _pair(self, name: str, left: int, right: int) -> int:
        step, first = self._code[right], self._code[left]
        if name == "add" and step.name == "neg":
            return self.add("sub", left, step.args[0])
        if name == "mul" and first.name == "number" and first.extra[0] == -1:
            return self.add("neg", right)
        if name == "mul" and self._is_reciprocal(right):
            return self.add("div", left, step.args[1])
        return self.add(name, left, right)

    def _is_reciprocal(self, register: int) -> bool:
        step = self._code[register]
        if step.name != "div":
            return False
        top = self._code[step.args[0]]
        return top.name == "number" and bool(top.extra[0] == 1)

    def _realness(self, name: str, args: tuple[int, ...]) -> bool:
        row = FUNCTIONS.get(name)
        if row is not None and row.real:
            return True
        return all(self._code[a].real for a in args)
