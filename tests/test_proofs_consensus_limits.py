"""Where tokens tend: the fields behind the claims by plain loops, and every verdict."""

import numpy as np
import pytest
from sympy import lambdify, symbols

from proofs.consensus import theorem_3_2_needs, unbounded_scores
from proofs.consensus.vocabulary import alike, causal, flat, form, full, unlike, velocities
from tests.shipped import shipped
from verify.claim import Claim
from verify.effort import QUICK
from verify.run.session import check_subject

MINE = (
    "causal_limits",
    "theorem_3_1_needs",
    "theorem_3_2_needs",
    "theorem_4_1_needs",
    "theorem_5_1_needs",
    "theorem_6_1_needs",
    "total_pull",
    "unbounded_scores",
    "measured_rates",
)
THEIRS = [one for one in shipped("consensus").found if one.id.split(".")[1] in MINE]


def angular_velocity(angles, P, U, sees):
    """Return the angular velocities of tokens on the circle, by plain loops over (7)."""
    y = [np.array([np.cos(x), np.sin(x)]) for x in angles]
    rates = []
    for i, one in enumerate(y):
        seen = [j for j in range(len(y)) if sees(i, j)]
        scores = [np.exp(one @ P @ y[j]) for j in seen]
        whole = np.sqrt(2) * sum(scores)
        f = sum(s / whole * (U @ y[j]) for s, j in zip(scores, seen, strict=True))
        moved = f - (one @ f) * one
        rates.append(moved @ np.array([-one[1], one[0]]))
    return np.array(rates)


@pytest.mark.parametrize("sees", [full, causal])
@pytest.mark.parametrize(
    ("score", "P"),
    [
        (flat, np.zeros((2, 2))),
        (alike, np.eye(2)),
        (unlike, -np.eye(2)),
        (lambda a, b: form(((1, 2), (-3, 1)), a, b), np.array([[1.0, 2.0], [-3.0, 1.0]])),
    ],
)
def test_the_angles_turn_as_the_tokens_of_7_move(score, P, sees):
    rng = np.random.default_rng(1)
    for value in (((1, 0), (0, 1)), ((3, 0), (0, -2)), ((1, -2), (0, 4))):
        letters = symbols("a b c", real=True)
        rates = lambdify(letters, velocities(letters, score, value, sees), "numpy")
        for angles in rng.uniform(-4, 4, (5, 3)):
            expected = angular_velocity(angles, P, np.array(value, dtype=float), sees)
            assert np.allclose(rates(*angles), expected, rtol=1e-12, atol=1e-14)


def test_a_hidden_token_has_no_weight():
    one, two = velocities((0, 1), flat, sees=causal)
    assert one == 0
    assert two != 0


def test_the_gap_on_the_hyperbola_is_that_of_two_tokens():
    # y = (±cosh a, sinh a) with W = P = diag(1, -1), moved by (7) with plain numbers
    W = np.diag([1.0, -1.0])
    for d in (0.3, 1.0, 2.5):
        y, z = (np.array([s * np.cosh(d / 2), np.sinh(d / 2)]) for s in (1, -1))
        scores = np.exp([y @ W @ y, y @ W @ z])
        f = (scores[0] * y + scores[1] * z) / (np.sqrt(2) * scores.sum())
        moved = f - (y @ W @ f) * y
        rate = 2 * moved[1] / np.cosh(d / 2)
        flow = theorem_3_2_needs.branches
        letter = flow.letters[0]
        assert float(flow.rates[0].subs(letter, d)) == pytest.approx(rate, rel=1e-12)


def test_two_tokens_with_unbounded_scores_move_as_stated():
    t, c = 0.7, 0.2
    P = 4 * (1 + t) * np.eye(2)
    rates = angular_velocity([0.0, np.arccos(c)], P, np.eye(2), full)
    closing = (rates[0] - rates[1]) * np.sqrt(1 - c**2)
    letters = {x.name: x for x in unbounded_scores.full.letters}
    stated = unbounded_scores.full.rates[0].subs({letters["c"]: c, letters["t"]: t})
    assert float(stated) == pytest.approx(closing, rel=1e-12)


@pytest.mark.slow
@pytest.mark.parametrize("one", THEIRS, ids=lambda one: one.id)
def test_a_claim_about_a_limit_gets_the_verdict_it_expects(one):
    assert isinstance(one.subject, Claim)
    result = check_subject(one.subject, QUICK)
    assert result.verdict is one.subject.expects, result.because
