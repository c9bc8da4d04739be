"""Thin premises imposed: an equation is solved, so that every draw satisfies it.

A random point never meets `x**2 + y**2 == 1`. A chart writes some letters as exact expressions
in the others: linear equations are solved, quadrics with rational coefficients and a rational
point get their rational parametrization (stereographic projection), other quadratics a root.
An equation that factors, or whose leading coefficient may vanish, gives several charts.

A chart proves nothing: points found on it are replayed against the statement as written.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

import sympy
from flint import fmpq
from sympy.core.relational import Equality, Relational
from sympy.logic.boolalg import Boolean

from verify.arithmetic import EXACT, Tape, compile_tape
from verify.logic import normal, replaced
from verify.search.quotients import factors, numerator
from verify.search.solve import isolated, linear, quadric, roots, without_radicals
from verify.symbolic.matrix_functions import has_functions

MOST_CHARTS = 8
MOST_OPERATIONS = 300  # in an equation; a larger one stays a filter
MOST_DIVIDED = 4  # branches where a coefficient vanishes are followed so far
MOST_BENT = 3  # nonlinear equations with shared letters that are imposed together


@dataclass(frozen=True)
class Chart:
    """Free letters, and the other letters as expressions in them."""

    letters: tuple[sympy.Symbol, ...]
    solved: Mapping[sympy.Symbol, Any] = field(default_factory=dict)
    back: Mapping[sympy.Symbol, Any] = field(default_factory=dict)  # new letters from old ones
    beside: tuple[Any, ...] = ()  # coefficients that were divided by
    left: tuple[Any, ...] = ()  # gaps of equations that could not be imposed

    @cached_property
    def meanings(self) -> tuple[tuple[sympy.Symbol, Any], ...]:
        """Return each letter that is not free with what it is."""
        return tuple(self.solved.items())

    @cached_property
    def _spreading(self) -> tuple[tuple[tuple[sympy.Symbol, Any], ...], Tape]:
        """Return the letters to be found with their meanings, and the tape that finds them."""
        # A solved letter with a way back is a direction that a later equation fixed.
        solved = tuple((x, e) for x, e in self.solved.items() if x not in self.back)
        return solved, compile_tape([meaning for _, meaning in solved], self.letters)

    def spread(
        self, values: Mapping[sympy.Symbol, Any], rational: bool = False
    ) -> dict[sympy.Symbol, Any] | None:
        """Return the exact values of all letters, `None` where one is not a real number.

        With `rational=True` also where one is not rational, which is known much faster.
        """
        point = {letter: value for letter, value in values.items() if letter not in self.back}
        solved, tape = self._spreading
        known = tape.play(EXACT, values) if solved else []
        for (letter, meaning), value in zip(solved, known, strict=True):
            if rational and value is None:
                return None
            found = replaced(meaning, values) if value is None else _number(value)
            if not (found.is_number and found.is_finite and found.is_real):
                return None
            point[letter] = found
        return point

    def read(self, point: Mapping[sympy.Symbol, Any]) -> dict[sympy.Symbol, Any]:
        """Return the values of the free letters at a point given in all letters."""
        return {
            letter: replaced(self.back[letter], point) if letter in self.back else point[letter]
            for letter in self.letters
        }


def charts(letters: Sequence[sympy.Symbol], trees: Iterable[Boolean]) -> tuple[Chart, ...]:
    """Return charts of the points that satisfy the equations among the statements.

    Without equations that is one chart, with every letter free. No chart at all means that the
    equations contradict each other. At most `MOST_CHARTS` are returned: branches may be missed.
    """
    return inside(Chart(tuple(letters)), trees)


def inside(chart: Chart, trees: Iterable[Boolean]) -> tuple[Chart, ...]:
    """Return charts of the points of a chart that satisfy more equations, as `charts` does."""
    solved, back = tuple(chart.solved.items()), tuple(chart.back.items())
    return _inside(chart.letters, solved, back, chart.beside, chart.left, tuple(trees))


@lru_cache(maxsize=256)
def _inside(
    letters: tuple[sympy.Symbol, ...],
    solved: tuple[tuple[Any, Any], ...],
    back: tuple[tuple[Any, Any], ...],
    beside: tuple[Any, ...],
    left: tuple[Any, ...],
    trees: tuple[Boolean, ...],
) -> tuple[Chart, ...]:
    """Return the charts; a claim, its controls and its ablation ask for the same ones."""
    chart = Chart(letters, dict(solved), dict(back), beside, left)
    found: dict[tuple[Any, ...], Chart] = {}
    for gaps in _cases(list(trees)):
        open_gaps = [gap for gap in gaps if has_functions(gap)]  # no letter can be solved for
        start = replace(chart, left=(*chart.left, *open_gaps)) if open_gaps else chart
        for smaller in _best_order([gap for gap in gaps if gap not in open_gaps], start):
            found.setdefault((smaller.letters, tuple(smaller.solved.items())), smaller)
            if len(found) == MOST_CHARTS:
                return tuple(found.values())
    return tuple(found.values())


def _number(value: Any) -> Any:
    """Return what exact arithmetic found as a SymPy number, NaN where it is undefined."""
    return sympy.Rational(int(value.p), int(value.q)) if isinstance(value, fmpq) else sympy.nan


def _cases(trees: list[Boolean]) -> list[list[Any]]:
    """Return lists of gaps that vanish together, one list a disjunct."""
    cases: list[list[Any]] = [[]]
    for tree in trees:
        found = _cases_of(normal(tree))
        cases = [one + two for one in cases for two in found][:MOST_CHARTS]
    return cases


def _cases_of(tree: Boolean) -> list[list[Any]]:
    if isinstance(tree, Equality):
        return [[tree.lhs - tree.rhs]]
    if isinstance(tree, Relational) or not tree.args:
        return [[]]
    if isinstance(tree, sympy.And):
        return _cases(list(tree.args))
    return [case for branch in tree.args for case in _cases_of(branch)][:MOST_CHARTS]


def _best_order(gaps: list[Any], chart: Chart) -> list[Chart]:
    """Impose linear equations, then the others in the order that leaves the fewest radicals.

    Orthonormal vectors show why: a sphere, then the orthogonality, then the other sphere stays
    rational; orthogonality first does not. Many nonlinear equations at once stay filters: what
    is substituted grows too fast.
    """
    found = []
    for flat, bent in _flattened(gaps, chart):
        if _most_entangled(bent) > MOST_BENT:
            found.append(replace(flat, left=(*flat.left, *bent)))
            flat, bent = _untangled(bent, flat)
        if _most_entangled(bent) > MOST_BENT:
            continue
        few = len(flat.letters) <= 4
        orders = (list(_imposed(order, flat)) for order in (_orders(bent) if few else [bent]))
        best: list[Chart] | None = None
        for order in orders:
            best = order if best is None else min(best, order, key=_roughness)
            if _roughness(best) == (0, 0):
                break
        found += best or []
    return found


def _most_entangled(gaps: list[Any]) -> int:
    """Return how many of the equations hang together, at most, through shared letters.

    Unit vectors, however many, do not: none of them grows by what the others are solved for.
    """
    groups: list[tuple[set[Any], int]] = []
    for gap in gaps:
        touched = [group for group in groups if group[0] & gap.free_symbols]
        apart = [group for group in groups if group not in touched]
        letters = gap.free_symbols.union(*(letters for letters, _ in touched))
        groups = [*apart, (letters, 1 + sum(count for _, count in touched))]
    return max((count for _, count in groups), default=0)


def _untangled(gaps: list[Any], chart: Chart) -> tuple[Chart, list[Any]]:
    """Solve entangled equations for letters that all of them hold but linearly.

    Av = rv and ⟨v, v⟩ = 1 are solved for entries of A, which leaves v as it is. Where what is
    divided by vanishes is not followed: those points are looked for on another chart.
    """
    while found := min(_candidates(gaps, chart), key=operator.itemgetter(0), default=None):
        _, gap, letter, meaning, coefficient = found
        chart = _with(chart, {letter: meaning}, beside=coefficient)
        others = (_numerator(g.xreplace({letter: meaning})) for g in gaps if g is not gap)
        gaps = [g for g in others if g != 0]
    return chart, gaps


def _candidates(gaps: list[Any], chart: Chart) -> Iterator[tuple[Any, ...]]:
    """Yield each solution of an equation for a letter that no equation holds but linearly,
    with what it costs: how many hold it, and how long it is."""
    for letter in chart.letters:
        holding = [gap for gap in gaps if letter in gap.free_symbols]
        tried = (linear(gap, (letter,)) for gap in holding if _is_short(gap))
        solved = [found for found in tried if found is not None]
        if len(solved) < len(holding):
            continue
        for gap, (_, meaning, coefficient) in zip(holding, solved, strict=True):
            cost = (len(holding), meaning.count_ops(), letter.name)
            yield cost, gap, letter, meaning, coefficient


def _is_short(gap: Any) -> bool:
    return bool(gap.count_ops() <= MOST_OPERATIONS)


def _orders(bent: list[Any]) -> Iterator[list[Any]]:
    """Yield the equations with each of them last: the last one meets what the others left."""
    for last in reversed(range(len(bent))):
        yield [*bent[:last], *bent[last + 1 :], bent[last]]
    if not bent:
        yield []


def _flattened(gaps: list[Any], chart: Chart) -> Iterator[tuple[Chart, list[Any]]]:
    """Yield the chart with every equation solved that is linear with a constant coefficient,
    and the gaps that are left; nothing where two equations contradict each other."""
    rest = list(gaps)
    while True:
        rest = [_numerator(replaced(gap, chart.solved)) for gap in rest]
        rest = [gap for gap in dict.fromkeys(rest) if gap != 0]
        if any(gap.is_number and gap.is_nonzero for gap in rest):
            return
        found = next(filter(None, (_plainly(gap, chart) for gap in rest)), None)
        if found is None:
            yield chart, rest
            return
        chart = _with(chart, found)


def _plainly(gap: Any, chart: Chart) -> dict[sympy.Symbol, Any] | None:
    if gap.count_ops() > MOST_OPERATIONS:
        return None
    solution = linear(gap, tuple(x for x in chart.letters if x in gap.free_symbols))
    if solution is None or not solution[2].is_number:
        return None
    return {solution[0]: solution[1]}


def _roughness(found: list[Chart]) -> tuple[int, int]:
    left = sum(len(chart.left) for chart in found)
    meanings = [meaning for chart in found for meaning in chart.solved.values()]
    return left, sum(not meaning.is_rational_function() for meaning in meanings)


def _imposed(gaps: list[Any], chart: Chart) -> Iterator[Chart]:
    if any(_vanishes(divided, chart) for divided in chart.beside):
        return  # a later equation leads where an earlier one has no parametrization
    if not gaps:
        yield chart
        return
    gap, rest = _numerator(replaced(gaps[0], chart.solved)), gaps[1:]
    if gap == 0:
        yield from _imposed(rest, chart)
    elif not (gap.is_number and gap.is_nonzero):
        for factor in _factors(gap):
            yield from _solved(factor, rest, chart)


def _vanishes(divided: Any, chart: Chart) -> bool:
    """Tell whether what was divided by seems to be 0 all over a chart, from three points."""
    points = [
        {x: sympy.Rational(7 * k + 3, 5 + k + row) for k, x in enumerate(chart.letters)}
        for row in (0, 2, 7)
    ]
    values = [replaced(replaced(divided, chart.solved), point) for point in points]
    return all(value == 0 or value.is_finite is not True for value in values)


@lru_cache(maxsize=1024)  # the orders in which equations are imposed meet the same gaps
def _numerator(gap: Any) -> Any:
    if gap.count_ops() > MOST_OPERATIONS:
        return gap
    top = numerator(gap)
    plain = without_radicals(top)
    return top if plain is top else sympy.expand(plain)


@lru_cache(maxsize=1024)
def _factors(gap: Any) -> tuple[Any, ...]:
    if gap.is_number or gap.count_ops() > MOST_OPERATIONS:
        return (gap,)
    return factors(gap)[:4]


def _solved(gap: Any, rest: list[Any], chart: Chart) -> Iterator[Chart]:
    free = tuple(letter for letter in chart.letters if letter in gap.free_symbols)
    found = linear(gap, free) if gap.count_ops() <= MOST_OPERATIONS else None
    if found is not None:
        letter, meaning, coefficient = found
        yield from _imposed(rest, _with(chart, {letter: meaning}, beside=coefficient))
        fresh = not coefficient.is_number and coefficient not in chart.left
        if fresh and len(chart.beside) + len(chart.left) < MOST_DIVIDED:
            yield from _imposed([coefficient, gap, *rest], chart)
        return
    parametrization = quadric(gap, free)
    if parametrization is not None:
        meanings, back, bent = parametrization
        yield from _imposed(rest, _with(chart, meanings, back, bent))
        return
    answers = roots(gap, free) or isolated(gap, free)
    for letter, meaning in answers:
        yield from _imposed(rest, _with(chart, {letter: meaning}))
    if not answers:
        yield from _imposed(rest, replace(chart, left=(*chart.left, gap)))


def _with(
    chart: Chart,
    meanings: Mapping[sympy.Symbol, Any],
    back: Mapping[sympy.Symbol, Any] | None = None,
    beside: Any = None,
) -> Chart:
    """Return the chart with more letters solved, all in what is left of the free ones."""
    new = dict(back or {})
    earlier = {k: replaced(v, meanings) for k, v in chart.solved.items()}
    kept = [letter for letter in chart.letters if letter not in meanings]
    divided = () if beside is None or beside.is_number else (beside,)
    return replace(
        chart,
        letters=(*kept, *new),
        solved={**earlier, **meanings},
        back={**chart.back, **new},
        beside=(*chart.beside, *divided),
    )
