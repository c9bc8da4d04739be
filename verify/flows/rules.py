"""How a named theorem is applied: each hypothesis is asked for in turn, until one fails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from verify.effort import Effort
from verify.flows.flow import Flow
from verify.flows.infinitesimal import Part, closures, shown, together, unmoved
from verify.obligation import Obligation
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
