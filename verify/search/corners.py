"""Corners: the points where statements break first, simplest first.

Letters are read in blocks: `x[1]`, `x[2]` are one vector, `A[1,1]`, ... one matrix, any other
letter is a block of its own. Each block runs through a short list of special values (zero, unit
vectors, equal and opposite entries; identity, nilpotent, rank one, rotation, ...), and whole
points come in the order of their total rank.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import sympy

Point = dict[sympy.Symbol, Any]
Block = tuple[sympy.Symbol, ...]
Form = tuple[int, tuple[int, int] | None]
Row = tuple[Any, ...]

_NAME = re.compile(r"^(?P<stem>.+)\[(?P<indices>\d+(?:,\d+)*)\]$")
VALUES = tuple(
    sympy.Rational(p, q)
    for p, q in (
        *((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2), (3, 1), (-3, 1)),
        *((1, 3), (-1, 3), (1, 4), (-1, 4), (4, 1), (-4, 1), (3, 2), (-3, 2), (10, 1)),
        *((-10, 1), (1, 10), (-1, 10), (100, 1), (-100, 1), (1, 100), (-1, 100)),
    )
)


def corners(letters: Sequence[sympy.Symbol]) -> Iterator[Point]:
    """Yield different points, simplest first; the same on every run.

    The number of points grows with the letters; callers take as many as they want.
    """
    blocks = blocks_of(letters)
    order = [letter for block in blocks for letter in block]
    lists = [special(form_of(block)) for block in blocks]
    for ranks in ranks_of([len(each) for each in lists]):
        yield dict(zip(order, row_of(lists, ranks), strict=True))


def row_of(lists: Sequence[Sequence[Row]], ranks: Sequence[int]) -> Row:
    """Return a corner, the values of one block after another's."""
    pairs = zip(lists, ranks, strict=True)
    return tuple(value for values, rank in pairs for value in values[rank])


def ranks_of(lengths: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield which of its special values each block has, each choice once, simplest first."""
    seen: set[tuple[int, ...]] = set()
    for ranks in itertools.chain(_alike(lengths), _by_rank(lengths)):
        if ranks not in seen:
            seen.add(ranks)
            yield ranks


def blocks_of(letters: Sequence[sympy.Symbol]) -> list[Block]:
    """Return the letters in blocks, a vector or matrix together, indices in order."""
    found: dict[str, list[tuple[tuple[int, ...], sympy.Symbol]]] = {}
    for letter in letters:
        match = _NAME.match(letter.name)
        stem = match["stem"] if match else f"{letter.name} alone"
        place = tuple(int(i) for i in match["indices"].split(",")) if match else ()
        found.setdefault(stem, []).append((place, letter))
    return [
        tuple(letter for _, letter in sorted(block, key=_place)) for block in found.values()
    ]


def _place(item: tuple[tuple[int, ...], sympy.Symbol]) -> tuple[int, ...]:
    return item[0]


def _alike(lengths: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield ranks that make every block alike, then every second one different."""
    shortest = min(lengths, default=0)
    for rank in range(min(shortest, 8)):
        yield tuple(rank for _ in lengths)
        if rank + 1 < shortest:
            yield tuple(rank + place % 2 for place in range(len(lengths)))


def _by_rank(lengths: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for total in range(sum(lengths) - len(lengths) + 1):
        yield from _ranks(lengths, total)


def _ranks(lengths: Sequence[int], total: int) -> Iterator[tuple[int, ...]]:
    if not lengths:
        if total == 0:
            yield ()
        return
    for first in range(min(total, lengths[0] - 1) + 1):
        for rest in _ranks(lengths[1:], total - first):
            yield (first, *rest)


def form_of(block: Block) -> Form:
    """Return how many letters a block has, and its rows and columns if it is a matrix."""
    return len(block), shape_of(block) if len(block) > 1 else None


@lru_cache(maxsize=64)
def special(form: Form) -> tuple[Row, ...]:
    """Return the special values of a block, simplest first, no two alike."""
    count, shape = form
    if count == 1:
        return tuple((value,) for value in VALUES)
    return _distinct(_vectors(count) if shape is None else _matrices(*shape))


def shape_of(block: Block) -> tuple[int, int] | None:
    """Return rows and columns of a full matrix block, `None` for anything else."""
    matches = [_NAME.match(letter.name) for letter in block]
    places = [tuple(int(i) for i in m["indices"].split(",")) for m in matches if m]
    if len(places) != len(block) or any(len(place) != 2 for place in places):
        return None
    rows = max(place[0] for place in places)
    columns = max(place[1] for place in places)
    return (rows, columns) if rows * columns == len(block) else None


def _vectors(n: int) -> Iterator[tuple[Any, ...]]:
    zero, one = sympy.Integer(0), sympy.Integer(1)
    units = [tuple(one if i == k else zero for i in range(n)) for k in range(n)]
    ones = tuple(one for _ in range(n))
    opposite = tuple((-one) ** i for i in range(n))
    ramp = tuple(sympy.Integer(i + 1) for i in range(n))
    pythagoras = (sympy.Rational(3, 5), sympy.Rational(4, 5), *[zero] * (n - 2))
    yield tuple(zero for _ in range(n))
    yield from units[:3]
    yield ones
    for vector in (units[0], ones, opposite, pythagoras, ramp):
        yield from (_times(factor, vector) for factor in (1, -1, 2, sympy.Rational(1, 2), -2))
    yield tuple(reversed(ramp))


def _matrices(rows: int, columns: int) -> Iterator[tuple[Any, ...]]:
    if rows == columns:
        for matrix in _square(rows):
            yield tuple(matrix)
    for flat in _vectors(rows * columns):
        yield flat
        yield tuple(sympy.Matrix(columns, rows, list(flat)).T)


def _square(n: int) -> Iterator[Any]:
    identity, zero = sympy.eye(n), sympy.zeros(n)
    shift = sympy.Matrix(n, n, lambda i, j: int(j == i + 1))
    cycle = sympy.Matrix(n, n, lambda i, j: int(j == (i + 1) % n))
    corner = sympy.Matrix(n, n, lambda i, j: int(i == j == 0))
    last = sympy.Matrix(n, n, lambda i, j: int(i == j == n - 1))
    ramp = sympy.diag(*range(1, n + 1))
    signs = sympy.diag(*[(-1) ** i for i in range(n)])
    yield from (zero, identity, -identity)
    yield from (shift, shift.T, shift - shift.T)  # nilpotent, and skew
    yield from (corner, last, sympy.ones(n), corner * sympy.ones(n))  # rank one
    yield from (identity + shift, shift - identity, ramp, -ramp, signs, cycle)
    yield from (2 * identity, identity / 2, -2 * identity, identity + 4 * shift)
    for skew in (shift - shift.T, (shift - shift.T) / 2, (cycle - cycle.T) / 3):
        # Cayley: rational rotations, the first a quarter turn, the second (3/5, 4/5).
        yield (identity - skew) * (identity + skew).inv()
    yield from (4 * shift - identity, ramp + 2 * shift, signs + shift, sympy.ones(n) + ramp)


def _times(factor: Any, vector: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(factor * entry for entry in vector)


def _distinct(items: Iterator[tuple[Any, ...]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(dict.fromkeys(items))
