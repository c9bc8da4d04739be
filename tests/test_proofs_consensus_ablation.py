"""The ablation table of the consensus paper: each hypothesis, dropped, gets its answer."""

import pytest

from proofs.consensus import (
    theorem_3_1_needs,
    theorem_3_2_needs,
    theorem_4_1_needs,
    theorem_5_1_needs,
    theorem_6_1_needs,
    total_pull,
    unbounded_scores,
)
from verify.effort import QUICK
from verify.kinds import Kind
from verify.run.ablation import ablate_subject

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
        "convergence": {
            "P is symmetric": NEEDED,
            "P is positive definite": SEEN,
            "P is at most 2": SEEN,
        },
        "two_tokens": {
            "P is symmetric": IDLE,
            "W = P": IDLE,
            "every token sees every other": IDLE,
        },
        "changing": {"P is constant": SEEN, "P is positive definite, at most 3": SEEN},
        "no_turning": {"P is symmetric": NEEDED},
        "negative_definite": {
            "P is positive definite": NEEDED,
            "P is at most 2": SEEN,
            "the tokens start near 120°, and not there": NEEDED,
        },
        "indefinite": {
            "P is positive definite": NEEDED,
            "the tokens are not opposite": NEEDED,
            "the tokens are on the curve": SEEN,
        },
        "one_token": {"U = I": NEEDED},
    },
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
        "three_tokens": {
            "the tokens share an open half-plane": NEEDED,
            "they are not at 120°": SEEN,
            "none is opposite the first": IDLE,
        },
        "other_value_matrix": {
            "U = I": NEEDED,
            "both tokens are on the side of v = (1, 0)": NEEDED,
        },
    },
    unbounded_scores: {
        "consensus": {
            "P is bounded": NEEDED,
            "U = I": NEEDED,
            "the tokens share an open hemisphere": NEEDED,
            "every token sees every other": SEEN,
            "no weight is negative": IDLE,
            "c is a cosine": IDLE,
            "they are more than 60° apart": SEEN,
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
        "bounded_below": {"α is at least c > 0": NEEDED, "w is not negative": SEEN},
        "least_pull": {
            "α is at least c > 0": NEEDED,
            "w is positive": SEEN,
            "the token is far behind": SEEN,
        },
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
            "the token is far from v": SEEN,
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
            "the first token is on the side of v": NEEDED,
            "the second token is on the side of v": NEEDED,
        },
        "growing_scores": {
            "P is bounded": SEEN,
            "the first token is on the side of v": NEEDED,
            "the second token is on the side of v": NEEDED,
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
        "any_ellipse": {
            "W = I": SEEN,
            "W is positive definite": IDLE,
            "λ is simple": NEEDED,
            "λ is positive": NEEDED,
        },
    },
}
QUICKLY = {"no_turning", "least_weight", "value_identity", "any_change_of_weights"}
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
