"""The route `elsewhere`: an exact start whose trajectory certainly does not tend to the target.

It is in an ellipsoid that another equilibrium certainly attracts, or enters it in an enclosure.
Or it starts in a region that the flow keeps and that is bounded away from the target. Floats
only say where to look.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import flint
import numpy as np
import sympy

from verify.arithmetic import BALL, FLOAT, compile_tape, decide_tree
from verify.effort import Effort
from verify.errors import UnsupportedFunction
from verify.flows.enclosure import Step as Stride
from verify.flows.enclosure import ball_of, carried, entered
from verify.flows.equilibria import equilibrium
from verify.flows.flow import Flow
from verify.flows.kept_away import stays_away
from verify.flows.sets import Parcel
from verify.flows.sinks import Sink, sink
from verify.flows.statements import Tends, ties_an_input
from verify.flows.taylor import equations
from verify.flows.trajectories import TIMES, fixed, step_to
from verify.obligation import Obligation
from verify.search.problem import names
from verify.search.starts import Start, starts
from verify.verdict import Evidence, Truth, Verdict, Witness

CHECK = "elsewhere"
_BITS = 64
_TIMES = TIMES[:2]  # floats are followed so long
_STILL = 1e-7  # the speed of floats that have come to rest
_OFF = 1e-3  # the gap of floats that are not at the target
_LONGEST = Fraction(400)  # time of an enclosure
_WIDEST = Fraction(2)
_WIDER = Fraction(1, 2**40)  # around an equilibrium, the gap to the target is not 0
_STARTS = 12
_GRAINS = (1, 2, 4, 8, 16, 64, 256, 4096)  # the denominators of simple starts
_HALVINGS = range(1, 8)  # of the way from a sink to a start
_CERTIFICATES = 4  # starts that an enclosure or a proof is tried for


@dataclass(frozen=True)
class Reason:
    """Why a trajectory does not tend to the target."""

    how: str  # the arithmetic or rule that shows it
    because: str


def elsewhere(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `refuted` with an exact admissible start that certainly misses the target.

    Finding none says nothing: thin exceptional sets are for the route `shooting`, and starts at
    rest for the route `rest`. Costs an enclosure for each suspicious start, at most four.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Tends)
    if any(ties_an_input(premise.says, says.flow) for premise in whole.given):
        because = "a premise ties the state to an input, so that no constant input was tried"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    letters = sorted({*says.flow.letters, *whole.letters()}, key=lambda x: x.name)
    followed = starts(letters, whole.given, _STARTS, effort)
    suspects = ((start, end) for start in followed for end in missed(says, start))
    because = "no start was found that certainly ends elsewhere"
    for first, end in itertools.islice(suspects, _CERTIFICATES):
        try:
            start, reason = _simplest(whole, first, end, effort)
        except UnsupportedFunction as error:
            because = f"no start was found that certainly ends elsewhere; {error}"
            continue
        if reason is not None:
            witness = Witness(names(dict(start)), reason.how)
            because = f"the trajectory from {witness} {reason.because}"
            return Evidence(
                CHECK, Verdict.REFUTED, because, obligation.part, witness=witness, tried=1
            )
    return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)


def misses_from(whole: Obligation, start: Start, effort: Effort) -> Reason | None:
    """Return why the trajectory from an exact start misses the target, `None` if not shown.

    That the start meets the premises is not asked here. Raises `UnsupportedFunction` where only
    an enclosure could show it, and the field has none.
    """
    says = whole.says
    assert isinstance(says, Tends)
    if any(ties_an_input(premise.says, says.flow) for premise in whole.given):
        return None
    for end in missed(says, start):
        return _certified(whole, start, end, effort)
    return None


def _simplest(
    whole: Obligation, first: Start, end: np.ndarray, effort: Effort
) -> tuple[Start, Reason | None]:
    """Return a start that misses the target, and why: one close to where the first one ends."""
    flow, gaps = fixed(whole.says, first)
    try:
        home = _attractor(flow, gaps, tuple(end.tolist()))
    except UnsupportedFunction:
        home = None
    for start in () if home is None else _near(flow, home, first):
        trees = (premise.says for premise in whole.given)
        if all(decide_tree(t, start, effort.bits).truth is Truth.TRUE for t in trees):
            reason = misses_from(whole, start, effort)
            if reason is not None:
                return start, reason
    return first, _certified(whole, first, end, effort)


def _near(flow: Flow, home: Sink, first: Start) -> Iterator[Start]:
    """Yield short states that a sink attracts: rounded, then between it and a start.

    Angles are turned back to within half a turn, parameters kept.
    """
    with flint.ctx.workprec(_BITS):
        turns = {x: 2 * flint.arb.pi() * _turns(x, home, flow) for x in flow.letters}
    middle = {x: float((home.point[x] - turns[x]).mid()) for x in flow.letters}
    rounded = [_rounded(middle, grain) for grain in _GRAINS]
    still = rounded[-1]
    between = [
        {x: still[x] + (first[x] - still[x]) / 2**k for x in flow.letters} for k in _HALVINGS
    ]
    for point in (*rounded, *between):
        balls = entered(equations(flow), point, _BITS)
        if home.holds([ball + turns[x] for ball, x in zip(balls, point, strict=True)]):
            yield {**first, **point}


def _turns(letter: sympy.Symbol, home: Sink, flow: Flow) -> int:
    return round(float(home.point[letter].mid()) / (2 * np.pi)) if letter in flow.angles else 0


def _rounded(middle: Mapping[sympy.Symbol, float], grain: int) -> dict[sympy.Symbol, Any]:
    return {x: sympy.Rational(round(value * grain), grain) for x, value in middle.items()}


def _certified(
    whole: Obligation, start: Start, end: np.ndarray, effort: Effort
) -> Reason | None:
    """Return why a start misses the target; raise where only an enclosure could show it."""
    trouble = None
    try:
        into = drawn_into_a_sink(whole.says, start, end)
    except UnsupportedFunction as error:  # a region may be kept all the same
        into, trouble = None, error
    if into is not None:
        return into
    region = stays_away(whole, start, effort)
    if region is not None:
        return Reason("a region that is kept", f"stays where {region}")
    if trouble is not None:
        raise trouble
    return None


def drawn_into_a_sink(says: Tends, start: Start, end: np.ndarray) -> Reason | None:
    """Return the sink off the target that certainly draws in the trajectory from a start.

    `end` is where floats went. What draws in one start draws in all starts near it.
    """
    flow, gaps = fixed(says, start)
    late = tuple(end.tolist())
    home = _attractor(flow, gaps, late)
    if home is None or not _arrives(flow, late, tuple(start[x] for x in flow.letters)):
        return None
    place = ", ".join(f"{x} = {float(ball.mid()):.6g}" for x, ball in home.point.items())
    return Reason(
        "an enclosure, into an ellipsoid that attracts", f"tends to the equilibrium at {place}"
    )


def missed(says: Tends, start: Start) -> Iterator[np.ndarray]:
    """Yield where a float trajectory is late, if that is off the target."""
    try:
        flow, gaps = fixed(says, start)
    except UnsupportedFunction:  # no rates or no target there, or not throughout
        return
    state = np.array([float(start[x]) for x in flow.letters])
    tape = compile_tape([*gaps, *flow.rates], flow.letters)
    begin = 0.0
    for time in _TIMES:
        state, reached = step_to(flow, state, begin, time)
        if not reached:
            return
        values = tape.play(FLOAT, dict(zip(flow.letters, state, strict=True)))
        row = np.abs(np.array(values, dtype=float))
        off, speed = np.max(row[: len(gaps)]), np.max(row[len(gaps) :])
        if not off > _OFF:
            return
        if speed < _STILL:
            break
        begin = time
    yield state


def _attractor(flow: Flow, gaps: list[Any], end: tuple[float, ...]) -> Sink | None:
    """Return a sink at the equilibrium near a point, if it is certainly no target."""
    home = _sink_near(flow, end)
    return home if home is not None and _is_off(flow, gaps, home.point) else None


@lru_cache(maxsize=64)  # a claim and its controls speak of one flow
def _sink_near(flow: Flow, end: tuple[float, ...]) -> Sink | None:
    if not np.isfinite(end).all():
        return None
    found = equilibrium(flow, dict(zip(flow.letters, end, strict=True)))
    return None if found is None else sink(flow, found)


def _is_off(flow: Flow, gaps: list[Any], point: Mapping[sympy.Symbol, Any]) -> bool:
    """Tell whether one gap is not 0 on a whole neighborhood, so that it cannot tend to 0."""
    wider = flint.arb(0, ball_of(_WIDER))
    around = {x: ball + wider for x, ball in point.items()}
    values = compile_tape(gaps, flow.letters).play(BALL(_BITS), around)
    return any(
        isinstance(gap, flint.arb) and gap.is_finite() and not gap.contains(0) for gap in values
    )


@lru_cache(maxsize=64)
def _arrives(flow: Flow, end: tuple[float, ...], start: tuple[Any, ...]) -> bool:
    """Tell whether the solution from a start certainly enters what a sink attracts."""
    system, home = equations(flow), _sink_near(flow, end)
    assert home is not None

    def inside(_: Stride | None, after: Parcel) -> bool:
        return home.holds(after.hull(_BITS))

    begin = dict(zip(flow.letters, start, strict=True))
    parcel = Parcel.of(entered(system, begin, _BITS))
    if inside(None, parcel):
        return True
    last = carried(system, parcel, _LONGEST, _BITS, _WIDEST, inside)
    return inside(None, last.final)
