"""Certificates of structure: each is told a lie by a hair, and a truth by a hair."""

import numpy as np
import pytest
import sympy
from sympy import Rational

from verify.ensembles import structure
from verify.linalg.matrices import MatrixError

TINY = 2.0**-1074  # the least positive float
ULP = 2.0**-52


def bumped(matrix, where, by):
    result = np.array(matrix, dtype=float)
    result[where] += by
    assert not np.array_equal(result, matrix)
    return result


def test_an_imaginary_part_of_1e_300_is_not_real():
    assert structure.real([[1.0, 2.0], [3.0, 4.0]])
    assert not structure.real(np.array([[1.0, 2.0], [3.0, 4.0 + 1e-300j]]))


def test_a_matrix_one_unit_from_symmetric_is_not_symmetric():
    A = [[1.0, 2.0], [2.0, 3.0]]
    assert structure.symmetric(A)
    assert not structure.symmetric(bumped(A, (0, 1), 2 * ULP))


def test_a_hermitian_matrix_that_is_not_real_is_neither_symmetric_nor_skew():
    assert not structure.symmetric(np.array([[1.0, 1j], [-1j, 1.0]]))
    assert not structure.skew(np.array([[0.0, 1j], [1j, 0.0]]))


def test_a_skew_matrix_has_an_exactly_zero_diagonal():
    assert structure.skew([[0.0, 2.0], [-2.0, 0.0]])
    assert not structure.skew([[TINY, 2.0], [-2.0, 0.0]])


def test_definiteness_is_decided_one_unit_either_side_of_singular():
    assert structure.positive_definite([[1.0, 1.0], [1.0, 1.0 + ULP]])
    assert not structure.positive_definite([[1.0, 1.0], [1.0, 1.0]])
    assert not structure.positive_definite([[1.0, 1.0], [1.0, 1.0 - ULP / 2]])


def test_a_maximally_indefinite_matrix_is_not_definite():
    assert not structure.positive_definite(-np.eye(4))
    assert not structure.positive_definite(np.diag([-1.0, -1.0]))  # its determinant is positive
    assert not structure.positive_definite(
        [[1, 0], [5, 1]]
    )  # definite eigenvalues, no symmetry


def test_a_dissipative_matrix_stops_being_one_at_the_least_positive_float():
    assert structure.dissipative([[0.0, 1.0], [-1.0, 0.0]])
    assert structure.dissipative([[0.0, 1.0], [-1.0, -TINY]])
    assert not structure.dissipative([[0.0, 1.0], [-1.0, TINY]])


def test_a_hurwitz_matrix_need_not_be_dissipative():
    A = [[-1, 4], [0, -1]]
    assert structure.hurwitz(A)
    assert not structure.dissipative(A)


def test_a_complex_matrix_is_dissipative_by_its_hermitian_part():
    assert structure.dissipative(np.array([[-1.0 + 5j, 2j], [2j, -1.0 - 7j]]))
    assert not structure.dissipative(np.array([[-1.0 + 5j, 2j], [-2j, -1.0 - 7j]]))


def test_a_center_is_not_hurwitz_and_a_hair_of_damping_makes_it_so():
    assert not structure.hurwitz([[0.0, 1.0], [-1.0, 0.0]])
    assert not structure.hurwitz([[0.0, 1.0], [-1.0, 2.0**-60]])
    assert structure.hurwitz([[0.0, 1.0], [-1.0, -(2.0**-60)]])


def test_a_zero_eigenvalue_is_neither_hurwitz_nor_outside_the_disc():
    assert not structure.hurwitz([[-1, 0], [0, 0]])
    assert structure.schur([[0, 5], [0, 0]])


def test_a_rotation_is_not_schur_and_a_hair_of_shrinking_makes_it_so():
    R = sympy.Matrix([[3, -4], [4, 3]]) / 5
    hair = Rational(1, 10**30)
    assert not structure.schur(R)
    assert structure.schur((1 - hair) * R)
    assert not structure.schur((1 + hair) * R)


@pytest.mark.parametrize("n", [3, 8, 30])
def test_the_edge_of_the_disc_is_met_at_every_size(n):
    companion = np.eye(n, k=-1)
    companion[0, n - 1] = 1.0  # xⁿ - 1: all eigenvalues on the circle
    assert not structure.schur(companion)
    companion[0, n - 1] = 1.0 - ULP / 2
    assert structure.schur(companion)
    companion[0, n - 1] = 1.0 + ULP
    assert not structure.schur(companion)


def test_schur_is_decided_where_no_quick_answer_applies():
    A = np.array([[0.5, 100.0], [0.0, -0.5]])
    assert structure.schur(A)
    assert not structure.schur(A + np.diag([0.5, 0.0]))
    assert structure.schur(np.array([[0.5j, 100.0], [0.0, 0.9]]))
    assert not structure.schur(np.array([[1j, 100.0], [0.0, 0.1]]))


def test_a_toeplitz_matrix_with_one_entry_off_is_not_toeplitz():
    T = np.array([[1.0, 2.0, 3.0], [4.0, 1.0, 2.0], [5.0, 4.0, 1.0]])
    assert structure.toeplitz(T)
    assert not structure.toeplitz(bumped(T, (2, 2), ULP))


def test_a_hadamard_matrix_has_signs_for_entries_and_orthogonal_rows():
    H = np.array([[1.0, 1.0], [1.0, -1.0]])
    assert structure.hadamard(H)
    assert not structure.hadamard(bumped(H, (0, 0), ULP))
    assert not structure.hadamard(np.ones((2, 2)))
    assert not structure.hadamard(np.eye(4))


def test_a_row_sum_one_unit_from_one_is_not_stochastic():
    S = [[0.25, 0.75], [0.5, 0.5]]
    assert structure.row_stochastic(S)
    assert not structure.row_stochastic(bumped(S, (0, 0), ULP / 4))
    assert not structure.row_stochastic([[0.1, 0.9], [0.1, 0.2]])


def test_a_negative_entry_is_not_stochastic_even_when_rows_sum_to_one():
    hair = Rational(1, 10**40)
    assert not structure.row_stochastic([[1 + hair, -hair], [0, 1]])


def test_a_rank_one_matrix_moved_by_one_unit_has_rank_two():
    A = np.outer([1.0, 2.0, 3.0], [3.0, 5.0, 7.0])
    assert structure.rank_one(A)
    assert structure.rank_one(np.outer([1j, 2.0], [3.0, 1j]))
    assert not structure.rank_one(bumped(A, (2, 2), 8 * ULP * 3))
    assert not structure.rank_one(np.zeros((2, 2)))


def test_a_pair_that_commutes_but_for_one_unit_does_not_commute():
    A, B = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[7.0, 10.0], [15.0, 22.0]])
    assert structure.commuting((A, B))
    assert not structure.commuting((A, bumped(B, (0, 0), 8 * ULP)))
    with pytest.raises(MatrixError, match="write \\(A, B\\)"):
        structure.commuting((A, B, A))
    with pytest.raises(MatrixError, match="one size"):
        structure.commuting((A, np.eye(3)))


def test_a_nilpotent_matrix_with_the_least_float_in_the_corner_is_not_nilpotent():
    N = np.eye(4, k=1)
    assert structure.nilpotent(N)
    assert not structure.nilpotent(bumped(N, (3, 0), TINY))
    assert structure.nilpotent(np.zeros((3, 3)))


def test_a_jordan_block_with_eigenvalues_one_unit_apart_is_not_defective():
    assert structure.defective([[1.0, 1.0], [0.0, 1.0]])
    assert not structure.defective([[1.0, 1.0], [0.0, 1.0 + ULP]])
    assert not structure.defective(np.eye(3))  # repeated eigenvalues, and a full basis


def test_a_normal_matrix_up_to_rounding_is_not_far_from_normal():
    c, s = np.cos(1.0), np.sin(1.0)
    assert not structure.non_normal([[c, -s], [s, c]])
    assert not structure.non_normal([[c, -s], [s + 1e-9, c]])
    assert not structure.non_normal(np.zeros((3, 3)))
    assert structure.non_normal([[0, 1], [0, 0]])


def test_a_model_with_the_same_eigenvalues_and_another_jordan_form_is_not_similar():
    from verify.ensembles.given import over_rationals, read

    block = over_rationals(read([[1, 1], [0, 1]]).matrices[0])
    assert structure.similar_to(read([[1, 0], [7, 1]]), block, "a block")
    assert not structure.similar_to(read([[1, 0], [0, 1]]), block, "a block")
    assert not structure.similar_to(read([[1, 1, 0], [0, 1, 0], [0, 0, 1]]), block, "a block")
