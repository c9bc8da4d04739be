"""Quotients by FLINT are those of SymPy, and what FLINT does not know goes to SymPy."""

import numpy as np
import pytest
import sympy
from sympy import Integer, Rational, exp, sqrt

from verify.notation import real
from verify.search.quotients import cancelled, factors, linear_parts, numerator, vanishes

x, y, z = real("x y z")
CASES = [
    x / 2 - y / 3,
    (x**2 - 1) / (x - 1) - y,
    1 / x + 1 / y - z / (x * y),
    (x + y) ** 3 * (x - 2 * y) / 6,
    2 * x * y - 2 * x * z + 5 * z - 5 * y,
    exp(x) / (1 + exp(x)) - Rational(1, 2),
    sqrt(x) * y - sqrt(x) * z,
]


def values(seed):
    draw = np.random.default_rng(seed)
    return {s: Rational(int(draw.integers(1, 30)), int(draw.integers(1, 9))) for s in (x, y, z)}


@pytest.mark.parametrize("case", CASES)
def test_a_numerator_vanishes_with_its_quotient_only(case):
    for seed in range(3):
        point = values(seed)
        ratio = case.xreplace(point) / numerator(case).xreplace(point)
        assert sympy.simplify(ratio).is_nonzero
    assert numerator(case) == sympy.expand(numerator(case))


@pytest.mark.parametrize("case", CASES)
def test_the_factors_vanish_where_the_numerator_does(case):
    top = numerator(case)
    found = factors(top)
    known = {f for f, _ in sympy.factor_list(top)[1] if not f.is_number}
    assert {sympy.expand(f) for f in found} | {sympy.expand(-f) for f in found} >= known
    assert len(found) == len(known)


@pytest.mark.parametrize("case", CASES)
def test_a_cancelled_quotient_has_the_same_values(case):
    for seed in range(3):
        point = values(seed)
        assert sympy.simplify((case - cancelled(case)).xreplace(point)) == 0


def test_linear_parts_are_those_of_a_line():
    assert linear_parts(3 * x * y - 2 * x + z**2 + 1, x) == (3 * y - 2, z**2 + 1)
    assert linear_parts(sqrt(y) * x - 1, x) == (sqrt(y), Integer(-1))
    assert linear_parts(x**2 + y, x) is None
    assert linear_parts(y + 1, x) is None
    assert linear_parts(x / y + 1 / x, x) is None
    assert linear_parts(exp(x) * y + x, x) is None
    assert linear_parts((x - y) * z - x * z, x) is None


def test_only_what_is_zero_everywhere_vanishes():
    assert vanishes((x + y) ** 2 - x**2 - 2 * x * y - y**2)
    assert vanishes(1 / (1 + x) + x / (1 + x) - 1)
    assert vanishes(exp(x) * (y - 1) - exp(x) * y + exp(x))
    assert not vanishes(x - y)
    assert not vanishes(exp(x) - exp(y))


def test_what_sympy_cannot_factor_is_its_own_factor():
    assert factors((-2) ** x) == ((-2) ** x,)
