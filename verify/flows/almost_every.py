"""The route `almost_every`: a limit from all starts but a set of measure zero.

It is shown by LaSalle's principle and finitely many exceptional points of rest, each unstable
in its linear part: by the center-stable manifold theorem the starts that tend to such a point
form a set of measure zero (Shub, Global Stability of Dynamical Systems, Theorem III.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sympy
from flint import arb, arb_mat, ctx

from verify.arithmetic import BALL, compile_tape, decide_tree
from verify.effort import Effort
from verify.errors import UnsupportedFunction
from verify.flows.equilibria import stability
from verify.flows.flow import Flow
from verify.flows.infinitesimal import Part, asked, closures, kept, together
from verify.flows.lyapunov_rule import compact, meaningful, settled, standing
from verify.flows.rest import corners_at_rest
from verify.flows.room import with_room
from verify.flows.statements import AlmostAllTend, at_rest, has_equation, targets
from verify.flows.trajectories import followed_from, starts_of
from verify.logic import Eq, Gt, Le, Ne, Or
from verify.obligation import Obligation
from verify.search.starts import starts
from verify.symbolic.analytic import analytic
from verify.verdict import Evidence, Step, Truth, Verdict

CHECK = "almost every"
DRAWN = "trajectories"
Point = Mapping[sympy.Symbol, Any]
_MOST = 12  # exceptional points
_LOOKED = 8  # starts that are looked for: of fewer few points are tried
_BITS = 128


def drawn_trajectories(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `observed` when the trajectories from drawn starts end at the target in floats.

    Starts are seeded draws in general position, for a corner may be an exception. See
    `trajectories` for how they are followed.
    """
    whole, says = _whole(obligation)
    thick = _thick(whole, says, effort)
    if thick.verdict < Verdict.CERTIFIED:
        because = f"{thick.because}: almost every start of a thin set means nothing"
        return Evidence(DRAWN, Verdict.UNDECIDED, because, obligation.part)
    return followed_from(starts_of(whole, effort, generic=True), says, obligation.part)


def almost_every(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `proved` when all but a set of starts of measure zero tend to the target.

    Shown at points: the starts form an open set but for borders; what the offered Lyapunov
    function V bounds is compact; the flow keeps the premises; where they hold, borders
    included, rates, V and target are continuous and the rates smooth; V never grows; and a
    state where V stands still, no higher than some start, is a target or one of a few exact
    points of rest. Each of these is off the target, and its linear part has an eigenvalue with
    positive real part. Then every trajectory tends to the target or to one of the points, and
    those that tend to an unstable point start in a set of measure zero. Anything less is
    `undecided`.
    """
    whole, says = _whole(obligation)
    if says.lyapunov is None:
        because = "the claim offers no Lyapunov function"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    exceptions = _exceptions(whole, says, effort)
    parts = []
    for part in _parts(whole, says, exceptions, effort):
        parts.append(part)
        if part.verdict < Verdict.CERTIFIED:
            because = f"{part.name}: {part.because}"
            return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    points = "; ".join(_written(point) for point in exceptions)
    because = f"LaSalle's principle with V = {says.lyapunov}"
    if points:
        because += f"; unstable rest draws in a set of measure zero: {points}"
    return Evidence(
        CHECK,
        min(part.verdict for part in parts),
        because,
        obligation.part,
        scope="almost every admissible start",
        steps=tuple(_steps(parts, says)),
    )


def _parts(
    whole: Obligation, says: AlmostAllTend, exceptions: Sequence[Point], effort: Effort
) -> Iterator[Part]:
    flow, height = says.flow, says.lyapunov
    yield _thick(whole, says, effort)
    yield compact(whole, flow, height, effort)
    yield from kept(whole, flow, effort)
    inside = replace(whole, given=closures(whole.given))
    yield _smooth(inside, flow, effort)
    yield meaningful(inside, flow, height, effort)
    yield settled("V never grows", replace(inside, says=Le(flow.rate(height), 0)), effort)
    ends = [says.condition, *(_at(point, flow) for point in exceptions)]
    end = ends[0] if len(ends) == 1 else Or(*ends)
    name = "V stands still at targets and exceptions only"
    yield settled(name, standing(whole, says, end), effort)
    for point in exceptions:
        yield from _exceptional(whole, says, point, effort)


def _thick(whole: Obligation, says: AlmostAllTend, effort: Effort) -> Part:
    """Return whether the starts hold an open set: one of them meets the premises with room.

    Of a set of measure zero, as x² ≤ 0 makes one, the statement would say nothing.
    """
    name = "the starts form no thin set"
    for premise in whole.given:
        if has_equation(premise.says, says.flow):
            because = f"{premise.name!r} is an equation about the state"
            return Part(name, Verdict.UNDECIDED, because)
    inner = with_room(whole, says.flow)
    if inner is None:
        return Part(name, Verdict.UNDECIDED, "a premise about the state may jump")
    if not starts(_letters(whole, says), inner, _LOOKED, effort):
        because = "no start was found that meets the premises with room"
        return Part(name, Verdict.UNDECIDED, because)
    return Part(name, Verdict.PROVED, "some start meets the premises with room")


def _smooth(inside: Obligation, flow: Flow, effort: Effort) -> Part:
    name = "the rates are smooth"
    found = [analytic(rate) for rate in flow.rates]
    if None in found:
        return Part(name, Verdict.UNDECIDED, "one of them is not known to be")
    needed = [condition for conditions in found for condition in conditions or ()]
    if not needed:
        return Part(name, Verdict.PROVED, "they are analytic everywhere")
    return asked(name, replace(inside, says=together(needed)), effort)


def _exceptional(
    whole: Obligation, says: AlmostAllTend, point: Point, effort: Effort
) -> Iterator[Part]:
    """Yield that a point is at rest, off the target, and unstable, for all parameters."""
    flow, where = says.flow, _written(point)
    state = set(flow.letters)
    given = tuple(p for p in whole.given if not p.says.free_symbols & state)
    fixed = replace(whole, given=given)
    still = together([Eq(rate.subs(point), 0) for rate in flow.rates])
    yield asked(f"{where} is at rest", replace(fixed, says=still), effort)
    gaps = [Ne(sympy.sympify(gap).subs(point), 0) for gap in targets(says)]
    off = gaps[0] if len(gaps) == 1 else Or(*gaps)
    yield asked(f"{where} is no target", replace(fixed, says=off), effort)
    yield _unstable(fixed, flow, point, effort)


def _unstable(fixed: Obligation, flow: Flow, point: Point, effort: Effort) -> Part:
    """Return whether the linear part at a point has an eigenvalue with positive real part.

    It has when its trace is positive, or the sign of its determinant is that of an odd number
    of positive eigenvalues; without parameters, balls look at the eigenvalues.
    """
    name = f"{_written(point)} is unstable"
    rows = [[sympy.diff(rate, x).subs(point) for x in flow.letters] for rate in flow.rates]
    linear = sympy.Matrix(rows)
    odd = (-1) ** (len(flow.letters) + 1) * linear.det()
    part = Part(name, Verdict.UNDECIDED, "")
    for sign in (linear.trace(), odd):
        part = asked(name, replace(fixed, says=Gt(sympy.expand(sign), 0)), effort)
        if part.verdict >= Verdict.CERTIFIED:
            return part
    if not linear.free_symbols and _repels(rows):
        return Part(name, Verdict.PROVED, "balls hold an eigenvalue with positive real part")
    return replace(part, verdict=Verdict.UNDECIDED, because=f"not shown: {part.because}")


def _repels(rows: list[list[Any]]) -> bool:
    with ctx.workprec(_BITS):
        flat = compile_tape([entry for row in rows for entry in row], ()).play(BALL(_BITS), {})
        if not all(isinstance(x, arb) and x.is_finite() for x in flat):
            return False
        return stability(arb_mat(len(rows), len(rows), flat))[2] > 0


def _exceptions(whole: Obligation, says: AlmostAllTend, effort: Effort) -> list[Point]:
    """Return exact corners of the state that rest off the target, at one choice of parameters.

    They are candidates; that they rest for all parameters is asked later.
    """
    flow, state = says.flow, set(says.flow.letters)
    letters = [x for x in _letters(whole, says) if x not in state]
    fixed = tuple(p for p in whole.given if not p.says.free_symbols & state)
    chosen = starts(letters, fixed, _LOOKED, effort, generic=True) if letters else [{}]
    if not chosen:
        return []
    here = {x: value for x, value in chosen[0].items() if x in letters}
    gaps = [sympy.sympify(gap).xreplace(here) for gap in targets(says)]
    try:
        still = at_rest(flow.at(here))
    except UnsupportedFunction:  # no rates there, or not throughout
        return []
    found = []
    for point in corners_at_rest(flow.letters, flow.at(here), gaps):
        if decide_tree(still, point, effort.bits).truth is Truth.TRUE:
            found.append(point)
        if len(found) == _MOST:
            break
    return found


def _at(point: Point, flow: Flow) -> Any:
    """Return the condition that the state is at a point, up to turns of angles."""
    return together(
        [
            Eq(sympy.cos(x - value), 1) if x in flow.angles else Eq(x, value)
            for x, value in point.items()
        ]
    )


def _whole(obligation: Obligation) -> tuple[Obligation, AlmostAllTend]:
    whole = obligation.spelled_out()
    assert isinstance(whole.says, AlmostAllTend)
    return whole, whole.says


def _letters(whole: Obligation, says: AlmostAllTend) -> list[sympy.Symbol]:
    return sorted({*says.flow.letters, *whole.letters()}, key=lambda x: x.name)


def _written(point: Point) -> str:
    return ", ".join(f"{x} = {value}" for x, value in point.items())


def _steps(parts: list[Part], says: AlmostAllTend) -> Iterator[Step]:
    for part in parts:
        for item in part.found:
            if item.verdict >= Verdict.CERTIFIED:
                yield from item.steps
    names_ = "; ".join(part.name for part in parts)
    rule = "LaSalle's invariance principle and the center-stable manifold theorem"
    yield Step(str(says), rule, names_, "text")
