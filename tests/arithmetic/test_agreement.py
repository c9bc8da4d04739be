"""Random expressions: the arithmetics agree wherever the expression has a value."""

from __future__ import annotations

import mpmath
import numpy as np
import sympy
from flint import acb
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sympy import Piecewise, Rational

from tests.arithmetic.agreement import disagreements, makes_up_a_value
from verify.arithmetic import BALL, EXACT, FLOAT, MP, compile_tape
from verify.arithmetic.exact_functions import UNDEFINED
from verify.logic import Le, Lt
from verify.notation import complex_number, real

x, y = real("x y")
z = complex_number("z")

# No shrinking: it would rebuild SymPy trees for minutes, and the trees are small anyway.
_QUIET = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "phases": (Phase.explicit, Phase.generate),
}
_numbers = st.fractions(-4, 4, max_denominator=12).map(
    lambda f: Rational(f.numerator, f.denominator)
)


def _quotient(u, v):
    return u if v == 0 else u / v


def _cases(u, v):
    return Piecewise((u, Lt(u, v)), (v / 2, Le(v, 1)), (u * v, True), evaluate=False)


_ONE = [
    sympy.sin,
    sympy.cos,
    sympy.atan,
    sympy.tanh,
    sympy.asinh,
    sympy.erf,
    sympy.Abs,
    sympy.re,
    sympy.conjugate,
    lambda u: sympy.exp(sympy.tanh(u)),
    lambda u: sympy.log(2 + sympy.Abs(u)),
    lambda u: sympy.sqrt(sympy.Abs(u)),
    lambda u: u**3,
    lambda u: _quotient(1, u),
    lambda u: -u,
]
_TWO = [sympy.Add, sympy.Mul, lambda u, v: u - v, _quotient]
_REAL_TWO = [
    *_TWO,
    lambda u, v: sympy.Max(u, v, evaluate=False),
    lambda u, v: sympy.Min(u, v, evaluate=False),
    _cases,
]


def _applied(choice):
    """Return function(*parts), or the first part where SymPy sees that there is no value."""
    function, *parts = choice
    try:
        value = sympy.sympify(function(*parts))
    except TypeError:  # SymPy compares 1/0 while it builds the cases
        return parts[0]
    return parts[0] if value.has(sympy.zoo, sympy.nan, sympy.oo) else value


def _expressions(letters, pairs):
    def larger(smaller):
        one = st.tuples(st.sampled_from(_ONE), smaller).map(_applied)
        two = st.tuples(st.sampled_from(pairs), smaller, smaller).map(_applied)
        return one | two

    return st.recursive(st.sampled_from(letters) | _numbers, larger, max_leaves=6)


def _law(expression, point):
    """Check the agreement; where digits find no value, nobody may claim an exact one."""
    tape = compile_tape([expression], list(point))
    digits = tape.play(MP(80), point)[0]
    if mpmath.isnan(digits):
        assert tape.play(EXACT, point)[0] in (None, UNDEFINED)
        assert not tape.play(BALL(320), point)[0].is_finite()
        return
    if _is_ill_conditioned(tape, point):
        return
    assert list(disagreements(expression, point)) == []


def _is_ill_conditioned(tape, point):
    """Tell whether rounding the operands to floats may move the value or cross a jump."""
    ball = tape.play(BALL(53), point)[0]
    if not ball.is_finite() or not tape.play(BALL(320), point)[0].is_finite():
        return True
    wide = max(acb(ball).real.rad(), acb(ball).imag.rad())
    return not wide < 1e-11 * max(1.0, float(abs(acb(ball)).mid()))


@settings(max_examples=120, **_QUIET)
@given(_expressions([x, y], _REAL_TWO), _numbers, _numbers)
def test_random_real_expressions_agree(expression, a, b):
    _law(expression, {x: a, y: b})


@settings(max_examples=80, **_QUIET)
@given(_expressions([x, z], _TWO), _numbers, _numbers, _numbers)
def test_random_complex_expressions_agree(expression, a, b, c):
    _law(expression, {x: a, z: b + c * sympy.I})


@settings(max_examples=60, **_QUIET)
@given(_expressions([x, y], _REAL_TWO), _numbers)
def test_division_by_a_difference_that_vanishes_has_no_value(expression, a):
    quotient = sympy.Mul(expression, 1 / (x - y), evaluate=False)
    assert list(makes_up_a_value(quotient, {x: a, y: a})) == []


@settings(max_examples=60, **_QUIET)
@given(_expressions([x, y], _REAL_TWO), st.lists(_numbers, min_size=2, max_size=5))
def test_a_batch_is_its_points_one_by_one(expression, numbers):
    tape = compile_tape([expression], [x, y])
    columns = {x: np.array(numbers, dtype=float), y: 0.5}
    batch = tape.play(FLOAT, columns)[0]
    for k, value in enumerate(columns[x]):
        once = tape.play(FLOAT, {x: value, y: 0.5})[0]
        # The vectorized and the scalar loops of NumPy may differ in the last bits.
        assert np.allclose(batch[k], once, rtol=1e-9, atol=1e-9, equal_nan=True)
