"""Functions of matrices in each arithmetic, and where they have nothing to say."""

from __future__ import annotations

from fractions import Fraction

import flint
import numpy as np
import pytest
import scipy.linalg
from flint import fmpq

from verify.arithmetic import ball_matrices as balls
from verify.arithmetic import exact_matrices as exact
from verify.arithmetic import float_matrices as floats
from verify.arithmetic.ball_functions import NOTHING
from verify.arithmetic.exact_functions import UNDEFINED
from verify.arithmetic.gaussian import Gaussian

RNG = np.random.default_rng(5)
NAMES = ("norm2", "lognorm2", "abscissa", "radius")


def rational(rows):
    entries = [fmpq(Fraction(x).numerator, Fraction(x).denominator) for r in rows for x in r]
    return exact.matrix(*entries, len(rows), len(rows[0]))


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_the_float_exponential_is_that_of_scipy(n):
    sizes = 10.0 ** RNG.uniform(-8, 2, size=(200, 1, 1))
    A = RNG.normal(size=(200, n, n)) * sizes
    A -= 2 * np.abs(A).sum(axis=-1).max(axis=-1)[:, None, None] * np.eye(n)  # no overflow
    ours, theirs = floats.exponential(A), scipy.linalg.expm(A)
    scale = np.abs(theirs).max(axis=(1, 2), keepdims=True) + 1e-300
    assert np.max(np.abs(ours - theirs) / scale) < 1e-9


def test_a_float_exponential_that_overflows_is_nan_and_spoils_no_other():
    A = np.stack([np.eye(2) * 1e5, np.eye(2) * 1e300, np.zeros((2, 2))])
    with np.errstate(all="ignore"):
        values = floats.exponential(A)
    assert np.isnan(values[:2]).all()
    assert np.allclose(values[2], np.eye(2), rtol=1e-15)


@pytest.mark.parametrize("name", [*NAMES, "determinant"])
def test_a_matrix_with_nan_is_nan_and_spoils_no_other(name):
    A = RNG.normal(size=(3, 3, 3))
    A[1, 0, 2] = np.nan
    values = getattr(floats, name)(A)
    alone = getattr(floats, name)(A[2])
    assert np.isnan(values).tolist() == [False, True, False]
    assert values[2] == pytest.approx(float(alone), rel=1e-12)


def test_a_singular_float_inverse_is_nan_and_spoils_no_other():
    A = np.stack([np.ones((2, 2)), 2 * np.eye(2)])
    values = floats.inverse(A)
    assert np.isnan(values[0]).all()
    assert values[1].tolist() == [[0.5, 0], [0, 0.5]]


@pytest.mark.parametrize("n", [2, 3])
def test_float_eigenvalues_of_small_matrices_are_those_of_lapack(n):
    A = RNG.normal(size=(500, n, n))
    values = np.linalg.eigvals(A)
    assert np.allclose(floats.abscissa(A), values.real.max(axis=1), atol=1e-6)
    assert np.allclose(floats.radius(A), np.abs(values).max(axis=1), atol=1e-6)


@pytest.mark.parametrize("name", [*NAMES, "determinant", "inverse", "exponential"])
def test_a_ball_matrix_that_is_not_finite_says_nothing(name):
    broken = flint.acb_mat([[flint.acb("nan"), 1], [0, 1]])
    assert getattr(balls, name)(broken) is NOTHING
    assert getattr(balls, name)(NOTHING) is NOTHING


def test_balls_that_hold_a_singular_matrix_have_no_inverse():
    wide = flint.acb_mat([[flint.acb(flint.arb(1, 0.5)), 1], [1, 1]])
    assert balls.inverse(wide) is NOTHING


@pytest.mark.parametrize("name", NAMES)
def test_wide_balls_contain_the_value_of_every_matrix_in_them(name):
    A = RNG.normal(size=(3, 3))
    radius = 1e-3
    wide = flint.acb_mat([[flint.acb(flint.arb(x, radius)) for x in row] for row in A.tolist()])
    enclosure = getattr(balls, name)(wide)
    inside = A + RNG.uniform(-radius, radius, size=(200, 3, 3))
    for value in getattr(floats, name)(inside):
        assert enclosure.overlaps(flint.arb(float(value), 1e-9))


@pytest.mark.parametrize(
    ("name", "rows", "value"),
    [
        ("abscissa", [[0, 1], [-1, 0]], 0),
        ("radius", [[0, 1], [-1, 0]], 1),
        ("norm2", [[0, 1], [-1, 0]], 1),
        ("lognorm2", [[0, 1], [-1, 0]], 0),
        ("abscissa", [["1/3", 1], [0, "1/2"]], "1/2"),
        ("radius", [[0, 2], [0, 0]], 0),
        ("radius", [["3/5", "4/5"], ["-4/5", "3/5"]], 1),
        ("norm2", [[3, 0], [0, -4]], 4),
        ("norm2", [[3, 4]], 5),
        ("lognorm2", [[-1, 1], [0, -1]], "-1/2"),
        ("abscissa", [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [-1, 0, -3, 0]], None),
        ("norm2", [[1, 1], [0, 1]], None),
        ("radius", [[1, 1], [1, 0]], None),
        ("determinant", [[1, 2], [3, 4]], -2),
    ],
)
def test_exact_values_are_found_where_they_are_rational(name, rows, value):
    found = getattr(exact, name)(rational(rows))
    expected = None if value is None else fmpq(*Fraction(value).as_integer_ratio())
    assert found == expected


def test_a_rational_candidate_below_the_spectrum_is_not_its_end():
    # The eigenvalues are 1 and (1 ± sqrt(5))/2: the only rational one is not the largest.
    A = rational([[1, 0, 0], [0, 1, 1], [0, 1, 0]])
    assert exact.abscissa(A) is None
    assert exact.radius(A) is None


def test_the_exact_exponential_is_that_of_nilpotent_matrices():
    E = exact.exponential(rational([[0, 2, 0], [0, 0, 1], [0, 0, 0]]))
    assert [exact.entry(E, 0, k) for k in range(3)] == [1, 2, 1]
    assert exact.exponential(rational([[1, 0], [0, 0]])) is None


def test_an_exact_singular_inverse_is_undefined():
    assert exact.inverse(rational([[1, 2], [2, 4]])) is UNDEFINED
    inverse = exact.inverse(rational([[1, 2], [3, 4]]))
    assert exact.entry(inverse, 1, 1) == fmpq(-1, 2)


def test_a_complex_matrix_keeps_its_parts():
    A = exact.matrix(
        Gaussian(fmpq(1), fmpq(1, 2)), fmpq(0), fmpq(0), Gaussian(fmpq(0), fmpq(1)), 2, 2
    )
    assert exact.entry(A, 0, 0) == Gaussian(fmpq(1), fmpq(1, 2))
    assert exact.entry(A, 0, 1) == 0
    assert exact.lognorm2(A) == 1
    assert exact.compare_radius(A, Fraction(1)) == 1


def test_a_complex_gram_matrix_is_hermitian_with_the_squares_of_singular_values():
    entries = [Gaussian(fmpq(a), fmpq(b)) for a, b in ((1, 2), (0, 1), (3, 0), (1, -1))]
    G = exact.gram(exact.matrix(*entries, 2, 2))
    assert G.hermitian()
    A = np.array([[1 + 2j, 1j], [3, 1 - 1j]])
    largest = np.linalg.norm(A, 2) ** 2
    assert exact.compare_hermitian(G, Fraction(largest) + Fraction(1, 1000)) == -1
    assert exact.compare_hermitian(G, Fraction(largest) - Fraction(1, 1000)) == 1
