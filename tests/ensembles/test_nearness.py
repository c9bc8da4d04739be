"""Certificates of nearness: rounding is allowed, a hair more is not."""

from fractions import Fraction

import numpy as np
import pytest
import sympy
from sympy import Rational

from verify.ensembles import nearness, normal, orthogonal, spd
from verify.ensembles.given import read
from verify.verdict import Truth


def test_an_orthogonal_matrix_off_by_1e_12_is_refuted():
    Q = orthogonal.draw(1, 5, seed=3)[0]
    Q[2, 3] += 1e-12
    assert orthogonal.certificate(Q).holds is Truth.FALSE


def test_an_exact_matrix_off_by_1e_30_is_not_orthogonal():
    hair = Rational(1, 10**30)
    R = sympy.Matrix([[3, -4], [4, 3]]) / 5
    assert orthogonal.certificate(R).distance == 0
    assert orthogonal.certificate(R * (1 + hair)).holds is Truth.FALSE


@pytest.mark.parametrize("matrix", [np.zeros((3, 3)), 2 * np.eye(3), 1e150 * np.ones((2, 2))])
def test_a_matrix_far_from_orthogonal_is_refuted(matrix):
    assert orthogonal.certificate(matrix).holds is Truth.FALSE


def test_a_complex_unitary_matrix_is_not_orthogonal():
    assert not orthogonal.certificate(np.array([[1j, 0.0], [0.0, 1.0]]))


def test_the_bound_on_the_distance_to_orthogonal_is_a_bound():
    Q = orthogonal.draw(1, 4, seed=0)[0]
    for size in (1e-14, 1e-6, 1e-2):
        A = Q + size * np.diag([1.0, -1.0, 0.5, 0.0])
        left, _, right = np.linalg.svd(A)
        distance = np.linalg.norm(A - left @ right) / 2
        assert nearness.orthogonal(A).distance >= distance * (1 - 1e-3)


def test_single_precision_is_held_to_its_own_rounding():
    Q = orthogonal.draw(1, 4, seed=0)[0]
    assert orthogonal.certificate(Q.astype(np.float32))
    assert not orthogonal.certificate(Q.astype(np.float32).astype(np.float64))


def test_half_precision_is_too_coarse_to_certify_large_matrices():
    Q = orthogonal.draw(1, 32, seed=0)[0].astype(np.float16)
    assert orthogonal.certificate(Q).holds is Truth.UNKNOWN


def test_a_normal_matrix_off_by_1e_9_is_refuted():
    A = normal.draw(1, 5, seed=4)[0]
    A[0, 4] += 1e-9
    assert normal.certificate(A).holds is Truth.FALSE


def test_a_normal_matrix_off_by_a_few_hundred_units_is_not_certified():
    A = normal.draw(1, 3, seed=4)[0]
    A[0, 2] += 2000 * 2.0**-52 * np.linalg.norm(A)
    assert not normal.certificate(A)


def test_an_exact_matrix_off_by_1e_30_is_not_normal():
    A = sympy.Matrix([[1, -2], [2, 1]])
    assert normal.certificate(A).distance == 0
    A[0, 1] += Rational(1, 10**30)
    assert normal.certificate(A).holds is Truth.FALSE


@pytest.mark.parametrize("matrix", [np.eye(4, k=1), np.array([[0.0, 1.0], [0.0, 1.0]])])
def test_a_matrix_far_from_normal_is_refuted(matrix):
    assert normal.certificate(matrix).holds is Truth.FALSE


def test_a_complex_normal_matrix_is_normal():
    U, _ = np.linalg.qr(np.array([[1.0, 2j], [3.0 + 1j, 4.0]]))
    assert normal.certificate(U @ np.diag([1.0 + 2j, -3j]) @ U.conj().T)


def test_a_repeated_eigenvalue_does_not_hide_normality():
    Q = orthogonal.draw(1, 6, seed=9)[0]
    assert normal.certificate(Q @ np.diag([1.0, 1.0, 1.0, 2.0, 2.0, 0.0]) @ Q.T)
    assert normal.certificate(np.zeros((3, 3)))


def test_a_condition_number_off_by_a_millionth_is_refuted():
    A = spd(1000).draw(1, 4, seed=1)[0]
    assert spd(1000).certificate(A)
    assert spd(Fraction(1000001, 1000)).certificate(A).holds is Truth.FALSE
    assert spd(999).certificate(A).holds is Truth.FALSE


def test_an_exact_condition_number_off_by_1e_30_is_refuted():
    A = spd(7).exact(3, seed=2)
    assert spd(7).certificate(A).distance == 0
    assert not spd(7 + Fraction(1, 10**30)).certificate(A)


def test_a_scaled_or_indefinite_matrix_has_not_the_stated_eigenvalues():
    A = spd(10).draw(1, 3, seed=1)[0]
    assert not spd(10).certificate(2 * A)
    assert not spd(10).certificate(-A)
    A[0, 1] = np.nextafter(A[0, 1], 2)
    assert not spd(10).certificate(A)  # not symmetric


def test_a_condition_number_beyond_rounding_is_unknown():
    assert spd(10**16).certificate(np.eye(2)).holds is Truth.UNKNOWN


def test_the_slack_of_exact_numbers_is_zero():
    assert read([[1, 2], [3, 4]]).slack == 0
    assert read([[1.0, 2.0], [3.0, 4.0]]).slack == Fraction(64, 2**52)
