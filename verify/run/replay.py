"""Every witness of a recorded run, replayed from its strings against the claims as they are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from verify.claim import Claim, Family
from verify.discover import Discovery, Found, Subject
from verify.effort import THOROUGH, Effort
from verify.errors import SelectionError
from verify.kinds import Modal, Quantity
from verify.logic import denied
from verify.obligation import Obligation, Premise
from verify.run.digest import digest
from verify.run.plain import within
from verify.run.session import load_engine
from verify.run.staff import again
from verify.run.workers import USUAL, Answer, Assignment, Limits, work_on

NOT_NAMED = "not looked at, for the file was not named"


@dataclass(frozen=True)
class Replayed:
    """What became of one witness of a recorded run."""

    id: str
    about: str  # "the statement", "line 2", "control 'it halves'", "without 'h > 0'"
    values: Mapping[str, str]
    breaks: bool | None  # None: it cannot be told
    because: str


def replay_record(record: Mapping[str, Any], found: Iterable[Found]) -> Iterator[Replayed]:
    """Yield what becomes of every witness in a record, claim by claim.

    Nothing of the record is executed: it names claims by id, and its numbers are parsed. A
    claim that is not among `found` cannot be replayed. Raises `SelectionError` for a record
    without evidence, as a baseline is.
    """
    known = {item.id: item.subject for item in found}
    for entry, witnesses in _read(record):
        if entry.id in known:
            yield from _of_claim(known[entry.id], THOROUGH, entry, witnesses)
        else:
            yield from _unknown(entry, witnesses, NOT_NAMED)


def replay_apart(
    record: Mapping[str, Any], discovery: Discovery, limits: Limits = USUAL
) -> Iterator[Replayed]:
    """Yield what `replay_record` does, each claim replayed in a process under limits.

    A record may ask for any size and any number of draws.
    """
    told, known = _read(record), {item.id: item for item in discovery.found}
    here = [(entry, witnesses) for entry, witnesses in told if entry.id in known]
    found = tuple(known[entry.id] for entry, _ in here)
    load_engine()
    answers = work_on(
        [item.subject for item in found],
        Assignment(_of_claim, THOROUGH, limits, more=here),
        os.cpu_count() or 1,
        again(replace(discovery, found=found)),
    )
    if None in answers:
        raise KeyboardInterrupt
    by_id = {item.id: answer for item, answer in zip(found, answers, strict=True)}
    for entry, witnesses in told:
        answer = by_id.get(entry.id) or Answer(failure=NOT_NAMED)
        yield from answer.value or _unknown(entry, witnesses, answer.failure)


def _of_claim(
    subject: Subject, effort: Effort, entry: _Entry, witnesses: Witnesses
) -> list[Replayed]:
    """Return what becomes of the witnesses of one claim; no effort bounds a replay."""
    changed = " (the claim has changed since)" * (digest(subject) != entry.digest)
    rows = []
    for about, kind, row in witnesses:
        breaks, because = _replayed(subject, kind, row)
        rows.append(Replayed(entry.id, about, _values(row), breaks, because + changed))
    return rows


def _unknown(entry: _Entry, witnesses: Witnesses, because: str) -> Iterator[Replayed]:
    for about, _, row in witnesses:
        yield Replayed(entry.id, about, _values(row), None, because)


@dataclass(frozen=True)
class _Entry:
    """What a record says of one claim."""

    id: str
    digest: str
    evidence: tuple[Any, ...]
    controls: tuple[Any, ...]
    ablation: tuple[Any, ...]


@dataclass(frozen=True)
class _Row:
    """What a record says of one piece of evidence, one control, or one assumption."""

    witness: Mapping[str, str] | None
    witness_details: Mapping[str, Any] | None = None
    part: str = ""
    verdict: str = ""
    name: str = ""
    fell: bool = False
    assumption: str = ""
    result: str = ""


Witnesses = list[tuple[str, str, _Row]]


def _read(record: Mapping[str, Any]) -> list[tuple[_Entry, Witnesses]]:
    try:
        entries = [within(_Entry, entry) for entry in record["claims"]]
        return [(entry, list(_witnesses(entry))) for entry in entries]
    except ValueError as error:
        raise SelectionError(
            f"the record cannot be read: {error} Name one that --json wrote."
        ) from None


def _witnesses(entry: _Entry) -> Iterator[tuple[str, str, _Row]]:
    for row in (within(_Row, item) for item in entry.evidence):
        if row.witness and row.verdict == "refuted":
            yield row.part or "the statement", "statement", row
    for row in (within(_Row, item) for item in entry.controls):
        if row.witness and row.fell:
            yield f"control {row.name!r}", "control", row
    for row in (within(_Row, item) for item in entry.ablation):
        if row.witness and row.result == "needed":
            yield f"without {row.assumption!r}", "ablation", row


def _values(row: _Row) -> Mapping[str, str]:
    return row.witness or {}


def _replayed(subject: Subject, kind: str, row: _Row) -> tuple[bool | None, str]:
    """Return whether the witness breaks one of the obligations it may be about."""
    from verify.flows import replay as flows  # brings the engine
    from verify.quantities import replay as quantities
    from verify.search.replay import replay

    size = str((row.witness_details or {}).get("size") or "")
    last: tuple[bool | None, str] = (None, "the claim has no such part any more")
    for obligation in _obligations(subject, kind, row):
        if isinstance(obligation.says, Modal):
            answer = flows.replay(obligation, _values(row))
        elif obligation.says.atoms(Quantity):
            answer = quantities.replay(obligation, _values(row))
        else:
            answer = replay(obligation, _values(row), size=size)
        if answer.breaks:
            return True, f"{answer.because} ({answer.how})" if answer.how else answer.because
        last = (answer.breaks, answer.because)
    return last


def _obligations(subject: Subject, kind: str, row: _Row) -> Iterator[Obligation]:
    for label, claim in _members(subject):
        for obligation in claim.obligations():
            if kind == "statement":
                part = ": ".join(word for word in (label, obligation.part) if word)
                if part == row.part:
                    yield obligation
            elif kind == "ablation":
                yield from without(obligation, row.assumption)
        if kind == "control":
            yield from _twin(claim, row.name)


def without(obligation: Obligation, name: str) -> Iterator[Obligation]:
    """Yield the obligation without an assumption, and where that one fails.

    What breaks the second breaks the first: it may be that only where the assumption fails a
    region is kept that misses the target.
    """
    kept = tuple(p for p in obligation.given if p.name != name)
    yield replace(obligation, given=kept)
    for premise in obligation.given:
        if premise.name == name:
            failing = Premise(f"not: {name}", denied(premise.says))
            yield replace(obligation, given=(*kept, failing))


def _twin(claim: Claim, name: str) -> Iterator[Obligation]:
    base = claim.obligations()[0]
    for control in claim.controls:
        if control.name == name:
            own = claim.given if control.given is None else control.given
            premises = tuple(Premise(a.name, a.says, a.draws) for a in own)
            yield replace(base, says=control.says, given=premises, part="")


def _members(subject: Subject) -> tuple[tuple[str, Claim], ...]:
    if isinstance(subject, Family):
        return subject.members()
    return (("", subject),) if isinstance(subject, Claim) else ()
