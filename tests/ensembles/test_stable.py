"""Stable matrices: the laws reach the whole property, and floats agree with certificates."""

import numpy as np
import pytest
import sympy

from verify.ensembles import dissipative, hurwitz, schur, skew


@pytest.mark.parametrize("n", [1, 2, 5, 20])
def test_float_eigenvalues_of_hurwitz_and_schur_draws_agree(n):
    assert np.linalg.eigvals(hurwitz.draw(40, n, seed=0)).real.max() < 0
    assert np.abs(np.linalg.eigvals(schur.draw(40, n, seed=0))).max() < 1


def test_exact_eigenvalues_of_hurwitz_draws_agree():
    A = hurwitz.exact(2, seed=3)
    assert A.trace() < 0 < A.det()


def test_exact_schur_draws_are_cayley_images():
    A = schur.exact(2, seed=3)
    one = sympy.eye(2)
    H = (A - one) * (A + one).inv()
    assert hurwitz.certificate(H)
    assert not hurwitz.certificate(-H)


def test_hurwitz_draws_are_not_all_dissipative():
    verdicts = {bool(dissipative.certificate(A)) for A in hurwitz.draw(60, 3, seed=1)}
    assert verdicts == {True, False}


def test_dissipative_draws_reach_the_boundary():
    draws = dissipative.draw(60, 3, seed=2)
    ranks = {int(np.linalg.matrix_rank(A + A.T, tol=1e-12)) for A in draws}
    assert ranks == {0, 1, 2, 3}
    assert any(skew.certificate(A) for A in draws)
    verdicts = {bool(hurwitz.certificate(A)) for A in draws}
    assert verdicts == {True, False}


def test_a_semidefinite_draw_pushed_along_its_kernel_is_rejected():
    for A in dissipative.draw(60, 3, seed=2):
        S = A + A.T
        values, vectors = np.linalg.eigh(S)
        if abs(values[-1]) < 1e-12:
            v = np.round(vectors[:, -1] * 2**8) / 2**8
            assert not dissipative.certificate(A + 2.0**-12 * np.outer(v, v))


def test_the_negative_of_a_stable_matrix_is_rejected():
    assert not hurwitz.certificate(-hurwitz.draw(1, 4, seed=0)[0])
    assert not dissipative.certificate(-hurwitz.draw(1, 4, seed=0)[0])
    A = schur.draw(1, 4, seed=0)[0]
    assert schur.certificate(-A)  # the disc is symmetric
    assert not schur.certificate(A * 2 / np.abs(np.linalg.eigvals(A)).max())
