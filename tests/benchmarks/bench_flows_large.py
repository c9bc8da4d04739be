"""The largest flow: 100 trajectories of 50 causal tokens in dimension 500 to T = 150.

Two heads have P(t) = D(t)P' with D = |2 sin(ωt + φ)|, whose kinks hold every method to about
second order. Ours runs a few trajectories in the span of their tokens, `solve_ivp` runs one at
full size; both times are scaled to 100. Neither stops early. Errors are the largest of a token
over ten times, and each side takes its loosest tolerance whose error is at most the accuracy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median

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
OURS, ALL, ACCURACY = 25, 100, 1e-3
SEEN = 2  # of ours whose error is measured
TOLERANCES = 10.0 ** -np.arange(2, 6, 1 / 8)  # fine: neither side is held to more than it must


def benchmark() -> Iterator[Row]:
    """Yield float64 (target 1/5), float32 (1/10), and the share of GEMM speed of both."""
    rng = np.random.default_rng(0)
    y = onto(rng.uniform(-0.5, 0.5, (OURS, 50, 500)))
    field, large = _figure_five(rng)
    exact = _ours(field, y[:SEEN], "dopri5", 1e-6)
    theirs = []
    for method in ("RK45", "DOP853", "RK23"):

        def full(tol: float, method: str = method) -> np.ndarray:
            return large(y[0], method, tol)

        theirs.append((full, *_loosest(method, full, exact[:, 0], ACCURACY)))
    full, loose, fastest = min(theirs, key=lambda found: found[2].seconds)
    for dtype, target in ((np.float64, 1 / 5), (np.float32, 1 / 10)):
        start = y.astype(dtype)

        def small(tol: float, start: np.ndarray = start) -> np.ndarray:
            return _ours(field, start, "rk4", tol)

        tol, run = _loosest("rk4", lambda r, s=small: s(r)[:, :SEEN], exact, fastest.error)
        pairs = [  # in turns, so that a busy machine slows both
            (timed("", lambda t=tol, s=small: s(t), None), timed("", lambda: full(loose), None))
            for _ in range(3)
        ]
        ours = median(first.seconds for first, _ in pairs) * ALL / OURS
        other = median(second.seconds for _, second in pairs) * ALL
        name = f"{ALL} × 50 tokens in 500D, T = 150, {np.dtype(dtype).name}"
        best = Try(run.name, ours, run.error)
        yield versus(name, [best], Try(fastest.name, other, fastest.error), target)
        reduced = spanned(field, start)
        yield _share(reduced.field, reduced.start, np.dtype(dtype).name)


def _ours(field: Attention, y: np.ndarray, method: str, tol: float) -> np.ndarray:
    """Return the states in full dimension; the way there and back is part of the time."""
    reduced = spanned(field, y)
    found = integrate(reduced.field, reduced.start, 150, tol, method=method, at=TIMES)
    return reduced.lift(found.states)


def _loosest(
    method: str, solve: Callable[[float], np.ndarray], exact: np.ndarray, accuracy: float
) -> tuple[float, Try]:
    for tol in TOLERANCES:
        run = timed(f"{method} {tol:.0e}", lambda t=tol: solve(t), exact)
        if run.error <= accuracy:
            return float(tol), run
    raise RuntimeError(f"{method} does not reach {accuracy:g}")


def _figure_five(
    rng: np.random.Generator,
) -> tuple[Attention, Callable[[np.ndarray, str, float], np.ndarray]]:
    """Return the field of the workload, and the same written for SciPy at full size."""
    P = rng.uniform(-0.5, 0.5, (2, 500, 500))
    w, phase = rng.uniform(0, 1, (2, 500)), rng.uniform(0, 2 * np.pi, (2, 500))

    def diagonal(t: np.ndarray) -> np.ndarray:
        return np.abs(2 * np.sin(t[:, None, None] * w + phase))

    field = paper(Modulated(diagonal, P[None]), d=500, causal=True)
    past = np.tri(50)

    def velocity(t: float, flat: np.ndarray) -> np.ndarray:
        x = flat.reshape(50, 500)
        x = x / np.sqrt(np.einsum("ic,ic->i", x, x))[:, None]
        scale = np.abs(2 * np.sin(t * w + phase))
        total = np.zeros((50, 50))
        for h in range(2):
            alpha = ((x * scale[h]) @ P[h]) @ x.T
            np.exp(alpha, out=alpha)  # the scores are small: no shift is needed
            alpha *= past
            alpha /= alpha.sum(1)[:, None] * np.sqrt(500)
            total += alpha
        v = total @ x
        v -= np.einsum("ic,ic->i", v, x)[:, None] * x
        return v.ravel()

    def solve(start: np.ndarray, method: str, tol: float) -> np.ndarray:
        found = solve_ivp(
            velocity,
            (0, 150),
            start.ravel(),
            method=method,
            t_eval=TIMES,
            rtol=tol,
            atol=tol / 500**0.5,  # a token's error is then about its tolerance
        )
        return onto(found.y.T.reshape(len(TIMES), 50, 500))

    return field, solve


def _share(field: Attention, y: np.ndarray, name: str) -> Row:
    """Return the time an evaluation would take at the speed of large products, and takes."""
    assert isinstance(field.P, Modulated)
    times = np.linspace(0, 1, 5)[:, None] * np.ones(len(y))
    A = np.random.default_rng(0).standard_normal((1000, 1000)).astype(y.dtype)
    product = min(timed("", lambda: A @ A, A).seconds for _ in range(5))
    flops = 2 * 2 * 50 * 500 * 50 * times.size
    formed = min(timed("", lambda: field.P.ahead(times), None).seconds for _ in range(5))
    share = (flops * product / 2e9) / formed
    return Row(
        f"  P(t) in the span, at {share:.0%} of {name} GEMM speed", formed, formed * share
    )
