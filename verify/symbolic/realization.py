"""Vectors and matrices made from a counterexample in inner-product letters, and replayed.

The letters of the counterexample give a Gram matrix; its exact Cholesky factor gives vectors,
and linear equations give the matrices that map one to another. Whether premises and statement
really come out is then decided in coordinates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sympy
from sympy import Expr, Integer

from verify.effort import Effort
from verify.obligation import Obligation
from verify.symbolic.arrays import Array, Letter
from verify.symbolic.draws import replayed
from verify.symbolic.gram import gram_table, realized
from verify.symbolic.lettered import Lettered
from verify.symbolic.sized import at_sizes, sizes_of
from verify.symbolic.words import Word, array_of, word_of
from verify.verdict import Witness

Point = dict[sympy.Symbol, Expr]


def realize(
    obligation: Obligation, goal: Lettered, candidate: Witness, effort: Effort
) -> Witness | None:
    """Return a replayed witness made from a counterexample in letters, or None.

    None says nothing about the obligation: the letters may have come from no vectors at all.
    """
    values = _exact(candidate.values)
    if values is None:
        return None
    vectors = _vectors(goal, values)
    if vectors is None:
        return None
    spaces = {v.shape[0]: len(rows) for v, rows in vectors.items()}
    sizes = {size: spaces.get(size, 1) for size in sizes_of(obligation)}
    point = _coordinates(vectors) | _matrices(vectors, sizes)
    return _replayed(obligation, sizes, point, values, effort)


def _exact(values: Mapping[str, str]) -> dict[str, Expr] | None:
    try:
        exact = {name: sympy.sympify(value) for name, value in values.items()}
    except (sympy.SympifyError, TypeError):
        return None
    plain = all(v.is_number and not v.atoms(sympy.Float) for v in exact.values())
    return exact if plain else None


def _vectors(goal: Lettered, values: Mapping[str, Expr]) -> dict[Array, list[Expr]] | None:
    """Return coordinates of the goal's vectors, or None when there are none."""
    numbers = {s: values.get(s.name, Integer(0)) for s in goal.letters.of.values()}
    found: dict[Array, list[Expr]] = {}
    known = list(dict.fromkeys(s for v in goal.vectors for s in _suffixes(v)))
    table = gram_table(known, goal.normal)
    for space in dict.fromkeys(v.shape[0] for v in known):
        members = [v for v in known if v.shape[0] == space]
        gram = [[_value(goal, table[u, v], u == v, numbers) for v in members] for u in members]
        rows = realized(gram)
        if rows is None or not _fits(rows, space):
            return None
        found |= dict(zip(members, _trimmed(rows, space), strict=True))
    return found


def _suffixes(vector: Array) -> list[Array]:
    """Return A B x, B x and x for A B x: what its matrices act on, one by one."""
    word = word_of(vector)
    return [array_of(word[k:]) for k in range(len(word))]


def _value(goal: Lettered, entry: Expr, square: bool, numbers: Mapping[Any, Expr]) -> Expr:
    """Return an inner product; vectors the letters do not tie are orthonormal."""
    known = goal.letters(entry).xreplace(dict(numbers))
    if square and known.is_Symbol:
        return Integer(1)
    return known.xreplace({letter: Integer(0) for letter in known.free_symbols})


def _fits(rows: Sequence[Sequence[Expr]], space: Any) -> bool:
    return not space.is_Integer or len(_used(rows)) <= space


def _used(rows: Sequence[Sequence[Expr]]) -> list[int]:
    return [k for k in range(len(rows[0])) if any(row[k] != 0 for row in rows)]


def _trimmed(rows: Sequence[Sequence[Expr]], space: Any) -> list[list[Expr]]:
    """Return the vectors without coordinates that vanish in all, padded to the dimension."""
    used = _used(rows)
    wanted = int(space) if space.is_Integer else max(1, len(used))
    return [[row[k] for k in used] + [Integer(0)] * (wanted - len(used)) for row in rows]


def _coordinates(vectors: Mapping[Array, list[Expr]]) -> Point:
    return {
        _symbol(str(vector), k): entry
        for vector, row in vectors.items()
        if isinstance(vector, Letter)
        for k, entry in enumerate(row, 1)
    }


def _matrices(vectors: Mapping[Array, list[Expr]], sizes: Mapping[Any, int]) -> Point:
    """Return matrices that map the known vectors as their words say, 0 where free."""
    equations, unknowns = [], []
    words = {word_of(vector): row for vector, row in vectors.items()}
    for word, row in words.items():
        if len(word) > 1 and word[1:] in words:
            new = _equations(word, row, words[word[1:]], sizes)
            equations += new
            unknowns += [s for e in new for s in sorted(e.free_symbols, key=str)]
    letters = list(dict.fromkeys(unknowns))
    for solution in sympy.linsolve(equations, letters) if equations else ():
        free = {letter: Integer(0) for letter in letters}
        return {a: b.xreplace(free) for a, b in zip(letters, solution, strict=True)}
    return {}


def _equations(
    word: Word, image: list[Expr], source: list[Expr], sizes: Mapping[Any, int]
) -> list[Expr]:
    letter, flag = word[0]
    rows, columns = (int(size.xreplace(dict(sizes))) for size in letter.shape)
    result = []
    for r, entry in enumerate(image, 1):
        places = [(k, r) if flag else (r, k) for k in range(1, (rows if flag else columns) + 1)]
        entries = [_symbol(letter.name, *place) for place in places]
        pairs = zip(entries, source, strict=True)
        result.append(sympy.Add(*[a * b for a, b in pairs], -entry))
    return result


def _replayed(
    obligation: Obligation,
    sizes: Mapping[Any, int],
    known: Point,
    values: Mapping[str, Expr],
    effort: Effort,
) -> Witness | None:
    sized = at_sizes(obligation, sizes)
    point = {s: known.get(s, values.get(s.name, Integer(0))) for s in sized.letters()}
    return replayed(sized, point, sizes, effort)


def _symbol(name: str, *places: int) -> sympy.Symbol:
    return sympy.Symbol(f"{name}[{','.join(map(str, places))}]", real=True)
