"""Where expressions are analytic, by the functions they are made of."""

import pytest
from sympy import Abs, E, Max, Piecewise, Rational, cos, exp, log, pi, sign, sqrt, tanh

from verify import Gt, Ne, real
from verify.symbolic.analytic import analytic

x, y = real("x y")


@pytest.mark.parametrize(
    "expression",
    [x**3 + pi, exp(cos(x * y)), tanh(x) / 2, E**x, Rational(1, 3), 2**x, sqrt(2) * x],
)
def test_what_is_analytic_everywhere_has_no_condition(expression):
    assert analytic(expression) == []


@pytest.mark.parametrize(
    ("expression", "conditions"),
    [
        (1 / x, [Ne(x, 0)]),
        (sqrt(x), [Gt(x, 0)]),
        (log(x) / y, [Gt(x, 0), Ne(y, 0)]),
        (exp(-1 / x**2), [Ne(x, 0)]),
        (x ** Rational(5, 3), [Gt(x, 0)]),
    ],
)
def test_poles_and_branch_points_are_told(expression, conditions):
    assert set(analytic(expression)) == set(conditions)


@pytest.mark.parametrize(
    "expression",
    [Abs(x), Abs(x) ** 3, Max(x, y), sign(x), Piecewise((x, x > 0), (0, True)), x**y],
)
def test_what_has_kinks_is_not_analytic(expression):
    assert analytic(expression) is None
