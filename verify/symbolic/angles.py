"""Exponentials and angles inside one another: nesting, sums and multiples."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy

from verify.symbolic.rational import NotScalar

MOST_TURNS = 64  # of one angle, in multiple-angle formulas


def levels(wholes: Sequence[Any]) -> list[list[Any]]:
    """Return exponentials, sines and cosines, those inside others first."""
    depth: dict[Any, int] = {}

    def measure(whole: Any) -> int:
        if whole not in depth:
            inner = max((measure(a) for a in whole.args), default=0)
            depth[whole] = inner + (1 if is_atom(whole) else 0)
        return depth[whole]

    height = max((measure(whole) for whole in wholes), default=0)
    levels: list[list[Any]] = [[] for _ in range(height)]
    for whole, level in depth.items():
        if is_atom(whole):
            levels[level - 1].append(whole)
    return levels


def is_atom(whole: Any) -> bool:
    """Tell whether an expression is an exponential, a sine or a cosine."""
    return isinstance(whole, sympy.sin | sympy.cos) or argument_of_exp(whole) is not None


def argument_of_exp(whole: Any) -> Any:
    """Return u if the expression is exp u, also written b**v with b > 0 rational; else None."""
    if isinstance(whole, sympy.exp):
        return whole.args[0]
    if whole is sympy.E:
        return sympy.S.One
    if whole.is_Pow and not whole.exp.is_Rational and whole.base.is_Rational and whole.base > 0:
        return whole.exp * sympy.log(whole.base)
    return None


def rotated(first: tuple[Any, Any], second: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return cosine and sine of a sum of two angles."""
    (c, s), (d, t) = first, second
    return c * d - s * t, s * d + c * t


def multiple(cosine: Any, sine: Any, times: int) -> tuple[Any, Any]:
    """Return cosine and sine of a multiple of an angle; raise `NotScalar` for a large one."""
    if abs(times) > MOST_TURNS:
        raise NotScalar(f"an angle taken {abs(times)} times is too much to expand")
    turned: tuple[Any, Any] = (sympy.S.One, sympy.S.Zero)
    step = (cosine, sine if times >= 0 else -sine)
    for _ in range(abs(times)):
        turned = tuple(map(sympy.expand, rotated(turned, step)))
    return turned
