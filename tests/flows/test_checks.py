"""Observed order, drift, equivariance, tangency, halving; and mutants that must show."""

import numpy as np
import pytest

from verify.flows.checks import drift, equivariance, halving, observed_order, tangency
from verify.flows.ellipsoids import onto
from verify.flows.fields import Custom, paper
from verify.flows.fixed import euler_steps, fixed_steps
from verify.flows.rungekutta import integrate
from verify.flows.weights import Modulated

RNG = np.random.default_rng(0)
P, U = RNG.standard_normal((2, 2, 3, 3))
A = RNG.standard_normal((3, 3))
W = A @ A.T + np.eye(3)
W = (W + W.T) / 2
Y = onto(RNG.standard_normal((2, 4, 3)), W)
Q = np.linalg.qr(RNG.standard_normal((3, 3)))[0]
FIELD = paper(P, U, W, d=3, causal=True)


@pytest.mark.parametrize(
    ("method", "order", "counts"),
    [("euler", 1, (100, 200, 400)), ("dopri5", 5, (16, 24, 32)), ("dop853", 8, (4, 5, 6))],
)
def test_integrators_have_their_order(method, order, counts):
    exact = integrate(FIELD, Y, 1, 1e-13, method="dop853").final

    def solve(n):
        if method == "euler":
            return euler_steps(FIELD, Y, 1, n)[-1]
        return fixed_steps(FIELD, Y, 1, n, method)

    assert abs(observed_order(solve, counts, exact) - order) < 0.6


def test_a_method_that_stays_put_has_no_order():
    exact = integrate(FIELD, Y, 1, 1e-9).final
    assert abs(observed_order(lambda n: Y, (4, 8, 16), exact)) < 0.01
    assert np.isnan(observed_order(lambda n: exact, (4, 8), exact))
    assert np.isnan(observed_order(lambda n: exact * np.nan, (4, 8), exact))


def test_a_retraction_that_changes_the_velocity_costs_the_order():
    # the printed formula, off the ellipsoid, and a retraction that moves it there
    def printed(t, y):
        pull = FIELD.pull(t, onto(y, W)) * 1.5 * (y @ W * y).sum(-1, keepdims=True)
        return pull - (y @ W * pull).sum(-1, keepdims=True) * y

    wrong = Custom(printed, lambda y: 0.999 * onto(y, W))
    exact = integrate(Custom(printed, lambda y: onto(y, W)), Y, 1, 1e-12).final

    def solve(n):
        return fixed_steps(wrong, Y, 1, n, "dopri5")

    assert observed_order(solve, (16, 24, 32), exact) < 1


def test_turning_tokens_and_heads_turns_the_field():
    assert equivariance(FIELD, Q, 0.0, Y) < 1e-13
    phases = np.arange(6).reshape(1, 2, 3)
    changing = Modulated(lambda t: np.sin(t[:, None, None] + phases), P[None])
    assert equivariance(paper(changing, W=W, d=3), Q, 0.7, Y) < 1e-13
    assert equivariance(paper(lambda t: t * P, W=W, d=3), Q, 0.7, Y) < 1e-13


def test_a_stretch_is_no_symmetry():
    assert equivariance(FIELD, Q * [1, 1.01, 1], 0.0, Y) > 1e-3


def test_the_field_is_tangent_and_its_pull_is_not():
    assert tangency(FIELD, 0.0, Y, W) < 1e-13
    assert tangency(Custom(lambda t, y: FIELD.pull(t, y)), 0.0, Y, W) > 0.1


def test_projected_steps_do_not_drift_and_unprojected_ones_do():
    assert drift(fixed_steps(FIELD, Y, 2, 20, "dopri5"), W) < 1e-13
    loose = Custom(lambda t, y: FIELD(t, y))
    assert drift(fixed_steps(loose, Y, 2, 20, "dopri5"), W) > 1e-9
    assert np.isnan(drift(Y * np.nan, W))


def test_halving_the_tolerance_shows_the_error():
    exact = integrate(FIELD, Y, 2, 1e-12).final
    change = halving(lambda tol: integrate(FIELD, Y, 2, tol).final, 1e-5)
    error = np.abs(integrate(FIELD, Y, 2, 1e-5).final - exact).max()
    assert error / 10 < change < 10 * error
