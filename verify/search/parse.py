"""Exact numbers read from text: `3/5`, `sqrt(2)/2`, `0.5 +/- 1e-30`.

The text may come from a file of somebody else's run, so it is never evaluated: only the
numbers, operations and functions below are understood.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from verify.errors import ClaimError

_LONGEST = 4000
_LARGEST_EXPONENT = 10_000
_NUMBER = re.compile(r"^\d+(\.\d*)?([eE][+-]?\d{1,4})?$|^\.\d+([eE][+-]?\d{1,4})?$")
_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "sqrt": sympy.sqrt,
    "exp": sympy.exp,
    "log": sympy.log,
    "sin": sympy.sin,
    "cos": sympy.cos,
    "tan": sympy.tan,
    "asin": sympy.asin,
    "acos": sympy.acos,
    "atan": sympy.atan,
    "sinh": sympy.sinh,
    "cosh": sympy.cosh,
    "tanh": sympy.tanh,
    "asinh": sympy.asinh,
    "atanh": sympy.atanh,
    "Abs": sympy.Abs,
}
_CONSTANTS = {"pi": sympy.pi, "E": sympy.E}
_OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: _power(a, b),
}


def exact_number(text: str) -> Any:
    """Return the exact real number a text writes; a decimal is the rational it spells.

    >>> exact_number("0.1 + sqrt(2)/2")
    1/10 + sqrt(2)/2

    Raises `ClaimError` for anything else than a finite real number.
    """
    if len(text) > _LONGEST:
        raise _error(text[:40] + "...")
    try:
        value = _value(ast.parse(text.strip(), mode="eval").body, text.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _error(text) from None
    if not (value.is_finite and value.is_real):
        raise _error(text)
    return value


def ball(text: str) -> tuple[Any, Any]:
    """Return the midpoint and radius a text writes; the radius of an exact number is 0.

    >>> ball("0.5 +/- 1e-3")
    (1/2, 1/1000)
    """
    middle, _, radius = text.partition("+/-")
    return exact_number(middle), exact_number(radius) if radius else sympy.Integer(0)


def _value(node: ast.expr, text: str) -> Any:
    if isinstance(node, ast.Constant):
        spelled = ast.get_source_segment(text, node) or ""
        if not _NUMBER.match(spelled):
            raise _error(text)
        value = Fraction(spelled)
        return sympy.Rational(value.numerator, value.denominator)
    if isinstance(node, ast.Name) and node.id in _CONSTANTS:
        return _CONSTANTS[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _value(node.operand, text)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_value(node.left, text), _value(node.right, text))
    if isinstance(node, ast.Call) and _is_known(node):
        function = _FUNCTIONS[node.func.id]  # type: ignore[attr-defined]
        return function(_value(node.args[0], text))
    raise _error(text)


def _is_known(call: ast.Call) -> bool:
    named = isinstance(call.func, ast.Name) and call.func.id in _FUNCTIONS
    return named and len(call.args) == 1 and not call.keywords


def _power(base: Any, exponent: Any) -> Any:
    if not (exponent.is_Rational and abs(exponent) <= _LARGEST_EXPONENT):
        raise ValueError("exponent out of range")
    if (
        base.is_Rational
        and abs(exponent) * max(base.p.bit_length(), base.q.bit_length()) > 10**6
    ):
        raise ValueError("number too long")
    return base**exponent


def _error(text: str) -> ClaimError:
    return ClaimError(
        f"{text!r} is no exact real number. Write a rational as 3/5, an expression in "
        f"+ - * / **, pi, E and {', '.join(sorted(_FUNCTIONS))}, or a ball as 0.5 +/- 1e-30."
    )
