"""The laws of the Gaussian ensembles, by exact quantiles; structure exactly."""

from fractions import Fraction

import numpy as np
import pytest

from tests.ensembles.statistics import chi_square_agrees, law_agrees
from verify.ensembles import EnsembleError, complex_ginibre, ginibre, goe, spd, wishart
from verify.linalg.matrices import MatrixError

COUNT = 3000


def goe_statistic(H):
    """n Σ tr H² / 2 is chi-square with n(n+1)/2 degrees for each draw."""
    n = H.shape[-1]
    return n * float((H**2).sum()) / 2


def test_ginibre_entries_have_variance_1_over_n():
    G = ginibre.draw(COUNT, 5, seed=1)
    assert chi_square_agrees(5 * float((G**2).sum()), COUNT * 25)
    assert not chi_square_agrees(4.8 * float((G**2).sum()), COUNT * 25)


def test_ginibre_entries_are_normal():
    from scipy.stats import norm

    G = ginibre.draw(COUNT, 4, seed=2)
    assert law_agrees(2 * G[:, 1, 2], norm.cdf)
    assert not law_agrees(2 * np.abs(G[:, 1, 2]), norm.cdf)


def test_complex_ginibre_entries_have_variance_1_over_n():
    G = complex_ginibre.draw(COUNT, 4, seed=3)
    assert chi_square_agrees(8 * float((np.abs(G) ** 2).sum()), COUNT * 32)
    assert law_agrees(4 * np.abs(G[:, 0, 0]) ** 2, lambda s: 1 - np.exp(-s))


def test_goe_eigenvalues_have_the_exact_mean_square():
    H = goe.draw(COUNT, 6, seed=4)
    assert chi_square_agrees(goe_statistic(H), COUNT * 21)
    eigenvalues = np.linalg.eigvalsh(H)
    assert abs((eigenvalues**2).mean() - 7 / 6) < 0.03  # (n + 1)/n


def test_goe_with_the_diagonal_forgotten_is_caught():
    H = goe.draw(COUNT, 6, seed=4)
    H[:, np.arange(6), np.arange(6)] /= np.sqrt(2)
    assert not chi_square_agrees(goe_statistic(H), COUNT * 21)


def test_two_goe_eigenvalues_repel_by_the_exact_law():
    eigenvalues = np.linalg.eigvalsh(goe.draw(20 * COUNT, 2, seed=5))
    gap = eigenvalues[:, 1] - eigenvalues[:, 0]
    assert law_agrees(gap, lambda s: 1 - np.exp(-(s**2) / 4))  # (gap)²/2 is chi-square of 2
    assert not law_agrees(gap, lambda s: 1 - np.exp(-(s**2) / 4.3))


@pytest.mark.parametrize("excess", [0, 3])
def test_the_trace_of_a_wishart_matrix_has_the_exact_law(excess):
    W = wishart(excess).draw(COUNT, 4, seed=6)
    trace = float(np.trace(W, axis1=1, axis2=2).sum())
    m = 4 + excess
    assert chi_square_agrees(m * trace, COUNT * 4 * m)


def test_the_condition_number_is_the_one_given():
    for condition in (1, 10, 1000):
        A = spd(condition).draw(50, 5, seed=7)
        assert np.allclose(np.linalg.cond(A), condition, rtol=1e-9)


def test_condition_one_is_the_identity():
    assert np.allclose(spd(1).draw(2, 3, seed=0), np.eye(3), atol=1e-14)
    assert spd(1).exact(3, 0).is_Identity


def test_a_single_number_has_condition_one_only():
    assert spd(1).draw(1, 1, 0)[0, 0, 0] == pytest.approx(1)
    with pytest.raises(EnsembleError, match="at least 2"):
        spd(2).draw(1, 1, 0)


@pytest.mark.parametrize("condition", [0, -3, Fraction(1, 2), 10.0, "10"])
def test_a_condition_number_below_one_or_inexact_is_an_error(condition):
    with pytest.raises(MatrixError, match="condition"):
        spd(condition)


@pytest.mark.parametrize("excess", [-1, 0.5, True])
def test_a_bad_excess_is_an_error(excess):
    with pytest.raises(EnsembleError, match="excess"):
        wishart(excess)


def test_a_wishart_matrix_with_too_few_columns_is_rejected():
    G = np.round(wishart(0).draw(1, 4, 0)[0] * 2**10)[:, :3]
    assert not wishart(0).certificate(G @ G.T)  # exact integers, of rank 3
