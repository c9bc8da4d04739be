"""The box route: subdivide a compact box until ball arithmetic decides every piece.

It needs premises that confine every letter. A strict inequality with room to spare takes a few
boxes; one that is sharp somewhere is never decided there, and the answer names the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import sympy
from flint import arb, ctx, fmpq
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.arithmetic.balls import BALL
from verify.arithmetic.compile import compile_tape
from verify.arithmetic.tape import Tape
from verify.effort import Effort
from verify.errors import FlowproofError
from verify.logic import relations, replaced, sign_of, truth
from verify.obligation import Obligation
from verify.symbolic.bounds import Interval, box_of, unbounded
from verify.symbolic.candidates import replayed, witness
from verify.symbolic.denominators import strengthened
from verify.symbolic.premises import imposed
from verify.symbolic.rational import NotScalar
from verify.symbolic.realify import realify
from verify.verdict import Evidence, Step, Truth, Verdict

CHECK = "boxes"
BITS = 96
SMALLEST = Fraction(1, 2**26)  # of a side, relative: what is open there is a touching point
LARGEST_GRADIENT = 600  # operations of a derivative that is worth having
# The mean value form is for functions that are differentiable wherever they are finite.
_SMOOTH = (
    *(sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.asinh, sympy.atan),
    *(sympy.sinh, sympy.cosh, sympy.tanh, sympy.erf, sympy.erfc, sympy.gamma),
)

Box = tuple[Interval, ...]


@dataclass(frozen=True)
class _Field:
    """The gaps of all relations on one tape, with gradients where they are cheap."""

    letters: tuple[sympy.Symbol, ...]
    tape: Tape
    places: Mapping[Relational, int]
    slopes: Mapping[Relational, int]  # where the gradient of a gap begins

    def gap(self, node: Relational, values: list[Any], middle: list[Any], box: Box) -> Any:
        """Return a ball around left - right over a box, by the mean value form if possible."""
        plain = values[self.places[node]]
        if node not in self.slopes:
            return plain
        begin, centered = self.slopes[node], middle[self.places[node]]
        for place, (low, high) in enumerate(box):
            half = _hull((low - high) / 2, (high - low) / 2)
            centered = centered + values[begin + place] * half
        if not (isinstance(plain, arb) and isinstance(centered, arb)):
            return plain
        # A gap undefined somewhere in the box is not mended by a gradient.
        if not (plain.is_finite() and centered.is_finite()):
            return plain
        return plain.intersection(centered) if plain.overlaps(centered) else plain


@dataclass
class _Work:
    """What a subdivision has done so far."""

    left: int
    boxes: int = 0
    tree: list[str] = field(default_factory=list)


class _Stopped(Exception):
    """The subdivision ended before everything was decided, at a box, for a reason."""

    def __init__(self, box: Box, because: str) -> None:
        self.box, self.because = box, because


def boxes(obligation: Obligation, effort: Effort) -> Evidence:
    """Return CERTIFIED for a statement about a compact box, with the number of boxes it took.

    A midpoint that breaks the statement is REFUTED, after an exact replay. UNDECIDED when a
    letter is not confined, when `effort.boxes` boxes were not enough, or where the two sides
    touch. An equation is certified only where its sides differ by a ball of radius zero.
    """
    whole = realify(obligation).spelled_out()
    solved = imposed([p.says for p in whole.given])
    try:
        # SymPy cancels 1/x - 1/x, so where the sides are defined is a part of the question.
        says = solved.into_tree(strengthened(whole.says))
        given = tuple(solved.into_tree(strengthened(p.says)) for p in whole.given)
    except NotScalar as reason:
        return Evidence(CHECK, Verdict.UNDECIDED, str(reason))
    letters = tuple(x for x in whole.letters() if x not in dict(solved.values))
    box = box_of(given, letters)
    if box is None:
        names = ", ".join(unbounded(given, letters))
        return Evidence(CHECK, Verdict.UNDECIDED, f"the premises do not confine {names}")
    try:
        landscape = _field(says, given, letters)
    except FlowproofError as reason:
        return Evidence(CHECK, Verdict.UNDECIDED, str(reason))
    start = tuple(box[x] for x in letters)
    if any(low > high for low, high in start):
        return Evidence(CHECK, Verdict.UNDECIDED, "the premises leave no box at all")
    work = _Work(effort.boxes)
    try:
        _subdivide(says, given, landscape, start, work)
    except _Stopped as stop:
        return _stopped(obligation, effort, letters, solved, stop)
    return _certified(says, letters, start, work)


def _field(
    says: Boolean, given: tuple[Boolean, ...], letters: tuple[sympy.Symbol, ...]
) -> _Field:
    nodes = list(dict.fromkeys(node for tree in (says, *given) for node in relations(tree)))
    outputs = [node.lhs - node.rhs for node in nodes]
    places = {node: place for place, node in enumerate(nodes)}
    slopes: dict[Relational, int] = {}
    for node in dict.fromkeys(relations(says)):
        gradient = _gradient(node.lhs - node.rhs, letters)
        if gradient is not None:
            slopes[node] = len(outputs)
            outputs += gradient
    return _Field(letters, compile_tape(outputs, letters), places, slopes)


def _gradient(gap: Any, letters: tuple[sympy.Symbol, ...]) -> list[Any] | None:
    heads = gap.atoms(sympy.Function, sympy.Max, sympy.Min, sympy.Piecewise)
    if not letters or not all(isinstance(head, _SMOOTH) for head in heads):
        return None
    gradient = [sympy.diff(gap, x) for x in letters]
    if any(g.has(sympy.Derivative, sympy.Subs) for g in gradient):
        return None
    return gradient if sum(g.count_ops() for g in gradient) <= LARGEST_GRADIENT else None


def _subdivide(
    says: Boolean, given: tuple[Boolean, ...], landscape: _Field, start: Box, work: _Work
) -> None:
    pending = [start]
    while pending:
        box = pending.pop()
        if work.boxes >= work.left:
            raise _Stopped(box, f"{work.left:,} boxes were not enough")
        work.boxes += 1
        answer = _judged(says, given, landscape, box)
        if answer in ("+", "-"):
            work.tree.append(answer)
            continue
        if answer == "!":
            raise _Stopped(box, "")
        place = _widest(box, start)
        if place is None:
            raise _Stopped(box, "the two sides touch, or come too close to tell apart,")
        work.tree.append(str(place))
        low, high = box[place]
        middle = (low + high) / 2
        pending.append((*box[:place], (middle, high), *box[place + 1 :]))
        pending.append((*box[:place], (low, middle), *box[place + 1 :]))


def _judged(says: Boolean, given: tuple[Boolean, ...], landscape: _Field, box: Box) -> str:
    """Return "+" certified, "-" outside the premises, "!" broken in its middle, "" open."""
    with ctx.workprec(BITS):
        sides = {x: _hull(*side) for x, side in zip(landscape.letters, box, strict=True)}
        values = landscape.tape.play(BALL(BITS), sides)
        centre = {x: fmpq_of((a + b) / 2) for x, (a, b) in zip(sides, box, strict=True)}
        middle = landscape.tape.play(BALL(BITS), centre)

        def decide(node: Relational) -> Truth:
            return _decided(landscape.gap(node, values, middle, box), sign_of(node))

        def decide_middle(node: Relational) -> Truth:
            return _decided(middle[landscape.places[node]], sign_of(node))

        if any(truth(tree, decide) is Truth.FALSE for tree in given):
            return "-"
        if truth(says, decide) is Truth.TRUE:
            return "+"
        met = all(truth(tree, decide_middle) is Truth.TRUE for tree in given)
        return "!" if met and truth(says, decide_middle) is Truth.FALSE else ""


def _decided(gap: Any, sign: str) -> Truth:
    """Return whether `gap sign 0` holds, fails, or is open over the whole box."""
    if not isinstance(gap, arb) or not gap.is_finite():
        return Truth.UNKNOWN
    below, above, zero = bool(gap < 0), bool(gap > 0), bool(gap == 0)
    if sign in ("<", ">"):
        holds, fails = (below, bool(gap >= 0)) if sign == "<" else (above, bool(gap <= 0))
    elif sign in ("<=", ">="):
        holds, fails = (bool(gap <= 0), above) if sign == "<=" else (bool(gap >= 0), below)
    elif sign == "==":
        holds, fails = zero, below or above
    else:
        holds, fails = below or above, zero
    return Truth.of(True if holds else False if fails else None)


def _widest(box: Box, start: Box) -> int | None:
    """Return the side that is widest for its letter, None if all are at the smallest size."""
    ratios = [
        (high - low) / (top - bottom) if top > bottom else Fraction(0)
        for (low, high), (bottom, top) in zip(box, start, strict=True)
    ]
    best = max(range(len(ratios)), key=lambda place: ratios[place], default=None)
    return best if best is not None and ratios[best] > SMALLEST else None


def _certified(
    says: Boolean, letters: tuple[sympy.Symbol, ...], start: Box, work: _Work
) -> Evidence:
    names = [x.name for x in letters]
    where = " × ".join(
        f"{n} in [{low}, {high}]" for n, (low, high) in zip(names, start, strict=True)
    )
    text = (
        f"letters: {', '.join(names)}\nbox: {where}\nbits: {BITS}\n"
        "splits, depth first, the lower half first (a number halves that side, + is certified, "
        f"- is outside the premises): {' '.join(work.tree)}"
    )
    count = "one box" if work.boxes == 1 else f"each of {work.boxes:,} boxes"
    step = Step(str(says), f"ball arithmetic on {count}", text, "text")
    because = f"it holds on {count}, in ball arithmetic"
    return Evidence(
        CHECK, Verdict.CERTIFIED, because, scope=where, tried=work.boxes, steps=(step,)
    )


def _stopped(
    obligation: Obligation,
    effort: Effort,
    letters: tuple[Any, ...],
    solved: Any,
    stop: _Stopped,
) -> Evidence:
    middle = [(low + high) / 2 for low, high in stop.box]
    point = {
        x: sympy.Rational(v.numerator, v.denominator)
        for x, v in zip(letters, middle, strict=True)
    }
    place = ", ".join(f"{x.name} = {sympy.N(v, 8)}" for x, v in point.items()) or "a constant"
    if stop.because:
        return Evidence(CHECK, Verdict.UNDECIDED, f"{stop.because} near {place}")
    for letter, value in reversed(solved.values):
        point[letter] = replaced(value, point)
    replay = replayed(obligation, point, effort)
    if not replay.breaks:
        because = f"open near {place}: {replay.how or 'the exact replay did not agree'}"
        return Evidence(CHECK, Verdict.UNDECIDED, because)
    found = witness(obligation, point, replay)
    because = "it fails at the middle of a box, replayed exactly"
    return Evidence(CHECK, Verdict.REFUTED, because, witness=found)


def fmpq_of(value: Fraction) -> Any:
    """Return a fraction as FLINT's."""
    return fmpq(value.numerator, value.denominator)


def _hull(low: Fraction, high: Fraction) -> Any:
    return arb(fmpq_of(low)).union(arb(fmpq_of(high)))
