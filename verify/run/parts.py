"""The parts of the check of one claim that do not depend on each other.

Its draws, or else its pieces (`verify.pieces`): what the routes say of each statement, whether
each control falls, whether each assumption is needed, where each trajectory ends; and the
blocks of its whole hunts (`verify.search.blocks`). One proof, one measurement, the hunts for a
needed assumption and those for the mutants are not taken apart.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from verify.checker import statement_key
from verify.claim import Claim, Family, Unchecked
from verify.effort import Effort
from verify.flows.trajectories import count_of, end_key, follow, starts_of
from verify.guards import ablation_of, control_key, control_of, need_key, twin_of
from verify.kinds import Kind, Quantity, quantities_of
from verify.obligation import Obligation
from verify.pieces import Due, Piece
from verify.pointwise import is_open, opened
from verify.quantities.enumeration import enumerable
from verify.quantities.nodes import Chance, Mean
from verify.quantities.sampling import parts_of, sample
from verify.routes import Route, routes_of
from verify.search.blocks import Block, hunts_of
from verify.verdict import Evidence, Verdict

Subject = Claim | Family | Unchecked
Part = Callable[[], tuple[Any, ...]]  # does it, and returns the Samples, Pieces and hunts Due
_FOLLOWED = (Kind.LIMIT, Kind.ALMOST_LIMIT, Kind.CONVERGENCE)


def parts(subject: Subject, effort: Effort, long: bool) -> list[Part]:
    """Return the parts of the check of a subject: its draws, else its pieces if it is long.

    Whole hunts are left out, and told to be due.
    """
    draws = list(_draws(subject, effort))
    if draws or not long:
        return draws
    return [part for label, one in _members(subject) for part in _pieces(label, one, effort)]


def hunt_blocks(
    subject: Subject, effort: Effort, names: Collection[Hashable]
) -> list[tuple[Hashable, Block]]:
    """Return every block of the whole hunts with some names, each behind its hunt's name."""
    return [
        (name, block)
        for label, claim in _members(subject)
        for name, obligation in _hunted(label, claim)
        if name in names
        for _, blocks in hunts_of(obligation, effort)
        for block in blocks
    ]


def _members(subject: Subject) -> Sequence[tuple[str, Claim]]:
    """Return the claims that a subject consists of, behind their labels."""
    if isinstance(subject, Unchecked):
        return []
    return [("", subject)] if isinstance(subject, Claim) else list(subject.members())


def _hunted(label: str, claim: Claim) -> Iterator[tuple[Hashable, Obligation]]:
    """Yield each statement and each false twin of a claim, behind the name of its piece."""
    for obligation in claim.obligations():
        yield statement_key(label, obligation.part), obligation
    for place in range(len(claim.controls)):
        yield control_key(label, place), twin_of(claim, place)


def _pieces(label: str, claim: Claim, effort: Effort) -> Iterator[Part]:
    """Yield the pieces of the check of one claim, those that a refutation spares left out."""
    routes, partial = routes_of(claim.kind), functools.partial
    fails = claim.expects is Verdict.REFUTED
    if claim.kind in _FOLLOWED:
        yield from () if fails else _trajectories(claim, effort)
    else:
        for obligation in claim.obligations():
            key = statement_key(label, obligation.part)
            yield partial(_statement, key, obligation, routes, effort)
    for place in range(len(claim.controls)):
        yield partial(_control, control_key(label, place), claim, place, effort)
    for assumption in () if fails else claim.needs:
        one = partial(ablation_of, claim, routes, effort, {assumption.name})
        yield partial(_need, need_key(label, assumption.name), one)


def _statement(
    key: Hashable, obligation: Obligation, routes: tuple[Route, ...], effort: Effort
) -> tuple[Any, ...]:
    found = opened(obligation, routes, effort)
    return (Piece(key, found), *((Due(key),) if is_open(found) else ()))


def _control(key: Hashable, claim: Claim, place: int, effort: Effort) -> tuple[Any, ...]:
    try:
        return (Piece(key, control_of(claim, place, effort, _postponed)),)
    except _Postponed:
        return (Due(key),)


class _Postponed(Exception):
    """A whole hunt is due."""


def _postponed(obligation: Obligation, effort: Effort) -> Evidence:
    raise _Postponed


def _need(key: Hashable, do: Callable[[], Any]) -> tuple[Piece]:
    return (Piece(key, do()),)


def _trajectories(claim: Claim, effort: Effort) -> Iterator[Part]:
    """Yield the trajectories that the check of a limit follows in floating point."""
    whole = claim.obligations()[0].spelled_out()
    generic = claim.kind is Kind.ALMOST_LIMIT
    says: Any = whole.says
    if claim.kind is Kind.CONVERGENCE:
        says = says.speeds_vanish()
        whole = replace(whole, says=says)
    starts = functools.cache(lambda: starts_of(whole, effort, generic))

    def followed(place: int) -> tuple[Piece, ...]:
        here = starts()[place : place + 1]  # there may be fewer than are asked for
        return tuple(Piece(end_key(says, start), follow(says, start)) for start in here)

    for place in range(count_of(effort)):
        yield functools.partial(followed, place)


def _draws(subject: Subject, effort: Effort) -> Iterator[Part]:
    """Yield every block of draws that a check of the subject and its controls makes."""

    def drawn(quantity: Any, block: int) -> tuple[Any, ...]:
        return (sample(quantity, effort.draws, effort.seed, block),)

    for quantity in _quantities(subject):
        if isinstance(quantity, Chance | Mean) and not enumerable(quantity):
            for block in range(parts_of(quantity, effort.draws)):
                yield functools.partial(drawn, quantity, block)


def _quantities(subject: Subject) -> list[Quantity]:
    claims = [claim for _, claim in _members(subject)]
    found: Mapping[Quantity, None] = {
        quantity: None
        for claim in claims
        for says in (*(o.says for o in claim.obligations()), *(c.says for c in claim.controls))
        for quantity in quantities_of(says)
    }
    return list(found)
