"""What a hunt has seen so far: a running count of trials, and the worst point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

from verify.obligation import Obligation
from verify.search.charts import Chart
from verify.search.gauge import Gauge, array_of
from verify.search.problem import names
from verify.search.rational import candidates
from verify.search.trial import Trial, trial
from verify.verdict import Truth, Worst

Array = npt.NDArray[np.float64]


@dataclass
class Log:
    """The notes of one hunt; each exact point is tried once."""

    whole: Obligation
    bits: int
    trials: dict[Any, Trial] = field(default_factory=dict)
    swept: int = 0  # float points
    floor: float = np.inf  # the smallest float margin at an admissible point
    worst: Worst | None = None
    float_only: str = ""

    def replay(self, point: Mapping[sympy.Symbol, Any]) -> Trial:
        """Return the trial of an exact point, from memory when it was tried before."""
        key = tuple(point[letter] for letter in sorted(point, key=str))
        if key not in self.trials:
            self.trials[key] = trial(self.whole, point, self.bits)
        return self.trials[key]

    def replay_on(self, chart: Chart, values: Mapping[sympy.Symbol, Any]) -> Trial | None:
        """Return the trial of a point of a chart, `None` where it is no real point."""
        point = chart.spread(values)
        return None if point is None else self.replay(point)

    @property
    def met(self) -> list[Trial]:
        """Return the trials of points that meet every premise."""
        return [t for t in self.trials.values() if t.premises is Truth.TRUE]

    def note_floor(self, gauge: Gauge, points: Array) -> None:
        """Keep the lowest of some admissible float points, or a simple one that is as low."""
        if not len(points):
            return
        margin = gauge.margin(points)
        if not np.isfinite(margin).any():
            return
        lowest = int(np.nanargmin(margin))
        if not margin[lowest] < self.floor:
            return
        self.floor = float(margin[lowest])
        self.worst = _simple(gauge, points[lowest], self.floor)


def _simple(gauge: Gauge, point: Array, margin: float) -> Worst:
    """Return the simplest point near `point` with a margin as low, rounding errors apart."""
    letters = gauge.chart.letters
    near = list(candidates(dict(zip(letters, map(float, point), strict=True))))
    array = array_of(near, gauge.chart)
    noise = gauge.noise(point[None, :])[0]
    low = (gauge.margin(array) <= margin + noise) & (gauge.room(array) >= 0)
    chosen = near[int(np.argmax(low))] if low.any() else near[-1]
    shown = 0.0 if abs(margin) <= noise else margin
    spread = gauge.chart.spread(chosen) or chosen
    return Worst(f"{shown:.6g}", names(spread))
