from sympy import cos, exp, sin

from verify.notation import real
from verify.symbolic.cofactor import cofactor

x, y = real("x y")


def test_a_multiple_is_told_with_its_factor():
    factor, proviso = cofactor(x * sin(y), sin(y))
    assert factor == x
    assert proviso == 1


def test_an_exponential_in_a_denominator_hides_no_multiple():
    factor, proviso = cofactor(-x * (1 - x) / (1 + exp(2 - 2 * x)), -x)
    assert factor is not None
    for value in (-1, 0, 2):
        expected = ((1 - x) / (1 + exp(2 - 2 * x))).subs(x, value)
        assert abs((factor.subs(x, value) - expected).evalf()) < 1e-12
        assert proviso.subs(x, value).evalf() > 0


def test_what_is_no_multiple_has_no_factor():
    assert cofactor(x + 1, x)[0] is None
    assert cofactor(cos(y), sin(y))[0] is None
    assert cofactor((1 + exp(-x)) / (1 + exp(x)) - exp(-x) + y, y - x)[0] is None
