"""A counterexample made small: fewer nonzero coordinates, shorter numbers, still breaking."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sympy

from verify.search.rational import height, simpler

Point = Mapping[sympy.Symbol, Any]
_AT_ONCE = 12  # moves that floats look at together; most steps end among the first


def shrink(
    point: Point,
    breaks: Callable[[Point], bool],
    likely: Callable[[Sequence[Point]], Iterable[bool]] | None = None,
    most: int = 250,
) -> dict[Any, Any]:
    """Return a smaller point that still breaks the statement; deterministic.

    `breaks` replays a point exactly; at most `most` points are considered. `likely` tells of
    some points at once which are worth a replay. The result is a local minimum of the moves
    below, not the smallest counterexample there is.
    """
    best = dict(point)
    tried: set[tuple[Any, ...]] = set()
    moved = True
    while moved and len(tried) < most:
        moved = False
        for smaller, good in _fresh(best, tried, likely, most):
            tried.add(tuple(smaller.values()))
            if good and breaks(smaller):
                best, moved = smaller, True
                break
    return best


def _fresh(
    best: dict[Any, Any],
    tried: set[tuple[Any, ...]],
    likely: Callable[[Sequence[Point]], Iterable[bool]] | None,
    most: int,
) -> Iterator[tuple[dict[Any, Any], bool]]:
    """Yield the moves not tried before, each with whether it is worth a replay."""
    moves = iter(_moves(best))
    while some := list(itertools.islice(moves, _AT_ONCE)):
        new = {tuple(move.values()): move for move in some}
        fresh = [move for key, move in new.items() if key not in tried][: most - len(tried)]
        if fresh:
            good = [True] * len(fresh) if likely is None else likely(fresh)
            yield from zip(fresh, good, strict=True)


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
