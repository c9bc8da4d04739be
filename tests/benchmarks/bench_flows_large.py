"""The largest flow: 100 trajectories of 50 causal tokens in dimension 500 to T = 150.

Two heads have P(t) = D(t)P' with D = |2 sin(ωt + φ)|, whose kinks hold every method to about
second order. Ours runs all trajectories in the span of their tokens; `solve_ivp` runs a few at
full size, and its time is scaled to 100. Neither stops early. The error of a run is that of its
worst token at ten times, in the median of a few trajectories, and each side takes its loosest
tolerance whose error is at most the accuracy.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from tests.benchmarks.accuracy import Try, timed, versus
from tests.benchmarks.measure import Row
from verify.flows.ellipsoids import onto
from verify.flows.fields import Attention, paper
from verify.flows.reductions import spanned
from verify.flows.rungekutta import integrate
from verify.flows.weights import Modulated

TIMES = np.linspace(15, 150, 10)
ALL, SEEN, ACCURACY = 100, 5, 1e-3  # SciPy runs those seen, and errors are of those
THEIRS = ("RK23", "RK45", "LSODA", "DOP853")
TOLERANCES = 10.0 ** -np.arange(1, 6, 1 / 8)  # fine: neither side is held to more than it must

Solve = Callable[[np.ndarray, float], np.ndarray]  # of starts and a tolerance


@dataclass(frozen=True)
class Found:
    """A method at the loosest tolerance that is accurate enough."""

    solve: Solve
    tol: float
    run: Try


def benchmark() -> Iterator[Row]:
    """Yield float64 (target 1/5), float32 (1/10), and the share of GEMM speed of both."""
    rng = np.random.default_rng(0)
    y = onto(rng.uniform(-0.5, 0.5, (ALL, 50, 500)))
    heads = Heads(rng.uniform(-0.5, 0.5, (2, 500, 500)), *rng.uniform(0, 1, (2, 2, 500)))
    few, exact = y[:SEEN], _ours(heads, np.float64, "dopri5")(y[:SEEN], 1e-6)
    fastest = _fastest([(name, _theirs(heads, name)) for name in THEIRS], few, exact, ACCURACY)
    for dtype, target in ((np.float64, 1 / 5), (np.float32, 1 / 10)):
        ours = _fastest(
            [("rk38", _ours(heads, dtype, "rk38"))], few.astype(dtype), exact, fastest.run.error
        )
        pairs = [  # in turns, so that a busy machine slows both
            (_seconds(ours, y.astype(dtype)), _seconds(fastest, few) * ALL / SEEN)
            for _ in range(5)
        ]
        best, other = (
            Try(found.run.name, median(seconds), found.run.error)
            for found, seconds in zip((ours, fastest), zip(*pairs, strict=True), strict=True)
        )
        name = f"{ALL} × 50 tokens in 500D, T = 150, {np.dtype(dtype).name}"
        yield versus(name, [best], other, target)
        if dtype == np.float64:
            yield versus("  a script", [best], _script(heads, few[:1], exact[:, :1]), None)
        yield _share(heads.field(dtype), few.astype(dtype))


@dataclass(frozen=True)
class Heads:
    """The weights P(t) = D(t)P of two heads."""

    P: np.ndarray
    speed: np.ndarray
    phase: np.ndarray  # in turns

    def diagonal(self, t: Any, dtype: Any = np.float64) -> np.ndarray:
        """Return D(t); the angle is a double, and rounded to `dtype` for its sine."""
        angle = t * self.speed + 2 * np.pi * self.phase
        return np.abs(2 * np.sin(angle.astype(dtype)))

    def field(self, dtype: Any) -> Attention:
        """Return the field of the workload."""
        D = Modulated(lambda t: self.diagonal(t[:, None, None], dtype), self.P[None])
        return paper(D, d=500, causal=True)

    def full(self) -> Callable[[float, np.ndarray], np.ndarray]:
        """Return the same, of one trajectory, as one would write it for SciPy."""
        past = np.tri(50)

        def velocity(t: float, flat: np.ndarray) -> np.ndarray:
            x = flat.reshape(50, 500)
            x = x / np.sqrt(np.einsum("ic,ic->i", x, x))[:, None]
            total = np.zeros((50, 50))
            for scale, P in zip(self.diagonal(t), self.P, strict=True):
                alpha = ((x * scale) @ P) @ x.T
                np.exp(alpha, out=alpha)  # the scores are small: no shift is needed
                alpha *= past
                alpha /= alpha.sum(1)[:, None] * np.sqrt(500)
                total += alpha
            v = total @ x
            v -= np.einsum("ic,ic->i", v, x)[:, None] * x
            return v.ravel()

        return velocity


def _ours(heads: Heads, dtype: Any, method: str) -> Solve:
    """Return states in full dimension; the way there and back is part of the time."""
    field = heads.field(dtype)

    def solve(y: np.ndarray, tol: float) -> np.ndarray:
        reduced = spanned(field, y)
        found = integrate(reduced.field, reduced.start, 150, tol, method=method, at=TIMES)
        return reduced.lift(found.states)

    return solve


def _theirs(heads: Heads, method: str) -> Solve:
    velocity = heads.full()

    def one(start: np.ndarray, tol: float) -> np.ndarray:
        options = {"rtol": tol, "atol": tol / 500**0.5}  # a token's error is then about tol
        found = solve_ivp(
            velocity, (0, 150), start.ravel(), method=method, t_eval=TIMES, **options
        )
        return onto(found.y.T.reshape(len(TIMES), 50, 500))

    return lambda y, tol: np.stack([one(start, tol) for start in y], axis=1)


def _script(heads: Heads, y: np.ndarray, exact: np.ndarray) -> Try:
    """Return projected Euler at full size as in a script, one trajectory after the other."""
    velocity = heads.full()

    def one() -> np.ndarray:
        x, kept = y[0], []
        for k in range(1500):
            x = onto(x + 0.1 * velocity(k / 10, x.ravel()).reshape(x.shape))
            if (k + 1) % 150 == 0:
                kept.append(x)
        return np.stack(kept)[:, None]

    run = timed("Euler 0.1", one, exact)
    return Try(run.name, run.seconds * ALL, run.error)


def _fastest(
    methods: list[tuple[str, Solve]], y: np.ndarray, exact: np.ndarray, accuracy: float
) -> Found:
    """Return the method that is accurate enough in the least time."""
    best: Found | None = None
    for name, solve in methods:
        found = _loosest(
            name, solve, y, exact, accuracy, np.inf if best is None else best.run.seconds
        )
        if found and (best is None or found.run.seconds < best.run.seconds):
            best = found
    if best is None:
        raise RuntimeError(f"nothing reaches {accuracy:g}")
    return best


def _loosest(
    name: str, solve: Solve, y: np.ndarray, exact: np.ndarray, accuracy: float, limit: float
) -> Found | None:
    """Return the loosest tolerance by halving, or None when that takes over `limit` seconds."""
    low, high, best = 0, len(TOLERANCES), None
    while low < high:
        middle = (low + high) // 2
        tol = float(TOLERANCES[middle])
        start = time.process_time()
        states = solve(y, tol)
        seconds = time.process_time() - start
        worst = np.sqrt(((states - exact) ** 2).sum(-1)).max(axis=(0, 2))
        run = Try(f"{name} {tol:.0e}", seconds, float(np.median(worst)))
        if run.error <= accuracy:
            best, high = Found(solve, tol, run), middle
        elif seconds > limit:  # what is accurate enough takes longer still
            return None
        else:
            low = middle + 1
    return best


def _seconds(found: Found, y: np.ndarray) -> float:
    return timed("", lambda: found.solve(y, found.tol), None).seconds


def _share(field: Attention, y: np.ndarray) -> Row:
    """Return the time that forming P(t) takes, and would at the speed of large products."""
    P = spanned(field, y).field.P
    assert isinstance(P, Modulated)
    times = np.linspace(0, 1, 3)[:, None] * np.ones(len(y))
    A = np.random.default_rng(0).standard_normal((1000, 1000)).astype(y.dtype)
    product = min(timed("", lambda: A @ A, A).seconds for _ in range(5))
    flops = 2 * 2 * 50 * 500 * 50 * times.size
    formed = min(timed("", lambda: P.ahead(times), None).seconds for _ in range(5))
    share = (flops * product / 2e9) / formed
    what = f"  P(t) in the span, at {share:.0%} of {y.dtype.name} GEMM speed"
    return Row(what, formed, formed * share)
