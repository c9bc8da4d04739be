"""Exact points that meet some premises: where trajectories start, where rules are tried."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import sympy

from verify.arithmetic import decide_tree
from verify.effort import Effort
from verify.logic import relation
from verify.notation import are_admitted
from verify.obligation import Obligation, Premise
from verify.search.corners import corners
from verify.search.draws import dyadic
from verify.search.gauge import array_of, gauge
from verify.search.problem import concrete
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
    dyadic draws in turn; a `generic` point is a draw, no number in it zero and no two equal.
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
            room = scale.room(array_of(points, chart)) if chart.letters else [0.0] * len(points)
        near = [values for values, space in zip(points, room, strict=True) if not space < 0]
        found += itertools.islice(_met(chart, near, problem.whole, effort), share)
    return found[:wanted]


def _points(
    letters: Sequence[sympy.Symbol], count: int, seed: int, generic: bool
) -> list[dict[Any, Any]]:
    if not letters:
        return [{}]
    drawn = dyadic(letters, count, np.random.default_rng(seed))
    if generic:
        return [one for one in drawn if len({0, *one.values()}) == len(one) + 1]
    simple = list(itertools.islice(corners(tuple(letters)), count // 2))
    pairs = itertools.zip_longest(simple, drawn)
    return [one for pair in pairs for one in pair if one is not None]


def _met(chart: Any, points: list[Any], whole: Obligation, effort: Effort) -> Iterator[Start]:
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
