"""Whether a constant is zero by an identity: exp(log 2) - 2, sinh(1) - (e - 1/e)/2.

Only rewriting that holds for every number is used, and only the literal 0 at its end counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy

LARGEST = 300  # operations; beyond that rewriting may take minutes
STEEPEST = 20  # exponent; expanding a steeper power may take minutes
HARDEST = 10**12  # an integer that is surely factored at once


def vanishes_by_identity(constant: Any) -> bool:
    """Tell that a constant is zero by its normal form; False says nothing.

    Costs seconds at worst; larger expressions are not tried.
    """
    if constant.free_symbols or not _is_small(constant):
        return False
    if constant.has(sympy.Piecewise, sympy.Max, sympy.Min, sympy.nan, sympy.zoo, sympy.oo):
        return False
    return any(form == 0 for form in _forms(constant))


def _is_small(constant: Any) -> bool:
    numbers = constant.atoms(sympy.Rational)
    powers = constant.atoms(sympy.Pow)
    return (
        sympy.count_ops(constant) <= LARGEST
        and all(abs(n.p) <= HARDEST and n.q <= HARDEST for n in numbers)
        and all(not p.exp.is_Rational or abs(p.exp) <= STEEPEST for p in powers)
    )


def _forms(constant: Any) -> Iterator[Any]:
    yield constant
    yield sympy.expand(constant)
    logs = sympy.expand(sympy.expand_log(sympy.expand(constant), factor=True))
    yield logs
    exponential = sympy.expand(logs.rewrite(sympy.exp))
    yield exponential
    top, _ = sympy.fraction(sympy.together(exponential))
    yield sympy.expand(top)
