"""Intervals that hold a chance or a mean at a stated confidence.

Their ends are rational numbers, rounded outward: ball arithmetic shows that each end is far
enough out, so that no floating-point error enters an interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
from flint import arb, ctx, fmpq
from scipy.special import betaincinv

BITS = 128


@dataclass(frozen=True)
class Interval:
    """All numbers from `low` to `high`, both included."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """Return the number halfway."""
        return (self.low + self.high) / 2

    @property
    def radius(self) -> Fraction:
        """Return half the width."""
        return (self.high - self.low) / 2

    def ball(self) -> arb:
        """Return a ball that holds the interval."""
        with ctx.workprec(BITS):
            return arb(_exact(self.low)).union(arb(_exact(self.high)))

    def __str__(self) -> str:
        return f"{_outward(self.low, -1)} to {_outward(self.high, 1)}"


def clopper_pearson(least: int, most: int, draws: int, doubt: Fraction) -> Interval:
    """Return an interval that misses the chance of an event with probability `doubt` at most.

    The event happened in at least `least` and at most `most` of the independent draws. C. J.
    Clopper and E. S. Pearson, Biometrika 26 (1934), with `doubt`/2 on either side.
    """
    return Interval(
        _least_chance(least, draws, doubt / 2),
        1 - _least_chance(draws - most, draws, doubt / 2),
    )


def empirical_bernstein(
    least: np.ndarray, most: np.ndarray, low: Fraction, high: Fraction, doubt: Fraction
) -> Interval:
    """Return an interval that misses a mean with probability `doubt` at most.

    Each independent draw has a value between its entries of `least` and `most`, all of them
    between `low` and `high`. A. Maurer and M. Pontil, COLT 2009, theorem 4, with `doubt`/2 on
    either side. Needs at least two draws.
    """
    below = Fraction(math.fsum(least) / len(least)) - _reach(least, high - low, doubt / 2)
    above = Fraction(math.fsum(most) / len(most)) + _reach(most, high - low, doubt / 2)
    return Interval(max(low, below), min(high, above))


def _reach(values: np.ndarray, span: Fraction, doubt: Fraction) -> Fraction:
    """Return how far a mean may lie to one side of the average of its draws."""
    n = len(values)
    average = math.fsum(values) / n
    spread = math.fsum((values - average) ** 2) / (n - 1)
    slack = span / 10**9  # far above what rounding does to the two sums
    with ctx.workprec(BITS):
        log = (2 / arb(_exact(doubt))).log()
        variance = (arb(spread).sqrt() + arb(_exact(slack))) ** 2
        reach = (2 * variance * log / n).sqrt() + 7 * arb(_exact(span)) * log / (3 * (n - 1))
        return Fraction(float(reach.upper())) * Fraction(10**9 + 1, 10**9) + slack


@lru_cache(maxsize=256)  # a claim and its controls ask of the same draws
def _least_chance(happened: int, draws: int, doubt: Fraction) -> Fraction:
    """Return a chance so small that so many events or more have a probability below `doubt`.

    The tail of the binomial law is the incomplete beta function I_p(k, n - k + 1).
    """
    if happened == 0:
        return Fraction(0)
    guess = Fraction(float(betaincinv(happened, draws - happened + 1, float(doubt))))
    for exponent in (9, 8, 7, 6, 5, 4, 3, 2, 1):
        chance = guess * (1 - Fraction(1, 10**exponent))
        if _tail_is_below(chance, happened, draws, doubt):
            return chance
    return Fraction(0)


def _tail_is_below(chance: Fraction, happened: int, draws: int, doubt: Fraction) -> bool:
    for bits in (BITS // 2, BITS):  # half as many nearly always tell, at half the price
        with ctx.workprec(bits):
            tail = arb(_exact(chance)).beta_lower(
                arb(happened), arb(draws - happened + 1), True
            )
            limit = arb(_exact(doubt))
            if not tail.overlaps(limit):
                return bool(tail < limit)
    return False


def _exact(number: Fraction) -> fmpq:
    return fmpq(number.numerator, number.denominator)


def _outward(end: Fraction, way: int) -> str:
    """Return an end as a decimal of four digits that lies further out."""
    if end in (0, 1):
        return str(end)
    digits = 3 - math.floor(math.log10(abs(end)))
    scaled = end * 10**digits
    whole = math.floor(scaled) if way < 0 else math.ceil(scaled)
    return f"{float(Fraction(whole) / Fraction(10) ** digits):.{max(digits, 0)}f}"
