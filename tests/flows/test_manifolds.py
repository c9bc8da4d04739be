"""Spheres and balls among the premises bound the state, and carry gradients."""

import pytest
from sympy import exp

from verify import Eq, Flow, Ge, Le, Lt, Ne, Or, Verdict, converges, gradient, real, tends
from verify.effort import QUICK
from verify.flows.gradient_rule import gradient_rule
from verify.flows.lyapunov_rule import lyapunov
from verify.flows.manifolds import confined, walls
from verify.obligation import Obligation, Premise

x, y, z, c, s = real("x y z c s")
EUCLID = ((1, 0), (0, 1))
circle = Eq(x**2 + y**2, 1)
# a token on the circle that is pulled to (1, 0), along the circle everywhere
pull = Flow({x: y**2, y: -x * y})
still = Flow({x: 0 * x, y: 0 * x, z: 0 * x})


def whole(says, *given):
    return Obligation(says, tuple(Premise(f"premise {k}", one) for k, one in enumerate(given)))


def bounded(*given):
    return confined(whole(tends(Eq(x, 0), still), *given), still)


def test_a_sphere_and_an_ellipsoid_hold_their_letters():
    assert bounded(circle) == {x, y}
    assert bounded(Le(x**2 + x * y + y**2 + 3 * x, c)) == {x, y}
    assert bounded(Lt(2 * x**2, 1), Ge(4, z**2)) == {x, z}


@pytest.mark.parametrize(
    "premise",
    [
        Eq(x**2 - y**2, 1),  # a hyperbola
        Ge(x**2 + y**2, 1),  # the outside
        Eq((x + y) ** 2, 1),  # two lines
        Le(x**2 + c * y**2, 1),  # c may be negative
        Le(x**4 + y**4, 1),  # bounded, but of degree 4: not seen
        Le(x, 1),
        Ne(x**2 + y**2, 1),
        Or(Le(x**2, 1), Le(y**2, 1)),
        Le(exp(x**2), 1),
    ],
)
def test_what_bounds_nothing_is_not_taken_for_a_bound(premise):
    assert bounded(premise) == frozenset()


def test_walls_that_share_a_letter_are_not_used():
    both = whole(tends(Eq(x, 0), still), circle, Eq(y**2 + z**2, 1))
    assert walls(both, still) == ()
    apart = whole(tends(Eq(x, 0), still), circle, Eq(z**2, 1))
    assert [wall.letters for wall in walls(apart, still)] == [(x, y), (z,)]
    assert walls(whole(tends(Eq(x, 0), still), Eq(exp(x), 1)), still) == ()


def test_a_wall_divides_its_multiples_only():
    wall = walls(whole(tends(Eq(x, 0), still), circle), still)[0]
    assert wall.divides((x**2 + y**2 - 1) * (c * x + exp(x * y)))
    assert not wall.divides(x**2 + y**2)
    assert not wall.divides(exp(x**2 + y**2) - exp(1))  # true, and not seen


def test_a_gradient_on_a_circle_converges():
    says = converges(pull, by=gradient(-x, EUCLID))
    assert gradient_rule(whole(says, circle), QUICK).verdict is Verdict.PROVED


@pytest.mark.parametrize(
    ("flow", "height", "given", "because"),
    [
        (pull, x, (circle,), "the slope of V is what the metric makes"),  # it climbs
        (pull, -y, (circle,), "the slope of V is what the metric makes"),
        (Flow({x: -y, y: x}), x * 0, (circle,), "the slope of V is what the metric makes"),
        (pull, -x, (), "what V bounds is compact"),
        (Flow({x: 1 + y * 0, y: 0 * x}), -x, (circle,), "is kept"),  # it leaves the circle
        (pull, -x, (Eq((x**2 + y**2 - 1) ** 2, 0),), "what V bounds is compact"),
        (pull, -x, (Eq(x**2 + y**2, 0),), "is a smooth surface"),  # a point
    ],
)
def test_what_is_no_gradient_on_a_manifold_is_told_why(flow, height, given, because):
    found = gradient_rule(whole(converges(flow, by=gradient(height, EUCLID)), *given), QUICK)
    assert found.verdict is Verdict.UNDECIDED
    assert because in found.because


def test_a_turning_token_on_a_sphere_is_not_said_to_converge():
    turning = Flow({x: -y, y: x, z: 0 * x})
    metric = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
    says = converges(turning, by=gradient(-z, metric))
    found = gradient_rule(whole(says, Eq(x**2 + y**2 + z**2, 1)), QUICK)
    assert found.verdict is Verdict.UNDECIDED


def test_a_premise_that_is_kept_makes_a_bounded_height_enough():
    # V = 1 - x does not grow at infinity; on the circle nothing is there
    to_one = tends(Eq(y, 0), pull, lyapunov=1 - x)
    assert lyapunov(whole(to_one, circle), QUICK).verdict is Verdict.PROVED
    assert lyapunov(whole(to_one), QUICK).verdict is Verdict.UNDECIDED


def test_a_ball_that_the_flow_leaves_bounds_nothing():
    away = Flow({x: x, y: -y})
    says = tends(Eq(y, 0), away, lyapunov=y**2)
    assert lyapunov(whole(says, Le(x**2 + y**2, 1)), QUICK).verdict is Verdict.UNDECIDED
    inward = tends(Eq(y, 0), Flow({x: -x, y: -y}), lyapunov=y**2)
    assert lyapunov(whole(inward, Le(x**2 + y**2, 1)), QUICK).verdict is Verdict.PROVED
