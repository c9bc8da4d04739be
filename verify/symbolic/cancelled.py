"""Denominators that cancel when a statement about any size is written at one.

Sums over two indices are different sums, and at a size they may be one and the same: SymPy then
cancels Σᵢ wᵢ / Σⱼ wⱼ while it reads it, and the points where the sum is 0 would be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.logic import Gt

_EVERYWHERE = (
    *(sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan),
    *(sympy.asinh, sympy.erf, sympy.Abs, sympy.sign, sympy.Max, sympy.Min),
)


def may_have_no_value(node: Any) -> bool:
    """Tell whether a power or a function is undefined for some real arguments."""
    if isinstance(node, sympy.exp):
        return False
    if isinstance(node, sympy.Pow):
        return not (node.exp.is_Integer and node.exp.is_nonnegative)
    return isinstance(node, sympy.Function) and not isinstance(node, _EVERYWHERE)


def cancelled(parts: Iterable[Any], here: Relational) -> list[Boolean]:
    """Return statements that are true wherever the parts have a value, and undefined elsewhere.

    One for each part whose demands the relation does not make any more.
    """
    lost: dict[Any, None] = {}
    made: set[Any] | None = None
    for part in dict.fromkeys(parts):
        needed = _demands(part)
        if needed and made is None:
            made = _demands(here)
        lost.update(dict.fromkeys(sorted(needed - (made or set()), key=str)))
    # The margin of such a statement is 1 all over: it does not draw a search to itself.
    return [Gt(demand + 1, demand) for demand in lost if not _is_met(demand)]


def _demands(tree: Any) -> set[Any]:
    return {one for node in tree.atoms(sympy.Pow, sympy.Function) for one in _of(node)}


def _of(node: Any) -> Iterator[Any]:
    """Yield what a node demands: that 1/u, √u, or the function itself has a value."""
    if not may_have_no_value(node) or not node.free_symbols:
        return
    if isinstance(node, sympy.Pow) and node.exp.is_Rational:
        if node.exp < 0:
            yield sympy.Pow(node.base, -1, evaluate=False)
        if not node.exp.is_Integer:
            yield sympy.Pow(node.base, sympy.S.Half, evaluate=False)
    else:
        yield node


def _is_met(demand: Any) -> bool:
    if not isinstance(demand, sympy.Pow) or not demand.exp.is_Rational:
        return False
    return bool(demand.base.is_nonzero if demand.exp < 0 else demand.base.is_nonnegative)
