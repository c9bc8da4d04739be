import numpy as np
import pytest

from verify.linalg import norms
from verify.linalg.matrices import MatrixError

rng = np.random.default_rng(0)
A = rng.standard_normal((20, 4, 4)) + 1j * rng.standard_normal((20, 4, 4))


@pytest.mark.parametrize(
    ("norm", "lognorm"),
    [
        (norms.norm1, norms.lognorm1),
        (norms.norm2, norms.lognorm2),
        (norms.norm_inf, norms.lognorm_inf),
    ],
)
def test_a_logarithmic_norm_is_the_slope_of_the_norm(norm, lognorm):
    h = 1e-7
    slope = (norm(np.eye(4) + h * A) - 1) / h
    assert lognorm(A) == pytest.approx(slope, abs=1e-5)


def test_norms_agree_with_numpy_on_oblong_stacks():
    B = A[..., :2]
    assert norms.norm1(B) == pytest.approx(np.linalg.norm(B, 1, axis=(-2, -1)))
    assert norms.norm2(B) == pytest.approx(np.linalg.norm(B, 2, axis=(-2, -1)))
    assert norms.norm_inf(B) == pytest.approx(np.linalg.norm(B, np.inf, axis=(-2, -1)))


def test_weights_change_the_coordinates():
    w = np.array([1.0, 2.0, 0.5, 3.0])
    turned = np.diag(w) @ A @ np.diag(1 / w)
    assert norms.lognorm1(A, w) == pytest.approx(norms.lognorm1(turned))
    assert norms.lognorm_inf(A, w) == pytest.approx(norms.lognorm_inf(turned))
    assert norms.lognorm2(A, np.diag(w**2)) == pytest.approx(norms.lognorm2(turned))


def test_a_lyapunov_matrix_makes_the_logarithmic_norm_negative():
    stable = np.array([[-1.0, 4.0], [0.0, -1.0]])
    assert norms.lognorm2(stable) == pytest.approx(1.0)
    assert norms.lognorm2(stable, np.array([[0.5, 1.0], [1.0, 4.5]])) < 0


@pytest.mark.parametrize("weights", [[1, 2], [1, 1, 1, 0], [1, 1, 1, -1], [1, 1, 1, np.nan]])
def test_weights_must_be_positive_and_fit(weights):
    with pytest.raises(MatrixError, match="weights"):
        norms.lognorm1(A, weights)


def test_a_matrix_that_gives_no_norm_is_an_error():
    with pytest.raises(MatrixError, match="positive definite"):
        norms.lognorm2(np.eye(2), np.diag([1.0, -1.0]))


def test_the_numerical_range_of_a_nilpotent_block_is_a_disc():
    points = norms.numerical_range(np.array([[0.0, 2.0], [0.0, 0.0]]), angles=16)
    assert np.abs(points) == pytest.approx(np.ones(16))
    bracket = norms.numerical_radius(np.array([[0.0, 2.0], [0.0, 0.0]]))
    assert bracket.lower <= 1 + 1e-15
    assert bracket.upper >= 1


def test_the_numerical_radius_bracket_holds_the_finest_one():
    coarse, fine = norms.numerical_radius(A, 8), norms.numerical_radius(A, 512)
    assert (coarse.lower <= fine.upper).all()
    assert (fine.lower <= coarse.upper).all()
    assert (np.abs(norms.numerical_range(A)).max(axis=-1) <= fine.upper * (1 + 1e-12)).all()
    with pytest.raises(MatrixError, match="three"):
        norms.numerical_radius(A, 2)
