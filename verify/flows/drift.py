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
from verify.flows.corners import corners_played, may_be_met
from verify.flows.flow import Flow
from verify.flows.infinitesimal import asked, together
from verify.flows.statements import ties_an_input
from verify.flows.trajectories import trajectories
from verify.logic import Eq, Ne
from verify.notation import are_admitted
from verify.obligation import Obligation
from verify.search.problem import names
from verify.symbolic.cancelled import lost_by
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
    met = (ray for ray in _rays(letters, whole) if _is_admissible(whole, ray.start, effort))
    for ray in itertools.islice(met, _TRIED):
        if moves_on(whole, ray.start, ray.direction, effort):
            witness = Witness(names(dict(ray.start)), "exact", robust=None)
            because = f"from {witness} the state moves on for ever at a constant rate"
            return Evidence(
                CHECK, Verdict.REFUTED, because, obligation.part, witness=witness, tried=1
            )
    because = "no start was found from which the state moves on for ever"
    return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)


def goes_on(whole: Obligation, start: Mapping[Any, Any], effort: Effort) -> bool:
    """Tell whether a start is admissible, and the state certainly moves on for ever from it."""
    if not _is_admissible(whole, start, effort):
        return False
    rates = [float(sympy.N(rate.subs(start))) for rate in whole.says.flow.rates]
    directions, moves = _directions(np.array([rates]))
    direction = tuple(int(d) for d in directions[0]) if moves[0] else ()
    return bool(direction) and moves_on(whole, start, direction, effort)


def moves_on(
    whole: Obligation, start: Mapping[Any, Any], direction: Sequence[int], effort: Effort
) -> bool:
    """Tell whether the state certainly moves on from a start along a direction."""
    flow = whole.says.flow
    along = sympy.Symbol("time passed", real=True)  # no letter of a claim has a space
    shifts = dict(zip(flow.letters, direction, strict=True))
    moved = {x: value + along * shifts.get(x, 0) for x, value in start.items()}
    if any(lost_by(rate, moved) for rate in flow.rates):
        return False  # somewhere on the way there may be no rate
    lead = next(k for k, d in enumerate(direction) if d)
    constant = direction[lead] * flow.rates[lead].subs(start)
    if decide_tree(Ne(constant, 0), {}, effort.bits).truth is not Truth.TRUE:
        return False
    pairs = zip(flow.rates, direction, strict=True)
    steady = together([Eq(rate.xreplace(moved), d * constant) for rate, d in pairs])
    return asked("the rates stay", Obligation(steady), effort).verdict is Verdict.PROVED


def _is_admissible(whole: Obligation, start: Mapping[Any, Any], effort: Effort) -> bool:
    says = whole.says
    assert isinstance(says, Converges)
    if any(ties_an_input(premise.says, says.flow) for premise in whole.given):
        return False
    truths = (decide_tree(p.says, start, effort.bits).truth for p in whole.given)
    return are_admitted(start) and all(truth is Truth.TRUE for truth in truths)


def _directions(rates: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return d with rates = c d in floating point, row by row, and the rows that have one.

    c is positive, and d has the entries -1, 0, 1.
    """
    most = np.max(np.abs(rates), axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        scaled = rates / most
    directions = np.round(scaled)
    moves = np.isfinite(scaled).all(axis=1) & (most[:, 0] > _NEAR)
    with np.errstate(invalid="ignore"):
        moves &= (np.abs(scaled - directions) < _NEAR).all(axis=1)
    return directions, moves


def _rays(letters: Sequence[sympy.Symbol], whole: Obligation) -> Iterator[Ray]:
    """Yield the corners from which floats see the state move on, simplest first.

    Those at which floats see a premise broken are left out.
    """
    flow = whole.says.flow
    corners, rates = corners_played(letters, flow.rates)
    directions, moves = _directions(rates.T)
    which = np.flatnonzero(moves)
    for premise in whole.given:
        which = which[may_be_met(premise.says, corners, which)] if len(which) else which
    if not len(which):
        return
    start = np.stack([column[which] for column in corners.columns().values()], axis=1)
    places = [flow.letters.index(x) if x in flow.letters else None for x in letters]
    shift = np.zeros_like(start)
    for column, place in enumerate(places):
        if place is not None:
            shift[:, column] = directions[which][:, place]
    kept = which[_stay(flow, letters, start, shift, rates.T[which])]
    for k in corners.simplest(kept):
        yield Ray(corners.point(k), tuple(int(d) for d in directions[k]))


def _stay(
    flow: Flow, letters: Sequence[sympy.Symbol], start: Any, shift: Any, rates: Any
) -> np.ndarray:
    """Return where floats see the rates stay as they are along a shift of each start."""
    tape = compile_tape(list(flow.rates), letters)
    stays = np.ones(len(start), dtype=bool)
    for time in _TIMES:
        columns = dict(zip(letters, (start + time * shift).T, strict=True))
        with np.errstate(all="ignore"):
            later = np.array(np.broadcast_arrays(*tape.play(FLOAT, columns), stays)[:-1])
        stays &= np.all(np.abs(later.T - rates) < _NEAR, axis=1)
    return stays
