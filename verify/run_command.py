"""What `verify run` does between its options and its report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from verify.effort import Effort
from verify.files.cards import Listed
from verify.result import Result
from verify.run.lists import selected
from verify.run.readings import Selected, package_content
from verify.run.recording import recording
from verify.run.scheduler import Crew, engaged
from verify.run.session import Run, run
from verify.run.staff import Hands
from verify.run.untouched import untouched
from verify.run.workers import Limits
from verify.show.progress import progress, waiting
from verify.show.terminal import tell


@dataclass(frozen=True)
class Asked:
    """What is checked, how hard, and by whom."""

    select: tuple[str, ...]
    effort: Effort
    limits: Limits
    jobs: int | None
    scheduler: str | None
    shards: int
    resume: bool


def checked(asked: Asked, tally: list[str]) -> Run:
    """Return the run that was asked for; `tally` gets the id of each claim as it is kept."""
    known = untouched(asked.select, asked.effort, tell) if asked.resume else None
    if known is not None:
        return known
    content = package_content()
    with engaged(asked.scheduler) as crew:
        with waiting("reading the claims"):
            found = _found(asked, crew)
        return _checked(asked, found, content, crew, tally)


def _found(asked: Asked, crew: Crew | None) -> Selected:
    """Return the claims; where others read them, and nothing here needs more, what they are."""
    listed = None
    if crew is not None and (asked.resume or asked.shards > 1):
        crew.begin(asked.select, asked.limits)  # they read while this program does
    elif crew is not None:
        listed = crew.listed(asked.select, asked.limits)
    return selected(asked.select) if listed is None else listed


def _checked(
    asked: Asked, discovery: Selected, content: str, hands: Hands | None, tally: list[str]
) -> Run:
    with (
        recording(discovery, asked.effort, asked.resume, tell, content) as book,
        progress(len(discovery.found) - len(book.known)) as done,
    ):
        return run(
            discovery,
            asked.effort,
            asked.limits,
            asked.jobs,
            done,
            known=book.known,
            keep=_counted(book.keep, tally),
            hands=hands,
            shards=asked.shards,
            times=book.times,
        )


def _counted(
    keep: Callable[[Listed, Result, bool], None], tally: list[str]
) -> Callable[[Listed, Result, bool], None]:
    def counted(found: Listed, result: Result, settled: bool) -> None:
        keep(found, result, settled)
        tally.append(found.id)

    return counted
