"""One goal about vectors, as a statement about plain real numbers.

Inner products, norms, sums and sizes become real letters, with what is always true of them:
the Gram matrix of the vectors is positive semidefinite, a norm is the root of its square, a sum
of exponentials is positive, a size is at least 1. Proved for all such letters, the goal holds
at every size; a counterexample in letters is only a candidate.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sympy
from sympy import Basic, Expr, Integer
from sympy.core.relational import Relational
from sympy.core.symbol import Str
from sympy.logic.boolalg import Boolean

from verify.logic import Eq, Ge, Gt, combine, rebuild, relation, sign_of
from verify.obligation import Obligation, Premise
from verify.symbolic.arrays import Array, Inner, Letter, Norm
from verify.symbolic.gram import Table, diagonal_facts, gram_table, minor_facts, pair_facts
from verify.symbolic.normal_words import Normal, RowSum, expanded
from verify.symbolic.sequents import Hypothesis, Sequent, evidently_positive
from verify.symbolic.sums import ArrayTotal, Token, Total, Weight, free_indices, ranges_of
from verify.symbolic.texts import text
from verify.symbolic.vectors import abstract_atoms, is_vector
from verify.symbolic.words import Combination, Rule, array_of, completed, reversed_word, word_of


class NoLetters(Exception):
    """A goal cannot be written in letters; the message says why."""


@dataclass
class Letters:
    """The real letter of each inner product, sum and size, in the order met."""

    norms: dict[Expr, Norm]
    taken: set[str]  # names of the claim's own letters
    of: dict[Expr, sympy.Symbol] = field(default_factory=dict)

    def __call__(self, tree: Any) -> Any:
        """Return a normal form with every inner product, norm, sum and size as a letter."""
        if isinstance(tree, Inner | Total | Weight):
            return self._letter(tree)
        if isinstance(tree, sympy.Symbol) and tree.is_integer:
            return self._letter(tree)
        if isinstance(tree, sympy.Pow) and tree.base in self.norms and not tree.exp.is_Integer:
            return self._letter(self.norms[tree.base]) ** (2 * tree.exp)
        if not tree.args:
            return tree
        return tree.func(*[self(part) for part in tree.args])

    def facts(self) -> list[Boolean]:
        """Return what is true of norms, sums of positive terms, and sizes met so far."""
        found: list[Boolean] = []
        squares = {norm: square for square, norm in self.norms.items()}
        for node, letter in list(self.of.items()):
            if isinstance(node, Norm):
                found += [Ge(letter, 0), Eq(letter**2, self(squares[node]))]
            elif isinstance(node, Total) and evidently_positive(node):
                found.append(Gt(letter, 0))
            elif isinstance(node, sympy.Symbol):
                found.append(Ge(letter, 1))
        return found

    def _letter(self, node: Any) -> sympy.Symbol:
        if node not in self.of:
            name = text(node)
            while name in self.taken:
                name += "'"
            self.taken.add(name)
            self.of[node] = sympy.Symbol(name, real=True)
        return self.of[node]


@dataclass(frozen=True)
class Lettered:
    """A goal and what may be used, in real letters; `vectors` are those of its Gram table."""

    goal: Boolean
    given: tuple[Boolean, ...]
    letters: Letters
    vectors: tuple[Array, ...]
    table: Table
    normal: Normal
    common: str = ""  # of an equation that closed: the normal form of both its sides

    def obligation(self, deep: bool) -> Obligation:
        """Return the scalar obligation; `deep` adds every pair and minor of the Gram matrix."""
        extra = list(self._pairs(deep))
        extra += diagonal_facts(self.vectors, self.table)
        if deep:
            extra += minor_facts(self.vectors, self.table)
        told = [rebuild(fact, self.letters) for fact in dict.fromkeys(extra)]
        facts = [*self.given, *told, *self.letters.facts()]
        says = tuple(
            Premise(f"fact {k}", fact) for k, fact in enumerate(dict.fromkeys(facts), 1)
        )
        return Obligation(self.goal, says)

    def _pairs(self, deep: bool) -> Iterator[Boolean]:
        for entry, fact in pair_facts(self.vectors, self.table):
            if deep or entry.atoms(Inner) & set(self.letters.of):
                yield fact


def lettered(sequent: Sequent) -> Lettered:
    """Return a sequent in real letters; raise `NoLetters` when that is not possible."""
    goal = _scalar(sequent.goal)
    told = [says for h in sequent.given for says in _instances(h, goal)]
    trees = [goal, *told]
    _check_shapes([*trees, *(h.says for h in sequent.given)])
    normal = Normal(rules_of(sequent.given), tuple(_row_sums(sequent.given)))
    letters = Letters(normal.norms, {letter.name for t in trees for letter in _reals(t)})
    sides = _Sides(normal, letters)
    common = _common(sequent.goal, normal)
    if common:
        return Lettered(Eq(0, 0), (), letters, (), {}, normal, common)
    says = sides.statement(goal)
    given = tuple(fact for says in told for fact in sides.facts(says))
    vectors = tuple(dict.fromkeys(_vectors(trees, normal)))
    return Lettered(says, given, letters, vectors, gram_table(vectors, normal), normal)


def rules_of(given: Iterable[Hypothesis]) -> tuple[Rule, ...]:
    """Return the rules that the equations among the hypotheses give."""
    equations: list[tuple[Combination, frozenset[sympy.Symbol]]] = []
    for hypothesis in given:
        if _is_equation(hypothesis.says):
            left, right = hypothesis.says.args
            array = isinstance(left, Array)
            found = _combination(left - right) if array else _known_inner(left, right)
            if found is not None:
                equations.append((found, hypothesis.free))
    return tuple(completed(equations))


def _known_inner(left: Expr, right: Expr) -> Combination | None:
    """Return ⟨u, v⟩ = c, or ‖u‖ = c as ⟨u, u⟩ = c², for one inner product and a number c."""
    normal = Normal()
    square = isinstance(left, Norm) and right.is_number
    gap = normal.number(left**2 - right**2 if square else left - right)
    found = gap.atoms(Inner)
    if len(found) != 1 or gap.has(Total):
        return None
    (letter,) = found
    number = gap.coeff(letter)
    rest = sympy.expand(gap - number * letter)
    if not number.is_Rational or rest.has(Inner):
        return None
    word = reversed_word(word_of(letter.args[0])) + word_of(letter.args[1])
    return {word: number, (): rest}


def _row_sums(given: Iterable[Hypothesis]) -> Iterator[RowSum]:
    """Yield the hypotheses that the numbers of a family add up to one number over an index."""
    for hypothesis in given:
        total, value = hypothesis.says.args if _is_equation(hypothesis.says) else (None, None)
        if not (isinstance(total, Total) and isinstance(total.args[0], Weight)):
            continue
        summed = [letter for letter, _ in ranges_of(total)]
        places = total.args[0].places
        others = [p for p in places if p not in summed]
        general = set(others) <= hypothesis.free and len(set(others)) == len(others)
        if len(summed) == 1 and general and places.count(summed[0]) == 1 and not _points(value):
            yield RowSum(total.args[0].name, places.index(summed[0]), value)


def _points(value: Expr) -> bool:
    return bool(value.has(Weight, Token, Total, Inner, Norm)) or any(
        letter.is_integer and not letter.is_positive for letter in value.free_symbols
    )


def _combination(array: Array) -> Combination | None:
    result: Combination = {}
    for term in Normal().terms(array):
        if term.ranges:
            return None
        result[term.word] = expanded(result.get(term.word, Integer(0)) + term.number)
    return {word: number for word, number in result.items() if number != 0}


@dataclass(frozen=True)
class _Sides:
    normal: Normal
    letters: Letters

    def number(self, tree: Any) -> Any:
        return self.letters(self.normal.number(tree))

    def statement(self, tree: Boolean) -> Boolean:
        """Return a statement in letters, equivalent to it; raise `NoLetters` for matrices."""
        if not isinstance(tree, Relational):
            return combine(tree, [self.statement(branch) for branch in tree.args])
        if not isinstance(tree.lhs, Array):
            return relation(self.number(tree.lhs), sign_of(tree), self.number(tree.rhs))
        if not is_vector(tree.lhs):
            raise NoLetters(f"{tree}: an equation of matrices stands under or, not, implies")
        gap = tree.lhs - tree.rhs
        square = self.number(Inner(gap, gap))
        return Eq(square, 0) if tree.rel_op == "==" else Gt(square, 0)

    def facts(self, says: Boolean) -> Iterator[Boolean]:
        """Yield a hypothesis in letters, unless it says nothing that the rules do not."""
        try:
            fact = self.statement(says)
        except NoLetters:
            return  # a matrix equation is a rule already; using less is sound
        if fact != Eq(0, 0):
            yield fact


def _instances(hypothesis: Hypothesis, goal: Boolean) -> Iterator[Boolean]:
    """Yield a hypothesis at every index that the goal leaves free."""
    places = sorted(free_indices(goal), key=str)
    free = sorted(hypothesis.free, key=str)
    if not free:
        yield hypothesis.says
        return
    for values in itertools.product(places, repeat=len(free)):
        here = dict(zip(free, values, strict=True))
        yield rebuild(hypothesis.says, operator.methodcaller("xreplace", here))


def _scalar(goal: Boolean) -> Boolean:
    """Return a goal, an equation of matrices tested on two arbitrary vectors."""
    if _is_equation(goal) and isinstance(goal.lhs, Array) and not is_vector(goal.lhs):
        return Eq(_tested(goal.lhs - goal.rhs), 0)
    return goal


def _common(goal: Boolean, normal: Normal) -> str:
    """Return the normal form of both sides of an equation, or "" when they differ."""
    if not _is_equation(goal):
        return ""
    left, right = goal.args
    if isinstance(left, Array):
        left, right = _tested(left), _tested(right)
    return text(normal.number(left)) if normal.number(left - right) == 0 else ""


def _is_equation(tree: Basic) -> bool:
    return isinstance(tree, Relational) and tree.rel_op == "=="


def _tested(gap: Array) -> Expr:
    """Return the number that vanishes for all test vectors exactly when an array does."""
    rows, columns = gap.shape
    left = Letter(Str("the test vector"), rows, Integer(1))
    if columns == 1:
        return Inner(left, gap)
    right = Letter(Str("the other test vector"), columns, Integer(1))
    return Inner(left, gap * right)


def _vectors(trees: Iterable[Basic], normal: Normal) -> Iterator[Array]:
    """Yield the words that stand in inner products, outside of sums over indices."""
    for tree in trees:
        if isinstance(tree, Total | ArrayTotal):
            continue
        if isinstance(tree, Inner | Norm) or _is_vector_equation(tree):
            for side in tree.args:
                yield from (
                    array_of(t.word) for t in normal.terms(side) if t.word and not t.ranges
                )
        if not isinstance(tree, Array):
            yield from _vectors(tree.args, normal)


def _is_vector_equation(tree: Basic) -> bool:
    return isinstance(tree, Relational) and is_vector(tree.lhs)


def _check_shapes(trees: Iterable[Basic]) -> None:
    for atom in (atom for tree in trees for atom in abstract_atoms(tree)):
        if isinstance(atom, Array) and atom.shape == (1, 1):
            raise NoLetters(f"{atom} has one coordinate: write a number for it")


def _reals(tree: Basic) -> set[Any]:
    return {letter for letter in tree.free_symbols if not letter.is_integer}
