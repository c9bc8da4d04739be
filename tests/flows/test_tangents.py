import flint
import pytest
import sympy
from flint import arb

from verify import real
from verify.arithmetic import compile_tape
from verify.arithmetic.balls import BALL
from verify.errors import UnsupportedFunction
from verify.flows.tangents import tangents

x, y = real("x y")
POINT = {x: sympy.Rational(2, 5), y: sympy.Rational(5, 7)}
EXPRESSIONS = [
    x + 3 * y - 2,
    x * y * (x - y),
    (x + y) / (1 + x * y),
    x**5 - 4 / y**3,
    sympy.sqrt(x + y),
    (x * y) ** sympy.Rational(2, 3),
    x**y,
    sympy.exp(-x * y),
    sympy.log(x + y**2),
    sympy.sin(x) * sympy.cos(x * y),
    sympy.tan(x + y) + sympy.tanh(x - y),
    sympy.sinh(x) + sympy.cosh(x * y),
    sympy.atan(x / y),
    sympy.pi * x + sympy.E * y,
    sympy.sech(x) + sympy.cot(y),
]


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_the_derivatives_are_those_of_sympy(expression):
    ours = tangents(compile_tape([expression], (x, y))).slopes
    theirs = compile_tape([sympy.diff(expression, letter) for letter in (x, y)], (x, y))
    with flint.ctx.workprec(128):
        pairs = zip(ours.play(BALL(128), POINT), theirs.play(BALL(128), POINT), strict=True)
        for found, wanted in pairs:
            assert abs(found - wanted) < arb(10) ** -30


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_a_value_and_its_derivatives_are_played_together(expression):
    tape = compile_tape([expression], (x, y))
    found, ball = tangents(tape), BALL(128)
    apart = tape.play(ball, POINT) + found.slopes.play(ball, POINT)
    together = found.both.play(ball, POINT)
    assert len(found.both.code) <= len(tape.code) + len(found.slopes.code)
    with flint.ctx.workprec(128):
        for one, other in zip(together, apart, strict=True):
            assert abs(one - other) < arb(10) ** -30


def test_a_letter_that_is_not_there_has_a_derivative_known_to_be_zero():
    moving = tangents(compile_tape([sympy.sin(x), x * y, sympy.Integer(3)], (x, y))).moving
    assert moving == (True, False, True, True, False, False)


def test_an_operation_without_a_derivative_is_an_error():
    with pytest.raises(UnsupportedFunction, match="analytic"):
        tangents(compile_tape([sympy.Abs(x)], (x,)))


def test_a_constant_of_any_kind_has_no_derivative():
    moving = tangents(compile_tape([sympy.Abs(sympy.sqrt(2) - 2) + x], (x,))).moving
    assert moving == (True,)
