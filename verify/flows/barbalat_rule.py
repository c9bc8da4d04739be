"""The route `barbalat`: a limit of a flow that may change with time, by Barbalat's lemma.

A function of time that is square integrable and has a bounded slope tends to 0. V ≥ 0 bounds
the integral of what V loses, so that nothing has to be compact and nothing autonomous.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import sympy

from verify.effort import Effort
from verify.flows.certificates import Barbalat
from verify.flows.infinitesimal import Part, kept, shown
from verify.flows.rules import concluded, continuous, inside
from verify.flows.statements import Tends, targets
from verify.logic import Ge, Le, sides
from verify.obligation import Obligation
from verify.verdict import Evidence, Verdict

CHECK = "barbalat"


def barbalat_rule(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `proved` when Barbalat's lemma applies to the certificate that the claim offers.

    Shown at points: the flow keeps every premise about its state; where they hold, borders
    included, rates, V and gaps are defined and continuous; V ≥ 0; V' ≤ -Σ gap² over the gaps
    of the target; |gap'| ≤ slope; Σ x x' ≤ growth (1 + Σ x²) over the letters that are no
    angles. Anything less is `undecided`. Source: Barbalat (1959), as in Khalil, Nonlinear
    Systems, Lemma 8.2; for square integrable gaps, Tao, Adaptive Control, Lemma 2.14.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Tends)
    offered = says.certificate
    if not isinstance(offered, Barbalat):
        because = "the claim offers no certificate of this lemma"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    rule = f"Barbalat's lemma with V = {offered.height}"
    return concluded(CHECK, rule, _parts(whole, says, offered, effort), obligation)


def _parts(whole: Obligation, says: Tends, offered: Barbalat, effort: Effort) -> Iterator[Part]:
    flow, height, gaps = says.flow, offered.height, targets(says)
    yield from kept(whole, flow, effort)
    closed = inside(whole, flow)
    told = (*flow.rates, height, *sides(says.condition))
    yield continuous(closed, told, [flow.rate(e) for e in (height, *gaps)], effort)
    yield shown("V is at least 0", replace(closed, says=Ge(height, 0)), effort)
    squares = sympy.Add(*(gap**2 for gap in gaps))
    falls = Le(flow.rate(height), -squares)
    yield shown("V falls by the squared gaps", replace(closed, says=falls), effort)
    for gap in gaps:
        slow = Le(flow.rate(gap) ** 2, offered.slope**2)
        yield shown("the slope of the gap is bounded", replace(closed, says=slow), effort)
    yield _exists(closed, says, offered, effort)


def _exists(closed: Obligation, says: Tends, offered: Barbalat, effort: Effort) -> Part:
    """Return whether no trajectory runs away in finite time, by Grönwall's lemma.

    Rates have the period 2π in an angle, so that angles do not matter to how fast others grow.
    """
    flow = says.flow
    straight = [x for x in flow.letters if x not in flow.angles]
    if not straight:
        return Part("no solution runs away", Verdict.PROVED, "the state is a list of angles")
    outward = sympy.Add(*(x * flow.rate(x) for x in straight))
    bound = offered.growth * (1 + sympy.Add(*(x**2 for x in straight)))
    return shown("no solution runs away", replace(closed, says=Le(outward, bound)), effort)
