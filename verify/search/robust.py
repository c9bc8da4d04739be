"""Is a counterexample robust, or does it sit alone?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import flint
import sympy
from sympy.logic.boolalg import Boolean

from verify.arithmetic.compile import Meanings
from verify.effort import Effort
from verify.logic import connect, replaced
from verify.obligation import Obligation
from verify.search.charts import Chart
from verify.search.enclose import decide_on
from verify.search.problem import Problem, concrete
from verify.search.quotients import vanishes
from verify.search.trial import trial
from verify.verdict import Truth

_RADII = (12, 20, 32, 48)  # radius 2^-k
_NEAR = (20, 40)  # neighbors at distance 2^-k


def robust(
    obligation: Obligation, point: Mapping[sympy.Symbol, Any], effort: Effort
) -> bool | None:
    """Tell whether every point near a counterexample is one as well.

    True is proved: a small ball around the point, inside the thin premises, meets the others
    and breaks the statement. False means that exact neighbors at distance 2^-40 do not break
    it. None: neither was found.
    """
    problem = concrete(obligation)
    answers = [robust_on(problem, chart, point, effort) for chart in problem.places]
    if True in answers:
        return True
    return False if False in answers else None


def robust_on(
    problem: Problem, chart: Chart, point: Mapping[sympy.Symbol, Any], effort: Effort
) -> bool | None:
    """Tell the same, moving in the letters of the chart the point was found on.

    A chart of a thinner set than the premises' own says nothing, and another is taken.
    """
    known = {(place.letters, frozenset(place.solved.items())) for place in problem.places}
    if (chart.letters, frozenset(chart.solved.items())) not in known:
        found = [robust_on(problem, place, point, effort) for place in problem.places]
        return next((answer for answer in found if answer is not None), None)
    values = chart.read(point)
    if chart.left or not chart.letters or not _is_here(chart, values, point):
        return None
    if all(value.is_Rational for value in values.values()):
        whole = problem.whole
        met = [_without_imposed(premise.says, chart.meanings) for premise in whole.given]
        if any(_breaks_around(met, whole.says, chart, values, radius) for radius in _RADII):
            return True
    return False if _neighbors_hold(problem, chart, values, effort) else None


def _is_here(
    chart: Chart, values: Mapping[sympy.Symbol, Any], point: Mapping[sympy.Symbol, Any]
) -> bool:
    """Tell whether the chart reaches the point: it has exceptions, and branches."""
    if not all(value.is_number and value.is_finite for value in values.values()):
        return False
    spread = chart.spread(values)
    return spread is not None and all(
        spread[letter] == point[letter] or (spread[letter] - point[letter]).equals(0) is True
        for letter in point
    )


def _breaks_around(
    premises: list[Boolean],
    says: Boolean,
    chart: Chart,
    values: Mapping[sympy.Symbol, Any],
    radius: int,
) -> bool:
    """Tell whether a ball of points, in the letters of the chart, breaks the statement."""
    around = flint.arb(0, flint.arb(2) ** -radius)
    balls = {k: flint.arb(flint.fmpq(int(v.p), int(v.q))) + around for k, v in values.items()}

    def on(tree: Boolean) -> Truth:
        return decide_on(tree, chart.letters, balls, 128, chart.meanings)

    return all(on(tree) is Truth.TRUE for tree in premises) and on(says) is Truth.FALSE


@lru_cache(maxsize=1024)  # a claim, its controls and its ablation share premises
def _without_imposed(tree: Boolean, solved: Meanings) -> Boolean:
    """Return a premise without the equations that hold identically on a chart."""
    if isinstance(tree, sympy.And):
        return connect(sympy.And, [_without_imposed(b, solved) for b in tree.args])
    if isinstance(tree, sympy.Equality):
        gap = replaced(tree.lhs - tree.rhs, dict(solved))
        return sympy.true if vanishes(gap) else tree
    return tree


def _neighbors_hold(
    problem: Problem, chart: Chart, values: Mapping[sympy.Symbol, Any], effort: Effort
) -> bool:
    """Tell whether at each distance some neighbor is surely no counterexample."""
    return all(
        any(
            _is_no_counterexample(problem, chart, moved, effort)
            for moved in _neighbors(values, sympy.Rational(1, 2**distance))
        )
        for distance in _NEAR
    )


def _is_no_counterexample(
    problem: Problem, chart: Chart, values: Mapping[sympy.Symbol, Any], effort: Effort
) -> bool:
    point = chart.spread(values)
    if point is None:
        return False
    answer = trial(problem.whole, point, effort.bits)
    return answer.premises is Truth.FALSE or answer.statement is Truth.TRUE


def _neighbors(
    values: Mapping[sympy.Symbol, Any], distance: Any
) -> Iterator[dict[sympy.Symbol, Any]]:
    for letter, value in values.items():
        for sign in (1, -1):
            yield {**values, letter: value + sign * distance}
