from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import sympy
from sympy import And, I, Not, Or, Piecewise, Rational

from tests.arithmetic.corpus import CORPUS
from verify.arithmetic import FLOAT, Margins, compile_tape
from verify.arithmetic.functions import _MATRICES, FUNCTIONS
from verify.arithmetic.gradient import value_and_gradient
from verify.logic import Eq, Ge, Gt, Le, Lt, Ne
from verify.notation import complex_number, real

x, y = real("x y")
z = complex_number("z")

# Flat almost everywhere, conditions, constants: nothing to differentiate.
_FLAT = {"sign", "Heaviside", "less", "less_equal", "equal", "unequal", "and", "or", "not"}
_FLAT |= {"truth", "certainty", "pi", "e", "euler_gamma", "golden_ratio", "i", "undefined"}


def _margin(tree, **columns):
    letters = sorted(tree.free_symbols, key=str)
    return Margins(tree, letters).at({letter: columns[letter.name] for letter in letters})


@pytest.mark.parametrize(
    ("tree", "margin"),
    [
        (Lt(x, y), [2, 0, -3]),
        (Le(x, y), [2, 0, -3]),
        (Gt(x, y), [-2, 0, 3]),
        (Ge(x, y), [-2, 0, 3]),
        (Eq(x, y), [-2, 0, -3]),
        (Ne(x, y), [2, 0, 3]),
        (Not(Lt(x, y), evaluate=False), [-2, 0, 3]),
        (And(Lt(x, y), Lt(x, 2), evaluate=False), [1, 0, -3]),
        (Or(Lt(x, y), Lt(x, 2), evaluate=False), [2, 2, -2]),
        (sympy.Implies(Lt(x, 2), Lt(x, y), evaluate=False), [2, 0, 2]),
    ],
)
def test_a_margin_is_the_room_left_before_a_statement_fails(tree, margin):
    columns = {"x": np.array([1.0, 0.0, 4.0]), "y": np.array([3.0, 0.0, 1.0])}
    assert np.array_equal(_margin(tree, **columns), margin)


def test_an_undefined_margin_is_nan_and_neither_good_nor_bad():
    columns = np.array([0.0, 1.0, -1.0])
    assert np.isnan(_margin(Lt(1 / x, 2), x=columns)).tolist() == [True, False, False]
    assert np.isnan(_margin(Lt(sympy.sqrt(x), 2), x=columns)).tolist() == [False, False, True]
    assert np.isnan(_margin(Eq(sympy.log(x), 2), x=columns)).tolist() == [True, False, True]


def test_a_margin_of_complex_order_is_nan_unless_the_number_is_real_up_to_rounding():
    values = np.array([1 + 1j, 1 + 0j])
    assert np.isnan(_margin(Lt(z, 2), z=values)).tolist() == [True, False]
    assert _margin(Lt(z * sympy.conjugate(z), 3), z=values).tolist() == [1, 2]


def test_a_margin_without_a_letter_is_infinite_when_the_statement_is_settled():
    assert _margin(sympy.true) == np.inf
    assert _margin(sympy.false) == -np.inf


def test_scalars_and_batches_mix():
    assert _margin(Lt(x, y), x=np.zeros(3), y=1.0).tolist() == [1, 1, 1]
    margin, slope = Margins(Lt(x, y), [x, y]).gradient({x: np.zeros(3), y: 1})
    assert margin.shape == (3,)
    assert slope.tolist() == [[-1, -1, -1], [1, 1, 1]]


def test_the_gradient_of_a_conjunction_is_that_of_its_smallest_part():
    tree = And(Lt(x**2, 10), Lt(y, 5), evaluate=False)
    margin, slope = Margins(tree, [x, y]).gradient({x: [3.0, 1.0], y: [0.0, 4.0]})
    assert margin.tolist() == [1, 1]
    assert slope.tolist() == [[-6, 0], [0, -1]]


def test_an_infinite_slope_outside_the_chosen_branch_does_no_harm():
    tree = Lt(Piecewise((sympy.sqrt(x), Gt(x, 0)), (x, True)), 1)
    _, slope = Margins(tree, [x]).gradient({x: [0.0, -1.0, 4.0]})
    assert slope.tolist() == [[-1, -1, -0.25]]


def test_the_gradient_is_nan_where_the_margin_is():
    _, slope = Margins(Lt(1 / x, 1), [x]).gradient({x: [0.0, 1.0]})
    assert np.isnan(slope).tolist() == [[True, False]]


def _differentiable():
    """Yield real expressions that vary smoothly around their point, parameters fixed."""
    for expression, point in CORPUS:
        if expression.atoms(sympy.Eq, sympy.Ne) or _has_moving_parameters(expression):
            continue
        if expression.is_extended_real:
            yield expression, point
        else:
            yield sympy.re(expression, evaluate=False), point
            yield sympy.im(expression, evaluate=False), point


def _has_moving_parameters(expression):
    return any(f.args[0].free_symbols for f in expression.atoms(sympy.hyper))


CASES = list(_differentiable())


def _differences(expression, point):
    """Return (gradient by the tape, gradient by central differences), letter by letter."""
    letters = sorted(expression.free_symbols, key=str)
    tape = compile_tape([expression], letters)
    start = [np.atleast_1d(np.asarray(complex(point[v]), complex)) for v in letters]
    start = [v.real if s.is_extended_real else v for v, s in zip(start, letters, strict=True)]
    _, slope = value_and_gradient(tape, start)
    step = 2.0**-17
    for k, letter in enumerate(letters):
        for turn in (1,) if letter.is_extended_real else (1, 1j):
            ahead, behind = list(start), list(start)
            ahead[k], behind[k] = start[k] + step * turn, start[k] - step * turn
            rise = _value(tape, letters, ahead) - _value(tape, letters, behind)
            taken = slope[k][0].real if turn == 1 else slope[k][0].imag
            yield taken, rise / (2 * step)


def _value(tape, letters, values):
    return float(np.real(tape.play(FLOAT, dict(zip(letters, values, strict=True)))[0][0]))


@pytest.mark.parametrize(("expression", "point"), CASES, ids=[str(e) for e, _ in CASES])
def test_the_gradient_is_the_slope_of_central_differences(expression, point):
    for taken, measured in _differences(expression, point):
        assert taken == pytest.approx(measured, rel=2e-5, abs=2e-5)


def test_every_row_that_varies_has_slopes_and_is_differentiated_here():
    seen = {s.name for e, p in CASES for s in compile_tape([e], list(p)).code}
    varying = {name for name, row in FUNCTIONS.items() if row.slopes is not None}
    of_matrices = set(_MATRICES)  # by differences
    assert of_matrices <= seen
    assert set(FUNCTIONS) - varying - of_matrices <= _FLAT
    assert varying - seen == {"ordered", "embed"}


def test_a_wrong_slope_is_caught_by_central_differences(monkeypatch):
    monkeypatch.setitem(
        FUNCTIONS, "tanh", replace(FUNCTIONS["tanh"], slopes=FUNCTIONS["sinh"].slopes)
    )
    pairs = list(_differences(sympy.tanh(x * y), {x: Rational(1, 2), y: Rational(2)}))
    assert any(abs(taken - measured) > 1e-3 for taken, measured in pairs)


def test_the_slope_in_a_parameter_is_unknown_and_not_zero():
    tree = Lt(sympy.hyper((x,), (2,), y), 1)
    _, slope = Margins(tree, [x, y]).gradient({x: [0.5], y: [0.5]})
    assert np.isnan(slope[:, 0]).tolist() == [True, False]


def test_complex_letters_have_slopes_in_both_directions():
    _, slope = Margins(Le(sympy.Abs(z - I), 9), [z]).gradient({z: [3.0 + 5.0j]})
    assert slope[0][0] == pytest.approx(-(3 + 4j) / 5)
