"""Rotated HiPPO matrices: the rotation is found again, and near misses are not certified."""

import numpy as np
import pytest
from sympy import Rational

from verify.ensembles import (
    EnsembleError,
    lagt,
    lagt_rotated,
    legs,
    legs_rotated,
    legt,
    legt_rotated,
    orthogonal,
)
from verify.verdict import Truth

ROTATED = [(legs_rotated, legs), (legt_rotated, legt), (lagt_rotated, lagt)]


@pytest.mark.parametrize(("ensemble", "published"), ROTATED, ids=["LegS", "LegT", "LagT"])
def test_the_published_matrix_is_a_rotation_of_itself(ensemble, published):
    assert ensemble.certificate(published.draw(1, 6, 0)[0])


@pytest.mark.parametrize(("ensemble", "_"), ROTATED, ids=["LegS", "LegT", "LagT"])
@pytest.mark.parametrize("n", [4, 9, 32])
def test_an_entry_off_by_1e_9_is_not_certified(ensemble, _, n):
    A = ensemble.draw(1, n, seed=n)[0]
    assert ensemble.certificate(A)
    A[0, n - 1] += 1e-9 * np.linalg.norm(A)
    certificate = ensemble.certificate(A)
    assert not certificate
    assert certificate.distance > 1e-11


@pytest.mark.parametrize(("ensemble", "_"), ROTATED, ids=["LegS", "LegT", "LagT"])
def test_a_maximally_wrong_matrix_is_refuted(ensemble, _):
    assert ensemble.certificate(np.eye(5)).holds is Truth.FALSE
    assert not ensemble.certificate(np.zeros((5, 5)))
    assert not ensemble.certificate(-ensemble.draw(1, 5, 0)[0])
    assert not ensemble.certificate(ensemble.draw(1, 5, 0)[0] * 1j)


def test_a_normal_matrix_with_the_spectrum_of_legs_is_refuted():
    Q = orthogonal.draw(1, 6, seed=0)[0]
    A = Q @ np.diag(np.arange(-6.0, 0.0)) @ Q.T
    assert legs_rotated.certificate(A).holds is Truth.FALSE


def test_one_coupling_of_the_wrong_sign_is_not_certified():
    A = legs.draw(1, 5, 0)[0]
    A[3, 1] *= -1  # same norm, same spectrum
    Q = orthogonal.draw(1, 5, seed=0)[0]
    assert not legs_rotated.certificate(Q @ A @ Q.T)


def test_one_measure_is_not_another():
    for ensemble, _ in ROTATED:
        for other, _ in ROTATED:
            draw = other.draw(1, 6, seed=2)[0]
            assert bool(ensemble.certificate(draw)) is (ensemble is other)


def test_legs_and_lagt_are_rotations_of_their_transposes():
    for ensemble in (legs_rotated, lagt_rotated):
        assert ensemble.certificate(ensemble.draw(1, 6, seed=3)[0].T)
    assert lagt_rotated.certificate(lagt_rotated.exact(4, seed=3).T)


def test_legs_and_legt_have_no_rational_rotations_and_say_what_to_write():
    with pytest.raises(EnsembleError, match="legs_integer"):
        legs_rotated.exact(3, 0)
    with pytest.raises(EnsembleError, match="legt_integer"):
        legt_rotated.exact(3, 0)
    assert legs_rotated.certificate([[-1, 0], [0, -2]]).holds is Truth.UNKNOWN


def test_an_exact_rotation_of_lagt_off_by_one_part_in_10_to_the_30_is_refuted():
    A = lagt_rotated.exact(4, seed=1).as_mutable()
    assert lagt_rotated.certificate(A).distance == 0
    A[0, 1] += Rational(1, 10**30)
    assert lagt_rotated.certificate(A).holds is Truth.FALSE


@pytest.mark.parametrize("n", [2, 5, 12])
def test_the_input_vector_of_lagt_reaches_the_whole_space_under_the_skew_part(n):
    import flint

    from verify.ensembles.hippo import LAGT

    M = LAGT.rational(n)
    K = (M - M.transpose()) / 2
    columns = [flint.fmpq_mat([[1]] * n)]
    for _ in range(n - 1):
        columns.append(K * columns[-1])
    krylov = flint.fmpq_mat([[column[i, 0] for column in columns] for i in range(n)])
    assert krylov.rank() == n
