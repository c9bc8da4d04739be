"""Exact points, simplest first: corners in lattice order, then random dyadic points.

Floats look at all of them at once and say which to try first; exact arithmetic tries them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from verify.effort import Effort
from verify.search.charts import Chart
from verify.search.corners import corners
from verify.search.draws import dyadic
from verify.search.gauge import Gauge, array_of, gauge
from verify.search.log import Log
from verify.search.problem import Problem
from verify.search.rational import height

Hit = tuple[Chart, Mapping[sympy.Symbol, Any]]
_CORNERS_A_POINT = 4  # corners looked at in floats, for each point tried exactly


@dataclass(frozen=True)
class Candidate:
    """A point of a chart, with what floats think of it."""

    chart: Chart
    values: Mapping[sympy.Symbol, Any]
    tier: int  # 0 breaks, clear of every boundary; 1 breaks; 2 ties; 3 unknown; 4 holds
    weight: int


def exact_round(problem: Problem, effort: Effort, log: Log) -> Hit | None:
    """Return the simplest exact point found that breaks the statement, else `None`.

    Suspects are tried first; without a hit the rest of the budget goes to points that floats
    find harmless, half corners and half random, so that a pass counts different points.
    """
    rng = np.random.default_rng(effort.seed)
    pool = _pool(problem, effort, log, rng)
    for tier, most in ((0, 30), (1, 30), (2, effort.points // 4), (3, 12)):
        suspects = sorted((c for c in pool if c.tier == tier), key=lambda c: c.weight)
        for one in suspects[:most]:
            answer = log.replay_on(one.chart, one.values)
            if answer is not None and answer.breaks:
                return one.chart, one.values
    harmless = [c for c in pool if c.tier == 4]
    for one in _spread_out(harmless, effort.points):
        if len(log.met) >= effort.points:
            break
        answer = log.replay_on(one.chart, one.values)
        if answer is not None and answer.breaks:
            return one.chart, one.values
    return None


def _pool(
    problem: Problem, effort: Effort, log: Log, rng: np.random.Generator
) -> list[Candidate]:
    """Return the candidates that floats do not exclude, every chart's share."""
    places = [(chart, 1.0) for chart in problem.places]
    places += [(chart, 0.5) for chart in problem.edges]
    total = sum(part for _, part in places)
    pool: list[Candidate] = []
    for chart, part in places:
        share = int(effort.points * part / total) + 12
        points = list(itertools.islice(corners(chart.letters), _CORNERS_A_POINT * share))
        if chart.letters:
            points += dyadic(chart.letters, _CORNERS_A_POINT * share, rng)
        pool += _judged(chart, points, gauge(problem.whole, chart), log)
    return pool


def _judged(
    chart: Chart, points: list[dict[sympy.Symbol, Any]], scale: Gauge, log: Log
) -> Iterator[Candidate]:
    array = array_of(points, chart)
    margin, room, noise = scale.margin(array), scale.room(array), scale.noise(array)
    log.swept += len(points)
    log.note_floor(scale, array[room >= 0])
    clear = margin < -noise
    tiers = np.select(
        [clear & (room > 0), clear, np.abs(margin) <= noise, np.isnan(margin)],
        [0, 1, 2, 3],
        default=4,
    )
    for values, tier, space in zip(points, tiers, room, strict=True):
        if not space < 0:  # NaN stays: floats do not know
            weight = sum(height(value) for value in values.values())
            yield Candidate(chart, values, 3 if np.isnan(space) else int(tier), weight)


def _spread_out(points: list[Candidate], most: int) -> list[Candidate]:
    """Return about `most` points, every k-th of the list: corners and draws of all charts."""
    step = max(1, len(points) // max(2 * most, 1))
    return points[::step]
