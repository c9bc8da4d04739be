"""Float points at several scales, the worst of them pushed down, and every hit replayed.

A hit is rationalized, simplest first, and replayed exactly. The last candidate is the very
float point, which is a dyadic rational; if even that one cannot be decided, the hunt reports a
violation that floats alone saw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

from verify.effort import Effort
from verify.search.charts import Chart
from verify.search.descent import admitted, descend, polish
from verify.search.draws import floats
from verify.search.ensemble_draws import with_float_draws
from verify.search.gauge import Gauge, View
from verify.search.log import Log
from verify.search.problem import Problem, has_equation, names
from verify.search.rational import floats_at, point_of, roundings
from verify.search.trial import decided
from verify.verdict import Truth

Array = npt.NDArray[np.float64]
Hit = tuple[Chart, Mapping[sympy.Symbol, Any]]
_HITS = 12  # float hits replayed a chart
_REPLAYS = 6  # exact candidates tried a hit
_POLISHED = 4  # lowest points of a chart that L-BFGS starts from
_FALSE_ALARMS = 4  # floats that cry wolf so often see rounding errors
_CLEAR = 1e-4  # a violation this large is not the width forgiven to an equation


def float_round(problem: Problem, effort: Effort, log: Log) -> Hit | None:
    """Return an exact point that breaks the statement, found from floats, else `None`.

    Notes in the log the worst admissible point, admissible exact points where the corners gave
    few, and a violation that could not be replayed.
    """
    rng = np.random.default_rng(effort.seed + 1)
    edge = max(4 // problem.blocks, 1)  # an edge is visited by one block only
    places = [(chart, 1) for chart in problem.places]
    places += [(chart, edge) for chart in problem.edges]
    total = sum(1 / part for _, part in places)
    near: dict[int, Array] = {}
    for place, (chart, part) in enumerate(places):
        if not chart.letters:
            continue
        count = int(effort.batch / (part * total)) + 20
        near[place] = _admissible(chart, count, effort.light, rng, log)
        log.swept += count
        hit = _sweep(chart, near[place], -(-effort.descents // part), rng, log)
        if hit is not None:
            return chart, hit
    _fill(problem, effort, near, rng, log)
    return None


def _sweep(
    chart: Chart, points: Array, starts: int, rng: np.random.Generator, log: Log
) -> Mapping[sympy.Symbol, Any] | None:
    scale = log.gauge(chart)
    seen = scale.view(points)
    log.note_floor(scale, seen)
    hit = _replayed(chart, scale, seen, log)
    if hit is not None or not len(seen) or not starts or _is_flat(seen):
        return hit
    lowest = descend(scale, _worst(seen, starts), rng)
    low = scale.view(lowest)
    log.note_floor(scale, low)
    hit = _replayed(chart, scale, low, log)
    if hit is not None:  # polishing costs more than the descent
        return hit
    order = np.argsort(low.margin, kind="stable")[:_POLISHED]
    low = scale.view(polish(scale, lowest[order]))
    log.note_floor(scale, low)
    return _replayed(chart, scale, low, log)


def _is_flat(seen: View) -> bool:
    """Tell whether all margins are rounding errors: an identity has no slope to descend."""
    return bool(np.all(np.abs(seen.margin) <= 10 * seen.noise))


def _admissible(
    chart: Chart, count: int, light: bool, rng: np.random.Generator, log: Log
) -> Array:
    """Return drawn points that meet the premises, moved there where draws seldom do; a light
    hunt moves no more of them than it takes for half to be there."""
    scale = log.gauge(chart)
    points = floats(len(chart.letters), count, rng)
    points = with_float_draws(points, chart, log.whole.given, rng)
    inside = scale.room(points) >= 0
    wanted = count // 4
    if inside.sum() < wanted and scale.premises:
        # Slopes of spectra are dear, and ensembles have made many points already.
        outside = points[~inside][: count // (32 if scale.spectral else 2)]
        moved, room = admitted(scale, outside, enough=2 * wanted if light else np.inf)
        return np.concatenate([points[inside], moved[room >= 0]])
    return points[inside]


def _worst(seen: View, starts: int) -> Array:
    """Return the starts of descents: half the lowest margins, half the first points drawn."""
    margin = seen.margin
    known = np.flatnonzero(np.isfinite(margin))
    order = known[np.argsort(margin[known], kind="stable")]
    # One start in a hundred of the order too: the lowest are often all in one place.
    low, wide = order[: starts // 2 + 1], order[:: max(1, len(order) // max(starts, 1))]
    chosen = list(dict.fromkeys([*low, *known[: starts // 2], *wide[:starts]]))
    return seen.points[chosen]


def _replayed(
    chart: Chart, scale: Gauge, seen: View, log: Log
) -> Mapping[sympy.Symbol, Any] | None:
    alarms = 0
    for row in _hits(seen):
        before = len(log.met)
        hit = _replay(chart, scale, seen.at([row]), log)
        if hit is not None:
            return hit
        alarms += len(log.met) > before  # it met the premises, and nothing broke
        if alarms == _FALSE_ALARMS:
            return None
    return None


def _hits(seen: View) -> Iterator[int]:
    """Yield float violations: those nearest to the origin first, then the largest ones."""
    clear = np.flatnonzero(seen.margin < -seen.noise)
    near = clear[np.argsort(np.linalg.norm(seen.points[clear], axis=1), kind="stable")]
    large = clear[np.argsort(seen.margin[clear], kind="stable")]
    order = [*near[: _HITS // 3], *large[: _HITS // 3], *clear[: _HITS // 3]]
    yield from dict.fromkeys(map(int, order))


def _replay(
    chart: Chart, scale: Gauge, one: View, log: Log
) -> Mapping[sympy.Symbol, Any] | None:
    near = roundings(list(map(float, one.points[0])))
    itself = point_of(chart.letters, near[-1])
    if scale.allows_ties and scale.denies(itself, one.margin[0]):
        return None  # a rounding error: replaying a tie is dear, and breaks nothing
    seen = scale.view(floats_at(near[:-1]))
    broken = np.flatnonzero((seen.margin < -seen.noise) & (seen.room >= 0))
    chosen = [point_of(chart.letters, near[row]) for row in broken[:_REPLAYS]]
    for values in (*chosen, itself):
        answer = log.replay_on(chart, values)
        if answer is not None and answer.breaks:
            return values
    _note_unreplayed(chart, scale, one, itself, log)
    return None


def _note_unreplayed(
    chart: Chart, scale: Gauge, one: View, values: Mapping[sympy.Symbol, Any], log: Log
) -> None:
    """Write down a violation that exact arithmetic neither confirmed nor denied."""
    answer = log.replay_on(chart, values)
    margin = one.margin[0]
    if answer is None or answer.premises is Truth.FALSE:
        near = bool(chart.left) and margin < -_CLEAR
        unresolved = near and not _is_excluded(chart.spread(values), log)
    else:
        unknown = Truth.UNKNOWN in (answer.premises, answer.statement)
        clear = margin < -1e3 * one.noise[0]
        unresolved = unknown and clear and not scale.denies(values, margin)
    if unresolved and not log.float_only:
        spread = chart.spread(values) or values
        shown = ", ".join(f"{k} = {v}" for k, v in names(_short(spread)).items())
        log.float_only = f"{shown} (margin {margin:.3g})"


def _is_excluded(point: Mapping[sympy.Symbol, Any] | None, log: Log) -> bool:
    """Tell whether a premise without an equation, which has no width, fails at a point."""
    plain = [p.says for p in log.whole.given if not has_equation(p.says)]
    return point is not None and any(
        decided(says, point, log.bits).truth is Truth.FALSE for says in plain
    )


def _short(point: Mapping[sympy.Symbol, Any]) -> dict[sympy.Symbol, Any]:
    return {letter: sympy.N(value, 8) for letter, value in point.items()}


def _fill(
    problem: Problem,
    effort: Effort,
    near: Mapping[int, Array],
    rng: np.random.Generator,
    log: Log,
) -> None:
    """Try exact points near admissible float points where corners and draws met few."""
    wanted = effort.points // 2
    for place, chart in enumerate(problem.places):
        if len(log.met) >= wanted or log.tired or not chart.letters:
            return
        points = near[place][:wanted]
        if len(points) < wanted and not (effort.light and log.met):
            more = _admissible(chart, 2_000, effort.light, rng, log)
            points = np.concatenate([points, more])[:wanted]
        for row in _dyadic_nearby(log.gauge(chart), points):
            if log.tired:
                return
            row = tuple(value.as_integer_ratio() for value in map(float, row))
            log.replay_on(chart, point_of(chart.letters, row))


def _dyadic_nearby(scale: Gauge, points: Array) -> Array:
    """Return points rounded to the coarsest dyadic grid on which they stay admissible."""
    chosen = points.copy()
    on_boundary = scale.room(points) <= 0  # as everywhere on a chart of an equation
    for steps in (2**20, 1024, 64, 8, 4, 2, 1):
        rounded = np.rint(points * steps) / steps
        room = scale.room(rounded)
        inside = (room > 0) | ((room == 0) & on_boundary)
        chosen[inside] = rounded[inside]
    return chosen
