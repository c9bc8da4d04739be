from __future__ import annotations

import numpy as np
import pytest
import sympy
from flint import arb, ctx, fmpq
from sympy import Function, Piecewise, Rational, S

from verify.arithmetic import BALL, EXACT, FLOAT, MP, compile_tape
from verify.arithmetic.exact_functions import UNDEFINED
from verify.errors import ClaimError, UnsupportedFunction
from verify.logic import Lt
from verify.notation import complex_number, real

x, y = real("x y")
z = complex_number("z")


def _names(*expressions, letters=(x, y)):
    return [step.name for step in compile_tape(expressions, letters).code]


def test_equal_parts_share_a_register_across_expressions():
    part = sympy.sin(x * y)
    assert _names(part + 1, part**2, sympy.exp(part)).count("sin") == 1


def test_one_third_enters_exactly_and_every_ball_contains_it():
    tape = compile_tape([x * Rational(1, 3)], [x])
    for bits in (10, 53, 64, 1000):
        ball = tape.play(BALL(bits), {x: 1})[0]
        assert (3 * ball).contains(1)
    assert tape.play(EXACT, {x: 1}) == [fmpq(1, 3)]
    with ctx.workprec(200):
        assert not (3 * arb(1 / 3)).contains(1)  # what a float would have done


def test_differences_and_quotients_need_no_negatives_and_no_reciprocals():
    assert sorted(_names(x - y)) == ["input", "input", "sub"]
    assert sorted(_names(x / y)) == ["div", "input", "input"]


def test_what_no_output_needs_is_not_on_the_tape():
    assert "neg" not in _names(x - y)
    assert "undefined" not in _names(Piecewise((x, Lt(x, y)), (y, True)))


def test_an_even_power_of_a_modulus_needs_no_root():
    tape = compile_tape([sympy.Abs(z) ** 2], [z])
    assert "Abs" not in [step.name for step in tape.code]
    assert tape.play(EXACT, {z: 1 + 2 * sympy.I}) == [5]


def test_a_real_expression_is_real_by_construction():
    parts = [x, sympy.Abs(z), sympy.re(z), sympy.exp(x), z, sympy.exp(z), x + sympy.I]
    assert compile_tape(parts, [x, z]).real() == (True, True, True, True, False, False, False)


def test_a_function_without_a_row_is_an_error_that_says_what_to_write():
    with pytest.raises(UnsupportedFunction, match=r"no arithmetic knows Foo\. Write the"):
        compile_tape([Function("Foo")(x)], [x])


def test_a_decimal_is_an_error_that_says_what_to_write():
    with pytest.raises(UnsupportedFunction, match="Rational"):
        compile_tape([0.1 * x], [x])


@pytest.mark.parametrize("number", [sympy.oo, sympy.Catalan])
def test_a_number_that_no_arithmetic_knows_is_an_error(number):
    with pytest.raises(UnsupportedFunction, match="no arithmetic knows"):
        compile_tape([x + number], [x])


def test_another_branch_of_the_product_logarithm_is_an_error():
    with pytest.raises(UnsupportedFunction, match="branch"):
        compile_tape([sympy.LambertW(x, -1)], [x])


def test_a_letter_that_is_no_input_is_an_error():
    with pytest.raises(ClaimError, match="y: this letter is no input"):
        compile_tape([x + y], [x])


def test_a_letter_without_a_value_is_an_error():
    with pytest.raises(ClaimError, match="y: no value"):
        compile_tape([x + y], [x, y]).play(FLOAT, {x: 1})


def test_an_expression_deeper_than_the_stack_is_no_trouble():
    tower = x
    for _ in range(3000):
        tower = sympy.Add(sympy.Mul(tower, tower, evaluate=False), 1, evaluate=False)
    tape = compile_tape([tower], [x])
    assert len(tape.code) == 2 + 2 * 3000


def test_the_expression_one_third_of_a_complex_number_is_played_in_every_arithmetic():
    tape = compile_tape([z / 3, sympy.re(z) * sympy.pi], [z])
    point = {z: 1 + sympy.I}
    assert tape.play(FLOAT, point)[0] == pytest.approx((1 + 1j) / 3)
    assert complex(tape.play(MP(30), point)[0]) == pytest.approx((1 + 1j) / 3)
    assert tape.play(EXACT, point)[0].im == fmpq(1, 3)
    with ctx.workprec(200):
        assert tape.play(BALL(64), point)[1].contains(arb.pi())


def test_an_exponent_that_is_zero_or_symbolic_keeps_its_meaning():
    plain = sympy.Pow(x, S.Zero, evaluate=False)
    assert compile_tape([plain], [x]).play(EXACT, {x: 0}) == [1]
    assert np.array_equal(compile_tape([x**y], [x, y]).play(FLOAT, {x: -2.0, y: 3})[0], -8.0)


@pytest.mark.parametrize(
    "whole",
    [sympy.atan2(z, 1), sympy.Heaviside(z), sympy.besselj(z, 1), sympy.Heaviside(x, z)],
    ids=str,
)
def test_what_is_defined_for_real_numbers_has_no_value_at_others(whole):
    tape, point = compile_tape([whole], [x, z]), {x: 0, z: sympy.I}
    assert not tape.play(BALL(64), point)[0].is_finite()
    assert np.isnan(tape.play(FLOAT, {x: np.zeros(2), z: np.full(2, 1j)})[0]).all()
    assert tape.play(EXACT, point)[0] in (None, UNDEFINED)
