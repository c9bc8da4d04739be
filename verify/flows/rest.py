"""The route `rest`: a start that stays where it is, away from the target, never tends to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import sympy

from verify.effort import Effort
from verify.flows.corners import corners_played
from verify.flows.flow import Flow
from verify.flows.statements import Tends, at_rest, targets
from verify.obligation import Obligation, Premise
from verify.pointwise import POINTWISE, attack
from verify.search.problem import names
from verify.search.trial import trial
from verify.verdict import Evidence, Verdict, Witness

CHECK = "rest"
_TRIED = 24  # corners tried exactly


def rest(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `refuted` with an exact point at rest that meets every premise and is no target.

    Letters in sines and cosines are tried at twelfths of a turn, others at small numbers; then
    the points where the rates vanish are searched. Finding none says nothing about
    trajectories that move: the answer is then `undecided`.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Tends)
    still = Premise("the start is at rest", at_rest(says.flow))
    where = replace(whole, says=says.condition, given=(*whole.given, still))
    witness = _at_a_corner(where, says, effort)
    if witness is not None:
        because = f"a start at rest away from the target: {witness}"
        return Evidence(
            CHECK, Verdict.REFUTED, because, obligation.part, witness=witness, tried=1
        )
    if not says.flow.angles:
        for item in attack(where, POINTWISE, effort.lighter(8)):
            if item.verdict is Verdict.REFUTED and item.witness is not None:
                because = f"a start at rest away from the target: {item.because}"
                return replace(item, check=CHECK, because=because, part=obligation.part)
    because = "no start at rest away from the target was found"
    return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)


def _at_a_corner(where: Obligation, says: Tends, effort: Effort) -> Witness | None:
    flow, gaps = says.flow, targets(says)
    letters = sorted({*flow.letters, *where.letters()}, key=lambda x: x.name)
    for point in itertools.islice(corners_at_rest(letters, flow, gaps), _TRIED):
        found = trial(where, point, effort.bits)
        if found.breaks:
            return Witness(names(point), found.how, found.gap)
    return None


def corners_at_rest(
    letters: Sequence[sympy.Symbol], flow: Flow, gaps: Sequence[Any]
) -> Iterator[Mapping[Any, Any]]:
    """Yield the corners off the target where floats see no motion, simplest first."""
    corners, played = corners_played(letters, [*flow.rates, *gaps])
    sizes = np.abs(played)
    speed = np.max(sizes[: len(flow.rates)], axis=0)
    off = np.max(sizes[len(flow.rates) :], axis=0)
    # a gap that has no value in floats may still be decided exactly
    still = np.flatnonzero((speed < 1e-12) & ~(off < 1e-9))
    for k in corners.simplest(still):
        yield corners.point(k)
