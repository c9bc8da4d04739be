"""The box that premises confine the letters to: linear bounds, |x| <= c, x² + y² <= c."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.logic import sign_of
from verify.symbolic.premises import conjuncts

Interval = tuple[Fraction, Fraction]
_Range = tuple[Fraction | None, Fraction | None]  # None: unbounded on that side
_ROUNDS = 8  # of propagation from one premise to the next


def box_of(
    premises: Iterable[Boolean], letters: Iterable[sympy.Symbol]
) -> dict[sympy.Symbol, Interval] | None:
    """Return a closed box that holds every point meeting the premises, None if none is seen.

    Bounds travel: from 0 <= x <= y and y <= 1 follows x <= 1.
    """
    bounds = _bounds(premises, letters)
    box = {x: (low, high) for x, (low, high) in bounds.items() if low is not None}
    return box if all(None not in pair for pair in bounds.values()) else None  # type: ignore[return-value]


def unbounded(premises: Iterable[Boolean], letters: Iterable[sympy.Symbol]) -> list[str]:
    """Return the names of the letters that no premise confines."""
    bounds = _bounds(premises, letters)
    return [x.name for x, pair in bounds.items() if None in pair]


def _bounds(
    premises: Iterable[Boolean], letters: Iterable[sympy.Symbol]
) -> dict[sympy.Symbol, _Range]:
    bounds: dict[sympy.Symbol, _Range] = dict.fromkeys(letters, (None, None))
    gaps = [gap for node in conjuncts(premises) for gap in _at_most_zero(node)]
    for _ in range(_ROUNDS):
        before = dict(bounds)
        for gap in gaps:
            _tighten(bounds, gap)
        if bounds == before:
            break
    return bounds


def _at_most_zero(node: Relational) -> list[Any]:
    """Return the expressions that a relation says are <= 0."""
    gap, sign = sympy.expand(node.lhs - node.rhs), sign_of(node)
    if sign in ("<", "<="):
        return [gap]
    if sign in (">", ">="):
        return [-gap]
    return [gap, -gap] if sign == "==" else []


def _tighten(bounds: dict[sympy.Symbol, _Range], gap: Any) -> None:
    constant, terms = sympy.expand(gap).as_coeff_Add()
    parts = list(sympy.Add.make_args(terms))
    lows = [_low(part, bounds) for part in parts]
    for place, part in enumerate(parts):
        others = [low for k, low in enumerate(lows) if k != place]
        if any(low is None for low in others):
            continue
        room = -_fraction(constant) - sum(low for low in others if low is not None)
        _bound(bounds, part, room)


def _bound(bounds: dict[sympy.Symbol, _Range], part: Any, room: Fraction) -> None:
    """Use `part <= room`, where the part is c x, c |x| or c x^(2k)."""
    coefficient, body = part.as_coeff_Mul()
    if not coefficient.is_Rational or coefficient == 0:
        return
    limit = room / _fraction(coefficient)
    if body in bounds:
        low, high = (None, limit) if coefficient > 0 else (limit, None)
        _narrow(bounds, body, low, high)
        return
    letter, degree = _even_power(body)
    if letter in bounds and coefficient > 0 and limit >= 0:
        radius = limit if degree == 1 else _root_above(limit, degree)
        _narrow(bounds, letter, -radius, radius)


def _even_power(body: Any) -> tuple[Any, int]:
    if isinstance(body, sympy.Abs):
        return body.args[0], 1
    if body.is_Pow and body.exp.is_Integer and body.exp > 0 and body.exp % 2 == 0:
        inner = body.base.args[0] if isinstance(body.base, sympy.Abs) else body.base
        return inner, int(body.exp)
    return None, 0


def _narrow(
    bounds: dict[sympy.Symbol, _Range],
    letter: sympy.Symbol,
    low: Fraction | None,
    high: Fraction | None,
) -> None:
    old_low, old_high = bounds[letter]
    lows = [v for v in (old_low, low) if v is not None]
    highs = [v for v in (old_high, high) if v is not None]
    bounds[letter] = (max(lows, default=None), min(highs, default=None))


def _low(part: Any, bounds: Mapping[sympy.Symbol, _Range]) -> Fraction | None:
    """Return a lower bound of c x, c |x| or c x^(2k) over the bounds, None if there is none."""
    coefficient, body = part.as_coeff_Mul()
    if not coefficient.is_Rational:
        return None
    c = _fraction(coefficient)
    if body in bounds:
        low, high = bounds[body]
        end = low if c > 0 else high
        return None if end is None else c * end
    letter, degree = _even_power(body)
    if degree == 0 or (c < 0 and letter not in bounds):
        return None
    if c >= 0:
        return Fraction(0)
    low, high = bounds[letter]
    return None if low is None or high is None else c * max(abs(low), abs(high)) ** degree


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _root_above(value: Fraction, degree: int) -> Fraction:
    """Return a rational at least the root of a nonnegative rational: the root, if rational."""
    above, is_exact = sympy.integer_nthroot(value.numerator, degree)
    below, is_exact_too = sympy.integer_nthroot(value.denominator, degree)
    if is_exact and is_exact_too:
        return Fraction(above, below)
    scale = 2**20
    scaled = value.numerator * scale**degree // value.denominator
    return Fraction(sympy.integer_nthroot(scaled, degree)[0] + 1, scale)
