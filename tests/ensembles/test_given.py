"""Reading a matrix loses nothing; norms and roots are exact or rounded upwards."""

from fractions import Fraction

import flint
import numpy as np
import pytest
import sympy
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from verify.ensembles.given import (
    rational,
    read,
    root_above,
    rounded,
    square_norm,
    symbolic,
    upper_root,
)
from verify.linalg.matrices import MatrixError


def test_a_float_is_read_as_the_dyadic_rational_it_stores():
    assert read([[0.1]]).matrix[0, 0] == flint.fmpq(3602879701896397, 2**55)
    assert read([[Fraction(1, 10)]]).matrix[0, 0] == flint.fmpq(1, 10)


def test_floats_are_read_and_rounded_back_to_themselves():
    A = np.random.default_rng(0).standard_normal((4, 4)) * 10.0 ** np.arange(-6, 10, 4)
    assert np.array_equal(rounded(read(A).matrices[0]), A)
    assert np.array_equal(rounded(read(A + 1j * A.T).matrices[0]), A + 1j * A.T)


def test_the_real_form_of_a_complex_matrix_is_twice_as_large():
    real_form = read(np.array([[1 + 2j]])).matrix
    assert real_form == flint.fmpq_mat([[1, -2], [2, 1]])


def test_the_unit_is_that_of_the_arithmetic():
    assert read(np.eye(2, dtype=np.float32)).unit == Fraction(1, 2**23)
    assert read(np.eye(2)).unit == Fraction(1, 2**52)
    assert read(np.eye(2, dtype=int)).unit == 0
    assert read(sympy.eye(2)).unit == 0


@for_all(st.fractions(min_value=0))
@settings(database=None, derandomize=True, max_examples=60)
def test_the_upper_root_is_an_upper_root_and_a_tight_one(square):
    root = Fraction(upper_root(square))
    assert root**2 >= square
    assert root**2 <= square * (1 + Fraction(1, 2**38))


@pytest.mark.parametrize("exponent", [-1000, -300, 0, 300, 1000])
def test_the_upper_root_holds_at_extreme_scales(exponent):
    square = Fraction(2) ** exponent * 3
    assert Fraction(upper_root(square)) ** 2 >= square


def test_a_root_beyond_the_floats_is_infinite_above_and_finite_exactly():
    square = Fraction(10) ** 1000
    assert upper_root(square) == float("inf")
    assert root_above(square) >= 10**500


def test_the_square_norm_is_exact():
    assert square_norm(flint.fmpq_mat([[flint.fmpq(1, 3), 2]])) == Fraction(37, 9)


def test_a_rational_matrix_becomes_a_sympy_matrix():
    A = symbolic(flint.fmpq_mat([[flint.fmpq(1, 3)]]), flint.fmpq_mat([[2]]))
    assert sympy.Matrix([[sympy.Rational(1, 3) + 2 * sympy.I]]) == A


@pytest.mark.parametrize("value", [0.1, "1/3", True, None, 1j, float("nan")])
def test_a_parameter_that_is_no_exact_number_is_an_error(value):
    with pytest.raises(MatrixError, match="Fraction"):
        rational(value, "condition")


def test_exact_parameters_are_read():
    for value in (3, Fraction(1, 3), sympy.Rational(1, 3), flint.fmpq(1, 3), np.int64(3)):
        assert rational(value, "it") in (3, Fraction(1, 3))
    with pytest.raises(MatrixError, match="at least 1"):
        rational(Fraction(1, 2), "condition", least=1)
