"""Claim to evidence to verdict."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from verify.claim import Claim, Family, Unchecked
from verify.effort import THOROUGH, Effort
from verify.guards import controls_of, guard_controls, guard_needs, guard_premises, needs_of
from verify.mutants import mutants_of
from verify.obligation import Obligation
from verify.pieces import piece
from verify.pointwise import finished, opened
from verify.result import AblationResult, ControlResult, MutantResult, Result
from verify.routes import Route, routes_of
from verify.search.route import points
from verify.verdict import Evidence, Judgement, Verdict, Worst, judge


@dataclass(frozen=True)
class Findings:
    """What was found about one claim, before guards are weighed."""

    label: str  # the member of a family, "n = 2"; "" for a claim
    parts: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    premises: tuple[Evidence, ...]  # guards
    controls: tuple[ControlResult, ...]
    needs: tuple[AblationResult, ...]
    mutants: tuple[MutantResult, ...]


def check(subject: Claim | Family | Unchecked, effort: Effort = THOROUGH) -> Result:
    """Return the verdict on a claim or family, with the evidence it rests on.

    Costs from milliseconds to a minute; the bounds of `effort` count work, not time. Raises
    `UnsupportedFunction` for a statement no arithmetic can evaluate.
    """
    begin = time.perf_counter()
    if isinstance(subject, Unchecked):
        return Result(Verdict.UNDECIDED, f"not attempted: {subject.reason}", attempted=False)
    if isinstance(subject, Family):
        later = replace(effort, mutants=0)  # one member's mutants speak for the family
        findings = [
            examine(claim, later if place else effort, label)
            for place, (label, claim) in enumerate(subject.members())
        ]
    else:
        findings = [examine(subject, effort)]
    result = conclude(findings)
    return replace(result, seconds=time.perf_counter() - begin)


def examine(claim: Claim, effort: Effort, label: str = "") -> Findings:
    """Return what the routes, controls, needs and mutants of one claim show."""
    routes = routes_of(claim.kind)
    obligations = claim.obligations()
    evidence = tuple(
        item
        for obligation in obligations
        for item in _of_statement(label, obligation, routes, effort)
    )
    parts = tuple(obligation.part for obligation in obligations)
    refuted = judge(evidence, parts).verdict is Verdict.REFUTED
    return Findings(
        label=label,
        parts=parts,
        evidence=evidence,
        premises=guard_premises(claim, evidence, effort),
        controls=controls_of(claim, effort, label),
        needs=() if refuted else needs_of(claim, routes, effort, label),
        mutants=() if refuted else mutants_of(obligations, evidence, routes, effort),
    )


def _of_statement(
    label: str, obligation: Obligation, routes: tuple[Route, ...], effort: Effort
) -> tuple[Evidence, ...]:
    """Return what the routes say of one statement, from pieces that were done before."""
    key = statement_key(label, obligation.part)
    opening = functools.partial(opened, obligation, routes, effort)
    whole_hunt = functools.partial(points, name=key)
    return finished(piece(lambda: key, opening), obligation, effort, whole_hunt)


def statement_key(label: str, part: str) -> tuple[str, str, str]:
    """Return the key of the piece that is one statement of a member."""
    return "statement", label, part


def conclude(findings: list[Findings]) -> Result:
    """Return the verdict of a claim (one finding) or of a family (one a member).

    A family is as good as its weakest member; a control must fall, and a needed assumption be
    needed, at one member at least: at the smallest sizes a false twin may well be true.
    """
    controls = _once(found.controls for found in findings)
    needs = _needed_once(found.needs for found in findings)
    guards = (*guard_controls(controls), *guard_needs(needs))
    judged = [(found, _judgement(found, guards)) for found in findings]
    weakest, last = min(judged, key=lambda pair: pair[1].verdict)
    return Result(
        verdict=last.verdict,
        because=_prefixed(weakest.label, last.because) if len(findings) > 1 else last.because,
        scope=_scope(findings, weakest, last),
        witness=last.witness,
        worst=_worst(found.evidence for found in findings),
        evidence=tuple(e for found in findings for e in _labelled(found)) + guards,
        controls=controls,
        ablation=needs,
        mutants=tuple(mutant for found in findings for mutant in found.mutants),
    )


def _judgement(found: Findings, guards: tuple[Evidence, ...]) -> Judgement:
    return judge((*found.evidence, *found.premises, *guards), found.parts)


def _scope(findings: list[Findings], weakest: Findings, last: Judgement) -> str:
    if len(findings) == 1:
        return last.scope
    if last.verdict <= Verdict.UNDECIDED:
        return weakest.label
    return "; ".join(found.label for found in findings)


def _labelled(found: Findings) -> Iterable[Evidence]:
    for item in (*found.evidence, *found.premises):
        yield replace(item, part=_prefixed(found.label, item.part))


def _prefixed(label: str, text: str) -> str:
    return ": ".join(word for word in (label, text) if word)


def _once(groups: Iterable[tuple[ControlResult, ...]]) -> tuple[ControlResult, ...]:
    best: dict[str, ControlResult] = {}
    for group in groups:
        for control in group:
            if control.name not in best or (control.fell and not best[control.name].fell):
                best[control.name] = control
    return tuple(best.values())


def _needed_once(groups: Iterable[tuple[AblationResult, ...]]) -> tuple[AblationResult, ...]:
    best: dict[str, AblationResult] = {}
    for group in groups:
        for row in group:
            if row.assumption not in best or row.result == "needed":
                best[row.assumption] = row
    return tuple(best.values())


def _worst(groups: Iterable[tuple[Evidence, ...]]) -> Worst | None:
    met = [e.worst for group in groups for e in group if e.worst is not None]
    return min(met, key=lambda worst: float(worst.margin), default=None)
