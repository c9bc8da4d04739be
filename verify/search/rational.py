"""Simple rationals near a float, simplest first."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

Row = tuple[tuple[int, int], ...]  # a numerator and a denominator for each letter

_DENOMINATORS = (1, 2, 3, 4, 5, 8, 10, 16, 64, 1000, 10**6)

_ROUND = (3, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 256, 1000, 10**4, 10**6)


def candidates(values: Mapping[sympy.Symbol, float]) -> Iterator[dict[sympy.Symbol, Any]]:
    """Yield exact points ever nearer to a float point, the last one equal to it.

    A float is a dyadic rational: the last point is the very point the floats saw.
    """
    for row in roundings(list(values.values())):
        yield point_of(list(values), row)


def roundings(numbers: Sequence[float]) -> list[Row]:
    """Return the same points as pairs of numerator and denominator: most are looked at in
    floats and never written."""
    dust = max(map(abs, numbers), default=0.0) / 20
    nearest = [_nearest(number) for number in numbers]
    kept = [abs(number) >= dust for number in numbers]
    rows: dict[Row, None] = {}
    for place in range(len(_DENOMINATORS)):
        row = [found[place] for found in nearest]
        pairs = zip(row, kept, strict=True)
        rows[tuple(pair if keep else (0, 1) for pair, keep in pairs)] = None
        rows[tuple(row)] = None
    return [*rows, tuple(number.as_integer_ratio() for number in numbers)]


def point_of(letters: Sequence[sympy.Symbol], row: Row) -> dict[sympy.Symbol, Any]:
    """Return a row of numerators and denominators as an exact point."""
    return {letter: ratio(*pair) for letter, pair in zip(letters, row, strict=True)}


def floats_at(rows: Sequence[Row]) -> npt.NDArray[np.float64]:
    """Return such rows as floats, shape (points, letters)."""
    return np.array([[p / q for p, q in row] for row in rows], dtype=float)


def _nearest(number: float) -> list[tuple[int, int]]:
    """Return the fractions nearest to a float for each bound on the denominator.

    One pass over the continued fraction; `Fraction.limit_denominator` makes one for each.
    """
    p, q = number.as_integer_ratio()
    n, d, before, last = p, q, (0, 1), (1, 0)
    found = []
    for most in _DENOMINATORS:
        if q <= most:
            found.append((p, q))
            continue
        while (below := before[1] + (n // d) * last[1]) <= most:
            before, last, (n, d) = last, (before[0] + (n // d) * last[0], below), (d, n % d)
        k = (most - before[1]) // last[1]
        beside = (before[0] + k * last[0], before[1] + k * last[1])
        found.append(last if 2 * d * beside[1] <= q else beside)
    return found


@functools.lru_cache(maxsize=4096)
def ratio(p: int, q: int) -> Any:
    """Return a fraction as a SymPy number."""
    return sympy.Rational(p, q)


def exact(value: Fraction) -> Any:
    """Return a fraction as a SymPy number."""
    return ratio(value.numerator, value.denominator)


@functools.lru_cache(maxsize=1024)
def simpler(value: Any) -> tuple[Any, ...]:
    """Return numbers simpler than a rational, simplest first; none for other numbers."""
    if not value.is_Rational:
        return ()
    fraction = Fraction(int(value.p), int(value.q))
    signs = (1, -1) if fraction >= 0 else (-1, 1)
    tries = [Fraction(0), *(sign * v for v in (Fraction(1), Fraction(1, 2)) for sign in signs)]
    tries += [fraction.limit_denominator(most) for most in (1, 2, 3, 4, 5, 8, 16, 64, 1024)]
    tries += [fraction / 2, fraction / 10] if abs(fraction) > 2 else []
    tries += [_leading(fraction)]
    # A small number may have to stay off zero, and grow to become simple.
    tries += [Fraction(sign, below) for below in _ROUND for sign in signs[:1]]
    found = [exact(v) for v in dict.fromkeys(tries)]
    return tuple(sorted((v for v in found if height(v) < height(value)), key=height))


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
