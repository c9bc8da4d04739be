"""What fails on the way: found from an exact start, certified by an enclosure, replayed."""

from fractions import Fraction

import pytest
from sympy import Abs, Rational, cos, sin

from verify import (
    And,
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
    Or,
    Verdict,
    always,
    check,
    decays,
    never_grows,
    real,
)
from verify.effort import QUICK
from verify.flows.later import fails_at, fails_later, later
from verify.flows.replay import replay

x, y, k = real("x y k")
turn = Flow({x: -y, y: x})
quarter = Assumption("a quarter", And(Gt(x, 0), Gt(y, 0), Lt(x, 1), Lt(y, 1)))
upwards = Assumption("straight up", And(Eq(x, 0), Gt(y, 0)))
left = Assumption("x is negative", Lt(x, 0))


def obligation_of(says, *given):
    controls = (Control("nonsense", Lt(x**2 + 1, 0)),)
    (one,) = Claim(given=given, says=says, controls=controls).obligations()
    return one


FALSE = {
    "a rotation leaves a quarter": (always(Gt(x, 0), turn), quarter),
    "an ellipse is no circle": (never_grows(x**2 + 2 * y**2, turn), upwards),
    "what grows passes 2": (always(Lt(x, 2), Flow({x: x})), Assumption("s", Eq(x, 1))),
    "what blows up passes 2": (always(Lt(x, 2), Flow({x: x**2})), Assumption("s", Eq(x, 1))),
    "one of two fails": (always(And(Lt(x, 9), Ge(y, 0)), turn), quarter),
    "both of two fail": (always(Or(Gt(x, 0), Gt(y, 0)), turn), quarter),
    "a value is passed": (always(Ne(x, 5), Flow({x: 1 + 0 * x})), Assumption("s", Lt(x, 0))),
}
TRUE = {
    "a circle stays": (always(Le(x**2 + y**2, 2), turn), quarter),
    "a border is never reached": (always(Lt(x, 0), Flow({x: -x})), left),
    "a limit is never passed": (
        always(Lt(x, k), Flow({x: x * (k - x)})),
        quarter,
        Assumption("below", Lt(x, k)),
    ),
    "the way ends before": (always(Lt(x, 10**12), Flow({x: x})), Assumption("s", Eq(x, 1))),
    "touched, not passed": (always(Le(x, 1), turn), Assumption("s", And(Eq(x, 1), Eq(y, 0)))),
}


@pytest.mark.parametrize("name", [name for name in FALSE if name != "a value is passed"])
def test_what_fails_later_is_refuted_and_replays(name):
    one = obligation_of(*FALSE[name])
    found = later(one, QUICK)
    assert found.verdict is Verdict.REFUTED
    assert "enclosure up to time" in found.witness.replayed
    assert replay(one, found.witness.values).breaks


@pytest.mark.parametrize("name", TRUE)
def test_what_holds_is_never_refuted(name):
    assert later(obligation_of(*TRUE[name]), QUICK).verdict is Verdict.UNDECIDED


def test_a_value_that_is_passed_between_two_times_is_not_seen():
    # 5 is left again at once: no time at which a ball shows x = 5.
    assert later(obligation_of(*FALSE["a value is passed"]), QUICK).verdict < Verdict.OBSERVED


def test_what_fails_at_once_is_left_to_the_points():
    one = obligation_of(decays(x**2 + 2 * y**2, Rational(1, 10), turn), upwards)
    assert later(one, QUICK).verdict is Verdict.UNDECIDED
    assert replay(one, {"x": "0", "y": "1"}).breaks


def test_an_inadmissible_start_does_not_replay():
    one = obligation_of(*FALSE["a rotation leaves a quarter"])
    assert replay(one, {"x": "1/2", "y": "1/2"}).breaks
    assert not replay(one, {"x": "1/2", "y": "-1/2"}).breaks
    assert not replay(one, {"x": "1/2"}).breaks


def test_the_time_decides():
    says = always(Gt(x, 0), turn)
    start = {x: Rational(1, 2), y: Rational(1, 2)}
    assert not fails_at(says, start, Fraction(1, 2))
    assert fails_at(says, start, Fraction(1))
    assert fails_later(obligation_of(says), start) == 1


def test_a_solution_that_blows_up_before_breaks_nothing_after():
    says = always(Lt(x, 2), Flow({x: x**2}))
    assert not fails_at(says, {x: Rational(1)}, Fraction(3, 2))


def test_a_field_without_enclosures_is_undecided():
    one = obligation_of(always(Lt(x, 1), Flow({x: Abs(x) + 1})), left)
    found = later(one, QUICK)
    assert found.verdict is Verdict.UNDECIDED
    assert "Abs: an enclosure needs an analytic field" in found.because
    assert replay(one, {"x": "-1"}).breaks is not True


def test_letters_that_change_in_any_way_are_not_followed():
    flow = Flow({x: k - x}, inputs=(k,))
    found = later(obligation_of(always(Lt(x, 1), flow), left), QUICK)
    assert found.verdict is Verdict.UNDECIDED


def test_a_control_that_fails_later_falls():
    claim = Claim(
        given=(upwards,),
        says=always(Le(x**2 + y**2 - y**2 - x**2, 0), turn),
        controls=(Control("y stays positive", always(Gt(y, 0), turn)),),
    )
    (control,) = check(claim, QUICK).controls
    assert control.fell
    assert "at time" in control.because


def test_angles_are_followed_without_reducing_them():
    spin = Flow({x: 2 + sin(x)}, angles=(x,))
    one = obligation_of(always(Gt(cos(x), 0), spin), Assumption("s", Eq(x, 0)))
    assert later(one, QUICK).verdict is Verdict.REFUTED
