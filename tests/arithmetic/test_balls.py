from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from flint import acb, arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Piecewise, Rational, sqrt

from verify.arithmetic import BALL, compile_tape
from verify.arithmetic import ball_functions as ball
from verify.errors import ClaimError
from verify.logic import Eq, Lt, Ne
from verify.notation import complex_number, real

x, y = real("x y")
z = complex_number("z")
NAN, INFINITE = arb("nan"), arb(0, "inf")


def _play(expression, bits=64, **values):
    letters = sorted(expression.free_symbols, key=str)
    point = {letter: values[letter.name] for letter in letters}
    return compile_tape([expression], letters).play(BALL(bits), point)[0]


def _box(low, high):
    return arb((low + high) / 2, (high - low) / 2)


@pytest.mark.parametrize("value", [0.1, "0.1", True, None, 1j])
def test_only_exact_numbers_and_balls_enter(value):
    with pytest.raises(ClaimError, match="only exact numbers"):
        _play(x + 1, x=value)


@pytest.mark.parametrize("value", [1, fmpq(1), Fraction(1), sympy.Integer(1), arb(1), acb(1)])
def test_integers_fractions_and_balls_enter(value):
    assert _play(x + 1, x=value) == 2


def test_algebraic_numbers_enter_at_the_working_precision():
    assert abs(_play(x**2 - 2, bits=2000, x=sqrt(2))) < arb(fmpq(1, 10**500))


def test_a_complex_value_of_a_real_letter_says_nothing():
    assert not _play(x + 1, x=acb(1, 1)).is_finite()


def test_the_precision_of_the_caller_is_restored_even_after_an_error():
    before = ctx.prec
    with pytest.raises(ClaimError):
        _play(x + 1, bits=500, x=0.5)
    assert ctx.prec == before


@pytest.mark.parametrize("lost", [NAN, INFINITE, arb.pos_inf(), acb(NAN, 0), acb(0, NAN)])
def test_a_ball_that_is_not_finite_decides_nothing(lost):
    for compared in (ball.less, ball.less_equal, ball.equal, ball.unequal):
        assert compared(lost, arb(1)) is ball.Blind.BLIND
        assert compared(arb(1), lost) is ball.Blind.BLIND
    assert ball.straddles(lost)


@pytest.mark.parametrize("lost", [NAN, INFINITE, arb.pos_inf()])
@pytest.mark.parametrize(
    "expression",
    [
        sympy.Max(x, 1),
        sympy.Min(x, 1),
        sympy.sign(x),
        sympy.Heaviside(x),
        Piecewise((1, Lt(x, 0)), (2, True)),
        Piecewise((1, Eq(x, 0)), (2, True)),
        Piecewise((1, Lt(x, 0) | Lt(x, 1)), (2, True)),
        sympy.atan2(x, x),
    ],
)
def test_no_function_makes_a_finite_ball_of_one_that_is_not(expression, lost):
    assert not _play(expression, x=lost).is_finite()


@pytest.mark.parametrize("lost", [NAN, acb(NAN, 0), acb(0, NAN)])
def test_parts_of_a_ball_that_is_not_finite_are_not_finite(lost):
    # the arc sine of 2 is no real number, and its imaginary part is not 0
    for part in (ball.real_part, ball.imaginary_part, ball.conjugate, ball.arg):
        assert not part(lost).is_finite()


def test_complex_balls_have_no_maximum():
    assert ball.maximum(acb(1), arb(2)) == 2
    assert ball.minimum(acb(1), acb(2)) == 1
    assert not ball.maximum(acb(1, 1), arb(2)).is_finite()
    assert not ball.minimum(acb(1, arb(0, 1)), arb(2)).is_finite()


def test_an_equation_is_never_true_by_balls():
    third = arb(fmpq(1, 3))
    assert ball.equal(third, third) is None
    assert ball.unequal(third, third) is None
    assert ball.equal(third, arb(1)) is False


def test_an_open_condition_gives_the_hull_of_both_cases():
    case = Piecewise((3, Lt(x, 0)), (5, True))
    hull = _play(case, x=_box(-1, 1))
    assert hull.contains(3)
    assert hull.contains(5)
    assert _play(case, x=_box(1, 2)) == 5


def test_an_open_condition_with_a_lost_case_says_nothing():
    case = Piecewise((1 / x, Lt(x, 0)), (5, True))
    assert not _play(case, x=_box(-1, 1)).is_finite()


def test_a_settled_condition_ignores_the_other_case():
    case = Piecewise((5, Lt(x, 1)), (1 / x, Ne(x, 0)), (0, True))
    assert _play(case, x=0) == 5


def test_conditions_combine_by_kleene_and_blindness_is_worse_than_doubt():
    blind = ball.Blind.BLIND
    assert ball.both(False, blind) is False
    assert ball.both(True, blind) is blind
    assert ball.both(None, blind) is blind
    assert ball.both(None, True) is None
    assert ball.either(True, blind) is True
    assert ball.either(None, False) is None
    assert ball.either(False, blind) is blind
    assert ball.not_(blind) is blind
    assert ball.not_(None) is None


def test_squares_and_moduli_of_boxes_are_not_negative():
    assert _play(x**2, x=_box(-1, 1)) >= 0
    assert _play(sympy.Abs(x), x=_box(-1, 1)) >= 0
    assert _play(sympy.sqrt(x**2 + y**2), x=_box(-1, 1), y=_box(2, 3)).is_finite()


EXPRESSIONS = [
    x**2 - y,
    x * y / (1 + x**2),
    sympy.exp(x - y),
    sympy.sin(x) * sympy.cos(y),
    sympy.Abs(x) - sympy.Max(x, y),
    sympy.Min(x, y) + sympy.sign(x),
    sympy.sqrt(1 + x**2) - sympy.tanh(y),
    Piecewise((x, Lt(x, y)), (y**2, True)),
    sympy.Heaviside(x - y) * x,
    sympy.atan2(1 + y**2, x),
    sympy.re((x + sympy.I * y) ** 3) + sympy.Abs(x + sympy.I * y) ** 2,
]
_small = st.fractions(-3, 3, max_denominator=16)


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(_small, _small, _small, _small, st.fractions(0, 1, max_denominator=8))
def test_the_ball_of_a_box_contains_the_value_at_each_point_of_it(a, b, c, d, part):
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    inside = {x: _exact(a + part * (b - a)), y: _exact(d - part * (d - c))}
    wide = {x: _ball(a, b), y: _ball(c, d)}
    tape = compile_tape(EXPRESSIONS, [x, y])
    for whole, value in zip(
        tape.play(BALL(64), wide), tape.play(BALL(200), inside), strict=True
    ):
        assert whole.overlaps(value)


def _exact(fraction):
    return Rational(fraction.numerator, fraction.denominator)


def _ball(low, high):
    middle, reach = (low + high) / 2, (high - low) / 2
    return arb(fmpq(middle.numerator, middle.denominator)) + arb(
        0, arb(fmpq(reach.numerator, reach.denominator)).upper()
    )
