import flint
from sympy import And, Rational

from verify.effort import QUICK
from verify.logic import Eq, Ge, Gt, Lt, Ne
from verify.notation import real
from verify.obligation import Obligation, Premise
from verify.search.enclose import decide_on
from verify.search.robust import robust
from verify.verdict import Truth

x, y = real("x y")


def test_a_witness_inside_everything_is_robust():
    claim = Obligation(Gt(x, 1), (Premise("positive", Gt(x, 0)),))
    assert robust(claim, {x: Rational(1, 2)}, QUICK) is True


def test_a_witness_on_the_edge_of_a_premise_is_isolated():
    claim = Obligation(Gt(x, 1), (Premise("not negative", Ge(x, 0)),))
    assert robust(claim, {x: Rational(0)}, QUICK) is False


def test_a_tie_is_isolated():
    assert robust(Obligation(Ne(x, y)), {x: Rational(1), y: Rational(1)}, QUICK) is False


def test_an_equation_is_a_room_of_its_own():
    claim = Obligation(Lt(x, 0), (Premise("on the circle", Eq(x**2 + y**2, 1)),))
    assert robust(claim, {x: Rational(3, 5), y: Rational(4, 5)}, QUICK) is True


def test_a_tie_everywhere_is_not_called_isolated():
    claim = Obligation(Ne(x - y, -(y - x)))
    assert robust(claim, {x: Rational(1), y: Rational(2)}, QUICK) is not False


def ball(middle, radius):
    return flint.arb(middle, radius)


def test_a_statement_is_true_on_a_ball_when_it_is_true_of_all_of_it():
    for says, radius, truth in (
        (Gt(x, 1), 0.5, Truth.TRUE),
        (Gt(x, 1), 1.5, Truth.UNKNOWN),
        (Lt(x, 1), 0.5, Truth.FALSE),
        (Eq(x, 2), 0.5, Truth.UNKNOWN),
        (Eq(x, 5), 0.5, Truth.FALSE),
        (Ne(x, 5), 0.5, Truth.TRUE),
        (And(Gt(x, 1), Ne(x, 2), evaluate=False), 0.5, Truth.UNKNOWN),
    ):
        assert decide_on(says, [x], {x: ball(2, radius)}, 64) is truth


def test_a_ball_with_nan_radius_is_unknown():
    for says in (Gt(x, 1), Eq(x, 1), Ne(x, 1), Ge(x**2, 0)):
        assert decide_on(says, [x], {x: flint.arb("nan")}, 64) is Truth.UNKNOWN
