"""How a named theorem is applied: each hypothesis is asked for in turn, until one fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import sympy

from verify.effort import Effort
from verify.flows.flow import Flow
from verify.flows.infinitesimal import Part, closures, shown, together, unmoved
from verify.flows.statements import AlongFlow
from verify.logic import rebuild, relations
from verify.obligation import Obligation, Premise
from verify.symbolic.cancelled import lost_by
from verify.symbolic.continuity import is_steady, meaning
from verify.verdict import Evidence, Step, Verdict


def concluded(check: str, rule: str, parts: Iterable[Part], obligation: Obligation) -> Evidence:
    """Return what follows when every hypothesis of a rule is shown; else `undecided`.

    A hypothesis that fails refutes nothing: the claim may be true for another reason.
    """
    held = []
    for part in parts:
        if part.verdict < Verdict.CERTIFIED:
            because = f"{part.name}: {part.because}"
            return Evidence(check, Verdict.UNDECIDED, because, obligation.part)
        held.append(part)
    return Evidence(
        check,
        min(part.verdict for part in held),
        rule,
        obligation.part,
        scope="every admissible start",
        steps=tuple(_steps(held, rule, obligation)),
    )


def inside(whole: Obligation, flow: Flow) -> Obligation:
    """Return the obligation on the closure of the premises; parameters keep theirs."""
    return replace(whole, given=closures(whole.given, None, unmoved(whole, flow)))


def with_numbers(whole: Obligation) -> Obligation:
    """Return the obligation with each parameter put in that a premise gives a number.

    "U = I", written as m = 0, then shows in the rates. Where a side would have no value, or no
    longer show where it has one, the obligation stays as it is.
    """
    says = whole.says
    assert isinstance(says, AlongFlow)
    known: dict[Any, Any] = {}
    used: list[Premise] = []
    for premise in whole.given:
        node = premise.says
        if not isinstance(node, sympy.Equality) or node.lhs in {*says.moving, *known}:
            continue
        if node.lhs.is_Symbol and node.rhs.is_Rational:
            known[node.lhs] = node.rhs
            used.append(premise)

    def put_in(side: Any) -> Any:
        return sympy.sympify(side).xreplace(known)

    told = (*says.flow.rates, *says.args[3:], *relations(says.condition))
    if not known or any(lost_by(part, known) for part in told):
        return whole
    left = (premise for premise in whole.given if premise not in used)
    given = tuple(replace(p, says=rebuild(p.says, put_in)) for p in left)
    return replace(whole, says=rebuild(says, put_in), given=given)


def continuous(
    closed: Obligation, expressions: Iterable[Any], rates: Iterable[Any], effort: Effort
) -> Part:
    """Return whether expressions have values and are continuous, and no rate may jump."""
    name = "the rates and the certificate are defined and continuous"
    needed = meaning(*expressions)
    if needed is None or not all(is_steady(rate) for rate in rates):
        return Part(name, Verdict.UNDECIDED, "one of them, or its rate, may jump")
    if not needed:
        return Part(name, Verdict.PROVED, "they are so everywhere")
    return shown(name, replace(closed, says=together(needed)), effort)


def _steps(parts: list[Part], rule: str, obligation: Obligation) -> Iterator[Step]:
    for part in parts:
        for item in part.found:
            if item.verdict >= Verdict.CERTIFIED:
                yield from item.steps
    names = "; ".join(part.name for part in parts)
    yield Step(str(obligation.says), rule, names, "text")
