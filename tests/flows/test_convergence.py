"""What `converges` says, what refutes it, and what it refuses to be told."""

import pytest
from sympy import cos, exp, latex, pretty, sin

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Gt,
    Lt,
    Verdict,
    always,
    barbalat,
    check,
    converges,
    decays,
    finite_length,
    gradient,
    never_grows,
    real,
    tends,
)
from verify.effort import QUICK
from verify.errors import ClaimError
from verify.flows.drift import drift, resting
from verify.flows.replay import replay
from verify.kinds import Kind, kind_of
from verify.logic import rebuild
from verify.obligation import Obligation, Premise

x, y, u, s = real("x y u s")
a, b, c = real("theta_1 theta_2 theta_3")
sink = Flow({x: -x})
nonsense = (Control("nonsense", Lt(x**2 + 1, 0)),)


def skewed(*angles):
    """Return tokens on a circle, P = ((0, s), (-s, 0)): a wave turns round."""
    rates = {}
    for left in angles:
        weights = [exp(s * sin(right - left)) for right in angles]
        pulls = [w * sin(right - left) for w, right in zip(weights, angles, strict=True)]
        rates[left] = sum(pulls) / sum(weights)
    return Flow(rates, angles=angles)


def test_a_rotating_wave_refutes_convergence_and_is_replayed():
    whole = Obligation(converges(skewed(a, b, c)), (Premise("it is skew", Gt(s, 0)),))
    found = drift(whole, QUICK)
    assert found.verdict is Verdict.REFUTED
    values = dict(found.witness.values)
    assert replay(whole, values).breaks
    assert replay(whole, {**values, "s": "0"}).breaks is None
    assert replay(whole, {**values, "theta_1": "1"}).breaks is None
    assert replay(whole, {"s": "1"}).breaks is None
    assert replay(whole, {**values, "s": "import os"}).breaks is None


def test_a_start_that_breaks_a_premise_is_no_witness():
    flow = Flow({x: 1 - y, y: 0})
    assert drift(Obligation(converges(flow)), QUICK).verdict is Verdict.REFUTED
    given = (Premise("y is 1", Eq(y, 1)),)
    assert drift(Obligation(converges(flow), given), QUICK).verdict is Verdict.UNDECIDED


def test_motion_that_is_constant_at_one_time_only_refutes_nothing():
    found = drift(Obligation(converges(Flow({x: cos(x)}))), QUICK)
    assert found.verdict is Verdict.UNDECIDED


def test_what_floating_point_sees_is_observed_at_best():
    assert resting(Obligation(converges(sink)), QUICK).verdict is Verdict.OBSERVED
    turning = Flow({x: -y, y: x})
    assert resting(Obligation(converges(turning)), QUICK).verdict is Verdict.UNDECIDED


def test_convergence_is_a_kind_of_its_own():
    says = converges(sink, by=finite_length(x**2, 2, 1))
    assert kind_of(says) is Kind.CONVERGENCE
    assert says.backwards().flow.rates == (x,)
    changed = rebuild(says, lambda side: side.xreplace({x: x}))
    assert changed == says


def test_inputs_are_printed_with_the_flow():
    flow = Flow({x: -u * x}, inputs=(u,))
    says = converges(flow)
    assert "any u(t)" in str(says)
    assert "u(t)" in latex(says)
    assert "for any u(t)" in pretty(says)


def test_inputs_survive_every_rewriting():
    flow = Flow({x: -u * x * s}, angles=(), inputs=(u,))
    says = always(Lt(x, 1), flow)
    assert says.flow == flow
    assert says.backwards().flow.inputs == (u,)
    assert rebuild(says, lambda side: side).flow.inputs == (u,)
    assert flow.at({s: 2}).inputs == (u,)
    assert flow.at({u: 2}).inputs == ()
    turning = Flow({a: u * sin(a)}, angles=(a,), inputs=(u,))
    assert Flow.of(*turning.node()) == turning


@pytest.mark.parametrize(
    ("build", "match"),
    [
        (lambda: converges(sink, by=barbalat(x**2, 1)), "a reason for `tends`"),
        (lambda: converges(sink, by=x**2), "no certificate"),
        (lambda: tends(Eq(x, 0), sink, by=gradient(x**2, ((1,),))), "Write one of"),
        (lambda: tends(Eq(x, 0), sink, x**2, barbalat(x**2, 1)), "Write one of"),
        (lambda: tends(Eq(x, 0), sink, by=barbalat(x**2, x)), "holds a letter that moves"),
        (lambda: converges(sink, by=gradient(x**2, ((1, 0), (0, 1)))), "2 rows"),
        (lambda: gradient(x**2, ((1, 0),)), "no square"),
        (lambda: finite_length(x**2, 1, 1, power=3), "Write 1 or 2"),
        (lambda: Flow({x: -x}, inputs=(x,)), "no rate"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_remedy(build, match):
    with pytest.raises(ClaimError, match=match):
        build()


@pytest.mark.parametrize(
    ("build", "match"),
    [
        (lambda f: tends(Eq(x, 0), f, lyapunov=x**2), "LaSalle"),
        (lambda f: tends(Eq(u * x, 0), f, by=barbalat(x**2, 1)), "holds an input"),
        (lambda f: tends(Eq(x, 0), f, by=barbalat(u * x**2, 1)), "holds an input"),
        (lambda f: converges(f, by=gradient(x**2, ((1,),))), "no inputs"),
        (lambda f: never_grows(u * x, f), "holds the input"),
        (lambda f: decays(u * x**2, 1, f), "holds the input"),
    ],
)
def test_the_rate_of_an_input_is_never_taken_for_zero(build, match):
    with pytest.raises(ClaimError, match=match):
        build(Flow({x: -u * x}, inputs=(u,)))


def test_a_region_is_kept_whatever_an_input_does():
    flow = Flow({x: u - x}, inputs=(u,))
    given = (
        Assumption("x is at most 1", x <= 1),
        Assumption("u is at most 1", u <= 1),
    )
    claim = Claim(given=given, says=always(x <= 1, flow), controls=nonsense)
    assert check(claim, QUICK).verdict is Verdict.PROVED


def test_a_strict_premise_about_an_input_holds_weakly_in_the_limit():
    # x' = u at x = 0 is above 0 for every u > 0, but u may come as near to 0 as it likes
    flow = Flow({x: u}, inputs=(u,))
    claim = Claim(
        given=(Assumption("x is above 0", x > 0), Assumption("u is above 0", u > 0)),
        says=always(x > 0, flow),
        controls=nonsense,
    )
    assert check(claim, QUICK).verdict is Verdict.PROVED  # x only rises


def test_a_whole_turn_is_no_point():
    says = converges(Flow({a: 1}, angles=(a,)))
    claim = Claim(says=says, controls=nonsense, expects=Verdict.REFUTED)
    assert check(claim, QUICK).verdict is Verdict.REFUTED
