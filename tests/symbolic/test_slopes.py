"""A derivative is the one that SymPy writes, whatever stands in the expression."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Abs, Max, Piecewise, atan, cos, cosh, exp, log, sin, sinh, sqrt, tanh

from tests.symbolic.corpus import h, x, y
from verify.symbolic.slopes import derivative_in

WHOLES = [
    x,
    y,
    sympy.Integer(3),
    x**3 * y**-2 - 4 * x * sqrt(x + y) + h,
    exp(-h * x) * sin(x * y) / (1 + exp(2 * x)),
    (x * exp(cos(x - y)) - y * exp(cos(y - x))) / (sqrt(2) * (exp(cos(x)) + sympy.E)),
    log(1 + x**2) * tanh(x) + cosh(x) * sinh(x * h),
    x**y + y**x + sympy.Rational(1, 2) ** x,
    atan(x / y) + Abs(x - y) + Max(x, y * x),
    Piecewise((x**2, x > 0), (x * y, True)) * x,
]
ATOMS = st.sampled_from([x, y, sympy.Integer(2), sympy.Rational(-1, 3)])
TREES = st.recursive(
    ATOMS,
    lambda parts: st.one_of(
        st.tuples(parts, parts).map(lambda pair: pair[0] + pair[1]),
        st.tuples(parts, parts).map(lambda pair: pair[0] * pair[1]),
        st.tuples(st.sampled_from([sin, cos, exp, tanh]), parts).map(lambda p: p[0](p[1])),
        parts.map(lambda part: 1 / (2 + part**2)),
        parts.map(lambda part: sqrt(3 + part**2)),
    ),
    max_leaves=5,
)


@pytest.mark.parametrize("whole", WHOLES)
def test_it_is_the_derivative_that_sympy_writes(whole):
    for letter in (x, y, h):
        assert derivative_in(whole, letter) == sympy.diff(whole, letter)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(TREES)
def test_it_is_the_derivative_that_sympy_writes_of_any_tree(whole):
    assert sympy.expand(derivative_in(whole, x) - sympy.diff(whole, x)) == 0


def test_a_number_has_none():
    assert derivative_in(5, x) == 0
