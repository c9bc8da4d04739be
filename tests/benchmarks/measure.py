"""How two ways of doing the same thing are timed: interleaved, medians, one thread."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line of the table: what is compared, median seconds of both, and the target.

    Without a target the row is a figure, and there is nothing to meet.
    """

    what: str
    ours: float
    theirs: float
    target: float | None = None  # the largest ratio ours / theirs that is good enough

    @property
    def ratio(self) -> float:
        """Return how many times as long ours takes."""
        return self.ours / self.theirs

    def line(self) -> str:
        """Return the row as text."""
        figures = (
            f"{self.what:<58} {self.ours * 1e3:>9.3f} {self.theirs * 1e3:>9.3f} "
            f"{self.ratio:>#7.3g}"
        )
        if self.target is None:
            return figures
        verdict = "met" if self.ratio <= self.target else "MISSED"
        return f"{figures} {self.target:>#7.3g}  {verdict}"


HEADING = f"{'benchmark':<58} {'ours ms':>9} {'other ms':>9} {'ratio':>7} {'target':>7}"


def compare(
    what: str,
    ours: Callable[[], Any],
    theirs: Callable[[], Any],
    target: float,
    repeats: int = 31,
    clock: Callable[[], float] = time.process_time,
    warm: int = 2,
) -> Row:
    """Return the row of two functions, timed in turns so that a busy machine slows both.

    The first `warm` turns fill caches and do not count. The default clock counts the processor
    time of this process; give `time.perf_counter` for work that is done in other processes.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(repeats + warm):
        for place, function in enumerate((ours, theirs)):
            start = clock()
            function()
            if turn >= warm:
                times[place].append(clock() - start)
    return Row(what, statistics.median(times[0]), statistics.median(times[1]), target)
