"""A hunt in blocks that do not depend on each other, so that they can be made anywhere.

Each block has its share of the effort and of the corners, and draws of its own, which follow
from the seed, the size and the number of the block. How many blocks there are follows from the
effort, and not from who makes them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from verify.effort import Effort
from verify.obligation import Obligation
from verify.search.hunt import Ground, Hunt, search
from verify.search.sizes import label_of, tried_sizes

MOST_FLOATS = 5_000  # a block; where there are fewer, its fixed costs are not worth it
LEAST_POINTS = 24  # a block


@dataclass(frozen=True)
class Block:
    """One block of a hunt on an obligation."""

    size: int  # the place of its size among those tried
    number: int
    hunt: Callable[[], Hunt]

    def key(self, name: Hashable) -> Hashable:
        """Return the key of the piece that is this block of the hunt called `name`."""
        return "hunt", name, self.size, self.number


def hunts_of(obligation: Obligation, effort: Effort) -> list[tuple[str, list[Block]]]:
    """Return the label of each size that is tried, with the blocks of the hunt there.

    Nothing is computed before a block is asked for; what the blocks of one size share is
    computed once.
    """
    sizes = tried_sizes(obligation)
    share = _divided(effort, len(sizes))
    count = _count(share)

    def block(size: int, ground: Ground, number: int) -> Block:
        mine = replace(_divided(share, count), seed=_seed(effort.seed, size, number))
        return Block(size, number, functools.partial(search, ground, mine, number, count))

    grounds = [Ground(obligation, chosen, effort.boundaries) for chosen in sizes]
    return [
        (label_of(ground.sizes), [block(size, ground, number) for number in range(count)])
        for size, ground in enumerate(grounds)
    ]


def united(blocks: Iterable[Hunt]) -> Hunt:
    """Return what some blocks of one hunt found together: their first witness, their worst
    point, and every point once, however many blocks tried it.
    """
    hunts = list(blocks)
    worst = [hunt.worst for hunt in hunts if hunt.worst is not None]
    return Hunt(
        witness=next((hunt.witness for hunt in hunts if hunt.witness is not None), None),
        worst=min(worst, key=lambda one: float(one.margin), default=None),
        met_at={key: truth for hunt in hunts for key, truth in hunt.met_at.items()},
        tried_at=frozenset(key for hunt in hunts for key in hunt.tried_at),
        swept=sum(hunt.swept for hunt in hunts),
        undefined=next((hunt.undefined for hunt in hunts if hunt.undefined), ""),
        float_only=next((hunt.float_only for hunt in hunts if hunt.float_only), ""),
        thin=hunts[0].thin,
    )


def _count(share: Effort) -> int:
    return max(1, min(-(-share.batch // MOST_FLOATS), share.points // LEAST_POINTS))


def _divided(effort: Effort, count: int) -> Effort:
    return replace(
        effort,
        points=-(-effort.points // count),
        batch=-(-effort.batch // count),
        descents=-(-effort.descents // count),
    )


def _seed(seed: int, size: int, number: int) -> int:
    """Return the seed of a block; the first block of each size has that of the effort."""
    if not number:
        return seed
    return int(np.random.SeedSequence((seed, size, number)).generate_state(1)[0])
