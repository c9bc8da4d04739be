"""Published facts about the HiPPO matrices, exactly; and lies about them."""

import math
from fractions import Fraction

import flint
import numpy as np
import pytest
import sympy

from verify.ensembles import (
    lagt,
    lagt_integer,
    legs,
    legs_integer,
    legt,
    legt_integer,
)
from verify.ensembles.hippo import LAGT, LEGS, LEGT, input_vector
from verify.ensembles.structure import scalar
from verify.linalg.matrices import MatrixError

PUBLISHED = {"LegS": legs, "LegT": legt, "LagT": lagt}


def product(roots):
    result = flint.fmpq_poly([1])
    for root in roots:
        result *= flint.fmpq_poly([-root, 1])
    return result


def roots_of_scale(measure, n):
    return sympy.Matrix([sympy.sqrt(measure.scale(k)) for k in range(n)])


def plain(name, n):
    """Return the published matrix as the papers print it, in plain NumPy."""
    i, j = np.indices((n, n))
    if name == "LagT":
        return -np.tril(np.ones((n, n))) + np.eye(n) / 2
    root = np.sqrt((2.0 * i + 1) * (2.0 * j + 1))
    if name == "LegT":
        return -root * np.where(i >= j, 1.0, (-1.0) ** (i - j))
    return -np.where(i > j, root, np.where(i == j, i + 1.0, 0.0))


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("n", [1, 2, 7, 30])
def test_published_matrices_are_those_of_the_papers(name, n):
    assert np.allclose(PUBLISHED[name].draw(1, n, 0)[0], plain(name, n), rtol=1e-15, atol=0)
    exact = np.array(PUBLISHED[name].exact(min(n, 6), 0).evalf(20), dtype=float)
    assert np.allclose(exact, plain(name, min(n, 6)), rtol=1e-15, atol=0)


@pytest.mark.parametrize("n", [1, 2, 8, 32, 64])
def test_the_spectrum_of_legs_is_minus_1_to_minus_n(n):
    expected = product(range(-n, 0))
    assert LEGS.rational(n).charpoly() == expected
    A = legs_integer.draw(1, n, seed=n)[0]
    assert flint.fmpq_mat([[int(x) for x in row] for row in A]).charpoly() == expected


def test_the_eigenvectors_of_the_integer_form_of_legs_are_binomials():
    n = 16
    V = flint.fmpq_mat(
        [
            [(-1) ** (i - j) * math.comb(i + j, i - j) if i >= j else 0 for j in range(n)]
            for i in range(n)
        ]
    )
    D = flint.fmpq_mat([[-(i + 1) if i == j else 0 for j in range(n)] for i in range(n)])
    assert LEGS.rational(n) * V == V * D


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_the_symmetric_part_of_legs_is_minus_identity_minus_a_square(n):
    A, q = legs.exact(n, 0), roots_of_scale(LEGS, n)
    assert -(sympy.eye(n) + q * q.T) == A + A.T


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_the_symmetric_part_of_legt_is_minus_two_squares_and_has_rank_two(n):
    A, q = legt.exact(n, 0), roots_of_scale(LEGT, n)
    alternating = sympy.Matrix([(-1) ** k * q[k] for k in range(n)])
    assert -(q * q.T + alternating * alternating.T) == A + A.T
    assert (A + A.T).rank() == min(n, 2)


@pytest.mark.parametrize("n", [1, 2, 3, 40])
def test_the_symmetric_part_of_lagt_is_minus_one_square_and_has_rank_one(n):
    M = LAGT.rational(n)
    assert M + M.transpose() == flint.fmpq_mat([[-1] * n] * n)
    assert (M + M.transpose()).rank() == 1


@pytest.mark.parametrize("n", [1, 2, 5, 24])
def test_the_characteristic_polynomial_of_legt_is_a_pade_denominator(n):
    coefficients = [
        math.factorial(2 * n - 1 - j) // math.factorial(n - 1) * math.comb(n, j)
        for j in range(n + 1)
    ]
    assert LEGT.rational(n).charpoly() == flint.fmpq_poly(coefficients)


@pytest.mark.parametrize("n", [1, 2, 5, 12])
def test_lagt_is_one_jordan_block_at_minus_a_half(n):
    shifted = LAGT.rational(n) + scalar(flint.fmpq(1, 2), n)
    assert shifted.rank() == n - 1
    assert LAGT.rational(n).charpoly() == product([flint.fmpq(-1, 2)] * n)


def test_the_input_vector_holds_the_square_roots():
    assert np.array_equal(input_vector(LEGS, 3), np.sqrt([1.0, 3.0, 5.0]))
    assert np.array_equal(input_vector(LAGT, 3), np.ones(3))


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_matrix_with_one_entry_wrong_is_rejected(name):
    ensemble = PUBLISHED[name]
    for factor in (1 + 2.0**-48, -1.0, 0.0):
        A = ensemble.draw(1, 5, 0)[0]
        A[3, 2] *= factor
        assert not ensemble.certificate(A)
    assert not ensemble.certificate(ensemble.draw(1, 5, 0)[0].T)
    assert not ensemble.certificate(-ensemble.draw(1, 5, 0)[0])
    assert not ensemble.certificate(ensemble.draw(1, 5, 0)[0] + 1e-300j)


def test_an_entry_above_the_diagonal_of_legs_is_exactly_zero():
    A = legs.draw(1, 4, 0)[0]
    A[0, 3] = 1e-300
    assert not legs.certificate(A)


def test_a_square_root_replaced_by_a_near_rational_is_rejected():
    A = legs.exact(3, 0).as_mutable()
    A[2, 1] = -sympy.Rational(3872983346207417, 10**15)  # √15 to sixteen digits
    assert not legs.certificate(A)


def test_an_empty_exact_matrix_is_an_error():
    with pytest.raises(MatrixError):
        legs.certificate(sympy.zeros(0, 0))


@pytest.mark.parametrize("ensemble", [legs_integer, legt_integer, lagt_integer])
def test_an_integer_form_with_one_unit_more_is_rejected(ensemble):
    A = ensemble.draw(1, 8, seed=1)[0]
    assert ensemble.certificate(A).distance == 0
    A[0, 7] += 1.0
    assert not ensemble.certificate(A)


def test_the_right_spectrum_without_the_jordan_block_is_not_lagt():
    assert not lagt_integer.certificate(sympy.eye(4) * Fraction(-1, 2))


def test_lapack_reads_the_triangle_right_and_the_integer_form_wrong():
    n = 32
    expected = np.arange(-n, 0.0)
    triangular = np.sort(np.linalg.eigvals(legs.draw(1, n, 0)[0]).real)
    assert np.array_equal(triangular, expected)
    A = legs_integer.draw(1, n, 0)[0]
    assert legs_integer.certificate(A)
    found = np.linalg.eigvals(A)
    assert max(np.abs(found - value).min() for value in expected) > 1
