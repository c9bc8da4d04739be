"""Where an expression is a real analytic function of its letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from verify.logic import Gt, Ne

# Analytic on the whole real line. Abs, Max, sign and Piecewise are not; nor is exp(-1/x²) at 0,
# which comes with the condition that its denominator does not vanish.
_ENTIRE = (sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan)


def analytic(expression: Any) -> list[Boolean] | None:
    """Return open conditions under which an expression is analytic near a real point.

    The conditions are sufficient. `None` where a part of it is not known to be analytic.
    """
    found: list[Boolean] = []
    for node in sympy.preorder_traversal(sympy.sympify(expression)):
        needed = list(_needed(node))
        if None in needed:
            return None
        found += [condition for condition in needed if condition is not None]
    return list(dict.fromkeys(found))


def _needed(node: Any) -> Iterator[Boolean | None]:
    if node.is_Add or node.is_Mul or node.is_Symbol or isinstance(node, _ENTIRE):
        return
    if node.is_number:
        if node.is_real is not True:
            yield None
    elif isinstance(node, sympy.log):
        yield Gt(node.args[0], 0)
    elif not node.is_Pow:
        yield None
    elif node.exp.is_Integer:
        if node.exp < 0:
            yield Ne(node.base, 0)
    elif node.exp.is_Rational:
        yield Gt(node.base, 0)
    elif not (node.base.is_Rational and node.base > 0):
        yield None
