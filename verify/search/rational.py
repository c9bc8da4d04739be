"""Simple rationals near a float, simplest first."""

from __future__ import annotations

import functools
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
    letters, numbers = list(values), [Fraction(value) for value in values.values()]
    dust = max((abs(value) for value in values.values()), default=0.0) / 20
    clean = [number if abs(number) >= dust else Fraction(0) for number in numbers]
    seen = set()
    for most in _DENOMINATORS:
        for kept in (clean, numbers):
            row = tuple(number.limit_denominator(most) for number in kept)
            if row not in seen:
                seen.add(row)
                yield dict(zip(letters, map(exact, row), strict=True))
    yield dict(zip(letters, map(exact, numbers), strict=True))


@functools.lru_cache(maxsize=4096)
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
