from __future__ import annotations

import pytest
import sympy
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, Piecewise, Rational

from verify.arithmetic import EXACT, compile_tape
from verify.arithmetic.exact_functions import UNDEFINED
from verify.arithmetic.gaussian import Gaussian
from verify.logic import Eq, Lt
from verify.notation import complex_number, real

x, y = real("x y")
z = complex_number("z")


def _play(expression, **values):
    letters = sorted(expression.free_symbols, key=str)
    point = {letter: values[letter.name] for letter in letters}
    return compile_tape([expression], letters).play(EXACT, point)[0]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (sympy.sqrt(x), fmpq(2, 3)),
        (x ** Rational(3, 2), fmpq(8, 27)),
        (1 / sympy.sqrt(x), fmpq(3, 2)),
        (sympy.Abs(-x), fmpq(4, 9)),
        (sympy.Max(x, 0) + sympy.Min(x, 0), fmpq(4, 9)),
        (sympy.sign(-x) * sympy.exp(x - x), -1),
        (sympy.Heaviside(x - Rational(4, 9)), fmpq(1, 2)),
        (sympy.gamma(9 * x) + sympy.factorial(9 * x), 30),
        (Piecewise((1, Eq(9 * x, 4)), (0, True)), 1),
        (Piecewise((1, Lt(sympy.pi, x)), (1 / x, Lt(x, 1)), (0, True)), None),
        (sympy.exp(x), None),
        (sympy.root(x, 3), None),
        (sympy.atan2(x - x, x) + sympy.besselj(0, x - x) + sympy.besseli(2, x - x), 1),
        (x ** (9 * x), fmpq(4, 9) ** 4),
    ],
)
def test_a_rational_value_is_found_and_another_is_left_open(expression, value):
    assert _play(expression, x=Rational(4, 9)) == value


@pytest.mark.parametrize(
    "expression",
    [1 / x, sympy.log(x), x**-1 - x**-1 + 1 / x**2, sympy.sqrt(x - 4), sympy.atan2(x, x)],
)
def test_an_undefined_value_is_told_from_an_irrational_one(expression):
    assert _play(expression, x=0) is UNDEFINED


def test_an_undefined_case_that_is_not_taken_does_no_harm():
    assert _play(Piecewise((1 / x, Lt(1, x)), (7, True)), x=0) == 7
    assert _play(Piecewise((7, Lt(x, 1) | Lt(1 / x, 1)), (2, True)), x=0) == 7
    assert _play(Piecewise((7, Lt(x, 1) & Lt(1 / x, 1)), (2, True)), x=0) is None


def test_complex_numbers_with_rational_parts_are_exact():
    point = 1 + 2 * I
    assert _play(z**2, z=point) == Gaussian(fmpq(-3), fmpq(4))
    assert _play(z * sympy.conjugate(z), z=point) == 5
    assert _play(sympy.Abs(z), z=3 + 4 * I) == 5
    assert _play(sympy.Abs(z), z=point) is None
    assert _play(sympy.sqrt(z), z=-4) == Gaussian(fmpq(0), fmpq(2))
    assert _play(z / (z - 1), z=1) is UNDEFINED
    assert _play(sympy.re(z) + sympy.im(z), z=point) == 3
    assert _play(Piecewise((1, Lt(sympy.im(z), 3)), (2, True)), z=point) == 1


@pytest.mark.parametrize("function", [sympy.sqrt, sympy.sign, sympy.Abs])
def test_a_complex_value_of_a_real_letter_is_undefined(function):
    assert _play(function(x), x=I) is UNDEFINED


_parts = st.fractions(-5, 5, max_denominator=9)


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(_parts, _parts, _parts, _parts, st.integers(0, 5))
def test_complex_arithmetic_is_that_of_pairs(a, b, c, d, n):
    u, v = _number(a, b), _number(c, d)
    point = {x: 0}
    tape = compile_tape([u * v, u + v - x, u**n], [x])
    expected = [u * v, u + v, u**n]
    for taken, known in zip(tape.play(EXACT, point), expected, strict=True):
        assert sympy.expand(_sympy(taken) - known) == 0
    if v != 0:
        quotient = compile_tape([u / v], []).play(EXACT, {})[0]
        assert sympy.expand(_sympy(quotient) * v - u) == 0


def _number(a, b):
    return Rational(a.numerator, a.denominator) + I * Rational(b.numerator, b.denominator)


def _sympy(value):
    if isinstance(value, Gaussian):
        return _sympy(value.re) + I * _sympy(value.im)
    return Rational(int(value.p), int(value.q))
