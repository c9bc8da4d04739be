import pytest
import sympy
from sympy import Piecewise, Rational, acos, atan2, exp, log, sqrt, tan

from tests.symbolic.corpus import n, x, y
from verify.logic import And, Eq, Ge, Gt, Iff, Le, Lt, Ne, Not, Or, normal
from verify.notation import complex_number
from verify.obligation import Obligation
from verify.symbolic.denominators import definedness, denominators, strengthened
from verify.symbolic.rational import NotScalar


@pytest.mark.parametrize(
    ("expression", "conditions"),
    [
        (1 / x, [Ne(x, 0)]),
        (y / (x**2 + 1), [Ne(x**2 + 1, 0)]),
        (sqrt(x), [Ge(x, 0)]),
        (1 / sqrt(x), [Gt(x, 0)]),
        (x ** Rational(1, 3), [Ge(x, 0)]),
        (sqrt(1 / x), [Ne(x, 0), Ge(1 / x, 0)]),
        (log(log(x)), [Gt(x, 0), Gt(log(x), 0)]),
        (tan(x), [Ne(sympy.cos(x), 0)]),
        (acos(x), [Le(x**2, 1)]),
        (atan2(y, x), [Ne(x**2 + y**2, 0)]),
        (2**x + sqrt(2), []),
        (x ** (n - 1) + x**n, []),
        (x ** (-n), [Ne(x, 0)]),
        (exp(1 / x), [Ne(x, 0)]),
        (x**3 - y, []),
        (sympy.gamma(Rational(-1, 3)), []),
        (sympy.hyper((1, 1), (Rational(3, 2),), x), [Lt(x, 1)]),
        (sympy.hyper((Rational(1, 3),) * 2, (1,), x), [Le(x, 1)]),
    ],
    ids=str,
)
def test_an_expression_is_defined_under_its_conditions(expression, conditions):
    assert set(definedness(expression)) == set(conditions)


@pytest.mark.parametrize(
    "expression",
    [
        x**y,
        x ** (n / 2),
        sympy.gamma(x),
        sympy.besseli(Rational(1, 2), x),
        sympy.hyper((x, 1), (2,), Rational(1, 2)),
        sympy.hyper((1, 1), (-2,), x),
        sympy.hyper((-2, 1), (2,), x),
    ],
)
def test_where_no_exact_condition_is_known_none_is_made_up(expression):
    with pytest.raises(NotScalar, match="is not known to the symbolic routes"):
        definedness(expression)


def test_a_branch_is_defined_where_it_is_chosen():
    chosen = Piecewise((1 / x, Gt(x, 0)), (sqrt(-x), True))
    assert definedness(chosen) == [Or(Le(x, 0), Ne(x, 0)), Or(Gt(x, 0), Ge(-x, 0))]


def test_a_piecewise_without_a_last_branch_needs_one_of_its_conditions():
    open_ended = Piecewise((x, Gt(x, 0)), (1, Lt(x, -1)))
    assert definedness(open_ended) == [Or(Gt(x, 0), Lt(x, -1))]


def test_a_strengthened_relation_carries_its_conditions():
    assert strengthened(Lt(1 / x, 1)) == And(Ne(x, 0), Lt(1 / x, 1))


def test_a_strengthened_denial_carries_them_too():
    assert strengthened(Not(Lt(1 / x, 1))) == And(Ne(x, 0), Ge(1 / x, 1))


def test_truth_in_three_values_is_what_a_strengthened_statement_says():
    # 1/x > 0 or x = 0 is true at 0; 1/x > 0 or 1/x <= 0 has no value there.
    good, bad = Or(Gt(1 / x, 0), Le(x, 0)), Or(Gt(1 / x, 0), Le(1 / x, 0))
    assert Ne(x, 0) not in strengthened(good).args
    assert all(Ne(x, 0) in branch.args for branch in strengthened(bad).args)


def test_a_statement_without_quotients_is_not_changed():
    plain = Iff(Lt(x, 1), Eq(y, 2))
    assert strengthened(plain) == normal(plain)
    assert denominators(Obligation(plain)) == []


def test_definitions_have_to_mean_something_too():
    assert denominators(Obligation(Lt(y, 1), where={y: 1 / x})) == [Ne(x, 0)]


def test_a_complex_letter_is_no_real_number():
    with pytest.raises(NotScalar, match="no real number"):
        definedness(complex_number("z") + 1)
    with pytest.raises(NotScalar, match="no real number"):
        definedness(sympy.I * x)
