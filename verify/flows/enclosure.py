"""Validated integration: balls that contain every solution from a start, at exact times.

A step is a Taylor polynomial of the center, a bound on its rest over complex time, and the
derivative of the flow in the start, which carries the box of starts (Lohner's method). Nothing
here is a float that matters: floats choose steps and rotations, balls decide.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sympy
from flint import arb, arb_mat, ctx, fmpq

from verify.arithmetic.balls import BALL
from verify.arithmetic.compile import compile_tape
from verify.errors import ClaimError
from verify.flows.domains import Domain, domain
from verify.flows.flow import Flow
from verify.flows.sets import BITS, Parcel
from verify.flows.taylor import (
    Equations,
    equations,
    rescaled,
    solution,
    variations_along,
)
from verify.flows.tubes import TERMS, tube

LONGEST = 2 / 5  # of the time to which the series is bounded
LONGER = 1 / 2  # the same where few bits are asked for: a step costs more than its terms
FEW_BITS = 64
SLOPE_TERMS = 20
SHORTEST = 2.0**-30  # a step below this is a blow-up, or as good as one
MOST_STEPS = 20_000


@dataclass(frozen=True)
class Step:
    """One step: from `begin` to `begin + length`, with all that is needed in between."""

    begin: Fraction  # both negative when time runs backward
    length: Fraction
    start: Parcel
    center: tuple[tuple[Any, ...], ...]  # coefficients of each letter, powers of t / unit
    slopes: tuple[arb_mat, ...]
    system: Equations
    plain: Domain
    domain: Domain  # the plain one, or a longer tube
    unit: Any

    @property
    def end(self) -> Fraction:
        """Return the time at the end."""
        return self.begin + self.length

    def shortened(self, length: Fraction) -> Step:
        """Return the step cut to a length between 0 and its own, both without sign."""
        return replace(self, length=-length if self.length < 0 else length)

    def middle(self, time: Fraction) -> list[Any]:
        """Return balls near the center after a time: its polynomial, without the rest."""
        fraction = ball_of(time) / self.unit
        return [_value(known, fraction) for known in self.center]

    def finish(self, bits: int) -> Parcel:
        """Return a parcel that contains the states at the end."""
        with ctx.workprec(bits):
            fraction = ball_of(abs(self.length)) / self.unit
            image = [
                _value(known, fraction) + self._rest(i, fraction, len(known))
                for i, known in enumerate(self.center)
            ]
        return self.start.moved(image, self._slope(fraction))

    def during(self, first: Fraction, last: Fraction) -> list[Any]:
        """Return balls that contain the states from `first` to `last`, times since `begin`.

        Both lie between 0 and `length`.
        """
        with ctx.workprec(BITS):
            low, high = sorted((abs(first), abs(last)))
            fraction = ball_of(low).union(ball_of(high)) / self.unit
            spread = self._slope(fraction) * arb_mat(len(self.center), 1, self.start.spread())
            return [
                _ranged(known, fraction) + self._rest(i, fraction, len(known)) + spread[i, 0]
                for i, known in enumerate(self.center)
            ]

    def _rest(self, letter: int, fraction: Any, terms: int) -> Any:
        if not self.system.moves(letter):
            return arb(0)
        time = (fraction * self.unit).abs_upper()
        return arb(0, self.domain.rest(letter, time, terms).abs_upper())

    def _slope(self, fraction: Any) -> arb_mat:
        """Return the derivative of the flow in the start."""
        n, terms = len(self.center), len(self.slopes)
        with ctx.workprec(BITS):
            latest = (fraction * self.unit).abs_upper()
            total = self.slopes[-1]
            for coefficient in reversed(self.slopes[:-1]):
                total = total * fraction + coefficient
            bounds = [self._slope_rest(i, j, latest, terms) for i in range(n) for j in range(n)]
            return total + arb_mat(n, n, bounds)

    def _slope_rest(self, letter: int, start: int, latest: Any, terms: int) -> Any:
        # Zeros that the equations show stay zeros: else a large error leaks into a small one.
        if not self.system.moves(letter) or not self.system.depends[letter][start]:
            return arb(0)
        return arb(0, self.domain.slope_rest(letter, start, latest, terms).abs_upper())


@dataclass(frozen=True)
class Enclosure:
    """What contains every solution from the start, up to the time reached."""

    letters: tuple[sympy.Symbol, ...]  # parameters of the field included
    steps: tuple[Step, ...]
    final: Parcel
    reached: Fraction
    why_stopped: str  # "" when the time asked for was reached
    bits: int

    @property
    def complete(self) -> bool:
        """Tell whether the time asked for was reached."""
        return not self.why_stopped

    @property
    def state(self) -> dict[sympy.Symbol, Any]:
        """Return a ball for each letter at the time reached."""
        return dict(zip(self.letters, self.final.hull(self.bits), strict=True))

    @property
    def radius(self) -> Any:
        """Return the largest radius of a letter at the time reached."""
        radii = [x.rad() for x in self.final.hull(self.bits)]
        return max(radii)


def enclose(
    flow: Flow,
    start: Mapping[sympy.Symbol, Any],
    time: Any,
    *,
    radius: Any = None,
    bits: int | None = None,
    largest: Any = Fraction(8),
) -> Enclosure:
    """Return balls that contain, at an exact time, every solution that begins in the start.

    `start` gives an exact number (integer, Fraction, exact SymPy number, "1/3", "0.25") or a
    ball for each letter and each parameter of the flow; angles are not reduced. `time` is
    exact; a negative one runs backward. With `radius` the bits are doubled until every letter
    is known that well, or the start's own radii forbid it. The enclosure stops, with its reason
    and the trajectory so far, when solutions may blow up, leave the domain of the field, or
    when the set outgrows `largest`. Raises `ClaimError` for a start without a letter or with a
    float in it.
    """
    goal = None if radius is None else exact(radius)
    span = exact(time)
    system = equations(flow, span < 0)
    bits = bits or (96 if goal is None else _bits(goal))
    while True:
        parcel = Parcel.of(entered(system, start, bits))
        found = carried(system, parcel, span, bits, exact(largest))
        if goal is None or not found.complete or bits > 4096:
            return found
        if found.radius <= ball_of(goal) or not _sharp(parcel, bits):
            return found
        bits *= 2


def _bits(goal: Fraction) -> int:
    if goal <= 0:
        raise ClaimError(f"radius = {goal} is not positive. Write Fraction(1, 10**30).")
    return max(53, math.ceil(math.log2(goal.denominator) - math.log2(goal.numerator)) + 24)


def carried(
    system: Equations,
    parcel: Parcel,
    span: Fraction,
    bits: int,
    largest: Fraction,
    until: Callable[[Step, Parcel], bool] | None = None,
) -> Enclosure:
    """Return the enclosure of a parcel over a time; it ends early where `until` says so.

    The equations run backward already when the span is negative.
    """
    steps: list[Step] = []
    now, last, why, done = Fraction(0), None, "", False
    while now != span and not why and not done:
        step = _step(system, parcel, now, span - now, last, bits)
        after = None if step is None else step.finish(bits)
        why = _trouble(after, len(steps), largest)
        if step is not None and after is not None and not why:
            steps.append(step)
            now, parcel, last = step.end, after, step
            done = until is not None and until(step, after)
    reason = f"{why}, at time {float(now):.6g}" if why else ""
    return Enclosure(system.letters, tuple(steps), parcel, now, reason, bits)


def _sharp(start: Parcel, bits: int) -> bool:
    """Tell whether more bits would narrow the start."""
    return all(
        bool(reach <= abs(x) * arb(2) ** (4 - bits))
        for x, reach in zip(start.center, start.reach, strict=True)
    )


def _step(
    system: Equations,
    parcel: Parcel,
    now: Fraction,
    left: Fraction,
    last: Step | None,
    bits: int,
) -> Step | None:
    """Return the next step, `None` when no time of existence is found for its start."""
    hull = parcel.hull(BITS)
    plain = domain(system, hull, last.plain if last else None)
    if plain is None or plain.time * LONGEST < SHORTEST:
        return None
    before = last.domain if last else None
    scale = arb((before or plain).time)
    path, found = solution(system, hull, scale, TERMS, BITS), plain
    if plain.time * LONGEST < abs(left):
        found = tube(system, hull, plain, before, path) or plain
    unit = arb(found.time)
    share = LONGER if bits <= FEW_BITS else LONGEST
    length = _length(found.time * share, abs(left))
    fraction = float(length) / found.time
    terms = max(4, found.terms, math.ceil(-bits / math.log2(fraction)))
    center = solution(system, parcel.center, unit, terms, bits)
    some = [known[: min(terms, SLOPE_TERMS)] for known in rescaled(path, unit / scale, BITS)]
    slopes = variations_along(system, some, unit, BITS)
    signed = length if left > 0 else -length
    known = tuple(map(tuple, center))
    return Step(now, signed, parcel, known, tuple(slopes), system, plain, found, unit)


def _length(longest: float, left: Fraction) -> Fraction:
    """Return a dyadic step with a short numerator, or all that is left."""
    if left <= Fraction(longest):
        return left
    mantissa, exponent = math.frexp(longest)
    return Fraction(math.floor(mantissa * 256), 256) * Fraction(2) ** exponent


def _trouble(after: Parcel | None, steps: int, largest: Fraction) -> str:
    if after is None:
        return "no time of existence is found: solutions may blow up or leave the field"
    hull = after.hull(BITS)
    if not all(x.is_finite() for x in hull):
        return "the balls are no longer finite"
    if any(x.rad() > ball_of(largest) for x in hull):
        return f"the set has a radius above {largest}"
    return "too many steps" if steps >= MOST_STEPS else ""


def entered(system: Equations, start: Mapping[sympy.Symbol, Any], bits: int) -> list[Any]:
    """Return a ball for each letter of the system; raise `ClaimError` where one is missing."""
    missing = [str(letter) for letter in system.letters if letter not in start]
    if missing:
        raise ClaimError(f"start: {', '.join(missing)} has no value. Give each letter one.")
    with ctx.workprec(bits):
        return [_number(start[letter], letter, bits) for letter in system.letters]


def _number(value: Any, letter: sympy.Symbol, bits: int) -> Any:
    if isinstance(value, arb):
        ball = value
    elif isinstance(value, sympy.Expr):
        ball = compile_tape([value], ()).play(BALL(bits), {})[0]
    else:
        ball = ball_of(exact(value))
    if not isinstance(ball, arb) or not ball.is_finite():
        raise ClaimError(f"start: {letter} = {value} is no finite real number. Write one.")
    return ball


def exact(value: Any) -> Fraction:
    """Return an exact number as a fraction; raise `ClaimError` for a float."""
    if isinstance(value, float) or not isinstance(value, int | str | Fraction | sympy.Rational):
        raise ClaimError(
            f"{value!r} is not exact. Write Rational(1, 10), Fraction(1, 10) or '0.1'."
        )
    if isinstance(value, sympy.Rational):
        return Fraction(int(value.p), int(value.q))
    return Fraction(value)


def ball_of(value: Fraction) -> Any:
    """Return a ball around a fraction."""
    return arb(fmpq(value.numerator, value.denominator))


def _value(known: Sequence[Any], fraction: Any) -> Any:
    total = known[-1]
    for coefficient in reversed(known[:-1]):
        total = total * fraction + coefficient
    return total


def _ranged(known: Sequence[Any], fraction: Any) -> Any:
    """Return the values over a range of times, by the mean value theorem."""
    middle = fraction.mid()
    slope = [k * coefficient for k, coefficient in enumerate(known)][1:]
    return _value(known, middle) + _value(slope, fraction) * (fraction - middle)
