"""What `verify ablate` answers for the theorems on energy, collapse, hemispheres and layers."""

import pytest

from proofs.energy import (
    collapse_spectrum,
    discrete,
    hemisphere,
    loose_weights,
    many_tokens,
    two_tokens,
)
from proofs.flow import approximation, contraction
from verify.effort import QUICK
from verify.run.ablation import ablate_subject


def answers(claim):
    """Return the answer for each assumption, after checking that `needed` has a witness."""
    rows = ablate_subject(claim, QUICK).rows
    assert all(row.witness is not None for row in rows if row.result == "needed")
    return {row.assumption: row.result for row in rows}


def test_three_tokens_need_a_multiple_of_the_identity():
    found = answers(many_tokens.never_falls)
    assert found["V is a multiple of the identity"] == "needed"
    assert found["the multiple is not negative"] == "needed"


def test_two_tokens_need_a_well_conditioned_matrix():
    assert set(answers(two_tokens.enough).values()) == {"needed"}


def test_every_part_of_the_condition_on_other_scores_is_needed():
    found = answers(loose_weights.monotone)
    assert len(found) == 5
    assert set(found.values()) == {"needed"}


def test_a_normalized_step_needs_a_definite_matrix_and_equal_ones():
    assert set(answers(discrete.two_tokens_any_step).values()) == {"needed"}


@pytest.mark.parametrize(
    "claim",
    [hemisphere.each_token_lifts, collapse_spectrum.only_the_eigenvalue],
    ids=["hemisphere", "collapse"],
)
def test_queries_and_keys_need_not_be_the_identity(claim):
    found = answers(claim)
    assert found.pop("Q and K are the identity") == "not needed"
    assert set(found.values()) == {"needed"}


@pytest.mark.parametrize(
    "claim",
    [approximation.one_step, contraction.turning_layer_contracts],
    ids=["one_step", "turning_layer"],
)
def test_every_assumption_on_layers_is_needed(claim):
    assert set(answers(claim).values()) == {"needed"}
