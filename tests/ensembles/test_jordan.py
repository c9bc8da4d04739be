"""Jordan blocks: exact in floats, and wrong eigenvalues from LAPACK."""

from fractions import Fraction

import numpy as np
import pytest

from verify.ensembles import EnsembleError, defective, jordan, nilpotent
from verify.linalg.matrices import MatrixError


def test_nilpotent_draws_are_dense_integers_with_an_exactly_zero_power():
    N = nilpotent.draw(20, 6, seed=0)
    assert np.array_equal(N, np.round(N))
    assert not np.linalg.matrix_power(N, 6).any()
    assert (N != 0).mean() > 0.8


def test_float_eigenvalues_of_a_nilpotent_matrix_are_garbage():
    N = nilpotent.draw(1, 12, seed=0)[0]
    assert nilpotent.certificate(N)
    assert np.abs(np.linalg.eigvals(N)).max() > 0.01


def test_the_corner_of_a_jordan_block_is_met_exactly_or_not_at_all():
    epsilon = Fraction(1, 2**20)
    A = jordan(epsilon).draw(1, 5, seed=1)[0]
    assert jordan(epsilon).certificate(A)
    assert not jordan(epsilon * (1 + Fraction(1, 2**30))).certificate(A)
    assert not jordan(0).certificate(A)
    assert not jordan(-epsilon).certificate(A)


def test_a_jordan_block_with_epsilon_moves_its_eigenvalues_by_the_root_of_epsilon():
    A = jordan(Fraction(1, 2**10)).exact(2, seed=0)
    gap = A.trace() ** 2 - 4 * A.det()
    assert gap == Fraction(4, 2**10)  # eigenvalues λ ± √ε


def test_two_blocks_with_one_eigenvalue_are_not_one_block():
    two = np.kron(np.eye(2), [[3, 1], [0, 3]])
    assert not jordan(0).certificate(two)
    assert defective.certificate(two)


def test_an_epsilon_that_floats_cannot_hold_is_an_error_and_exact_draws_are_not():
    with pytest.raises(EnsembleError, match="floats cannot hold"):
        jordan(Fraction(1, 3)).draw(1, 3, seed=0)
    with pytest.raises(EnsembleError, match="floats cannot hold"):
        jordan(Fraction(1, 2**60)).draw(1, 3, seed=0)
    assert jordan(Fraction(1, 3)).certificate(jordan(Fraction(1, 3)).exact(3, seed=0))
    with pytest.raises(MatrixError, match="epsilon"):
        jordan(1e-3)


def test_defective_draws_have_several_eigenvalues_now_and_then():
    def distinct(A):
        return len(A.eigenvals())

    assert {distinct(defective.exact(3, seed)) for seed in range(12)} == {1, 2}


def test_a_matrix_of_size_one_is_never_defective():
    for ensemble in (defective, jordan(1)):
        with pytest.raises(EnsembleError, match="at least 2"):
            ensemble.draw(1, 1, 0)
