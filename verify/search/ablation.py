"""Which assumptions does a claim need? Drop each, keep the others, and look."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from verify.effort import Effort
from verify.logic import denied
from verify.obligation import Obligation, Premise
from verify.symbolic.denominators import strengthened
from verify.symbolic.rational import NotScalar
from verify.symbolic.smt import satisfiable
from verify.verdict import Evidence, Truth, Verdict, Witness, judge

Prove = Callable[[Obligation, Effort], tuple[Evidence, ...]]
MOST_ASSUMPTIONS = 6


@dataclass(frozen=True)
class Ablation:
    """What happens to a claim when one assumption is dropped and the others are kept."""

    assumption: str
    result: str  # "needed", "not needed", "not needed (observed)", "undecided"
    because: str
    witness: Witness | None = None
    evidence: Verdict = Verdict.UNDECIDED  # of the claim without the assumption


def ablate(
    obligations: Sequence[Obligation],
    effort: Effort,
    prove: Prove,
    refute: Prove | None = None,
    only: set[str] | None = None,
    glance: Prove | None = None,
) -> tuple[Ablation, ...]:
    """Return what each assumption is good for; `only` names those to look at.

    `prove` returns what the routes say of an obligation, `refute` (`prove` unless given) what
    they say of one that is thought to fail, `glance` what they see at once: it looks at every
    obligation before the first is looked at in earnest. First the assumption is made to fail:
    a counterexample there shows it is `needed`, a contradiction that the others imply it, so
    that it is `not needed`. Otherwise the claim is tried without it: when
    every obligation is proved or certified it is `not needed`. When nothing broke, both where
    it fails and without it, but nothing is shown, the answer names the level,
    `not needed (observed)` or `not needed (supported)`, and is no proof. Anything less is
    `undecided`. Both say what was tried.
    """
    wanted = [p for p in premises_of(obligations) if only is None or p.name in only]
    return tuple(
        _glanced(list(obligations), premise, effort, glance)
        or _without(list(obligations), premise, effort, prove, refute or prove)
        for premise in wanted
    )


def minimal_sets(
    obligations: Sequence[Obligation],
    effort: Effort,
    prove: Prove,
    needed: Iterable[str] = (),
) -> tuple[tuple[str, ...], ...]:
    """Return the minimal sets of assumptions under which every obligation is still proved.

    `needed` names assumptions known to be in every such set: a counterexample without one of
    them meets all the others, so it breaks every smaller set as well. Sets are tried from the
    smallest up, and no set above one that suffices. Minimal means that no smaller set was
    *proved*: a prover that gives up makes the sets larger, never smaller. Returns none when
    even all assumptions are not enough; with more than `MOST_ASSUMPTIONS` assumptions in
    doubt, the one set left after dropping them greedily, one by one.
    """
    names = [premise.name for premise in premises_of(obligations)]
    always = [name for name in names if name in set(needed)]
    doubtful = [name for name in names if name not in always]

    def suffices(kept: Sequence[str]) -> bool:
        return _strength(_keeping(obligations, {*always, *kept}), effort, prove)[0] >= (
            Verdict.CERTIFIED
        )

    if len(doubtful) > MOST_ASSUMPTIONS:
        return _greedily(names, always, doubtful, suffices)
    found: list[set[str]] = []
    for count in range(len(doubtful) + 1):
        for kept in itertools.combinations(doubtful, count):
            above = any(smaller <= set(kept) for smaller in found)
            if not above and suffices(kept):
                found.append(set(kept))
    return tuple(
        tuple(name for name in names if name in always or name in kept) for kept in found
    )


def premises_of(obligations: Iterable[Obligation]) -> tuple[Premise, ...]:
    """Return the premises of some obligations, each name once, in order."""
    found = {premise.name: premise for one in obligations for premise in one.given}
    return tuple(found.values())


def _greedily(
    names: list[str],
    always: list[str],
    doubtful: list[str],
    suffices: Callable[[Sequence[str]], bool],
) -> tuple[tuple[str, ...], ...]:
    if not suffices(doubtful):
        return ()
    kept = list(doubtful)
    for name in doubtful:
        fewer = [other for other in kept if other != name]
        if suffices(fewer):
            kept = fewer
    return (tuple(name for name in names if name in always or name in kept),)


def _glanced(
    obligations: list[Obligation], dropped: Premise, effort: Effort, glance: Prove | None
) -> Ablation | None:
    """Return that an assumption is needed, where a glance at some part shows it."""
    if glance is None or len(obligations) == 1:
        return None
    for one in _outside(obligations, dropped):
        broken = _refutation(glance(one, effort))
        if broken is not None:
            return _needed(dropped.name, broken)
    return None


def _outside(obligations: list[Obligation], dropped: Premise) -> list[Obligation]:
    """Return the obligations where an assumption fails and the others hold."""
    failing = Premise(f"not: {dropped.name}", denied(dropped.says))
    kept = _keeping(obligations, {p.name for p in premises_of(obligations)} - {dropped.name})
    return [replace(one, given=(*one.given, failing)) for one in kept]


def _needed(name: str, broken: Evidence) -> Ablation:
    return Ablation(name, "needed", broken.because, broken.witness, Verdict.REFUTED)


def _without(
    obligations: list[Obligation],
    dropped: Premise,
    effort: Effort,
    prove: Prove,
    refute: Prove,
) -> Ablation:
    name = dropped.name
    kept = _keeping(obligations, {p.name for p in premises_of(obligations)} - {name})
    outside = _outside(obligations, dropped)
    weaker, told, broken = _strength(outside, effort, refute)
    if broken is not None:
        return _needed(name, broken)
    if _is_implied(outside, dropped, effort):
        because = "the other assumptions imply it"
        return Ablation(name, "not needed", because, None, Verdict.PROVED)
    verdict, because, broken = _strength(kept, effort, prove)
    if broken is not None:
        return _needed(name, broken)
    if verdict >= Verdict.CERTIFIED:
        return Ablation(name, "not needed", f"{verdict} without it: {because}", None, verdict)
    # what was only watched may have met the assumption all the time
    if weaker < verdict:
        verdict, because = weaker, told
    spent = f"{effort.points} exact and {effort.batch} float points a statement"
    because = f"{verdict} without it: {because} ({spent})"
    return Ablation(name, answered(verdict), because, None, verdict)


def _is_implied(outside: list[Obligation], dropped: Premise, effort: Effort) -> bool:
    """Tell whether an assumption neither fails nor lacks a value where the others hold."""
    try:
        unmet = denied(strengthened(dropped.says))
    except NotScalar:
        return False
    failing = Premise(f"not: {dropped.name}", unmet)
    places = [replace(one, given=(*one.given[:-1], failing)) for one in outside]
    return all(satisfiable(one.spelled_out().given, effort) is Truth.FALSE for one in places)


def answered(verdict: Verdict) -> str:
    """Return the answer about an assumption without which a claim has this verdict.

    Only what is proved or certified reads "not needed" and nothing more.
    """
    if verdict >= Verdict.CERTIFIED:
        return "not needed"
    return f"not needed ({verdict})" if verdict > Verdict.UNDECIDED else "undecided"


def _keeping(obligations: Iterable[Obligation], names: set[str]) -> list[Obligation]:
    return [
        replace(one, given=tuple(p for p in one.given if p.name in names))
        for one in obligations
    ]


def _strength(
    obligations: Iterable[Obligation], effort: Effort, prove: Prove
) -> tuple[Verdict, str, Evidence | None]:
    """Return the weakest verdict on some obligations, why, and a refutation if there is one."""
    weakest, because = Verdict.PROVED, "nothing is left to show"
    for one in obligations:
        found = prove(one, effort)
        answer = judge(found, (one.part,))
        if answer.verdict < weakest or because == "nothing is left to show":
            weakest, because = answer.verdict, answer.because
        broken = _refutation(found)
        if broken is not None:
            return Verdict.REFUTED, broken.because, broken
    return weakest, because, None


def _refutation(found: Iterable[Evidence]) -> Evidence | None:
    refuted = [e for e in found if not e.guard and e.verdict is Verdict.REFUTED]
    return next((e for e in refuted if e.witness is not None), next(iter(refuted), None))
