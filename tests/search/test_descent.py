"""Descents go down, keep the premises, and end soon after a violation."""

import numpy as np
from sympy import Rational

from verify.logic import Ge, Le
from verify.notation import real
from verify.obligation import Obligation, Premise
from verify.search.descent import admitted, descend
from verify.search.gauge import gauge
from verify.search.problem import concrete

x, y = real("x y")


def gauged(obligation):
    problem = concrete(obligation)
    return gauge(problem.whole, problem.places[0])


def test_a_descent_ends_soon_after_a_violation():
    shallow = gauged(Obligation(Ge(x**2 + y**2 - 1, 0)))
    deep = gauged(Obligation(Ge(x + y, 0)))
    starts = np.array([[3.0, 4.0], [1.0, 2.0]])
    lowest = descend(shallow, starts, np.random.default_rng(0))
    assert shallow.margin(lowest).min() < 0
    endless = descend(deep, starts, np.random.default_rng(0))
    assert -1e12 < deep.margin(endless).min() < 0


def test_a_descent_without_a_violation_reaches_the_minimum_and_keeps_the_premise():
    above = Premise("x is at least 1", Ge(x, 1))
    scale = gauged(Obligation(Ge(x**2 + y**2, 0), (above,)))
    lowest = descend(scale, np.array([[3.0, 4.0]]), np.random.default_rng(0))
    assert (scale.room(lowest) >= 0).all()
    assert 1 <= (lowest**2).sum() < 1.1


def test_repairs_end_when_enough_points_are_inside():
    ring = Premise("on a thin ring", Le(abs(x**2 + y**2 - 1), Rational(1, 10**6)))
    scale = gauged(Obligation(Ge(x, 0), (ring,)))
    points = np.random.default_rng(3).normal(size=(40, 2))
    few, room = admitted(scale, points, enough=10)
    assert 10 <= (room >= 0).sum() < 40
    assert np.array_equal(room, scale.room(few))
    every, room = admitted(scale, points)
    assert (room >= 0).sum() > 35
    assert np.array_equal(room, scale.room(every))
