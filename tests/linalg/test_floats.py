import numpy as np
import pytest
import sympy

from verify.linalg.floats import (
    definiteness,
    eigenvalue_conditions,
    eigenvalues,
    lognorm2_sign,
    spectral_abscissa,
    spectral_radius,
)
from verify.linalg.matrices import MatrixError


def symmetric_stack(count, n, seed, shift):
    G = np.random.default_rng(seed).standard_normal((count, n, n))
    return G + np.swapaxes(G, -1, -2) + shift * np.eye(n)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 17])
def test_signs_of_definiteness_agree_with_eigenvalues(n):
    shifts = np.linspace(0, 4 * n**0.5, 500)[:, None, None]
    S = symmetric_stack(500, n, n, shifts)
    smallest = np.linalg.eigvalsh(S)[:, 0]
    answers = definiteness(S)
    assert set(answers[smallest > 1e-9]) <= {1}
    assert set(answers[smallest < -1e-9]) <= {-1}
    assert len(set(answers)) == 2


def test_definiteness_of_complex_stacks_agrees_with_eigenvalues():
    rng = np.random.default_rng(4)
    C = rng.standard_normal((6, 50, 4, 4)) + 1j * rng.standard_normal((6, 50, 4, 4))
    S = C + np.conj(np.swapaxes(C, -1, -2)) + 5 * np.eye(4)
    answers = definiteness(S)
    assert answers.shape == (6, 50)
    assert (answers == np.sign(np.linalg.eigvalsh(S)[..., 0])).all()


@pytest.mark.parametrize(
    "S",
    [
        [[0.0, 0.0], [0.0, 0.0]],
        [[1e-30, 0.0], [0.0, 1.0]],
        [[1.0, 1.0], [1.0, 1.0]],
        [[1.0, 1.0], [1.0, 1.0 - 2e-16]],
        [[1.0, 1.0], [1.0, 1.0 + 4e-16]],
        [[1.0, 0.0], [0.0, -1e-20]],
    ],
)
def test_a_matrix_on_the_edge_is_left_open(S):
    assert definiteness(np.array(S)) == 0


def test_a_semidefinite_matrix_is_never_called_indefinite():
    rng = np.random.default_rng(9)
    for rank in (1, 2, 5):
        G = rng.standard_normal((300, 6, rank)) * 10.0 ** rng.uniform(-8, 8, (300, 6, 1))
        S = G @ np.swapaxes(G, -1, -2)
        assert set(definiteness((S + np.swapaxes(S, -1, -2)) / 2)) <= {0}


def test_a_tiny_pivot_before_a_large_entry_does_not_fool():
    S = np.array([[[1e-30, 1.0], [1.0, 1.0]], [[-1.0, 0.0], [0.0, 1.0]]])
    assert list(definiteness(S)) == [-1, -1]


def test_one_bad_matrix_does_not_spoil_the_stack():
    S = np.tile(np.eye(3), (1000, 1, 1))
    S[17] = -np.eye(3)
    answers = definiteness(S)
    assert answers[17] == -1
    assert answers.sum() == 998


def test_an_asymmetric_matrix_in_the_stack_is_an_error_with_its_place():
    S = np.tile(np.eye(3), (10, 1, 1))
    S[4, 0, 1] = 1e-17
    with pytest.raises(MatrixError, match="not symmetric"):
        definiteness(S)


def test_the_sign_of_the_logarithmic_norm_is_that_of_the_symmetric_part():
    A = np.array([[[-1.0, 4.0], [0.0, -1.0]], [[-1.0, 1.0], [0.0, -1.0]]])
    assert list(lognorm2_sign(A)) == [1, -1]
    assert lognorm2_sign(np.array([[-1.0, 2.0], [0.0, -1.0]])) == 0
    assert lognorm2_sign(np.array([[0.0, 1.0], [-1.0, 0.0]])) == 0


def test_radius_and_abscissa_of_a_stack():
    A = np.array([[[0.0, 2.0], [-2.0, 0.0]], [[-3.0, 5.0], [0.0, 1.0]]])
    assert spectral_radius(A) == pytest.approx([2.0, 3.0])
    assert spectral_abscissa(A) == pytest.approx([0.0, 1.0])
    assert eigenvalues(A).dtype == np.complex128


def test_condition_numbers_are_one_for_normal_and_huge_for_nearly_defective():
    found = eigenvalue_conditions(
        np.array([[[1.0, 0.0], [0.0, 2.0]], [[1.0, 1.0], [1e-20, 1.0]]])
    )
    assert found.numbers[0] == pytest.approx([1.0, 1.0])
    assert (found.numbers[1] > 1e7).all()


def test_the_condition_of_a_jordan_block_is_not_a_plausible_number():
    found = eigenvalue_conditions(np.array([[0.0, 1.0], [0.0, 0.0]]))
    assert (found.numbers > 1e15).all()


@pytest.mark.parametrize(
    "function", [eigenvalues, spectral_radius, lognorm2_sign, definiteness]
)
def test_nan_is_an_error_and_not_an_answer(function):
    with pytest.raises(MatrixError, match="finite"):
        function(np.array([[[1.0, 0.0], [0.0, 1.0]], [[np.nan, 0.0], [0.0, 1.0]]]))


@pytest.mark.parametrize("scale", [1.0, 1e-170, 1e-300, 1e160, 1e300])
def test_two_by_two_signs_are_exact_at_every_scale(scale):
    rng = np.random.default_rng(5)
    S = rng.integers(-4, 5, (400, 2, 2)) * scale
    S = S + np.swapaxes(S, -1, -2)
    smallest = [
        min(sympy.Matrix([[round(x / scale) for x in row] for row in M]).eigenvals())
        for M in S[:60].tolist()
    ]
    answers = definiteness(S)
    for answer, value in zip(answers, smallest, strict=False):
        assert answer in (0, sympy.sign(value))
        assert answer == 0 if value == 0 else answer == sympy.sign(value)


def test_two_by_two_hermitian_signs_agree_with_eigenvalues():
    rng = np.random.default_rng(6)
    G = rng.standard_normal((300, 2, 2)) + 1j * rng.standard_normal((300, 2, 2))
    S = G + np.conj(np.swapaxes(G, -1, -2)) + 2 * np.eye(2)
    assert (definiteness(S) == np.sign(np.linalg.eigvalsh(S)[:, 0])).all()
    assert (lognorm2_sign(G) == np.sign(np.linalg.eigvalsh(S - 2 * np.eye(2))[:, -1])).all()


def test_one_matrix_without_a_stack_has_one_answer():
    assert definiteness(np.array([[2.0, 1.0], [1.0, 2.0]])).shape == ()
    assert int(definiteness(np.array([[1.0, 1.0], [1.0, 1.0]]))) == 0
    assert int(lognorm2_sign(np.array([[-1.0, 4.0], [0.0, -1.0]]))) == 1


@pytest.mark.parametrize(
    "bad", [[[1.0, 2.0], [3.0, 1.0]], [[1.0, 1j], [1j, 1.0]], [[1.0 + 1j, 0], [0, 1.0]]]
)
def test_two_by_two_matrices_that_are_not_their_own_adjoint_are_an_error(bad):
    stack = np.array([np.eye(2), bad, np.eye(2)])
    with pytest.raises(MatrixError, match="not symmetric"):
        definiteness(stack)
