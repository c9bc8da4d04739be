"""Statements about vectors of any size, proved for every size at once.

The statement is cut into goals; each goal is written in inner-product letters and brought to
normal form. An equation closes there, or it goes on, like every inequality, as a statement
about real numbers that satisfy the Gram conditions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import sympy

from verify.effort import Effort
from verify.logic import Lt
from verify.obligation import Obligation
from verify.symbolic.draws import broken_by_a_draw
from verify.symbolic.lettered import Lettered, NoLetters, lettered
from verify.symbolic.matrix_functions import has_functions
from verify.symbolic.normal_form import normal_form
from verify.symbolic.normal_words import NoNormalForm
from verify.symbolic.realization import realize
from verify.symbolic.sequents import NotEverywhere, Sequent, sequents
from verify.symbolic.sized import check_names, readable
from verify.symbolic.smt import Questions, smt
from verify.symbolic.termwise import termwise
from verify.symbolic.texts import text
from verify.symbolic.vectors import abstract_atoms, is_array
from verify.verdict import Evidence, Step, Verdict, Witness

CHECK = "dimension-free"


def dimension_free(obligation: Obligation, effort: Effort) -> Evidence:
    """Return PROVED for every size, REFUTED with vectors that break it, or UNDECIDED.

    A proof holds for vectors of every finite-dimensional real inner product space and for
    families of every count. Gram conditions are necessary for vectors, so no counterexample in
    letters is a proof; a counterexample in letters is turned into vectors and replayed at their
    size before it refutes. Raises `ClaimError` when two things share a name.
    """
    whole = obligation.spelled_out()
    check_names(whole)
    try:
        goals = sequents(whole)
    except NotEverywhere as reason:
        return _undecided(obligation, str(reason))
    steps: list[Step] = []
    for sequent in goals:
        answer = _answer(sequent, effort)
        if not answer.proved:
            return _left_open(whole, answer, effort)
        steps += answer.steps
    methods = ", ".join(dict.fromkeys(step.method for step in steps))
    because = f"{methods}; holds for vectors of every size" if steps else "nothing to show"
    return Evidence(
        CHECK, Verdict.PROVED, because, obligation.part, "every size", steps=tuple(steps)
    )


@dataclass(frozen=True)
class _Answer:
    proved: bool
    because: str
    steps: tuple[Step, ...] = ()
    goal: Lettered | None = None
    candidate: Witness | None = None  # in letters, not yet vectors


def contradictory(obligation: Obligation, effort: Effort) -> bool:
    """Tell whether premises about vectors are proved to contradict each other at every size."""
    trees = [premise.says for premise in obligation.given]
    if not any(map(abstract_atoms, trees)) or any(map(has_functions, trees)):
        return False
    nothing = replace(obligation, says=Lt(sympy.S.One, sympy.S.Zero), part="")
    proofs = replace(effort, refute=False)
    return dimension_free(nothing, proofs).verdict is Verdict.PROVED


def _answer(sequent: Sequent, effort: Effort) -> _Answer:
    try:
        goal = lettered(sequent)
    except (NoLetters, NoNormalForm) as reason:
        return _Answer(False, str(reason))
    if goal.common:
        return _Answer(True, "normal form", (_closed(sequent, goal),))
    asked = Questions(effort)
    for found in _tries(goal, effort, asked):
        if found.verdict is Verdict.PROVED:
            told = text(sequent.goal)
            steps = tuple(replace(step, says=told) for step in found.steps)
            return _Answer(True, found.because, steps or (_told(sequent, goal, found),))
    terms = termwise(sequent)
    if terms is not None:
        answer = _answer(terms, replace(effort, refute=False))
        if answer.proved:
            return replace(answer, steps=(_termwise(sequent, terms), *answer.steps))
    # Only now is a counterexample looked for, where most is known of what vectors satisfy.
    found = smt(goal.obligation(deep=True), effort, asked)
    return _Answer(False, _open(sequent, found), (), goal, found.witness)


def _tries(goal: Lettered, effort: Effort, asked: Questions) -> Iterator[Evidence]:
    """Yield what the scalar routes say, none of which looks for a counterexample."""
    shallow, proving = goal.obligation(deep=False), replace(effort, refute=False)
    yield normal_form(shallow, proving)
    yield smt(shallow, proving, asked)
    yield smt(goal.obligation(deep=True), proving, asked)


def _open(sequent: Sequent, found: Evidence) -> str:
    need = f"{text(sequent.goal)} is not shown"
    need += f", and {sequent.why}" if sequent.why else ""
    if found.witness is not None:
        broken = f"as plain numbers the inner products may break it ({found.witness})"
        return f"{need}: {broken}"
    return f"{need}: {found.because}"


def _left_open(whole: Obligation, answer: _Answer, effort: Effort) -> Evidence:
    if not effort.refute:
        return _undecided(whole, answer.because)
    witness = broken_by_a_draw(whole, effort)
    if witness is None and answer.goal is not None and answer.candidate is not None:
        witness = realize(whole, answer.goal, answer.candidate, effort)
    if witness is None:
        return _undecided(whole, answer.because)
    where = readable(witness.values)
    because = f"false at {witness.size}, where {where}" if witness.size else f"false: {where}"
    return Evidence(CHECK, Verdict.REFUTED, because, whole.part, witness.size, witness, tried=1)


def _undecided(obligation: Obligation, because: str) -> Evidence:
    return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)


def _closed(sequent: Sequent, goal: Lettered) -> Step:
    tested = " (applied to any test vectors)" if is_array(sequent.goal.lhs) else ""
    told = f"both sides{tested} come to {goal.common}"
    return Step(text(sequent.goal), "normal form in inner-product letters", told, "text")


def _termwise(sequent: Sequent, terms: Sequent) -> Step:
    return Step(text(sequent.goal), "term by term", text(terms.goal), "text")


def _told(sequent: Sequent, goal: Lettered, found: Evidence) -> Step:
    return Step(text(sequent.goal), found.check, sympy.srepr(goal.goal), "sympy")
