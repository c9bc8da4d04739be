"""The ablation table of the consensus paper: its fields by plain numbers, its answers."""

import numpy as np
import pytest

from proofs.consensus import (
    gradient_limits,
    theorem_3_1_needs,
    theorem_3_2_needs,
    theorem_4_1_needs,
    theorem_5_1_needs,
    theorem_6_1_needs,
    total_pull,
    unbounded_scores,
)
from verify.effort import QUICK
from verify.flows import replay as flows
from verify.kinds import Kind, Modal
from verify.run.ablation import ablate_subject
from verify.run.replay import without
from verify.search import replay as points

NEEDED, IDLE, SEEN = "needed", "not needed", "not needed (observed)"
TABLE = {
    theorem_3_1_needs: {
        "descends": {
            "P is symmetric": NEEDED,
            "W = P": NEEDED,
            "W is positive definite": NEEDED,
            "the tokens differ": IDLE,
        },
    },
    theorem_3_2_needs: {
        "two_tokens": {
            "P is symmetric": IDLE,
            "W = P": IDLE,
            "every token sees every other": IDLE,
        },
        "changing": {"P is constant": SEEN, "P is positive definite, at most 3": SEEN},
        "no_turning": {"P is symmetric": NEEDED},
        "negative_definite": {"P is positive definite": NEEDED},
        "indefinite": {
            "P is positive definite": NEEDED,
            "the tokens are not opposite": NEEDED,
            "the tokens are on the curve": IDLE,
        },
        "one_token": {"U = I": NEEDED},
    },
    gradient_limits: {"three_tokens": {"P is symmetric": NEEDED, "P is not 0": SEEN}},
    theorem_4_1_needs: {
        "two_tokens": {
            "the weights are positive": NEEDED,
            "U = I": NEEDED,
            "the tokens share an open half-plane": NEEDED,
        },
        "any_change_of_weights": {
            "P is bounded: the weights are at least c": NEEDED,
            "the weights swing above it": NEEDED,
            "P is uniformly continuous": IDLE,
            "every token sees every other": IDLE,
            "no weight is negative": IDLE,
        },
        "any_ellipse": {
            "the weights are positive": NEEDED,
            "W = I": IDLE,
            "W is positive definite": IDLE,
            "the tokens share an open half-plane": NEEDED,
        },
        "other_value_matrix": {
            "U = I": NEEDED,
            "the tokens share an open half-plane": NEEDED,
        },
    },
    unbounded_scores: {
        "consensus": {
            "P is bounded": NEEDED,
            "the tokens are at most 90° apart": NEEDED,
        },
        "consensus_causal": {
            "P is bounded": NEEDED,
            "the tokens share an open hemisphere": NEEDED,
            "c is a cosine": IDLE,
            "they are more than 60° apart": SEEN,
        },
        "least_weight": {"P is bounded by b": NEEDED, "c is a cosine": NEEDED},
    },
    theorem_5_1_needs: {
        "value_identity": {
            "the weight is positive": NEEDED,
            "U = I": NEEDED,
            "y₂ is not -y₁": NEEDED,
        },
        "any_ellipse": {
            "the weight is positive": NEEDED,
            "W = I": IDLE,
            "W is positive definite": IDLE,
            "y₂ is not -y₁": NEEDED,
        },
        "other_value_matrix": {"U = I": NEEDED, "y₂ is not -y₁": NEEDED},
        "full_attention": {
            "attention is causal": NEEDED,
            "no weight is negative": IDLE,
            "y₂ is in the second quadrant, y₃ in the third and 41° from -y₁": NEEDED,
            "they are not at 120°": SEEN,
        },
    },
    total_pull: {
        "bounded_below": {"α is at least c > 0": NEEDED, "w is not negative": IDLE},
    },
    theorem_6_1_needs: {
        "lemma_on_the_circle": {
            "the pull α is positive": NEEDED,
            "λ is simple": NEEDED,
            "the token is on the side of v": NEEDED,
        },
        "needs_symmetry": {
            "U is symmetric": NEEDED,
            "the token is on the side of v": NEEDED,
        },
        "two_tokens": {
            "λ is simple": NEEDED,
            "λ is positive": NEEDED,
            "the first token is on the side of v": NEEDED,
            "the second token is on the side of v": NEEDED,
            "the second token is not at -v": IDLE,
        },
        "zero_is_enough": {
            "λ is simple": NEEDED,
            "λ is not negative": NEEDED,
            "the weights lie between 1 and K": NEEDED,
            "C is at least K²μ²/(λ - μ)²": NEEDED,
        },
        "any_weights": {
            "P is bounded: the weights are at least c": IDLE,
            "the weights are not negative": IDLE,
            "the ratio of the heights lies between 1/K and K": NEEDED,
        },
        "full_attention": {
            "attention is causal": NEEDED,
            "no weight is negative": IDLE,
            "the tokens are on the side of v, one above and one below": NEEDED,
        },
        "heads": {
            "there is one head": IDLE,
            "the heads share U": IDLE,
            "the second head counts k times as much": IDLE,
            "the token is on the side of v": NEEDED,
        },
    },
}
J = np.array([[0.0, 1.0], [-1.0, 0.0]])
FULL, CAUSAL = np.ones((2, 2)), np.tril(np.ones((2, 2)))


def moved(y, P, U=None, W=None, sees=FULL):
    """Return the velocities of tokens on the ellipse of W, by plain sums over (7)."""
    U, W = np.eye(2) if U is None else U, np.eye(2) if W is None else W
    velocities = []
    for i, one in enumerate(y):
        scores = sees[i] * np.exp([one @ P @ other for other in y])
        f = sum(s * (U @ other) for s, other in zip(scores, y, strict=True))
        f = f / (np.sqrt(2) * scores.sum())
        velocities.append(f - (one @ W @ f) * one)
    return np.array(velocities)


def on_ellipse(angle, w):
    """Return the token at an angle on the ellipse of diag(1, w)."""
    y = np.array([np.cos(angle), np.sin(angle)])
    return y / np.sqrt(y @ np.diag([1, w]) @ y)


def value(expression, **numbers):
    """Return an expression at numbers for its letters, given by name."""
    return float(expression.subs({x: numbers[x.name] for x in expression.free_symbols}))


@pytest.mark.parametrize(("x", "h", "p", "s"), [(0.7, 0.4, 3.0, 0.0), (1.0, -0.9, 0.2, 1.0)])
def test_the_potential_of_two_mirrored_tokens_changes_as_stated(x, h, p, s):
    P, W = np.array([[p, s], [-s, 1]]), np.diag([(1 - h**2) / x**2, 1])
    y = np.array([[-x, h], [x, h]])
    rate = moved(y, P, W=W)
    step = 1e-6
    potential = [-np.exp(z @ P @ z.T).sum() / 2 for z in (y - step * rate, y + step * rate)]
    change = (potential[1] - potential[0]) / (2 * step)
    stated = value(theorem_3_1_needs.change, x=x, h=h, p=p, s=s)
    assert stated * np.exp(p * x**2 + h**2) / np.sqrt(2) == pytest.approx(change, rel=1e-6)


def corners_of(x):
    """Return the eight corners of a box, the first of them x."""
    signs = np.array(np.meshgrid(*[[1, -1]] * 3, indexing="ij")).reshape(3, -1).T
    return signs * x


def swinging(t):
    """Return the corner and P(t) that the claims of `box` write down, by plain numbers."""
    shares = 0.5 + np.array([np.cos(t), np.sin(t), 0]) / 4
    x = np.exp(np.array([np.sin(t), -np.cos(t), 0]) / np.sqrt(48))
    x /= np.linalg.norm(x)
    return x, np.diag(np.arctanh(shares) / x**2)


def moved_on_the_sphere(y, P):
    """Return the velocities of tokens on the sphere under full attention, U = W = I."""
    weights = np.exp(y @ P @ y.T)
    f = weights @ y / (np.sqrt(3) * weights.sum(axis=1, keepdims=True))
    return f - (y * f).sum(axis=1, keepdims=True) * y


def test_the_corners_of_a_box_go_round_under_full_attention_as_stated():
    step = 1e-5
    for t in np.linspace(0, 2 * np.pi, 9):
        x, P = swinging(t)
        change = (swinging(t + step)[0] - swinging(t - step)[0]) / (2 * step)
        velocities = moved_on_the_sphere(corners_of(x), P)
        assert velocities == pytest.approx(corners_of(change), abs=1e-9)
        assert np.linalg.norm(velocities[0]) > 0.04
        assert np.linalg.eigvalsh(P).min() > 0


@pytest.mark.parametrize(("q", "h"), [(1.0, 0.6), (-1.0, 0.6), (0.3, -1.2)])
def test_the_height_of_a_pair_on_an_ellipse_or_hyperbola_moves_as_stated(q, h):
    W = np.diag([1, q])
    x = np.sqrt(1 - q * h**2)
    rate = moved(np.array([[-x, h], [x, h]]), W, W=W)[1]
    stated = value(theorem_3_2_needs.pair.rates[0], g=q * h**2)
    assert stated == pytest.approx(2 * q * h * rate[1], rel=1e-9)


def test_no_symmetric_scores_turn_the_tokens_on_the_whole():
    a, b, c, angles = 0.7, -0.4, 1.3, np.array([0.2, 1.5, 4.0])
    P = np.array([[a, b], [b, c]])
    y = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    turning = np.einsum("ij,ij->i", moved(y, P, sees=np.ones((3, 3))), y @ J)
    norms = np.exp(y @ P @ y.T).sum(axis=1)
    assert norms @ turning == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("w", [1.0, 0.3, 4.0])
def test_an_angle_on_an_ellipse_moves_as_stated(w):
    angle, W, P = 1.1, np.diag([1, w]), np.array([[0.5, 0.2], [-0.1, 0.4]])
    y = np.stack([on_ellipse(0, w), on_ellipse(angle, w)])
    rate = moved(y, P, W=W, sees=CAUSAL)[1]
    turned = (y[1] @ J @ rate) / (y[1] @ y[1])
    weight = np.exp(y[1] @ P @ y[0]) / np.exp([y[1] @ P @ z for z in y]).sum() / np.sqrt(2)
    letters = {"delta": angle, "theta": angle, "A": weight, "A_21": weight, "w": w}
    for flow in (theorem_5_1_needs.ellipse, theorem_4_1_needs.ellipse):
        assert value(flow.rates[0], **letters) == pytest.approx(turned, rel=1e-9)


@pytest.mark.parametrize("w", [1.0, 0.3, 4.0])
def test_the_slopes_of_tokens_on_an_ellipse_move_as_stated(w):
    U, W, P = np.diag([2.0, -1.0]), np.diag([1, w]), np.zeros((2, 2))
    y = np.stack([on_ellipse(0.4, w), on_ellipse(-0.9, w)])
    rate = moved(y, P, U, W, CAUSAL) * np.sqrt(2)
    slopes = (rate[:, 1] - rate[:, 0] * y[:, 1] / y[:, 0]) / y[:, 0]
    p, q = y[:, 1] / y[:, 0]
    ratio = y[0, 0] / y[1, 0]
    letters = {"p": p, "q": q, "A_22": 0.5, "L": ratio}
    stated = theorem_6_1_needs.relaxed.rates
    assert [value(r, **letters) for r in stated] == pytest.approx(list(slopes), rel=1e-9)
    letters |= {"lambda": 2, "mu": -1, "w_11": 1, "w_21": ratio / 2, "w_22": 0.5}
    stated = theorem_6_1_needs.driven.rates
    assert [value(r, **letters) for r in stated] == pytest.approx(list(slopes), rel=1e-9)


@pytest.mark.parametrize("seen", [1.0, 0.0])
def test_scores_that_grow_move_two_tokens_as_stated(seen):
    c, t, g = 0.3, 0.5, 1.0
    y = np.array([[1, 0], [c, np.sqrt(1 - c**2)]])
    sees = np.array([[1, seen], [1, 1]])
    rate = moved(y, 4 * (1 + g * t) * np.eye(2), sees=sees)
    closing = rate[0] @ y[1] + y[0] @ rate[1]
    flow = unbounded_scores.growing if seen else unbounded_scores.growing_causal
    stated = value(flow.rates[0], c=c, t=t, g=g)
    assert stated == pytest.approx(closing, rel=1e-9)


QUICKLY = {"least_weight", "value_identity", "any_weights"}
ROWS = [
    pytest.param(
        getattr(module, name),
        expected,
        id=f"{module.__name__.split('.')[-1]}.{name}",
        marks=[] if name in QUICKLY else [pytest.mark.slow],
    )
    for module, claims in TABLE.items()
    for name, expected in claims.items()
]


@pytest.mark.parametrize(("claim", "expected"), ROWS)
def test_each_hypothesis_of_the_table_gets_its_answer(claim, expected):
    rows = ablate_subject(claim, QUICK).rows
    assert {row.assumption: row.result for row in rows} == expected
    for row in rows:
        assert (row.witness is not None) == (row.result == NEEDED)
        if row.witness is not None:
            (obligation,) = claim.obligations()
            dropped = without(obligation, row.assumption)
            again = [replay_of(one)(one, row.witness.values) for one in dropped]
            assert any(found.breaks for found in again), (row.assumption, again)


def replay_of(obligation):
    """Return how a witness is replayed: along a flow, or at a point."""
    return flows.replay if isinstance(obligation.says, Modal) else points.replay


@pytest.mark.parametrize(("claim", "expected"), ROWS)
def test_what_a_claim_names_as_needed_is_needed_in_the_table(claim, expected):
    assert all(expected[assumption.name] == NEEDED for assumption in claim.needs)
    assert claim.kind is not Kind.LIMIT or claim.controls


def test_the_heads_share_what_they_need():
    kept = ablate_subject(theorem_6_1_needs.heads, QUICK).minimal
    side = "the token is on the side of v"
    assert ("there is one head", side) in kept
    assert any("the heads share U" in names for names in kept)
    assert all(side in names for names in kept)
