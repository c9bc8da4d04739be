import flint
import numpy as np
import pytest

from verify.linalg import balls, floats, norms
from verify.linalg.matrices import MatrixError

NORMS = ["norm1", "norm2", "norm_inf", "lognorm1", "lognorm2", "lognorm_inf"]


@pytest.mark.parametrize("name", NORMS)
def test_balls_hold_what_floats_see(name):
    rng = np.random.default_rng(1)
    for n in (1, 2, 6):
        A = rng.standard_normal((n, n)) + 1j * rng.standard_normal((n, n))
        enclosed = getattr(balls, name)(A)
        assert enclosed.rad() < 1e-12
        assert float(enclosed.mid()) == pytest.approx(getattr(norms, name)(A), abs=1e-12)


@pytest.mark.parametrize("name", ["spectral_radius", "spectral_abscissa"])
def test_extreme_eigenvalues_in_balls_hold_what_floats_see(name):
    A = np.random.default_rng(2).standard_normal((5, 5))
    enclosed = getattr(balls, name)(A)
    assert float(enclosed.mid()) == pytest.approx(getattr(floats, name)(A), abs=1e-12)
    assert enclosed.rad() < 1e-12


def test_the_norm_of_a_shear_is_known_exactly():
    with flint.ctx.workprec(300):
        assert balls.norm2([[1, 4], [0, 1]]).overlaps(2 + flint.arb(5).sqrt())
        assert balls.norm2([[1, 4], [0, 1]]).rad() < 1e-80
        assert balls.lognorm2([[-1, 4], [0, -1]]).contains(1)


def test_repeated_singular_values_and_zero_are_no_trouble():
    assert balls.norm2(np.eye(4)).contains(1)
    assert balls.norm2(np.zeros((3, 3))).contains(0)
    assert balls.norm2([[1, 2, 3]]).contains(flint.arb(14).sqrt().mid())
    assert balls.lognorm2(-np.eye(3)).contains(-1)


def test_a_ball_matrix_is_answered_for_all_its_members():
    A = flint.arb_mat([[flint.arb(1, 0.25), 0], [0, flint.arb(-2, 0.5)]])
    enclosed = balls.norm2(A)
    for corner in (1.5, 2.0, 2.5):
        assert enclosed.contains(corner)
    assert balls.lognorm2(A).contains(0.75)
    assert balls.lognorm2(A).contains(1.25)


def test_a_defective_ball_matrix_keeps_its_spectral_radius():
    N = flint.arb_mat([[0, 1], [flint.arb(0, 1e-12), 0]])
    radius = balls.spectral_radius(N)
    assert radius.contains(1e-6)  # of the member with 1e-12 in the corner
    assert radius.contains(0)


@pytest.mark.parametrize(
    "bad", [flint.acb_mat([[flint.acb("nan")]]), flint.arb_mat([[1, 2]]), flint.arb_mat(0, 0)]
)
def test_bad_balls_are_errors(bad):
    with pytest.raises(MatrixError):
        balls.spectral_radius(bad)
