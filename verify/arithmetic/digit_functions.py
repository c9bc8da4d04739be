"""How mpmath plays each operation.

Every function has the context first, so that no global precision is touched. A condition is
True, False, or None where an operand is undefined.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def called(name: str) -> Callable[..., Any]:
    """Return the mpmath function of that name, its context first."""
    return lambda mp, *args: getattr(mp, name)(*args)


def root(mp: Any, x: Any, q: int) -> Any:
    """Return the principal q-th root."""
    return mp.sqrt(x) if q == 2 else mp.root(x, q)


def sign(mp: Any, x: Any) -> Any:
    """Return the sign, x/|x| for complex numbers."""
    return mp.sign(x)


def heaviside(mp: Any, x: Any, at_zero: Any) -> Any:
    """Return the unit step."""
    return at_zero if x == 0 else mp.mpf(1 if x > 0 else 0)


def arg(mp: Any, z: Any) -> Any:
    """Return the argument of a complex number, NaN at zero."""
    return mp.nan if z == 0 else mp.arg(z)


def atan2(mp: Any, y: Any, x: Any) -> Any:
    """Return the angle of (x, y), NaN at the origin."""
    return mp.nan if x == 0 and y == 0 else mp.atan2(y, x)


def hyper(mp: Any, *args: Any) -> Any:
    """Return the hypergeometric function pFq; the last two arguments are p and q."""
    *values, p, _ = args
    return mp.hyper(values[:p], values[p:-1], values[-1])


def certainty(mp: Any, holds: bool) -> Any:
    """Return the margin of a statement without letters."""
    return mp.inf if holds else mp.ninf


def ordered(mp: Any, x: Any) -> Any:
    """Return the value as a real one, NaN where it is complex beyond rounding."""
    flat = abs(mp.im(x)) <= mp.eps * 1000 * (1 + abs(mp.re(x)))
    return mp.re(x) if flat else mp.nan


def less(mp: Any, a: Any, b: Any) -> bool | None:
    """Tell whether a < b; complex numbers have no order."""
    a, b = ordered(mp, a), ordered(mp, b)
    return None if mp.isnan(a) or mp.isnan(b) else bool(a < b)


def less_equal(mp: Any, a: Any, b: Any) -> bool | None:
    """Tell whether a <= b; complex numbers have no order."""
    a, b = ordered(mp, a), ordered(mp, b)
    return None if mp.isnan(a) or mp.isnan(b) else bool(a <= b)


def equal(mp: Any, a: Any, b: Any) -> bool | None:
    """Tell whether a == b, to the last digit."""
    return None if mp.isnan(a) or mp.isnan(b) else bool(a == b)


def unequal(mp: Any, a: Any, b: Any) -> bool | None:
    """Tell whether a != b, by one digit at least."""
    return None if mp.isnan(a) or mp.isnan(b) else bool(a != b)
