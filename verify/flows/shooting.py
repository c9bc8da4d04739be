"""The route `shooting`: between two starts with different ends lies one with neither.

Draws never meet an exceptional set of measure zero. But where the target is one point of a
circle, trajectories can reach it from both sides, and the angle, followed without reducing it,
then ends at different multiples of 2π. Each such basin is open, no two meet, and a segment is
connected: on a segment between two basins some start lies in none, and never tends to the
target.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import sympy

from verify.arithmetic import decide
from verify.effort import THOROUGH, Effort
from verify.errors import UnsupportedFunction
from verify.flows.enclosure import Step as Stride
from verify.flows.enclosure import carried, entered
from verify.flows.equilibria import equilibrium
from verify.flows.flow import Flow
from verify.flows.narrowing import exceptional
from verify.flows.sets import Parcel
from verify.flows.shots import parted
from verify.flows.sinks import Sink, sink
from verify.flows.statements import Tends, ties_an_input
from verify.flows.taylor import equations
from verify.logic import And, Eq
from verify.notation import are_admitted
from verify.obligation import Obligation
from verify.search.enclose import decide_on
from verify.search.starts import Start, starts
from verify.verdict import Evidence, Step, Truth, Verdict, Witness

CHECK = "shooting"
_ANGLES = (sympy.pi / 2, 1, sympy.Rational(3, 2), sympy.Rational(1, 2), 2)
_WIDTHS = (Fraction(1, 1024), Fraction(1, 64))  # each wider than a row of `parted`
_LONGEST = Fraction(1000)  # time of an enclosure
_WIDEST = Fraction(8)
_BITS = 128  # of the target's own box
_LOOKED = 8  # starts that are looked for: of fewer few points are tried
_DIGITS = 32  # of a segment that is made shorter, with the whole effort


@dataclass(frozen=True)
class Segment:
    """Starts that differ in one angle, with all else fixed."""

    letter: sympy.Symbol
    low: Fraction
    high: Fraction
    others: Mapping[sympy.Symbol, Any]

    def end(self, value: Fraction) -> dict[sympy.Symbol, Any]:
        """Return the start at one value of the angle."""
        return {**self.others, self.letter: sympy.Rational(value.numerator, value.denominator)}


def shooting(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `refuted` with a segment that certainly holds a start that misses the target.

    Floats find two neighbors on a circle of starts that end at different multiples of 2π, and
    bisect between them; enclosures then certify both ends, and balls that the whole segment
    meets the premises. The target must be a point: cos x = 1 for every angle x, y = c for every
    other letter. Finding nothing says nothing.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Tends)
    target = point_of(says)
    if target is None or not says.flow.angles:
        because = "the target is no single point with angles, so nothing was shot at"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    try:
        bases = list(_bases(whole, says.flow, effort))
        if not bases:
            because = "no start was found that meets the assumptions"
            return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
        for segment in _segments(says.flow, target, bases):
            if misses(whole, segment, effort) is Truth.TRUE:
                return _refuted(obligation, _sharper(whole, segment, effort), says)
    except UnsupportedFunction as error:  # no enclosure of such a field
        return Evidence(CHECK, Verdict.UNDECIDED, str(error), obligation.part)
    because = "no two neighboring starts were found that end at different multiples of 2π"
    return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)


def misses(whole: Obligation, segment: Segment, effort: Effort) -> Truth:
    """Return TRUE when some start of the segment certainly misses the target, else UNKNOWN.

    Every start of the segment meets the premises, and its two ends lie in basins of different
    copies of the target.
    """
    says = whole.says
    assert isinstance(says, Tends)
    target = point_of(says)
    if target is None or not _admissible(whole, segment, effort):
        return Truth.UNKNOWN
    flow = _fixed(says.flow, segment.others)
    place = home(flow, target)
    if place is None:
        return Truth.UNKNOWN
    bits = 36 + 3 * max(0, -math.floor(math.log2(segment.high - segment.low))) // 2
    low = _end(flow, place, segment.end(segment.low), bits)
    high = None if low is None else _end(flow, place, segment.end(segment.high), bits)
    return Truth.TRUE if high is not None and low != high else Truth.UNKNOWN


def _sharper(whole: Obligation, segment: Segment, effort: Effort) -> Segment:
    """Return a much shorter segment with the same certificate, if one is found."""
    if effort.bits < THOROUGH.bits:
        return segment
    flow = _fixed(whole.says.flow, segment.others)
    middle = (segment.low + segment.high) / 2
    center = exceptional(flow, segment.letter, middle, segment.others, _DIGITS)
    if center is None:
        return segment
    half = Fraction(1, 10**_DIGITS)
    center = Fraction(round(center / half)) * half
    shorter = Segment(segment.letter, center - half, center + half, segment.others)
    return shorter if misses(whole, shorter, effort) is Truth.TRUE else segment


def point_of(says: Tends) -> dict[sympy.Symbol, Any] | None:
    """Return the state the target is, angles up to multiples of 2π; `None` for a larger set."""
    condition = says.condition
    parts = condition.args if isinstance(condition, sympy.And) else (condition,)
    point: dict[sympy.Symbol, Any] = {}
    for part in parts:
        left, right = part.lhs, part.rhs
        if left.func is sympy.cos and right == 1 and left.args[0] in says.flow.angles:
            point[left.args[0]] = sympy.Integer(0)
        elif left in says.flow.letters and left not in says.flow.angles and right.is_Rational:
            point[left] = right
        else:
            return None
    return point if set(point) == set(says.flow.letters) else None


def _bases(whole: Obligation, flow: Flow, effort: Effort) -> Iterator[Start]:
    """Yield starts through which circles are drawn: simple angles, all else as it may be."""
    letters = sorted({*flow.letters, *whole.letters()}, key=lambda x: x.name)
    others = starts(letters, whole.given, _LOOKED, effort)
    for angle in _ANGLES if others else ():
        start = min(others, key=lambda one: _distance_from_one(one, flow))
        yield {**start, **{x: sympy.sympify(angle) for x in flow.angles}}


def _distance_from_one(start: Start, flow: Flow) -> float:
    """Return how far numbers that are no angles are from size 1: others are slow, or stiff."""
    sizes = (abs(float(value)) for x, value in start.items() if x not in flow.angles)
    return max((abs(math.log2(size)) if size else math.inf for size in sizes), default=0.0)


def _segments(
    flow: Flow, target: Mapping[Any, Any], bases: Sequence[Start]
) -> Iterator[Segment]:
    """Yield short exact segments between float trajectories with different ends."""
    for row in parted(flow, target, bases):
        others = {x: value for x, value in row.base.items() if x != row.letter}
        for width in _WIDTHS:
            center = Fraction(round(Fraction(row.low) / width)) * width
            yield Segment(row.letter, center - width, center + width, others)


def _fixed(flow: Flow, values: Mapping[sympy.Symbol, Any]) -> Flow:
    return flow.at({x: v for x, v in values.items() if x not in flow.letters})


def _admissible(whole: Obligation, segment: Segment, effort: Effort) -> bool:
    """Tell whether every start of the segment certainly meets every premise, and goes on to."""
    says = whole.says
    assert isinstance(says, Tends)
    if any(ties_an_input(premise.says, says.flow) for premise in whole.given):
        return False
    middle = (segment.low + segment.high) / 2
    half = (segment.high - segment.low) / 2
    ball = flint.arb(
        flint.arb(flint.fmpq(middle.numerator, middle.denominator)),
        flint.arb(flint.fmpq(half.numerator, half.denominator)),
    )
    point = {**segment.others, segment.letter: ball}
    letters = list(point)
    return are_admitted(segment.others) and all(
        decide_on(premise.says, letters, point, 256) is Truth.TRUE for premise in whole.given
    )


def home(flow: Flow, target: Mapping[sympy.Symbol, Any]) -> Sink | None:
    """Return an ellipsoid that the target attracts, `None` when none is certified.

    The target rests, decided exactly, and lies in a box that holds one equilibrium only.
    """
    if any(decide(Eq(rate, 0), target).truth is not Truth.TRUE for rate in flow.rates):
        return None
    found = equilibrium(flow, {x: float(target[x]) for x in flow.letters}, bits=_BITS)
    if found is None:
        return None
    aim = entered(equations(flow), target, 2 * _BITS)
    inside = all(box.contains(x) for box, x in zip(found.point.values(), aim, strict=True))
    return sink(flow, found) if inside else None


def _end(
    flow: Flow, place: Sink, start: Mapping[sympy.Symbol, Any], bits: int
) -> tuple[int, ...] | None:
    """Return the copy of the target to which the solution from `start` certainly tends."""
    system = equations(flow)
    found: list[tuple[int, ...]] = []

    def arrived(_: Stride | None, after: Parcel) -> bool:
        copy = _copy(flow, place, after.hull(bits))
        found.extend([] if copy is None else [copy])
        return copy is not None

    parcel = Parcel.of(entered(system, {x: start[x] for x in flow.letters}, bits))
    if not arrived(None, parcel):
        carried(system, parcel, _LONGEST, bits, _WIDEST, arrived)
    return found[0] if found else None


def _copy(flow: Flow, place: Sink, state: Sequence[Any]) -> tuple[int, ...] | None:
    """Return the multiples of 2π by which a box of states is in a copy of what a sink holds."""
    gaps = [x - middle for x, middle in zip(state, place.point.values(), strict=True)]
    if not all(gap.is_finite() for gap in gaps):
        return None
    turns = tuple(
        round(float(gap.mid()) / (2 * np.pi)) if x in flow.angles else 0
        for x, gap in zip(flow.letters, gaps, strict=True)
    )
    moved = [x - 2 * flint.arb.pi() * turn for x, turn in zip(state, turns, strict=True)]
    return turns if place.holds(moved) else None


def _refuted(obligation: Obligation, segment: Segment, says: Tends) -> Evidence:
    middle = (segment.low + segment.high) / 2
    half = (segment.high - segment.low) / 2
    values = {x.name: sympy.sstr(v) for x, v in segment.others.items()}
    values[segment.letter.name] = f"{_decimal(middle)} +/- {_decimal(half)}"
    ordered = dict(sorted(values.items()))
    how = "enclosures of both ends, and connectedness"
    witness = Witness(ordered, how, robust=False)
    text = ", ".join(f"{name} = {value}" for name, value in ordered.items())
    because = (
        f"a start within {text} never tends to the target: the two ends of this segment tend "
        "to it around the circle in different ways, and the segment is connected"
    )
    low, high = (And(*_equations(segment, x)) for x in (segment.low, segment.high))
    step = Step(str(says), "two open basins do not cover a segment", f"{low}; {high}", "text")
    return Evidence(
        CHECK,
        Verdict.REFUTED,
        because,
        obligation.part,
        witness=witness,
        tried=1,
        steps=(step,),
    )


def _equations(segment: Segment, value: Fraction) -> list[Any]:
    return [Eq(x, v) for x, v in sorted(segment.end(value).items(), key=lambda p: p[0].name)]


def _decimal(number: Fraction) -> str:
    """Return a number whose denominator divides a power of ten as an exact decimal."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(
        places + 1, "0"
    )
    sign = "-" if number < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
