"""The route `finite length`: trajectories whose speed decays exponentially end at one point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sympy.logic.boolalg import Boolean

from verify.effort import Effort
from verify.flows.certificates import FiniteLength
from verify.flows.convergence import Converges
from verify.flows.infinitesimal import Part, kept, shown
from verify.flows.rules import concluded, continuous, inside, with_numbers
from verify.flows.statements import Tends, targets
from verify.logic import And, Ge, Gt, Le, sides
from verify.obligation import Obligation
from verify.verdict import Evidence, Verdict

CHECK = "finite length"


def length_rule(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `proved` when the certificate shows that every trajectory has finite length.

    Shown at points: the flow keeps every premise about its state; where they hold, borders
    included, rates and V are defined and continuous; V ≥ 0; V' ≤ -λV with λ > 0; and for every
    letter |x'|ᵖ ≤ Kᵖ V, where p is 1 or 2. Then V ≤ V(0) e^(-λt) by Grönwall's lemma, no
    solution runs away, every letter moves by at most p K V(0)^(1/p) / λ in all, and its
    distance to the limit decays as e^(-λt/p). Inputs may do what they like. Anything less is
    `undecided`.

    Of a limit it is shown as well that |gap|ᵖ ≤ Kᵖ V for every gap of the target.
    """
    whole = with_numbers(obligation.spelled_out())
    says = whole.says
    assert isinstance(says, Converges | Tends)
    offered = says.certificate
    if not isinstance(offered, FiniteLength):
        because = "the claim offers no certificate of this rule"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    rule = f"V = {offered.height} decays at the rate {offered.rate}, and bounds the speed"
    return concluded(CHECK, rule, _parts(whole, says, offered, effort), obligation)


def _parts(
    whole: Obligation, says: Converges | Tends, offered: FiniteLength, effort: Effort
) -> Iterator[Part]:
    flow, height = says.flow, offered.height
    falling = flow.rate(height)
    gaps = targets(says) if isinstance(says, Tends) else []
    ends = sides(says.condition) if gaps else []
    yield from kept(whole, flow, effort)
    closed = inside(whole, flow)
    yield continuous(closed, (*flow.rates, height, *ends), [falling], effort)
    yield shown("λ is positive", replace(closed, says=Gt(offered.rate, 0)), effort)
    yield shown("V is at least 0", replace(closed, says=Ge(height, 0)), effort)
    decays = Le(falling, -offered.rate * height)
    yield shown("V decays", replace(closed, says=decays), effort)
    for letter, rate in flow.field:
        name = f"V bounds the speed of {letter}"
        yield shown(name, replace(closed, says=_below(rate, offered)), effort)
    for gap in gaps:
        below = replace(closed, says=_below(gap, offered))
        yield shown(f"V bounds the gap {gap}", below, effort)


def _below(rate: Any, offered: FiniteLength) -> Boolean:
    most = offered.speed**offered.power * offered.height
    if offered.power == 2:
        return Le(rate**2, most)
    return And(Le(rate, most), Le(-rate, most))
