"""The route `trajectories`: a limit observed in floating point, from many starts."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy
from scipy.integrate import ODEintWarning, odeint

from verify.effort import Effort
from verify.errors import UnsupportedFunction
from verify.flows.flow import Flow, check_kept
from verify.flows.scalars import evaluator, velocity
from verify.flows.statements import AlongFlow, Tends, targets, ties_an_input
from verify.obligation import Obligation
from verify.pieces import piece
from verify.search.starts import Start, starts
from verify.verdict import Evidence, Verdict, Worst

CHECK = "trajectories"
Array = npt.NDArray[np.float64]
NEAR = 1e-5  # how near the target a trajectory must end
_NOTHING = 1e-7  # a gap that floats take for none
FAR = 1e9  # a trajectory that is so far away is not followed on
EVALUATIONS = 20_000  # of the field, a stage of a trajectory
TIMES = (30.0, 300.0, 3000.0)  # a slow trajectory is followed on


class _Lost(Exception):
    """A trajectory ran away, or took more steps than it is worth."""


def trajectories(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `observed` when every trajectory followed in floating point ends at the target.

    Starts are exact admissible points, corners and draws; a trajectory is followed to time
    3000 at most with tolerance 10⁻⁹, until every gap is below 10⁻⁵. One that does not get there
    makes the answer `undecided`, and is named: floats refute nothing. An exceptional set of
    starts of measure zero is never met by draws, and inputs are held at what they are at first,
    so this is no proof at all. Trajectories that begin at the target show nothing: when there
    are no others, the answer is `undecided`.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Tends)
    if any(ties_an_input(premise.says, says.flow) for premise in whole.given):
        because = "a premise ties the state to an input, so that no constant input was followed"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    return followed_from(starts_of(whole, effort), says, obligation.part)


def starts_of(whole: Obligation, effort: Effort, generic: bool = False) -> list[Start]:
    """Return the exact starts, at most `count_of(effort)`, whose trajectories are followed."""
    says = whole.says
    assert isinstance(says, AlongFlow)
    letters = sorted({*says.flow.letters, *whole.letters()}, key=lambda x: x.name)
    return starts(letters, whole.given, count_of(effort), effort, generic)


def count_of(effort: Effort) -> int:
    """Return how many trajectories are followed, if there are so many starts."""
    return max(effort.points // 10, 6)


def end_key(says: Tends, start: Start) -> tuple[str, str, str]:
    """Return the key of the piece that is one trajectory."""
    return "trajectory", str(says), str(_written(start))


def followed_from(followed: Sequence[Start], says: Tends, part: str) -> Evidence:
    """Return what floating point sees of the trajectories from some exact starts."""
    if not followed:
        because = "no start was found that meets the assumptions"
        return Evidence(CHECK, Verdict.UNDECIDED, because, part)
    ends: list[End] = []
    for start in followed:
        ends.append(
            piece(partial(end_key, says, start), partial(follow, says, start)),
        )
        if not ends[-1].arrived:
            break
    arrived = ends[-1].arrived  # the first that does not is the last
    worst = int(np.argmax([end.size for end in ends])) if arrived else len(ends) - 1
    met = Worst(f"{ends[worst].size:.3g}", _written(followed[worst]))
    if not arrived:
        where = ", ".join(f"{name} = {value}" for name, value in met.point.items())
        because = f"in floating point the trajectory from {where} {_told(ends[worst])}"
        return Evidence(CHECK, Verdict.UNDECIDED, because, part, tried=len(followed), worst=met)
    telling = sum(not end.began < _NOTHING for end in ends)
    if not telling:
        because = f"each of the {len(ends)} starts found is at the target already"
        return Evidence(CHECK, Verdict.UNDECIDED, because, part, tried=len(followed))
    held = ", with inputs that do not change" if says.flow.inputs else ""
    return Evidence(
        CHECK,
        Verdict.OBSERVED,
        f"{telling} trajectories ended within {NEAR:g} of the target in floating point{held}",
        part,
        scope=f"{telling} starts{held}",
        worst=met,
        tried=len(followed),
    )


@dataclass(frozen=True)
class End:
    """Where a trajectory was left: the largest gap to the target, and when."""

    gap: float  # not a number where the integration failed
    time: float
    needed: float = NEAR  # below which the trajectory has arrived
    began: float = math.inf  # the gap at first

    @property
    def arrived(self) -> bool:
        """Tell whether the trajectory came near the target."""
        return self.gap < self.needed

    @property
    def size(self) -> float:
        """Return the gap, infinite where it is not known."""
        return self.gap if np.isfinite(self.gap) else np.inf


def follow(says: Tends, start: Start) -> End:
    """Return where a trajectory was left: when it had arrived, or was followed long enough.

    One that starts near the target must come twice as near: that it stays shows nothing.
    """
    try:
        flow, gaps = fixed(says, start)
    except UnsupportedFunction:  # no rates or no target there, or not throughout
        return End(float("nan"), 0.0)
    state = np.array([float(start[x]) for x in flow.letters])
    first = _gap(gaps, flow.letters, state)
    needed = min(NEAR, max(first / 2, _NOTHING)) if np.isfinite(first) else NEAR
    begin = 0.0
    for end in TIMES:
        state, reached = step_to(flow, state, begin, end)
        if not reached:
            return End(float("nan"), end, needed)
        left = End(_gap(gaps, flow.letters, state), end, needed, first)
        if not np.isfinite(left.gap) or left.arrived:
            return left
        begin = end
    return left


def fixed(says: Tends, start: Start) -> tuple[Flow, list[Any]]:
    """Return the flow and the gaps to the target, with the start's parameters put in.

    Raises `UnsupportedFunction` where one of them then has no value, or forgets where.
    """
    letters = says.flow.letters
    flow, gaps = _fixed(says, tuple((x, v) for x, v in start.items() if x not in letters))
    return flow, list(gaps)


@lru_cache(maxsize=256)  # several routes follow the same starts
def _fixed(says: Tends, given: tuple[tuple[Any, Any], ...]) -> tuple[Flow, tuple[Any, ...]]:
    parameters = dict(given)
    gaps = targets(says)
    for gap in gaps:
        check_kept(gap, parameters, "the gap to the target")
    return says.flow.at(parameters), tuple(gap.xreplace(parameters) for gap in gaps)


def step_to(flow: Flow, state: Array, begin: float, end: float) -> tuple[Array, bool]:
    """Return the state at a later time in floating point, and whether it was reached."""
    path = states_at(flow, state, (begin, end))
    return (path[-1], True) if np.isfinite(path[-1]).all() else (state, False)


def states_at(flow: Flow, state: Array, times: Sequence[float]) -> Array:
    """Return the states at rising times in floating point, (times, letters).

    The first time is that of `state`. All but that row is NaN when the trajectory runs away, or
    takes more steps than it is worth.
    """
    return np.array(_followed(flow, tuple(state.tolist()), tuple(times)))


@lru_cache(maxsize=1024)  # several routes follow the same starts
def _followed(
    flow: Flow, state: tuple[float, ...], times: tuple[float, ...]
) -> tuple[tuple[float, ...], ...]:
    rates = velocity(flow)
    left = [EVALUATIONS]

    def field(_: float, values: Array) -> list[float]:
        now = values.tolist()
        left[0] -= 1
        if left[0] < 0 or not all(-FAR < x < FAR for x in now):
            raise _Lost
        return rates(now)

    lost = (state, *[(math.nan,) * len(state)] * (len(times) - 1))
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore", ODEintWarning)  # its message is looked at below
            states, told = odeint(
                field,
                state,
                times,
                tfirst=True,
                rtol=1e-9,
                atol=1e-12,
                mxstep=EVALUATIONS,
                full_output=True,
            )
    except _Lost:
        return lost
    done = told["message"] == "Integration successful."
    return tuple(map(tuple, states.tolist())) if done else lost


def _gap(gaps: Sequence[Any], letters: Sequence[sympy.Symbol], state: Array) -> float:
    values = evaluator(tuple(gaps), tuple(letters))(state.tolist())
    return float(np.max(np.abs(values)))


def _told(end: End) -> str:
    if not np.isfinite(end.gap):
        return f"could not be followed to time {end.time:g}"
    return f"is still {end.gap:.3g} away from the target at time {end.time:g}"


def _written(start: Start) -> dict[str, str]:
    return {x.name: str(value) for x, value in sorted(start.items(), key=lambda p: p[0].name)}
