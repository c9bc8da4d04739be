"""Exact reductions: the reduced trajectory is the full one."""

import numpy as np
import pytest

from verify.flows.circle import angles, great_circle, points
from verify.flows.ellipsoids import FlowError, onto
from verify.flows.fields import paper, unnormalized
from verify.flows.gnomonic import Gnomonic, from_chart, to_chart
from verify.flows.gram import deficits, gram
from verify.flows.reductions import conjugated, spanned
from verify.flows.rungekutta import integrate
from verify.flows.weights import Modulated

W3 = np.array([[2.0, 0.5, 0.0], [0.5, 1.0, 0.25], [0.0, 0.25, 3.0]])


def draw(seed, *shape, W=None):
    return onto(np.random.default_rng(seed).standard_normal(shape), W)


def heads(seed, *shape):
    return np.random.default_rng(seed).standard_normal(shape)


def spd(seed, d):
    A = heads(seed, d, d)
    return np.round(64 * (A @ A.T / d + np.eye(d))) / 64


def same(field, y, reduced, t=3.0):
    full = integrate(field, y, t, 1e-10)
    small = integrate(reduced.field, reduced.start, t, 1e-10)
    assert np.abs(reduced.lift(reduced.start) - y).max() < 1e-13
    if field.W is None and small.final.ndim == 3:  # the same norm, so the very same steps
        assert np.abs(reduced.lift(small.final) - full.final).max() < 1e-11
        assert (full.steps == small.steps).all()
    assert np.abs(reduced.lift(small.final) - full.final).max() < 1e-7


@pytest.mark.parametrize("W", [None, spd(0, 12)])
@pytest.mark.parametrize("causal", [False, True])
def test_tokens_stay_in_their_span(W, causal):
    y = draw(1, 3, 4, 12, W=W)
    field = paper(heads(2, 2, 12, 12), W=W, d=12, causal=causal)
    reduced = spanned(field, y)
    assert reduced.start.shape == (3, 4, 4)
    same(field, y, reduced)


@pytest.mark.parametrize("kind", ["modulated", "function"])
def test_weights_that_change_with_time_reduce_too(kind):
    P, y = heads(3, 1, 2, 9, 9), draw(4, 5, 3, 9)
    phases = np.arange(18).reshape(2, 9)

    def diagonal(t):
        return np.sin(t[:, None, None] + phases)

    def function(t):
        return diagonal(np.array([t]))[0][..., None] * P[0]

    field = paper(Modulated(diagonal, P) if kind == "modulated" else function, d=9)
    reduced = spanned(field, y)
    assert reduced.start.shape == (5, 3, 3)
    same(field, y, reduced)
    some = reduced.field.take(np.array([1, 3]))
    t = np.array([0.5, 0.7, 0.9, 1.1, 1.3])
    whole = reduced.field(t, reduced.start)
    part = some(t[[1, 3]], reduced.start[[1, 3]])
    assert np.abs(part - whole[[1, 3]]).max() < 1e-15


def test_fewer_dimensions_than_tokens_reduce_to_the_sphere():
    y = draw(5, 2, 5, 3, W=W3)
    same(field := paper(heads(6, 3, 3), W=W3, d=3), y, spanned(field, y))


def test_a_single_precision_start_gives_a_single_precision_flow():
    reduced = spanned(paper(np.eye(9), d=9), draw(7, 2, 3, 9).astype(np.float32))
    assert reduced.start.dtype == np.float32
    assert reduced.field(np.zeros(2), reduced.start).dtype == np.float32


def test_a_value_matrix_forbids_the_span():
    with pytest.raises(FlowError, match="U = I"):
        spanned(paper(np.eye(3), np.eye(3), d=3), draw(8, 1, 2, 3))


def test_the_square_root_of_w_conjugates_to_the_sphere():
    y = draw(9, 20, 3, 3, W=W3)
    field = paper(heads(10, 2, 3, 3), heads(11, 2, 3, 3), W3, d=3)
    reduced = conjugated(field, y)
    assert reduced.field.W is None
    same(field, y, reduced, 1.0)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("c", [0.7, -3.0, 2e4])
@pytest.mark.parametrize("W", [None, W3])
def test_the_gram_matrix_moves_by_itself(causal, c, W):
    y = draw(12, 2, 5, 3, W=W)
    metric = np.eye(3) if W is None else W
    field = paper(np.stack([c * metric, metric]), W=W, d=3, causal=causal)
    flow, D = gram(field, y)
    velocity = field(np.zeros(2), y)
    wanted = -(velocity @ metric @ y.swapaxes(1, 2))
    assert np.allclose(
        flow(np.zeros(2), D), wanted + wanted.swapaxes(1, 2), atol=1e-9, rtol=1e-12
    )
    if abs(c) < 10:
        there = integrate(flow, D, 4, 1e-10).final
        full = integrate(field, y, 4, 1e-11).final
        assert np.abs(there - deficits(full, W)).max() < 1e-8


def test_the_unnormalized_gram_matrix_moves_by_itself():
    y, field = draw(13, 2, 5, 3), unnormalized(2.0, np.eye(3), np.eye(3), count=5)
    flow, D = gram(field, y)
    wanted = -(field(np.zeros(2), y) @ y.swapaxes(1, 2))
    assert np.allclose(flow(np.zeros(2), D), wanted + wanted.swapaxes(1, 2), atol=1e-13)


def test_deficits_keep_their_digits_near_consensus():
    # two tokens a distance 1e-12 apart approach at the rate 2 / √2, to 12 digits
    D = np.full((1, 2, 2), 5e-25) * (1 - np.eye(2))
    flow, _ = gram(paper(np.eye(2), d=2), points(np.array([[0.0, 1.0]])))
    velocity = flow(np.zeros(1), D)[0, 0, 1]
    assert abs(velocity / 5e-25 + np.sqrt(2)) < 1e-12


@pytest.mark.parametrize("P", [np.diag([1.0, 2.0]), lambda t: np.eye(2)])
def test_the_gram_matrix_needs_a_multiple_of_w(P):
    with pytest.raises(FlowError, match="P "):
        gram(paper(P, d=2), points(np.array([[0.0, 1.0]])))


def test_tokens_on_a_great_circle_are_angles():
    Q = np.linalg.qr(heads(14, 5, 2))[0]
    theta = np.random.default_rng(15).uniform(-3, 3, (3, 4))
    y = points(theta) @ Q.T
    field = paper(heads(16, 2, 5, 5), d=5, causal=True)
    reduced = great_circle(field, y)
    same(field, y, reduced)
    with pytest.raises(FlowError, match="off a plane"):
        great_circle(field, draw(17, 1, 3, 5))
    with pytest.raises(FlowError, match="U = I"):
        great_circle(paper(np.eye(5), np.eye(5), d=5), y)


def test_equal_and_opposite_tokens_lie_on_some_great_circle():
    y = draw(18, 1, 1, 4)
    reduced = great_circle(paper(np.eye(4), d=4), np.concatenate([y, -y, y], axis=1))
    assert np.abs(reduced.field(np.zeros(1), reduced.start)).max() < 1e-15


def test_angles_in_the_plane_admit_a_value_matrix_and_an_ellipse():
    W = np.array([[2.0, 0.5], [0.5, 1.0]])
    y = draw(19, 3, 4, 2, W=W)
    field = paper(heads(20, 2, 2, 2), heads(21, 2, 2, 2), W, d=2)
    reduced = great_circle(field, y)
    full = integrate(field, y, 2, 1e-11).final
    assert (
        np.abs(
            reduced.lift(integrate(reduced.field, reduced.start, 2, 1e-11).final) - full
        ).max()
        < 1e-8
    )


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("normalized", [False, True])
def test_the_jacobian_of_the_angles_is_the_derivative(causal, normalized):
    from dataclasses import replace

    field = paper(heads(22, 2, 2, 2), heads(23, 2, 2, 2), d=2, causal=causal)
    flow = great_circle(replace(field, normalized=normalized), draw(24, 3, 4, 2)).field
    theta, zero, h = np.random.default_rng(25).uniform(-3, 3, (3, 4)), np.zeros(3), 1e-5
    for k in range(4):
        e = h * np.eye(4)[k]
        slope = (flow(zero, theta + e) - flow(zero, theta - e)) / (2 * h)
        assert np.abs(flow.jacobian(zero, theta)[:, :, k] - slope).max() < 1e-8


@pytest.mark.parametrize("W", [None, W3])
def test_the_gnomonic_chart_carries_the_flow(W):
    w = np.array([1.0, 2.0, -0.5])
    y = draw(26, 2, 4, 3, W=W)
    y = y * np.sign(y @ w)[..., None]
    U = np.eye(3) + 0.2 * heads(28, 2, 3, 3)
    field = paper(heads(27, 2, 3, 3), U, W, d=3, causal=True)
    full = integrate(field, y, 0.5, 1e-11).final
    assert (full @ w > 0).all()
    there = integrate(Gnomonic(field, w), to_chart(y, w), 0.5, 1e-11).final
    assert np.abs(from_chart(there, W) - full).max() < 1e-8
    with pytest.raises(FlowError, match="chart holds"):
        to_chart(-y, w)


def test_angles_undo_points():
    theta = np.random.default_rng(29).uniform(-3, 3, 20)
    assert np.abs(angles(points(theta)) - theta).max() < 1e-14
