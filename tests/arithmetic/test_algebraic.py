from __future__ import annotations

import pytest
import sympy
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import I, Piecewise, Rational, sqrt

from verify.arithmetic import compile_tape
from verify.arithmetic.algebraic import Algebraic
from verify.arithmetic.exact_functions import UNDEFINED
from verify.logic import Lt, Ne


def _play(constant, bits=256):
    return compile_tape([constant], ()).play(Algebraic(bits), {})[0]


def _apart(left, right):
    """Return left - right without letting SymPy look at it."""
    return sympy.Add(left, sympy.Mul(-1, right, evaluate=False), evaluate=False)


NESTED = _apart(sqrt(5 + 2 * sqrt(6)), sqrt(2) + sqrt(3))


@pytest.mark.parametrize(
    "zero",
    [
        NESTED,
        _apart(sqrt(sqrt(2) + 1) * sqrt(sqrt(2) - 1), 1),
        _apart(sympy.root(7 + 5 * sqrt(2), 3), 1 + sqrt(2)),
        _apart(sympy.GoldenRatio**5, 5 * sympy.GoldenRatio + 3),
        _apart(sqrt(3 + 4 * I), 2 + I),
        _apart(sympy.Abs(1 + sqrt(3) * I, evaluate=False), 2),
        sympy.im(sqrt(2 * I) * sqrt(-2 * I), evaluate=False),
        _apart(sympy.Max(sqrt(8), 2 * sqrt(2), evaluate=False), sqrt(8, evaluate=False)),
        _apart(1 / (sqrt(3) - sqrt(2)), sqrt(3) + sqrt(2)),
    ],
    ids=str,
)
def test_an_algebraic_zero_is_exactly_zero(zero):
    assert _play(zero).is_zero()


@pytest.mark.parametrize("exponent", [20, 100, 1000])
def test_a_number_that_is_merely_small_is_never_zero(exponent):
    nearly = NESTED + Rational(1, 10**exponent)
    for bits in (64, 128, 512, 4096):
        value = _play(nearly, bits)
        assert not value.is_zero()
        assert (value * arb(10) ** exponent).overlaps(arb(1))


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.lists(st.integers(2, 60), min_size=2, max_size=4), st.integers(0, 3))
def test_a_sum_of_square_roots_is_zero_only_when_sympy_reduces_it_to_zero(numbers, sign):
    terms = [(-1) ** (k * sign) * sqrt(n) for k, n in enumerate(numbers)]
    total = sympy.Add(*terms, evaluate=False)
    # Distinct square-free parts are independent, so SymPy's own sum is a normal form.
    assert _play(total, 1024).is_zero() == (sympy.Add(*terms) == 0)


@pytest.mark.parametrize(
    "constant",
    [
        sympy.Pow(NESTED, -1, evaluate=False),
        sympy.log(NESTED, evaluate=False),
        sqrt(_apart(sqrt(2), 2), evaluate=False),
        sympy.log(_apart(sqrt(2), 2), evaluate=False),
        1 + sympy.Pow(NESTED, -2, evaluate=False),
    ],
)
def test_what_provably_has_no_value_is_undefined(constant):
    real = compile_tape([constant], ())
    assert real.play(Algebraic(256), {})[0] is UNDEFINED


def test_an_undefined_case_that_is_not_taken_does_no_harm():
    lost = sympy.Pow(NESTED, -1, evaluate=False)
    assert _play(Piecewise((7, Lt(sqrt(2), 2)), (lost, True))) == 7
    assert _play(Piecewise((lost, Ne(NESTED, 0)), (7, True))) == 7


def test_an_undecided_condition_is_not_guessed():
    open_ = sympy.erf(1) + sympy.erfc(1) - 1
    value = _play(Piecewise((3, Lt(open_, 0)), (5, True)))
    assert value.contains(3)
    assert value.contains(5)


def test_too_few_bits_leave_a_zero_open():
    crowd = _apart(sum(sqrt(n) for n in (2, 3, 5, 7, 11, 13, 17)), 0)
    zero = _apart(sqrt(sympy.expand(crowd**2)), crowd)
    assert _play(zero, 64).contains(0)
    assert not _play(zero, 64).is_zero()
