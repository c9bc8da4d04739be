"""The normal form of numbers made of vectors: polynomials in inner-product letters.

Every inner product is written in the letters ⟨a, w b⟩, w a word of matrices, each read in one
of its two directions; every sum over indices is split into connected pieces, whose indices are
named in one canonical way. Two numbers with one normal form are equal at every size.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sympy
from sympy import Expr, Integer, Tuple

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
from verify.symbolic.sums import ArrayTotal, Token, Total, Weight, apart, ranges_of
from verify.symbolic.words import Rule, Word, array_of, order, reduced, reversed_word


class NoNormalForm(Exception):
    """A number or vector has no normal form here; the message says why."""


Ranges = tuple[tuple[sympy.Symbol, Any], ...]  # bound indices, each with its count

_MOST_INDICES = 5  # of one connected sum: all their orders are tried


@dataclass(frozen=True)
class Term:
    """A number times a word, summed over the indices in `ranges`."""

    number: Expr
    word: Word
    ranges: Ranges = ()


@dataclass(frozen=True)
class RowSum:
    """That the numbers of a family add up to `value` over the index at `place`."""

    name: str
    place: int
    value: Expr


@dataclass(frozen=True)
class Normal:
    """The normal form modulo rules."""

    rules: tuple[Rule, ...] = ()
    row_sums: tuple[RowSum, ...] = ()
    norms: dict[Expr, Norm] = field(default_factory=dict)  # each square met, and its norm
    fresh: Iterator[int] = field(default_factory=itertools.count)
    known: dict[Any, Expr] = field(default_factory=dict)  # normal forms: parts come back often

    def number(self, tree: Any) -> Expr:
        """Return the normal form of a number."""
        if not tree.args or isinstance(tree, Weight):
            return tree
        if tree not in self.known:
            self.known[tree] = self._number(tree)
        return self.known[tree]

    def _number(self, tree: Any) -> Expr:
        if isinstance(tree, Inner):
            return self._inner(*tree.args)
        if isinstance(tree, Norm):
            return self._norm(tree.args[0])
        if isinstance(tree, Total):
            return self._total(tree)
        parts = [self.number(part) for part in tree.args]
        if isinstance(tree, sympy.exp):
            return sympy.Mul(*[sympy.exp(term) for term in sympy.Add.make_args(parts[0])])
        return expanded(tree.func(*parts))

    def terms(self, tree: Array) -> list[Term]:
        """Return a vector or matrix as a linear combination of words."""
        raw = self._raw(tree)
        return [Term(expanded(n), w, term.ranges) for term in raw for n, w in self._short(term)]

    def _short(self, term: Term) -> Iterator[tuple[Expr, Word]]:
        for word, number in reduced(term.word, self.rules).items():
            scalar, rest = self._collapsed(word)
            if number.has(Total):  # of a rule: its summed indices must meet no other's
                number = self.number(apart(number, f"r{next(self.fresh)}"))
            yield term.number * number * scalar, rest

    def _raw(self, tree: Array) -> list[Term]:
        if isinstance(tree, Letter | Token):
            return [Term(Integer(1), ((tree, False),))]
        if isinstance(tree, Identity):
            return [Term(Integer(1), ())]
        if isinstance(tree, Zero):
            return []
        if isinstance(tree, Sum):
            return [term for part in tree.args for term in self._raw(part)]
        if isinstance(tree, Scaled):
            number = self.number(tree.args[0])
            return [Term(number * t.number, t.word, t.ranges) for t in self._raw(tree.args[1])]
        if isinstance(tree, Transposed):
            parts = self._raw(tree.args[0])
            return [Term(t.number, reversed_word(t.word), t.ranges) for t in parts]
        if isinstance(tree, ArrayTotal):
            body, ranges = self._renamed(tree)
            return [Term(t.number, t.word, t.ranges + ranges) for t in self._raw(body)]
        return self._product(tree)

    def _product(self, tree: Array) -> list[Term]:
        if not isinstance(tree, Product):
            raise NoNormalForm(f"{tree}: no normal form is known for {type(tree).__name__}.")
        terms = [Term(Integer(1), ())]
        for factor in tree.args:
            terms = [
                Term(a.number * b.number, a.word + b.word, a.ranges + b.ranges)
                for a in terms
                for b in self._raw(factor)
            ]
        return terms

    def _inner(self, u: Array, v: Array) -> Expr:
        result: list[Expr] = []
        for a, b in itertools.product(self.terms(u), self.terms(v)):
            word = reversed_word(a.word) + b.word
            joint = Term(a.number * b.number, word, a.ranges + b.ranges)
            for number, rest in self._short(joint):
                if rest:
                    raise NoNormalForm(f"{u}, {v}: {rest} is left of an inner product.")
                result.append(self._summed(expanded(number), joint.ranges))
        return expanded(sympy.Add(*result))

    def _collapsed(self, word: Word) -> tuple[Expr, Word]:
        """Return a word with every row-times-column taken out as a number."""
        scalar, start, place = Integer(1), -1, 0
        while place < len(word):
            if _is_row(word[place]):
                start = place
            if _is_column(word[place]) and start >= 0:
                scalar *= self._letter(word[start : place + 1])
                word, place, start = word[:start] + word[place + 1 :], -1, -1
            place += 1
        return scalar, word

    def _letter(self, word: Word) -> Expr:
        """Return the inner product that a reduced row-to-column word is.

        A number is its own transpose: the word and its transpose, reduced, are one letter.
        """
        other = dict(reduced(reversed_word(word), self.rules))
        own = other.pop(word, Integer(0))  # as for a skew A, where ⟨x, A x⟩ = -⟨x, A x⟩
        if own.is_Rational and own != 1 and all(order(w) < order(word) for w in other):
            parts = [number * self._letter(w) for w, number in other.items()]
            return sympy.Add(*parts) / (1 - own)
        return Inner(array_of(reversed_word(word[:1])), array_of(word[1:]))

    def _norm(self, u: Array) -> Expr:
        terms, number = self.terms(u), Integer(1)
        if len(terms) == 1 and not terms[0].ranges and terms[0].word:
            number, u = sympy.Abs(terms[0].number), array_of(terms[0].word)
        square = self._inner(u, u)
        self.norms.setdefault(square, Norm(u))
        return number * sympy.sqrt(square)

    def _renamed(self, tree: Any) -> tuple[Any, Ranges]:
        """Return body and ranges of a sum, its indices named afresh."""
        ranges = ranges_of(tree)
        names = {i: sympy.Symbol(f"#f{next(self.fresh)}", integer=True) for i, _ in ranges}
        body = tree.args[0].xreplace(names)
        return body, tuple((names[i], count) for i, count in ranges)

    def _total(self, tree: Total) -> Expr:
        body, ranges = self._renamed(tree)
        return self._summed(self.number(body), ranges)

    def _summed(self, body: Expr, ranges: Ranges) -> Expr:
        """Return the normal form of the sum of an expanded body."""
        if not ranges:
            return body
        waiting = list(sympy.Add.make_args(body))
        result = []
        while waiting:
            monomial = waiting.pop()
            flat = self._flattened(monomial, ranges)
            if flat is None:
                result.append(self._pieces(monomial, ranges))
            else:
                result.append(self._summed(*flat))
        return expanded(sympy.Add(*result))

    def _flattened(self, monomial: Expr, ranges: Ranges) -> tuple[Expr, Ranges] | None:
        """Return a monomial with one inner sum opened, or None when there is none to open."""
        bound = {letter for letter, _ in ranges}
        for factor in sympy.Mul.make_args(monomial):
            base, power = factor.as_base_exp()
            opens = isinstance(base, Total) and power.is_Integer and power > 0
            if opens and _indices(base) & bound:
                inside, more = self._renamed(base)
                rest = monomial / base
                return expanded(rest * inside), ranges + more
        return None

    def _pieces(self, monomial: Expr, ranges: Ranges) -> Expr:
        """Return the sum of a monomial as a product of sums over connected indices."""
        result, factors = Integer(1), []
        bound = {letter for letter, _ in ranges}
        for factor in sympy.Mul.make_args(monomial):
            if _indices(factor) & bound:
                factors.append(factor)
            else:
                result *= factor
        for group, letters in _connected(factors, bound):
            pairs = tuple(pair for pair in ranges if pair[0] in letters)
            result *= self._piece(group, pairs)
        used = {letter for factor in factors for letter in _indices(factor)}
        return result * sympy.Mul(*[count for letter, count in ranges if letter not in used])

    def _piece(self, factors: list[Expr], ranges: Ranges) -> Expr:
        """Return a connected sum, with a family that adds up to a number summed first."""
        for weight in (factor for factor in factors if isinstance(factor, Weight)):
            others = [factor for factor in factors if factor is not weight]
            for rule in self.row_sums:
                letter = _summed_by(rule, weight, {pair[0] for pair in ranges})
                if letter and all(letter not in _indices(other) for other in others):
                    rest = tuple(pair for pair in ranges if pair[0] != letter)
                    return self._summed(expanded(rule.value * sympy.Mul(*others)), rest)
        return self._canonical(sympy.Mul(*factors), ranges)

    def _canonical(self, body: Expr, ranges: Ranges) -> Expr:
        """Return a connected sum with canonical names: the least of all their orders."""
        if len(ranges) > _MOST_INDICES:
            raise NoNormalForm(
                f"{body}: a sum over {len(ranges)} connected indices is too wide."
            )
        height = _height(body) + 1
        options = []
        for chosen in itertools.permutations(ranges):
            names = {
                pair[0]: sympy.Symbol(f"#{height}.{k}", integer=True)
                for k, pair in enumerate(chosen)
            }
            pairs = Tuple(*[Tuple(names[letter], count) for letter, count in chosen])
            options.append(Total(self.number(body.xreplace(names)), pairs))
            if _height(options[-1]) != height:
                raise NoNormalForm(f"{body}: its sums nest in more than one way")
        return options[0] if len(options) == 1 else min(options, key=sympy.srepr)


def _summed_by(rule: RowSum, weight: Weight, bound: set[Any]) -> Any:
    """Return the index over which a row-sum rule adds up a weight, or None."""
    if weight.name != rule.name or rule.place >= len(weight.places):
        return None
    letter = weight.places[rule.place]
    return letter if letter in bound and weight.places.count(letter) == 1 else None


def expanded(tree: Expr) -> Expr:
    """Return a sum of products; exponents and functions stay whole."""
    if all(map(_is_plain, sympy.Add.make_args(tree))):
        return tree
    return sympy.expand(
        tree,
        deep=True,
        mul=True,
        multinomial=True,
        power_exp=False,
        power_base=False,
        log=False,
        basic=False,
    )


def _is_plain(term: Expr) -> bool:
    """Tell whether a term is a product of letters, so that there is nothing to multiply out."""
    for factor in sympy.Mul.make_args(term):
        base = factor.base if factor.is_Pow and factor.exp.is_Rational else factor
        if base.args and not isinstance(base, Inner | Weight):
            return False
    return True


def _is_row(factor: Any) -> bool:
    letter, flag = factor
    return bool(letter.shape[0 if not flag else 1] == 1)


def _is_column(factor: Any) -> bool:
    letter, flag = factor
    return bool(letter.shape[1 if not flag else 0] == 1)


def _indices(tree: Expr) -> set[sympy.Symbol]:
    return tree.atoms(sympy.Symbol)


def _connected(
    factors: list[Expr], bound: set[sympy.Symbol]
) -> Iterator[tuple[list[Expr], set[sympy.Symbol]]]:
    groups: list[tuple[list[Expr], set[sympy.Symbol]]] = []
    for factor in factors:
        members, letters = [factor], _indices(factor) & bound
        for group in [g for g in groups if g[1] & letters]:
            groups.remove(group)
            members, letters = group[0] + members, letters | group[1]
        groups.append((members, letters))
    return iter(groups)


def _height(tree: Expr) -> int:
    """Return how deeply sums are nested; canonical names of one depth never meet another's."""
    if not tree.args:
        return 0
    return isinstance(tree, Total) + max(_height(part) for part in tree.args)
