"""Falsehoods about rates at single moments, and about starts that fill no space."""

import pytest
from sympy import Abs, Heaviside, Max, Min, Piecewise, Rational, sign

from tests.lies import Lie
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    almost_all_tend,
    always,
    check,
    decays,
    never_grows,
    real,
    tends,
)
from verify.effort import QUICK
from verify.flows.trajectories import follow
from verify.verdict import Verdict

x, y = real("x y")
never = (Control("a square is negative", Lt(x**2 + 1, 0)),)
PROVED, REFUTED, NOTHING = Verdict.PROVED, (Verdict.REFUTED,), (Verdict.UNDECIDED,)
TRUE = tuple(verdict for verdict in Verdict if verdict >= Verdict.UNDECIDED)

to_the_right = Flow({x: 1})
apart = Flow({x: 1, y: -Rational(1, 2)})
towards = Flow({x: y - x, y: x - y})
pushed_at_zero = Flow({x: Piecewise((1, Eq(x, 0)), (-1, True))})
beside = Flow({x: 1, y: pushed_at_zero.rates[0]})
saddle = Flow({x: x - x**3, y: -y})
two_wells = almost_all_tend(Eq(x**2, 1), saddle, lyapunov=(x**2 - 1) ** 2 + y**2)


def says(statement, *given):
    named = tuple(Assumption(f"premise {k}", premise) for k, premise in enumerate(given))
    return Claim(says=statement, given=named, controls=never)


LIES = (
    Lie(
        "a kink that grows later may grow: |x| - x/2 does",
        says(never_grows(Abs(x) - x / 2, to_the_right), Ge(x, 0)),
        REFUTED,
        says(never_grows(x / 2 - Abs(x), to_the_right), Ge(x, 0)),
        PROVED,
    ),
    Lie(
        "the larger of two numbers that meet moves with the mean of both",
        says(never_grows(Max(x, y), Flow({x: 1, y: -2})), Eq(x, y)),
        REFUTED,
        says(never_grows(Max(x, y) - Min(x, y), towards)),
        PROVED,
    ),
    Lie(
        "what stays on a kink has no rate there",
        says(never_grows(Abs(x) + y, Flow({x: x, y: 1})), Eq(x, 0)),
        REFUTED,
        says(never_grows(Abs(x) - y, Flow({x: x, y: 1})), Eq(x, 0)),
        PROVED,
    ),
    Lie(
        "a modulus decays twice as fast as it does",
        says(decays(Abs(x) + Abs(y), 2, Flow({x: -x, y: -2 * y}))),
        REFUTED,
        says(decays(Abs(x) + Abs(y), 1, Flow({x: -x, y: -2 * y}))),
        PROVED,
    ),
    Lie(
        "a set of measure zero, written as an inequality, has almost every start",
        says(two_wells, Le(x**2, 0)),
        NOTHING,
        says(two_wells, Ne(x, 0)),
        PROVED,
    ),
    Lie(
        "two inequalities that meet at a line have almost every start",
        says(two_wells, Le(x, 0), Ge(x, 0)),
        NOTHING,
        says(two_wells),
        PROVED,
    ),
    Lie(
        "what soon blows up stays where it was",
        says(always(Lt(x, 3), Flow({x: x**3})), Lt(x, 3), Gt(x, 0)),
        REFUTED,
        says(always(Gt(x, 0), Flow({x: x**3})), Gt(x, 0)),
        PROVED,
    ),
)

# True statements, at which a rate that holds at one moment only would be a counterexample.
TRUTHS = {
    "the smaller of two numbers that part": says(never_grows(Min(x, y), apart), Ge(x, y)),
    "the smaller of two numbers that meet": says(never_grows(Min(x, y), apart), Eq(x, y)),
    "a rate that jumps at a moment": says(never_grows(x, pushed_at_zero), Le(x, 0)),
    "a rate that jumps on the start's own line": says(never_grows(y, beside), Eq(x, 0)),
    "a state that slides into a jump": says(never_grows(x**2, Flow({x: -sign(x)}))),
}


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.name)
def test_the_lie_is_answered_as_it_must_be(lie):
    result = check(lie.told, QUICK)
    assert result.verdict in lie.answers, f"{result.verdict}: {result.because}"


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.name)
def test_the_honest_neighbor_succeeds(lie):
    result = check(lie.honest, QUICK)
    assert result.verdict >= lie.earns, f"{result.verdict}: {result.because}"


@pytest.mark.parametrize("name", TRUTHS)
def test_what_happens_at_one_moment_refutes_nothing(name):
    result = check(TRUTHS[name], QUICK)
    assert result.verdict in TRUE, f"{result.verdict}: {result.because}"


def test_a_rate_that_jumps_is_refuted_where_it_fails_on_an_open_set():
    grows = says(never_grows(x**2, Flow({x: Heaviside(x)})))
    assert check(grows, QUICK).verdict is Verdict.REFUTED


def test_a_trajectory_that_starts_near_its_target_must_come_nearer():
    near = Rational(1, 10**6)
    for rate, arrives in ((x / 10**9, False), (0 * x, False), (-x, True)):
        said = tends(Eq(x, 0), Flow({x: rate}))
        assert follow(said, {x: near}).arrived is arrives
        assert follow(said, {x: Rational(0)}).arrived
