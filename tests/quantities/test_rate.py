"""What orders and measurements say of a statement: floats never refute."""

import math

import numpy as np
import pytest
from sympy import Integer, Rational, cosh, exp, sqrt

from verify import Claim, Control, Eq, Ge, Gt, Lt, check, experiment, measured, order, real
from verify.effort import QUICK
from verify.errors import ClaimError
from verify.obligation import Obligation
from verify.quantities import chance, event, signs
from verify.quantities.rate import rate
from verify.verdict import Verdict

tau, x = real("tau x")


@experiment("the error of the midpoint rule", start=Rational(1, 4))
def midpoint(step):
    count = round(1 / step)
    middles = (np.arange(count) + 0.5) * step
    return step * np.exp(middles).sum() - (math.e - 1)


@experiment("an error that is rounding only")
def rounding(step):
    return 1e-16


@experiment("three runs")
def runs(rng):
    return 2 + rng.random(3) / 100


@experiment("an error that raises")
def broken(step):
    raise ZeroDivisionError("no step")


def answered(says):
    return rate(Obligation(says), QUICK)


@pytest.mark.parametrize(
    ("says", "answer"),
    [
        (Eq(order(exp(tau) - 1 - tau, tau), 2), Verdict.PROVED),
        (Ge(order(exp(tau) - 1 - tau, tau), 2), Verdict.PROVED),
        (Eq(order(exp(tau) - 1 - tau, tau), 3), Verdict.REFUTED),
        (Eq(order(sqrt(tau), tau), Rational(1, 2)), Verdict.OBSERVED),
        (Eq(order(sqrt(tau), tau), 1), Verdict.UNDECIDED),
        (Eq(order(1 / tau, tau), -1), Verdict.OBSERVED),
        (Eq(order(midpoint, tau), 2), Verdict.OBSERVED),
        (Gt(order(midpoint, tau), Rational(3, 2)), Verdict.OBSERVED),
        (Eq(order(midpoint, tau), 1), Verdict.UNDECIDED),
        (Eq(order(rounding, tau), 2), Verdict.UNDECIDED),
        (Eq(order(broken, tau), 2), Verdict.UNDECIDED),
        (Eq(order(Integer(0), tau), 2), Verdict.UNDECIDED),
        (Eq(order(exp(tau - 1) - exp(-1), tau), 1), Verdict.OBSERVED),
        (Lt(measured(runs), 3), Verdict.OBSERVED),
        (Lt(measured(runs), Rational(2001, 1000)), Verdict.UNDECIDED),
        (Lt(measured(runs), 2), Verdict.UNDECIDED),
        (Eq(measured(runs), 2), Verdict.UNDECIDED),
    ],
)
def test_a_verdict_goes_as_far_as_the_numbers(says, answer):
    found = answered(says)
    assert found.verdict is answer, found.because


def test_an_error_that_vanishes_is_not_given_an_order():
    hidden = cosh(tau) ** 2 - (cosh(2 * tau) + 1) / 2  # it is 0, and SymPy does not see it
    assert hidden != 0
    for power in range(4):
        assert answered(Eq(order(hidden, tau), power)).verdict is Verdict.UNDECIDED


def test_a_leading_term_too_small_for_the_steps_tried_is_undecided():
    error = tau / 10**9 + tau**2  # of order 1, though no step tried shows it
    assert answered(Eq(order(error, tau), 2)).verdict is Verdict.UNDECIDED
    assert answered(Eq(order(error, tau), 1)).verdict is Verdict.UNDECIDED


def test_what_floats_contradict_says_so_and_shows_its_table():
    found = answered(Eq(order(midpoint, tau), 1))
    assert found.floats_deny
    assert "floats cannot establish" in found.because
    assert "order 2.00" in found.steps[0].identity


def test_a_control_that_falls_in_floats_caps_at_observed():
    twin = Control("first order", Eq(order(midpoint, tau), 1))
    result = check(Claim(says=Eq(order(exp(tau) - 1, tau), 1), controls=(twin,)), QUICK)
    assert result.controls[0].fell
    assert "in floating point" in result.controls[0].because
    assert result.verdict is Verdict.OBSERVED


def test_a_control_that_floats_leave_open_stands():
    twin = Control("nothing is seen", Eq(order(rounding, tau), 1))
    result = check(Claim(says=Eq(order(midpoint, tau), 2), controls=(twin,)), QUICK)
    assert not result.controls[0].fell
    assert result.verdict is Verdict.UNDECIDED


def test_an_order_has_no_letter_but_its_step():
    assert order(tau**2, tau).free_symbols == set()
    with pytest.raises(ClaimError, match="give numbers to the other letters"):
        order(x * tau, tau)


@event("yes")
def first(s):
    return s[:, 0] > 0


def test_quantities_stand_where_they_can_be_checked():
    half, control = Rational(1, 2), (Control("c", Lt(x, 1)),)
    coin = chance(first, signs(1))
    with pytest.raises(ClaimError, match="mixes quantities"):
        Claim(says=Eq(coin, order(tau, tau)), controls=control)
    with pytest.raises(ClaimError, match="beside a quantity"):
        Claim(says=Eq(coin, x), controls=(Control("c", Eq(coin, half)),))
    with pytest.raises(ClaimError, match="no point gives"):
        Claim(says=Lt(x, 2), controls=(Control("c", Eq(coin, half)),))


def test_an_integer_that_no_float_is_near_is_unknown():
    @experiment("a number past all floats")
    def huge(rng):
        return 10**5000

    @experiment("an error past all floats")
    def grown(step):
        return 10**400

    for says in (Gt(measured(huge), 0), Gt(order(grown, tau), -5)):
        found = answered(says)
        assert found.verdict is Verdict.UNDECIDED
        assert "no finite real number" in found.because


def test_an_order_without_end_is_none_and_its_tiny_errors_are_shown():
    found = answered(Ge(order(exp(-1 / tau), tau), 5))
    assert found.verdict is Verdict.UNDECIDED
    assert "grow at every halving" in found.because
    assert "error 0," not in found.because
    assert "e-445" in found.because
