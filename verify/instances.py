"""Statements about matrices, proved at the sizes that are listed.

A function of a matrix has no size-free algebra here. At a given size it is a formula in the
entries, for the scalar routes, or a number where no letter is left: then arithmetic decides.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import replace

import sympy
from sympy.core.relational import Relational

from verify.arithmetic import decide, decide_tree
from verify.effort import Effort
from verify.logic import relations
from verify.obligation import Obligation
from verify.search.sizes import MOST, concretely, sizes_of
from verify.symbolic.boxes import boxes
from verify.symbolic.matrix_functions import Inverse, MatrixNumber
from verify.symbolic.normal_form import normal_form
from verify.symbolic.smt import smt
from verify.verdict import Evidence, Step, Truth, Verdict, Witness

EXACT_INSTANCE = "exact instance"
IN_COORDINATES = "coordinates"
_BOXES = 400  # a box of eigenvalues costs a millisecond or more


def exact_instance(obligation: Obligation, effort: Effort) -> Evidence:
    """Return what arithmetic decides of a statement without letters: PROVED, REFUTED or
    UNDECIDED, with the test that decided each relation.

    PROVED rests on exact arithmetic or exact tests alone; where balls were needed the answer is
    CERTIFIED. An assumption that fails proves nothing here.
    """
    if sizes_of(obligation):
        return _undecided(EXACT_INSTANCE, "its sizes are open")
    ((_, whole),) = concretely(obligation)
    letters = whole.letters()
    if letters:
        names = ", ".join(letter.name for letter in letters)
        return _undecided(EXACT_INSTANCE, f"its letters are open: {names}")
    for premise in whole.given:
        if decide_tree(premise.says, {}, effort.bits).truth is not Truth.TRUE:
            return _undecided(EXACT_INSTANCE, f"{premise.name!r} is not met, or undecided")
    answer = decide_tree(whole.says, {}, effort.bits)
    if answer.truth is Truth.UNKNOWN:
        return _undecided(EXACT_INSTANCE, f"no arithmetic could tell: {answer.how}")
    if answer.truth is Truth.FALSE:
        because = f"it fails: {answer.how}" + f" (left minus right is {answer.gap})"
        return Evidence(
            EXACT_INSTANCE,
            Verdict.REFUTED,
            because,
            witness=Witness({}, answer.how, answer.gap),
            tried=1,
        )
    return _decided(whole, effort)


def in_coordinates(obligation: Obligation, effort: Effort) -> Evidence:
    """Return what the scalar routes prove of a statement at every size its claim lists.

    UNDECIDED when a size has no list (proofs at 1, 2 and 3 say nothing of the others), when a
    function has no formula in the entries, or when an inverse may have no value.
    """
    unlisted = [n.name for n in sizes_of(obligation) if n not in obligation.sizes]
    if unlisted:
        names = ", ".join(unlisted)
        told = f"no sizes are listed for {names}; sizes={{{unlisted[0]}: (1, 2, 3)}} tries some"
        return _undecided(IN_COORDINATES, told)
    if math.prod(len(obligation.sizes[n]) for n in sizes_of(obligation)) > MOST:
        return _undecided(IN_COORDINATES, f"more than {MOST} sizes are listed")
    if not sizes_of(obligation) and not obligation.letters():
        return _undecided(IN_COORDINATES, "there is no letter")
    found: list[Evidence] = []
    for label, case in concretely(obligation):
        answer = _at_size(case, effort)
        if answer.verdict is Verdict.REFUTED and answer.witness is not None:
            return replace(
                answer,
                check=IN_COORDINATES,
                scope=label,
                witness=replace(answer.witness, size=label),
            )
        if answer.verdict < Verdict.CERTIFIED:
            place = f"at {label}, " if label else ""
            return _undecided(IN_COORDINATES, place + answer.because)
        found.append(replace(answer, scope=label))
    return _together(found)


def _together(found: list[Evidence]) -> Evidence:
    weakest = min(found, key=lambda answer: answer.verdict)
    scope = "; ".join(answer.scope for answer in found if answer.scope)
    steps = tuple(step for answer in found for step in answer.steps)
    return Evidence(IN_COORDINATES, weakest.verdict, weakest.because, scope=scope, steps=steps)


def _at_size(case: Obligation, effort: Effort) -> Evidence:
    """Return the first proof or refutation at one size, or why there is none."""
    if not case.letters():
        return exact_instance(case, effort)
    trees = (case.says, *(premise.says for premise in case.given))
    if any(tree.has(Inverse) for tree in trees):
        return _undecided(IN_COORDINATES, "an inverse may have no value")
    routes = [(normal_form, effort), (smt, effort), (boxes, effort)]
    if any(tree.has(MatrixNumber) for tree in trees):
        fewer = replace(effort, boxes=min(effort.boxes, _BOXES))
        routes = [(boxes, fewer)]
    answers = []
    for route, work in routes:
        answers.append(route(case, work))
        if answers[-1].verdict >= Verdict.CERTIFIED or answers[-1].witness is not None:
            return answers[-1]
    return answers[0]


def _decided(whole: Obligation, effort: Effort) -> Evidence:
    steps = tuple(_steps(whole, effort))
    by_balls = [step for step in steps if step.method.startswith("ball")]
    verdict = Verdict.CERTIFIED if by_balls else Verdict.PROVED
    methods = ", ".join(dict.fromkeys(step.method for step in (by_balls or steps)))
    because = f"decided in numbers: {methods}"
    return Evidence(EXACT_INSTANCE, verdict, because, scope="as it stands", steps=steps)


def _steps(whole: Obligation, effort: Effort) -> Iterator[Step]:
    """Yield a step for each relation that holds: together they make the statement true."""
    trees = (whole.says, *(premise.says for premise in whole.given))
    nodes = itertools.chain.from_iterable(relations(tree) for tree in trees)
    for node in dict.fromkeys(nodes):
        answer = decide(node, {}, effort.bits)
        if answer.truth is not Truth.UNKNOWN:
            denied = "" if answer.truth is Truth.TRUE else "not: "
            yield Step(f"{denied}{_short(node)}", answer.how, sympy.srepr(node))


def _short(node: Relational) -> str:
    text = str(node)
    return text if len(text) <= 200 else f"{text[:197]}..."


def _undecided(check: str, because: str) -> Evidence:
    return Evidence(check, Verdict.UNDECIDED, because)
