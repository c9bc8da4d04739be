"""Simple rationals near a float, simplest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import sympy

_DENOMINATORS = (1, 2, 3, 4, 5, 8, 10, 16, 64, 1000, 10**6)

_ROUND = (3, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 256, 1000, 10**4, 10**6)


def candidates(values: Mapping[sympy.Symbol, float]) -> Iterator[dict[sympy.Symbol, Any]]:
    """Yield exact points ever nearer to a float point, the last one equal to it.

    A float is a dyadic rational: the last point is the very point the floats saw.
    """
    seen = set()
    for most in _DENOMINATORS:
        for point in (_rounded(values, most, Fraction(1, 20)), _rounded(values, most)):
            key = tuple(point.values())
            if key not in seen:
                seen.add(key)
                yield point
    yield {letter: exact(Fraction(value)) for letter, value in values.items()}


def _rounded(
    values: Mapping[sympy.Symbol, float], most: int, dust: Fraction = Fraction(0)
) -> dict[sympy.Symbol, Any]:
    """Return values with denominators up to `most`, those below `dust` of the largest at 0."""
    largest = max((abs(Fraction(value)) for value in values.values()), default=Fraction(0))
    return {
        letter: exact(
            Fraction(0)
            if abs(Fraction(value)) < dust * largest
            else Fraction(value).limit_denominator(most)
        )
        for letter, value in values.items()
    }


def exact(value: Fraction) -> Any:
    """Return a fraction as a SymPy number."""
    return sympy.Rational(value.numerator, value.denominator)


def simpler(value: Any) -> Iterator[Any]:
    """Yield numbers simpler than a rational, simplest first; none for other numbers."""
    if not value.is_Rational:
        return
    fraction = Fraction(int(value.p), int(value.q))
    signs = (1, -1) if fraction >= 0 else (-1, 1)
    tries = [Fraction(0), *(sign * v for v in (Fraction(1), Fraction(1, 2)) for sign in signs)]
    tries += [fraction.limit_denominator(most) for most in (1, 2, 3, 4, 5, 8, 16, 64, 1024)]
    tries += [fraction / 2, fraction / 10] if abs(fraction) > 2 else []
    tries += [_leading(fraction)]
    # A small number may have to stay off zero, and grow to become simple.
    tries += [Fraction(sign, below) for below in _ROUND for sign in signs[:1]]
    better = [v for v in dict.fromkeys(tries) if height(exact(v)) < height(value)]
    yield from (exact(v) for v in sorted(better, key=lambda v: height(exact(v))))


def height(value: Any) -> int:
    """Return how long a number is to read: the bits of its numerator and denominator."""
    if value.is_Rational:
        bits = int(abs(value.p)).bit_length() + 2 * (int(value.q).bit_length() - 1)
        return 2 * bits + int(value.p < 0)
    return 64 + sum(height(part) for part in value.atoms(sympy.Rational))


def _leading(value: Fraction) -> Fraction:
    """Return the value with one significant decimal digit kept."""
    if value == 0:
        return value
    size = len(str(int(abs(value)))) - 1 if abs(value) >= 1 else 0
    return Fraction(round(value / 10**size)) * 10**size
