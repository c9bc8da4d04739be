"""Where an expression is defined: denominators, roots, logarithms and the like.

A statement with an undefined side is neither true nor false. So a relation counts as true only
together with the conditions under which both its sides are real numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanAtom

from verify.logic import And, Ge, Gt, Le, Lt, Ne, Not, Or, combine, normal
from verify.obligation import Obligation
from verify.symbolic.rational import NotScalar


def definedness(expression: Any) -> list[Boolean]:
    """Return the conditions under which a real expression has a real value, innermost first.

    The conditions are necessary as well as sufficient: a premise is met only where it is
    defined, and a condition that asks too much of a premise would prove too much. Raises
    `NotScalar` for a letter that is not real, and where no such condition is known (x**y, gamma
    of a letter, Bessel functions of the first kind). A branch of a Piecewise has to be defined
    only where it is chosen. SymPy cancels x/x while it reads it, so a denominator that
    cancelled is not seen.
    """
    return list(_definedness(sympy.sympify(expression)))


@lru_cache(maxsize=4096)
def _definedness(whole: Any) -> tuple[Boolean, ...]:
    """Return the conditions; every goal asks for those of the same premises."""
    return tuple(dict.fromkeys(_conditions(whole)))


def denominators(obligation: Obligation) -> list[Boolean]:
    """Return every condition that a statement relies on to mean something."""
    found: list[Boolean] = []
    for node in _relations_of(obligation.says):
        found += definedness(node.lhs) + definedness(node.rhs)
    for meaning in obligation.where.values():
        found += definedness(meaning)
    return list(dict.fromkeys(found))


def strengthened(tree: Boolean) -> Boolean:
    """Return the statement that `tree` is true and not merely undefined.

    It is the negation normal form with every relation joined by the conditions of its sides:
    truth in Kleene's three values, "undefined" being the third.
    """
    return _strengthened(tree)


@lru_cache(maxsize=1024)
def _strengthened(tree: Boolean) -> Boolean:
    return _joined(normal(tree))


def strengthened_obligation(obligation: Obligation) -> Obligation:
    """Return the obligation with statement and premises strengthened, definitions put in."""
    whole = obligation.spelled_out()
    given = tuple(replace(p, says=strengthened(p.says)) for p in whole.given)
    return replace(whole, says=strengthened(whole.says), given=given)


def _relations_of(tree: Boolean) -> Iterator[Relational]:
    if isinstance(tree, Relational):
        yield tree
    else:
        for branch in tree.args:
            yield from _relations_of(branch)


def _joined(tree: Boolean) -> Boolean:
    if isinstance(tree, BooleanAtom):
        return tree
    if not isinstance(tree, Relational):
        return combine(tree, [_joined(branch) for branch in tree.args])
    needed = dict.fromkeys([*definedness(tree.lhs), *definedness(tree.rhs)])
    return And(*needed, tree) if needed else tree


def _conditions(whole: Any) -> Iterator[Boolean]:
    if isinstance(whole, sympy.Piecewise):
        yield from _of_piecewise(whole)
        return
    if not whole.args and whole.is_complex and not whole.is_real:
        # z <= z says nothing, and its letter is gone from left - right
        raise NotScalar("{} is no real number", whole)
    for argument in whole.args:
        yield from _conditions(argument)
    if whole.is_Pow:
        yield from _of_power(whole)
    else:
        yield from _of_function(whole)


def _of_function(whole: Any) -> Iterator[Boolean]:
    if isinstance(whole, sympy.Function) and whole.func not in _EVERYWHERE:
        rule = _RULES.get(whole.func)
        if rule is None:
            raise NotScalar("where {} has a value is not known to the symbolic routes", whole)
        yield from rule(*whole.args)


def _of_power(whole: Any) -> Iterator[Boolean]:
    base, exponent = whole.base, whole.exp
    if base.is_Rational and base > 0:
        return
    if exponent.is_Integer:
        if exponent < 0 and not base.is_Rational:
            yield Ne(base, 0)
    elif exponent.is_Rational:
        if not (base.is_Rational and base > 0):
            yield Gt(base, 0) if exponent < 0 else Ge(base, 0)
    elif exponent.is_integer:
        if not exponent.is_nonnegative:
            yield Ne(base, 0)
    else:
        # The base may be negative at a whole exponent, and 0 at one that is not negative.
        raise NotScalar("where {} has a value is not known to the symbolic routes", whole)


def _of_piecewise(whole: sympy.Piecewise) -> Iterator[Boolean]:
    missed: list[Boolean] = []
    for value, condition in whole.args:
        _check_condition(condition)
        if condition != sympy.true:
            # A condition is met only after those before it have failed.
            for node in _relations_of(condition):
                for side in (node.lhs, node.rhs):
                    yield from (_unless(missed, c) for c in _conditions(side))
        skipped = [*missed, Not(condition)]
        here = missed if condition == sympy.true else skipped
        yield from (_unless(here, needed) for needed in _conditions(value))
        missed = [*missed, condition]
    if whole.args[-1][1] != sympy.true:
        yield normal(Or(*missed) if len(missed) > 1 else missed[0])


def _check_condition(condition: Boolean) -> None:
    known = (sympy.And, sympy.Or, sympy.Not, sympy.Implies, sympy.Equivalent)
    if isinstance(condition, Relational | BooleanAtom):
        return
    if not isinstance(condition, known):
        raise NotScalar(f"{condition} is no condition the symbolic routes know")
    for branch in condition.args:
        _check_condition(branch)


def _unless(others: list[Boolean], needed: Boolean) -> Boolean:
    if not others:
        return needed
    return Or(*(normal(other) for other in others), needed)


def _positive(*arguments: Any) -> Iterator[Boolean]:
    yield from (Gt(argument, 0) for argument in arguments if not argument.is_Number)


def _within_one(u: Any) -> Iterator[Boolean]:
    yield Le(u**2, 1)


def _of_gamma(u: Any) -> Iterator[Boolean]:
    if not u.is_Rational or (u.is_Integer and u <= 0):
        raise NotScalar(f"where gamma({u}) has a value is not known to the symbolic routes")
    yield from ()


def _of_hyper(above: Any, below: Any, z: Any) -> Iterator[Boolean]:
    """Yield where a Gauss series ₂F₁(a, b; c; z) with rational parameters is real: z < 1.

    At 1 it has a value too where c > a + b. Parameters that end the series are left unknown.
    """
    ends = any(u.is_Integer and u <= 0 for u in (*above, *below))
    rational = all(u.is_Rational for u in (*above, *below))
    if (len(above), len(below)) != (2, 1) or ends or not rational:
        whole = sympy.hyper(above, below, z)
        raise NotScalar("where {} has a value is not known to the symbolic routes", whole)
    sign = Le if below[0] > sum(above) else Lt
    yield sign(z, 1)


def _nonzero(function: Any) -> Callable[..., Iterator[Boolean]]:
    def rule(u: Any) -> Iterator[Boolean]:
        yield Ne(function(u), 0)

    return rule


_EVERYWHERE = {
    *(sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.sech),
    *(sympy.asinh, sympy.atan, sympy.erf, sympy.erfc, sympy.Abs, sympy.sign, sympy.Heaviside),
    *(sympy.Max, sympy.Min, sympy.re, sympy.im, sympy.conjugate, sympy.sinc),
}
_RULES: dict[Any, Callable[..., Iterator[Boolean]]] = {
    sympy.log: _positive,
    sympy.loggamma: _positive,
    sympy.gamma: _of_gamma,
    sympy.Ei: lambda u: iter((Ne(u, 0),)),
    sympy.hyper: _of_hyper,
    sympy.asin: _within_one,
    sympy.acos: _within_one,
    sympy.atanh: lambda u: iter((Lt(u**2, 1),)),
    sympy.acosh: lambda u: iter((Ge(u, 1),)),
    sympy.tan: _nonzero(sympy.cos),
    sympy.sec: _nonzero(sympy.cos),
    sympy.cot: _nonzero(sympy.sin),
    sympy.csc: _nonzero(sympy.sin),
    sympy.coth: lambda u: iter((Ne(u, 0),)),
    sympy.csch: lambda u: iter((Ne(u, 0),)),
    sympy.atan2: lambda y, x: iter((Ne(x**2 + y**2, 0),)),
    sympy.LambertW: lambda u, *branch: iter((Ge(sympy.E * u, -1),)),
    sympy.bessely: lambda order, u: iter((Gt(u, 0),)),
    sympy.besselk: lambda order, u: iter((Gt(u, 0),)),
}
