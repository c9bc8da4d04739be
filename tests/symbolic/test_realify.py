import cmath

import numpy as np
import pytest
import sympy

from verify.arithmetic import decide_tree
from verify.logic import And, Eq, Gt, Lt, Ne
from verify.notation import complex_number, real
from verify.obligation import Obligation, Premise
from verify.symbolic.realify import parts, parts_of_letter, realify
from verify.verdict import Truth

h, x = real("h x")
z, w = complex_number("z w")
a, b = parts_of_letter(z)


def test_a_real_obligation_comes_back_unchanged():
    obligation = Obligation(Lt(abs(x) ** 3, sympy.exp(h)), (Premise("p", Gt(h, 0)),))
    assert realify(obligation) is obligation


def test_the_square_of_a_modulus_is_a_polynomial():
    says = realify(Obligation(Lt(abs(1 + h * z) ** 2, 1))).says
    gap = says.lhs - ((1 + h * a) ** 2 + h**2 * b**2)
    assert sympy.expand(gap) == 0


def test_an_equation_of_complex_sides_becomes_two():
    says = realify(Obligation(Eq(z**2, h))).says
    assert says == And(Eq(a**2 - b**2, h), Eq(2 * a * b, 0))


def test_an_inequation_of_complex_sides_needs_one_part_only():
    assert isinstance(realify(Obligation(Ne(z, w))).says, sympy.Or)


def test_an_order_between_complex_numbers_keeps_its_letters():
    assert realify(Obligation(Lt(z, 1))).says.free_symbols == {z}


def test_a_product_with_its_conjugate_can_be_ordered():
    says = realify(Obligation(Lt(z * sympy.conjugate(z), 1))).says
    assert says.free_symbols == {a, b}


def test_a_definition_of_a_complex_letter_becomes_two():
    obligation = Obligation(Lt(abs(w), 1), where={w: z**2})
    where = realify(obligation).where
    assert list(where) == list(parts_of_letter(w))
    assert sympy.expand(where[parts_of_letter(w)[0]] - (a**2 - b**2)) == 0


_EXPRESSIONS = [
    z**3 / (1 - z),
    1 / z**2,
    sympy.exp(z) * sympy.conjugate(z),
    sympy.sin(z) + sympy.cos(2 * z),
    sympy.sinh(z) * sympy.cosh(z),
    sympy.tanh(z) + sympy.tan(z),
    abs(z + w) * z,
    sympy.arg(z) + sympy.re(z * w) * sympy.im(w),
    sympy.I * sympy.sqrt(sympy.re(z) ** 2 + 1),
]


@pytest.mark.parametrize("expression", _EXPRESSIONS, ids=str)
def test_the_parts_are_the_parts_of_the_value(expression):
    rng = np.random.default_rng(7)
    for _ in range(5):
        values = {letter: complex(*rng.normal(size=2)) for letter in (z, w)}
        split = {}
        for letter, value in values.items():
            split |= dict(zip(parts_of_letter(letter), (value.real, value.imag), strict=True))
        real_part, imaginary_part = parts(expression)
        got = complex(real_part.subs(split)) + 1j * complex(imaginary_part.subs(split))
        assert cmath.isclose(got, complex(expression.subs(values)), rel_tol=1e-9)


def test_a_fractional_power_of_a_complex_letter_has_no_parts():
    assert parts(sympy.sqrt(z)) is None


def test_what_cancels_between_the_parts_is_still_asked_for():
    says = realify(Obligation(Eq(abs(z) ** 2 / z, sympy.conjugate(z)))).says
    square = 1 / (a**2 + b**2)
    assert Gt(square + 1, square) in says.args
    premise = Premise("p", Eq(abs(z) ** 2 / z, sympy.conjugate(z)))
    (met,) = realify(Obligation(Lt(x, 1), (premise,))).given
    assert met.says == And(And(Eq(a, a), Eq(-b, -b)), Gt(square + 1, square))


def test_a_part_alone_does_not_deny_an_equation_where_the_other_has_no_value():
    says = realify(Obligation(Eq(sympy.sign(x) + sympy.I / x, 1 + sympy.I / x))).says
    assert decide_tree(says, {x: sympy.Integer(0)}).truth is Truth.UNKNOWN
    assert decide_tree(says, {x: sympy.Integer(-1)}).truth is Truth.FALSE
    assert decide_tree(says, {x: sympy.Integer(1)}).truth is Truth.TRUE
