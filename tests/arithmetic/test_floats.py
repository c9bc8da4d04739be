from __future__ import annotations

import numpy as np
import pytest
import sympy
from sympy import Piecewise, Rational

from verify.arithmetic import FLOAT, compile_tape
from verify.arithmetic.floats import SLICE
from verify.logic import Eq, Lt
from verify.notation import complex_number, real

x, y = real("x y")
z = complex_number("z")


def _play(expression, **columns):
    letters = sorted(expression.free_symbols, key=str)
    values = {letter: columns[letter.name] for letter in letters}
    return compile_tape([expression], letters).play(FLOAT, values)[0]


def test_arrays_and_numbers_broadcast():
    table = _play(x + y, x=np.arange(3)[:, None], y=np.arange(2))
    assert table.tolist() == [[0, 1], [1, 2], [2, 3]]
    assert _play(x + y, x=[0.0, 1.0], y=Rational(1, 2)).tolist() == [0.5, 1.5]


def test_a_constant_takes_the_shape_of_the_batch():
    tape = compile_tape([sympy.pi, x], [x])
    assert tape.play(FLOAT, {x: np.zeros(4)})[0].shape == (4,)


def test_a_real_tape_stays_real():
    assert _play(sympy.sqrt(x), x=[-1.0, 4.0]).dtype == float


def test_a_complex_letter_is_complex_even_at_real_values():
    assert _play(sympy.sqrt(z), z=[-1.0, 4.0]).tolist() == [1j, 2]


def test_exact_numbers_of_sympy_enter_a_batch():
    assert _play(x + 1, x=[Rational(1, 2), sympy.sqrt(4)]).tolist() == [1.5, 3]
    assert _play(z, z=[Rational(1, 2), 2 + sympy.I]).tolist() == [0.5, 2 + 1j]


def test_long_batches_are_those_of_short_ones_end_to_end():
    draw = np.random.default_rng(0)
    columns = {x: draw.normal(size=3 * SLICE + 7), y: 2.0}
    tape = compile_tape([sympy.exp(x) * y / 3, sympy.Max(x, y), y], [x, y])
    pieces = [tape.play(FLOAT, {x: part, y: 2.0}) for part in np.split(columns[x], [100, 9000])]
    for k, whole in enumerate(tape.play(FLOAT, columns)):
        assert np.array_equal(whole, np.concatenate([piece[k] for piece in pieces]))


def test_the_values_of_the_caller_are_left_alone():
    columns = np.linspace(0, 1, 2 * SLICE)
    before = columns.copy()
    _play(x**2 + sympy.exp(x) / x, x=columns)
    assert np.array_equal(columns, before)


def test_a_result_is_no_view_of_the_callers_values():
    columns = np.zeros(3)
    result = _play(sympy.re(z), z=columns)
    result += 1
    assert columns.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    "expression",
    [1 / x, sympy.log(x), x**-2, sympy.exp(-1 / x**2), sympy.atan2(x, x), Lt(1 / x, 1)],
)
def test_division_by_zero_is_nan_and_never_infinite(expression):
    if expression.is_Relational:
        expression = Piecewise((1, expression), (2, True))
    value = _play(expression, x=[0.0, 1.0])
    assert np.isnan(value).tolist() == [True, False]


def test_an_overflow_is_infinite_and_not_undefined():
    assert _play(1 / (1 + sympy.exp(x)), x=[1e4]).tolist() == [0]
    assert _play(sympy.exp(x), x=[1e4]).tolist() == [np.inf]


def test_nan_goes_through_conditions():
    case = Piecewise((1, Lt(x, 0)), (2, True))
    assert np.isnan(_play(case, x=[np.nan, 1.0])).tolist() == [True, False]
    both = Piecewise((1, sympy.And(Lt(x, 0), Lt(y, 0))), (2, Eq(x, x + 1) | True))
    assert np.isnan(_play(both, x=[np.nan, 1.0], y=0)).tolist() == [True, False]


def test_a_number_beyond_all_floats_is_nan():
    assert np.isnan(_play(x + sympy.Integer(10) ** 400, x=0.0))
