"""Numerators, factors and quotients of rational functions, by FLINT.

SymPy takes ten times longer; what is no rational function of its letters goes to it.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import sympy

from verify.symbolic.rational import Fraction, NotScalar, fraction


def numerator(gap: Any) -> Any:
    """Return the numerator of an expression over one denominator, multiplied out.

    A common factor of both sides is gone where the expression is a rational function.
    """
    whole = _rational(gap)
    if whole is None:
        return sympy.expand(sympy.fraction(sympy.together(gap))[0])
    return whole.ring.expression(whole.numerator * _common(whole.numerator))


def factors(gap: Any) -> tuple[Any, ...]:
    """Return the factors of a numerator that have letters, each once: the shortest first, and
    x - 1 before x + 1."""
    whole = _rational(gap)
    if whole is None:
        return _factors_by_sympy(gap)
    _, found = whole.numerator.factor()
    ordered = sorted(
        (f for f, _ in found), key=lambda f: (f.total_degree(), len(f), *f.coeffs())
    )
    return tuple(whole.ring.expression(f * _common(f)) for f in ordered)


def _factors_by_sympy(gap: Any) -> tuple[Any, ...]:
    try:
        found = sympy.factor_list(gap)[1]
    except sympy.PolynomialError:  # as of (-2)**x
        return (gap,)
    return tuple(factor for factor, _ in found if not factor.is_number)


def linear_parts(gap: Any, letter: sympy.Symbol) -> tuple[Any, Any] | None:
    """Return (a, b) of an expression a x + b, where neither has x and a is not 0."""
    whole = _rational(gap)
    if whole is None or not whole.denominator.is_constant():
        return _linear_parts(sympy.expand(gap), letter)
    if letter not in whole.ring.letters:
        return None
    place = whole.ring.letters.index(letter)
    sides: tuple[dict[Any, Any], dict[Any, Any]] = ({}, {})
    for powers, number in whole.numerator.to_dict().items():
        if powers[place] > 1:
            return None
        rest = (*powers[:place], 0, *powers[place + 1 :])
        sides[powers[place]][rest] = number
    below, above = (whole.ring.expression(whole.ring.context.from_dict(s)) for s in sides)
    return (above, below) if sides[1] else None


def _linear_parts(whole: Any, letter: sympy.Symbol) -> tuple[Any, Any] | None:
    coefficient = whole.coeff(letter, 1)
    rest = sympy.expand(whole - coefficient * letter)
    if coefficient == 0 or coefficient.has(letter) or rest.has(letter):
        return None
    return coefficient, rest


def cancelled(quotient: Any) -> Any:
    """Return an expression as a quotient without a common factor, both sides multiplied out."""
    whole = _rational(quotient)
    if whole is None:
        return sympy.cancel(quotient)
    above, below = whole.numerator, whole.denominator
    scale = math.lcm(_common(above), _common(below))
    return whole.ring.expression(above * scale) / whole.ring.expression(below * scale)


def vanishes(gap: Any) -> bool:
    """Tell whether an expression is 0 as a rational function of its letters and functions.

    False says nothing of a long expression in functions that satisfy relations.
    """
    whole = _rational(_opened(gap))
    if whole is not None and whole.numerator.is_zero():
        return True
    if whole is None or not gap.is_rational_function():
        return gap.count_ops() <= MOST_OPERATIONS and bool(sympy.cancel(gap) == 0)
    return False


def _opened(whole: Any) -> Any:
    """Return an expression with a letter for each part that is no rational function."""
    letters: dict[Any, Any] = {}

    def opened(node: Any) -> Any:
        if node.is_Rational or node.is_Symbol:
            return node
        if node.is_Add or node.is_Mul or (node.is_Pow and node.exp.is_Integer):
            return node.func(*map(opened, node.args))
        return letters.setdefault(node, sympy.Dummy(f"f{len(letters)}", real=True))

    return opened(whole)


MOST_OPERATIONS = 200  # of an expression that SymPy is asked about


@lru_cache(maxsize=1024)
def _rational(expression: Any) -> Fraction | None:
    try:
        return fraction(expression)
    except NotScalar:
        return None


def _common(polynomial: Any) -> int:
    """Return the least common denominator of the coefficients."""
    return math.lcm(*(int(number.q) for number in polynomial.coeffs()))
