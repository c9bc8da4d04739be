"""Starts that certainly end elsewhere, and what only looks like one."""

from fractions import Fraction

import flint
from sympy import Abs, Rational, cos, exp, sin

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
    Verdict,
    check,
    real,
    tends,
)
from verify.effort import QUICK
from verify.flows.elsewhere import elsewhere, misses_from
from verify.flows.equilibria import equilibrium
from verify.flows.hitting import first_time
from verify.flows.kept_away import stays_away
from verify.flows.replay import replay
from verify.flows.shooting import shooting
from verify.flows.sinks import sink
from verify.quantities.rate import rate as measured

x, y, w, k = real("x y w k")
wells = Flow({x: x - x**3})
left = Assumption("x is negative", Lt(x, 0))
nonsense = (Control("nonsense", Lt(x**2 + 1, 0)),)


def obligation_of(says, *given):
    (one,) = Claim(given=given, says=says, controls=nonsense).obligations()
    return one


def test_a_start_in_the_other_well_is_found_and_replays():
    one = obligation_of(tends(Eq(x, 1), wells), left, Assumption("moving", Ne(x, -1)))
    found = elsewhere(one, QUICK)
    assert found.verdict is Verdict.REFUTED
    assert "equilibrium at x = -1" in found.because
    assert replay(one, found.witness.values).breaks
    assert replay(one, {"x": "1/2"}).breaks is not True  # it is not admissible


def test_a_true_limit_is_never_refuted():
    for says, given in (
        (tends(Eq(x, -1), wells), (left,)),
        (tends(Eq(x, 0), Flow({x: -x})), ()),
        (tends(Eq(x, 0), Flow({x: -(x**3)})), ()),  # slow, and never at a rate
        (
            tends(Eq(cos(x), 1), Flow({x: -sin(x)}, angles=(x,))),
            (Assumption("o", Gt(cos(x), 0)),),
        ),
    ):
        assert elsewhere(obligation_of(says, *given), QUICK).verdict is Verdict.UNDECIDED


def test_an_irrational_equilibrium_attracts_as_well():
    flow = Flow({x: 2 - x**2, y: -y + x})
    found = equilibrium(flow, {x: 1.4, y: 1.4})
    home = sink(flow, found)
    assert home is not None
    assert home.level > 0
    assert (
        elsewhere(
            obligation_of(tends(Eq(y, 0), flow), Assumption("x > 0", Gt(x, 0))), QUICK
        ).verdict
        is Verdict.REFUTED
    )
    assert sink(flow, equilibrium(flow, {x: -1.4, y: -1.4})) is None  # a saddle


def test_a_target_that_holds_the_equilibrium_is_not_missed():
    flow = Flow({x: 2 - x**2})
    says = tends(Eq(x**2, 2), flow)
    assert misses_from(obligation_of(says), {x: Rational(1)}, QUICK) is None


def test_a_parameter_is_put_in_before_the_flow_is_followed():
    flow = Flow({x: k - x})
    found = elsewhere(
        obligation_of(tends(Eq(x, 0), flow), Assumption("k ≠ 0", Ne(k, 0))), QUICK
    )
    assert found.verdict is Verdict.REFUTED
    assert set(found.witness.values) == {"k", "x"}


def test_a_region_that_is_kept_shows_that_a_pull_dies_out():
    # x' = w (1 - x²), w' = -w: the whole pull is finite. (1 + x)e^(2w) is at most 9(1 - x).
    flow = Flow({x: w * (1 - x**2), w: -w})
    start = Assumption("the pull left is finite", Le((1 + x) * exp(2 * w), 9 * (1 - x)))
    inside = Assumption("x is a cosine", And(Gt(x, -1), Lt(x, 1)))
    later = Assumption("w is positive", Gt(w, 0))
    one = obligation_of(tends(Eq(x, 1), flow), start, inside, later)
    point = {x: Rational(0), w: Rational(1)}
    assert stays_away(one, point, QUICK) is not None
    found = elsewhere(one, QUICK)
    assert found.verdict is Verdict.REFUTED
    assert replay(one, found.witness.values).breaks


def test_a_region_that_is_left_shows_nothing():
    # Away from 0 to begin with, and yet it comes to 0.
    one = obligation_of(tends(Eq(x, 0), Flow({x: -x})), Assumption("far", Ge(x, 1)))
    assert stays_away(one, {x: Rational(2)}, QUICK) is None
    assert elsewhere(one, QUICK).verdict is Verdict.UNDECIDED


def test_a_region_that_touches_the_target_shows_nothing():
    one = obligation_of(tends(Eq(x, 0), Flow({x: x})), Assumption("right", Gt(x, 0)))
    assert stays_away(one, {x: Rational(1)}, QUICK) is None


def test_a_trajectory_that_runs_away_misses_every_point():
    one = obligation_of(tends(Eq(x, 0), Flow({x: x})), Assumption("right", Ge(x, 1)))
    assert stays_away(one, {x: Rational(Fraction(3, 2))}, QUICK) is not None


def test_the_check_joins_the_others():
    claim = Claim(
        given=(left, Assumption("moving", Ne(x, -1))),
        says=tends(Eq(x, 1), wells),
        controls=nonsense,
        expects=Verdict.REFUTED,
    )
    assert check(claim, QUICK).verdict is Verdict.REFUTED


def test_a_spiral_attracts_though_no_box_shows_it():
    spiral = Flow({x: -x - 3 * y, y: 3 * x - y})
    assert sink(spiral, equilibrium(spiral, {x: 0.1, y: 0.1})) is not None
    center = Flow({x: -3 * y, y: 3 * x})
    assert sink(center, equilibrium(center, {x: 0.1, y: 0.1})) is None


def test_an_ellipsoid_does_not_reach_past_the_next_equilibrium():
    home = sink(wells, equilibrium(wells, {x: -1.1}))
    assert home.holds([flint.arb(-1)])
    assert not home.holds([flint.arb(0)])
    assert not home.holds([flint.arb("nan")])
    assert not home.holds([flint.arb(-1, 3)])


def test_a_start_close_to_the_other_sink_is_a_short_witness():
    flow = Flow({x: 2 - x**2, y: -y + x})
    one = obligation_of(tends(Eq(y, 0), flow), Assumption("x > 0", Gt(x, 0)))
    found = elsewhere(one, QUICK)
    assert all(len(text) <= 4 for text in found.witness.values.values())
    assert replay(one, found.witness.values).breaks


def test_a_field_without_enclosures_keeps_what_floats_saw():
    # Both fields have a kink at 0; the first tends to 0, the second to -1 and not to 1.
    true = Claim(says=tends(Eq(x, 0), Flow({x: -x * (1 + Abs(x))})), controls=nonsense)
    result = check(true, QUICK)
    assert {item.check for item in result.evidence} >= {"trajectories", "elsewhere", "shooting"}
    assert result.evidence[0].verdict is Verdict.OBSERVED
    lie = tends(Eq(x, 1), Flow({x: x - x * Abs(x)}))
    moving = Assumption("moving", Ne(x, -1))
    one = obligation_of(lie, left, moving)
    found = elsewhere(one, QUICK)
    assert found.verdict is Verdict.UNDECIDED
    assert "Abs: an enclosure needs an analytic field" in found.because
    answer = check(Claim(given=(left, moving), says=lie, controls=nonsense), QUICK)
    assert answer.verdict is Verdict.UNDECIDED
    assert "is still 2 away from the target" in answer.evidence[0].because
    assert replay(one, {"x": "-2"}).breaks is None


def test_shooting_at_a_field_without_enclosures_is_undecided():
    # Between the starts that turn to 0 one way and those that turn the other way lies a rest.
    rate = ((1 - cos(x)) / 2 - sin(x)) * (2 + Abs(cos(x)))
    says = tends(And(Eq(cos(x), 1), Eq(y, 0)), Flow({x: rate, y: -y}, angles=(x,)))
    found = shooting(obligation_of(says, Assumption("moving", Ne(y, 5))), QUICK)
    assert found.verdict is Verdict.UNDECIDED
    assert "Abs: an enclosure needs an analytic field" in found.because


def test_a_time_along_a_field_without_enclosures_is_undecided():
    time = first_time(x - Rational(1, 2), Flow({x: -Abs(x)}), {x: 1}, before=2)
    (one,) = Claim(says=Lt(time, 1), controls=(Control("soon", Lt(time, 0)),)).obligations()
    found = measured(one, QUICK)
    assert found.verdict is Verdict.UNDECIDED
    assert "Abs: an enclosure needs an analytic field" in found.because
