"""The route `finite length`: trajectories whose speed decays exponentially end at one point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sympy

from verify.effort import Effort
from verify.flows.certificates import FiniteLength
from verify.flows.convergence import Converges
from verify.flows.flow import Flow
from verify.flows.infinitesimal import Part, asked, kept
from verify.flows.rules import concluded, continuous, inside
from verify.logic import Ge, Gt, Le
from verify.obligation import Obligation
from verify.verdict import Evidence, Verdict

CHECK = "finite length"


def length_rule(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `proved` when the certificate shows that every trajectory has finite length.

    Shown at points: the flow keeps every premise about its state; where they hold, borders
    included, rates and V are defined and continuous; V ≥ 0; V' ≤ -λV with λ > 0; and the
    squared speed is at most K² V. Then V ≤ V(0) e^(-λt) by Grönwall's lemma, the length is at
    most 2K √V(0) / λ, no solution runs away, and the distance to the limit decays as e^(-λt/2).
    Inputs may do what they like. Anything less is `undecided`.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Converges)
    offered = says.certificate
    if not isinstance(offered, FiniteLength):
        because = "the claim offers no certificate of this rule"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    rule = f"V = {offered.height} decays at the rate {offered.rate}, and bounds the speed"
    return concluded(CHECK, rule, _parts(whole, says.flow, offered, effort), obligation)


def _parts(
    whole: Obligation, flow: Flow, offered: FiniteLength, effort: Effort
) -> Iterator[Part]:
    height, falling = offered.height, flow.rate(offered.height)
    yield from kept(whole, flow, effort)
    closed = inside(whole, flow)
    yield continuous(closed, (*flow.rates, height), [falling], effort)
    yield asked("λ is positive", replace(closed, says=Gt(offered.rate, 0)), effort)
    yield asked("V is at least 0", replace(closed, says=Ge(height, 0)), effort)
    decays = Le(falling, -offered.rate * height)
    yield asked("V decays", replace(closed, says=decays), effort)
    speed = sympy.Add(*(rate**2 for rate in flow.rates))
    slow = Le(speed, offered.speed**2 * height)
    yield asked("V bounds the speed", replace(closed, says=slow), effort)
