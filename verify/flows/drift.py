"""Routes for convergence that prove nothing: what floating point sees, and endless motion."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sympy

from verify.arithmetic import FLOAT, compile_tape, decide_tree
from verify.effort import Effort
from verify.flows.convergence import Converges
from verify.flows.flow import Flow
from verify.flows.infinitesimal import asked, together
from verify.flows.rest import corners_played, height
from verify.flows.trajectories import trajectories
from verify.logic import Eq, Ne
from verify.obligation import Obligation
from verify.search.problem import names
from verify.verdict import Evidence, Truth, Verdict, Witness

CHECK = "drift"
_TRIED = 24  # corners tried exactly
_NEAR = 1e-9
_TIMES = (0.7, 2.3)  # at which floats look whether the rates have stayed


@dataclass(frozen=True)
class Ray:
    """A corner, and the direction in which floats see the state move at a constant rate."""

    start: Mapping[sympy.Symbol, Any]
    direction: tuple[int, ...]  # one of -1, 0, 1 for each state letter


def resting(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `observed` when the rates tend to 0 in floating point, from many starts.

    That they do says little: a trajectory may slow down and never stop. See `trajectories`.
    """
    whole = obligation.spelled_out()
    assert isinstance(whole.says, Converges)
    return trajectories(replace(whole, says=whole.says.speeds_vanish()), effort)


def drift(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `refuted` with an exact start from which the state moves on for ever.

    The start x₀ meets every premise, and for all τ the rates at x₀ + τd are c d, with a number
    c ≠ 0 and d of entries -1, 0, 1: then x₀ + c t d is a trajectory. A rotating wave is one.
    Corners only are tried; finding none says nothing.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Converges)
    letters = sorted({*says.flow.letters, *whole.letters()}, key=lambda x: x.name)
    for ray in itertools.islice(_rays(letters, says), _TRIED):
        if moves_on(whole, ray.start, ray.direction, effort):
            witness = Witness(names(dict(ray.start)), "exact", robust=None)
            because = f"from {witness} the state moves on for ever at a constant rate"
            return Evidence(
                CHECK, Verdict.REFUTED, because, obligation.part, witness=witness, tried=1
            )
    because = "no start was found from which the state moves on for ever"
    return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)


def goes_on(whole: Obligation, start: Mapping[Any, Any], effort: Effort) -> bool:
    """Tell whether a start is admissible, and the state certainly moves on for ever."""
    rates = [float(sympy.N(rate.subs(start))) for rate in whole.says.flow.rates]
    direction = direction_from(rates)
    return direction is not None and moves_on(whole, start, direction, effort)


def moves_on(
    whole: Obligation, start: Mapping[Any, Any], direction: Sequence[int], effort: Effort
) -> bool:
    """Tell whether a start is admissible, and the state certainly moves on from it."""
    flow = whole.says.flow
    admissible = (decide_tree(p.says, start, effort.bits).truth for p in whole.given)
    if not all(truth is Truth.TRUE for truth in admissible):
        return False
    along = sympy.Symbol("tau", real=True)
    shifts = dict(zip(flow.letters, direction, strict=True))
    moved = {x: value + along * shifts.get(x, 0) for x, value in start.items()}
    lead = next(k for k, d in enumerate(direction) if d)
    constant = direction[lead] * flow.rates[lead].subs(start)
    if decide_tree(Ne(constant, 0), {}, effort.bits).truth is not Truth.TRUE:
        return False
    steady = together(
        [Eq(r.subs(moved), d * constant) for r, d in zip(flow.rates, direction, strict=True)]
    )
    return asked("the rates stay", Obligation(steady), effort).verdict is Verdict.PROVED


def direction_from(rates: Any) -> tuple[int, ...] | None:
    """Return d with rates = c d in floating point, c > 0 and d of entries -1, 0, 1."""
    speeds = np.asarray(rates, dtype=float)
    most = np.max(np.abs(speeds)) if np.all(np.isfinite(speeds)) else 0.0
    if not most > _NEAR:
        return None
    whole = np.round(speeds / most)
    if not np.allclose(speeds / most, whole, atol=_NEAR):
        return None
    return tuple(int(d) for d in whole)


def _rays(letters: Sequence[sympy.Symbol], says: Converges) -> Iterator[Ray]:
    """Yield the corners from which floats see the state move on, simplest first."""
    flow = says.flow
    corners, rates = corners_played(letters, flow.rates)
    found = [(k, direction_from(rates[:, k])) for k in range(len(corners))]
    rays = [Ray(dict(zip(letters, corners[k], strict=True)), d) for k, d in found if d]
    speeds = np.array([rates[:, k] for k, d in found if d])
    if not rays:
        return
    tape = compile_tape(list(flow.rates), letters)
    steady = np.ones(len(rays), dtype=bool)
    for time in _TIMES:
        columns = {x: np.array([_later(ray, x, flow, time) for ray in rays]) for x in letters}
        with np.errstate(all="ignore"):
            later = np.array(np.broadcast_arrays(*tape.play(FLOAT, columns), steady)[:-1])
        steady &= np.all(np.abs(later.T - speeds) < _NEAR, axis=1)
    kept = [ray for ray, stays in zip(rays, steady, strict=True) if stays]
    yield from sorted(kept, key=lambda ray: height(tuple(ray.start.values())))


def _later(ray: Ray, letter: sympy.Symbol, flow: Flow, time: float) -> float:
    shift = dict(zip(flow.letters, ray.direction, strict=True)).get(letter, 0)
    return float(ray.start[letter]) + time * shift
