"""Families of vectors and numbers over a count of any size, and sums over them.

`x = tokens("x", l, n)` is l vectors x[1], ..., x[l]; `total(f, i, j)` sums over all values of
the indices i and j. An index that is left free in a statement speaks of each value.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Basic, Expr, Integer, Tuple
from sympy.core.relational import Relational
from sympy.core.symbol import Str
from sympy.logic.boolalg import Boolean
from sympy.printing.pretty.stringpict import prettyForm

from verify.errors import ClaimError
from verify.logic import combine, relation, sign_of
from verify.symbolic.arrays import Array, dimension
from verify.symbolic.slopes import derivative_in
from verify.symbolic.texts import typeset


def index(names: str) -> Any:
    """Return the index called `names`, or a tuple of them; it runs over 1, ..., count."""
    return sympy.symbols(names, integer=True)


def tokens(name: str, count: Any, n: Any) -> Tokens:
    """Return the family of `count` vectors of R^n called `name`; `x[i]` is one of them."""
    return Tokens(name, dimension(count), dimension(n))


def weights(name: str, count: Any) -> Weights:
    """Return the real numbers `w[i]`, or `w[i, j]`, with indices up to `count`."""
    return Weights(name, dimension(count))


def total(body: Any, *indices: sympy.Symbol) -> Any:
    """Return the sum of a number or vector over all values of the indices.

    The range of an index is the count of the families it points into. Raises `ClaimError` when
    it points into none, or into families of different counts.
    """
    if not indices:
        raise ClaimError("total(f, i) names the index it sums over. Write i = index('i').")
    thing = sympy.sympify(body)
    ranges = Tuple(*[Tuple(i, _count(thing, i)) for i in indices])
    return ArrayTotal(thing, ranges) if isinstance(thing, Array) else Total(thing, ranges)


@dataclass(frozen=True)
class Tokens:
    """A family of vectors."""

    name: str
    count: Any
    dimension: Any

    def __getitem__(self, place: Any) -> Array:
        place = _place(place, self.count, self.name)
        return Token(Str(self.name), self.count, self.dimension, place)


@dataclass(frozen=True)
class Weights:
    """A family of real numbers with one index or two."""

    name: str
    count: Any

    def __getitem__(self, places: Any) -> Expr:
        several = places if isinstance(places, tuple) else (places,)
        checked = [_place(place, self.count, self.name) for place in several]
        return Weight(Str(self.name), self.count, *checked)


class Token(Array):
    """One vector of a family: its name, the count, the dimension, the index."""

    __slots__ = ()
    needs_sizes = True

    @property
    def name(self) -> str:
        """Return the name of the family."""
        return self.args[0].name

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        return self.args[2], Integer(1)

    @property
    def places(self) -> tuple[Any, ...]:
        """Return the index, as a tuple of one."""
        return self.args[3:]

    @property
    def free_symbols(self) -> set[Any]:
        """Return the sizes in it; an index is a place, not a letter."""
        return self.args[1].free_symbols | self.args[2].free_symbols

    def _sympystr(self, printer: Any) -> str:
        return f"{self.name}[{printer._print(self.args[3])}]"

    def _latex(self, printer: Any) -> str:
        letter = printer._print(sympy.Symbol(self.name))
        return f"{{{letter}}}_{{{printer._print(self.args[3])}}}"


class Weight(Expr):
    """One number of a family: its name, the count, the indices."""

    __slots__ = ()
    is_commutative = True
    is_real = True
    needs_sizes = True
    precedence = 1000

    @property
    def name(self) -> str:
        """Return the name of the family."""
        return self.args[0].name

    @property
    def places(self) -> tuple[Any, ...]:
        """Return the indices."""
        return self.args[2:]

    @property
    def free_symbols(self) -> set[Any]:
        """Return the sizes in it; an index is a place, not a letter."""
        return self.args[1].free_symbols

    def _eval_derivative(self, letter: Any) -> Expr:
        return Integer(0)

    def _sympystr(self, printer: Any) -> str:
        return f"{self.name}[{', '.join(printer._print(p) for p in self.places)}]"

    def _latex(self, printer: Any, exp: str = "") -> str:
        letter = printer._print(sympy.Symbol(self.name))
        body = f"{{{letter}}}_{{{' '.join(printer._print(p) for p in self.places)}}}"
        return f"{body}^{{{exp}}}" if exp else body

    def _pretty(self, printer: Any) -> Any:
        return prettyForm(typeset(str(self)))


class Total(Expr):
    """A sum of numbers over indices: the body, and each index with its count."""

    __slots__ = ()
    is_commutative = True
    is_real = True
    precedence = 45  # between a sum and a product

    @property
    def free_symbols(self) -> set[Any]:
        """Return the letters of body and counts, without the summed indices."""
        return _free(self)

    def _eval_derivative(self, letter: Any) -> Expr:
        inside = derivative_in(self.args[0], letter)
        return Integer(0) if inside == 0 else Total(inside, self.args[1])

    def _sympystr(self, printer: Any) -> str:
        return _text(self, printer)

    def _latex(self, printer: Any, exp: str = "") -> str:
        body = _formula(self, printer)
        return rf"\left({body}\right)^{{{exp}}}" if exp else body

    def _pretty(self, printer: Any) -> Any:
        return prettyForm(typeset(str(self)))


class ArrayTotal(Array):
    """A sum of vectors or matrices over indices: the body, and each index with its count."""

    __slots__ = ()

    @property
    def shape(self) -> tuple[Any, Any]:
        """Return (rows, columns)."""
        return self.args[0].shape

    @property
    def free_symbols(self) -> set[Any]:
        """Return the letters of body and counts, without the summed indices."""
        return _free(self)

    def rebuilt(self, body: Array) -> Array:
        """Return the same sum over another body."""
        return ArrayTotal(body, self.args[1])

    def _sympystr(self, printer: Any) -> str:
        return _text(self, printer)

    def _latex(self, printer: Any) -> str:
        return _formula(self, printer)


def ranges_of(node: Basic) -> list[tuple[sympy.Symbol, Any]]:
    """Return the indices of a sum, each with its count."""
    return [(pair[0], pair[1]) for pair in node.args[1]]


def free_indices(tree: Basic) -> dict[sympy.Symbol, Any]:
    """Return the indices a tree leaves free, each with its count."""
    found: dict[sympy.Symbol, Any] = {}
    for node, bound in _points(tree, frozenset()):
        for place in node.places:
            for letter in place.free_symbols - bound:
                found.setdefault(letter, node.args[1])
                if found[letter] != node.args[1]:
                    raise ClaimError(_two_counts(letter, found[letter], node.args[1]))
    return found


def apart(tree: Any, mark: str) -> Any:
    """Return a tree whose summed indices have names of their own, ending in `mark`.

    An index may then be put in for a free one without being caught by a sum.
    """
    return _apart(tree, mark, itertools.count(1))


def _apart(tree: Any, mark: str, fresh: Iterator[int]) -> Any:
    if not tree.args:
        return tree
    parts = [_apart(part, mark, fresh) for part in tree.args]
    if isinstance(tree, Total | ArrayTotal):
        names = {i: sympy.Symbol(f"#{next(fresh)}{mark}", integer=True) for i, _ in parts[1]}
        return tree.func(*[part.xreplace(names) for part in parts])
    return tree if tuple(parts) == tree.args else _rebuilt(tree, parts)


def _rebuilt(tree: Any, parts: list[Any]) -> Any:
    if isinstance(tree, Relational):
        return relation(parts[0], sign_of(tree), parts[1])
    return combine(tree, parts) if isinstance(tree, Boolean) else tree.func(*parts)


def _points(tree: Basic, bound: frozenset[Any]) -> Iterator[tuple[Any, frozenset[Any]]]:
    if isinstance(tree, Token | Weight):
        yield tree, bound
        return
    if isinstance(tree, Total | ArrayTotal):
        bound = bound | {letter for letter, _ in ranges_of(tree)}
    for branch in tree.args:
        yield from _points(branch, bound)


def _count(body: Basic, letter: sympy.Symbol) -> Any:
    counts = free_indices(body)
    if letter not in counts:
        raise ClaimError(
            f"total({body}, {letter}): the index {letter} points into no family, so its range "
            f"is unknown. Multiply by the count instead, or use x[{letter}] in the sum."
        )
    return counts[letter]


def _place(place: Any, count: Any, name: str) -> Any:
    place = sympy.sympify(place)
    most = count if count.is_Integer else 1
    if place.is_Symbol or (place.is_Integer and 1 <= place <= most):
        return place
    raise ClaimError(
        f"{name}[{place}]: the places run from 1 to {count}. Write an index, "
        "or a whole number that is in range for every count."
    )


def _two_counts(letter: sympy.Symbol, one: Any, other: Any) -> str:
    return (
        f"The index {letter} runs up to {one} in one family and up to {other} in another. "
        "Use a second index."
    )


def _free(node: Basic) -> set[Any]:
    pairs = ranges_of(node)
    inside = node.args[0].free_symbols - {letter for letter, _ in pairs}
    return inside.union(*[count.free_symbols for _, count in pairs])


def _text(node: Basic, printer: Any) -> str:
    names = ",".join(str(letter) for letter, _ in ranges_of(node))
    body = printer._print(node.args[0])
    return f"Σ_{names} {f'({body})' if ' + ' in body or ' - ' in body else body}"


def _formula(node: Basic, printer: Any) -> str:
    names = ",".join(printer._print(letter) for letter, _ in ranges_of(node))
    body = printer._print(node.args[0])
    inside = rf"\left({body}\right)" if " + " in body or " - " in body else body
    return rf"\sum_{{{names}}} {inside}"
