"""How exact arithmetic plays each operation: on fmpq and on complex numbers with such parts.

A function returns `None` where its value is not of that kind, and `UNDEFINED` where it has
none.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any

from flint import fmpq

from verify.arithmetic.gaussian import Gaussian, conjugated, imaginary, plain, realpart


class Undefined(enum.Enum):
    """The value of an expression that has none: 1/0, log 0, the root of a negative number."""

    UNDEFINED = "undefined"


UNDEFINED = Undefined.UNDEFINED


def at(values: Mapping[int, int], undefined: tuple[int, ...] = ()) -> Callable[..., Any]:
    """Return a function with known values at a few rationals only."""

    def function(x: Any) -> Any:
        for place, value in values.items():
            if x == place:
                return fmpq(value)
        return UNDEFINED if any(x == place for place in undefined) else None

    return function


def nowhere(*_: Any) -> None:
    """Return nothing: the function has no rational values worth knowing."""


def divide(a: Any, b: Any) -> Any:
    """Return a / b."""
    return UNDEFINED if b == 0 else plain(a / b)


def power(x: Any, n: int) -> Any:
    """Return x to a natural power."""
    return plain(x**n)


def root(x: Any, q: int) -> Any:
    """Return the principal q-th root when it is rational, or imaginary for square roots."""
    if isinstance(x, Gaussian):
        return None
    if x < 0:
        return _imaginary_root(x) if q == 2 else None
    top, bottom = x.p.root(q), x.q.root(q)
    return fmpq(top, bottom) if top**q == x.p and bottom**q == x.q else None


def _imaginary_root(x: Any) -> Any:
    size = root(-x, 2)
    return None if size is None else Gaussian(fmpq(0), size)


def pow_(x: Any, y: Any) -> Any:
    """Return x to the y for whole y of moderate size."""
    if x == 0 and not isinstance(y, Gaussian):
        return UNDEFINED if y < 0 else fmpq(1 if y == 0 else 0)
    if isinstance(y, Gaussian) or y.q != 1 or abs(y) > 10_000:
        return None
    n = int(y.p)
    return power(x, n) if n >= 0 else divide(fmpq(1), power(x, -n))


def absolute(x: Any) -> Any:
    """Return the absolute value when it is rational."""
    return root(x.norm(), 2) if isinstance(x, Gaussian) else abs(x)


def sign(x: Any) -> Any:
    """Return the sign."""
    if isinstance(x, Gaussian):
        size = absolute(x)
        return None if size is None else plain(x / size)
    return fmpq((x > 0) - (x < 0))


def heaviside(x: Any, at_zero: Any) -> Any:
    """Return the unit step."""
    if isinstance(x, Gaussian):
        return UNDEFINED
    return at_zero if x == 0 else fmpq(1 if x > 0 else 0)


def arg(x: Any) -> Any:
    """Return the argument where it is rational: on the positive axis."""
    if x == 0:
        return UNDEFINED
    return fmpq(0) if not isinstance(x, Gaussian) and x > 0 else None


def atan2(y: Any, x: Any) -> Any:
    """Return the angle of (x, y) where it is rational: on the positive axis."""
    if isinstance(x, Gaussian) or isinstance(y, Gaussian):
        return None
    if y == 0:
        return UNDEFINED if x == 0 else fmpq(0) if x > 0 else None
    return None


def gamma(x: Any) -> Any:
    """Return the gamma function at whole numbers of moderate size."""
    if isinstance(x, Gaussian) or x.q != 1:
        return None
    if x <= 0:
        return UNDEFINED
    return _factorial(int(x.p) - 1)


def _factorial(n: int) -> Any:
    if n > 1000:
        return None
    product = fmpq(1)
    for factor in range(2, n + 1):
        product *= factor
    return product


def bessel(order: Any, x: Any) -> Any:
    """Return the Bessel functions of the first kind at zero, for natural orders."""
    if x != 0 or isinstance(order, Gaussian) or order.q != 1 or order < 0:
        return None
    return fmpq(1 if order == 0 else 0)


def maximum(a: Any, b: Any) -> Any:
    """Return the larger of two rationals."""
    if isinstance(a, Gaussian) or isinstance(b, Gaussian):
        return UNDEFINED
    return max(a, b)


def minimum(a: Any, b: Any) -> Any:
    """Return the smaller of two rationals."""
    if isinstance(a, Gaussian) or isinstance(b, Gaussian):
        return UNDEFINED
    return min(a, b)


def ordered(x: Any) -> Any:
    """Return the value as a real one."""
    return UNDEFINED if isinstance(x, Gaussian) else x


def less(a: Any, b: Any) -> Any:
    """Tell whether a < b; complex numbers have no order."""
    if isinstance(a, Gaussian) or isinstance(b, Gaussian):
        return UNDEFINED
    return bool(a < b)


def less_equal(a: Any, b: Any) -> Any:
    """Tell whether a <= b; complex numbers have no order."""
    if isinstance(a, Gaussian) or isinstance(b, Gaussian):
        return UNDEFINED
    return bool(a <= b)


def add(a: Any, b: Any) -> Any:
    """Return a + b."""
    return plain(a + b)


def subtract(a: Any, b: Any) -> Any:
    """Return a - b."""
    return plain(a - b)


def multiply(a: Any, b: Any) -> Any:
    """Return a b."""
    return plain(a * b)


real_part, imaginary_part, conjugate = realpart, imaginary, conjugated
