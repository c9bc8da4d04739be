"""Who works on the claims of a run: processes here, or the workers of a scheduler."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from verify.discover import Discovery, Subject, discover
from verify.files.cards import Listed
from verify.run.readings import Selected
from verify.run.shards import shares, with_parts
from verify.run.workers import Answer, Assignment, Work, work_on

_LONG = 0.01  # of the time that a run takes: claims that take longer are begun first


class Hands(Protocol):
    """What works on claims."""

    @property
    def size(self) -> int:
        """Return how many claims are worked on at a time."""

    def work_on(
        self, discovery: Selected, places: Sequence[int], assignment: Assignment
    ) -> list[Answer | None]:
        """Return the answers for the claims at some places, as `verify.run.workers.work_on`
        does; a place may come more than once.
        """


@dataclass(frozen=True)
class Processes:
    """So many processes of this machine."""

    size: int

    def work_on(
        self, discovery: Selected, places: Sequence[int], assignment: Assignment
    ) -> list[Answer | None]:
        """Return the answers of the processes; the claims themselves are needed."""
        discovery = _read(discovery)
        found = tuple(discovery.found[place] for place in places)
        subjects = [item.subject for item in found]
        return work_on(subjects, assignment, self.size, again(replace(discovery, found=found)))


def answers_of(
    hands: Hands,
    discovery: Selected,
    assignment: Assignment,
    shards: int = 1,
    long: Collection[int] = (),
) -> list[Answer | None]:
    """Return the answer to each claim of a discovery, its draws split into shards, and all
    pieces of those at the places in `long`. Shards need the claims themselves.
    """
    places = range(len(discovery.found))
    parts: dict[int, tuple[tuple[Any, ...], float]] | None = {}
    if shards > 1:

        def draw(
            places: Sequence[int], work: Work, more: Sequence[tuple[Any, ...]]
        ) -> list[Answer | None]:
            part = Assignment(work, assignment.effort, assignment.limits, more=more)
            return hands.work_on(discovery, places, part)

        subjects = [item.subject for item in _read(discovery).found]
        parts = shares(subjects, assignment.effort, shards, draw, long)
    if parts is None:
        return [None for _ in places]
    if not parts:
        return hands.work_on(discovery, places, assignment)
    more = [(assignment.work, *parts.get(place, ((), 0.0))) for place in places]
    return hands.work_on(discovery, places, replace(assignment, work=with_parts, more=more))


def long_ones(found: Sequence[Listed], times: Mapping[str, float], size: int) -> set[int]:
    """Return the places of claims that keep a run waiting for one worker: they took more than
    its share of the time before, or there are fewer claims than workers.
    """
    if len(found) < size:
        return set(range(len(found)))
    seconds = [times.get(item.id, 0.0) for item in found]
    share = sum(seconds) / size
    return {place for place, one in enumerate(seconds) if one > share}


def longest_first(
    found: Sequence[Listed], times: Mapping[str, float], size: int
) -> tuple[int, ...]:
    """Return the places of claims in the order to begin them: the long ones, then the rest.

    A long claim that is begun last leaves all workers but one idle. `times` are the seconds
    that claims took before, by id.
    """
    seconds = [times.get(item.id, 0.0) for item in found]
    least = _LONG * sum(seconds) / max(size, 1)
    return tuple(
        sorted(range(len(found)), key=lambda p: -seconds[p] if seconds[p] > least else 0.0)
    )


def _read(discovery: Selected) -> Discovery:
    if not isinstance(discovery, Discovery):
        raise TypeError("cards of claims stand where the claims are needed. Read their files.")
    return discovery


def again(discovery: Discovery) -> Callable[[], list[Subject]]:
    """Return the function that finds the same subjects anew, in another process."""
    ids = tuple(found.id for found in discovery.found)
    return functools.partial(_recalled, discovery.selection, discovery.package, ids)


def _recalled(selection: tuple[str, ...], package: str, ids: tuple[str, ...]) -> list[Subject]:
    subjects = {found.id: found.subject for found in discover(selection, package).found}
    return [subjects[name] for name in ids]
