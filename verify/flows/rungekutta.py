"""Adaptive Runge–Kutta over a batch: every trajectory keeps its own time and step size.

All trajectories take their steps together, in the same array operations, and each accepts or
rejects its own. After a step the state is put back on the manifold, where the field is the
same, so the last stage still serves as the first of the next step. Time is kept as a sum of
two floats: near a collapse, where t + h == t, steps still add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from verify.flows import checkpoints
from verify.flows.ellipsoids import FlowError
from verify.flows.events import Event
from verify.flows.fields import Field
from verify.flows.problem import Problem, first_progress, start_state, stated
from verify.flows.progress import Progress, advanced, code
from verify.flows.settling import Move, settle
from verify.flows.steps import take_step
from verify.flows.trajectory import Piece, Stop, Trajectory

SAFETY, SHRINK, GROW = 0.9, 0.2, 5.0
QUARTERS = 40  # tries in a row that are not finite, each a quarter as long, before giving up
FLOOR = 1e-30  # of the whole time: no step is smaller
THIN = 0.8  # the batch is packed when fewer than this share of it is running


def integrate(
    field: Field,
    y0: Any,
    t_end: float,
    rtol: float = 1e-6,
    atol: float = 0.0,
    *,
    t_start: float = 0.0,
    method: str = "dopri5",
    at: Any = None,
    events: Sequence[Event] = (),
    dense: bool = False,
    max_steps: int = 100_000,
    first_step: float | None = None,
    checkpoint: Path | None = None,
    every: int = 100,
) -> Trajectory:
    """Return the trajectories from y0 (trajectories, …), backwards when t_end < t_start.

    `rtol` and `atol` bound the estimated local error of each token in each step: smaller ones
    give smaller errors, but nothing here bounds the error. `at` lists times whose states are
    wanted (the two ends by default). `method` is "dopri5", "dop853", "rk4" or "rk38"
    (see `tableaus`). `max_steps` counts each trajectory's accepted and rejected steps. With
    `checkpoint`, the state is written every `every` rounds, and an integration started again
    goes on from there to the same bits.

    What stops a trajectory early is told in `stops` and `reasons`, and its part so far is kept.
    Raises `FlowError` for input that makes no sense, or a field without a value at the start.
    """
    problem = stated(
        field, t_start, t_end, rtol, atol, method, at, tuple(events), dense, max_steps
    )
    start = start_state(y0, rtol)
    belongs = checkpoints.fingerprint(
        start, t_start, t_end, rtol, atol, method, problem.at, len(problem.events), max_steps
    )
    if dense and checkpoint:
        raise FlowError("A checkpoint keeps no interpolant: leave out dense or checkpoint.")
    saved = None if checkpoint is None else checkpoints.load(checkpoint, belongs)
    if saved is None:
        progress = first_progress(problem, start, first_step)
    else:
        progress = Progress.unpacked(saved)
    pieces: list[list[Piece]] = [[] for _ in start]
    for rounds, _ in enumerate(_rounds(problem, progress, pieces), 1):
        if checkpoint is not None and rounds % every == 0:
            checkpoints.save(checkpoint, belongs, progress.packed())
    if checkpoint is not None:
        checkpoints.save(checkpoint, belongs, progress.packed())
    return _result(problem, progress, pieces)


def _rounds(problem: Problem, p: Progress, pieces: list[list[Piece]]) -> Iterator[None]:
    """Try steps of the whole crew, and pause after each, until nobody is running."""
    field = problem.field.take(p.crew)
    while (p.stop[p.crew] == code(Stop.RUNNING)).any():
        running = p.stop[p.crew] == code(Stop.RUNNING)
        if running.sum() <= THIN * len(running):
            p.crew = p.crew[running]
            field = problem.field.take(p.crew)
        _round(problem, field, p, pieces)
        yield


def _round(problem: Problem, field: Field, p: Progress, pieces: list[list[Piece]]) -> None:
    """Try one step of every trajectory of the crew."""
    crew = p.crew
    running = p.stop[crew] == code(Stop.RUNNING)
    hi, lo = p.hi[crew], p.lo[crew]
    left = (problem.total - hi) - lo
    last = running & (1.01 * p.h[crew] >= left)
    h = np.where(running, np.where(last, left, p.h[crew]), 0.0)
    step = take_step(
        field,
        problem.method,
        problem.clock,
        hi,
        h,
        p.y[crew],
        p.f[crew],
        problem.rtol,
        problem.atol,
    )
    p.evaluations += len(problem.method.weights)
    good = running & (step.error <= 1)
    new_hi, new_lo = advanced(hi, lo, h)
    new_hi, new_lo = np.where(last, problem.total, new_hi), np.where(last, 0.0, new_lo)
    move = Move(step, h, hi, lo, new_hi, new_lo, good, last)
    settle(problem, field, p, move, pieces)
    _next_sizes(problem, p, move, running)


def _next_sizes(problem: Problem, p: Progress, move: Move, running: np.ndarray) -> None:
    """Choose the next step of each trajectory, and stop those that have none."""
    crew, error = p.crew, move.step.error
    k = problem.method.error_order + 1
    wild = running & ~np.isfinite(error)
    with np.errstate(all="ignore"):
        safe = np.maximum(error, 1e-10)
        rise = SAFETY * safe ** (-0.7 / k) * p.previous[crew] ** (0.4 / k)
        fall = SAFETY * safe ** (-1 / k)
    factor = np.where(move.good, np.clip(rise, SHRINK, GROW), np.clip(fall, SHRINK, 1.0))
    factor = np.where(move.good & p.tripped[crew], np.minimum(factor, 1.0), factor)
    factor = np.where(wild, 0.25, factor)
    # a last step is cut to fit, which says nothing about the size that would do
    p.h[crew] = np.where(running, move.h * factor, p.h[crew])
    p.previous[crew] = np.where(move.good, safe, p.previous[crew])
    p.tripped[crew] = running & ~move.good
    p.wild[crew] = np.where(wild, p.wild[crew] + 1, 0)
    p.rejected[crew] += running & ~move.good
    still = p.stop[crew] == code(Stop.RUNNING)
    floored = still & (p.h[crew] < FLOOR * problem.total)
    p.stop[crew[floored]] = code(Stop.NO_STEP)
    p.stop[crew[still & (p.wild[crew] >= QUARTERS)]] = code(Stop.NOT_FINITE)
    p.stop[crew[still & wild & floored]] = code(Stop.NOT_FINITE)
    spent = (p.steps + p.rejected)[crew] >= problem.max_steps
    still = p.stop[crew] == code(Stop.RUNNING)
    p.stop[crew[still & spent]] = code(Stop.STEPS)


def _result(problem: Problem, p: Progress, pieces: list[list[Piece]]) -> Trajectory:
    reached = problem.clock.time(p.hi)
    stops = tuple(tuple(Stop)[code] for code in p.stop)
    reasons = []
    for stop, t in zip(stops, reached, strict=True):
        why = ""
        if stop is Stop.NOT_FINITE:
            nearby = float(t), float(np.nextafter(t, problem.clock.sign * np.inf))
            why = next(filter(None, map(problem.field.complaint, nearby)), "")
        reasons.append(f"t = {t:.17g}: {stop.value}" + (f" ({why})" if why else ""))
    return Trajectory(
        problem.clock.time(problem.at),
        p.states,
        reached,
        p.y,
        p.errors,
        stops,
        tuple(reasons),
        p.steps,
        p.rejected,
        p.evaluations,
        tuple(p.crossings),
        tuple(tuple(track) for track in pieces) if problem.dense else (),
    )
