import numpy as np
import pytest
from sympy import Rational, exp, log, zeta

from verify.effort import QUICK
from verify.errors import UnsupportedFunction
from verify.logic import And, Eq, Ge, Gt, Le, Lt
from verify.notation import real
from verify.obligation import Obligation, Premise
from verify.search.charts import Chart
from verify.search.gauge import gauge
from verify.search.log import Log
from verify.search.route import points
from verify.search.trial import decided, trial
from verify.verdict import Truth, Verdict

x, y = real("x y")
POINTS = np.array([[0.0, 0.0], [1.0, 2.0], [-1.0, 3.0], [np.nan, 1.0]])


def scale_of(says, *given):
    premises = tuple(Premise(str(k), tree) for k, tree in enumerate(given))
    return gauge(Obligation(says, premises), Chart((x, y)))


def test_a_view_holds_what_the_gauge_says_one_by_one():
    scale = scale_of(Le(x * y, x + y), Gt(x, -1), Lt(y, 3))
    seen = scale.view(POINTS)
    assert np.array_equal(seen.margin, scale.margin(POINTS), equal_nan=True)
    assert np.array_equal(seen.room, scale.room(POINTS), equal_nan=True)
    assert np.array_equal(seen.noise, scale.noise(POINTS), equal_nan=True)
    assert np.array_equal(seen.at([1]).points, POINTS[[1]])


def test_the_room_is_that_of_the_premise_violated_most():
    scale = scale_of(Le(x, y), Gt(x, -1), Lt(y, 1))
    assert scale.room(POINTS[:3]).tolist() == [1.0, -1.0, -2.0]
    room, slope = scale.premise_slope(POINTS[:3])
    assert room.tolist() == [1.0, -1.0, -2.0]
    assert slope[1].tolist() == [0.0, -1.0]


def test_without_premises_every_point_has_room():
    scale = scale_of(Le(x, y))
    assert np.all(np.isposinf(scale.room(POINTS)))
    room, slope = scale.premise_slope(POINTS)
    assert np.all(np.isposinf(room))
    assert not slope.any()


@pytest.mark.parametrize(
    ("says", "allowed"),
    [(Le(x, y), True), (Eq(x, y), True), (Lt(x, y), False), (And(Ge(x, y), Gt(x, 0)), False)],
)
def test_only_loose_statements_allow_ties(says, allowed):
    assert scale_of(says).allows_ties is allowed


def test_a_rounding_error_is_not_replayed_and_a_true_violation_is():
    identity = Obligation(Eq(log(exp(x)) * exp(y), x * exp(y)))
    assert points(identity, QUICK.lighter(8)).verdict is not Verdict.REFUTED
    false = Obligation(Eq(log(exp(x)) * exp(y), x * exp(y) + exp(-40)))
    assert points(false, QUICK.lighter(8)).verdict is Verdict.REFUTED


def test_a_strict_statement_falls_at_a_tie():
    strict = Obligation(Lt(-((x - Rational(1, 3)) ** 2), 0))
    found = points(strict, QUICK)
    assert found.verdict is Verdict.REFUTED
    assert found.witness.values["x"] == "1/3"


def test_a_log_is_patient_until_it_is_told_otherwise():
    log_ = Log(Obligation(Lt(x, y)), 64)
    assert not log_.tired
    log_.patience = 0
    assert log_.tired


def test_a_decision_from_memory_is_that_of_the_point_and_of_no_other():
    tree = Lt(x, y)
    one, two = Rational(1), Rational(2)
    assert decided(tree, {x: one, y: two}, 64).truth is Truth.TRUE
    assert decided(tree, {x: two, y: one}, 64).truth is Truth.FALSE
    assert decided(tree, {x: one, y: two}, 64).truth is Truth.TRUE


def test_a_point_without_a_value_is_an_error_and_not_a_memory():
    trial(Obligation(Lt(x, y)), {x: Rational(1), y: Rational(2)}, 64)
    with pytest.raises(Exception, match="no value"):
        trial(Obligation(Lt(x, y)), {x: Rational(1)}, 64)


def test_rooms_are_those_of_each_premise():
    scale = scale_of(Le(x, y), Gt(x, -1), Lt(y, 1))
    assert scale.rooms(POINTS[:3]).tolist() == [[1.0, 2.0, 0.0], [1.0, -1.0, -2.0]]
    known = scale.premise_slope(POINTS[:3], scale.rooms(POINTS[:3]))
    asked = scale.premise_slope(POINTS[:3])
    assert np.array_equal(known[0], asked[0])
    assert np.array_equal(known[1], asked[1])


def test_a_function_that_nobody_knows_is_told_when_the_gauge_is_made():
    with pytest.raises(UnsupportedFunction):
        scale_of(Le(x, y), Gt(zeta(x), 0))


def test_a_hunt_has_one_gauge_a_chart():
    notes = Log(Obligation(Le(x, y)), 128)
    here, there = Chart((x, y)), Chart((x,), {y: x**2})
    assert notes.gauge(here) is notes.gauge(here)
    assert notes.gauge(there).chart is there
    assert notes.gauge(there).margin(np.array([[2.0]])).tolist() == [2.0]


def test_a_margin_that_no_float_holds_is_no_tie():
    scale = scale_of(Gt(exp(-(x**2)), 0))
    assert scale.margin_at({x: Rational(52), y: Rational(0)}) == 5e-324
    assert scale_of(Lt(x, x - exp(-(y**2)))).margin_at({x: Rational(0), y: Rational(60)}) < 0
    assert scale_of(Ge(x**2, 0)).margin_at({x: Rational(0), y: Rational(0)}) == 0
