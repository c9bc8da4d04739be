"""Premises as the routes use them: relations to know, and equations to impose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.logic import normal, rebuild, replaced, sign_of
from verify.symbolic.rational import NotScalar, fraction
from verify.symbolic.signs import Sign, Signs, facts, gap_of
from verify.symbolic.texts import text


def conjuncts(trees: Iterable[Boolean]) -> Iterator[Relational]:
    """Yield the relations that hold whenever all the statements hold."""
    for tree in trees:
        yield from _conjuncts(tree)


@lru_cache(maxsize=1024)
def _conjuncts(tree: Boolean) -> tuple[Relational, ...]:
    whole = normal(tree)
    if isinstance(whole, Relational):
        return (whole,)
    return tuple(conjuncts(whole.args)) if isinstance(whole, sympy.And) else ()


def known_signs(trees: Iterable[Boolean]) -> Mapping[Any, Sign]:
    """Return what the polynomial premises tell about signs."""
    return facts(gap_of(node) for node in conjuncts(trees))


@dataclass(frozen=True)
class Imposed:
    """Equations solved for letters, in the order in which they are put in."""

    values: tuple[tuple[sympy.Symbol, Any], ...] = ()

    def into(self, expression: Any) -> Any:
        """Return an expression with the letters replaced."""
        for letter, value in self.values:
            expression = replaced(expression, {letter: value})
        return expression

    def into_tree(self, tree: Boolean) -> Boolean:
        """Return a statement with the letters replaced in every relation."""
        return rebuild(tree, self.into) if self.values else tree


def imposed(trees: Iterable[Boolean]) -> Imposed:
    """Return the equations among the premises that determine a letter.

    An equation determines a letter it is linear in, if the coefficient is evidently nonzero
    under the premises. Other equations stay what they are.
    """
    return _imposed(tuple(trees))


@lru_cache(maxsize=512)
def _imposed(trees: tuple[Boolean, ...]) -> Imposed:
    """Return the equations; each goal of a claim asks for those of the same premises."""
    nodes = list(conjuncts(trees))
    signs = Signs(facts(gap_of(node) for node in nodes))
    found = Imposed()
    gaps = [node.lhs - node.rhs for node in nodes if sign_of(node) == "=="]
    # x <= y and x >= y together are an equation too.
    gaps += [gap for gap, sign in signs.known.items() if sign == {0}]
    for gap in gaps:
        solved = _solved(found.into(gap), signs)
        if solved is not None:
            found = Imposed((*found.values, solved))
    return found


def _solved(gap: Any, signs: Signs) -> tuple[sympy.Symbol, Any] | None:
    try:
        whole = fraction(gap)
    except NotScalar:
        return None
    numerator = whole.ring.expression(whole.numerator)
    candidates = []
    for letter, degree in zip(whole.ring.letters, whole.numerator.degrees(), strict=True):
        if degree != 1:
            continue
        rest, coefficient = numerator.subs(letter, 0), numerator.coeff(letter, 1)
        if 0 not in signs.of(coefficient):
            candidates.append(
                (len(text(coefficient)), letter.name, letter, -rest / coefficient)
            )
    if not candidates:
        return None
    _, _, letter, value = min(candidates, key=lambda candidate: candidate[:2])
    return letter, value
