"""Exact solutions of one equation `gap == 0` for one letter, or a parametrization."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import sympy

from verify.search.quotients import cancelled, linear_parts

Pair = tuple[sympy.Symbol, Any]
_SMALL = [sympy.Rational(p, q) for p, q in ((0, 1), (1, 1), (-1, 1), (2, 1), (1, 2), (3, 5))]


def without_radicals(gap: Any) -> Any:
    """Return a gap without its one square root or modulus, which is isolated and squared.

    Squaring may add solutions; whoever uses them replays the equation as written.
    """
    for radical in sorted(gap.atoms(sympy.Abs) | _square_roots(gap), key=str):
        parts = linear_parts(gap, radical)
        if parts is not None:
            coefficient, rest = parts
            inside = radical.args[0] ** 2 if isinstance(radical, sympy.Abs) else radical.args[0]
            return coefficient**2 * inside - rest**2
    return gap


@lru_cache(maxsize=1024)
def linear(gap: Any, letters: tuple[sympy.Symbol, ...]) -> tuple[sympy.Symbol, Any, Any] | None:
    """Return (letter, its value, the coefficient divided by), `None` where no letter is linear.

    A letter with a constant coefficient comes first: nothing is lost by dividing by it.
    """
    found = []
    for letter in letters:
        parts = linear_parts(gap, letter)
        if parts is not None:
            coefficient, rest = parts
            cost = (not coefficient.is_number, coefficient.count_ops() + rest.count_ops())
            found.append((cost, letter.name, letter, -rest / coefficient, coefficient))
    if not found:
        return None
    _, _, letter, meaning, coefficient = min(found, key=lambda item: item[:2])
    return letter, _tidy(meaning), coefficient


@lru_cache(maxsize=1024)
def quadric(
    gap: Any, letters: tuple[sympy.Symbol, ...]
) -> tuple[dict[sympy.Symbol, Any], dict[sympy.Symbol, Any], Any] | None:
    """Return the rational parametrization of a quadric, its inverse, and what it divides by.

    Through a rational point p goes the line p + s d of each direction d; it meets the quadric
    once more, at a rational s. `None` where the coefficients are not rational numbers or no
    small rational point is regular on it. The point p itself has no direction of its own.
    """
    if len(letters) < 2 or not gap.is_polynomial(*letters):
        return None
    poly = sympy.Poly(gap, *letters)
    if poly.total_degree() != 2 or not all(c.is_Rational for c in poly.coeffs()):
        return None
    base = _base_point(poly)
    if base is None:
        return None
    slope = [part.eval(dict(zip(letters, base, strict=True))) for part in _gradient(poly)]
    steps = [sympy.Symbol(f"step {letter.name}", real=True) for letter in letters]
    bent = sum(c * sympy.Mul(*_powers(steps, m)) for m, c in poly.terms() if sum(m) == 2)
    along = -sum(a * b for a, b in zip(slope, steps, strict=True)) / bent
    meaning = {x: p + along * d for x, p, d in zip(letters, base, steps, strict=True)}
    back = {d: x - p for x, p, d in zip(letters, base, steps, strict=True)}
    return meaning, back, bent


def roots(gap: Any, letters: Sequence[sympy.Symbol]) -> list[Pair]:
    """Return both roots of the first letter in which a gap is quadratic, none without one."""
    for letter in letters:
        if not gap.is_polynomial(letter):
            continue
        poly = sympy.Poly(gap, letter)
        if poly.degree() == 2:
            a, b, c = poly.all_coeffs()
            reach = sympy.sqrt(_tidy(b**2 - 4 * a * c))
            return [(letter, (-b + sign * reach) / (2 * a)) for sign in (1, -1)]
    return []


def isolated(gap: Any, letters: Sequence[sympy.Symbol]) -> list[Pair]:
    """Return the solutions for the first letter that occurs once, undone layer by layer."""
    for letter in letters:
        undone = _undo(gap, [sympy.Integer(0)], letter)
        found = [m for m in undone if not m.has(*_NOWHERE)]
        if found:  # tanh x = 1 is undone to x = oo, which is no point
            return [(letter, meaning) for meaning in found]
    return []


_INVERSE: dict[Any, Any] = {
    sympy.exp: sympy.log,
    sympy.log: sympy.exp,
    sympy.tanh: sympy.atanh,
    sympy.sinh: sympy.asinh,
    sympy.atan: sympy.tan,
}
_AROUND: dict[Any, tuple[Any, ...]] = {  # a wave takes each value again, half a turn on too
    sympy.sin: (sympy.asin, lambda u: sympy.pi - sympy.asin(u)),
    sympy.cos: (sympy.acos, lambda u: 2 * sympy.pi - sympy.acos(u)),
    sympy.tan: (sympy.atan, lambda u: sympy.pi + sympy.atan(u)),
}

_NOWHERE = (sympy.oo, -sympy.oo, sympy.zoo, sympy.nan)  # tanh x = 1 has no solution


def _undo(side: Any, others: list[Any], letter: sympy.Symbol) -> list[Any]:
    while side != letter:
        inside = [part for part in side.args if part.has(letter)]
        if len(inside) != 1:
            return []
        peeled = _peeled(side, inside[0], others)
        if peeled is None:
            return []
        side, others = inside[0], peeled
    return [other for other in others if not other.has(*_NOWHERE)]


def _peeled(side: Any, part: Any, others: list[Any]) -> list[Any] | None:
    if isinstance(side, sympy.Add):
        return [other - (side - part) for other in others]
    if isinstance(side, sympy.Mul):
        return [other / (side / part) for other in others]
    if isinstance(side, sympy.Abs):
        return [sign * other for other in others for sign in (1, -1)]
    if isinstance(side, sympy.Pow) and part == side.base and side.exp.is_Rational:
        signs = (1, -1) if side.exp.p % 2 == 0 else (1,)
        return [sign * other ** (1 / side.exp) for other in others for sign in signs]
    if side.func in _AROUND:
        return [back(other) for other in others for back in _AROUND[side.func]]
    inverse = _INVERSE.get(side.func)
    return None if inverse is None else [inverse(other) for other in others]


def _square_roots(gap: Any) -> set[Any]:
    half = sympy.Rational(1, 2)
    return {power for power in gap.atoms(sympy.Pow) if power.exp == half and power.free_symbols}


def _tidy(expression: Any) -> Any:
    return cancelled(expression) if expression.count_ops() <= 300 else expression


def _gradient(poly: Any) -> list[Any]:
    return [poly.diff(letter) for letter in poly.gens]


def _powers(letters: list[Any], monomial: tuple[int, ...]) -> list[Any]:
    return [letter**power for letter, power in zip(letters, monomial, strict=True)]


def _base_point(poly: Any) -> tuple[Any, ...] | None:
    """Return a small rational point of the quadric at which the gradient does not vanish."""
    slopes = _gradient(poly)
    for values in itertools.islice(itertools.product(_SMALL, repeat=len(poly.gens)), 4000):
        if poly.eval(dict(zip(poly.gens, values, strict=True))) == 0 and any(
            part.eval(dict(zip(poly.gens, values, strict=True))) != 0 for part in slopes
        ):
            return values
    return None
