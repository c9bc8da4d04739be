"""What a hunt has seen so far: a running count of trials, and the worst point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

from verify.obligation import Obligation
from verify.search.charts import Chart
from verify.search.gauge import Gauge, View, gauge
from verify.search.problem import names
from verify.search.rational import floats_at, point_of, roundings
from verify.search.trial import Trial, trial
from verify.verdict import Truth, Worst

Array = npt.NDArray[np.float64]
MOST_LOW = 2  # low points looked at after the first that is accepted
name_of = attrgetter("name")  # SymPy's str() costs more than the trial it would sort for


@dataclass
class Log:
    """The notes of one hunt; each exact point is tried once."""

    whole: Obligation
    bits: int
    trials: dict[Any, Trial] = field(default_factory=dict)
    rough: dict[Any, dict[Any, Any]] = field(default_factory=dict)  # irrational points
    swept: int = 0  # float points
    floor: float = np.inf  # the smallest float margin at an admissible point
    worst: Worst | None = None
    float_only: str = ""
    most_rough: int = 40  # irrational points tried, a chart
    patience: float = np.inf  # slow trials after which a tier of points is left
    slow: int = 0  # trials that no exact arithmetic and no short ball decided
    low: list[tuple[float, Gauge, Array]] = field(default_factory=list)
    _gauges: dict[int, Gauge] = field(default_factory=dict)
    _orders: dict[tuple[sympy.Symbol, ...], tuple[sympy.Symbol, ...]] = field(
        default_factory=dict
    )

    def replay(self, point: Mapping[sympy.Symbol, Any]) -> Trial:
        """Return the trial of an exact point, from memory when it was tried before."""
        key = tuple(point[letter] for letter in self._in_order(point))
        found = self.trials.get(key)
        if found is None:
            found = self.trials[key] = trial(self.whole, point, self.bits)
            self.slow += found.how.startswith(("identity", "open"))
        return found

    def gauge(self, chart: Chart) -> Gauge:
        """Return the gauge of what is hunted on a chart; every stage looks through it."""
        known = self._gauges.get(id(chart))
        if known is None or known.chart is not chart:
            known = self._gauges[id(chart)] = gauge(self.whole, chart)
        return known

    def _in_order(self, point: Mapping[sympy.Symbol, Any]) -> tuple[sympy.Symbol, ...]:
        """Return the letters of a point by name; there are few orders that points come in."""
        letters = tuple(point)
        known = self._orders.get(letters)
        if known is None:
            known = self._orders[letters] = tuple(sorted(letters, key=name_of))
        return known

    @property
    def tired(self) -> bool:
        """Tell whether more ties cost more than they show: each takes an identity."""
        return self.slow >= self.patience

    def replay_on(self, chart: Chart, values: Mapping[sympy.Symbol, Any]) -> Trial | None:
        """Return the trial of a point of a chart, `None` where it is no real point.

        Points with irrational coordinates cost a hundred times more, so only the first
        `most_rough` of a chart are tried; what was tried is known when asked again.
        """
        point = chart.spread(values, rational=True)
        if point is None:
            rough = self.rough.setdefault(chart.letters, {})
            key = chart.meanings, frozenset(values.items())
            if key not in rough and len(rough) < self.most_rough:
                rough[key] = chart.spread(values)
            point = rough.get(key)
        return None if point is None else self.replay(point)

    @property
    def met(self) -> list[Trial]:
        """Return the trials of points that meet every premise."""
        return [t for t in self.trials.values() if t.premises is Truth.TRUE]

    def note_witness(self, scale: Gauge, values: Mapping[sympy.Symbol, Any]) -> None:
        """Keep a counterexample as the worst point, unless a worse one was seen."""
        self.settle_floor()
        margin, answer = scale.margin_at(values), self.replay_on(scale.chart, values)
        if margin is not None and margin < self.floor and answer is not None:
            self.floor = margin
            self.worst = Worst(f"{margin:.6g}", names(answer.point))

    def note_floor(self, scale: Gauge, seen: View) -> None:
        """Keep the worst of some float points in mind for `settle_floor`."""
        for row in _lowest(seen):
            self.low.append((float(seen.margin[row]), scale, seen.points[row]))

    def settle_floor(self) -> None:
        """Make the worst of the points kept in mind, or a simple one as bad, the worst point.

        It is exact and meets every premise, and its margin comes from balls: where two large
        numbers cancel, the lowest float margin is a rounding error.
        """
        taken = 0
        for seen, scale, point in sorted(self.low, key=lambda item: item[0]):
            if taken == MOST_LOW or not seen < self.floor:
                break
            taken += self.worst is not None
            exact = _simple(scale, point)
            margin = scale.margin_at(exact)
            if margin is None or not margin < self.floor:
                continue
            answer = self.replay_on(scale.chart, exact)
            if answer is not None and answer.premises is Truth.TRUE:
                self.floor = margin
                self.worst = Worst(f"{margin:.6g}", names(answer.point))
        self.low.clear()


def _lowest(seen: View) -> list[int]:
    """Return a few candidates: the lowest margins, and the lowest beside rounding errors."""
    if not len(seen):
        return []
    margin, inside = seen.margin, seen.room > 0
    # On the boundary of a strict premise floats see a point that exact arithmetic refuses.
    known = np.flatnonzero(np.isfinite(margin) & (inside | ~inside.any()))
    by_margin = known[np.argsort(margin[known], kind="stable")]
    clear = margin[known] / seen.noise[known]
    by_clarity = known[np.argsort(clear, kind="stable")]
    return list(dict.fromkeys([*by_margin[:2].tolist(), *by_clarity[:2].tolist()]))


def _simple(scale: Gauge, point: Array) -> Mapping[sympy.Symbol, Any]:
    """Return the simplest point near `point` with a margin as low, rounding errors apart."""
    near = roundings(list(map(float, point)))
    seen = scale.view(np.concatenate([floats_at(near), point[None, :]]))
    margin, room = seen.margin[:-1], seen.room[:-1]
    low = margin <= seen.margin[-1] + seen.noise[:-1]
    low &= room > 0 if room[-1] > 0 else room >= 0
    return point_of(scale.chart.letters, near[int(np.argmax(low)) if low.any() else -1])
