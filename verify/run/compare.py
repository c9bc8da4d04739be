"""What changed between two runs, worst first."""

from __future__ import annotations

import enum
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from verify.verdict import Verdict

NOISE = 1.0  # seconds: a smaller difference says nothing about a claim


class Change(enum.IntEnum):
    """What became of one claim, worst first; up to `SLOWER` something got worse."""

    LOST = 0  # what was established no longer is, or the opposite is
    WEAKENED = 1  # established still, by weaker evidence
    REFUTED = 2  # nothing was established; now it is refuted or vacuous, against expectation
    MISSING = 3  # not among the claims any more, or not finished
    SLOWER = 4
    STRONGER = 5
    REWRITTEN = 6  # another statement with another verdict, which is the expected one
    NEW = 7

    def __str__(self) -> str:
        return self.name.lower()

    @property
    def worse(self) -> bool:
        """Tell whether a person should be stopped by it."""
        return self <= Change.SLOWER


@dataclass(frozen=True)
class Entry:
    """What one run says of one claim."""

    verdict: Verdict
    met: bool
    attempted: bool = True
    digest: str = ""
    seconds: float | None = None  # None: nobody wrote it down


@dataclass(frozen=True)
class Snapshot:
    """What one run says of its claims, by id."""

    name: str  # "run 12", "baseline.json"
    entries: Mapping[str, Entry]
    whole: bool = True  # False: only selected claims were run
    effort: Mapping[str, Any] = field(default_factory=dict)
    selection: frozenset[str] = frozenset()  # what was asked for, empty where all was

    def covers(self, other: Snapshot) -> bool:
        """Tell whether a claim of the other run would be in this one if it were still there.

        `claims`, `claims/` and `./claims` ask for the same; asking for more covers less.
        """
        return self.whole or bool(other.selection and _asked(other) <= _asked(self))


@dataclass(frozen=True)
class Difference:
    """What became of one claim from one run to another."""

    change: Change
    id: str
    before: Entry | None
    after: Entry | None

    @property
    def rewritten(self) -> bool:
        """Tell whether the claim says something else now."""
        if self.before is None or self.after is None:
            return False
        digests = {self.before.digest, self.after.digest}
        return len(digests) == 2 and "" not in digests


def differences(old: Snapshot, new: Snapshot, slower: float = 2.0) -> list[Difference]:
    """Return what changed from `old` to `new`, worst first, then by id.

    A claim is slower when it takes `slower` times as long, and a second longer. Claims of `old`
    that `new` did not select are passed over; those that a whole run, or one of the same
    selection, has no more are missing.
    """
    found = list(_differences(old, new, slower))
    return sorted(found, key=lambda one: (one.change, _sunk(one), one.id))


def passed_over(old: Snapshot, new: Snapshot) -> int:
    """Return how many claims of `old` the selection of `new` left out."""
    return 0 if new.covers(old) else len(old.entries.keys() - new.entries.keys())


def rewritten(old: Snapshot, new: Snapshot) -> list[str]:
    """Return the claims that say something else now, with the verdict they had, by id."""
    both = sorted(old.entries.keys() & new.entries.keys())
    pairs = [
        Difference(Change.NEW, name, old.entries[name], new.entries[name]) for name in both
    ]
    return [pair.id for pair in pairs if pair.rewritten and _same(pair.before, pair.after)]


def _asked(run: Snapshot) -> frozenset[str]:
    return frozenset(posixpath.normpath(word) for word in run.selection)


def _same(before: Entry | None, after: Entry | None) -> bool:
    if before is None or after is None:
        return False
    return (before.verdict, before.attempted) == (after.verdict, after.attempted)


def _differences(old: Snapshot, new: Snapshot, slower: float) -> Iterator[Difference]:
    for name in old.entries.keys() | new.entries.keys():
        before, after = old.entries.get(name), new.entries.get(name)
        if before is None:
            yield Difference(Change.NEW, name, None, after)
        elif after is None:
            if new.covers(old):
                yield Difference(Change.MISSING, name, before, None)
        else:
            rewritten = Difference(Change.NEW, name, before, after).rewritten
            change = _change(before, after, rewritten)
            if change is None and _is_slower(before, after, slower):
                change = Change.SLOWER
            if change is not None:
                yield Difference(change, name, before, after)


def _change(before: Entry, after: Entry, rewritten: bool) -> Change | None:
    """Return what the two verdicts show, `None` when they are the same."""
    if _same(before, after):
        return None
    if before.attempted and not after.attempted:
        return Change.LOST
    if before.verdict > Verdict.UNDECIDED:
        if after.verdict > before.verdict:
            return Change.STRONGER
        return Change.WEAKENED if after.verdict > Verdict.UNDECIDED else Change.LOST
    if before.verdict < Verdict.UNDECIDED:
        return Change.REWRITTEN if rewritten and after.met else Change.LOST
    if after.verdict < Verdict.UNDECIDED and not after.met:
        return Change.REFUTED
    return Change.STRONGER


def _is_slower(before: Entry, after: Entry, times: float) -> bool:
    if before.seconds is None or after.seconds is None:
        return False
    longer = after.seconds - before.seconds
    return longer > NOISE and after.seconds > times * before.seconds


def _sunk(one: Difference) -> int:
    """Return how low a claim has come: among the lost, the refuted come first."""
    return int(one.after.verdict) if one.after else int(Verdict.UNDECIDED)
