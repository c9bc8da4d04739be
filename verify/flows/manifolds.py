"""Premises that keep the state on a manifold, a sphere for one, or in a bounded set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.polys.rings import PolyRing

from verify.flows.flow import Flow
from verify.flows.infinitesimal import gap_of
from verify.logic import normal, relations, sign_of
from verify.obligation import Obligation


@dataclass(frozen=True)
class Wall:
    """An equation `gap = 0` about some letters of the state, polynomial in them."""

    gap: Any
    letters: tuple[sympy.Symbol, ...]

    @property
    def normal(self) -> dict[sympy.Symbol, Any]:
        """Return the slope of the gap in each of its letters."""
        return {x: sympy.diff(self.gap, x) for x in self.letters}

    def divides(self, expression: Any) -> bool:
        """Tell whether an expression is seen to be a multiple of the gap.

        Functions in it count as letters of their own, so that `False` says nothing.
        """
        whole = sympy.sympify(expression)
        plain = whole.xreplace({f: sympy.Dummy() for f in whole.atoms(sympy.Function)})
        free = plain.free_symbols | self.gap.free_symbols
        letters = (*self.letters, *sorted(free - set(self.letters), key=str))
        polynomials = PolyRing(letters, sympy.QQ, sympy.lex)
        try:
            gap, dividend = polynomials.from_expr(self.gap), polynomials.from_expr(plain)
        except ValueError:  # no polynomial, or one with coefficients that are no fractions
            if not plain.is_polynomial(*letters):
                return False
            _, rest = sympy.reduced(plain, [self.gap], *letters)
            return bool(rest == 0)
        return not dividend.rem([gap])


def walls(whole: Obligation, flow: Flow) -> tuple[Wall, ...]:
    """Return the equations about the state among the premises, none when two share a letter.

    None either when a gap is no polynomial in the state. Walls that share no letter cut out an
    analytic manifold where no normal vanishes, which is not checked here.
    """
    found = []
    for node in _nodes(whole, flow):
        if sign_of(node) == "==":
            gap = node.lhs - node.rhs
            letters = tuple(x for x in flow.letters if gap.has(x))
            if not gap.is_polynomial(*letters):
                return ()
            found.append(Wall(gap, letters))
    met = [x for wall in found for x in wall.letters]
    return tuple(found) if len(set(met)) == len(met) else ()


def confined(whole: Obligation, flow: Flow) -> frozenset[sympy.Symbol]:
    """Return the letters of the state that some premise keeps in a bounded set.

    It bounds a polynomial of degree 2 from above, the squares of which form a positive
    definite form with rational coefficients. That the flow keeps the premise is not checked
    here.
    """
    held: set[sympy.Symbol] = set()
    for node in _nodes(whole, flow):
        if sign_of(node) == "!=":
            continue
        signs = (1, -1) if sign_of(node) == "==" else (1,)
        gap = gap_of(node)
        letters = [x for x in flow.letters if gap.has(x)]
        if any(_is_bowl(-sign * gap, letters) for sign in signs):
            held.update(letters)
    return frozenset(held)


def _nodes(whole: Obligation, flow: Flow) -> Iterator[Relational]:
    """Yield the relations about the state that hold on their own, none inside an `or`."""
    for premise in whole.given:
        tree = normal(premise.says)
        if any(isinstance(node, sympy.Or) for node in sympy.preorder_traversal(tree)):
            continue
        for node in relations(tree):
            if node.free_symbols & set(flow.letters):
                yield node


def _is_bowl(height: Any, letters: list[sympy.Symbol]) -> bool:
    if not height.is_polynomial(*letters):
        return False
    whole = sympy.Poly(height, *letters)
    if whole.total_degree() != 2:
        return False
    form = sympy.zeros(len(letters))
    for powers, coefficient in whole.terms():
        places = [i for i, k in enumerate(powers) for _ in range(k)]
        if len(places) < 2:
            continue
        if not coefficient.is_Rational:
            return False
        form[places[0], places[1]] += coefficient / 2
        form[places[1], places[0]] += coefficient / 2
    return bool(form.is_positive_definite)
