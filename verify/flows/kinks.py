"""Where a trajectory crosses a kink of a quantity, at which the quantity has no rate.

The derivative of |u| is written as sign(u), which is 0 where u is, and that of max(u, v) as the
mean of both slopes where they meet. While u stays at 0 that is the rate; where u passes through
0 the rate of |u| jumps, at a single moment.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from verify.flows.flow import Flow
from verify.logic import And, Eq, Ne, Or
from verify.symbolic.cofactor import cofactor


def unless_crossing(here: Boolean, quantity: Any, flow: Flow) -> Boolean:
    """Return a condition on the rate of a quantity, not asked where a kink of it is crossed.

    Kinks are crossed at moments that fill no time, and what is left out then does not matter to
    whether the quantity grows: along a solution it is the integral of its rate.
    """
    crossed = [*_crossings(quantity, flow)]
    return Or(here, *crossed) if crossed else here


def _crossings(quantity: Any, flow: Flow) -> Iterator[Boolean]:
    """Yield, of each kink, that it is met and not along the trajectory."""
    for gap in dict.fromkeys(_gaps(sympy.sympify(quantity))):
        rate = sympy.expand(flow.rate(gap))
        if rate.is_Rational:
            if rate != 0:
                yield Eq(gap, 0)
        elif not _stays(rate, gap):
            yield And(Eq(gap, 0), Ne(rate, 0))


def _gaps(quantity: Any) -> Iterator[Any]:
    """Yield what vanishes at the kinks of a quantity."""
    for node in sympy.preorder_traversal(quantity):
        if isinstance(node, sympy.Abs):
            yield node.args[0]
        elif isinstance(node, sympy.Max | sympy.Min):
            ordered = sorted(node.args, key=str)
            yield from (one - other for one, other in itertools.combinations(ordered, 2))


def _stays(rate: Any, gap: Any) -> bool:
    """Tell whether a gap that is 0 is seen to stay so: its rate is a multiple of it."""
    factor, proviso = cofactor(rate, gap)
    return factor is not None and not proviso.free_symbols
