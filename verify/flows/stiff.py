"""Stiff stages with LSODA and an analytic Jacobian: clusters that rest for long, then merge.

Explicit steps stay as short as the fastest cluster contracts, however little happens. LSODA
switches to implicit steps there; it takes one trajectory after the other.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from verify.flows.ellipsoids import FlowError
from verify.flows.fields import Field
from verify.flows.problem import start_state, stated
from verify.flows.trajectory import Stop, Trajectory


class Stiff(Field, Protocol):
    """A field that knows its derivative, on states (trajectories, coordinates)."""

    def jacobian(self, t: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return ∂velocityᵢ/∂yₖ (trajectories, coordinates, coordinates)."""
        ...


def integrate_stiff(
    field: Stiff,
    y0: Any,
    t_end: float,
    rtol: float = 1e-8,
    atol: float = 1e-10,
    *,
    t_start: float = 0.0,
    at: Any = None,
    max_steps: int = 100_000,
) -> Trajectory:
    """Return the trajectories from y0 (trajectories, coordinates), such as angles on a circle.

    Tolerances are LSODA's, for each coordinate. `errors` is NaN: LSODA does not say. A
    trajectory that stops early keeps the states before, and is said to have reached the last of
    the times asked for that it got to. `max_steps` counts steps between two of these times.
    Source: Petzold, Automatic selection of methods for solving stiff and nonstiff systems, SIAM
    J. Sci. Stat. Comput. 4 (1983). Raises `FlowError` for input that makes no sense.
    """
    start = start_state(y0, rtol).astype(np.float64)
    if start.ndim != 2:
        raise FlowError(
            f"The start has shape {start.shape}: write (trajectories, coordinates)."
        )
    problem = stated(field, t_start, t_end, rtol, atol, "dopri5", at, (), False, max_steps)
    times = problem.clock.time(problem.at)
    ends = np.unique(np.concatenate([[0.0], problem.at, [problem.total]]))
    grid = problem.clock.time(ends)
    grid[-1] = t_end
    if not np.isfinite(field(np.full(len(start), t_start), start)).all():
        why = field.complaint(t_start) or "it overflows there"
        raise FlowError(f"The field has no value at t = {t_start:g}: {why}.")
    rows = [
        _one(field.take(np.array([k])), y, grid, rtol, atol, max_steps)
        for k, y in enumerate(start)
    ]
    wanted = np.searchsorted(ends, problem.at)
    return _together(rows, times, grid, wanted)


def _together(
    rows: list[_Row], times: np.ndarray, grid: np.ndarray, wanted: np.ndarray
) -> Trajectory:
    """Return the trajectories as one batch; `wanted` are the places of `times` on the grid."""
    reached = np.array([grid[row.good - 1] for row in rows])
    stops = tuple(Stop.END if row.good == len(grid) else row.stop for row in rows)
    reasons = tuple(
        f"t = {t:.17g}: {stop.value}" + (f" ({row.why})" if row.why else "")
        for t, stop, row in zip(reached, stops, rows, strict=True)
    )
    return Trajectory(
        times,
        np.stack([row.states[wanted] for row in rows], axis=1),
        reached,
        np.stack([row.states[row.good - 1] for row in rows]),
        np.full(len(rows), np.nan),
        stops,
        reasons,
        np.array([row.steps for row in rows]),
        np.zeros(len(rows), dtype=np.int64),
        sum(row.evaluations for row in rows),
    )


@dataclass(frozen=True)
class _Row:
    """One trajectory on the grid; NaN from the place `good` on."""

    states: np.ndarray
    good: int
    stop: Stop
    why: str
    steps: int
    evaluations: int


def _one(
    field: Field, y: np.ndarray, grid: np.ndarray, rtol: float, atol: float, max_steps: int
) -> _Row:
    from scipy.integrate import ODEintWarning, odeint

    time = np.zeros(1)

    def velocity(t: float, state: np.ndarray) -> np.ndarray:
        time[0] = t
        return field(time, state[None])[0]

    def jacobian(t: float, state: np.ndarray) -> np.ndarray:
        time[0] = t
        derivative: np.ndarray = field.jacobian(time, state[None])[0]  # type: ignore[attr-defined]
        return derivative

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", ODEintWarning)  # its message is looked at below
        states, info = odeint(
            velocity,
            y,
            grid,
            Dfun=jacobian,
            tfirst=True,
            rtol=rtol,
            atol=atol,
            mxstep=max_steps,
            full_output=True,
        )
    message = str(info["message"])
    counts = int(info["nst"].max()), int(info["nfe"].max())
    if message == "Integration successful." and np.isfinite(states).all():
        return _Row(states, len(grid), Stop.END, "", *counts)
    return _stepwise(field, velocity, jacobian, y, grid, rtol, atol)


def _stepwise(
    field: Field,
    velocity: Any,
    jacobian: Any,
    y: np.ndarray,
    grid: np.ndarray,
    rtol: float,
    atol: float,
) -> _Row:
    """Go again from one time to the next, to find which states are good."""
    from scipy.integrate import solve_ivp

    states = np.full((len(grid), len(y)), np.nan)
    states[0] = y
    steps = evaluations = 0
    for k in range(1, len(grid)):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                found = solve_ivp(
                    velocity,
                    grid[k - 1 : k + 1],
                    states[k - 1],
                    "LSODA",
                    jac=jacobian,
                    rtol=rtol,
                    atol=atol,
                )
            except ValueError as error:  # what SciPy raises for NaN
                return _Row(states, k, Stop.NOT_FINITE, str(error), steps, evaluations)
        steps, evaluations = steps + len(found.t) - 1, evaluations + int(found.nfev)
        if not (found.success and np.isfinite(found.y[:, -1]).all()):
            why = field.complaint(float(found.t[-1])) or str(found.message)
            return _Row(states, k, Stop.NO_STEP, why, steps, evaluations)
        states[k] = found.y[:, -1]
    return _Row(states, len(grid), Stop.END, "", steps, evaluations)
