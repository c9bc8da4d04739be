"""Limits from almost every start: thin exceptions are let through, open ones are not."""

from dataclasses import replace

import pytest
from sympy import Rational, cos, sin, sqrt

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Gt,
    Le,
    Lt,
    Ne,
    Verdict,
    almost_all_tend,
    check,
    real,
    tends,
)
from verify.effort import QUICK
from verify.errors import ClaimError
from verify.flows.almost_every import almost_every, drawn_trajectories
from verify.flows.open_elsewhere import open_elsewhere
from verify.flows.replay import replay
from verify.search.starts import starts

x, y, a, b, w, weight = real("x y theta_2 theta_3 w A")
nonsense = (Control("nonsense", Lt(x**2 + 1, 0)),)
positive = Assumption("the weight is positive", Gt(weight, 0))
pull = Flow({a: -weight * sin(a)}, angles=(a,))
well = Flow({x: x - x**3})
height = (x**2 - 1) ** 2
spin = (2 * w * cos(b) - 2 * sin(b)) / (1 + w**2) / (3 * sqrt(2))
three = Flow({w: -w / (2 * sqrt(2)), b: spin}, angles=(b,))


def obligation_of(says, *given):
    return Claim(given=given, says=says, controls=nonsense).obligations()[0]


def test_almost_every_start_of_two_tokens_reaches_consensus_and_not_every():
    almost = almost_all_tend(Eq(cos(a), 1), pull, lyapunov=1 - cos(a))
    result = check(Claim(given=(positive,), says=almost, controls=nonsense), QUICK)
    assert result.verdict is Verdict.PROVED
    assert "theta_2 = pi" in result.because
    every = tends(Eq(cos(a), 1), pull, lyapunov=1 - cos(a))
    assert check(Claim(given=(positive,), says=every, controls=nonsense), QUICK).verdict is (
        Verdict.REFUTED
    )


def test_almost_every_start_of_three_causal_tokens_reaches_consensus():
    says = almost_all_tend(And(Eq(w, 0), Eq(cos(b), 1)), three, lyapunov=w**2 + 1 - cos(b))
    found = almost_every(obligation_of(says), QUICK)
    assert found.verdict is Verdict.PROVED
    assert found.scope == "almost every admissible start"
    assert "center-stable" in found.steps[-1].method


def test_an_open_set_that_another_sink_draws_in_refutes():
    says = almost_all_tend(Eq(x, 1), well)
    one = obligation_of(says)
    found = open_elsewhere(one, QUICK)
    assert found.verdict is Verdict.REFUTED
    again = replay(one, found.witness.values)
    assert again.breaks
    assert replay(one, {"x": "2"}).breaks is None
    assert replay(one, {"x": "0"}).breaks is None  # rest, but no open set


def test_a_start_on_the_border_of_a_premise_is_no_open_set():
    says = almost_all_tend(Eq(x, 1), well)
    one = obligation_of(says, Assumption("x is at most -1/2", Le(x, Rational(-1, 2))))
    assert replay(one, {"x": "-1"}).breaks
    assert replay(one, {"x": "-1/2"}).breaks is None


def test_rest_whose_linear_part_does_not_repel_proves_nothing():
    slow = Flow({a: -sin(a) * (1 + cos(a))}, angles=(a,))
    says = almost_all_tend(Eq(cos(a), 1), slow, lyapunov=1 - cos(a))
    found = almost_every(obligation_of(says), QUICK)
    assert found.verdict is Verdict.UNDECIDED
    assert "unstable" in found.because


def test_rest_that_is_unstable_for_some_parameters_only_proves_nothing():
    says = almost_all_tend(Eq(cos(a), 1), pull, lyapunov=1 - cos(a))
    not_negative = Assumption("the weight is not negative", Gt(weight, -1))
    found = almost_every(obligation_of(says, not_negative), QUICK)
    assert found.verdict is Verdict.UNDECIDED


def test_a_thin_set_of_starts_is_refused_by_every_route():
    says = almost_all_tend(Eq(x, 0), Flow({x: -x, y: y}), lyapunov=x**2 + y**2)
    one = obligation_of(says, Assumption("on a line", Eq(y, 0)))
    for route in (drawn_trajectories, almost_every, open_elsewhere):
        assert route(one, QUICK).verdict is Verdict.UNDECIDED


def test_drawn_starts_are_in_general_position():
    given = obligation_of(almost_all_tend(Eq(x, 0), Flow({x: -x, y: -y}))).given
    found = starts((x, y), given, 8, replace(QUICK, seed=3), generic=True)
    assert len(found) == 8
    assert all(point[x] != 0 and point[y] != 0 and point[x] != point[y] for point in found)


def test_what_is_not_an_equation_is_no_target():
    with pytest.raises(ClaimError, match="almost_all_tend"):
        almost_all_tend(Ne(x, 0), well)


def test_an_unstable_pair_of_complex_eigenvalues_is_seen():
    # a spiral source at the origin, a circle that draws in everything else
    square = x**2 + y**2
    spiral = Flow({x: x - y - x * square, y: x + y - y * square})
    says = almost_all_tend(Eq(square, 1), spiral, lyapunov=(square - 1) ** 2)
    assert almost_every(obligation_of(says), QUICK).verdict is Verdict.PROVED


def test_rest_along_a_line_where_v_stands_still_proves_nothing():
    # a pendulum with friction: V stands still wherever w = 0, which LaSalle would look into
    pendulum = Flow({a: w, w: -sin(a) - w}, angles=(a,))
    energy = 1 - cos(a) + w**2 / 2
    says = almost_all_tend(And(Eq(cos(a), 1), Eq(w, 0)), pendulum, lyapunov=energy)
    found = almost_every(obligation_of(says), QUICK)
    assert found.verdict is Verdict.UNDECIDED
    assert "stands still" in found.because
