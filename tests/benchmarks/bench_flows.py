"""Attention flows against SciPy's `solve_ivp`, one trajectory at a time, and projected Euler.

Methods are compared at equal measured accuracy: each is run at falling tolerances, and a row
pits the loosest of ours against the loosest of theirs whose error is at most the one named.
SciPy runs a few trajectories of each workload, and its time is scaled to all of them; so is
the time of projected Euler, which is run for a hundredth of its steps.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
from scipy.integrate import solve_ivp

from tests.benchmarks.accuracy import Try, timed, versus
from tests.benchmarks.measure import Row
from verify.flows.circle import great_circle, points
from verify.flows.ellipsoids import onto
from verify.flows.fields import self_attention
from verify.flows.rungekutta import integrate
from verify.flows.stiff import integrate_stiff

SAMPLE = 20  # trajectories that SciPy runs


def benchmark() -> Iterator[Row]:
    """Yield both workloads, and what grows with what."""
    yield from many_small()
    yield from metastable()
    yield from cost()


def many_small(count: int = 1000) -> Iterator[Row]:
    """Yield 10 tokens in 3D, β = 4, T = 20: targets 1/15 and 1/12."""
    y = onto(np.random.default_rng(0).standard_normal((count, 10, 3)))
    field = self_attention(4.0, np.eye(3), np.eye(3))
    exact = integrate(field, y, 20, 1e-12, method="dop853").final
    for tol, target in ((1e-5, 1 / 15), (1e-8, 1 / 12)):
        theirs = []
        for method in ("RK45", "DOP853", "LSODA"):

            def each(method: str = method, tol: float = tol) -> np.ndarray:
                return np.stack([_scipy_small(start, method, tol) for start in y[:SAMPLE]])

            run = timed(method, each, exact[:SAMPLE])
            theirs.append(Try(method, run.seconds * count / SAMPLE, run.error))
        fastest = min(theirs, key=lambda run: run.seconds)
        ours = []
        for method in ("dopri5", "dop853"):
            for loose in 10.0 ** np.arange(3, -4, -1 / 2):
                run = timed(
                    f"{method} {loose * tol:.0e}",
                    lambda m=method, r=loose * tol: integrate(field, y, 20, r, method=m).final,
                    exact,
                    SAMPLE,
                )
                if run.error <= fastest.error:
                    ours.append(run)
                    break
        yield versus(f"{count} × 10 tokens in 3D, tol {tol:.0e}", ours, fastest, target)
        if tol == 1e-5:
            yield versus("  a script", ours, _script(y, exact), None)


def _script(y: np.ndarray, exact: np.ndarray) -> Try:
    """Return projected Euler to T = 20 as in a script: one trajectory after the other."""

    def each() -> np.ndarray:
        return np.stack([list(_euler(start, 4.0, 200))[-1] for start in y[:SAMPLE]])

    run = timed("Euler 0.1", each, exact[:SAMPLE])
    return Try(run.name, run.seconds * len(y) / SAMPLE, run.error)


def _scipy_small(start: np.ndarray, method: str, tol: float) -> np.ndarray:
    shape = start.shape

    def velocity(_: float, flat: np.ndarray) -> np.ndarray:
        x = flat.reshape(shape)
        x = x / np.sqrt((x * x).sum(1))[:, None]
        alpha = x @ x.T
        alpha *= 4.0
        alpha -= alpha.max(1)[:, None]
        np.exp(alpha, out=alpha)
        alpha /= alpha.sum(1)[:, None]
        v = alpha @ x
        v -= (v * x).sum(1)[:, None] * x
        return v.ravel()

    found = solve_ivp(velocity, (0, 20), start.ravel(), method=method, rtol=tol, atol=tol)
    return onto(found.y[:, -1].reshape(shape))


def metastable(end: float = 1e5) -> Iterator[Row]:
    """Yield 32 tokens on the circle, β = 9, to T = 10⁵: 300 times faster, 10³ times better."""
    theta = np.random.default_rng(0).uniform(-np.pi, np.pi, (1, 32))
    flow = great_circle(self_attention(9.0, np.eye(2), np.eye(2)), points(theta))
    times = np.array([1, 10, 100, 1000.0, 1e4, 1e5])
    short = times[times <= end / 100]
    exact = points(integrate_stiff(flow.field, flow.start, end, 1e-12, 1e-13, at=times).states)
    start = time.process_time()
    kept = list(_euler(points(theta)[0], 9.0, round(short[-1] / 0.1)))
    seconds = (time.process_time() - start) * end / short[-1]
    there = np.stack([kept[round(t / 0.1) - 1] for t in short])
    error = float(np.abs(there - exact[: len(short), 0]).max())
    ours = timed(
        "LSODA 1e-8",
        lambda: points(
            integrate_stiff(flow.field, flow.start, end, 1e-8, 1e-10, at=times).states
        ),
        exact,
    )
    euler = Try("Euler 0.1", seconds, error)
    yield versus("32 tokens on the circle, β = 9, T = 1e5", [ours], euler, 1 / 300)
    # of errors this time, as if they were seconds
    yield Row(f"  its error, {ours.error:.0e} for {error:.0e}", ours.error, error, 1e-3)


def _euler(x: np.ndarray, beta: float, steps: int) -> Iterator[np.ndarray]:
    """Yield the states of projected Euler with step 0.1."""
    for _ in range(steps):
        alpha = x @ x.T
        alpha *= beta
        alpha -= alpha.max(1)[:, None]
        np.exp(alpha, out=alpha)
        alpha /= alpha.sum(1)[:, None]
        v = alpha @ x
        v -= (v * x).sum(1)[:, None] * x
        x = x + 0.1 * v
        x = x / np.sqrt((x * x).sum(1))[:, None]
        yield x


def cost() -> Iterator[Row]:
    """Yield how the time of 20 evaluations grows with trajectories, tokens and dimension."""
    base = (200, 10, 3)
    for count, size, d in (base, (400, 10, 3), (200, 20, 3), (200, 10, 6), (200, 10, 60)):
        seconds = [_evaluations(*shape) for shape in ((count, size, d), base)]
        what = f"cost of {count} trajectories × {size} tokens × {d} against {base}"
        yield Row(what, seconds[0], seconds[1])


def _evaluations(count: int, size: int, d: int) -> float:
    y = onto(np.random.default_rng(0).standard_normal((count, size, d)))
    field, t = self_attention(2.0, np.eye(d), np.eye(d)), np.zeros(count)
    return min(
        timed("", lambda: np.stack([field(t, y) for _ in range(20)]), None).seconds
        for _ in range(3)
    )
