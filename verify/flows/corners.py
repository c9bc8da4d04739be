"""Corners: many exact points of short numbers, looked at in floating point all at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.arithmetic import FLOAT, compile_tape
from verify.logic import sign_of

Array = npt.NDArray[np.float64]
_TURNS = (0, 6, 3, 9, 4, 8, 2, 10)  # twelfths of a turn
_NUMBERS = (0, 1, -1, sympy.Rational(1, 2), 2, sympy.Rational(-1, 2), -2)
_GRID = 20_000  # corners looked at in floats
_CLOSE = 1e-9  # what floats may be wrong by


@dataclass(frozen=True)
class Corners:
    """One value for each letter, in every combination up to a number of them.

    They are numbered as a product is, the last letter running fastest.
    """

    letters: tuple[sympy.Symbol, ...]
    values: tuple[tuple[Any, ...], ...]  # for each letter

    def __len__(self) -> int:
        return min(prod(map(len, self.values)), _GRID)

    def __getitem__(self, k: Any) -> tuple[Any, ...]:
        """Return the values of the letters at one corner."""
        row = []
        for values in reversed(self.values):
            k, place = divmod(int(k), len(values))
            row.append(values[place])
        return tuple(reversed(row))

    def point(self, k: Any) -> dict[sympy.Symbol, Any]:
        """Return one corner as a point."""
        return dict(zip(self.letters, self[k], strict=True))

    def simplest(self, which: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
        """Return some corners by how much there is to read in them; zeros count nothing."""
        lengths = [list(map(_height, values)) for values in self.values]
        heights = np.sum(self._spread(lengths), axis=0)
        return which[np.argsort(heights[which], kind="stable")]

    def columns(self) -> dict[sympy.Symbol, Array]:
        """Return the values of each letter as floats, over all corners."""
        numbers = [[float(value) for value in values] for values in self.values]
        return dict(zip(self.letters, self._spread(numbers), strict=True))

    def _spread(self, numbers: Sequence[Sequence[float]]) -> list[Array]:
        """Return a number for each value of each letter, over all corners."""
        left, columns = np.arange(len(self)), []
        for row in reversed(numbers):
            left, place = np.divmod(left, len(row))
            columns.append(np.array(row, dtype=float)[place])
        return columns[::-1]


def corners_played(
    letters: Sequence[sympy.Symbol], expressions: Sequence[Any]
) -> tuple[Corners, Array]:
    """Return exact corners, one value a letter, and each expression there in floating point.

    Letters in sines and cosines are at twelfths of a turn, others at small numbers.
    """
    turning = _turning(expressions)
    values = tuple(_values(letter in turning, len(letters)) for letter in letters)
    corners = Corners(tuple(letters), values)
    return corners, _played(expressions, corners.columns(), len(corners))


def may_be_met(premise: Boolean, corners: Corners, which: npt.NDArray[np.intp]) -> Any:
    """Return which of some corners floats do not see break a premise clearly, as Booleans.

    Only parts of a conjunction are looked at; what has no value in floats may be met.
    """
    columns = {letter: column[which] for letter, column in corners.columns().items()}
    open_ = np.ones(len(which), dtype=bool)
    for part in premise.args if isinstance(premise, sympy.And) else (premise,):
        if isinstance(part, Relational):
            left, right = _played((part.lhs, part.rhs), columns, len(which))
            with np.errstate(all="ignore"):
                gap = (left - right) / (1 + np.abs(left) + np.abs(right))
            open_ &= ~_is_broken(sign_of(part), gap)
    return open_


def _is_broken(sign: str, gap: Array) -> npt.NDArray[np.bool_]:
    if sign in ("<", "<="):
        return gap > _CLOSE
    if sign in (">", ">="):
        return gap < -_CLOSE
    return (np.abs(gap) > _CLOSE) & (sign == "==")


def _played(
    expressions: Sequence[Any], columns: Mapping[sympy.Symbol, Array], count: int
) -> Array:
    tape = compile_tape(list(expressions), list(columns))
    with np.errstate(all="ignore"):
        played = tape.play(FLOAT, columns)
    return np.array([np.broadcast_to(values, (count,)) for values in played])


def _turning(expressions: Sequence[Any]) -> set[sympy.Symbol]:
    """Return the letters that stand in sines and cosines, declared as angles or not."""
    heads = (sympy.sin, sympy.cos, sympy.tan)
    waves = [wave for e in expressions for wave in sympy.sympify(e).atoms(*heads)]
    return set().union(*(wave.free_symbols for wave in waves))


def _values(turns: bool, count: int) -> tuple[Any, ...]:
    most = max(3, int(_GRID ** (1 / count)))
    if turns:
        return tuple(sympy.pi * sympy.Rational(k, 6) for k in _TURNS[:most])
    return tuple(sympy.Rational(number) for number in _NUMBERS[:most])


@lru_cache(maxsize=256)
def _height(value: Any) -> int:
    return 0 if value == 0 else len(str(value))
