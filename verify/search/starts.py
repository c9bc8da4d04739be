"""Exact points that meet some premises: where trajectories start, where rules are tried."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import sympy

from verify.arithmetic import decide_tree
from verify.effort import Effort
from verify.logic import relation
from verify.notation import are_admitted
from verify.obligation import Obligation, Premise
from verify.search.corners import corners
from verify.search.descent import admitted
from verify.search.draws import Array, dyadic
from verify.search.gauge import Gauge, array_of, gauge
from verify.search.problem import concrete
from verify.search.rational import floats_at, point_of, roundings
from verify.verdict import Truth

Start = Mapping[sympy.Symbol, Any]
_TRIES = 12  # points looked at for each one wanted


def starts(
    letters: Sequence[sympy.Symbol],
    given: Sequence[Premise],
    wanted: int,
    effort: Effort,
    generic: bool = False,
) -> list[Start]:
    """Return at most `wanted` exact points that meet every premise, simplest corners first.

    `letters` are real; further letters of the premises get values as well. Corners and seeded
    dyadic draws in turn, and where too few of them meet the premises, simple points near those
    that floats move there; a `generic` point is a draw, no number in it zero and no two equal.
    Fewer points, or none, say nothing about the premises.
    """
    everything = sympy.Add(*letters)
    here = Obligation(relation(everything, "==", everything), tuple(given))
    problem = concrete(here)
    found: list[Start] = []
    for chart in problem.places:
        share = -(-wanted // len(problem.places))
        points = _points(chart.letters, _TRIES * share, effort.seed, generic)
        scale = gauge(problem.whole, chart)
        with np.errstate(all="ignore"):
            floats = array_of(points, chart)
            room = scale.room(floats) if chart.letters else np.zeros(len(points))
        near = (values for values, space in zip(points, room, strict=True) if not space < 0)
        moved = _moved(scale, floats[room < 0], generic)
        met = _met(chart, itertools.chain(near, moved), problem.whole, effort)
        found += itertools.islice(met, share)
    return found[:wanted]


def _moved(scale: Gauge, outside: Array, generic: bool) -> Iterator[dict[Any, Any]]:
    """Yield simple points near those outside, moved to where floats see the premises met."""
    with np.errstate(all="ignore"):
        points, room = admitted(scale, outside)
        for point in points[room >= 0]:
            near = roundings(point.tolist())
            space = scale.room(floats_at(near))
            # on a border exact arithmetic may refuse what floats accept
            inside = [*np.flatnonzero(space > 0), *np.flatnonzero(space == 0)]
            if inside:
                values = point_of(scale.chart.letters, near[inside[0]])
                if not generic or _is_generic(values):
                    yield values


def _points(
    letters: Sequence[sympy.Symbol], count: int, seed: int, generic: bool
) -> list[dict[Any, Any]]:
    if not letters:
        return [{}]
    drawn = dyadic(letters, count, np.random.default_rng(seed))
    if generic:
        return [one for one in drawn if _is_generic(one)]
    simple = list(itertools.islice(corners(tuple(letters)), count // 2))
    pairs = itertools.zip_longest(simple, drawn)
    return [one for pair in pairs for one in pair if one is not None]


def _is_generic(values: Mapping[Any, Any]) -> bool:
    return len({0, *values.values()}) == len(values) + 1


def _met(
    chart: Any, points: Iterable[Any], whole: Obligation, effort: Effort
) -> Iterator[Start]:
    seen = set()
    for values in points:
        point = chart.spread(values)
        if point is None or tuple(point.items()) in seen:
            continue
        seen.add(tuple(point.items()))
        trees = (premise.says for premise in whole.given)
        if are_admitted(point) and all(
            decide_tree(t, point, effort.bits).truth is Truth.TRUE for t in trees
        ):
            yield point
