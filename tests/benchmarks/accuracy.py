"""Runs compared at equal measured accuracy: each carries its error beside its time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.measure import Row


@dataclass(frozen=True)
class Try:
    """One run of a method: its name, seconds for the whole workload, and its largest error."""

    name: str
    seconds: float
    error: float


def timed(
    name: str,
    function: Callable[[], np.ndarray],
    exact: np.ndarray | None,
    rows: int | None = None,
) -> Try:
    """Return a run with its largest token error, over the first `rows` trajectories."""
    start = time.process_time()
    found = function()
    seconds = time.process_time() - start
    error = float("nan")
    if exact is not None and np.shape(found) == exact.shape:
        error = float(np.sqrt(((found[:rows] - exact[:rows]) ** 2).sum(-1)).max())
    return Try(name, seconds, error)


def versus(what: str, ours: list[Try], theirs: Try, target: float | None) -> Row:
    """Return the row of our fastest against theirs, with both errors in its name."""
    best = min(ours, key=lambda run: run.seconds)
    names = f"{best.name} ({best.error:.0e}) / {theirs.name} ({theirs.error:.0e})"
    return Row(f"{what}: {names}", best.seconds, theirs.seconds, target)
