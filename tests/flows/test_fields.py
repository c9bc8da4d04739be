"""Attention fields and layers, against plain loops written from the formulas."""

import math

import numpy as np
import pytest

from verify.flows.ellipsoids import FlowError, length, onto
from verify.flows.fields import Custom, paper, self_attention, unnormalized
from verify.flows.hardmax import Hardmax
from verify.flows.layers import layer
from verify.flows.weights import Constant, Modulated

ZERO = np.zeros(1)


def _dot(u, v):
    return sum(float(a) * float(b) for a, b in zip(u, v, strict=True))


def _times(A, v):
    return [_dot(row, v) for row in A]


def plain(y, P, U, W, causal, scale):
    """The velocity of one configuration, by loops over the printed formula."""
    size, d = len(y), len(y[0])
    answer = [[0.0] * d for _ in range(size)]
    for head in range(len(P)):
        for i in range(size):
            seen = range(i + 1) if causal else range(size)
            e = {j: math.exp(_dot(y[i], _times(P[head], y[j]))) for j in seen}
            for j in seen:
                alpha = scale * e[j] / sum(e.values())
                moved = _times(U[head], y[j])
                along = _dot(y[i], _times(W, moved))
                for c in range(d):
                    answer[i][c] += alpha * (moved[c] - along * y[i][c])
    return np.array(answer)


def draw(seed, heads=2, size=3, d=3, count=2):
    rng = np.random.default_rng(seed)
    A = rng.standard_normal((d, d))
    W = A @ A.T + np.eye(d)
    W = (W + W.T) / 2
    P = rng.standard_normal((heads, d, d))
    U = rng.standard_normal((heads, d, d))
    return P, U, W, onto(rng.standard_normal((count, size, d)), W)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize(
    ("heads", "size", "d", "count"), [(1, 1, 1, 1), (1, 2, 2, 3), (2, 3, 3, 20), (2, 4, 9, 2)]
)
def test_the_field_is_the_printed_formula(causal, heads, size, d, count):
    P, U, W, y = draw(1, heads, size, d, count)
    found = paper(P, U, W, d=d, causal=causal)(np.zeros(count), y)
    for row, tokens in zip(found, y, strict=True):
        assert np.allclose(row, plain(tokens, P, U, W, causal, 1 / math.sqrt(d)), atol=1e-13)


@pytest.mark.parametrize("causal", [False, True])
def test_both_layouts_do_the_same_sums(causal):
    P, U, W, y = draw(2, 2, 5, 3, 40)
    field = paper(P, U, W, d=3, causal=causal)
    one_by_one = np.concatenate([field(ZERO, tokens[None]) for tokens in y])
    assert np.allclose(field(np.zeros(40), y), one_by_one, atol=1e-14)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("shared", [False, True])
def test_groups_of_trajectories_do_the_same_sums(causal, shared, monkeypatch):
    rng = np.random.default_rng(3)
    y = onto(rng.standard_normal((7, 4, 9)))
    P, U = (rng.standard_normal((1 if shared else 7, 2, 9, 9)) for _ in range(2))
    for values in (None, Constant(U)):
        field = paper(Constant(P), values, d=9, causal=causal)
        together = field(np.zeros(7), y)
        with monkeypatch.context() as patch:
            patch.setattr("verify.flows.kernels.SLAB_BYTES", 2 * 2 * 4 * 4 * 8)  # two of seven
            assert np.allclose(field(np.zeros(7), y), together, atol=1e-14)


def test_weights_known_ahead_are_those_of_each_time():
    rng = np.random.default_rng(4)
    w, P = rng.uniform(0, 1, (2, 5)), rng.standard_normal((1, 2, 5, 5))
    whole = Modulated(lambda t: np.abs(np.sin(t[:, None, None] * w)), P)
    bases = np.linalg.qr(rng.standard_normal((4, 5, 3)))[0]
    reduced = whole.within(np.swapaxes(bases, -1, -2), bases)
    times = rng.uniform(0, 9, (3, 4))
    for stage, t in zip(reduced.ahead(times), times, strict=True):
        inside = np.swapaxes(bases, -1, -2)[:, None] @ whole.at(t) @ bases[:, None]
        assert np.allclose(stage.matrices, inside, atol=1e-14)


def test_rows_of_weights_sum_to_one_over_root_d():
    y = onto(np.array([[[1.0, 2.0], [1.0, 2.0]]]))
    assert np.allclose(paper(np.eye(2), d=2).pull(ZERO, y), y / math.sqrt(2))


def test_self_attention_has_no_root():
    P, U, _, y = draw(3, 1, 3, 2, 1)
    Q, K = P[0], U[0]
    found = self_attention(2.0, Q, K, U[0])(ZERO, onto(y))
    wanted = plain(onto(y)[0], [2 * Q.T @ K], U, np.eye(2)[:2], False, 1.0)
    assert np.allclose(found[0], wanted, atol=1e-13)


def test_the_unnormalized_field_is_a_mean_of_exponentials():
    x = onto(np.array([[[1.0, 0.0], [3.0, 4.0]]]))
    f = sum(math.exp(2 * x[0, 0] @ xj) * xj for xj in x[0]) / 2
    found = unnormalized(2.0, np.eye(2), np.eye(2), count=2)(ZERO, x)
    assert np.allclose(found[0, 0], f - (x[0, 0] @ f) * x[0, 0])


def test_the_velocity_is_tangent_and_sees_directions_only():
    P, U, W, y = draw(4)
    field = paper(P, U, W, d=3)
    v = field(np.zeros(2), y)
    assert np.abs(np.einsum("bia,ac,bic->bi", y, W, v)).max() < 1e-14
    assert np.allclose(v, field(np.zeros(2), 3 * y), atol=1e-15)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_scores_do_not_overflow_a_softmax(causal, count, dtype):
    y = onto(np.array([[[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]]] * count, dtype=dtype))
    for sign in (1, -1):
        field = paper(sign * 1e5 * np.eye(2), d=2, causal=causal).cast(dtype)
        found = field(np.zeros(count), y)
        assert found.dtype == dtype
        assert np.isfinite(found).all()
        hard = Hardmax(field.P, scale=field.scale, causal=causal)
        assert np.allclose(found, hard(np.zeros(count), y), atol=1e-6)


def test_hardmax_shares_a_tie():
    y = np.array([[[0.6, 0.8], [1.0, 0.0], [0.0, 1.0]]])
    found = Hardmax(Constant(np.zeros((1, 1, 2, 2))))(ZERO, y)
    assert np.allclose(found, paper(np.zeros((2, 2)), d=2)(ZERO, y) * math.sqrt(2))


def test_an_unnormalized_overflow_is_not_hidden():
    y = onto(np.array([[[1.0, 0.0], [0.6, 0.8]]]))
    assert not np.isfinite(unnormalized(1e4, np.eye(2), np.eye(2), count=2)(ZERO, y)).all()


def test_modulated_weights_are_a_diagonal_times_a_matrix():
    P, _, _, y = draw(5, 2, 3, 3, 4)
    times = np.array([0.0, 0.5, 1.0, 1.5])

    def diagonal(t):
        return np.abs(np.sin(t[:, None, None] + np.arange(6).reshape(1, 2, 3)))

    found = paper(Modulated(diagonal, P[None]), d=3)(times, onto(y))
    for b, t in enumerate(times):
        D = [np.diag(np.abs(np.sin(t + np.arange(3 * h, 3 * h + 3)))) for h in range(2)]
        one = paper(np.stack([D[h] @ P[h] for h in range(2)]), d=3)(ZERO, onto(y)[b : b + 1])
        assert np.allclose(found[b], one[0], atol=1e-14)


def test_a_function_of_time_is_asked_at_each_trajectorys_own_time():
    _, _, _, y = draw(6, 1, 3, 2, 3)
    y = onto(y)
    field = paper(lambda t: t * np.eye(2), d=2)
    found = field(np.array([0.0, 1.0, 2.0]), y)
    for b in range(3):
        assert np.allclose(found[b], paper(b * np.eye(2), d=2)(ZERO, y[b : b + 1])[0])


def test_the_layer_is_the_printed_formula():
    P, U, W, y = draw(7)
    field = paper(P, U, W, d=3)
    found = layer(field, y)
    moved = y + field.pull(np.zeros(2), y)
    assert np.allclose(found, moved / length(moved, W)[..., None])
    assert np.allclose(length(found, W), 1)


def test_a_layer_whose_bracket_vanishes_is_an_error():
    field = paper(np.zeros((2, 2)), -math.sqrt(2) * np.eye(2), d=2)
    with pytest.raises(FlowError, match="no next layer"):
        layer(field, np.array([[[1.0, 0.0]]]))


@pytest.mark.parametrize(
    ("W", "why"),
    [
        ([[1.0, 0.0], [0.0, -1.0]], "positive definite"),
        ([[1.0, 0.0], [0.0, 0.0]], "positive definite"),
        ([[1.0, 0.1], [0.0, 1.0]], "W differs"),
        ([[1.0, np.nan], [np.nan, 1.0]], "not finite"),
        (np.eye(3), "3 × 3"),
        (np.ones((2, 3)), "square"),
    ],
)
def test_a_bad_metric_is_an_error(W, why):
    with pytest.raises(FlowError, match=why):
        paper(np.eye(2), W=W, d=2)


@pytest.mark.parametrize(
    ("P", "why"),
    [
        (np.eye(3), "shape"),
        (lambda t: np.eye(3), "shape"),
        (np.full((2, 2), np.nan), "finite"),
        (np.zeros((0, 2, 2)), "shape"),
    ],
)
def test_bad_heads_are_an_error(P, why):
    with pytest.raises(FlowError, match=why):
        paper(P, d=2)


def test_a_custom_field_of_the_wrong_shape_is_an_error():
    with pytest.raises(FlowError, match="shape"):
        Custom(lambda t, y: y[:, :1])(ZERO, np.ones((1, 2, 2)))
