"""The z3 route: real arithmetic decided, functions as letters with facts.

`unsat` proves, and the proof is an SMT-LIB file that any solver can read. A model is a
candidate that counts only after it was replayed exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import sympy
import z3
from sympy.logic.boolalg import Boolean

from verify.effort import Effort
from verify.logic import denied
from verify.obligation import Obligation, Premise
from verify.symbolic.candidates import Point, readable_points, replayed, witness
from verify.symbolic.denominators import definedness, denominators, strengthened
from verify.symbolic.goals import Goal, goals_of
from verify.symbolic.rational import NotScalar
from verify.symbolic.realify import realify
from verify.symbolic.smt_encode import Encoder, point_letters
from verify.symbolic.smt_stop import LATE, algebraic_solver, checked, seconds_of
from verify.verdict import Evidence, Step, Truth, Verdict

CHECK = "smt"
METHOD = "z3: the negation is unsatisfiable"
SMALL = Effort(smt=2_000_000)
_SHARE = 8  # of the units, one share goes to the solver that decides most queries alone
UNTOLD = (sympy.Ei, sympy.gamma, sympy.loggamma, sympy.hyper, sympy.LambertW)  # no facts


@dataclass(frozen=True)
class Answer:
    """What z3 says of a conjunction: unsat (with the text asked), sat, unknown or stopped."""

    result: str
    text: str = ""
    points: Callable[[], Iterable[Point]] = tuple  # candidates, the most readable first


def smt(obligation: Obligation, effort: Effort, asked: Questions | None = None) -> Evidence:
    """Return PROVED, REFUTED with a replayed point, or UNDECIDED with the reason.

    Counted in z3 resource units (`effort.smt` a query), so that a run is reproducible; a query
    that computes on without counting is stopped by a clock, and then proves nothing. A model
    in which a letter has a value that its function does not take proves nothing, and is not
    reported as a violation. `asked` keeps what z3 said for a caller that asks again.
    """
    whole = realify(obligation)
    tries = [whole, whole.spelled_out()] if whole.where else [whole]
    questions = asked or Questions(effort)
    try:
        for attempt in tries:
            steps = _proof(attempt, questions)
            if steps is not None:
                return Evidence(CHECK, Verdict.PROVED, _because(steps), steps=steps)
        if not effort.refute:
            return Evidence(CHECK, Verdict.UNDECIDED, "z3 has no proof")
        return _violation(obligation, tries[-1], questions)
    except NotScalar as reason:
        because = f"not a question about real numbers: {reason}"
        return Evidence(CHECK, Verdict.UNDECIDED, because)


@dataclass
class Questions:
    """The questions asked for one obligation: a question z3 gave up on is not asked twice."""

    effort: Effort
    answers: dict[Any, Answer] = field(default_factory=dict)

    def ask(self, premises: tuple[Boolean, ...], formula: Boolean) -> Answer:
        key = (premises, formula)
        if key not in self.answers:
            self.answers[key] = ask(premises, formula, self.effort)
        return self.answers[key]


def ask(premises: Iterable[Boolean], formula: Boolean, effort: Effort) -> Answer:
    """Return what z3 says of the premises together with a formula.

    The premises are strengthened here: they are met only where they are defined. The formula is
    in negation normal form, and taken as it is. Raises `NotScalar` for what is no statement
    about real numbers.
    """
    given = [strengthened(tree) for tree in premises]
    encoder = Encoder.of(given, [formula])
    asserted = [*map(encoder.formula, given), encoder.formula(formula)]
    letters = point_letters([*given, formula])
    solver, result = _checked([*asserted, *encoder.core()], encoder, effort)
    more = encoder.more() if result not in ("unsat", LATE) else []
    if more:
        solver, result = _checked([*asserted, *encoder.core(), *more], encoder, effort)
    if result == "unsat":
        return Answer(result, _readable(solver.to_smt2()))
    if result == "sat":
        return Answer(result, points=lambda: readable_points(solver, encoder, letters))
    return Answer(result)


def contradictory(trees: Iterable[Boolean], effort: Effort = SMALL) -> bool:
    """Tell whether real statements are proved to contradict each other."""
    try:
        return ask(trees, sympy.true, effort).result == "unsat"
    except NotScalar:
        return False


def satisfiable(premises: Iterable[Premise], effort: Effort) -> Truth:
    """Tell whether some point meets every premise: TRUE only after an exact replay.

    FALSE means that the premises are proved to contradict each other.
    """
    given = tuple(premises)
    whole = realify(Obligation(sympy.true, given))
    try:
        answer = ask([p.says for p in whole.given], sympy.true, effort)
    except NotScalar:
        return Truth.UNKNOWN
    if answer.result == "unsat":
        return Truth.FALSE
    return Truth.of(True if _meeting(given, answer.points(), effort) else None)


def meeting_point(premises: Iterable[Premise], effort: Effort) -> Point | None:
    """Return an exact point that meets every premise, None if none was found."""
    given = tuple(premises)
    whole = realify(Obligation(sympy.true, given))
    try:
        answer = ask([p.says for p in whole.given], sympy.true, effort)
    except NotScalar:
        return None
    return _meeting(given, answer.points(), effort)


def _meeting(
    given: tuple[Premise, ...], points: Iterable[Point], effort: Effort
) -> Point | None:
    obligation = Obligation(sympy.true, given)
    for point in points:
        if replayed(obligation, point, effort).met is Truth.TRUE:
            return point
    return None


def _proof(obligation: Obligation, questions: Questions) -> tuple[Step, ...] | None:
    steps = []
    for goal in goals_of(obligation):
        step = _step(goal, questions)
        if step is None:
            return None
        steps.append(step)
    meanings = [c for m in obligation.where.values() for c in definedness(m)]
    for condition in meanings:
        given = tuple(p.says for p in obligation.given)
        step = _step(Goal(condition, given), questions)
        if step is None:
            return None
        steps.append(replace(step, says=f"{step.says}, so that a definition has a value"))
    return tuple(steps)


def _step(goal: Goal, questions: Questions) -> Step | None:
    answer = questions.ask(goal.given, denied(strengthened(goal.says)))
    if answer.result != "unsat":
        return None
    return Step(goal.name, METHOD, answer.text, "smt2")


def _because(steps: tuple[Step, ...]) -> str:
    if len(steps) == 1:
        return "z3 finds no real numbers that break it"
    return f"z3 finds no real numbers that break any of its {len(steps)} parts"


def _violation(obligation: Obligation, real: Obligation, questions: Questions) -> Evidence:
    effort, given = questions.effort, tuple(p.says for p in real.given)
    answer = questions.ask(given, strengthened(denied(real.says)))
    for point in answer.points():
        replay = replayed(obligation, point, effort)
        if replay.breaks:
            found = witness(obligation, point, replay)
            because = "z3 found a point, replayed exactly"
            return Evidence(CHECK, Verdict.REFUTED, because, witness=found)
    if answer.result == "unsat":
        return _undefined(real, questions)
    because = {
        "sat": "z3 has a candidate that the exact replay did not confirm",
        "unknown": f"z3 gave up after {effort.smt:,} resource units",
        LATE: f"z3 was stopped after computing for {seconds_of(effort):g} s",
    }[answer.result]
    return Evidence(CHECK, Verdict.UNDECIDED, because)


def _undefined(obligation: Obligation, questions: Questions) -> Evidence:
    """Return which condition the statement relies on and cannot have."""
    given = tuple(p.says for p in obligation.given)
    for condition in denominators(obligation):
        if questions.ask(given, denied(condition)).result != "unsat":
            because = f"it holds where it is defined, but {condition} may fail"
            return Evidence(CHECK, Verdict.UNDECIDED, because)
    because = "it holds where it is defined, and may be undefined"
    return Evidence(CHECK, Verdict.UNDECIDED, because)


def _readable(text: str) -> str:
    """Return z3's text with the logic named, as other solvers want it."""
    lines = [line for line in text.splitlines() if not line.startswith(("; ", "(set-info"))]
    return "\n".join(["(set-logic QF_NRA)", *lines])


def _checked(formulas: list[Any], encoder: Encoder, effort: Effort) -> tuple[Any, str]:
    quick = algebraic_solver(encoder.context, effort.smt // _SHARE, effort.seed)
    quick.add(*formulas)
    result = checked(quick, seconds_of(effort))
    if result != "unknown":
        return quick, result
    solver = z3.SolverFor("QF_NRA", ctx=encoder.context)
    solver.set("rlimit", effort.smt)
    solver.set("random_seed", effort.seed)
    solver.add(*formulas)
    return solver, checked(solver, seconds_of(effort))
