"""A tape: expressions as one flat list of operations, each shared part once.

A tape is what stands between symbols and numbers. It holds no number that is not exact, and
any arithmetic can play it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from verify.errors import ClaimError


class Instruction(NamedTuple):
    """One operation: a name of the table of functions, its registers, its exact parameters."""

    name: str
    args: tuple[int, ...] = ()
    extra: tuple[Any, ...] = ()
    real: bool = True  # False: the value may be complex, whatever the letters


class Arithmetic(Protocol):
    """What plays a tape. Frozen, and free of global effects once a play is over."""

    def run(self, tape: Tape, values: list[Any]) -> list[Any]:
        """Return the outputs of the tape, given a value for each input."""


@dataclass(frozen=True)
class Tape:
    """A list of operations on registers: operation k writes register k.

    `outputs` are the registers of the expressions, in the order they were given.
    """

    code: tuple[Instruction, ...]
    inputs: tuple[Any, ...]
    outputs: tuple[int, ...]

    def play(self, arithmetic: Arithmetic, values: Mapping[Any, Any]) -> list[Any]:
        """Return the value of each expression in one arithmetic.

        `values` has a number for each letter; other keys are ignored. An undefined value is
        what the arithmetic says it is: NaN in floats, digits and balls. Raises `ClaimError`
        for a letter without a value.
        """
        try:
            entered = [values[letter] for letter in self.inputs]
        except KeyError:
            missing = [str(letter) for letter in self.inputs if letter not in values]
            told = f"{', '.join(missing)}: no value is given for these letters."
            raise ClaimError(told) from None
        return arithmetic.run(self, entered)

    def __hash__(self) -> int:
        return self._hash  # tapes are keys of caches: their code is gone through once

    @cached_property
    def _hash(self) -> int:
        return hash((self.code, self.inputs, self.outputs))

    def real(self) -> tuple[bool, ...]:
        """Tell for each expression whether its value is real by construction."""
        return tuple(self.code[register].real for register in self.outputs)

    @cached_property
    def spectral(self) -> bool:
        """Tell whether a function of a matrix stands on the tape."""
        return any(step.name == "matrix" for step in self.code)

    @cached_property
    def moved(self) -> tuple[bool, ...]:
        """Tell for each register whether a letter moves it."""
        found: list[bool] = []
        for step in self.code:
            found.append(step.name == "input" or any(found[a] for a in step.args))
        return tuple(found)

    @cached_property
    def spent(self) -> tuple[tuple[int, ...], ...]:
        """Return for each operation the registers that nothing needs after it."""
        last = {register: k for k, step in enumerate(self.code) for register in step.args}
        kept = set(self.outputs)
        free: list[list[int]] = [[] for _ in self.code]
        for register, k in last.items():
            if register not in kept:
                free[k].append(register)
        return tuple(tuple(registers) for registers in free)
