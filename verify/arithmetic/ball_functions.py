"""How balls play each operation: arb for real values, acb for complex ones.

A result contains every value the operands allow, or is not finite. Nothing may be
concluded from a ball that is not finite. A condition is True or False; None when the balls
leave it open; BLIND when an operand is not finite, and there may be no truth at all.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from flint import acb, arb, fmpq

NOTHING = arb("nan")


class Blind(enum.Enum):
    """A condition on balls that say nothing; a hull over both its cases would be a guess."""

    BLIND = "blind"


Condition = bool | Blind | None


def finite(x: Any) -> bool:
    """Tell whether anything may be concluded from a ball."""
    return bool(x.is_finite())


def straddles(x: Any) -> bool:
    """Tell whether a ball contains zero; one that is not finite may contain anything."""
    return not finite(x) or bool(x.contains(0))


def method(name: str) -> Callable[[Any], Any]:
    """Return the function that calls a method of a ball."""
    return lambda x: getattr(x, name)()


def power(x: Any, n: int) -> Any:
    """Return x to a natural power; an even power of a real ball is not negative."""
    # In reals a ball around 0 to an integer power is NaN in python-flint; in complex it is not.
    value = (acb(x) ** n).real if isinstance(x, arb) and straddles(x) else x**n
    if n % 2 == 0 and isinstance(x, arb) and n > 0 and finite(value):
        return value.nonnegative_part()
    return value


def root(x: Any, q: int) -> Any:
    """Return the principal q-th root."""
    if x.is_zero():
        return x
    return x.sqrt() if q == 2 else x.root(q)


def pow_(x: Any, y: Any) -> Any:
    """Return x to the y."""
    if x.is_zero() and isinstance(y, arb) and y > 0:
        return x
    return NOTHING if straddles(x) and not _whole(y) else x**y


def _whole(y: Any) -> bool:
    """Tell whether an exponent is a natural number for certain."""
    real = y if isinstance(y, arb) else y.real
    plain = isinstance(y, arb) or y.imag.is_zero()
    return bool(plain and real.is_integer() and real >= 0)


def absolute(x: Any) -> Any:
    """Return the absolute value, never negative."""
    value = abs(x)
    return value.nonnegative_part() if finite(value) else value


def maximum(a: Any, b: Any) -> Any:
    """Return the larger of two real balls, complex numbers having no order."""
    a, b = ordered(a), ordered(b)
    return a.max(b) if finite(a) and finite(b) else NOTHING


def minimum(a: Any, b: Any) -> Any:
    """Return the smaller of two real balls, complex numbers having no order."""
    a, b = ordered(a), ordered(b)
    return a.min(b) if finite(a) and finite(b) else NOTHING


def sign(x: Any) -> Any:
    """Return the sign, x/|x| for complex numbers."""
    if not finite(x):
        return NOTHING
    if isinstance(x, arb):
        return x.sgn()
    return x if x.is_zero() else x / abs(x)


def heaviside(x: Any, at_zero: Any) -> Any:
    """Return the unit step, the hull of its values when the sign is open."""
    if not finite(x):
        return NOTHING
    if x.is_zero():
        return at_zero
    if x > 0 or x < 0:
        return arb(1 if x > 0 else 0)
    return arb(0).union(arb(1)).union(at_zero)


def real_part(z: Any) -> Any:
    """Return the real part; of what is not finite in the other part nothing is known."""
    return z if isinstance(z, arb) else z.real if finite(z) else NOTHING


def imaginary_part(z: Any) -> Any:
    """Return the imaginary part; a number that may have no value is not known to be real."""
    if not finite(z):
        return NOTHING
    return arb(0) if isinstance(z, arb) else z.imag


def conjugate(z: Any) -> Any:
    """Return the complex conjugate."""
    return z if isinstance(z, arb) else z.conjugate()


def arg(z: Any) -> Any:
    """Return the argument, not finite when zero is possible."""
    return NOTHING if straddles(z) else acb(z).arg()


def atan2(y: Any, x: Any) -> Any:
    """Return the angle of (x, y), not finite when the origin is possible."""
    return NOTHING if straddles(x) and straddles(y) else arb.atan2(y, x)


def besseli(order: Any, x: Any) -> Any:
    """Return the modified Bessel function of the first kind."""
    return x.bessel_i(order)


def besselj(order: Any, x: Any) -> Any:
    """Return the Bessel function of the first kind."""
    return x.bessel_j(order)


def besselk(order: Any, x: Any) -> Any:
    """Return the modified Bessel function of the second kind."""
    return x.bessel_k(order)


def bessely(order: Any, x: Any) -> Any:
    """Return the Bessel function of the second kind."""
    return x.bessel_y(order)


def hyper(*args: Any) -> Any:
    """Return the hypergeometric function pFq; the last two arguments are p and q."""
    *values, p, _ = args
    return values[-1].hypgeom(values[:p], values[p:-1])


def golden_ratio() -> Any:
    """Return (1 + sqrt 5) / 2."""
    return (1 + arb(5).sqrt()) / 2


def number(value: fmpq) -> Any:
    """Return a ball around a rational, one bit wide at most."""
    return arb(value)


def certainty(holds: bool) -> Any:
    """Return the margin of a statement without letters, which is not finite."""
    return arb.pos_inf() if holds else arb.neg_inf()


def less(a: Any, b: Any) -> Condition:
    """Tell whether a < b."""
    a, b = ordered(a), ordered(b)
    if not (finite(a) and finite(b)):
        return Blind.BLIND
    return True if a < b else False if a >= b else None


def less_equal(a: Any, b: Any) -> Condition:
    """Tell whether a <= b."""
    a, b = ordered(a), ordered(b)
    if not (finite(a) and finite(b)):
        return Blind.BLIND
    return True if a <= b else False if a > b else None


def equal(a: Any, b: Any) -> Condition:
    """Tell that a != b; an equation is never true by balls, unless both are one number."""
    gap = a - b
    if not finite(gap):
        return Blind.BLIND
    return True if gap.is_zero() else None if gap.contains(0) else False


def unequal(a: Any, b: Any) -> Condition:
    """Tell that a != b, never that they are equal, unless both are one number."""
    return not_(equal(a, b))


def both(a: Condition, b: Condition) -> Condition:
    """Return the conjunction; False settles it."""
    if a is False or b is False:
        return False
    return _worse(a, b, True)


def either(a: Condition, b: Condition) -> Condition:
    """Return the disjunction; True settles it."""
    if a is True or b is True:
        return True
    return _worse(a, b, False)


def _worse(a: Condition, b: Condition, otherwise: bool) -> Condition:
    if a is Blind.BLIND or b is Blind.BLIND:
        return Blind.BLIND
    return None if a is None or b is None else otherwise


def not_(a: Condition) -> Condition:
    """Return the negation."""
    return not a if isinstance(a, bool) else a


def select(condition: Condition, value: Any, otherwise: Any) -> Any:
    """Return one value or the other, their hull when the condition is open."""
    if isinstance(condition, bool):
        return value if condition else otherwise
    if condition is Blind.BLIND or not (finite(value) and finite(otherwise)):
        return NOTHING
    if isinstance(value, arb) and isinstance(otherwise, arb):
        return value.union(otherwise)
    first, second = acb(value), acb(otherwise)
    return acb(first.real.union(second.real), first.imag.union(second.imag))


def ordered(x: Any) -> Any:
    """Return the ball as a real one, not finite unless its imaginary part is exactly zero."""
    if isinstance(x, arb):
        return x
    return x.real if x.imag.is_zero() else NOTHING
