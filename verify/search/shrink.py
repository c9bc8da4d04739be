"""A counterexample made small: fewer nonzero coordinates, shorter numbers, still breaking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sympy

from verify.search.rational import height, simpler

Point = Mapping[sympy.Symbol, Any]


def shrink(point: Point, breaks: Callable[[Point], bool], most: int = 250) -> dict[Any, Any]:
    """Return a smaller point that still breaks the statement; deterministic.

    `breaks` replays a point exactly and is called at most `most` times. The result is a local
    minimum of the moves below, not the smallest counterexample there is.
    """
    best = dict(point)
    tried: set[tuple[Any, ...]] = set()
    spent = 0
    moved = True
    while moved and spent < most:
        moved = False
        for smaller in _moves(best):
            key = tuple(smaller.values())
            if spent == most or key in tried:
                continue
            tried.add(key)
            spent += 1
            if breaks(smaller):
                best, moved = smaller, True
                break
    return best


def weight(point: Point) -> tuple[int, int]:
    """Return what shrinking makes smaller: nonzero coordinates, then the length of numbers."""
    return sum(value != 0 for value in point.values()), sum(map(height, point.values()))


def _moves(point: dict[Any, Any]) -> Iterator[dict[Any, Any]]:
    """Yield smaller points: several coordinates at once first, then one by one."""
    nonzero, length = before = weight(point)
    for moved in _joint(point):
        if weight(moved) < before:
            yield moved
    for letter, easier in _single(point):
        old = point[letter]
        fewer = nonzero - bool(old) + bool(easier)
        if (fewer, length - height(old) + height(easier)) < before:
            yield {**point, letter: easier}


def _joint(point: dict[Any, Any]) -> Iterator[dict[Any, Any]]:
    rationals = {letter: value for letter, value in point.items() if value.is_Rational}
    for most in (1, 2, 4):
        yield {**point, **{k: _near(value, most) for k, value in rationals.items()}}
    for factor in (sympy.Rational(1, 10), sympy.Rational(1, 2)):
        yield {**point, **{k: factor * value for k, value in rationals.items()}}


def _single(point: dict[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield a letter and a value that might do for it."""
    for letter, value in point.items():
        if value != 0:
            yield letter, sympy.Integer(0)
    for letter, value in point.items():
        for easier in simpler(value):
            yield letter, easier
    sizes = [(letter, abs(value)) for letter, value in point.items()]
    for place, (letter, size) in enumerate(sizes):
        for other, another in sizes[place + 1 :]:
            if size != another:
                yield other, point[letter]


def _near(value: Any, most: int) -> Any:
    from fractions import Fraction

    near = Fraction(int(value.p), int(value.q)).limit_denominator(most)
    return sympy.Rational(near.numerator, near.denominator)
