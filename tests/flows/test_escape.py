"""Starts that certainly keep off the target: what runs away, and what goes round for ever."""

import numpy as np
import pytest
from sympy import Abs, Rational, cos, sin, sqrt

from verify import (
    And,
    Claim,
    Control,
    Eq,
    Flow,
    Gt,
    Le,
    Lt,
    Verdict,
    almost_all_tend,
    converges,
    real,
    tends,
)
from verify.claim import Assumption
from verify.effort import QUICK
from verify.flows.escape import escape
from verify.flows.replay import replay

x, y, a, m, u = real("x y a m u")
square = x**2 + y**2
origin = And(Eq(x, 0), Eq(y, 0))
turn = Flow({x: y, y: -x})
cycle = Flow({x: x - y - x * square, y: x + y - y * square})
hill = Flow({x: x**3 - x})
nonsense = (Control("nonsense", Lt(x**2 + 1, 0)),)


def obligation_of(says, *given):
    named = tuple(Assumption(f"premise {k}", premise) for k, premise in enumerate(given))
    (one,) = Claim(given=named, says=says, controls=nonsense).obligations()
    return one


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (tends(Eq(x, 0), Flow({x: x})), ()),
        (tends(Eq(x, 0), Flow({x: x**2})), (Gt(x, m), Gt(m, 0))),  # it ends in finite time
        (tends(Eq(x, 0), Flow({x: Abs(x) + 1})), ()),  # no enclosure follows it
        (tends(origin, turn), ()),
        (tends(origin, cycle), (Gt(square, Rational(1, 2)),)),
        (tends(origin, Flow({x: 2 * x + y, y: y - x})), ()),
        (tends(Eq(x, 0), Flow({x: u}, inputs=(u,))), (Gt(u, 0), Le(u, 1), Gt(x, 0))),
        (converges(turn), ()),
        (converges(Flow({x: 1 + x**2})), ()),
        (almost_all_tend(Eq(x, 0), hill), ()),
        (almost_all_tend(Eq(x, 0), Flow({x: Abs(x) + 1})), ()),
    ],
)
def test_a_false_limit_is_refuted_by_a_start_that_replays(says, given):
    one = obligation_of(says, *given)
    found = escape(one, QUICK)
    assert found.verdict is Verdict.REFUTED, found.because
    assert "stays where" in found.because
    assert replay(one, found.witness.values).breaks


@pytest.mark.parametrize(
    ("says", "given"),
    [
        (tends(Eq(x, 0), Flow({x: -x})), ()),
        (tends(Eq(x, 0), Flow({x: -(x**3)})), ()),  # slower than floats wait for
        (tends(Eq(x, 0), Flow({x: -x / 1000})), ()),
        (tends(Eq(x, 1), Flow({x: x - x**3})), (Gt(x, 0),)),
        (tends(Eq(1 / (1 + x**2), 0), Flow({x: x})), (Gt(x, 0),)),  # floats lose it
        (almost_all_tend(Eq(x, 0), hill), (Lt(x**2, 1),)),
        (almost_all_tend(Eq(x**2, 1), Flow({x: x - x**3})), ()),  # a start at rest is thin
        # it circles ever closer at a speed above 1, towards where the rates have no value
        (
            converges(Flow({x: -x - y / sqrt(square), y: x / sqrt(square) - y})),
            (Gt(square, 0),),
        ),
        (tends(Eq(x, 0), Flow({x: u - x}, inputs=(u,))), (Le(u**2, x**2 / 4),)),
        (converges(Flow({a: -sin(a)}, angles=(a,))), ()),
    ],
)
def test_a_true_limit_is_never_refuted(says, given):
    one = obligation_of(says, *given)
    assert escape(one, QUICK).verdict is Verdict.UNDECIDED


def test_a_start_that_arrives_is_no_witness():
    one = obligation_of(tends(Eq(x, 0), hill))
    assert replay(one, {"x": "2"}).breaks
    assert replay(one, {"x": "1/2"}).breaks is not True


def test_a_region_is_not_kept_because_floats_stay_in_it():
    # the state leaves the region at a time that no float trajectory is followed to
    clock = Flow({x: -x * (1 + sin(y)) / 10**6, y: Rational(1, 10**6)})
    found = escape(obligation_of(tends(Eq(x, 0), clock), Eq(y, 0), Gt(x, 1)), QUICK)
    assert found.verdict is Verdict.UNDECIDED


def test_no_random_linear_flow_that_decays_is_refuted():
    rng = np.random.default_rng(3)
    decaying = 0
    while decaying < 6:
        rows = rng.integers(-4, 3, (2, 2))
        if np.linalg.eigvals(rows).real.max() > -0.1:
            continue
        decaying += 1
        (p, q), (r, s) = rows.tolist()
        flow = Flow({x: p * x + q * y, y: r * x + s * y})
        for says in (tends(origin, flow), converges(flow), almost_all_tend(origin, flow)):
            assert escape(obligation_of(says), QUICK).verdict is Verdict.UNDECIDED


def test_an_angle_that_turns_for_ever_keeps_off_no_target():
    flow = Flow({a: 1}, angles=(a,))
    assert escape(obligation_of(tends(Eq(cos(a), 1), flow)), QUICK).verdict is Verdict.UNDECIDED
