"""Statements as Boolean trees over relations, kept as they were written.

SymPy simplifies a relation whenever it is rebuilt (`x**2 >= 0` becomes `True`). A statement
that simplifies itself away cannot be checked, so every relation here is built unevaluated and
trees are rewritten by the functions below only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sympy
from sympy.core.basic import Basic
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanFalse, BooleanTrue

from verify.kinds import Modal
from verify.verdict import Truth

_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_DENIAL = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_CLASSES = {
    "<": sympy.StrictLessThan,
    "<=": sympy.LessThan,
    ">": sympy.StrictGreaterThan,
    ">=": sympy.GreaterThan,
    "==": sympy.Equality,
    "!=": sympy.Unequality,
}


def relation(left: Any, sign: str, right: Any) -> Boolean:
    """Return the unevaluated relation `left sign right`, sign one of < <= > >= == !=."""
    return _CLASSES[sign](sympy.sympify(left), sympy.sympify(right), evaluate=False)


def Lt(left: Any, right: Any) -> Boolean:
    """Return `left < right`, unevaluated."""
    return relation(left, "<", right)


def Le(left: Any, right: Any) -> Boolean:
    """Return `left <= right`, unevaluated."""
    return relation(left, "<=", right)


def Gt(left: Any, right: Any) -> Boolean:
    """Return `left > right`, unevaluated."""
    return relation(left, ">", right)


def Ge(left: Any, right: Any) -> Boolean:
    """Return `left >= right`, unevaluated."""
    return relation(left, ">=", right)


def Eq(left: Any, right: Any) -> Boolean:
    """Return `left == right`, unevaluated."""
    return relation(left, "==", right)


def Ne(left: Any, right: Any) -> Boolean:
    """Return `left != right`, unevaluated."""
    return relation(left, "!=", right)


def And(*branches: Boolean) -> Boolean:
    """Return the conjunction, unevaluated."""
    return connect(sympy.And, branches)


def Or(*branches: Boolean) -> Boolean:
    """Return the disjunction, unevaluated (SymPy would turn `x < 1 or x >= 1` into `True`)."""
    return connect(sympy.Or, branches)


def connect(connective: Any, branches: Sequence[Boolean]) -> Boolean:
    """Return a connective over branches, unevaluated and in the order given.

    SymPy's own `Or(x < 1, x >= 1, evaluate=False)` is `True`: it looks for pairs of opposites
    whatever it is told, and forgets that `1/x` may have no value at all. So does `Equivalent`.
    """
    if connective not in (sympy.And, sympy.Or, sympy.Equivalent):
        return connective(*branches, evaluate=False)
    node = Basic.__new__(connective, *branches)
    node._argset = frozenset(branches)
    return node


def Not(branch: Boolean) -> Boolean:
    """Return the negation, unevaluated."""
    return sympy.Not(branch, evaluate=False)


def Implies(premise: Boolean, conclusion: Boolean) -> Boolean:
    """Return the implication, unevaluated."""
    return sympy.Implies(premise, conclusion, evaluate=False)


def Iff(first: Boolean, second: Boolean) -> Boolean:
    """Return the equivalence, unevaluated."""
    return connect(sympy.Equivalent, (first, second))


def sign_of(node: Relational) -> str:
    """Return the sign of a relation: one of < <= > >= == !=."""
    return str(node.rel_op)


def by_name(letter: sympy.Symbol) -> tuple[str, bool, bool]:
    """Return the sorting key of a letter: its name, then its kind."""
    return letter.name, letter.is_real is not True, letter.is_integer is not True


def relations(tree: Boolean) -> Iterator[Relational]:
    """Yield the relations of a statement, left to right, repeated ones each time."""
    if isinstance(tree, Relational):
        yield tree
        return
    for branch in tree.args:
        if isinstance(branch, Boolean):
            yield from relations(branch)


def sides(tree: Boolean) -> list[Any]:
    """Return both sides of every relation of a statement."""
    return [side for node in relations(tree) for side in (node.lhs, node.rhs)]


def rebuild(tree: Boolean, change: Callable[[Any], Any]) -> Boolean:
    """Return the statement with `change` applied to both sides of every relation."""
    if isinstance(tree, Relational):
        return relation(change(tree.lhs), sign_of(tree), change(tree.rhs))
    if isinstance(tree, Modal):
        return tree.rebuilt(change, rebuild(tree.condition, change))
    return combine(tree, [rebuild(branch, change) for branch in tree.args])


def combine(tree: Boolean, branches: list[Boolean]) -> Boolean:
    """Return the connective of `tree` over new branches, the order kept."""
    if not branches:
        return tree
    return connect(tree.func, branches)


def replaced(expression: Any, values: Mapping[Any, Any]) -> Any:
    """Return an expression with letters replaced, NaN where SymPy cannot write it.

    SymPy evaluates the comparisons of a Piecewise and the operands of a maximum while it
    replaces, and raises an error for 1/0 > 3 or max(x, 1/0).
    """
    return written(lambda: sympy.sympify(expression).xreplace(dict(values)))


def written(write: Callable[[], Any]) -> Any:
    """Return an expression that SymPy evaluates as it writes it, NaN where it cannot."""
    try:
        return write()
    except (TypeError, ValueError):
        return sympy.nan


def normal(tree: Boolean, positive: bool = True) -> Boolean:
    """Return the negation normal form: conjunctions and disjunctions of relations only."""
    if isinstance(tree, Relational):
        sign = sign_of(tree)
        return relation(tree.lhs, sign if positive else _DENIAL[sign], tree.rhs)
    if isinstance(tree, BooleanTrue | BooleanFalse):
        return sympy.true if bool(tree) is positive else sympy.false
    if isinstance(tree, sympy.Not):
        return normal(tree.args[0], not positive)
    if isinstance(tree, sympy.Implies):
        premise, conclusion = tree.args
        return _join(sympy.Or, positive, [Not(premise), conclusion])
    if isinstance(tree, sympy.Equivalent):
        return _equivalence(list(tree.args), positive)
    if isinstance(tree, sympy.And | sympy.Or):
        return _join(tree.func, positive, list(tree.args))
    raise TypeError(f"{tree}: a statement is built from relations, And, Or, Not, Implies, Iff.")


def denied(tree: Boolean) -> Boolean:
    """Return the negation of a statement, in negation normal form."""
    return normal(tree, positive=False)


def _join(connective: Any, positive: bool, branches: list[Boolean]) -> Boolean:
    if not positive:
        connective = sympy.Or if connective is sympy.And else sympy.And
    return connect(connective, [normal(b, positive) for b in branches])


def _equivalence(branches: list[Boolean], positive: bool) -> Boolean:
    yes = [normal(branch, True) for branch in branches]
    no = [normal(branch, False) for branch in branches]
    if positive:
        return Or(And(*yes), And(*no))
    return And(Or(*yes), Or(*no))


def truth(tree: Boolean, decide: Callable[[Relational], Truth]) -> Truth:
    """Return the three-valued truth of a statement, given that of each relation (Kleene)."""
    if isinstance(tree, Relational):
        return decide(tree)
    if isinstance(tree, BooleanTrue):
        return Truth.TRUE
    if isinstance(tree, BooleanFalse):
        return Truth.FALSE
    branches = [truth(branch, decide) for branch in tree.args]
    if isinstance(tree, sympy.Not):
        return ~branches[0]
    if isinstance(tree, sympy.And):
        return min(branches)
    if isinstance(tree, sympy.Or):
        return max(branches)
    if isinstance(tree, sympy.Implies):
        return max(~branches[0], branches[1])
    if isinstance(tree, sympy.Equivalent):
        return max(min(branches), min(~b for b in branches))
    raise TypeError(f"{tree}: a statement is built from relations, And, Or, Not, Implies, Iff.")
