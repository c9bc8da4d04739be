"""A statement cut into goals with what may be used for each.

`P and Q` is two goals; `P implies Q` is the goal Q given P, and P must make sense; `P iff Q` is
both directions. A quotient, a root, a logarithm in a goal adds the goal that it is defined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from sympy import Basic
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.logic import Ge, Gt, Implies, Ne, denied, rebuild
from verify.obligation import Obligation
from verify.symbolic.arrays import Array, Inner, Norm
from verify.symbolic.sums import ArrayTotal, Total, Weight, apart, free_indices

_EVERYWHERE = (
    sympy.Add,
    sympy.Mul,
    sympy.exp,
    sympy.sin,
    sympy.cos,
    sympy.sinh,
    sympy.cosh,
    sympy.tanh,
    sympy.atan,
    sympy.erf,
    sympy.Abs,
    sympy.sign,
    sympy.Max,
    sympy.Min,
    Inner,
    Norm,
    Total,
    Array,
    sympy.Tuple,
)


@dataclass(frozen=True)
class Hypothesis:
    """Something that may be used; it holds for every value of the indices in `free`."""

    says: Boolean
    free: frozenset[sympy.Symbol] = frozenset()


@dataclass(frozen=True)
class Sequent:
    """A goal, and what may be used."""

    goal: Boolean
    given: tuple[Hypothesis, ...]
    why: str = ""  # the statement needs it only to make sense


class NotEverywhere(Exception):
    """Part of a statement may have no value; the message says which."""


def sequents(obligation: Obligation) -> list[Sequent]:
    """Return goals that together give the obligation; raise `NotEverywhere` for a part that
    no goal can show to be defined.
    """
    given = tuple(h for p in obligation.given for h in _universal(p.says))
    return list(_cut(obligation.says, given))


def _cut(tree: Boolean, given: tuple[Hypothesis, ...]) -> Iterator[Sequent]:
    if isinstance(tree, sympy.And):
        for branch in tree.args:
            yield from _cut(branch, given)
    elif isinstance(tree, sympy.Implies):
        premise, conclusion = tree.args
        yield from _defined(premise, given)
        yield from _cut(conclusion, (*given, *_assumed(premise)))
    elif isinstance(tree, sympy.Equivalent) and len(tree.args) == 2:
        yield from _cut(Implies(*tree.args), given)
        yield from _cut(Implies(*reversed(tree.args)), given)
    elif isinstance(tree, sympy.Not) and isinstance(tree.args[0], Relational):
        yield from _cut(denied(tree.args[0]), given)
    else:
        yield from _defined(tree, given)
        yield Sequent(tree, given)


def _assumed(tree: Boolean) -> list[Hypothesis]:
    if isinstance(tree, sympy.And):
        return [hypothesis for branch in tree.args for hypothesis in _assumed(branch)]
    plain = isinstance(tree, sympy.Not) and isinstance(tree.args[0], Relational)
    return [Hypothesis(denied(tree.args[0]) if plain else tree)]


def _universal(tree: Boolean) -> list[Hypothesis]:
    """Return a premise's parts; its free indices get names of their own."""
    tree = apart(tree, "u")
    names = {i: sympy.Symbol(f"{i}*", integer=True) for i in free_indices(tree)}
    free = frozenset(names.values())
    if not names:
        return _assumed(tree)

    def renamed(side: Any) -> Any:
        return side.xreplace(names)

    return [Hypothesis(rebuild(h.says, renamed), free) for h in _assumed(tree)]


def _defined(tree: Basic, given: tuple[Hypothesis, ...]) -> Iterator[Sequent]:
    for condition in dict.fromkeys(_conditions(tree, False)):
        yield Sequent(condition, given, "the statement has no value without it")


def _conditions(tree: Basic, inside: bool) -> Iterator[Boolean]:
    """Yield the conditions under which every part of a tree has a value."""
    if isinstance(tree, Boolean):
        for branch in tree.args:
            yield from _conditions(branch, inside)
        return
    own = _condition(tree)
    if own is not None:
        if not inside:
            yield own
        elif not evidently_positive(own.lhs):
            raise NotEverywhere(f"{tree} stands inside a sum, and may have no value")
    if isinstance(tree, Weight):
        return
    for part in tree.args:
        yield from _conditions(part, inside or isinstance(tree, Total | ArrayTotal))


def _condition(tree: Any) -> Boolean | None:
    if isinstance(tree, sympy.Pow):
        base, power = tree.args
        if power.is_Integer:
            return Ne(base, 0) if power < 0 else None
        if power.is_Rational:
            return Gt(base, 0) if power < 0 else Ge(base, 0)
    if isinstance(tree, sympy.log):
        return Gt(tree.args[0], 0)
    if not tree.args or isinstance(tree, (*_EVERYWHERE, Weight)):
        return None
    raise NotEverywhere(f"{tree}: where {tree.func.__name__} has a value is not known here")


def evidently_positive(tree: Any) -> bool:
    """Tell whether a number is positive by its shape: exponentials, their sums and products."""
    if isinstance(tree, Total):
        return evidently_positive(tree.args[0])
    if isinstance(tree, sympy.Add | sympy.Mul):
        return all(evidently_positive(part) for part in tree.args)
    if isinstance(tree, sympy.Pow):
        return evidently_positive(tree.args[0]) and bool(tree.args[1].is_real)
    return isinstance(tree, sympy.exp) or bool(tree.is_positive)
