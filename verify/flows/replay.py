"""Witnesses against statements along a flow, replayed from their exact strings."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any

from verify.arithmetic import decide_tree
from verify.effort import THOROUGH
from verify.errors import ClaimError, UnsupportedFunction
from verify.flows.convergence import Converges
from verify.flows.drift import goes_on
from verify.flows.elsewhere import misses_from
from verify.flows.escape import HOW, keeps_off
from verify.flows.infinitesimal import at_once
from verify.flows.later import fails_later
from verify.flows.open_elsewhere import open_set_misses
from verify.flows.shooting import Segment, misses
from verify.flows.statements import AlmostAllTend, AlongFlow, Tends, at_rest
from verify.notation import are_admitted
from verify.obligation import Obligation, Premise
from verify.search import replay as points
from verify.search.parse import ball, exact_number
from verify.search.replay import Replay
from verify.verdict import Truth


def replay(obligation: Obligation, values: Mapping[str, str]) -> Replay:
    """Return whether a witness still breaks a statement along a flow.

    A start at which the condition fails, at once or later, a start at rest away from the
    target, one that certainly ends elsewhere, or a segment of starts, one letter a ball, that
    cannot all tend to the target.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, AlongFlow)
    if isinstance(says, Converges):
        return _endless(whole, values)
    try:
        if not isinstance(says, Tends):
            return _at_all_times(whole, values)
        return _of_limit(whole, values, {name: ball(text) for name, text in values.items()})
    except ClaimError as error:
        return Replay(None, f"cannot be replayed: {error}")
    except UnsupportedFunction as error:  # no enclosure of such a field
        return Replay(None, f"undecided: {error}")


def _at_all_times(whole: Obligation, values: Mapping[str, str]) -> Replay:
    """Return the replay of a start at which the condition fails, at once or later."""
    stands = points.replay(at_once(whole), values)
    letters = {x.name: x for x in {*whole.says.flow.letters, *whole.letters()}}
    if stands.breaks or set(letters) != set(values):
        return stands
    start = {letters[name]: exact_number(text) for name, text in values.items()}
    time = fails_later(whole, start) if _admissible(whole, start) else None
    if time is None:
        return stands
    return Replay(True, f"still breaks it at time {time}", f"an enclosure up to time {time}")


def _of_limit(
    whole: Obligation, values: Mapping[str, str], numbers: Mapping[str, Any]
) -> Replay:
    says = whole.says
    if isinstance(says, AlmostAllTend):
        return _open(whole, numbers)
    wide = [name for name, (_, radius) in numbers.items() if radius != 0]
    if not wide:
        still = Premise("the start is at rest", at_rest(says.flow))
        where = replace(whole, says=says.condition, given=(*whole.given, still))
        stands = points.replay(where, values)
        return stands if stands.breaks else _moving(whole, numbers, stands)
    segment = _segment(says, wide, numbers)
    if segment is None:
        return Replay(None, "cannot be replayed: one angle is a segment, all else is exact")
    if misses(whole, segment, THOROUGH) is Truth.TRUE:
        how = "enclosures of both ends, and connectedness"
        return Replay(True, "still holds a start that misses the target", how)
    return Replay(None, "undecided: the ends of the segment were not enclosed in two basins")


def _endless(whole: Obligation, values: Mapping[str, str]) -> Replay:
    """Return the replay of a start from which the state moves on for ever."""
    letters = {x.name: x for x in {*whole.says.flow.letters, *whole.letters()}}
    if set(letters) != set(values):
        return Replay(None, "cannot be replayed: it must give every letter a value")
    try:
        start = {letters[name]: exact_number(text) for name, text in values.items()}
    except ClaimError as error:
        return Replay(None, f"cannot be replayed: {error}")
    if goes_on(whole, start, THOROUGH):
        return Replay(True, "still moves on for ever at a constant rate", "exact")
    return _kept_off(whole, start) or Replay(
        None, "undecided: the state was not seen to move on for ever"
    )


def _open(whole: Obligation, numbers: Mapping[str, Any]) -> Replay:
    """Return the replay of a start that a sink draws in, with all starts near it."""
    letters = {x.name: x for x in {*whole.says.flow.letters, *whole.letters()}}
    if set(letters) != set(numbers) or any(radius != 0 for _, radius in numbers.values()):
        return Replay(None, "cannot be replayed: it must give every letter an exact number")
    start = {letters[name]: middle for name, (middle, _) in numbers.items()}
    with suppress(UnsupportedFunction):  # no enclosure of such a field
        reason = open_set_misses(whole, start, THOROUGH.bits)
        if reason is not None:
            return Replay(True, f"still {reason.because}", reason.how)
    return _kept_off(whole, start) or Replay(
        None, "undecided: no open set of starts was seen to miss the target"
    )


def _moving(whole: Obligation, numbers: Mapping[str, Any], stands: Replay) -> Replay:
    """Return the replay of a start that moves; without a certificate, what was known before."""
    letters = {x.name: x for x in {*whole.says.flow.letters, *whole.letters()}}
    if set(letters) != set(numbers):
        return stands
    start = {letters[name]: middle for name, (middle, _) in numbers.items()}
    if not _admissible(whole, start):
        return stands
    with suppress(UnsupportedFunction):  # no enclosure of such a field
        reason = misses_from(whole, start, THOROUGH)
        if reason is not None:
            return Replay(True, f"still {reason.because}", reason.how)
    return _kept_off(whole, start) or Replay(
        None, "undecided: the start was not seen to miss the target"
    )


def _kept_off(whole: Obligation, start: Mapping[Any, Any]) -> Replay | None:
    """Return the replay of a start around which the flow keeps a region off the target."""
    region = keeps_off(whole, start, THOROUGH) if _admissible(whole, start) else None
    return None if region is None else Replay(True, f"still stays where {region}", HOW)


def _admissible(whole: Obligation, start: Mapping[Any, Any]) -> bool:
    truths = (decide_tree(p.says, start, THOROUGH.bits).truth for p in whole.given)
    return are_admitted(start) and all(truth is Truth.TRUE for truth in truths)


def _segment(says: Tends, wide: list[str], numbers: Mapping[str, Any]) -> Segment | None:
    letters = {x.name: x for x in says.free_symbols}
    if len(wide) != 1 or letters.get(wide[0]) not in says.flow.angles:
        return None
    if not set(numbers) >= {x.name for x in says.flow.letters}:
        return None
    others = {letters[name]: middle for name, (middle, _) in numbers.items() if name != wide[0]}
    if not all(x.is_Rational for x in numbers[wide[0]]):
        return None
    middle, radius = (Fraction(int(x.p), int(x.q)) for x in numbers[wide[0]])
    return Segment(letters[wide[0]], middle - radius, middle + radius, others)
