"""The routes of statements about points, and the order in which they are tried."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from verify.effort import Effort
from verify.instances import EXACT_INSTANCE, IN_COORDINATES, exact_instance, in_coordinates
from verify.obligation import Obligation
from verify.search.route import points
from verify.symbolic.boxes import boxes
from verify.symbolic.dimension_free import dimension_free
from verify.symbolic.matrix_functions import has_functions
from verify.symbolic.normal_form import normal_form
from verify.symbolic.smt import UNTOLD, smt
from verify.symbolic.vectors import abstract_atoms
from verify.verdict import Evidence, Verdict

Route = Callable[[Obligation, Effort], Evidence]

# Proofs are tried in this order, cheap and exact first.
ABSTRACT: tuple[Route, ...] = (dimension_free,)
SCALAR: tuple[Route, ...] = (normal_form, smt, boxes)
MATRIX: tuple[Route, ...] = (exact_instance, in_coordinates)
POINTWISE: tuple[Route, ...] = (points, *ABSTRACT, *SCALAR, *MATRIX)
POINT_CHECKS: dict[Route, str] = {
    dimension_free: "dimension-free",
    normal_form: "normal form",
    smt: "smt",
    boxes: "boxes",
    exact_instance: EXACT_INSTANCE,
    in_coordinates: IN_COORDINATES,
    points: "points",
}


def answer(
    obligation: Obligation, routes: tuple[Route, ...], effort: Effort
) -> tuple[Evidence, ...]:
    """Return what each route says of an obligation that is thought to hold.

    A light hunt comes first, as a witness independent of every proof: a proof and a witness
    that met would show a fault of the engine. Then the proofs, until one closes, and the whole
    hunt if none does.
    """
    return finished(opened(obligation, routes, effort), obligation, effort)


def opened(
    obligation: Obligation, routes: tuple[Route, ...], effort: Effort
) -> tuple[Evidence, ...]:
    """Return what `answer` says, but for the whole hunt: `finished` makes it if it is due."""
    found = _light(obligation, routes, effort)
    for route in _provers(obligation, routes):
        if not _settled(found):
            found.append(_timed(route, obligation, effort))
    return tuple(found)


def finished(
    found: tuple[Evidence, ...], obligation: Obligation, effort: Effort, hunt: Route = points
) -> tuple[Evidence, ...]:
    """Return what `opened` returned, with the whole hunt in place of the light one if due."""
    if not is_open(found):
        return found
    return (_timed(hunt, obligation, effort), *found[1:])


def is_open(found: Sequence[Evidence]) -> bool:
    """Tell whether the whole hunt is due, of evidence that begins with a light one."""
    return bool(found) and found[0].check == "points" and not _settled(found)


def glance(
    obligation: Obligation, routes: tuple[Route, ...], effort: Effort
) -> tuple[Evidence, ...]:
    """Return what a light hunt sees of an obligation, nothing for routes without a hunt."""
    return tuple(_light(obligation, routes, effort))


def attack(
    obligation: Obligation, routes: tuple[Route, ...], effort: Effort, hunt: Route = points
) -> tuple[Evidence, ...]:
    """Return what each route says of an obligation that is thought to fail.

    The hunt comes first, lightly and then with the whole effort: most falsehoods fall at a
    corner. Proofs are tried when nothing fell. `hunt` is what makes the whole hunt.
    """
    found = list(finished(glance(obligation, routes, effort), obligation, effort, hunt))
    for route in _provers(obligation, routes):
        if not _settled(found):
            found.append(_timed(route, obligation, effort))
    return tuple(found)


def _light(obligation: Obligation, routes: tuple[Route, ...], effort: Effort) -> list[Evidence]:
    return [_timed(points, obligation, effort.lighter(8))] if points in routes else []


def _settled(found: Sequence[Evidence]) -> bool:
    return any(e.verdict in (Verdict.PROVED, Verdict.REFUTED) for e in found)


def _timed(route: Route, obligation: Obligation, effort: Effort) -> Evidence:
    begin = time.perf_counter()
    item = route(obligation, effort)
    return replace(item, part=obligation.part, seconds=time.perf_counter() - begin)


def _provers(obligation: Obligation, routes: tuple[Route, ...]) -> tuple[Route, ...]:
    if points not in routes:
        return routes
    whole = obligation.spelled_out()
    trees = (whole.says, *(premise.says for premise in whole.given))
    if any(has_functions(tree) for tree in trees):
        fitting = MATRIX
    elif any(abstract_atoms(tree) for tree in trees):
        fitting = ABSTRACT
    else:
        fitting = SCALAR if whole.letters() else _of_numbers(trees)
    return tuple(route for route in routes if route in fitting and route is not points)


def _of_numbers(trees: Iterable[Any]) -> tuple[Route, ...]:
    """Return the routes of a statement without letters: there is one point, and what holds at
    it holds. Of a number that z3 is told nothing about, as Ei(2), it has nothing to say."""
    blind = any(tree.has(*UNTOLD) for tree in trees)
    return (*(route for route in SCALAR if route is not smt or not blind), exact_instance)
