"""Certain events: every solution from a start crosses a surface, or enters a region.

An event between two times follows from the signs at their ends, by continuity; where it is,
from one Newton step over the set. An event that is not seen is not thereby excluded: that takes
the sign over whole steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any

import sympy
from flint import arb, ctx

from verify.arithmetic.balls import BALL
from verify.arithmetic.compile import compile_tape
from verify.arithmetic.tape import Tape
from verify.flows.enclosure import Enclosure, Step, ball_of, carried, entered, exact
from verify.flows.flow import Flow
from verify.flows.sets import BITS, Parcel
from verify.flows.taylor import Equations, equations
from verify.verdict import Truth

LARGEST = Fraction(8)
_PIECES = 16  # of a step over which the speed has no certain sign
FINEST = 64  # parts of a step that are looked at, before a sign is called open


@dataclass(frozen=True)
class Event:
    """Whether something happens to every solution from a start, when, and where."""

    certain: Truth  # TRUE: to every one; FALSE: to none in the time given
    because: str
    time: Any = None  # a ball that contains the time for every solution
    state: Mapping[sympy.Symbol, Any] = field(default_factory=dict)  # balls at that time
    once: bool = False  # nothing is crossed before, and the quantity moves one way there
    enclosure: Enclosure | None = None


def crosses(
    flow: Flow,
    start: Mapping[sympy.Symbol, Any],
    quantity: Any,
    time: Any,
    *,
    bits: int = 96,
) -> Event:
    """Tell whether every solution makes `quantity` change its sign within the time.

    `quantity` is an expression in state letters and parameters; a negative time looks into the
    past. FALSE says that it keeps its sign all the while, for every start. The time and state
    are those of the first crossing when `once`.
    """
    span = exact(time)
    system = equations(flow, span < 0)
    gauge = _gauge(system, quantity)
    parcel = Parcel.of(entered(system, start, bits))
    side = _side(gauge, parcel, bits)
    if side == 0:
        return Event(Truth.UNKNOWN, f"the sign of {quantity} at the start is not known")

    def changed(_: Step, after: Parcel) -> bool:
        return _side(gauge, after, bits) == -side

    found = carried(system, parcel, span, bits, LARGEST, changed)
    if not found.steps or _side(gauge, found.final, bits) != -side:
        return _absent(found, gauge, side, quantity)
    return _located(flow, found, gauge, side, quantity)


def enters(
    flow: Flow,
    start: Mapping[sympy.Symbol, Any],
    region: Sequence[Any],
    time: Any,
    *,
    bits: int = 96,
) -> Event:
    """Tell whether every solution is, at one time, where all expressions of `region` are > 0.

    FALSE says that one of them stays negative all the while, for every start.
    """
    span = exact(time)
    system = equations(flow, span < 0)
    gauges = [_gauge(system, expression) for expression in region]
    parcel = Parcel.of(entered(system, start, bits))

    def inside(_: Step | None, after: Parcel) -> bool:
        return all(_side(gauge, after, bits) > 0 for gauge in gauges)

    if inside(None, parcel):
        state = dict(zip(system.letters, parcel.hull(bits), strict=True))
        return Event(Truth.TRUE, "it begins in the region", arb(0), state)
    found = carried(system, parcel, span, bits, LARGEST, inside)
    if found.steps and inside(None, found.final):
        why = f"every solution is in the region at time {found.reached}"
        moment = ball_of(found.reached)
        return Event(Truth.TRUE, why, moment, found.state, enclosure=found)
    out = found.complete and any(_keeps(found, gauge, -1) for gauge in gauges)
    why = found.why_stopped or f"the region is not seen to be reached by time {span}"
    never = f"one expression stays negative until time {span}"
    return Event(Truth.FALSE if out else Truth.UNKNOWN, never if out else why, enclosure=found)


def _absent(found: Enclosure, gauge: Tape, side: int, quantity: Any) -> Event:
    if found.why_stopped:
        return Event(Truth.UNKNOWN, found.why_stopped, enclosure=found)
    if _keeps(found, gauge, side):
        why = f"{quantity} keeps its sign until time {found.reached}"
        return Event(Truth.FALSE, why, enclosure=found)
    why = f"no sign change of {quantity} is certain by time {found.reached}"
    return Event(Truth.UNKNOWN, why, enclosure=found)


def _located(flow: Flow, found: Enclosure, gauge: Tape, side: int, quantity: Any) -> Event:
    """Return the crossing in the last steps, as narrow as the set allows."""
    system = equations(flow, found.reached < 0)
    rate = flow.rate(quantity)
    speed = _gauge(system, -rate if found.reached < 0 else rate)
    first = max(
        k for k, s in enumerate(found.steps) if _side(gauge, s.start, found.bits) == side
    )
    boxes = [step.during(Fraction(0), step.length) for step in found.steps[first:]]
    states = [_united(letter) for letter in zip(*boxes, strict=True)]
    once = any(_moves_one_way(found.steps[first:], speed, pieces) for pieces in (1, _PIECES))
    # A step may begin and end on one side, and be on the other in between.
    once = once and all(_keeps_during(step, gauge, side) for step in found.steps[:first])
    time = ball_of(found.steps[first].begin).union(ball_of(found.reached))
    if once and len(boxes) == 1:
        narrow = _narrowed(system, found.steps[first], gauge, speed, found.bits)
        time, states = narrow or (time, states)
    why = f"{quantity} changes its sign by time {float(found.reached):.6g}"
    state = dict(zip(system.letters, states, strict=True))
    return Event(Truth.TRUE, why, time, state, once, found)


def _moves_one_way(steps: Sequence[Step], speed: Tape, pieces: int) -> bool:
    """Tell whether the speed keeps one sign over steps that are looked at in pieces."""
    ways = set()
    for step in steps:
        times = [step.length * k / pieces for k in range(pieces + 1)]
        boxes = (step.during(*pair) for pair in pairwise(times))
        ways |= {_sign(_play(speed, box, BITS)) for box in boxes}
    return ways in ({1}, {-1})


def _narrowed(
    system: Equations, step: Step, gauge: Tape, speed: Tape, bits: int
) -> tuple[Any, list[Any]] | None:
    """Return time and states of the crossing by a Newton step over the set, from near it."""
    near, end = _near(step, gauge, speed, bits), abs(step.length)
    sign = -1 if step.length < 0 else 1
    low, high = max(near - end / 2**12, Fraction(0)), min(near + end / 2**12, end)
    hull = step.shortened(near).finish(bits).hull(bits)
    around = step.during(low, high)
    with ctx.workprec(bits):
        wait = -_play(gauge, hull, bits) / _play(speed, around, bits)
        moment = ball_of(near) + wait
        if not (moment >= ball_of(low) and moment <= ball_of(high)):
            return None
        rates = system.field(around, BALL(bits))
        states = [x + wait * rate for x, rate in zip(hull, rates, strict=True)]
        return ball_of(step.begin) + sign * moment, states


def _near(step: Step, gauge: Tape, speed: Tape, bits: int) -> Fraction:
    """Return a time near the crossing of the center, by Newton's method; any time is right."""
    end = abs(step.length)
    time = end / 2
    with ctx.workprec(bits):
        for _ in range(8 + bits.bit_length()):
            state = [x.mid() for x in step.middle(time)]
            moved = (-_play(gauge, state, bits) / _play(speed, state, bits)).mid()
            if not moved.is_finite():
                return end / 2
            mantissa, exponent = moved.man_exp()
            change = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
            time = min(max(time + change, Fraction(0)), end)
    return time


def _gauge(system: Equations, quantity: Any) -> Tape:
    return compile_tape([sympy.sympify(quantity)], system.letters)


def _play(gauge: Tape, letters: Sequence[Any], bits: int) -> Any:
    values = dict(zip(gauge.inputs, letters, strict=True))
    return gauge.play(BALL(bits), values)[0]


def _side(gauge: Tape, parcel: Parcel, bits: int) -> int:
    return _sign(_play(gauge, parcel.hull(bits), bits))


def _sign(value: Any) -> int:
    """Return the sign of a ball, 0 when it is not certain."""
    if not value.is_finite():
        return 0
    return 1 if value > 0 else -1 if value < 0 else 0


def _keeps(found: Enclosure, gauge: Tape, side: int) -> bool:
    """Tell whether a quantity certainly has one sign at all times up to the end."""
    return all(_keeps_during(step, gauge, side) for step in found.steps)


def _keeps_during(step: Step, gauge: Tape, side: int) -> bool:
    end, least = abs(step.length), abs(step.length) / FINEST
    todo = [(Fraction(0), end)]
    while todo:
        low, high = todo.pop()
        sign = _sign(_play(gauge, step.during(low, high), BITS))
        if sign == side:
            continue
        if sign == -side or high - low <= least:
            return False
        middle = (low + high) / 2
        todo += [(low, middle), (middle, high)]
    return True


def _united(balls: Sequence[Any]) -> Any:
    total = balls[0]
    for ball in balls[1:]:
        total = total.union(ball)
    return total
