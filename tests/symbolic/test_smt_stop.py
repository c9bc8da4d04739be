"""z3 ends when its time is over, and what it was stopped at proves nothing."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
import sympy
import z3

from verify.effort import QUICK, THOROUGH
from verify.logic import Eq, Gt
from verify.notation import real
from verify.obligation import Obligation, Premise
from verify.symbolic import smt as route
from verify.symbolic import smt_stop
from verify.symbolic.smt import contradictory, satisfiable, smt
from verify.symbolic.smt_stop import LATE, algebraic_solver, checked, seconds_of
from verify.verdict import Truth, Verdict

LETTERS = real("x1 x2 x3 x4")


def hanging() -> list[Any]:
    """Return relations of degree 7 that keep z3 computing, and counting hardly anything."""
    draw = random.Random(2)
    found: list[Any] = []
    for _ in range(4):
        side = sympy.Integer(draw.randint(-5, 5))
        for _ in range(5):
            term = sympy.Integer(draw.choice([-3, -2, -1, 1, 2, 3]))
            for _ in range(7):
                term *= draw.choice(LETTERS)
            side += term
        side += sum(x * draw.randint(-2, 2) for x in LETTERS)
        found.append(Eq(side, 0) if draw.random() < 0.6 else Gt(side, 0))
    return found


def test_a_query_that_hangs_is_stopped_and_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route, "seconds_of", lambda effort: 0.3)
    *given, says = hanging()
    premises = tuple(Premise(f"equation {k}", tree) for k, tree in enumerate(given))
    begin = time.process_time()
    answer = smt(Obligation(says, premises), QUICK)
    assert time.process_time() - begin < 3
    assert answer.verdict is Verdict.UNDECIDED
    assert "stopped after computing for 0.3 s" in answer.because
    assert satisfiable(premises, QUICK) is Truth.UNKNOWN
    assert contradictory([*given, says], QUICK) is False


def test_an_answer_in_time_is_that_of_z3() -> None:
    x = z3.Real("x")
    solver = z3.Solver()
    solver.add(x * x == 2)
    assert checked(solver, 10) == "sat"
    solver.add(x > 2)
    assert checked(solver, 10) == "unsat"


def test_an_answer_that_comes_too_late_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow:
        ctx = z3.main_ctx()

        def check(self) -> str:
            begin = time.thread_time()
            while time.thread_time() - begin < 0.4:
                pass
            return "unsat"

    assert checked(Slow(), 0.1) == LATE
    assert checked(Slow(), 5) == "unsat"


def test_waiting_is_not_computing() -> None:
    class Waiting:
        ctx = z3.main_ctx()

        def check(self) -> str:
            time.sleep(0.4)
            return "sat"

    assert checked(Waiting(), 0.1) == "sat"


def test_without_a_clock_of_the_thread_the_time_that_passes_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(smt_stop, "_clock", list)

    class Waiting:
        ctx = z3.main_ctx()

        def check(self) -> str:
            time.sleep(0.4)
            return "sat"

    assert checked(Waiting(), 0.1) == LATE


def test_what_z3_raises_is_raised() -> None:
    class Broken:
        ctx = z3.main_ctx()

        def check(self) -> str:
            raise z3.Z3Exception("out of memory")

    with pytest.raises(z3.Z3Exception, match="out of memory"):
        checked(Broken(), 1)


def test_a_query_that_the_first_solver_gives_up_on_goes_to_the_whole_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    x, y, *_ = LETTERS
    says = Gt(x**4 + y**4 - 2 * x**2 * y**2 + 1, 0)
    units: list[int] = []

    def starved(context: z3.Context, share: int, seed: int = 0) -> Any:
        units.append(share)
        return algebraic_solver(context, 1, seed)

    monkeypatch.setattr(route, "algebraic_solver", starved)
    assert smt(Obligation(says), QUICK).verdict is Verdict.PROVED
    assert units == [QUICK.smt // 8]


def test_the_first_solver_gives_up_within_its_units() -> None:
    context = z3.Context()
    a, b, c = (z3.Real(name, ctx=context) for name in "abc")
    solver = algebraic_solver(context, 10)
    solver.add(a**5 + b**3 * c == 3, a * b * c > 7, c**3 + a == b, b**2 < a + c)
    assert checked(solver, 10) == "unknown"


def test_a_larger_effort_has_more_time() -> None:
    assert 10 <= seconds_of(QUICK) < seconds_of(THOROUGH)
