"""Exact points beside their floats: thousands are looked at, and few are tried.

A SymPy number costs microseconds, so a point is written in exact numbers when it is asked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

from verify.search.corners import Point, blocks_of, corners_like, form_of
from verify.search.draws import drawn
from verify.search.rational import height, ratio

Array = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Lot:
    """Some exact points: their floats, how long each is to read, and how to write one."""

    array: Array  # shape (points, letters)
    weights: Counts  # shape (points,)
    exact: Callable[[int], Point]

    def __len__(self) -> int:
        return len(self.array)


def corner_lot(letters: tuple[sympy.Symbol, ...], count: int) -> Lot:
    """Return at most `count` corners, simplest first, as `corners` yields them."""
    blocks = blocks_of(letters)
    order = [letter for block in blocks for letter in block]
    rows, array, weights = _first_rows(tuple(map(form_of, blocks)), count)
    places = [order.index(letter) for letter in letters]

    def exact(row: int) -> Point:
        return dict(zip(order, rows[row], strict=True))

    return Lot(array[:, places], weights, exact)


def dyadic_lot(letters: Sequence[sympy.Symbol], count: int, rng: np.random.Generator) -> Lot:
    """Return the points of `dyadic`, drawn the same way."""
    above, below = drawn(len(letters), count, rng)

    def exact(row: int) -> Point:
        q = int(below[row, 0])
        return {x: ratio(int(p), q) for x, p in zip(letters, above[row], strict=True)}

    return Lot(above / below, _heights(above, below), exact)


def lot_of(points: Sequence[Mapping[Any, Any]], letters: Sequence[sympy.Symbol]) -> Lot:
    """Return a lot of points that are exact already."""
    array = floats_of(points, letters)
    weights = np.array([sum(map(height, point.values())) for point in points], dtype=np.int64)
    return Lot(array, weights, lambda row: dict(points[row]))


def dealt(lot: Lot, first: int, step: int) -> Lot:
    """Return every `step`-th point of a lot, from one on."""
    rows = slice(first, None, step)
    return Lot(lot.array[rows], lot.weights[rows], lambda row: lot.exact(first + step * row))


def joined(lots: Sequence[Lot]) -> Lot:
    """Return several lots one after another."""
    starts = [0, *itertools.accumulate(map(len, lots))]

    def exact(row: int) -> Point:
        which = next(k for k in reversed(range(len(lots))) if row >= starts[k])
        return lots[which].exact(row - starts[which])

    array = np.concatenate([lot.array for lot in lots])
    return Lot(array, np.concatenate([lot.weights for lot in lots]), exact)


def floats_of(points: Sequence[Mapping[Any, Any]], letters: Sequence[sympy.Symbol]) -> Array:
    """Return exact points as floats, shape (points, letters)."""
    rows = [[_float(point[letter]) for letter in letters] for point in points]
    return np.array(rows, dtype=float).reshape(len(points), len(letters))


def _float(value: Any) -> float:
    """Return an exact number as a float; SymPy's own `float` is ten times slower."""
    if isinstance(value, sympy.Rational):
        try:
            return float(value.p / value.q)
        except OverflowError:
            return float(value)
    return float(value)


@lru_cache(maxsize=64)
def _first_rows(
    forms: tuple[Any, ...], count: int
) -> tuple[list[tuple[Any, ...]], Array, Counts]:
    """Return corners without their letters: they depend on the form of the blocks alone."""
    rows = list(itertools.islice(corners_like(forms), count))
    width = len(rows[0]) if rows else 0
    array = np.array([[_float(v) for v in row] for row in rows], dtype=float)
    weights = np.array([sum(map(height, row)) for row in rows], dtype=np.int64)
    return rows, array.reshape(len(rows), width), weights


def _heights(above: Counts, below: Counts) -> Counts:
    """Return the sum of `height` over each row of fractions, which need not be reduced."""
    common = np.gcd(above, below)
    top, bottom = np.abs(above) // common, below // common
    bits = _bit_lengths(top) + 2 * (_bit_lengths(bottom) - 1)
    found: Counts = (2 * bits + (above < 0)).sum(axis=1).astype(np.int64)
    return found


def _bit_lengths(numbers: Counts) -> Counts:
    return np.frexp(numbers.astype(float))[1].astype(np.int64)
