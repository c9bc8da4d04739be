"""Times at which trajectories meet a surface: certified, refuted by balls, never guessed."""

from fractions import Fraction

import pytest
from sympy import Abs, Float, Piecewise, Rational, log

from verify import Claim, Control, Eq, Flow, Gt, Lt, experiment, measured, real
from verify.checker import check
from verify.effort import QUICK
from verify.errors import ClaimError
from verify.flows.hitting import enclosed, first_time
from verify.kinds import Kind, kind_of
from verify.obligation import Obligation
from verify.quantities.rate import rate
from verify.quantities.replay import replay
from verify.show.statements import latex, plain
from verify.verdict import Verdict

x, y = real("x y")
half = Rational(1, 2)
DECAY = Flow({x: -x})
halved = first_time(x - half, DECAY, {x: 1}, 2)


@experiment("log 2")
def logarithm(rng):
    return 0.6931471805599453


def answered(says):
    return rate(Obligation(says), QUICK)


def test_the_half_life_of_a_decay_is_enclosed():
    ends, _ = enclosed(halved)
    assert ends[1] - ends[0] < Fraction(1, 10**20)
    assert float(ends[0]) == pytest.approx(0.6931471805599453, rel=1e-15)


@pytest.mark.parametrize(
    ("says", "answer"),
    [
        (Lt(Abs(halved - log(2)), Rational(1, 10**20)), Verdict.CERTIFIED),
        (Gt(halved, Rational(7, 10)), Verdict.REFUTED),
        (Eq(halved, 1), Verdict.REFUTED),
        (Eq(halved, log(2)), Verdict.UNDECIDED),
        (Lt(Abs(halved - measured(logarithm)), Rational(1, 10**12)), Verdict.OBSERVED),
        (Gt(halved, measured(logarithm) + 1), Verdict.UNDECIDED),
    ],
)
def test_balls_certify_and_refute_and_floats_beside_them_do_not(says, answer):
    assert answered(says).verdict is answer


def test_a_refutation_is_found_again():
    says = Obligation(Gt(halved, Rational(7, 10)))
    found = rate(says, QUICK)
    assert found.witness.replayed == "ball"
    assert replay(says, found.witness.values).breaks


def test_a_surface_that_is_never_met_or_only_touched_is_undecided():
    never = first_time(x + 1, DECAY, {x: 1}, 2)
    turn = Flow({x: -y, y: x})
    touched = first_time(y - 1, turn, {x: 1, y: 0}, 3)
    late = first_time(x - half, DECAY, {x: 1}, half)
    begun = first_time(x - 1, DECAY, {x: 1}, 2)
    lost = first_time(x + 2, Flow({x: x**2}), {x: 1}, 5)
    for time in (never, touched, late, begun, lost):
        assert answered(Gt(time, 0)).verdict is Verdict.UNDECIDED
        assert answered(Lt(time, 0)).verdict is Verdict.UNDECIDED


def test_a_crossing_and_its_return_within_one_step_are_not_passed_over():
    turn = Flow({x: y, y: -x})  # sin t is above 999/1000 for a tenth of a unit of time
    early = (x - Rational(999, 1000)) * (x + half)
    begin = {x: 0, y: 1}
    assert answered(Gt(first_time(early, turn, begin, 10), 3)).verdict is Verdict.UNDECIDED
    assert answered(Gt(first_time(x + half, turn, begin, 10), 3)).verdict is Verdict.CERTIFIED


def test_a_claim_about_a_time_has_controls_that_fall():
    claim = Claim(
        says=Lt(halved, Rational(7, 10)),
        controls=(Control("it takes a time of 1", Gt(halved, 1)),),
    )
    result = check(claim, QUICK)
    assert kind_of(claim.says) is Kind.RATE
    assert result.verdict is Verdict.CERTIFIED
    assert result.controls[0].fell


def test_what_is_not_exact_or_not_complete_is_refused():
    for start in ({}, {x: Float("0.5")}, {x: y}, {x: 1, y: 1}):
        with pytest.raises(ClaimError):
            first_time(x - half, DECAY, start, 2)
    with pytest.raises(ClaimError):
        first_time(y, DECAY, {x: 1}, 2)
    with pytest.raises(ClaimError, match="may jump"):
        first_time(Piecewise((x - 5, x > half), (x + 5, True)), DECAY, {x: 1}, 2)
    with pytest.raises(ClaimError):
        first_time(x - half, DECAY, {x: 1}, 0)
    with pytest.raises(ClaimError):
        first_time(x - half, DECAY, {x: 1}, 0.5)


def test_a_time_prints_in_words_and_in_latex():
    assert plain(halved) == "time(x - 1/2 = 0 from x = 1)"
    assert latex(halved**2).count("{") == latex(halved**2).count("}")
    assert "x' = -x" in halved.words
