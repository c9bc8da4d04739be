"""Statements as z3 formulas over the reals, with letters for what is not algebraic.

A letter comes with facts that hold for the value it stands for (r >= 0 and r² = p for r = √p,
E > 0 for E = exp u, ...). With facts that are true but not complete, `unsat` proves, and a
model is only a candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy
import z3
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanFalse, BooleanTrue

from verify.logic import by_name, relations, sign_of
from verify.symbolic.heads import rewritten
from verify.symbolic.premises import known_signs
from verify.symbolic.rational import Fraction, NotScalar
from verify.symbolic.signs import Signs
from verify.symbolic.smt_facts import CORE, MORE, Facts, pairwise
from verify.symbolic.smt_terms import every, implied, product, some, total
from verify.symbolic.spelling import Speller
from verify.symbolic.zero import speller_under

HIGHEST_DEGREE = 200


@dataclass(frozen=True)
class Encoder:
    """One z3 context, with a real constant for each letter."""

    speller: Speller
    context: z3.Context
    terms: dict[Any, Any] = field(default_factory=dict)  # of letters and numbers met before

    @classmethod
    def of(cls, premises: Iterable[Boolean], others: Iterable[Boolean]) -> Encoder:
        """Return an encoder for the given statements; raises `NotScalar` for unknown heads.

        The premises may tell signs that spelling relies on, so they have to be asserted.
        """
        trees = [*premises]
        speller = speller_under(known_signs(trees))
        speller.spell(_sides([*trees, *others]))
        return cls(speller, z3.Context())

    def formula(self, tree: Boolean) -> Any:
        """Return a statement in negation normal form as a z3 formula."""
        if isinstance(tree, Relational):
            return self.relation(self._gap(tree), sign_of(tree))
        if isinstance(tree, BooleanTrue | BooleanFalse):
            return z3.BoolVal(bool(tree), ctx=self.context)
        branches = [self.formula(branch) for branch in tree.args]
        if isinstance(tree, sympy.And):
            return every(branches, self.context)
        if isinstance(tree, sympy.Or):
            return some(branches, self.context)
        if isinstance(tree, sympy.Not):
            return z3.Not(branches[0])
        raise NotScalar(f"{tree} is not in negation normal form")

    def compare(self, left: Any, sign: str, right: Any) -> Any:
        """Return the relation of two spelled expressions as a z3 formula."""
        return self.relation(self.speller.normal(sympy.sympify(left - right)), sign)

    def relation(self, gap: Fraction, sign: str) -> Any:
        """Return `gap sign 0`, the denominator being nonzero.

        Factors whose letters make them positive are dropped, even powers are tested for zero
        only: a smaller degree is a faster answer.
        """
        if gap.numerator.is_zero():
            return z3.BoolVal(sign in ("==", "<=", ">="), ctx=self.context)
        if max(gap.numerator.total_degree(), gap.denominator.total_degree()) > HIGHEST_DEGREE:
            raise NotScalar(f"a polynomial of degree over {HIGHEST_DEGREE} is too much for z3")
        lead, factors = gap.factors()
        signs = Signs({}, self.speller.letters)
        odd: list[Any] = [] if lead > 0 else [z3.RealVal(-1, ctx=self.context)]
        zeros: list[Any] = []
        for factor, power in factors:
            expression = gap.ring.expression(factor)
            known = signs.of_factor(expression)
            value = self.polynomial(factor, gap)
            if power > 0 and 0 in known:
                zeros.append((value, power))
            if power % 2:
                odd.append(value if len(known) > 1 else self._number(next(iter(known))))
        return _signed(product(odd, self.context), zeros, sign, self.context)

    def polynomial(self, polynomial: Any, gap: Fraction) -> Any:
        """Return a polynomial as a z3 term."""
        terms = []
        for powers, coefficient in polynomial.to_dict().items():
            factors = [] if coefficient == 1 else [self._number(coefficient)]
            for place, power in enumerate(powers):
                if power:
                    factors += [self.constant(gap.ring.letters[place])] * int(power)
            terms.append(product(factors, self.context))
        return total(terms, self.context)

    def _number(self, value: Any) -> Any:
        name = str(value)
        if name not in self.terms:
            self.terms[name] = z3.RealVal(name, ctx=self.context)
        return self.terms[name]

    def constant(self, letter: sympy.Symbol) -> Any:
        """Return the z3 constant of a letter."""
        if letter not in self.terms:
            self.terms[letter] = z3.Real(letter.name, ctx=self.context)
        return self.terms[letter]

    def is_power(self, symbol: sympy.Symbol, power: int, value: Any) -> Any:
        """Return `symbol**power == value`, not reduced to nothing by that very relation."""
        gap = self.speller.normal(sympy.sympify(value))
        factors = [self.constant(symbol)] * power
        if not gap.denominator.is_one():
            factors.append(self.polynomial(gap.denominator, gap))
        return product(factors, self.context) == self.polynomial(gap.numerator, gap)

    def guard(self, spelled: Iterable[Any]) -> Any:
        """Return that the denominators of spelled expressions are nonzero."""
        nonzero = []
        for expression in spelled:
            gap = self.speller.normal(sympy.sympify(expression))
            if not gap.denominator.is_constant():
                nonzero.append(self.polynomial(gap.denominator, gap) != 0)
        return every(nonzero, self.context)

    def core(self) -> list[Any]:
        """Return the algebraic facts of the letters."""
        return [*self._facts(CORE), *self._sizes()]

    def more(self) -> list[Any]:
        """Return bounds and monotonicity of the functions, and what pairs of letters share."""
        letters, found = list(self.speller.letters.values()), self._facts(MORE)
        for place, first in enumerate(letters):
            for second in letters[:place]:
                shared = pairwise(self, first, second)
                found += self._guarded([*first.arguments, *second.arguments], shared)
        return found

    def _facts(self, table: Mapping[str, Facts]) -> list[Any]:
        found: list[Any] = []
        for letter in self.speller.letters.values():
            if letter.head in table:
                found += self._guarded(letter.arguments, table[letter.head](self, letter))
        return found

    def _guarded(self, arguments: Iterable[Any], facts: list[Any]) -> list[Any]:
        plain = [u for u in arguments if not isinstance(u, sympy.Piecewise)]
        guard = self.guard(plain) if facts else None
        return [implied(guard, fact) for fact in facts]

    def spelled(self, expression: Any) -> Any:
        """Return an expression in the claim's letters as a spelled one."""
        return self.speller.of(rewritten(sympy.sympify(expression)))

    def _gap(self, node: Relational) -> Fraction:
        return self.speller.normal(self.spelled(node.lhs) - self.spelled(node.rhs))

    def _sizes(self) -> list[Any]:
        free = {x for whole in self.speller.spelled.values() for x in whole.free_symbols}
        sizes = [x for x in free if x.is_integer and x.is_positive]
        return [self.constant(x) >= 1 for x in sorted(sizes, key=str)]


def _signed(odd: Any, zeros: list[tuple[Any, int]], sign: str, context: Any) -> Any:
    if sign == "==":
        return some([value == 0 for value, _ in zeros], context)
    nonzero = [value != 0 for value, power in zeros if power % 2 == 0 or sign == "!="]
    vanishing = [value == 0 for value, power in zeros if power % 2 == 0]
    if sign == "!=":
        return every(nonzero, context)
    if sign in ("<", ">"):
        strict = odd < 0 if sign == "<" else odd > 0
        return every([strict, *nonzero], context)
    loose = odd <= 0 if sign == "<=" else odd >= 0
    return some([loose, *vanishing], context)


def _sides(trees: Iterable[Boolean]) -> list[Any]:
    sides: list[Any] = []
    for tree in trees:
        for node in relations(tree):
            sides += [node.lhs, node.rhs]
    # What a Piecewise chooses from must share letters with everything else.
    for choice in {atom for side in sides for atom in side.atoms(sympy.Piecewise)}:
        for value, condition in choice.args:
            sides += [value, *(s for n in relations(condition) for s in (n.lhs, n.rhs))]
    return sides


def point_letters(trees: Iterable[Boolean]) -> list[sympy.Symbol]:
    """Return the free letters of statements, by name."""
    free: set[sympy.Symbol] = set()
    for tree in trees:
        free |= tree.free_symbols
    return sorted(free, key=by_name)
