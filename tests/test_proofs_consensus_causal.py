"""Facts behind the claims of sections 5 to 7, worked out by hand and by integration."""

import mpmath
import numpy as np
import pytest
import sympy
from sympy import Rational

from proofs.consensus import (
    basin_digits,
    basin_of_three,
    causal_one_token,
    printed_data,
    printed_value_matrix,
    value_examples,
    value_later_tokens,
)
from proofs.vocabulary import printed, within
from tests import shipped as claims
from verify.claim import Claim, Control, Unchecked
from verify.effort import QUICK
from verify.run.session import check_subject
from verify.verdict import Verdict

MINE = ("causal", "basin", "value", "printed")


@pytest.fixture(scope="module")
def shipped():
    return claims.shipped("consensus")


@pytest.fixture(scope="module")
def found(shipped):
    return {one.id: one for one in shipped.found if one.id.split(".")[1].startswith(MINE)}


def causal_field(tokens, value, scores, heads=1):
    """Return the causal field of a stack of tokens, by plain loops."""
    out = np.zeros_like(tokens)
    for i, y in enumerate(tokens):
        weights = np.array([np.exp(y @ scores @ z) for z in tokens[: i + 1]])
        weights /= np.sqrt(len(y)) * weights.sum()
        force = sum(weight * value @ z for weight, z in zip(weights, tokens, strict=False))
        out[i] = heads * (force - (y @ force) * y)
    return out


def flow(tokens, value, scores, time, step=0.01):
    """Return the tokens after a time, by Runge-Kutta steps back on the sphere."""
    y = np.array(tokens, dtype=float)
    for _ in range(round(time / step)):
        a = causal_field(y, value, scores)
        b = causal_field(y + step / 2 * a, value, scores)
        c = causal_field(y + step / 2 * b, value, scores)
        d = causal_field(y + step * c, value, scores)
        y = y + step / 6 * (a + 2 * b + 2 * c + d)
        y /= np.linalg.norm(y, axis=1, keepdims=True)
    return y


def on_circle(*angles):
    """Return tokens on the unit circle at the given angles."""
    return np.array([[np.cos(angle), np.sin(angle)] for angle in angles])


def exceptional(theta2):
    """Return θ₃* of the closed form at a float, in mpmath."""
    s = mpmath.sin(theta2 / 2) ** 2
    third, sixth = mpmath.mpf(1) / 3, mpmath.mpf(1) / 6
    above = mpmath.hyp2f1(4 * third, 4 * third, 13 * sixth, s)
    below = mpmath.hyp2f1(third, third, 7 * sixth, s)
    return mpmath.pi + 2 * mpmath.atan(mpmath.sin(theta2) / 7 * above / below)


def test_the_printed_matrices_draw_two_tokens_near_v_and_its_opposite_to_them():
    U = np.array(printed_value_matrix.rows_of_U, dtype=float)
    P = np.array(printed_value_matrix.rows_of_P, dtype=float)
    values, vectors = np.linalg.eigh(U)
    v, step = vectors[:, 2], 0.01
    y = np.array([v + 0.03 * vectors[:, 1], -v + 0.05 * vectors[:, 1] - 0.05 * vectors[:, 0]])
    y /= np.linalg.norm(y, axis=1, keepdims=True)
    away = [np.linalg.norm(y[1] + v)]
    for k in range(6000):
        times = 2 * np.pi * np.array([5, 5, 3]) * (k + 0.5) * step
        waves = 2 * np.array([np.cos(times[0]), np.sin(times[1]), np.cos(times[2])])
        middle = y + step / 2 * causal_field(y, U, waves[:, None] * P)
        y = y + step * causal_field(middle, U, waves[:, None] * P)
        y /= np.linalg.norm(y, axis=1, keepdims=True)
        away.append(np.linalg.norm(y[1] + v))
    assert np.linalg.norm(y[0] - v) < 1e-6
    # the slow exponent is μ/(2√3), and it shows at whole periods only
    assert np.isclose(
        away[6000] / away[4000], np.exp(20 * values[1] / (2 * np.sqrt(3))), rtol=0.01
    )
    assert max(away[4000:4100]) > 1.001 * away[4000]


def test_two_starts_of_a_token_near_the_opposite_part_as_stated():
    rng = np.random.default_rng(12)
    d, scores = 4, rng.standard_normal((4, 4))
    first = np.eye(d)[0]
    for spread in (0.3, 0.01):
        near = first + spread * rng.standard_normal((3, d))
        both = -first + spread * rng.standard_normal((2, d))
        earlier, starts = (z / np.linalg.norm(z, axis=1, keepdims=True) for z in (near, both))
        moved, shares = [], []
        for x in starts:
            weights = np.exp(earlier @ scores.T @ x)
            shares.append(weights / (weights.sum() + np.exp(x @ scores @ x)) / np.sqrt(d))
            moved.append(shares[-1] @ earlier - (shares[-1] @ earlier @ x) * x)
        gap = starts[0] - starts[1]
        told = (shares[0] - shares[1]) @ (earlier @ gap)
        products = shares[0] @ earlier @ starts[0] + shares[1] @ earlier @ starts[1]
        told -= gap @ gap / 2 * products
        assert np.isclose(gap @ (moved[0] - moved[1]), told, rtol=1e-9)
    least = min(share.sum() for share in shares)
    assert told > least * (gap @ gap) / 2  # what `expansion` says for a small spread


def test_one_start_of_a_third_token_ends_opposite_and_its_neighbors_do_not():
    # backwards in time from -y₁ and y₂ near y₁, then forwards from both sides of that start
    end = np.array([[1.0, 0, 0], [np.cos(1e-3), np.sin(1e-3), 0], [-1.0, 0, 0]])
    scores = np.diag([0.5, -0.2, 0.1])
    y = flow(end, np.eye(3), scores, -24, -0.05)
    assert y[1] @ y[0] < 0.9
    assert y[2] @ y[0] > -0.99  # no token is opposite the first
    for side in (-0.05, 0.05):
        turned = y.copy()
        turned[2] += side * np.array([-y[2, 1], y[2, 0], 0])
        turned[2] /= np.linalg.norm(turned[2])
        assert flow(turned, np.eye(3), scores, 40, 0.05)[2] @ y[0] > 0.99
    assert flow(y, np.eye(3), scores, 20, 0.05)[2] @ y[0] < -0.999


def test_no_claim_file_has_a_problem(shipped):
    assert shipped.problems == ()


def test_every_refuted_sentence_has_a_repaired_twin(found):
    repaired = {one.repairs for one in found.values()}
    refuted = {
        name
        for name, one in found.items()
        if isinstance(one.subject, Claim) and one.subject.expects is Verdict.REFUTED
    }
    assert len(refuted) >= 9
    assert refuted <= repaired


def test_what_cannot_be_checked_comes_with_a_reason(found):
    listed = [one.subject for one in found.values() if isinstance(one.subject, Unchecked)]
    assert len(listed) >= 7
    assert all(len(one.reason) > 20 for one in listed)


def test_the_closed_form_agrees_with_the_digits():
    with mpmath.workdps(70):
        value = exceptional(mpmath.pi / 2)
        assert mpmath.almosteq(value, mpmath.mpf(basin_digits.digits), abs_eps=1e-58)


@pytest.mark.parametrize("theta2", [0.5, np.pi / 2, 2.5])
def test_starts_on_both_sides_of_the_closed_form_part_after_lingering_opposite(theta2):
    angle, zero = float(exceptional(theta2)), np.zeros((2, 2))
    below = flow(on_circle(0, theta2, angle - 1e-3), np.eye(2), zero, 14, 0.05)[2]
    above = flow(on_circle(0, theta2, angle + 1e-3), np.eye(2), zero, 14, 0.05)[2]
    assert max(below[0], above[0]) < -0.2
    assert below[1] - above[1] > 0.3


def test_a_start_exactly_opposite_comes_back():
    end = flow(on_circle(0, np.pi / 2, np.pi), np.eye(2), np.zeros((2, 2)), 40, 0.1)
    assert end[2] == pytest.approx([1, 0], abs=1e-3)


def test_random_starts_never_show_the_exception():
    rng = np.random.default_rng(0)
    for _ in range(5):
        end = flow(on_circle(0, *rng.uniform(0, 2 * np.pi, 2)), np.eye(2), np.eye(2), 40, 0.1)
        assert end[2] == pytest.approx([1, 0], abs=2e-2)


def test_the_angular_speeds_are_those_of_the_field():
    rng = np.random.default_rng(1)
    second, third = rng.uniform(0, 2 * np.pi, 2)
    tokens = on_circle(0, second, third)
    scores = rng.normal(size=(2, 2))
    speed = causal_field(tokens, np.eye(2), scores)[2] @ [-np.sin(third), np.cos(third)]
    weights = np.exp(tokens[2] @ scores @ tokens.T)
    weights /= np.sqrt(2) * weights.sum()
    values = {
        basin_of_three.A31: weights[0],
        basin_of_three.A32: weights[1],
        basin_of_three.c: np.cos(second),
        basin_of_three.s: np.sin(second),
        basin_of_three.x: np.cos(third),
        basin_of_three.y: np.sin(third),
    }
    assert float(basin_of_three.third_speed.subs(values)) == pytest.approx(speed, rel=1e-12)


def test_the_height_is_the_hyperbolic_tangent():
    value = causal_one_token.height.subs({causal_one_token.a: Rational(-3, 5)})
    for s in (0.1, 1.0, 3.0):
        expected = np.tanh(np.arctanh(-0.6) + s)
        assert float(value.subs(causal_one_token.s, s)) == pytest.approx(expected, rel=1e-12)


def test_second_order_terms_vanish_in_the_exponents():
    v, d, lam, mu = np.array([1.0, 0, 0]), np.array([0, 1.0, 0]), 0.7, -0.4
    value, scores = np.diag([lam, mu, -1]), np.diag([0.3, -2.0, 1.0])
    for i in (1, 2, 5):
        tokens = np.array([v] * (i - 1) + [np.sqrt(1 - 1e-12) * v + 1e-6 * d])
        slope = causal_field(tokens, value, scores)[-1] @ d / 1e-6
        assert slope == pytest.approx(-(lam - mu / i) / np.sqrt(3), rel=1e-5)


def test_negative_top_eigenvalues_can_be_stable_for_two_tokens_and_not_for_three():
    zero, close = np.zeros((2, 2)), on_circle(0, 0.01, -0.01)
    end = flow(close, np.diag([-1.0, -2.5]), zero, 100, 0.1)
    assert end[1] == pytest.approx([1, 0], abs=1e-3)
    assert end[2, 0] < 0.9


def test_the_printed_equilibrium_rests():
    tokens = np.array([[1, 0], [-0.6, 0.8]])
    field = causal_field(tokens, np.diag([3.0, -2.0]), np.zeros((2, 2)))
    assert field == pytest.approx(np.zeros((2, 2)), abs=1e-15)


def test_opposite_tokens_attract_a_start_outside_the_hemisphere():
    start = np.array([[0.6, 0.8], [-0.8, 0.6]])
    end = flow(start, np.diag([3.0, -2.0]), np.zeros((2, 2)), 40, 0.05)
    assert end == pytest.approx(np.array([[1, 0], [-1, 0]]), abs=1e-6)


def test_the_height_of_the_second_token_may_fall():
    tokens = np.array([[0.6, 0.8], [0.96, 0.28]])
    slope = causal_field(tokens, np.diag([2.0, 1.0]), np.zeros((2, 2)))[1, 0]
    exact = value_later_tokens.slope_of_second
    assert float(exact) == pytest.approx(slope, rel=1e-12)
    assert slope < 0


def test_a_skew_value_matrix_sends_the_token_to_the_other_side():
    end = flow([[0.6, 0.8]], np.array([[1.0, -2.0], [0, 0]]), np.zeros((2, 2)), 30, 0.05)
    assert end[0] == pytest.approx([-1, 0], abs=1e-6)


def test_a_start_without_a_top_part_tends_to_the_middle_eigenvector():
    letters = {value_examples.a: 0, value_examples.b: Rational(3, 5)}
    height = value_examples.height.subs({**letters, value_examples.c: Rational(4, 5)})
    assert float(height.subs(value_examples.s, 20)) == pytest.approx(1, abs=1e-12)


def test_the_norms_of_figure_2_are_those_of_the_printed_matrices():
    times = np.linspace(0, 0.5, 2001)
    rows = np.array([[float(e) for e in row] for row in printed_data.rows_of_P1])
    factors = 2 * np.array(
        [np.cos(10 * np.pi * times), np.sin(10 * np.pi * times), np.cos(6 * np.pi * times)]
    )
    norms = np.sqrt(((factors.T[:, :, None] * rows) ** 2).sum((1, 2)))
    assert norms.max() == pytest.approx(1.070774, abs=3e-6)
    assert norms.min() == pytest.approx(0.600252, abs=3e-6)
    assert abs(times[norms.argmax()] - 0.25) == pytest.approx(0.0967, abs=1e-3)


def test_the_printed_value_matrix_has_the_eigenvalues_of_numpy():
    rows = np.array([[float(e) for e in row] for row in printed_value_matrix.rows_of_U])
    values = np.linalg.eigvalsh(rows)
    expected = [-1.41849322294769, -0.02148220506899, 0.438875428016693]
    assert values == pytest.approx(expected, abs=1e-12)


def test_the_printed_matrices_keep_two_tokens_opposite():
    rows = np.array([[float(e) for e in row] for row in printed_value_matrix.rows_of_U])
    _, vectors = np.linalg.eigh(rows)
    v = vectors[:, 2]
    tilted = -v + 0.01 * vectors[:, 0]
    start = np.array([v, tilted / np.linalg.norm(tilted)])
    end = flow(start, rows, np.zeros((3, 3)), 20, 0.05)
    assert end[1] @ v < -0.9999


def test_decimals_are_read_exactly():
    assert printed("0.5 1; 0 -0.25") == [[Rational(1, 2), 1], [0, Rational(-1, 4)]]
    assert printed("0.1") == [[Rational(1, 10)]]


def test_within_is_strict_and_absolute():
    def holds(statement):
        return bool(statement.lhs < statement.rhs)

    assert holds(within(sympy.Integer(2), "2.05", 1))
    assert not holds(within(sympy.Integer(2), "2.1", 1))
    assert not holds(within(sympy.Integer(2), "-2", 1))


def verdict_on(says):
    """Return the verdict of the program on a statement."""
    control = Control("it is reversed", sympy.Gt(0, 1, evaluate=False))
    return check_subject(Claim(says=says, controls=(control,)), QUICK).verdict


def test_a_bound_on_a_number_is_certified_or_refuted():
    value = sympy.hyper((1, 1), (2,), Rational(1, 2))  # 2 log 2
    assert verdict_on(within(value, "1.386294361119890618834464", 23)) is Verdict.CERTIFIED
    assert verdict_on(within(value, "1.386294361119890618834466", 24)) is Verdict.REFUTED


def test_a_series_past_its_singularity_proves_nothing():
    value = sympy.hyper((1, 1), (2,), Rational(3, 2))
    assert verdict_on(within(value, 0, 0)) is not Verdict.CERTIFIED
    assert verdict_on(sympy.Lt(value, 100, evaluate=False)) is Verdict.UNDECIDED
