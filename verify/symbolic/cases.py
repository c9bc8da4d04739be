"""Max, Min, |u|, sign and Piecewise, resolved by cases.

A function that is continuous where its cases meet needs the closed cases d >= 0 and d <= 0
only; a sign or a Piecewise needs d = 0 as a case of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from sympy.core.relational import Relational

from verify.logic import rebuild, relation, sign_of, truth
from verify.symbolic.rational import NotScalar
from verify.verdict import Truth

MOST_CASES = 64
_CONTINUOUS = (sympy.Max, sympy.Min, sympy.Abs)
_CHOICES = (*_CONTINUOUS, sympy.sign, sympy.Heaviside, sympy.Piecewise)
_HOLDS = {
    "<": {"<"},
    "<=": {"<", "=="},
    ">": {">"},
    ">=": {">", "=="},
    "==": {"=="},
    "!=": {"<", ">"},
}


@dataclass(frozen=True)
class Case:
    """An expression without choices, and the conditions under which it is the value."""

    conditions: tuple[Relational, ...]
    expression: Any


def has_choices(expression: Any) -> bool:
    """Tell whether an expression holds a function that is defined by cases."""
    return bool(sympy.sympify(expression).has(*_CHOICES))


def cases(expression: Any) -> list[Case]:
    """Return the cases of an expression; together their conditions cover every point.

    Raises `NotScalar` when there are more than `MOST_CASES`.
    """
    found: list[Case] = []
    for case in _split(Case((), sympy.sympify(expression))):
        found.append(case)
        if len(found) > MOST_CASES:
            raise NotScalar(f"{expression} has more than {MOST_CASES} cases")
    return found


def _split(case: Case) -> Iterator[Case]:
    choice = _innermost(case.expression)
    if choice is None:
        yield case
        return
    pivot = _pivot(choice)
    if pivot.is_Rational:
        sign = "==" if pivot == 0 else ">" if pivot > 0 else "<"
        resolved = _under(case.expression, pivot, sign)
        if resolved == case.expression:
            raise NotScalar(f"{choice} is not resolved by the number {pivot}")
        yield from _split(Case(case.conditions, resolved))
        return
    signs = (">=", "<=") if _is_continuous(case.expression, pivot) else (">", "==", "<")
    for sign in signs:
        condition = relation(pivot, sign, 0)
        resolved = _under(case.expression, pivot, sign)
        if resolved == case.expression:
            raise NotScalar(f"{choice} is not resolved by the sign of {pivot}")
        yield from _split(Case((*case.conditions, condition), resolved))


def _innermost(whole: Any) -> Any:
    found = [atom for atom in whole.atoms(*_CHOICES) if not _has_inner(atom)]
    return min(found, key=lambda atom: (len(str(atom)), str(atom)), default=None)


def _has_inner(atom: Any) -> bool:
    return any(argument.has(*_CHOICES) for argument in atom.args)


def _pivot(choice: Any) -> Any:
    if isinstance(choice, sympy.Max | sympy.Min):
        first, second = sorted(choice.args, key=str)[:2]
        return _canonical(first - second)
    if isinstance(choice, sympy.Piecewise):
        nodes = [n for _, condition in choice.args for n in _nodes(condition)]
        return _canonical(nodes[0].lhs - nodes[0].rhs)
    return _canonical(choice.args[0])


def _nodes(condition: Any) -> list[Relational]:
    return sorted(condition.atoms(Relational), key=str)


def _canonical(difference: Any) -> Any:
    whole = sympy.expand(difference)
    return -whole if whole.could_extract_minus_sign() else whole


def _is_continuous(whole: Any, pivot: Any) -> bool:
    others = whole.atoms(sympy.sign, sympy.Heaviside, sympy.Piecewise)
    return not any(_speaks_of(atom, pivot) for atom in others)


def _speaks_of(atom: Any, pivot: Any) -> bool:
    if isinstance(atom, sympy.Piecewise):
        nodes = [n for _, condition in atom.args for n in _nodes(condition)]
        return any(_canonical(n.lhs - n.rhs) == pivot for n in nodes)
    return bool(_canonical(atom.args[0]) == pivot)


def _under(whole: Any, pivot: Any, sign: str) -> Any:
    """Return an expression with every choice resolved that the sign of the pivot decides."""
    if not whole.args or not whole.has(*_CHOICES):
        return whole
    if isinstance(whole, sympy.Piecewise):
        return _piecewise_under(whole, pivot, sign)
    arguments = [_under(argument, pivot, sign) for argument in whole.args]
    if isinstance(whole, sympy.Max | sympy.Min):
        return _extremum_under(type(whole), arguments, pivot, sign)
    if isinstance(whole, sympy.Abs | sympy.sign | sympy.Heaviside):
        side = _sign_under(arguments[0], pivot, sign)
        if side is not None:
            return _value(type(whole), arguments, side)
    return whole.func(*arguments)


def _sign_under(difference: Any, pivot: Any, sign: str) -> str | None:
    """Return the sign of a difference where `pivot sign 0`, None if that does not tell."""
    whole = sympy.expand(difference)
    if whole.is_Rational:
        return "==" if whole == 0 else ">" if whole > 0 else "<"
    if whole == pivot:
        return sign
    if sympy.expand(whole + pivot) == 0:
        return {">": "<", "<": ">", ">=": "<=", "<=": ">=", "==": "=="}[sign]
    return None


def _extremum_under(function: Any, arguments: list[Any], pivot: Any, sign: str) -> Any:
    kept: list[Any] = []
    for candidate in arguments:
        for place, other in enumerate(kept):
            side = _sign_under(candidate - other, pivot, sign)
            if side is not None:
                larger = side in (">", ">=", "==")
                if larger == (function is sympy.Max):
                    kept[place] = candidate
                break
        else:
            kept.append(candidate)
    return kept[0] if len(kept) == 1 else function(*kept)


def _value(function: Any, arguments: list[Any], side: str) -> Any:
    if function is sympy.Abs:
        return {">": arguments[0], ">=": arguments[0], "==": sympy.S.Zero}.get(
            side, -arguments[0]
        )
    if side in (">=", "<="):  # it jumps within the case, which has to be cut once more
        return function(*arguments)
    if function is sympy.sign:
        return sympy.Integer({">": 1, "==": 0, "<": -1}[side])
    middle = arguments[1] if len(arguments) > 1 else sympy.S.Half
    return {">": sympy.S.One, "==": middle, "<": sympy.S.Zero}[side]


def _piecewise_under(whole: Any, pivot: Any, sign: str) -> Any:
    branches: list[tuple[Any, Any]] = []
    for value, written in whole.args:
        condition = _condition_under(written, pivot, sign)
        answer = truth(condition, lambda node: _node_under(node, pivot, sign))
        if answer is Truth.FALSE:
            continue
        if answer is Truth.TRUE and not branches:
            return _under(value, pivot, sign)
        branches.append((_under(value, pivot, sign), condition))
        if answer is Truth.TRUE:
            branches[-1] = (branches[-1][0], sympy.true)
            break
    if not branches:
        raise NotScalar(f"{whole} has no value where {pivot} {sign} 0")
    return sympy.Piecewise(*branches, evaluate=False)


def _condition_under(condition: Any, pivot: Any, sign: str) -> Any:
    if not condition.has(*_CHOICES):
        return condition
    return rebuild(condition, lambda side: _under(side, pivot, sign))


def _node_under(node: Relational, pivot: Any, sign: str) -> Truth:
    side = _sign_under(node.lhs - node.rhs, pivot, sign)
    if side is None:
        return Truth.UNKNOWN
    answers = {one in _HOLDS[sign_of(node)] for one in _HOLDS[side]}
    return Truth.of(answers.pop() if len(answers) == 1 else None)
