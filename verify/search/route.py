"""The route `points`: a hunt for a counterexample, as evidence."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

from verify.effort import Effort
from verify.obligation import Obligation
from verify.pieces import piece
from verify.search.blocks import Block, hunts_of, united
from verify.search.hunt import Hunt
from verify.symbolic.sized import readable
from verify.verdict import Evidence, Verdict, Witness, Worst


def points(obligation: Obligation, effort: Effort, name: Hashable = None) -> Evidence:
    """Return `refuted` with a replayed witness, `supported`, or `undecided` with the reason.

    `supported`: exact or ball arithmetic decided the statement true at one admissible point at
    least and false at none, and floats saw no violation that could not be replayed. `tried`
    counts the points that met every assumption, `undecided` those of them where no arithmetic
    could decide. A statement with sizes in it is tried at each listed size (1, 2, 3 unless the
    claim says otherwise) and refuted by the first counterexample. With much effort the hunt at
    a size is made in blocks (`verify.search.blocks`); `name` is what pieces (`verify.pieces`)
    call this hunt, where some of its blocks may have been done before.
    """
    hunts: list[tuple[str, Hunt]] = []
    for label, blocks in hunts_of(obligation, effort):
        hunts.append((label, united(_until_it_falls(blocks, name))))
        if hunts[-1][1].witness is not None:
            break
    return replace(_judged(hunts), part=obligation.part)


def _until_it_falls(blocks: Iterable[Block], name: Hashable) -> Iterator[Hunt]:
    """Yield the hunts of some blocks until one has a witness, from pieces done before."""
    for block in blocks:
        key = functools.partial(block.key, name)
        hunt = block.hunt() if name is None else piece(key, block.hunt)
        yield hunt
        if hunt.witness is not None:
            return


def _judged(hunts: list[tuple[str, Hunt]]) -> Evidence:
    label, last = hunts[-1]
    base = Evidence(
        "points",
        Verdict.UNDECIDED,
        "",
        scope=_sizes(hunts),
        tried=sum(hunt.met for _, hunt in hunts),
        undecided=sum(hunt.undecided for _, hunt in hunts),
        worst=_worst([hunt for _, hunt in hunts]),
    )
    if last.witness is not None:
        return _refuted(base, label, last.witness)
    doubts = [_at(label, doubt) for label, hunt in hunts if (doubt := _doubt(hunt))]
    if doubts:
        return replace(base, because=doubts[0])
    passed = [(label, hunt) for label, hunt in hunts if hunt.held]
    if not passed:
        return replace(base, because=_nothing(hunts))
    praise, scope = _praise(passed), _scope(passed)
    return replace(base, verdict=Verdict.SUPPORTED, because=praise, scope=scope)


def _refuted(base: Evidence, label: str, found: Witness) -> Evidence:
    witness = replace(found, size=label)
    gap = f" (left minus right is {witness.gap})" if witness.gap else ""
    where = f" where {readable(witness.values)}" if witness.values else ""
    because = _at(label, f"it fails{where}{gap}")
    return replace(base, verdict=Verdict.REFUTED, because=because, scope=label, witness=witness)


def _doubt(hunt: Hunt) -> str:
    """Return what keeps a hunt without a witness from counting as a pass, "" for nothing."""
    if hunt.float_only:
        return f"floats see a violation that could not be replayed: {hunt.float_only}"
    if hunt.undefined:
        return hunt.undefined
    if hunt.met and not hunt.held:
        # Another size that passed says nothing of this one.
        return f"none of the {hunt.met} points that met the assumptions could be decided"
    return ""


def _nothing(hunts: list[tuple[str, Hunt]]) -> str:
    met = sum(hunt.met for _, hunt in hunts)
    tried = sum(len(hunt.tried_at) for _, hunt in hunts)
    if met:
        return f"{met} points met the assumptions, and none of them could be decided"
    thin = sorted({name for _, hunt in hunts for name in hunt.thin})
    why = f" (equations that could not be solved: {', '.join(thin)})" if thin else ""
    return f"nobody met the assumptions: {tried} points tried{why}"


def _praise(passed: list[tuple[str, Hunt]]) -> str:
    held = sum(hunt.held for _, hunt in passed)
    swept = sum(hunt.swept for _, hunt in passed)
    left = sum(hunt.undecided for _, hunt in passed)
    also = f"; at {left} more it could not be decided" if left else ""
    return f"it holds at {held} exact points{also}; floats saw no violation at {swept}"


def _scope(passed: list[tuple[str, Hunt]]) -> str:
    count = sum(hunt.held for _, hunt in passed)
    sizes = _sizes(passed)
    return f"{sizes}: {count} points" if sizes else f"{count} points"


def _sizes(hunts: list[tuple[str, Hunt]]) -> str:
    return "; ".join(label for label, _ in hunts if label)


def _at(label: str, text: str) -> str:
    return f"at {label}, {text}" if label else text


def _worst(hunts: list[Hunt]) -> Worst | None:
    met = [hunt.worst for hunt in hunts if hunt.worst is not None]
    return min(met, key=lambda worst: float(worst.margin), default=None)
