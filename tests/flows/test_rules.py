"""Each hypothesis of a named rule is asked for by name, and its failure stops the rule."""

import pytest
from sympy import Abs, cos, exp, sin, sqrt

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
    Verdict,
    barbalat,
    check,
    converges,
    finite_length,
    gradient,
    real,
    tends,
)
from verify.effort import QUICK
from verify.flows.barbalat_rule import barbalat_rule
from verify.flows.gradient_rule import gradient_rule
from verify.flows.length_rule import length_rule
from verify.flows.lyapunov_rule import lyapunov
from verify.flows.rules import with_numbers
from verify.obligation import Obligation, Premise

x, y, t, u, c, beta = real("x y t u c beta")
a, b = real("theta_1 theta_2")
EUCLID = ((1, 0), (0, 1))
square = x**2 + y**2
bowl = x**2 + 2 * y**2
PULL = Flow({a: -sin(a)}, angles=(a,))
down = Flow({x: -2 * x, y: -4 * y})
driven = Flow({x: -u * x}, inputs=(u,))


def told(rule, says, *given):
    premises = tuple(Premise(f"premise {k}", one) for k, one in enumerate(given))
    return rule(Obligation(says, premises), QUICK)


def test_a_gradient_flow_of_a_bowl_converges():
    found = told(gradient_rule, converges(down, by=gradient(bowl, EUCLID)))
    assert found.verdict is Verdict.PROVED
    assert found.scope == "every admissible start"


@pytest.mark.parametrize(
    ("says", "because"),
    [
        (converges(down, by=gradient(bowl + 1, ((1, 0), (0, 2)))), "minus the slope of V in y"),
        (converges(down, by=gradient(bowl + Abs(y), EUCLID)), "V is analytic"),
        (
            converges(Flow({x: -2 * x, y: 4 * y}), by=gradient(bowl, ((1, 0), (0, -1)))),
            "leading minor 2",
        ),
        (converges(down, by=gradient(bowl, ((1, 1), (-1, 1)))), "the metric is symmetric"),
        (
            converges(Flow({x: 2 * x}), by=gradient(-(x**2), ((1,),))),
            "what V bounds is compact",
        ),
        (
            converges(
                Flow({a: -sin(a)}, angles=(a,)),
                by=gradient(-cos(a) * (1 + a**2), ((1 + a**2,),)),
            ),
            "what V bounds is compact",
        ),
        (
            converges(PULL, by=gradient(-cos(a), ((1 + a**2,),))),
            "the metric has the period",
        ),
        (converges(down), "the claim offers no potential"),
        (converges(down, by=finite_length(bowl, 4, 4)), "the claim offers no potential"),
    ],
)
def test_what_is_no_analytic_gradient_flow_is_told_why(says, because):
    found = told(gradient_rule, says)
    assert found.verdict is Verdict.UNDECIDED
    assert found.because.startswith(because)


def test_a_metric_that_degenerates_at_a_parameter_is_refused():
    flow = Flow({a: -sin(a)}, angles=(a,))
    says = converges(flow, by=gradient(-beta * cos(a), ((beta,),)))
    assert told(gradient_rule, says, Gt(beta, 0)).verdict is Verdict.PROVED
    assert told(gradient_rule, says, Ge(beta, 0)).because.startswith("leading minor 1")


def test_a_potential_must_be_analytic_on_the_border_as_well():
    flat = -exp(-1 / (1 - cos(a)))  # smooth, and flat to all orders at 0
    flow = Flow({a: -flat.diff(a)}, angles=(a,))
    says = converges(flow, by=gradient(flat, ((1,),)))
    found = told(gradient_rule, says, Ne(cos(a), 1))
    assert found.verdict is Verdict.UNDECIDED


def test_a_length_is_finite_whatever_the_inputs_do():
    says = converges(driven, by=finite_length(x**2, 2 * c, 3))
    given = (Ge(u, c), Le(u, 3), Gt(c, 0))
    assert told(length_rule, says, *given).verdict is Verdict.PROVED
    assert told(length_rule, says, *given[:2]).because.startswith("λ is positive")
    assert told(length_rule, says, *given[1:]).because.startswith("V decays")
    assert told(length_rule, says, given[0], given[2]).because.startswith("V bounds the speed")


def test_a_length_needs_a_height_that_is_not_negative():
    says = converges(Flow({x: x}), by=finite_length(-(x**2), 1, 1))
    assert told(length_rule, says).because.startswith("V is at least 0")


def test_a_limit_follows_where_the_height_bounds_the_gap():
    turning = Flow({x: -x, y: x})
    near = Eq(x, 0)
    says = tends(near, turning, by=finite_length(x**2, 2, 1))
    assert told(length_rule, says).verdict is Verdict.PROVED
    says = tends(Eq(y, 0), turning, by=finite_length(x**2, 2, 1))
    assert told(length_rule, says).because.startswith("V bounds the gap y")


def test_a_length_is_bounded_by_a_height_or_by_its_root():
    says = converges(Flow({x: -x}), by=finite_length(x, 1, 1, power=1))
    assert told(length_rule, says, Ge(x, 0)).verdict is Verdict.PROVED
    squared = converges(Flow({x: -x}), by=finite_length(x, 1, 1))
    assert told(length_rule, squared, Ge(x, 0)).because.startswith("V bounds the speed of x")


LEMMA = (Le(x**2, 1),)
CLOCK = Flow({x: -x, t: 1})


@pytest.mark.parametrize(
    ("says", "given", "because"),
    [
        (tends(Eq(x, 0), CLOCK, by=barbalat(x**2 - 1, 1)), LEMMA, "V is at least 0"),
        (tends(Eq(x, 0), CLOCK, by=barbalat(x**2 / 4, 1)), LEMMA, "V falls by the squared"),
        (tends(Eq(x, 0), CLOCK, by=barbalat(x**2, 1)), (), "the slope of the gap"),
        (
            tends(Eq(x, 0), Flow({x: -x, y: y**3}), by=barbalat(x**2, 1)),
            LEMMA,
            "no solution runs away",
        ),
        (tends(Eq(x, 0), CLOCK, by=barbalat(Abs(x) + x**2, 1)), LEMMA, "the rates and"),
        (tends(Eq(x, 0), CLOCK, lyapunov=x**2), LEMMA, "the claim offers no certificate"),
    ],
)
def test_a_hypothesis_of_barbalat_that_fails_is_named(says, given, because):
    found = told(barbalat_rule, says, *given)
    assert found.verdict is Verdict.UNDECIDED
    assert found.because.startswith(because)


def test_barbalat_needs_no_compact_set():
    says = tends(Eq(x, 0), CLOCK, by=barbalat(x**2, 1))
    assert told(barbalat_rule, says, *LEMMA).verdict is Verdict.PROVED


def test_a_premise_that_the_flow_leaves_is_no_premise_of_a_rule():
    says = tends(Eq(x, 0), Flow({x: -x, t: 1}), by=barbalat(x**2, 1))
    found = told(barbalat_rule, says, *LEMMA, Le(t, 1))
    assert found.verdict is Verdict.UNDECIDED
    assert "is kept" in found.because


def test_a_certificate_does_not_hide_what_is_false():
    says = converges(Flow({x: 1}), by=finite_length(exp(-x), 1, 1, power=1))
    control = Control("nonsense", Lt(x**2 + 1, 0))
    result = check(Claim(says=says, controls=(control,)), QUICK)
    assert result.verdict is Verdict.REFUTED


def test_definitions_are_put_into_a_certificate():
    speed, two = real("k m")
    claim = Claim(
        given=(Assumption("x is bounded", Le(x**2, 1)),),
        says=tends(Eq(x, 0), CLOCK, by=barbalat(x**2, speed)),
        where={two: sqrt(4), speed: two / 2},
        controls=(Control("nonsense", Lt(x**2 + 1, 0)),),
    )
    assert check(claim, QUICK).verdict is Verdict.PROVED


def test_a_number_that_a_premise_gives_is_put_in_before_the_rules_are_asked():
    # kept only because c = 0: then the rate of cos a + 1 is a multiple of it
    flow = Flow({a: -sin(a) + c * cos(a)}, angles=(a,))
    says = tends(Eq(cos(a), 1), flow, lyapunov=1 - cos(a))
    apart = Ne(cos(a), -1)
    assert told(lyapunov, says, Eq(c, 0), apart).verdict is Verdict.PROVED
    for other in (Eq(c, 1), Gt(c, 0), Eq(c, u)):
        assert told(lyapunov, says, other, apart).verdict is Verdict.UNDECIDED


def test_the_number_of_a_start_is_not_put_in():
    away = Flow({x: 1 + 0 * x})
    found = told(lyapunov, tends(Eq(x, 0), away, lyapunov=x**2), Eq(x, 0))
    assert found.verdict is Verdict.UNDECIDED
    held = with_numbers(Obligation(tends(Eq(x, 0), driven), (Premise("start", Eq(x, 1)),)))
    assert held.given[0].says == Eq(x, 1)
    pushed = with_numbers(Obligation(tends(Eq(x, 0), driven), (Premise("input", Eq(u, 0)),)))
    assert pushed.says.flow == driven


def test_two_numbers_for_one_letter_stay_a_contradiction():
    flow = Flow({x: -c * x})
    both = (Premise("one", Eq(c, 1)), Premise("two", Eq(c, 2)))
    (left,) = with_numbers(Obligation(tends(Eq(x, 0), flow), both)).given
    assert (left.says.lhs, left.says.rhs) == (1, 2)


def test_a_number_at_which_a_rate_has_no_value_is_not_put_in():
    whole = Obligation(tends(Eq(x, 0), Flow({x: -x / c})), (Premise("zero", Eq(c, 0)),))
    assert with_numbers(whole) == whole


def test_a_bowl_may_stand_where_a_parameter_says():
    to_u = Eq(x, u)
    for height, rate, verdict in (
        ((x - u) ** 2, u - x, Verdict.PROVED),
        ((x - u) ** 2, x - u, Verdict.UNDECIDED),  # it runs away
        ((x - u) ** 2 / (1 + x**2), u - x, Verdict.UNDECIDED),  # no bowl: bounded by 1 + u²
    ):
        found = told(lyapunov, tends(to_u, Flow({x: rate}), lyapunov=height))
        assert found.verdict is verdict, height
    assert "grow like" in found.because
