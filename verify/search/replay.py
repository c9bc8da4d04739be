"""A witness replayed from its exact strings: does it still break the statement?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import flint
import sympy

from verify.errors import ClaimError
from verify.notation import are_admitted
from verify.obligation import Obligation
from verify.search.enclose import decide_on
from verify.search.parse import ball
from verify.search.problem import real_letters
from verify.search.sizes import read_sizes, told_sizes, written_out
from verify.search.trial import Trial, trial
from verify.verdict import Truth


@dataclass(frozen=True)
class Replay:
    """What became of a witness."""

    breaks: bool | None  # None: it cannot be told
    because: str
    how: str = ""


def replay(
    obligation: Obligation, values: Mapping[str, str], bits: int = 4096, size: str = ""
) -> Replay:
    """Return whether a witness, its numbers given as text, still breaks an obligation.

    `size` gives the sizes of an abstract statement, as `n = 2`. The text is parsed and never
    evaluated. A letter without a value, or text that is no number, cannot be replayed.
    """
    try:
        sizes = told_sizes(obligation, values) | read_sizes(size)
        whole = real_letters(written_out(obligation, sizes).spelled_out())
        numbers = {name: ball(text) for name, text in values.items()}
    except ClaimError as error:
        return Replay(None, f"cannot be replayed: {error}")
    missing = [x.name for x in whole.letters() if x.name not in numbers]
    if missing:
        return Replay(None, f"cannot be replayed: no value for {', '.join(missing)}")
    point = {x: numbers[x.name] for x in whole.letters()}
    if all(radius == 0 for _, radius in point.values()):
        exact = {letter: middle for letter, (middle, _) in point.items()}
        return _told(trial(whole, exact, bits))
    return _told(_on_balls(whole, point, bits))


def _on_balls(whole: Obligation, point: Mapping[sympy.Symbol, Any], bits: int) -> Trial:
    letters = list(point)
    if not are_admitted({x: middle for x, (middle, _) in point.items()}):
        return Trial({}, Truth.FALSE, failed="a size is a whole number above 0")
    balls = {letter: _as_ball(*pair) for letter, pair in point.items()}
    how = f"ball, {bits} bits"
    for premise in whole.given:
        met = decide_on(premise.says, letters, balls, bits)
        if met is not Truth.TRUE:
            return Trial({}, met, how=how, failed=premise.name)
    return Trial({}, Truth.TRUE, decide_on(whole.says, letters, balls, bits), how)


def _as_ball(middle: Any, radius: Any) -> Any:
    if radius == 0:
        return middle
    if not (middle.is_Rational and radius.is_Rational):
        raise ClaimError(f"{middle} +/- {radius}: write both numbers as decimals or fractions.")
    center = flint.arb(flint.fmpq(int(middle.p), int(middle.q)))
    return flint.arb(center, flint.arb(flint.fmpq(int(radius.p), int(radius.q))))


def _told(answer: Trial) -> Replay:
    if answer.breaks:
        return Replay(True, "still breaks", answer.how)
    if answer.premises is Truth.FALSE:
        return Replay(False, f"no longer breaks: {answer.failed!r} is not met", answer.how)
    if answer.premises is Truth.UNKNOWN:
        return Replay(None, f"undecided: whether {answer.failed!r} is met", answer.how)
    if answer.statement is Truth.TRUE:
        return Replay(False, "no longer breaks: the statement holds there", answer.how)
    return Replay(None, f"undecided: {answer.how or 'no arithmetic could tell'}", answer.how)
