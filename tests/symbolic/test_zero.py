import numpy as np
import pytest
import sympy
from sympy import Max, erf, exp, sqrt, tanh

from tests.symbolic.corpus import (
    FALSE_IDENTITIES,
    TRUE_IDENTITIES,
    TRUE_UNDER_A_PREMISE,
    h,
    x,
    y,
)
from tests.symbolic.rechecking import identity_holds
from verify.logic import Eq, Ge, Gt, Lt, Ne
from verify.symbolic.zero import vanishes


@pytest.mark.parametrize("expression", TRUE_IDENTITIES, ids=str)
def test_a_true_identity_vanishes(expression):
    assert vanishes(expression) is not None


@pytest.mark.parametrize("expression", TRUE_IDENTITIES[:-1], ids=str)
def test_sympy_agrees_with_the_identity_it_came_down_to(expression):
    assert identity_holds(vanishes(expression).identity)


@pytest.mark.parametrize("expression", TRUE_IDENTITIES, ids=str)
def test_what_vanishes_is_small_in_floats(expression):
    rng = np.random.default_rng(3)
    letters = sorted(expression.free_symbols, key=str)
    for _ in range(5):
        point = {v: rng.integers(1, 4) if v.is_integer else rng.normal() for v in letters}
        value = complex(expression.subs(point))
        assert not np.isfinite(value) or abs(value) < 1e-9 or abs(value.imag) > 1e-12


@pytest.mark.parametrize("expression", FALSE_IDENTITIES, ids=str)
def test_a_near_miss_does_not_vanish(expression):
    assert vanishes(expression) is None


@pytest.mark.parametrize(("expression", "letter"), TRUE_UNDER_A_PREMISE, ids=str)
def test_a_positive_letter_makes_the_difference(expression, letter):
    assert vanishes(expression) is None
    assert vanishes(expression, [Gt(letter, 0)]) is not None
    assert vanishes(expression, [Lt(letter, 0)]) is None


@pytest.mark.parametrize("expression", TRUE_IDENTITIES, ids=str)
def test_a_true_identity_plus_something_small_does_not_vanish(expression):
    for extra in (sympy.Rational(1, 10**30), (exp(x) - 1) / 10**12):
        assert vanishes(expression + extra) is None


def test_an_equation_among_the_premises_is_put_in():
    proof = vanishes(x * y - 1, [Eq(x * y, 1), Gt(x, 1)])
    assert proof.method == "normal form, equations put in"


def test_an_equation_is_not_solved_for_a_letter_whose_coefficient_may_vanish():
    # From x y = x follows y = 1 only for x different from 0.
    assert vanishes(y - 1, [Eq(x * y, x)]) is None
    assert vanishes(y - 1, [Eq(x * y, x), Ne(x, 0)]) is not None


def test_a_case_that_the_premises_exclude_is_nowhere():
    proof = vanishes(Max(x, y) - x, [Ge(x, y)])
    assert proof is not None


def test_the_conditions_list_every_denominator_root_and_logarithm():
    conditions = vanishes(
        1 / x + sqrt(y) + sympy.log(h) - 1 / x - sqrt(y) - sympy.log(h) + 0 * x
    )
    assert conditions.conditions == ()  # SymPy cancelled all of it while reading
    kept = vanishes((x**2 - 1) / (x - 1) - x - 1)
    assert kept.conditions == (Ne(x - 1, 0),)


def test_an_undefined_expression_does_not_vanish():
    assert vanishes(sympy.nan) is None
    assert vanishes(sympy.zoo) is None
    assert vanishes(x * sympy.oo) is None


def test_a_complex_letter_is_left_alone():
    z = sympy.Symbol("z", complex=True)
    assert vanishes(sympy.Abs(z) ** 2 - z * sympy.conjugate(z)) is None


def test_an_unknown_function_is_left_alone():
    f = sympy.Function("f")
    assert vanishes(f(x) - f(x) + f(y) - f(2 * y)) is None


def test_a_large_power_is_not_multiplied_out():
    assert vanishes((x + y + h + 1) ** 400 - (x + y) ** 400) is None


def test_nested_functions_share_letters():
    assert vanishes(exp(exp(x) + y) - exp(exp(x)) * exp(y)) is not None
    assert vanishes(tanh(erf(-x)) + tanh(erf(x))) is not None
