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

from verify.search.corners import Form, Point, blocks_of, form_of, ranks_of, row_of, special
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
    forms = [form_of(block) for block in blocks]
    lists = [special(form) for form in forms]
    ranks = _first_ranks(tuple(map(len, lists)), _rounded_up(count))[:count]
    seen = [_in_floats(form) for form in forms]
    columns = [numbers[ranks[:, place]] for place, (numbers, _) in enumerate(seen)]
    weights = [lengths[ranks[:, place]] for place, (_, lengths) in enumerate(seen)]
    array = np.concatenate([np.empty((len(ranks), 0)), *columns], axis=1)
    places = [order.index(letter) for letter in letters]

    def exact(row: int) -> Point:
        return dict(zip(order, row_of(lists, ranks[row].tolist()), strict=True))

    none = np.zeros(len(ranks), dtype=np.int64)
    return Lot(array[:, places], np.sum([none, *weights], axis=0), exact)


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


@lru_cache(maxsize=128)
def _first_ranks(lengths: tuple[int, ...], count: int) -> Counts:
    """Return the ranks of corners, a row a corner: they depend on the blocks' lists alone."""
    rows = list(itertools.islice(ranks_of(lengths), count))
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(lengths))


def _rounded_up(count: int) -> int:
    """Return one of few counts: corners are worked out once for hunts of like lengths."""
    return int(4 ** np.ceil(np.log2(max(count, 64)) / 2))


@lru_cache(maxsize=64)
def _in_floats(form: Form) -> tuple[Array, Counts]:
    """Return the special values of a block as floats, and how long each is to read."""
    rows = special(form)
    array = np.array([[_float(value) for value in row] for row in rows], dtype=float)
    return array, np.array([sum(map(height, row)) for row in rows], dtype=np.int64)


def _heights(above: Counts, below: Counts) -> Counts:
    """Return the sum of `height` over each row of fractions, which need not be reduced."""
    common = np.gcd(above, below)
    top, bottom = np.abs(above) // common, below // common
    bits = _bit_lengths(top) + 2 * (_bit_lengths(bottom) - 1)
    found: Counts = (2 * bits + (above < 0)).sum(axis=1).astype(np.int64)
    return found


def _bit_lengths(numbers: Counts) -> Counts:
    return np.frexp(numbers.astype(float))[1].astype(np.int64)
