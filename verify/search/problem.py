"""A concrete problem: real letters, definitions put in, thin premises imposed on charts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from verify.logic import Eq, denied, normal, relations, sign_of
from verify.notation import is_complex
from verify.obligation import Obligation
from verify.search.charts import Chart, charts, inside
from verify.symbolic.cancelled import written_out
from verify.symbolic.realify import realify

MOST_SOLVED = 4
MOST_NODES = 4_000  # of a boundary that is imposed


@dataclass(frozen=True)
class Problem:
    """What is searched: an obligation about real numbers, and where to look.

    `whole` is what a witness is replayed against, premises as written. `places` are charts of
    the points that satisfy the thin premises; `edges` are charts of thin sets inside them where
    a statement is likely to break: its own boundary, its premises' boundaries, the equations
    in its denial. Each block of a hunt looks at every place, with its share of the corners
    and draws of its own; an edge belongs to one block.
    """

    whole: Obligation
    letters: tuple[sympy.Symbol, ...]
    places: tuple[Chart, ...]
    edges: tuple[Chart, ...]
    thin: tuple[str, ...]  # premises with an equation that is filtered, as it was not solved
    block: int = 0  # which of `blocks` this is
    blocks: int = 1

    def part(self, block: int, blocks: int) -> Problem:
        """Return what one of so many blocks of a hunt looks at."""
        return replace(self, edges=self.edges[block::blocks], block=block, blocks=blocks)


def concrete(obligation: Obligation) -> Problem:
    """Return the problem of a scalar obligation.

    Complex letters become pairs of real ones. An equation that cannot be solved for a letter
    stays a filter, and its premise is listed in `thin`. Edges are left to `with_edges`. Costs
    up to a second for premises with several nonlinear equations.
    """
    whole = real_letters(obligation.spelled_out())
    letters = tuple(whole.letters())
    premises = [premise.says for premise in whole.given]
    places = charts(letters, premises)
    return Problem(whole, letters, places, (), _thin(whole, places))


def with_edges(problem: Problem, most: int) -> Problem:
    """Return the problem with at most `most` edges; most falsehoods fall without them."""
    edges = itertools.islice(_edges(problem.whole, problem.places), most)
    return replace(problem, edges=tuple(edges))


def real_letters(obligation: Obligation) -> Obligation:
    """Return the obligation in real letters, also where a side has no real and imaginary part
    of its own: z is then written as Re z + I Im z."""
    split = realify(obligation)
    left = [letter for letter in split.letters() if is_complex(letter)]
    if not left:
        return split
    parts = {z: _part("Re", z) + sympy.I * _part("Im", z) for z in left}
    given = tuple(replace(p, says=written_out(p.says, parts, True)) for p in split.given)
    return replace(split, says=written_out(split.says, parts), given=given)


def _part(which: str, letter: sympy.Symbol) -> sympy.Symbol:
    return sympy.Symbol(f"{which} {letter.name}", real=True)


def _edges(whole: Obligation, places: tuple[Chart, ...]) -> Iterator[Chart]:
    """Yield charts of thin sets, each once."""
    seen = {_key(chart) for chart in places}
    denial = denied(whole.says)
    for thin in (*([denial] if has_equation(denial) else []), *_boundaries(whole)):
        if is_long(thin):
            continue  # no equation of that length is solved, and trying takes seconds
        for chart in _on(thin, whole, places):
            if chart.left or _key(chart) in seen:
                continue
            seen.add(_key(chart))
            yield chart


def _on(thin: Boolean, whole: Obligation, places: tuple[Chart, ...]) -> Iterator[Chart]:
    """Yield charts of a thin set: it is imposed first, as it is simplest when written in the
    letters themselves, unless imposing the premises once more is too much work."""
    premises = [premise.says for premise in whole.given]
    if sum(len(chart.solved) for chart in places) <= MOST_SOLVED:
        yield from charts(whole.letters(), [thin, *premises])
        return
    for place in places:
        yield from inside(place, [thin])


def _boundaries(whole: Obligation) -> Iterator[Boolean]:
    for tree in (whole.says, *(premise.says for premise in whole.given)):
        for node in relations(normal(tree)):
            if sign_of(node) != "==" and node.free_symbols:
                yield Eq(node.lhs, node.rhs)


def is_long(tree: Boolean) -> bool:
    """Tell whether a thin set takes too long to be solved for."""
    nodes = itertools.islice(sympy.preorder_traversal(tree), MOST_NODES, None)
    return next(nodes, None) is not None


def _key(chart: Chart) -> tuple[Any, ...]:
    return chart.letters, frozenset(chart.solved.items())


def _thin(whole: Obligation, places: tuple[Chart, ...]) -> tuple[str, ...]:
    if not any(chart.left for chart in places):
        return ()
    return tuple(p.name for p in whole.given if has_equation(p.says))


@lru_cache(maxsize=1024)
def has_equation(tree: Boolean) -> bool:
    """Tell whether a statement requires an equation somewhere, negations worked out."""
    return any(sign_of(node) == "==" for node in relations(normal(tree)))


def names(point: Mapping[sympy.Symbol, Any]) -> dict[str, str]:
    """Return a point as exact strings by the letters' names."""
    return {
        letter.name: sympy.sstr(value)
        for letter, value in sorted(point.items(), key=lambda item: item[0].name)
    }
