"""Every lie gets the answer it must get, and its honest neighbor succeeds."""

import pytest

from tests.lies import (
    assumptions,
    choices,
    convergence,
    domains,
    identities,
    inequalities,
    matrices,
    meanings,
    parts,
    quantities,
    trajectories,
    vectors,
)
from verify import check
from verify.effort import QUICK

KINDS = (
    identities,
    assumptions,
    domains,
    inequalities,
    vectors,
    matrices,
    meanings,
    quantities,
    trajectories,
    convergence,
    choices,
    parts,
)
LIES = [lie for kind in KINDS for lie in kind.LIES]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.name)
def test_the_lie_is_answered_as_it_must_be(lie):
    result = check(lie.told, QUICK)
    assert result.verdict in lie.answers, f"{result.verdict}: {result.because}"


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.name)
def test_the_honest_neighbor_succeeds(lie):
    result = check(lie.honest, QUICK)
    assert result.verdict >= lie.earns, f"{result.verdict}: {result.because}"
