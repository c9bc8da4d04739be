"""What the claims about chances and rates rest on, against independent computations."""

import numpy as np
import pytest
from scipy import integrate, special
from scipy.optimize import linprog
from sympy import Rational, binomial, sqrt

from proofs.consensus.wendel import determinant, in_a_hemisphere, normal, wendel
from proofs.energy.fitted_rates import spread, velocity
from proofs.energy.generic_failure import BETA, falls
from proofs.flow.step_order import rough
from proofs.memory.frequencies import points_outward, shortens, signs_outward, tail
from proofs.memory.random_layers import grows, square
from proofs.memory.random_spectra import expected_real, real_share, unstable_share
from verify.quantities import points_on_sphere

RNG = np.random.default_rng(11)


def in_a_hemisphere_by_linear_program(points):
    """Ask for v with ⟨v, y⟩ ≥ 1 for every point y."""
    found = linprog(
        np.zeros(points.shape[1]), -points, -np.ones(len(points)), bounds=(None, None)
    )
    return found.status == 0


@pytest.mark.parametrize(("count", "n"), [(3, 1), (5, 1), (3, 2), (5, 2), (6, 3)])
def test_points_are_in_a_hemisphere_when_a_linear_program_says_so(count, n):
    points = points_on_sphere(count, n).draw(RNG, 60)[0]
    surely, undecided = in_a_hemisphere.test(points)
    expected = [in_a_hemisphere_by_linear_program(one) for one in points]
    assert not undecided.any()
    assert surely.tolist() == expected


def test_points_on_a_great_circle_are_undecided():
    points = np.array([[[1.0, 0, 0], [-1.0, 0, 0], [0, 1.0, 0], [0, -1.0, 0]]])
    surely, undecided = in_a_hemisphere.test(points)
    assert not surely[0]
    assert undecided[0]


def test_normals_are_orthogonal_and_determinants_are_numpys():
    points = RNG.standard_normal((5, 3, 4))
    assert np.einsum("bkd,bd->bk", points, normal(points)) == pytest.approx(0, abs=1e-12)
    matrices = RNG.standard_normal((5, 4, 4))
    rows = [[matrices[:, i, k] for k in range(4)] for i in range(4)]
    assert determinant(rows) == pytest.approx(np.linalg.det(matrices))


def test_wendels_formula_at_small_sizes():
    assert wendel(3, 1) == Rational(3, 4)
    assert [wendel(n + 1, n) for n in range(1, 6)] == [1] * 5
    assert wendel(10, 2) == Rational(23, 256)
    assert all(wendel(n + 2, n) == 1 - Rational(1, 2 ** (n + 1)) for n in range(1, 6))


@pytest.mark.parametrize("d", [3, 5, 65])
@pytest.mark.parametrize("r", [Rational(1, 10), Rational(1, 2), Rational(1)])
def test_the_tail_is_the_incomplete_beta_function(d, r):
    expected = special.betainc((d - 1) / 2, (d - 1) / 2, float(1 - r / 2) / 2)
    assert float(tail(d, r)) == pytest.approx(expected, rel=1e-12)


def test_a_step_shortens_when_its_end_is_nearer_to_the_origin():
    u = points_on_sphere(1, 4).draw(RNG, 500)[0][:, 0]
    x = np.eye(5)[0]
    shorter = np.linalg.norm(x + 0.5 * u, axis=1) < 1
    assert shortens(Rational(1, 2)).test(u)[0].tolist() == shorter.tolist()


def test_attention_points_outward_when_a_loop_says_so():
    x, W, V = RNG.standard_normal((30, 4, 3)), *RNG.standard_normal((2, 30, 3, 3))
    for k in range(30):
        weights = np.array([np.exp(x[k, 0] @ W[k] @ y) for y in x[k]])
        average = sum(w * y for w, y in zip(weights, x[k], strict=True)) / weights.sum()
        answer = points_outward.test(x[k : k + 1], W[k : k + 1], V[k : k + 1])[0][0]
        assert answer == (x[k, 0] @ V[k] @ average > 0)


def test_signs_point_outward_as_the_form_says():
    s = RNG.choice([-1, 1], size=(50, 4))
    forms = [np.array([1, 2]) @ row.reshape(2, 2) @ np.array([1, 4]) for row in s]
    assert signs_outward.test(s).tolist() == [form > 0 for form in forms]


def test_the_energy_falls_when_its_difference_quotient_does():
    x, V = RNG.standard_normal((20, 4, 3)), RNG.standard_normal((20, 3, 3))
    x /= np.linalg.norm(x, axis=2, keepdims=True)
    h = 1e-6
    for k in range(20):
        weights = np.exp(BETA * x[k] @ x[k].T)
        m = weights @ x[k] / weights.sum(axis=1, keepdims=True)
        moved = x[k] + h * m @ V[k].T
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
        change = np.exp(BETA * moved @ moved.T).sum() - weights.sum()
        assert falls.test(x[k : k + 1], V[k : k + 1])[0][0] == (change < 0)


def test_layers_of_signs_multiply():
    s = np.array([[1] * 10, [-1] * 10, [1] * 7 + [-1] * 3, [1] * 8 + [-1] * 2])
    assert square.value(s) == pytest.approx((1 + 0.75 * s).prod(axis=1) ** 2)
    assert grows.test(s).tolist() == [True, False, False, True]


def test_the_exponent_of_normal_layers_is_below_a_fifth():
    density = lambda x: np.exp(-((x - 1) ** 2) / 2) / np.sqrt(2 * np.pi)  # noqa: E731
    integrand = lambda x: np.log(np.abs(x)) * density(x)  # noqa: E731
    value = sum(integrate.quad(integrand, *ends)[0] for ends in ((-9, 0), (0, 1), (1, 11)))
    assert value == pytest.approx(-0.209, abs=2e-3)


def test_real_eigenvalues_are_counted_by_the_formula_at_small_sizes():
    assert expected_real(2) == sqrt(2)
    assert expected_real(4) == 11 * sqrt(2) / 8
    double = float(
        sum(special.factorial2(4 * k - 1) / special.factorial2(4 * k) for k in (1, 2))
    )
    assert float(expected_real(6)) == pytest.approx(np.sqrt(2) * (1 + double))
    assert binomial(4, 2) / 16 == Rational(3, 8)


def test_shares_of_eigenvalues_are_those_of_known_matrices():
    known = np.array([np.diag([1.0, -0.5, -3.0]), [[0, -1.0, 0], [1.0, 0, 0], [0, 0, -1.0]]])
    assert real_share.value(known)[0].tolist() == pytest.approx([1, 1 / 3])
    assert unstable_share.value(known)[0].tolist() == pytest.approx([2 / 3, 2 / 3])
    assert real_share.value(np.zeros((1, 2, 2)))[1].tolist() == [1.0]  # a double eigenvalue


def test_the_rough_field_has_the_error_of_its_aliased_terms():
    for power in (4, 6, 8):
        expected = 2 ** (-power / 2) / (1 - 2**-0.5)
        assert rough.run(2.0**-power) == pytest.approx(expected, rel=1e-5)


def test_the_velocity_of_attention_is_tangent_and_vanishes_at_consensus():
    x = RNG.standard_normal((2, 4, 3))
    x /= np.linalg.norm(x, axis=2, keepdims=True)
    V, W = RNG.standard_normal((3, 3)), RNG.standard_normal((2, 3, 3))
    assert np.sum(x * velocity(x, V, W), axis=2) == pytest.approx(0, abs=1e-12)
    same = np.repeat(x[:, :1], 4, axis=1)
    assert velocity(same, np.eye(3), W) == pytest.approx(0, abs=1e-12)
    assert spread(same).tolist() == [0, 0]
