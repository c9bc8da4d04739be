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
    """Return what each route says of an obligation that is thought to hold.

    A route is skipped once the question is settled, `points` never: a proof and a witness that
    met would show a fault of the engine. After a proof a light hunt is enough for that.
    """
    found: list[Evidence] = []
    for route in _fitting(obligation, routes):
        proved = any(e.verdict is Verdict.PROVED for e in found)
        if route is points:
            found.append(_timed(route, obligation, effort.lighter(8) if proved else effort))
        elif not proved and not _refuted(found):
            found.append(_timed(route, obligation, effort))
    return tuple(found)


def attack(
    obligation: Obligation, routes: tuple[Route, ...], effort: Effort
) -> tuple[Evidence, ...]:
    """Return what each route says of an obligation that is thought to fail.

    Points come first, lightly and then with the whole effort: most falsehoods fall at a corner.
    It stops at the first refutation, or at a proof.
    """
    found = [_timed(points, obligation, effort.lighter(8))] if points in routes else []
    for route in _fitting(obligation, routes):
        if _refuted(found) or any(e.verdict is Verdict.PROVED for e in found):
            break
        if route is not points:
            found.append(_timed(route, obligation, effort))
    settled = _refuted(found) or any(e.verdict is Verdict.PROVED for e in found)
    if found and not settled:
        found[0] = _timed(points, obligation, effort)
    return tuple(found)


def _refuted(found: list[Evidence]) -> bool:
    return any(e.verdict is Verdict.REFUTED for e in found)


def _timed(route: Route, obligation: Obligation, effort: Effort) -> Evidence:
    begin = time.perf_counter()
    item = route(obligation, effort)
    return replace(item, part=obligation.part, seconds=time.perf_counter() - begin)


def _fitting(obligation: Obligation, routes: tuple[Route, ...]) -> tuple[Route, ...]:
    trees = (obligation.says, *(premise.says for premise in obligation.given))
    abstract = any(abstract_atoms(tree) for tree in trees)
    fitting = ABSTRACT if abstract else SCALAR
    return tuple(dict.fromkeys(route for route in routes if route in fitting))
