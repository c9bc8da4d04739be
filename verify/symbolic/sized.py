"""A statement about vectors of any size, written in coordinates at given sizes.

The vector x becomes the letters x[1], ..., x[n]; the matrix A the letters A[1,1], ..., A[n,m];
the token x[i] the letters x[i,1], ..., x[i,n]; the number w[i, j] the letter w[i,j]. All real.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import sympy
from sympy import Expr, Integer
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.errors import ClaimError
from verify.kinds import nodes
from verify.logic import And, Or, combine, relation, sign_of, written
from verify.obligation import Obligation
from verify.symbolic.arrays import (
    Array,
    Identity,
    Inner,
    Letter,
    Norm,
    Product,
    Scaled,
    Sum,
    Transposed,
    Zero,
)
from verify.symbolic.cancelled import cancelled, guarded, may_have_no_value, stays
from verify.symbolic.matrix_functions import Explicit, Inverse, MatrixNumber, MatrixValued
from verify.symbolic.sequents import evidently_positive
from verify.symbolic.sized_functions import number_at, rows_at
from verify.symbolic.sums import ArrayTotal, Token, Total, Weight, free_indices, ranges_of
from verify.symbolic.vectors import abstract_atoms

Rows = list[list[Any]]  # a vector is a column: rows of one entry


def at_sizes(obligation: Obligation, sizes: Mapping[sympy.Symbol, int]) -> Obligation:
    """Return the obligation in real coordinate letters, at the given value of each size.

    An equation of vectors becomes one equation a coordinate, a sum its terms, a statement with
    a free index one statement a value. Raises `ClaimError` for a size without a value.
    """
    whole = obligation.spelled_out()
    check_names(whole)
    numbers = tuple(sizes.items())
    given = tuple(replace(p, says=_at(p.says, numbers, True)) for p in whole.given)
    return replace(whole, says=_at(whole.says, numbers, False), given=given, sizes={})


def grouped(values: Mapping[str, str]) -> dict[str, str]:
    """Return coordinates put back together: "x": "(1, 0)", "A": "[[1, 2], [0, 1]]".

    Names that are no coordinates stay as they are. A family of vectors or numbers whose
    coordinates carry two indices reads as a matrix, one row a token.
    """
    gathered: dict[str, dict[tuple[int, ...], str]] = {}
    for name, value in values.items():
        stem, places = _parsed(name)
        if places and stem in values:  # a number w beside the numbers w[j]
            stem = f"{stem}[]"
        gathered.setdefault(stem, {})[places] = value
    return {stem: _shown(entries) for stem, entries in gathered.items()}


def readable(values: Mapping[str, str]) -> str:
    """Return a point as a person reads it: "x = (1, 0), h = 2"."""
    return ", ".join(f"{name} = {value}" for name, value in grouped(values).items())


def sizes_of(obligation: Obligation) -> list[sympy.Symbol]:
    """Return the sizes an obligation leaves open, by name."""
    return [letter for letter in obligation.letters() if letter.is_integer]


def check_names(obligation: Obligation) -> None:
    """Raise `ClaimError` when two different objects of an obligation share a name.

    Their coordinates would be the same letters.
    """
    trees = (obligation.says, *(premise.says for premise in obligation.given))
    kinds: dict[str, set[Any]] = {}
    for atom in (atom for tree in trees for atom in abstract_atoms(tree)):
        if isinstance(atom, Letter | Token | Weight):
            kinds.setdefault(atom.name, set()).add(_kind(atom))
    twice = sorted(name for name, several in kinds.items() if len(several) > 1)
    if twice:
        raise ClaimError(f"{twice[0]} names two different things. Give each its own name.")


def _kind(atom: Letter | Token | Weight) -> Any:
    if isinstance(atom, Weight):
        return "weight", atom.args[1], len(atom.places)
    return type(atom).__name__, atom.shape, atom.args[1]


@dataclass(frozen=True)
class _Place:
    """The sizes, and the current value of each index."""

    sizes: Mapping[sympy.Symbol, Integer]
    indices: Mapping[sympy.Symbol, Integer]

    def number(self, size: Any) -> int:
        value = size.xreplace(dict(self.sizes))
        if not value.is_Integer:
            raise ClaimError(
                f"The size {size} has no value. Write at_sizes(..., {{{size}: 2}})."
            )
        return int(value)

    def index(self, letter: Any) -> int:
        return int(letter.xreplace(dict(self.indices)))

    def over(self, ranges: list[tuple[sympy.Symbol, Any]]) -> Iterator[_Place]:
        letters = [letter for letter, _ in ranges]
        counts = [range(1, self.number(count) + 1) for _, count in ranges]
        for values in itertools.product(*counts):
            here = dict(zip(letters, map(Integer, values), strict=True))
            yield replace(self, indices={**self.indices, **here})


@lru_cache(maxsize=512)
def _at(tree: Boolean, sizes: tuple[tuple[sympy.Symbol, int], ...], premise: bool) -> Boolean:
    """Return a statement at given sizes, the same object for every hunt that asks."""
    place = _Place({letter: Integer(value) for letter, value in sizes}, {})
    return _unrolled(tree, place, premise)


def _unrolled(tree: Boolean, place: _Place, premise: bool) -> Boolean:
    """Return the statement for every value of the indices it leaves free."""
    free = sorted(free_indices(tree).items(), key=lambda pair: str(pair[0]))
    branches = [_statement(tree, here, premise) for here in place.over(free)]
    return branches[0] if len(branches) == 1 else And(*branches)


def _statement(tree: Boolean, place: _Place, premise: bool) -> Boolean:
    if not isinstance(tree, Relational):
        inner = stays(premise, tree)
        return combine(tree, [_statement(branch, place, inner) for branch in tree.args])
    sign = sign_of(tree)
    if not isinstance(tree.lhs, Array):
        here = relation(_number(tree.lhs, place), sign, _number(tree.rhs, place))
        lost = cancelled(_partial(tree, place), here)
        return guarded(here, lost, premise)
    left, right = _rows(tree.lhs, place), _rows(tree.rhs, place)
    pairs = zip(itertools.chain(*left), itertools.chain(*right), strict=True)
    entries = [relation(a, sign, b) for a, b in pairs]
    both = entries[0] if len(entries) == 1 else And(*entries) if sign == "==" else Or(*entries)
    return guarded(both, cancelled(_partial(tree, place), both), premise)


def _number(tree: Any, place: _Place) -> Any:
    if isinstance(tree, Inner):
        return _dot(_rows(tree.args[0], place), _rows(tree.args[1], place))
    if isinstance(tree, Norm):
        rows = _rows(tree.args[0], place)
        return sympy.sqrt(_dot(rows, rows))
    if isinstance(tree, MatrixNumber):
        others = [_number(part, place) for part in tree.args[1:]]
        return number_at(tree, _rows(tree.args[0], place), others)
    if isinstance(tree, Total):
        ranges = ranges_of(tree)
        return sympy.Add(*[_number(tree.args[0], here) for here in place.over(ranges)])
    if isinstance(tree, Weight):
        return _letter(tree.name, *[place.index(p) for p in tree.places])
    if not tree.args:
        return tree.xreplace({**place.sizes, **place.indices})
    parts = [_number(part, place) for part in tree.args]
    return written(lambda: tree.func(*parts))


def _partial(tree: Any, place: _Place) -> Iterator[Any]:
    """Yield the parts of a statement that may have no value, as they are written here."""
    if not _is_partial(tree):
        return
    if isinstance(tree, Total | ArrayTotal):
        for here in place.over(ranges_of(tree)):
            yield from _partial(tree.args[0], here)
        return
    if isinstance(tree, Inverse):
        yield _rows(tree, place)[0][0]  # each entry holds the whole inverse
    elif may_have_no_value(tree) and not evidently_positive(tree):
        yield _number(tree, place)
    for part in tree.args:
        yield from _partial(part, place)


@lru_cache(maxsize=4096)
def _is_partial(tree: Any) -> bool:
    return any(map(may_have_no_value, nodes(tree)))


def _rows(tree: Array, place: _Place) -> Rows:
    """Return the entries of a vector or matrix, row by row."""
    rows, columns = (place.number(size) for size in tree.shape)
    if isinstance(tree, Letter):
        return _entries(tree.name, rows, columns, tree.shape[1] == 1)
    if isinstance(tree, Token):
        which = place.index(tree.places[0])
        return [[_letter(tree.name, which, k + 1)] for k in range(rows)]
    if isinstance(tree, Identity):
        return [[Integer(int(r == c)) for c in range(columns)] for r in range(rows)]
    if isinstance(tree, Zero):
        return [[Integer(0)] * columns for _ in range(rows)]
    return _compound(tree, place)


def _compound(tree: Array, place: _Place) -> Rows:
    if isinstance(tree, Scaled):
        number = _number(tree.args[0], place)
        return [[number * entry for entry in row] for row in _rows(tree.args[1], place)]
    if isinstance(tree, Transposed):
        return [list(row) for row in zip(*_rows(tree.args[0], place), strict=True)]
    if isinstance(tree, Sum):
        return _added([_rows(term, place) for term in tree.args])
    if isinstance(tree, ArrayTotal):
        ranges = ranges_of(tree)
        return _added([_rows(tree.args[0], here) for here in place.over(ranges)])
    if isinstance(tree, Product):
        result = _rows(tree.args[-1], place)
        for factor in reversed(tree.args[:-1]):
            result = _multiplied(_rows(factor, place), result)
        return result
    if isinstance(tree, Explicit):
        entries = [_number(entry, place) for entry in tree.entries]
        width = int(tree.shape[1])
        return [entries[k : k + width] for k in range(0, len(entries), width)]
    if isinstance(tree, MatrixValued):
        return rows_at(tree, _rows(tree.args[0], place))
    raise ClaimError(f"{tree}: a {type(tree).__name__} has no coordinates.")


def _entries(name: str, rows: int, columns: int, vector: bool) -> Rows:
    if vector:
        return [[_letter(name, r + 1)] for r in range(rows)]
    return [[_letter(name, r + 1, c + 1) for c in range(columns)] for r in range(rows)]


def _letter(name: str, *places: int) -> Expr:
    return sympy.Symbol(f"{name}[{','.join(map(str, places))}]", real=True)


def _dot(u: Rows, v: Rows) -> Expr:
    return sympy.Add(*[a[0] * b[0] for a, b in zip(u, v, strict=True)])


def _added(terms: list[Rows]) -> Rows:
    return [
        [sympy.Add(*entries) for entries in zip(*rows, strict=True)]
        for rows in zip(*terms, strict=True)
    ]


def _multiplied(a: Rows, b: Rows) -> Rows:
    columns = list(zip(*b, strict=True))
    return [
        [sympy.Add(*[x * y for x, y in zip(row, column, strict=True)]) for column in columns]
        for row in a
    ]


def _parsed(name: str) -> tuple[str, tuple[int, ...]]:
    found = re.fullmatch(r"(.+)\[(\d+(?:,\d+)*)\]", name)
    if not found:
        return name, ()
    return found.group(1), tuple(int(part) for part in found.group(2).split(","))


def _shown(entries: Mapping[tuple[int, ...], str]) -> str:
    places = sorted(entries)
    if places == [()]:
        return entries[()]
    if all(len(place) == 1 for place in places):
        return f"({', '.join(entries[place] for place in places)})"
    if all(len(place) == 2 for place in places):
        rows = [
            [entries[p] for p in places if p[0] == r] for r in sorted({p[0] for p in places})
        ]
        return f"[{', '.join('[' + ', '.join(row) + ']' for row in rows)}]"
    return ", ".join(f"{list(place)}: {entries[place]}" for place in places)
