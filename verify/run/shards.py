"""The work on one claim, split among several workers.

Draws are made in blocks that follow from the seed and the block's number, and the pieces of a
check do not depend on each other (`verify.run.parts`). A shard does some of them; whoever
checks the claim puts all of them together, so that the number of shards changes nothing but the
time. A whole hunt for a counterexample is split in a second round: whether it is due is known
when the light hunt and the proofs are through.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from verify.claim import Claim, Family, Unchecked
from verify.effort import Effort
from verify.files.patience import limited
from verify.pieces import Due, Piece, put_in
from verify.result import Result
from verify.run.workers import Answer, Work

Subject = Claim | Family | Unchecked
Hands = Callable[[Sequence[int], Work, Sequence[tuple[Any, ...]]], list[Answer | None]]
PATIENCE = 10.0  # seconds to list the parts of one check
Share = tuple[tuple[Any, ...], float]  # what was done of one subject, and in how many seconds


def shares(
    subjects: Sequence[Subject],
    effort: Effort,
    shards: int,
    hands: Hands,
    long: Collection[int] = (),
) -> dict[int, Share] | None:
    """Return for each place what the shards of that subject did, and in how many seconds.

    Draws are split everywhere, other pieces at the places in `long` only: a claim that is done
    in a moment gains nothing. `hands` does the work: places, what to do with each, and what
    else that needs. Subjects without parts, and shards that failed, are left out: the check
    does these parts itself. `None` when Ctrl-C came.
    """
    from verify.run.parts import hunt_blocks, parts

    if shards < 2:
        return {}
    split: dict[int, list[tuple[Any, ...]]] = {}
    for place, subject in enumerate(subjects):
        count = _counted(functools.partial(parts, subject, effort, place in long))
        # One part alone is sent for what it tells: whether a hunt is due.
        if count > 1 or (count and place in long):
            split[place] = _split(count, shards, place in long)
    found = _gathered({}, done, split, hands)
    if found is None:
        return None
    split = {}
    for place in sorted(long):
        names = _due(found.get(place))
        blocks = functools.partial(hunt_blocks, subjects[place], effort, names)
        count = _counted(blocks) if names else 0
        if count > 1:
            split[place] = _split(count, shards, names)
    return _gathered(found, hunted, split, hands)


def _counted(told: Callable[[], Sequence[Any]]) -> int:
    """Return how many parts there are, none of a claim that cannot be stated, or not soon: the
    check says what is wrong with it, under limits of its own.
    """
    try:
        with limited(PATIENCE):
            return len(told())
    except Exception:
        return 0


def _split(count: int, shards: int, more: Any) -> list[tuple[Any, ...]]:
    """Return what each shard of so many parts is told."""
    shards = min(shards, count)
    return [(index, shards, more) for index in range(shards)]


def _due(found: Share | None) -> tuple[Hashable, ...]:
    """Return the names of the whole hunts that are due, after the first round."""
    done_before = () if found is None else found[0]
    return tuple(part.name for part in done_before if isinstance(part, Due))


def _gathered(
    before: Mapping[int, Share],
    work: Work,
    split: Mapping[int, Sequence[tuple[Any, ...]]],
    hands: Hands,
) -> dict[int, Share] | None:
    """Return what was done before, and what this work adds to it; `None` after Ctrl-C."""
    places = [place for place, told in split.items() for _ in told]
    more = [one for told in split.values() for one in told]
    answers = hands(places, work, more) if places else []
    if any(answer is None for answer in answers):
        return None
    found = dict(before)
    for place, answer in zip(places, answers, strict=False):
        if answer is not None and isinstance(answer.value, tuple):
            parts, seconds = found.get(place, ((), 0.0))
            found[place] = ((*parts, *answer.value), seconds + answer.seconds)
    return found


def done(
    subject: Subject, effort: Effort, index: int, count: int, long: bool = False
) -> tuple[Any, ...]:
    """Return what one of `count` shards did: every `count`-th part from `index` on."""
    from verify.run.parts import parts

    return tuple(one for part in parts(subject, effort, long)[index::count] for one in part())


def hunted(
    subject: Subject, effort: Effort, index: int, count: int, names: Collection[Hashable]
) -> tuple[Piece, ...]:
    """Return what one of `count` shards did of the whole hunts with some names.

    It does every `count`-th block from `index` on, and none of a hunt after a witness: nobody
    will ask for them.
    """
    from verify.run.parts import hunt_blocks

    fallen: set[Hashable] = set()
    pieces = []
    for name, block in hunt_blocks(subject, effort, names)[index::count]:
        if name not in fallen:
            found = block.hunt()
            pieces.append(Piece(block.key(name), found))
            fallen |= {name} if found.witness is not None else set()
    return tuple(pieces)


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
