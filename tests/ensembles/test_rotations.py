"""Haar's law by its moments, normal and far-from-normal matrices."""

import numpy as np
import pytest

from tests.ensembles.statistics import mean_agrees
from verify.ensembles import non_normal, normal, orthogonal, skew

COUNT, N = 40_000, 3


@pytest.fixture(scope="module")
def rotations():
    return orthogonal.draw(COUNT, N, seed=1)


def test_haar_entries_have_the_exact_second_and_fourth_moments(rotations):
    assert mean_agrees(rotations[:, 0, 0] ** 2, 1 / N, 1)
    assert mean_agrees(rotations[:, 2, 1] ** 4, 3 / (N * (N + 2)), 1)
    products = rotations[:, 0, 0] ** 2 * rotations[:, 1, 1] ** 2
    assert mean_agrees(products, (N + 1) / ((N - 1) * N * (N + 2)), 1)


def test_haar_traces_have_mean_zero_and_variance_one(rotations):
    trace = np.trace(rotations, axis1=1, axis2=2)
    assert mean_agrees(trace, 0, 2 * N)
    assert mean_agrees(trace**2, 1, N**2)


def test_both_determinants_are_equally_likely(rotations):
    assert mean_agrees(np.sign(np.linalg.det(rotations)), 0, 2)


def test_the_law_does_not_change_when_turned(rotations):
    turn = orthogonal.draw(1, N, seed=99)[0]
    assert mean_agrees((turn @ rotations)[:, 0, 0] ** 4, 3 / (N * (N + 2)), 1)


def test_householder_qr_without_the_signs_is_caught():
    G = np.random.default_rng(1).standard_normal((COUNT, N, N))
    Q, _ = np.linalg.qr(G)
    assert not mean_agrees(np.trace(Q, axis1=1, axis2=2), 0, 2 * N)


def test_size_one_is_a_fair_sign():
    Q = orthogonal.draw(COUNT, 1, seed=2)[:, 0, 0]
    assert set(Q) == {-1.0, 1.0}
    assert mean_agrees(Q, 0, 2)


def test_exact_orthogonal_draws_have_both_determinants():
    determinants = {orthogonal.exact(3, seed).det() for seed in range(12)}
    assert determinants == {-1, 1}


def test_skew_draws_have_imaginary_eigenvalues():
    assert np.abs(np.linalg.eigvals(skew.draw(50, 5, seed=0)).real).max() < 1e-13


def test_normal_draws_have_real_and_complex_eigenvalues():
    eigenvalues = np.linalg.eigvals(normal.draw(50, 5, seed=0))
    complex_ones = (np.abs(eigenvalues.imag) > 1e-9).sum(axis=1)
    assert set(complex_ones) == {0, 2, 4}


def test_normal_matrices_are_not_far_from_normal_and_conversely():
    for n in (2, 3, 6):
        assert not non_normal.certificate(normal.draw(1, n, seed=n)[0])
        assert not normal.certificate(non_normal.draw(1, n, seed=n)[0])
        assert not normal.certificate(non_normal.exact(n, seed=n))


def test_every_one_of_many_non_normal_draws_is_certified():
    for n in (2, 3, 10):
        assert all(non_normal.certificate(A) for A in non_normal.draw(60, n, seed=0))


def test_non_normal_draws_grow_before_they_decay():
    A = non_normal.draw(1, 6, seed=0)[0]
    assert np.abs(np.linalg.eigvals(A)).max() < 2
    assert np.linalg.norm(A, 2) > 4
