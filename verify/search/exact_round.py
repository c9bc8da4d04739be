"""Exact points, simplest first: corners in lattice order, then random dyadic points.

Floats look at all of them at once and say which to try first; exact arithmetic tries them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

from verify.effort import Effort
from verify.search.charts import Chart
from verify.search.ensemble_draws import MOST_EXACT, exact_draws
from verify.search.gauge import View
from verify.search.log import Log
from verify.search.lots import Counts, Lot, corner_lot, dealt, dyadic_lot, joined, lot_of
from verify.search.problem import Problem

Hit = tuple[Chart, Mapping[sympy.Symbol, Any]]
_SUSPECTS = 12  # rows looked at, for each point tried: not every row is a rational point
_CORNERS_A_POINT = 8  # corners looked at in floats, for each point tried exactly


@dataclass(frozen=True)
class Pool:
    """The exact points of one chart that floats do not exclude, with what they think of them.

    Tiers: 0 breaks, clear of every boundary; 1 breaks; 2 ties; 3 unknown; 4 holds.
    """

    chart: Chart
    lot: Lot
    rows: Counts  # of the lot
    tiers: Counts  # a tier a row
    inside: npt.NDArray[np.bool_]  # clear of the boundary of every premise

    def queues(self, tier: int) -> list[Counts]:
        """Return the rows of a tier, inside and on the boundary apart, in order."""
        here = self.tiers == tier
        groups = [self.rows[here & self.inside], self.rows[here & ~self.inside]]
        return sorted((g for g in groups if len(g)), key=lambda group: int(group[0]))


def exact_round(problem: Problem, effort: Effort, log: Log) -> Hit | None:
    """Return the simplest exact point found that breaks the statement, else `None`.

    Suspects are tried first: clear violations, ties, points where floats know nothing. Without
    a hit the rest of the budget goes to points that floats find harmless.
    """
    rng = np.random.default_rng(effort.seed)
    pools = _pools(problem, effort, log, rng)
    most, slow = _shares(effort, problem.blocks)
    before = len(log.trials)
    for tier, count in enumerate(most):
        log.patience = log.slow + slow
        if tier == 4 and effort.light:
            count = max(effort.points - (len(log.trials) - before), count // 2)
        hit = _first_hit(_in_turn(pools, tier), count, log)
        if hit is not None:
            return hit
    return None


def _shares(effort: Effort, blocks: int) -> tuple[tuple[int, ...], int]:
    """Return how many points of each tier are tried, and how many of a tier may be slow.

    The ties and unknown points of a light hunt come out of its `points`.
    """
    points = effort.points
    if effort.light:
        return (40, 40, points, -(-points // 2), points), 2
    return (40, 40, max(points // 3, 24 // blocks), 12, points), max(points // 2, 6)


def first_strike(problem: Problem, effort: Effort, log: Log) -> Hit | None:
    """Return the lightest corner or draw that clearly breaks the statement, else `None`.

    It looks at no boundary: what is plainly false falls here at little cost.
    """
    rng = np.random.default_rng(effort.seed)
    for chart in problem.places:
        share = max(effort.points // len(problem.places), 24)
        corners = corner_lot(chart.letters, 2 * share * problem.blocks)
        lot = _lot(problem, chart, 2 * share, rng, corners)
        seen = log.gauge(chart).view(lot.array)
        log.swept += len(lot)
        pool = _pool(chart, lot, seen)
        clear = pool.rows[pool.tiers == 0]
        hit = _first_hit(((pool, row) for row in _lightest(pool, clear)), 8, log)
        if hit is not None:
            return hit
    return None


def _lot(
    problem: Problem, chart: Chart, count: int, rng: np.random.Generator, corners: Lot
) -> Lot:
    """Return corners, `count` dyadic points, and some with matrices of the ensembles that
    premises name."""
    if not chart.letters:
        return corners
    dyadic = dyadic_lot(chart.letters, count, rng)
    if all(premise.draws is None for premise in problem.whole.given):
        return joined([corners, dyadic])
    most = min(count, -(-MOST_EXACT // problem.blocks))
    first = [dyadic.exact(row) for row in range(most)]
    named = list(exact_draws(chart, problem.whole.given, first, rng))
    return joined([corners, dyadic, lot_of(named, chart.letters)])


def _first_hit(suspects: Iterable[tuple[Pool, int]], most: int, log: Log) -> Hit | None:
    """Return the first counterexample among at most `most` points not tried before."""
    before = len(log.trials)
    for pool, row in itertools.islice(suspects, _SUSPECTS * most):
        if len(log.trials) - before >= most or log.tired:
            return None
        values = pool.lot.exact(row)
        answer = log.replay_on(pool.chart, values)
        if answer is not None and answer.breaks:
            return pool.chart, values
    return None


def _in_turn(pools: list[Pool], tier: int) -> Iterator[tuple[Pool, int]]:
    """Yield the points of all charts in turn, or the lightest would all be of one chart,
    and those on and off the boundary of the premises, or all might be refused.

    Each chart's points come lightest first, harmless ones with corners and draws in turn.
    """
    orders = [
        [(pool, row) for row in (_mixed(queue) if tier == 4 else _lightest(pool, queue))]
        for pool in pools
        for queue in pool.queues(tier)
    ]
    for pair in itertools.zip_longest(*orders):
        yield from (one for one in pair if one is not None)


def _lightest(pool: Pool, rows: Counts) -> list[int]:
    order: list[int] = rows[np.argsort(pool.lot.weights[rows], kind="stable")].tolist()
    return order


def _mixed(rows: Counts) -> list[int]:
    half = len(rows) // 2
    pairs = itertools.zip_longest(rows[:half].tolist(), rows[half:].tolist())
    return [one for pair in pairs for one in pair if one is not None]


def _pools(problem: Problem, effort: Effort, log: Log, rng: np.random.Generator) -> list[Pool]:
    """Return the candidates that floats do not exclude, every chart's share."""
    block, blocks = problem.block, problem.blocks
    # A single point is tried in the first block.
    places = [(c, 1.0, block, blocks) for c in problem.places if c.letters or not block]
    places += [(chart, 0.5 * blocks, 0, 1) for chart in problem.edges]
    total = sum(part for _, part, _, _ in places)
    pools: list[Pool] = []
    for chart, part, first, step in places:
        share = int(effort.points * part / total) + 12
        count = _CORNERS_A_POINT * share
        corners = dealt(corner_lot(chart.letters, step * count), first, step)
        lot = _lot(problem, chart, count, rng, corners)
        scale = log.gauge(chart)
        seen = scale.view(lot.array)
        log.note_floor(scale, seen.at(seen.room >= 0))
        log.swept += len(lot)
        pools.append(_pool(chart, lot, seen))
    return pools


def _pool(chart: Chart, lot: Lot, seen: View) -> Pool:
    clear = seen.margin < -seen.noise
    tiers = np.select(
        [
            np.isnan(seen.room),
            clear & (seen.room > 0),
            clear,
            np.abs(seen.margin) <= seen.noise,
            np.isnan(seen.margin),
        ],
        [3, 0, 1, 2, 3],
        default=4,
    )
    rows = np.flatnonzero(~(seen.room < 0))  # NaN stays: floats do not know
    return Pool(chart, lot, rows, tiers[rows], seen.room[rows] > 0)
