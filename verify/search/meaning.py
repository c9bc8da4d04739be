"""Points at which a statement may have no value, looked for where its conditions fail.

A random point never meets x = 1237/1000, and what divides by x - 1237/1000 would pass as
something that holds all over.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.logic import Eq, Or, combine, denied, relations, sign_of
from verify.search.charts import Chart, charts
from verify.search.log import Log
from verify.search.lots import corner_lot, dyadic_lot, joined
from verify.search.problem import Problem, is_long
from verify.symbolic.denominators import definedness
from verify.symbolic.rational import NotScalar

_CONDITIONS = 6  # that are looked at
_LOOKED_AT = 64  # corners of a chart, and as many draws
_TRIED = 8  # points of a chart that are tried exactly
_BEYOND = {"<": -1, "<=": -1, ">": 1, ">=": 1}


def look_for_no_value(problem: Problem, seed: int, log: Log) -> None:
    """Try points at which a condition for the statement to have a value fails.

    They are noted in the log. Finding none proves nothing: not every such set is solved for.
    """
    rng = np.random.default_rng(seed)
    for chart in _charts(problem):
        lots = [corner_lot(chart.letters, _LOOKED_AT)]
        lots += [dyadic_lot(chart.letters, _LOOKED_AT, rng)] if chart.letters else []
        lot = joined(lots)
        met = np.flatnonzero(~(log.gauge(chart).view(lot.array).room < 0))
        order = met[np.argsort(lot.weights[met], kind="stable")]
        for row in order[:_TRIED].tolist():
            answer = log.replay_on(chart, lot.exact(row))
            if answer is not None and answer.undefined:
                return


def _charts(problem: Problem) -> Iterator[Chart]:
    letters = problem.whole.letters()
    premises = [premise.says for premise in problem.whole.given]
    for condition in itertools.islice(_conditions(problem.whole.says), _CONDITIONS):
        for chart in charts(letters, [_beyond(denied(condition)), *premises]):
            if not chart.left:
                yield chart


def _conditions(says: Boolean) -> Iterator[Boolean]:
    """Yield what the sides of a statement need to have a value, each once, short ones."""
    found: dict[Boolean, None] = {}
    for node in relations(says):
        for side in node.args:
            try:
                found.update(dict.fromkeys(definedness(side)))
            except NotScalar:
                continue
    yield from (one for one in found if one.free_symbols and not is_long(one))


def _beyond(tree: Boolean) -> Boolean:
    """Return equations that imply a statement: u = -1 for u < 0, also u = 0 for u <= 0."""
    if isinstance(tree, Relational):
        step = _BEYOND.get(sign_of(tree))
        if step is None:
            return tree
        beyond = Eq(tree.lhs, tree.rhs + step)
        return Or(beyond, Eq(tree.lhs, tree.rhs)) if "=" in sign_of(tree) else beyond
    return combine(tree, [_beyond(branch) for branch in tree.args])
