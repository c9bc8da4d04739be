"""The routes of each kind of statement, and the order in which they are tried.

A new way of checking is one function here, and no claim is edited.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from verify.claim import Kind
from verify.effort import Effort
from verify.obligation import Obligation
from verify.search.route import points
from verify.symbolic.boxes import boxes
from verify.symbolic.dimension_free import dimension_free
from verify.symbolic.normal_form import normal_form
from verify.symbolic.smt import smt
from verify.symbolic.vectors import abstract_atoms
from verify.verdict import Evidence, Verdict

Route = Callable[[Obligation, Effort], Evidence]

# Cheap and exact first; `points` always runs, as a witness independent of every proof.
ABSTRACT: tuple[Route, ...] = (dimension_free, points)
SCALAR: tuple[Route, ...] = (normal_form, points, smt, boxes)
ROUTES: dict[Kind, tuple[Route, ...]] = {
    Kind.CHAIN: (*ABSTRACT, *SCALAR),
    Kind.EVERYWHERE: (*ABSTRACT, *SCALAR),
}


def routes_of(kind: Kind) -> tuple[Route, ...]:
    """Return the routes of a kind of statement, none for a kind that has no route yet."""
    return ROUTES.get(kind, ())


def answer(
    obligation: Obligation, routes: tuple[Route, ...], effort: Effort
) -> tuple[Evidence, ...]:
    """Return what each route says of an obligation.

    A route is skipped once the question is settled, `points` never: a proof and a witness that
    met would show a fault of the engine.
    """
    found: list[Evidence] = []
    for route in _fitting(obligation, routes):
        settled = any(e.verdict in (Verdict.PROVED, Verdict.REFUTED) for e in found)
        if settled and route is not points:
            continue
        begin = time.perf_counter()
        item = route(obligation, effort)
        seconds = time.perf_counter() - begin
        found.append(replace(item, part=obligation.part, seconds=seconds))
    return tuple(found)


def _fitting(obligation: Obligation, routes: tuple[Route, ...]) -> tuple[Route, ...]:
    trees = (obligation.says, *(premise.says for premise in obligation.given))
    abstract = any(abstract_atoms(tree) for tree in trees)
    fitting = ABSTRACT if abstract else SCALAR
    return tuple(dict.fromkeys(route for route in routes if route in fitting))
