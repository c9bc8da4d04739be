"""Limits and rates of the consensus paper: the fields behind the claims by plain loops."""

from itertools import pairwise

import numpy as np
import pytest
from sympy import lambdify

from proofs.consensus import (
    causal_hemisphere,
    gradient_limits,
    hemisphere_limits,
    tetrahedron,
    uniform_continuity,
    value_limits,
)
from tests.shipped import shipped
from verify.claim import Claim, Family
from verify.effort import QUICK
from verify.run.session import check_subject

NEW = (
    "causal_hemisphere",
    "discrete_consensus",
    "exceptional_angle",
    "gradient_limits",
    "hemisphere_limits",
    "more_tokens",
    "tetrahedron",
    "three_equilibria",
    "uniform_continuity",
    "value_limits",
)
MINE = [one for one in shipped("consensus").found if one.id.split(".")[1] in NEW]
LONG = {"three_tokens", "one_point", "two_tokens_barbalat", "hull"}


def attention(y, scores, U):
    """Return the velocities of tokens on a sphere by plain loops; -inf hides a token."""
    moved = []
    for i, own in enumerate(y):
        weights = np.exp(scores[i])
        weights /= np.sqrt(y.shape[1]) * weights.sum()
        pull = sum(w * (U @ other) for w, other in zip(weights, y, strict=True))
        moved.append(pull - (own @ pull) * own)
    return np.array(moved), np.exp(scores) / (
        np.sqrt(y.shape[1]) * np.exp(scores).sum(axis=1, keepdims=True)
    )


def in_a_hemisphere(rng, count, d):
    y = rng.standard_normal((count, d))
    y[:, 0] = np.abs(y[:, 0]) + 0.1
    return y / np.linalg.norm(y, axis=1, keepdims=True)


def played(flow, letters, values):
    return np.array(lambdify(letters, flow.rates, "numpy")(*values), dtype=float)


def charted(y, moved):
    """Return a coordinate of the gnomonic chart and its velocity."""
    b, slope = y[:, 0], moved[:, 0]
    return y[:, 1] / b, moved[:, 1] / b - y[:, 1] * slope / b**2


def test_the_chart_of_three_tokens_moves_as_attention_does():
    rng = np.random.default_rng(3)
    for _ in range(5):
        y = in_a_hemisphere(rng, 3, 4)
        moved, alpha = attention(y, rng.standard_normal((3, 3)), np.eye(4))
        r, velocity = charted(y, moved)
        w = alpha * y[:, 0] / y[:, :1]
        weights = [w[i, j] for i in range(3) for j in range(3) if i != j]
        flow = hemisphere_limits.three
        letters = (*flow.letters, *flow.inputs)
        rates = played(flow, letters, (*r, 2, -2, *weights))
        assert np.allclose(rates[:3], velocity, rtol=1e-12, atol=1e-13)


def test_the_causal_chart_moves_as_causal_attention_does():
    rng = np.random.default_rng(4)
    for _ in range(5):
        y = in_a_hemisphere(rng, 3, 3)
        scores = np.where(np.tri(3) > 0, rng.standard_normal((3, 3)), -np.inf)
        moved, alpha = attention(y, scores, np.eye(3))
        r, velocity = charted(y, moved)
        w = alpha * y[:, 0] / y[:, :1]
        flow = causal_hemisphere.three
        letters = (*flow.letters, *flow.inputs)
        values = (r[1] - r[0], r[2] - r[0], 5, 5, w[1, 0], w[2, 0], w[2, 1])
        expected = velocity[1:] - velocity[0]
        assert np.allclose(played(flow, letters, values)[:2], expected, rtol=1e-12)


def test_the_chart_with_a_value_matrix_moves_as_attention_does():
    rng = np.random.default_rng(5)
    gap = 2.5
    U = np.diag([1.0, 1 - gap, 0.3])
    for _ in range(5):
        y = in_a_hemisphere(rng, 3, 3)
        scores = np.where(np.tri(3) > 0, rng.standard_normal((3, 3)), -np.inf)
        moved, alpha = attention(y, scores, U)
        rho, velocity = charted(y, moved)
        w = alpha * y[:, 0] / y[:, :1]
        flow = value_limits.two
        names = {f"w_{i + 1}{j + 1}": w[i, j] for i in range(3) for j in range(i + 1)}
        numbers = {"g": gap, "rho_1": rho[0], "rho_2": rho[1], **names}
        letters = sorted(
            {x for rate in flow.rates for x in rate.free_symbols}, key=lambda x: x.name
        )
        rates = played(flow, letters, [numbers[x.name] for x in letters])
        assert np.allclose(rates, velocity[:2], rtol=1e-12, atol=1e-13)
        third = -w[2, 2] * gap * rho[2] + w[2, :2] @ ((1 - gap) * rho[:2] - rho[2])
        assert np.isclose(third, velocity[2], rtol=1e-12)


def test_the_potential_falls_as_fast_as_its_gradient_is_long():
    rng = np.random.default_rng(6)
    angles, beta = gradient_limits.three, gradient_limits.beta
    flow = gradient_limits.flow_of(angles, gradient_limits.multiple)
    offered = gradient_limits.down_the_potential(angles, gradient_limits.multiple)
    V = lambdify((*angles, beta), offered.height, "numpy")
    g = lambdify((*angles, beta), offered.metric, "numpy")
    for theta in rng.uniform(-3, 3, (5, 3)):
        rates = played(flow, (*angles, beta), (*theta, 1.5))
        h = 1e-5
        slope = (V(*(theta + h * rates), 1.5) - V(*(theta - h * rates), 1.5)) / (2 * h)
        length = rates @ np.array(g(*theta, 1.5), dtype=float) @ rates
        assert slope == pytest.approx(-length, rel=1e-6)


def test_the_field_on_the_sphere_is_attention_with_the_identity_for_scores():
    rng = np.random.default_rng(8)
    y = in_a_hemisphere(rng, 3, 3)
    flow = gradient_limits.three_on_the_sphere.says.flow
    moved, _ = attention(y, y @ y.T, np.eye(3))
    rates = played(flow, flow.letters, y.ravel())
    assert np.allclose(rates.reshape(3, 3), np.sqrt(3) * moved, rtol=1e-12, atol=1e-14)


def test_three_tokens_at_120_degrees_turn_as_stated():
    J = np.array([[0.0, 1.0], [-1.0, 0.0]])
    angles = np.array([0, 2, 4]) * np.pi / 3
    y = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    for s in (-1.0, 0.4, 1.0):
        moved, _ = attention(y, s * y @ J @ y.T, np.eye(2))
        spin = np.einsum("ij,ij->i", moved, np.stack([-np.sin(angles), np.cos(angles)], axis=1))
        assert np.allclose(spin, float(uniform_continuity.turn(s)), rtol=1e-12)


def test_the_tetrahedron_has_the_stated_eigenvalues():
    y = np.array([np.array(v, dtype=float).ravel() for v in tetrahedron.corners]) / np.sqrt(3)
    for p in (-2.0, -1.0, 0.5):

        def field(y, p=p):
            return attention(y, p * y @ y.T, np.eye(3))[0]

        h, columns = 1e-6, []
        for i in range(4):
            for k in range(3):
                step = np.zeros((4, 3))
                step[i, k] = h
                step[i] -= (step[i] @ y[i]) * y[i]
                columns.append((field(y + step) - field(y - step)).ravel() / (2 * h))
        seen = np.sort(np.linalg.eigvals(np.array(columns).T).real)
        weight = np.exp(-p / 3) / (np.sqrt(3) * (np.exp(p) + 3 * np.exp(-p / 3)))
        told = [0.0] * 7 + [8 * p / 3] * 2 + [16 * p / 9 + 8 / 3] * 3
        assert np.allclose(seen, np.sort(weight * np.array(told)), atol=1e-7)


def test_a_velocity_jumps_in_times_as_short_as_one_likes():
    turn = lambdify(
        uniform_continuity.s, uniform_continuity.turn(uniform_continuity.s), "numpy"
    )
    times = [np.sqrt(np.pi / 2 + np.pi * k) for k in range(1000, 1003)]
    for t, u in pairwise(times):
        assert u - t < 0.03
        assert abs(turn(np.sin(u**2)) - turn(np.sin(t**2))) > 0.63


def checked(one):
    assert isinstance(one.subject, Claim | Family)
    result = check_subject(one.subject, QUICK)
    assert result.verdict is one.claim.expects, result.because


REST = [one for one in MINE if one.id.split(".")[-1] in LONG]
SHORT = [one for one in MINE if one not in REST]


@pytest.mark.parametrize("one", SHORT, ids=lambda one: one.id)
def test_a_claim_gets_the_verdict_it_expects(one):
    checked(one)


@pytest.mark.slow
@pytest.mark.parametrize("one", REST, ids=lambda one: one.id)
def test_a_longer_claim_gets_the_verdict_it_expects(one):
    checked(one)
