"""Where trajectories tend: rest refutes, certificates prove, shooting finds the thin set."""

from fractions import Fraction

import pytest
from sympy import Rational, cos, exp, pi, sin, sqrt

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Gt,
    Lt,
    Ne,
    Verdict,
    check,
    real,
    tends,
)
from verify.effort import QUICK
from verify.errors import ClaimError
from verify.flows.replay import replay
from verify.flows.shooting import Segment, home, misses, shooting
from verify.flows.trajectories import trajectories
from verify.obligation import Obligation, Premise
from verify.verdict import Truth

x, y, a, b, weight = real("x y theta_2 theta_3 w")
pull = Flow({a: -weight * sin(a)}, angles=(a,))
positive = Assumption("the weight is positive", Gt(weight, 0))
away = Assumption("the second token is not opposite", Ne(cos(a), -1))
third = Assumption("the third token is not opposite", Ne(cos(b), -1))
causal = Flow(
    {a: -sin(a) / (2 * sqrt(2)), b: (-sin(b) + sin(a - b)) / (3 * sqrt(2))}, angles=(a, b)
)
together = And(Eq(cos(a), 1), Eq(cos(b), 1))
nonsense = (Control("nonsense", Lt(x**2 + 1, 0)),)


def result_of(says, *given, needs=()):
    return check(Claim(given=given, needs=needs, says=says, controls=nonsense), QUICK)


def test_a_lyapunov_function_proves_consensus_of_two():
    says = tends(Eq(cos(a), 1), pull, lyapunov=1 - cos(a))
    result = result_of(says, positive, away, needs=(positive, away))
    assert result.verdict is Verdict.PROVED
    assert [row.result for row in result.ablation] == ["needed", "needed"]


def test_a_start_at_rest_refutes_consensus_from_everywhere():
    result = result_of(tends(Eq(cos(a), 1), pull), positive)
    assert result.verdict is Verdict.REFUTED
    assert result.witness.values["theta_2"] == "pi"


def test_a_false_lyapunov_function_proves_nothing():
    says = tends(Eq(cos(a), 1), pull, lyapunov=1 + cos(a))
    assert result_of(says, positive, away).verdict <= Verdict.OBSERVED


def test_a_flat_lyapunov_function_proves_nothing():
    # V = 0 never grows, and stands still everywhere.
    assert result_of(tends(Eq(x, 0), Flow({x: 0}), lyapunov=0 * x)).verdict is Verdict.REFUTED


def test_sublevel_sets_without_bound_prove_nothing():
    # V = x²/(1 + x²) falls while x = y = t runs away; y alone goes nowhere near 0.
    away_it_runs = Flow({x: -x, y: 1 + 0 * x})
    says = tends(And(Eq(x, 0), Eq(y, 0)), away_it_runs, lyapunov=x**2 / (1 + x**2))
    assert result_of(says).verdict <= Verdict.UNDECIDED


def test_shooting_finds_unaided_what_draws_never_meet():
    result = result_of(tends(together, causal), away, third)
    assert result.verdict is Verdict.REFUTED
    # The witness replays: 7/2 ... around the exceptional angle, and not without one.
    claim = Claim(given=(away, third), says=tends(together, causal), controls=nonsense)
    (obligation,) = claim.obligations()
    assert replay(obligation, result.witness.values).breaks
    moved = {**result.witness.values, "theta_3": "1/2 +/- 1/1024"}
    assert replay(obligation, moved).breaks is None
    irrational = {**result.witness.values, "theta_3": "pi +/- 1/2"}
    assert replay(obligation, irrational).breaks is None


def test_shooting_does_not_refute_what_is_true():
    claim = Claim(given=(positive, away), says=tends(Eq(cos(a), 1), pull), controls=nonsense)
    assert shooting(claim.obligations()[0], QUICK).verdict is Verdict.UNDECIDED


def test_a_segment_with_an_inadmissible_start_refutes_nothing():
    claim = Claim(given=(away,), says=tends(Eq(cos(a), 1), pull), controls=nonsense)
    around_pi = Segment(a, Fraction(3), Fraction(13, 4), {weight: Rational(1)})
    assert misses(claim.obligations()[0], around_pi, QUICK) is Truth.UNKNOWN


def test_a_trajectory_that_ends_elsewhere_is_undecided_in_floats():
    # Two wells: x = 1 attracts only what is right of 0.
    result = result_of(tends(Eq(x, 1), Flow({x: x - x**3})), Assumption("x < 0", Lt(x, 0)))
    assert result.verdict <= Verdict.UNDECIDED


def test_a_trajectory_that_runs_away_is_undecided_and_named():
    growing = Flow({x: 2 * x + y, y: x - 2 * y})  # a saddle: no sum of squares only grows
    result = result_of(tends(And(Eq(x, 0), Eq(y, 0)), growing))
    assert result.verdict is Verdict.UNDECIDED
    assert "could not be followed" in result.because


def test_a_limit_at_a_point_alone_is_observed_never_more():
    says = tends(Eq(x, 0), Flow({x: -x}))
    assert result_of(says).verdict is Verdict.OBSERVED
    offered = tends(Eq(x, 0), Flow({x: -x}), lyapunov=x**2)
    assert result_of(offered).verdict is Verdict.PROVED


def test_a_target_attracts_only_where_it_is_a_sink():
    assert home(causal, {a: 0, b: 0}) is not None
    assert home(causal, {a: 0, b: pi}) is None  # a saddle
    assert home(Flow({x: -(x**3)}), {x: 0}) is None  # it attracts, but not at a rate
    assert home(Flow({x: 1 - exp(x)}), {x: Rational(1, 10**9)}) is None  # no equilibrium
    assert home(Flow({x: -y, y: x}), {x: 0, y: 0}) is None  # a center
    spiral = Flow({x: -x - 3 * y, y: 3 * x - y})
    assert home(spiral, {x: 0, y: 0}) is not None


def test_a_target_is_made_of_equations():
    with pytest.raises(ClaimError, match="no equation"):
        tends(Lt(x, 0), Flow({x: -x}))


def test_a_rest_at_half_a_turn_is_found_whether_the_angle_is_declared_or_not():
    for angles in ((), (a,)):
        result = result_of(tends(Eq(cos(a), 1), Flow({a: -sin(a)}, angles=angles)))
        assert result.verdict is Verdict.REFUTED


def test_shooting_without_a_start_is_undecided():
    never = Assumption("nowhere", Lt(x**2 + 1, 0))
    one = Claim(given=(never,), says=tends(together, causal), controls=nonsense)
    assert shooting(one.obligations()[0], QUICK).verdict is Verdict.UNDECIDED


def test_trajectories_that_begin_at_the_target_show_nothing():
    at_first = Premise("x starts at 0", Eq(x, 0))
    found = trajectories(Obligation(tends(Eq(x, 0), Flow({x: x})), (at_first,)), QUICK)
    assert found.verdict is Verdict.UNDECIDED
    assert "at the target already" in found.because
