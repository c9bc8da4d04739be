"""Expressions letter by letter, for fingerprints: the same text in every process.

SymPy's `srepr` sorts the terms of each sum by a key that costs more than all else, and spells a
part as often as it occurs. Here terms are sorted by their texts, and a part is spelled once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sympy.core.basic import Basic
from sympy.printing.repr import ReprPrinter

_DUMMY = re.compile(r"dummy_index=\d+")
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


class Spelling(ReprPrinter):
    """Spells expressions; parts that several of them share are spelled once."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[Any, str] = {}

    def spelled(self, expression: Any) -> str:
        """Return an expression letter by letter; SymPy numbers its dummies anew each time."""
        text = _ADDRESS.sub("", self.doprint(expression))
        order: dict[str, str] = {}
        return _DUMMY.sub(lambda hit: order.setdefault(hit[0], f"dummy_{len(order)}"), text)

    def _print(self, expr: Any, **kwargs: Any) -> str:
        if not isinstance(expr, Basic):
            return str(super()._print(expr, **kwargs))
        text = self._known.get(expr)
        if text is None:
            text = self._known[expr] = str(super()._print(expr, **kwargs))
        return text

    def _print_Add(self, expr: Any, order: Any = None) -> str:
        return f"{type(expr).__name__}({', '.join(self._sorted(expr.args))})"

    def _print_Mul(self, expr: Any, order: Any = None) -> str:
        parts = expr.args if expr.is_commutative else None
        shown = self._sorted(parts) if parts else [self._print(part) for part in expr.args]
        return f"{type(expr).__name__}({', '.join(shown)})"

    def _sorted(self, parts: Iterable[Any]) -> list[str]:
        # The number of a dummy says nothing, so it must not say where a term stands.
        return sorted(map(self._print, parts), key=lambda text: _DUMMY.sub("", text))
