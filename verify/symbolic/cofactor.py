"""Whether one expression is a multiple of another, as Darboux polynomials need it."""

from __future__ import annotations

from typing import Any

import sympy

_SMOOTH = (sympy.sin, sympy.cos, sympy.exp, sympy.sinh, sympy.cosh, sympy.tanh)
_ONE = sympy.Integer(1)


def cofactor(whole: Any, part: Any) -> tuple[Any | None, Any]:
    """Return k with `whole = k part`, and what must not vanish for k to be continuous.

    Anything but sums, products, powers, sines, cosines, exponentials and hyperbolic functions
    may jump or grow without bound, and gives the answer `None`; so does a division that leaves
    `part` in the denominator. Sines and cosines of one angle are related before the division.
    SymPy divides; the product is expanded and compared exactly before k is returned.
    """
    if not (_is_smooth(whole) and _is_smooth(part)):
        return None, _ONE
    whole, part = _reduced(whole), _reduced(part)
    if part == 0:
        return None, _ONE
    quotient = sympy.cancel(sympy.together(whole / part))
    over, under = sympy.fraction(quotient)
    if not _vanishes(over * part - whole * under):
        return None, _ONE
    numerator, _ = sympy.fraction(sympy.together(part))
    if sympy.gcd(numerator, under).free_symbols:
        return None, _ONE
    return quotient, under


def _vanishes(gap: Any) -> bool:
    """Tell whether a gap is seen to be 0, as it is or over one denominator.

    Dividing writes exp(-x) as 1/exp(x), which cancels only when all is over one denominator.
    """
    if _reduced(gap) == 0:
        return True
    top, _ = sympy.fraction(sympy.together(gap))
    return bool(_reduced(top) == 0)


def _is_smooth(expression: Any) -> bool:
    """Tell whether an expression is continuous wherever no denominator vanishes."""
    for node in sympy.preorder_traversal(sympy.sympify(expression)):
        if isinstance(node, sympy.Function) and not isinstance(node, _SMOOTH):
            return False
        if node.is_Pow and not (node.exp.is_Rational or node.base is sympy.E):
            return False
    return True


def _reduced(expression: Any) -> Any:
    """Return an expression expanded, even powers of sines written in cosines."""
    apart = sympy.expand(sympy.expand_trig(sympy.sympify(expression)))
    return sympy.expand(apart.replace(_is_even_sine, _in_cosines))


def _is_even_sine(node: Any) -> bool:
    return bool(
        node.is_Pow
        and isinstance(node.base, sympy.sin)
        and node.exp.is_Integer
        and node.exp >= 2
    )


def _in_cosines(node: Any) -> Any:
    sine = node.base
    square = 1 - sympy.cos(sine.args[0]) ** 2
    return square ** (node.exp // 2) * sine ** (node.exp % 2)
