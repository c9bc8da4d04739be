"""Expressions as SymPy prints them, each part printed once.

SymPy orders the terms of every sum anew each time it prints one, and a proof names the same
statement, its sides and their parts many times.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from sympy.core.basic import Basic
from sympy.printing.pretty.pretty_symbology import greek_unicode
from sympy.printing.str import StrPrinter

_SIGNS = {"<=": "≤", ">=": "≥", "!=": "≠", " & ": " ∧ ", " | ": " ∨ ", "**": "^", "*": "⋅"}
_INFIX = {"Eq": "=", "Ne": "≠"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LETTER = re.compile(r"(?<![^\W\d_])([^\W\d_]+)(?:_?(\d+))?(?![\w(])")


def text(whole: Any) -> str:
    """Return what `str` says of an expression or statement."""
    return _text(whole) if isinstance(whole, Basic) else str(whole)


@lru_cache(maxsize=16384)
def _text(whole: Basic) -> str:
    return _PRINTER.anew(whole)


def typeset(line: str) -> str:
    """Return a line of SymPy's as a person writes it: "Ne(h*x**2, 0)" is "h⋅x² ≠ 0".

    For reading only: what it returns is no Python. Words between letters stay as they are.
    """
    line = re.sub(r"\*\*(\d+)(?![\w.])", lambda m: m[1].translate(_RAISED), _infix(line))
    line = re.sub("|".join(map(re.escape, _SIGNS)), lambda m: _SIGNS[m[0]], line)
    return _LETTER.sub(_letter, line)


def _letter(found: re.Match[str]) -> str:
    name, number = found[1], found[2]
    return greek_unicode.get(name, name) + (number or "").translate(_LOWERED)


def _infix(line: str) -> str:
    """Return a line with "left = right" for Eq(left, right), and likewise for Ne."""
    head = re.search(r"\b(Eq|Ne)\(", line)
    if head is None:
        return line
    depth, comma = 0, -1
    for place in range(head.end(), len(line)):
        sign = line[place]
        if not depth and sign == ")":
            if comma < 0:
                break  # no relation of two sides: left as it is
            left, right = line[head.end() : comma], line[comma + 2 : place]
            alone = head.start() == 0 and place == len(line) - 1
            told = f"{_infix(left)} {_INFIX[head[1]]} {_infix(right)}"
            shown = told if alone else f"({told})"
            return line[: head.start()] + shown + _infix(line[place + 1 :])
        comma = place if sign == "," and not depth and comma < 0 else comma
        depth += (sign in "([⟨{") - (sign in ")]⟩}")
    return line[: head.end()] + _infix(line[head.end() :])


class _Printer(StrPrinter):
    """SymPy's printer, which looks up the parts that it printed before."""

    def _print(self, expr: Any, **settings: Any) -> str:
        if settings or not isinstance(expr, Basic) or not expr.args:
            return str(super()._print(expr, **settings))
        return _text(expr)

    def anew(self, expr: Basic) -> str:
        """Return the text of an expression, only its parts looked up."""
        return str(super()._print(expr))


_PRINTER = _Printer({"order": None})
