"""A sum is not negative when each of its terms is not: an inequality of sums, term by term."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy
from sympy import Expr
from sympy.core.relational import Relational

from verify.logic import relation, sign_of
from verify.symbolic.sequents import Sequent
from verify.symbolic.sums import Total, free_indices, ranges_of

_ORDERS = ("<", "<=", ">", ">=")


def termwise(sequent: Sequent) -> Sequent | None:
    """Return the inequality of the terms, which is enough for that of the sums, or None.

    Both sides must be sums over indices of the same counts, in the same order, or 0, with
    numbers before them. A count is at least 1, so strict inequalities add up as well. The
    terms may fail where the sums do not: a failure says nothing.
    """
    goal = sequent.goal
    if not isinstance(goal, Relational) or sign_of(goal) not in _ORDERS:
        return None
    parts = [_summand(term) for term in sympy.Add.make_args(goal.lhs - goal.rhs)]
    sums = [part for part in parts if part is not None]
    if not sums or len(sums) < len(parts):
        return None
    counts = {tuple(count for _, count in ranges_of(node)) for _, node in sums}
    if len(counts) > 1:
        return None
    names = _names(sequent, len(next(iter(counts))))
    body = sympy.Add(*[factor * _body(node, names) for factor, node in sums])
    return replace(sequent, goal=relation(body, sign_of(goal), 0))


def _summand(term: Expr) -> tuple[Expr, Any] | None:
    """Return a term as a number times a sum, or None."""
    factors = sympy.Mul.make_args(term)
    sums = [factor for factor in factors if isinstance(factor, Total)]
    others = [factor for factor in factors if not isinstance(factor, Total)]
    return (sympy.Mul(*others), sums[0]) if len(sums) == 1 else None


def _body(node: Any, names: list[sympy.Symbol]) -> Expr:
    letters = [letter for letter, _ in ranges_of(node)]
    return node.args[0].xreplace(dict(zip(letters, names, strict=True)))


def _names(sequent: Sequent, many: int) -> list[sympy.Symbol]:
    """Return index names that stand nowhere in the sequent, free or summed."""
    trees = (sequent.goal, *(hypothesis.says for hypothesis in sequent.given))
    taken = {letter.name for tree in trees for letter in tree.atoms(sympy.Symbol)}
    taken |= {letter.name for tree in trees for letter in free_indices(tree)}
    free = (name for k in range(len(taken) + many) if (name := f"i{k + 1}") not in taken)
    return [sympy.Symbol(next(free), integer=True) for _ in range(many)]
