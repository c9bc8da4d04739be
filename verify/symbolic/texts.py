"""Expressions as SymPy prints them, each part printed once.

SymPy orders the terms of every sum anew each time it prints one, and a proof names the same
statement, its sides and their parts many times.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy.core.basic import Basic
from sympy.printing.str import StrPrinter


def text(whole: Any) -> str:
    """Return what `str` says of an expression or statement."""
    return _text(whole) if isinstance(whole, Basic) else str(whole)


@lru_cache(maxsize=16384)
def _text(whole: Basic) -> str:
    return _PRINTER.anew(whole)


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
