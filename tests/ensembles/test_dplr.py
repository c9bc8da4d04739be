"""Diagonal plus low rank: what the tie guarantees, and what its absence allows."""

import numpy as np
import pytest

from verify.ensembles import EnsembleError, dissipative, dplr_tied, dplr_untied, hurwitz
from verify.verdict import Truth


def test_tied_draws_are_dissipative_and_hurwitz():
    for A in dplr_tied.draw(10, 4, seed=0):
        assert dissipative.certificate(A)
        assert hurwitz.certificate(A)


def test_some_untied_draws_are_unstable_although_their_diagonal_is_not():
    verdicts = {bool(hurwitz.certificate(A)) for A in dplr_untied.draw(20, 4, seed=0)}
    assert verdicts == {True, False}


def test_an_untied_draw_is_not_tied_and_a_tied_one_is_also_untied():
    assert not dplr_tied.certificate(dplr_untied.draw(1, 5, seed=0)[0])
    assert dplr_untied.certificate(dplr_tied.draw(1, 5, seed=0)[0])


@pytest.mark.parametrize("ensemble", [dplr_tied, dplr_untied])
@pytest.mark.parametrize("n", [3, 4, 7])
def test_one_entry_off_by_a_hair_is_rejected(ensemble, n):
    A = ensemble.draw(1, n, seed=n)[0]
    A[0, n - 1] *= 1 + 2.0**-50
    assert not ensemble.certificate(A)


@pytest.mark.parametrize("ensemble", [dplr_tied, dplr_untied])
def test_a_diagonal_part_that_reaches_the_axis_is_rejected(ensemble):
    P = np.array([1.0, 2.0, 1.0 + 1j])
    low = -np.outer(P, P.conj())
    assert ensemble.certificate(low - 2.0**-40 * np.eye(3))
    assert not ensemble.certificate(low)
    assert not ensemble.certificate(low + 2.0**-40 * np.eye(3))


def test_the_opposite_tie_is_untied():
    P = np.array([1.0, 2.0, 3.0])
    A = -np.eye(3) / 2 + np.outer(P, P)  # Q = -P: an eigenvalue far to the right
    assert dplr_untied.certificate(A)
    assert not dplr_tied.certificate(A)
    assert not hurwitz.certificate(A)


def test_a_matrix_that_does_not_tell_its_factors_is_unknown():
    assert dplr_tied.certificate(-np.eye(4)).holds is Truth.UNKNOWN
    assert dplr_untied.certificate(-np.ones((2, 2))).holds is Truth.UNKNOWN
    with pytest.raises(EnsembleError, match="take 3"):
        dplr_tied.draw(1, 2, 0)


def test_a_full_random_matrix_is_not_diagonal_plus_rank_one():
    G = np.random.default_rng(0).standard_normal((5, 5)) - 10 * np.eye(5)
    assert dplr_untied.certificate(G).holds is Truth.FALSE
