"""What a hunt tries exactly: suspects first, and no more than it was told to."""

from sympy import Integer, exp, sqrt

from verify.effort import QUICK, THOROUGH
from verify.logic import Eq, Ge, Lt
from verify.notation import real
from verify.obligation import Obligation, Premise
from verify.search.exact_round import exact_round, first_strike
from verify.search.log import Log
from verify.search.problem import concrete

x, y = real("x y")
LIGHT = QUICK.lighter(8)


def tried(obligation, effort):
    problem = concrete(obligation)
    log = Log(problem.whole, effort.bits)
    assert exact_round(problem, effort, log) is None
    return log


def test_a_light_hunt_of_an_identity_tries_as_many_ties_as_it_has_points():
    identity = Obligation(Eq((x + y) ** 2, x**2 + 2 * x * y + y**2))
    assert len(tried(identity, LIGHT).trials) == LIGHT.points
    assert len(tried(identity, QUICK).trials) == 24


def test_a_light_hunt_keeps_half_its_points_for_those_that_floats_find_harmless():
    inequality = Obligation(Ge((x - y) ** 2, 0))
    light = tried(inequality, LIGHT)
    assert LIGHT.points <= len(light.trials) <= LIGHT.points * 3 // 2
    assert sum(one.gap != "0" for one in light.trials.values()) >= LIGHT.points // 2
    assert len(tried(inequality, QUICK).trials) == 24 + QUICK.points


def test_a_light_hunt_leaves_a_tier_after_two_ties_that_take_an_identity():
    slow = Obligation(Eq(exp(x + sqrt(2)), exp(x) * exp(sqrt(2))))
    assert tried(slow, LIGHT).slow == 2


def test_a_tie_that_breaks_a_strict_statement_is_found_by_a_light_hunt():
    problem = concrete(Obligation(Lt(0, x**2)))
    log = Log(problem.whole, LIGHT.bits)
    assert first_strike(problem, LIGHT, log) is None
    hit = exact_round(problem, LIGHT, log)
    assert hit is not None
    assert hit[1] == {x: Integer(0)}


def test_a_hunt_ends_on_a_chart_that_holds_hardly_a_rational_point():
    curve = Premise("on a curve", Eq(y**2, x**3 + 2))
    log = tried(Obligation(Ge(y**2, 0), (curve,)), LIGHT)
    assert sum(map(len, log.rough.values())) <= 2 * log.most_rough


def test_efforts_tell_a_light_hunt_from_a_whole_one():
    assert LIGHT.light
    assert not QUICK.light
    assert not THOROUGH.light


def test_an_irrational_point_that_was_tried_is_known_when_no_more_are_tried():
    curve = Premise("on a curve", Eq(y**2, x**3 + 2))
    problem = concrete(Obligation(Ge(y**2, 0), (curve,)))
    log = Log(problem.whole, 256, most_rough=1)
    points = [(chart, {x: Integer(k)}) for chart in problem.places for k in (1, 2)]
    first, *others = points
    seen = log.replay_on(*first)
    assert seen is not None
    assert len(others) == 3
    assert all(log.replay_on(*other) is None for other in others)
    assert log.replay_on(*first) is seen
