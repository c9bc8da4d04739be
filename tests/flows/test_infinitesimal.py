"""What holds along a flow, and what only seems to."""

import pytest
import sympy
from sympy import Rational, cos, exp, sin, sqrt

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
from verify.errors import ClaimError

x, y, a, theta, weight = real("x y a theta w")
spiral = Flow({x: -x + y, y: -x - y})


def verdict_of(says, *given):
    claim = Claim(
        given=tuple(Assumption(f"assumption {k}", says) for k, says in enumerate(given)),
        says=says,
        controls=(Control("nonsense", Lt(x**2 + 1, 0)),),
    )
    return check(claim, QUICK)


def test_a_letter_that_moves_cannot_be_defined():
    with pytest.raises(ClaimError, match="moves along the flow"):
        Claim(
            given=(Assumption("it starts above 0", Gt(x, 0)),),
            says=always(Gt(x, 0), Flow({x: -1})),
            where={x: y},
            controls=(Control("nonsense", Lt(x**2 + 1, 0)),),
        )


def test_an_invariant_disc_is_proved_invariant():
    disc = Le(x**2 + y**2, 1)
    result = verdict_of(always(disc, spiral), disc)
    # On the border the distance falls strictly.
    assert result.verdict is Verdict.PROVED


def test_a_region_that_trajectories_leave_is_not_proved_invariant():
    quadrant = And(Gt(x, 0), Gt(y, 0))
    result = verdict_of(always(quadrant, spiral), quadrant)
    assert result.verdict is Verdict.REFUTED  # a trajectory that leaves it is found as well
    assert "not shown" in result.evidence[0].because


def test_a_condition_that_fails_at_an_admissible_start_is_refuted():
    result = verdict_of(always(Lt(x, 2), spiral), Le(x**2 + y**2, 9))
    assert result.verdict is Verdict.REFUTED
    assert result.witness is not None


def test_a_squared_gap_that_the_flow_crosses_is_not_called_kept():
    # x² has rate 2x = 0 where x² = 0, and yet x' = 1 walks through it.
    result = verdict_of(always(Ne(x**2, 0), Flow({x: 1})), Ne(x**2, 0))
    assert result.verdict is Verdict.UNDECIDED


def test_a_root_that_reaches_zero_in_finite_time_is_not_called_kept():
    # x' = -√x from x > 0 is at 0 at time 2√x.
    result = verdict_of(always(Gt(x, 0), Flow({x: -sqrt(x)})), Gt(x, 0))
    assert result.verdict is Verdict.UNDECIDED


def test_the_antipode_is_never_reached():
    pull = Flow({theta: -weight * sin(theta)}, angles=(theta,))
    away = Ne(cos(theta), -1)
    assert verdict_of(always(away, pull), away).verdict is Verdict.PROVED


def test_a_monotone_quantity_needs_the_region_only_when_its_rate_does():
    cubic = Flow({x: x - x**3})
    assert verdict_of(never_grows(x**2, cubic)).verdict is Verdict.REFUTED
    assert verdict_of(never_grows(x**2, cubic), Ge(x, 1)).verdict is Verdict.PROVED


def test_a_monotone_quantity_on_a_region_that_is_left_is_not_proved():
    # -x² + xy is negative while y < x, which does not last.
    region = And(Gt(x, 0), Lt(y, x))
    turning = Flow({x: -x + y, y: 1})
    result = verdict_of(never_grows(x**2, turning), region)
    assert result.evidence[0].verdict is Verdict.UNDECIDED
    assert result.verdict is Verdict.REFUTED


def test_exponential_decay_is_proved_at_its_rate_and_refuted_above_it():
    assert verdict_of(decays(x**2 + y**2, 2, spiral)).verdict is Verdict.PROVED
    faster = decays(x**2 + y**2, Rational(21, 10), spiral)
    assert verdict_of(faster).verdict is Verdict.REFUTED


def test_contradictory_premises_make_no_theorem():
    result = verdict_of(always(Lt(x, 0), spiral), Gt(x, 1), Lt(x, 0))
    assert result.verdict is Verdict.VACUOUS


def test_a_premise_with_or_is_not_followed():
    result = verdict_of(always(Ne(x, 0), Flow({x: exp(x)})), Or(Gt(x, 1), Lt(x, -1)))
    assert result.verdict is Verdict.UNDECIDED
    assert "or" in result.because


def test_an_equation_is_kept_when_its_rate_is_a_multiple_of_it():
    turn = Flow({x: -y, y: x})
    circle = Eq(x**2 + y**2, 1)
    assert verdict_of(always(circle, turn), circle).verdict is Verdict.PROVED
    drift = Flow({x: -y + a, y: x})
    assert verdict_of(always(circle, drift), circle).evidence[0].verdict is Verdict.UNDECIDED


def test_a_bowl_of_an_energy_that_never_grows_is_kept():
    # At the rim the energy may stand still, at the top of the pendulum: it never grows.
    pendulum = Flow({x: y, y: -sin(x) - y})
    low = Lt(y**2 / 2 + 1 - cos(x), 2)
    assert verdict_of(always(low, pendulum), low).verdict is Verdict.PROVED


def test_a_sentence_about_a_quantity_prints_as_it_was_said_until_it_is_changed():
    flow = Flow({x: -x})
    grows = never_grows(x**2, flow)
    assert plain_lines(grows) == ["2", "x", "never grows along", "x' = -x"]
    assert r"\text{never grows along}" in sympy.latex(grows)
    assert "is at most exp(-2⋅t) times its start along" in plain_lines(decays(x**2, 2, flow))
    assert "e^{- 2 t}" in sympy.latex(decays(x**2, 2, flow))
    for other in (grows.backwards(), grows.over(Lt(x, 0)), always(grows.condition, flow)):
        assert "at all times along" in plain_lines(other)
    assert grows == always(grows.condition, flow)  # the sentence is no part of it
    assert str(grows) == str(always(grows.condition, flow))


def plain_lines(says):
    return [line.strip() for line in sympy.pretty(says, use_unicode=True).split("\n")]
