from fractions import Fraction

import flint
import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from verify.linalg.matrices import MatrixError, exact, stack, symmetric


def test_a_float_is_the_dyadic_rational_it_stores():
    entry = exact([[0.1]]).rational[0, 0]
    assert Fraction(int(entry.p), int(entry.q)) == Fraction(0.1) != Fraction(1, 10)


@pytest.mark.parametrize(
    "form",
    [
        [["1/2", 3], [0, -1]],
        [[Fraction(1, 2), 3.0], [0.0, -1]],
        np.array([[0.5, 3], [0, -1]]),
        np.array([[0.5, 3], [0, -1]], dtype=np.float32),
        np.array([[0.5 + 0j, 3], [0, -1]]),
        sympy.Matrix([[sympy.Rational(1, 2), 3], [0, -1]]),
        mpmath.matrix([[mpmath.mpf(1) / 2, 3], [0, -1]]),
        flint.fmpq_mat([[flint.fmpq(1, 2), 3], [0, -1]]),
        flint.acb_mat([[flint.acb(0.5), 3], [0, -1]]),
    ],
)
def test_every_form_of_a_matrix_is_read_alike(form):
    assert exact(form).rational == flint.fmpq_mat([[flint.fmpq(1, 2), 3], [0, -1]])


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=4, max_size=4))
def test_floats_of_any_size_are_read_exactly(entries):
    matrix = exact(np.array(entries).reshape(2, 2)).rational
    read = [Fraction(int(entry.p), int(entry.q)) for entry in matrix.entries()]
    assert read == [Fraction(entry) for entry in entries]


def test_imaginary_parts_are_read_exactly():
    matrix = exact([[1 + 0.5j, sympy.I / 3], [0, 2]])
    assert matrix.denominator == 6
    assert matrix.imag == flint.fmpz_mat([[3, 2], [0, 0]])
    assert not matrix.hermitian()
    assert exact([[1, 1j], [-1j, 2]]).hermitian()


def test_balls_of_an_exact_matrix_hold_it():
    third = exact([["1/3"]]).balls(64)[0, 0].real
    with flint.ctx.workprec(300):
        assert third.contains(flint.arb(flint.fmpq(1, 3)))
    assert third.rad() > 0


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        ([[1, 2]], "square"),
        ([], "rows"),
        ([[]], "rows"),
        ([[1, 2], [3]], "rows"),
        ([1, 2], "rows"),
        ("12", "rows"),
        ([[float("nan")]], "finite"),
        (np.array([[np.inf]]), "finite"),
        ([[mpmath.mpf("inf")]], "finite"),
        ([["x"]], "exact"),
        ([[sympy.sqrt(2)]], "exact"),
        ([[sympy.Symbol("a")]], "exact"),
        ([[flint.arb(1, 0.5)]], "balls"),
        (np.zeros((2, 2, 2)), "axes"),
        ([[None]], "exact"),
    ],
)
def test_a_bad_matrix_is_an_error_with_the_rule(bad, word):
    with pytest.raises(MatrixError, match=word):
        exact(bad)


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (np.zeros((3, 2)), "square"),
        (np.zeros((5, 0, 0)), "one row"),
        (np.zeros(4), "one row"),
        (np.array([[[1.0]], [[np.nan]]]), r"\(1, 0, 0\)"),
        (np.array([[np.inf, 0], [0, -np.inf]]), "finite"),
        ([[10**400]], "range of floats"),
    ],
)
def test_a_bad_stack_is_an_error_with_the_place(bad, word):
    with pytest.raises(MatrixError, match=word):
        stack(bad)


def test_a_stack_whose_sum_overflows_is_still_finite():
    assert stack(np.full((2, 2), 1.7e308)).shape == (2, 2)


def test_a_matrix_that_is_symmetric_but_for_one_unit_is_refused():
    S = np.array([[1.0, 2.0], [np.nextafter(2.0, 3.0), 1.0]])
    with pytest.raises(MatrixError, match="mirror"):
        symmetric(S, "S")
    assert symmetric(S + S.T, "S") is not None
