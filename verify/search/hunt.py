"""The hunt for a counterexample: corners, draws, float sweeps, descent, replay, shrinking.

Whatever suggests a point, only exact or ball arithmetic on the obligation as written makes it a
witness. Finding none proves nothing; the counts say how far the hunt went.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import sympy

from verify.effort import Effort
from verify.obligation import Obligation
from verify.search.charts import Chart
from verify.search.exact_round import exact_round, first_strike
from verify.search.float_round import float_round
from verify.search.gauge import array_of
from verify.search.log import Log
from verify.search.meaning import look_for_no_value
from verify.search.problem import Problem, concrete, names, with_edges
from verify.search.robust import robust_on
from verify.search.shrink import shrink
from verify.search.sizes import at
from verify.search.trial import Trial
from verify.verdict import Truth, Witness, Worst


@dataclass(frozen=True)
class Hunt:
    """What a hunt, or a block of one, found, and how far it went."""

    witness: Witness | None
    worst: Worst | None  # the smallest float margin at an admissible point
    met_at: Mapping[Any, Truth]  # points that met every premise, with what was decided there
    tried_at: frozenset[Any]  # points tried rigorously
    swept: int  # points seen in floating point
    undefined: str = ""  # where, at an admissible point, the statement has no value known
    float_only: str = ""  # a violation seen in floats that could not be replayed
    thin: tuple[str, ...] = ()  # premises with an equation that was not imposed

    @property
    def met(self) -> int:
        """Return how many points met every premise."""
        return len(self.met_at)

    @property
    def held(self) -> int:
        """Return at how many of these the statement was decided true."""
        return sum(truth is Truth.TRUE for truth in self.met_at.values())

    @property
    def undecided(self) -> int:
        """Return at how many of these it could not be decided."""
        return sum(truth is Truth.UNKNOWN for truth in self.met_at.values())


@dataclass(frozen=True)
class Ground:
    """Where a hunt on an obligation at some sizes looks, worked out once for all its blocks."""

    obligation: Obligation
    sizes: Mapping[sympy.Symbol, int]
    boundaries: int  # the most edges

    @cached_property
    def problem(self) -> Problem:
        """Return the problem without its edges."""
        return concrete(at(self.obligation, self.sizes))

    @cached_property
    def edged(self) -> Problem:
        """Return the problem with its edges."""
        return with_edges(self.problem, self.boundaries)


def search(ground: Ground, effort: Effort, block: int = 0, blocks: int = 1) -> Hunt:
    """Return what one of so many blocks of a hunt finds.

    The work is bounded by `effort`, the block's own share (points, batch, descents, bits), and
    the result depends on nothing else but the seed. Raises `UnsupportedFunction` for a function
    no arithmetic knows.
    """
    problem = ground.problem.part(block, blocks)
    log = Log(problem.whole, effort.bits)
    if effort.light:
        log.most_rough = 2 * effort.points
    with np.errstate(all="ignore"):  # overflow and NaN are what floats have to say there
        found = None if block else first_strike(problem, effort, log)
        if found is None:
            problem = ground.edged.part(block, blocks)
            found = exact_round(problem, effort, log) or float_round(problem, effort, log)
        if found is None:
            if not (block or effort.light):
                look_for_no_value(problem, effort.seed, log)
            log.settle_floor()
            # Points tried for another reason, as the worst point or to have enough, count too.
            return _report(problem, log, _simplest_break(log), None)
        chart, values = found
        last = _shrunk(chart, values, log)
        log.note_witness(log.gauge(chart), values)
        return _report(problem, log, last, robust_on(problem, chart, last.point, effort))


def _simplest_break(log: Log) -> Trial | None:
    broken = [one for one in log.trials.values() if one.breaks]
    return min(broken, key=_reading, default=None)


def _reading(one: Trial) -> int:
    return sum(len(text) for text in names(one.point).values())


def _shrunk(chart: Chart, values: Mapping[sympy.Symbol, Any], log: Log) -> Trial:
    """Return the trial of the shrunk witness.

    A statement that fails by a margin is not shrunk to a tie: the boundary may be shorter to
    write, and convinces nobody.
    """
    scale = log.gauge(chart)
    itself = array_of([values], chart)
    clear, inside = scale.margin(itself)[0] < 0, scale.room(itself)[0] > 0

    def likely(points: Sequence[Mapping[sympy.Symbol, Any]]) -> Any:
        rows = array_of(points, chart)
        worth = scale.margin(rows) < 0 if clear else np.ones(len(rows), dtype=bool)
        return worth & (scale.room(rows) > 0) if inside else worth

    def breaks(point: Mapping[sympy.Symbol, Any]) -> bool:
        answer = log.replay_on(chart, point)
        return answer is not None and answer.breaks

    smallest = log.replay_on(chart, shrink(values, breaks, likely))
    assert smallest is not None  # `breaks` was true of it
    return smallest


def _report(problem: Problem, log: Log, last: Trial | None, robust: bool | None) -> Hunt:
    log.settle_floor()
    met = {key: t for key, t in log.trials.items() if t.premises is Truth.TRUE}
    witness = None
    if last is not None:
        witness = Witness(names(last.point), last.how, last.gap, robust)
    return Hunt(
        witness=witness,
        worst=log.worst,
        met_at={key: t.statement for key, t in met.items()},
        tried_at=frozenset(log.trials),
        swept=log.swept,
        undefined=_undefined([one for one in met.values() if one.undefined]),
        float_only="" if last is not None else log.float_only,
        thin=problem.thin,
    )


def _undefined(trials: Sequence[Trial]) -> str:
    """Return where a statement has no value, or else where none is found: acos(cos π) has
    one, and no ball around cos π lies in [-1, 1]."""
    if not trials:
        return ""
    first = min(trials, key=lambda one: one.how.startswith("not finite"))
    found = first.how.startswith("not finite")
    says = "no arithmetic finds a value of the statement" if found else _NO_MEANING
    where = f" at {written(first.point)}, which meets the assumptions"
    return says + (where if first.point else "")


_NO_MEANING = "the statement has no meaning"
_LONGEST = 60  # letters of a number in a sentence


def written(point: Mapping[sympy.Symbol, Any]) -> str:
    """Return a point as `x = 1, y = 2/3`, long numbers cut short."""
    return ", ".join(f"{name} = {_cut(value)}" for name, value in names(point).items())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
