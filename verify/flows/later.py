"""The route `later`: an exact start from which the condition certainly fails at a later time.

That a border can be crossed refutes nothing: no trajectory need come there. Here one does.
Floats say where to look, and an enclosure of the trajectory decides.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
from sympy.core.relational import Relational

from verify.arithmetic import FLOAT, compile_tape
from verify.effort import Effort
from verify.errors import UnsupportedFunction
from verify.flows.enclosure import Step, carried, entered
from verify.flows.flow import Flow
from verify.flows.holomorphic import check_holomorphic
from verify.flows.sets import Parcel
from verify.flows.statements import Always
from verify.flows.taylor import equations
from verify.flows.trajectories import states_at
from verify.logic import by_name, sign_of, truth
from verify.obligation import Obligation
from verify.search.enclose import decide_on
from verify.search.problem import names
from verify.search.starts import Start, starts
from verify.verdict import Evidence, Truth, Verdict, Witness

CHECK = "later"
_TIMES = tuple(Fraction(k, 4) for k in range(1, 65))
_FEWEST = 3  # times that are looked at
_SCALES = (1, 16, 256)  # by which times are divided for a trajectory that blows up
_STARTS = 12
_CERTIFICATES = 3  # starts that an enclosure is tried for
_STEPS = 400  # of an enclosure
_CLEAR = 1e-6  # the gap by which floats must see a relation fail
_BITS = 64


def later(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `refuted` with an exact start and a time at which the condition certainly fails.

    Times up to 16 are looked at, from a dozen starts. Finding none says nothing. A flow with
    inputs, and a field that has no enclosure, is `undecided`.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Always)
    because = "no start was found from which it certainly fails later"
    if says.flow.inputs:
        because = "the letters that change with time in any way were not followed"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    letters = sorted({*says.flow.letters, *whole.letters()}, key=by_name)
    followed = starts(letters, whole.given, _STARTS, effort)
    suspects = ((start, time) for start in followed for time in _suspected(says, start))
    try:
        tried = itertools.islice(suspects, _CERTIFICATES)
        failing = next((one for one in tried if fails_at(says, *one)), None)
    except UnsupportedFunction as error:  # no enclosure of such a field
        return Evidence(CHECK, Verdict.UNDECIDED, str(error), obligation.part)
    if failing is not None:
        start, time = failing
        witness = Witness(names(dict(start)), f"an enclosure up to time {time}")
        because = f"the trajectory from {witness} breaks it at time {time}"
        return Evidence(
            CHECK, Verdict.REFUTED, because, obligation.part, witness=witness, tried=1
        )
    return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)


def fails_later(whole: Obligation, start: Start) -> Fraction | None:
    """Return a time at which the condition certainly fails on the way from an exact start.

    That the start meets the premises is not asked here. `None` says nothing. Raises
    `UnsupportedFunction` for a field that has no enclosure.
    """
    says = whole.says
    assert isinstance(says, Always)
    if says.flow.inputs:
        return None
    return next((time for time in _suspected(says, start) if fails_at(says, start, time)), None)


def fails_at(says: Always, start: Start, time: Fraction) -> bool:
    """Tell whether the solution from an exact start certainly breaks the condition at a time.

    Raises `UnsupportedFunction` for a field that has no enclosure.
    """
    flow = says.flow.at({x: v for x, v in start.items() if x not in says.flow.letters})
    system = equations(flow)
    taken = itertools.count(1)

    def enough(_: Step, __: Parcel) -> bool:
        return next(taken) >= _STEPS

    parcel = Parcel.of(entered(system, {x: start[x] for x in flow.letters}, _BITS))
    found = carried(system, parcel, time, _BITS, Fraction(1), enough)
    if found.reached != time:
        return False
    point = {**start, **found.state}
    return decide_on(says.condition, list(point), point, _BITS) is Truth.FALSE


def _suspected(says: Always, start: Start) -> Iterator[Fraction]:
    """Yield the first time at which floats see the condition fail, if it holds at the start.

    Raises `UnsupportedFunction` for a field that has no enclosure, as one that jumps: floats
    would follow its trajectories for long, and for nothing.
    """
    try:
        flow = says.flow.at({x: v for x, v in start.items() if x not in says.flow.letters})
    except UnsupportedFunction:  # no rates there, or not throughout
        return
    check_holomorphic(equations(flow).rates)
    state = np.array([float(start[x]) for x in flow.letters])
    times, path = path_of(flow, state)
    values = {x: np.full(len(times), float(v)) for x, v in start.items()}
    values |= dict(zip(flow.letters, path.T, strict=True))
    truths = _in_floats(says, values)
    if truths[0] is not Truth.FALSE and Truth.FALSE in truths:
        yield times[truths.index(Truth.FALSE)]


def path_of(flow: Flow, state: npt.NDArray[np.float64]) -> tuple[list[Fraction], Any]:
    """Return times and the float states then, as long as the trajectory can be followed.

    The flow has no parameters left. One that soon blows up is looked at more closely.
    """
    for scale in _SCALES:
        times = [Fraction(0), *(time / scale for time in _TIMES)]
        while len(times) > _FEWEST:
            path = states_at(flow, state, [*map(float, times)])
            if np.isfinite(path).all():
                return times, path
            times = times[: 3 * len(times) // 4]
    return times[:1], state[None, :]


def _in_floats(says: Always, values: dict[object, npt.NDArray[np.float64]]) -> list[Truth]:
    """Return what floats see of the condition at each time; close by is unknown."""
    letters = list(values)
    count = len(next(iter(values.values())))

    def seen(node: Relational) -> npt.NDArray[np.float64]:
        left, right = compile_tape([node.lhs, node.rhs], letters).play(FLOAT, values)
        gap = np.broadcast_to(left - right, (count,))
        return gap / (1 + np.abs(left) + np.abs(right))

    gaps: dict[Relational, npt.NDArray[np.float64]] = {}

    def decided(k: int) -> Callable[[Relational], Truth]:
        def at(node: Relational) -> Truth:
            if node not in gaps:
                gaps[node] = seen(node)
            return _compared(float(gaps[node][k]), sign_of(node))

        return at

    return [truth(says.condition, decided(k)) for k in range(count)]


def _compared(gap: float, sign: str) -> Truth:
    if not abs(gap) > _CLEAR:  # NaN as well
        return Truth.UNKNOWN
    if sign in ("==", "!="):
        return Truth.of(sign == "!=")
    return Truth.of((gap < 0) is sign.startswith("<"))
