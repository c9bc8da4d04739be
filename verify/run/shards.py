"""The work on one claim, split among several workers.

Draws are made in blocks that follow from the seed and the block's number, and the pieces of a
check do not depend on each other (`verify.pieces`). A shard does some of them; whoever checks
the claim puts all of them together, so that the number of shards changes nothing but the time.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from verify.claim import Claim, Family, Unchecked
from verify.effort import Effort
from verify.kinds import Kind, Quantity
from verify.pieces import Piece, put_in
from verify.result import Result
from verify.run.workers import Answer, Work
from verify.verdict import Verdict

Subject = Claim | Family | Unchecked
Hands = Callable[[Sequence[int], Work, Sequence[tuple[Any, ...]]], list[Answer | None]]
Part = Callable[[], Any]  # does one part of the work, and returns a Sample, a Piece or None
_FOLLOWED = (Kind.LIMIT, Kind.ALMOST_LIMIT, Kind.CONVERGENCE)


def shares(
    subjects: Sequence[Subject],
    effort: Effort,
    shards: int,
    hands: Hands,
    long: Collection[int] = (),
) -> dict[int, tuple[tuple[Any, ...], float]] | None:
    """Return for each place what the shards of that subject did, and in how many seconds.

    Draws are split everywhere, other pieces at the places in `long` only: a claim that is done
    in a moment gains nothing. `hands` does the work: places, what to do with each, and what
    else that needs. Subjects without parts, and shards that failed, are left out: the check
    does these parts itself. `None` when Ctrl-C came.
    """
    asked = [
        (place, index, min(shards, count))
        for place, subject in enumerate(subjects)
        if (count := len(_parts(subject, effort, place in long))) > 1
        for index in range(min(shards, count))
    ]
    more = [(index, count, place in long) for place, index, count in asked]
    answers = (
        hands([place for place, _, _ in asked], done, more) if shards > 1 and asked else []
    )
    if any(answer is None for answer in answers):
        return None
    found: dict[int, tuple[tuple[Any, ...], float]] = {}
    for (place, _, _), answer in zip(asked, answers, strict=False):
        if answer is not None and isinstance(answer.value, tuple):
            parts, seconds = found.get(place, ((), 0.0))
            found[place] = ((*parts, *answer.value), seconds + answer.seconds)
    return found


def done(
    subject: Subject, effort: Effort, index: int, count: int, long: bool = False
) -> tuple[Any, ...]:
    """Return what one of `count` shards did: every `count`-th part from `index` on."""
    mine = [part() for part in _parts(subject, effort, long)[index::count]]
    return tuple(one for one in mine if one is not None)


def with_parts(
    subject: Subject, effort: Effort, work: Work, parts: Sequence[Any], seconds: float
) -> Any:
    """Return what `work` says of a subject of which parts were done, in so many seconds."""
    from verify.quantities.sampling import Sample, given

    samples = [part for part in parts if isinstance(part, Sample)]
    with given(samples), put_in(part for part in parts if isinstance(part, Piece)):
        result = work(subject, effort)
    if isinstance(result, Result):
        return replace(result, seconds=result.seconds + seconds)
    return result


def _parts(subject: Subject, effort: Effort, long: bool) -> list[Part]:
    """Return the parts of the check of a subject: its draws, or else its pieces."""
    if isinstance(subject, Unchecked):
        return []
    draws = list(_blocks(subject, effort))
    if draws or not long:
        return draws
    members = [("", subject)] if isinstance(subject, Claim) else subject.members()
    return [part for label, claim in members for part in _pieces(label, claim, effort)]


def _pieces(label: str, claim: Claim, effort: Effort) -> Iterator[Part]:
    """Yield the pieces of the check of one claim, those that a refutation spares left out."""
    from verify.checker import statement_key
    from verify.guards import ablation_of, control_key, control_of, need_key
    from verify.routes import answer, routes_of

    routes, partial = routes_of(claim.kind), functools.partial
    fails = claim.expects is Verdict.REFUTED
    if claim.kind in _FOLLOWED:
        yield from () if fails else _trajectories(claim, effort)
    else:
        for obligation in claim.obligations():
            key = statement_key(label, obligation.part)
            yield partial(_piece, key, partial(answer, obligation, routes, effort))
    for place in range(len(claim.controls)):
        yield partial(
            _piece, control_key(label, place), partial(control_of, claim, place, effort)
        )
    for assumption in () if fails else claim.needs:
        one = partial(ablation_of, claim, routes, effort, {assumption.name})
        yield partial(_piece, need_key(label, assumption.name), one)


def _piece(key: Any, do: Callable[[], Any]) -> Piece:
    return Piece(key, do())


def _trajectories(claim: Claim, effort: Effort) -> Iterator[Part]:
    """Yield the trajectories that the check of a limit follows in floating point."""
    from verify.flows.trajectories import count_of, end_key, follow, starts_of

    whole = claim.obligations()[0].spelled_out()
    generic = claim.kind is Kind.ALMOST_LIMIT
    says: Any = whole.says
    if claim.kind is Kind.CONVERGENCE:
        says = says.speeds_vanish()
        whole = replace(whole, says=says)
    starts = functools.cache(lambda: starts_of(whole, effort, generic))

    def followed(place: int) -> Piece | None:
        found = starts()
        if place >= len(found):
            return None
        return Piece(end_key(says, found[place]), follow(says, found[place]))

    for place in range(count_of(effort)):
        yield functools.partial(followed, place)


def _blocks(subject: Claim | Family, effort: Effort) -> Iterator[Part]:
    """Yield every block of draws that a check of the subject and its controls makes."""
    from verify.quantities.enumeration import enumerable
    from verify.quantities.nodes import Chance, Mean
    from verify.quantities.sampling import parts_of, sample

    for quantity in _quantities(subject):
        if isinstance(quantity, Chance | Mean) and not enumerable(quantity):
            for block in range(parts_of(quantity, effort.draws)):
                yield functools.partial(sample, quantity, effort.draws, effort.seed, block)


def _quantities(subject: Claim | Family) -> list[Quantity]:
    claims = [subject] if isinstance(subject, Claim) else [one for _, one in subject.members()]
    found: Mapping[Quantity, None] = {
        quantity: None
        for claim in claims
        for says in (*(o.says for o in claim.obligations()), *(c.says for c in claim.controls))
        for quantity in sorted(says.atoms(Quantity), key=str)
    }
    return list(found)
