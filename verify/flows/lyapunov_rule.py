"""The route `lyapunov`: a limit shown by a Lyapunov function that the claim offers.

LaSalle's invariance principle on a compact set: where V never grows along the flow, every
trajectory tends to the points where its rate is zero, at a height V no larger than it began.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from verify.effort import Effort
from verify.flows.flow import Flow
from verify.flows.infinitesimal import (
    Part,
    asked,
    closures,
    kept,
    shown,
    together,
    unmoved,
)
from verify.flows.manifolds import confined
from verify.flows.rules import with_numbers
from verify.flows.statements import Tends, targets
from verify.logic import Eq, Ge, Le, rebuild, relations
from verify.obligation import Obligation, Premise
from verify.symbolic.continuity import is_steady, meaning
from verify.verdict import Evidence, Step, Verdict

CHECK = "lyapunov"
# V ≥ factor Σ x² - offset, tried in turn
_BOWLS = ((1, 0), (sympy.Rational(1, 10), 0), (sympy.Rational(1, 1000), 0), (1, 4), (1, 400))
_SHARES = (sympy.Rational(1, 2), sympy.Rational(1, 20))  # of Σ x², beside V at the origin


def lyapunov(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `proved` when LaSalle's principle applies to the function that the claim offers.

    Shown at points: the sublevel sets of V are compact (a state letter is an angle, in which V,
    premises and target have the period 2π, or a premise bounds it, or V is at least a positive
    multiple of the squares of the other letters); the flow keeps every premise about its state;
    where they hold, borders included, rates, V and target are defined and continuous; V never
    grows; and a state s where V stands still, no higher than some start, is a target. Anything
    less is `undecided`: a failing certificate refutes no limit. Source: LaSalle (1960), as in
    Khalil, Nonlinear Systems, Theorem 4.4.
    """
    whole = with_numbers(obligation.spelled_out())
    says = whole.says
    assert isinstance(says, Tends)
    if says.lyapunov is None:
        because = "the claim offers no Lyapunov function"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    parts = []
    for part in _parts(whole, says, effort):
        parts.append(part)
        if part.verdict < Verdict.CERTIFIED:
            because = f"{part.name}: {part.because}"
            return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    return Evidence(
        CHECK,
        min(part.verdict for part in parts),
        f"LaSalle's principle with V = {says.lyapunov}",
        obligation.part,
        scope="every admissible start",
        steps=tuple(_steps(parts, says)),
    )


def _parts(whole: Obligation, says: Tends, effort: Effort) -> Iterator[Part]:
    flow, height = says.flow, says.lyapunov
    yield compact(whole, flow, height, effort)
    yield from kept(whole, flow, effort)
    # parameters do not move, so what is said of them alone stays as it is written
    inside = replace(whole, given=closures(whole.given, None, unmoved(whole, flow)))
    yield meaningful(inside, flow, height, effort)
    falling = replace(inside, says=Le(flow.rate(height), 0))
    yield settled("V never grows", falling, effort)
    only = standing(whole, says, says.condition)
    yield settled("V stands still at targets only", only, effort)


def settled(name: str, obligation: Obligation, effort: Effort) -> Part:
    """Return what provers say of a hypothesis; every route is asked where they say nothing.

    Trajectories have been followed before, so that nobody hunts for a counterexample to what
    is proved.
    """
    part = shown(name, obligation, effort)
    return part if part.verdict >= Verdict.CERTIFIED else asked(name, obligation, effort)


def compact(whole: Obligation, flow: Flow, height: Any, effort: Effort) -> Part:
    """Return whether the states no higher than a start form a compact set.

    Angles in which V, premises and target have the period 2π turn on circles; a premise may
    hold letters on a sphere or in a ball, and whoever asks must show that it is kept; in the
    other letters V must be at least the sum of their squares times a positive number, less
    another, or less what V is at the origin.
    """
    name = "what V bounds is compact"
    turning = {x for x in flow.angles if _turns_along(whole, x, height)}
    bounded = turning | confined(whole, flow)
    others = [x for x in flow.letters if x not in bounded]
    if not others:
        return Part(name, Verdict.PROVED, "the state is a list of angles, or premises bound it")
    square = sympy.Add(*(x**2 for x in others))
    state = set(flow.letters)
    given = tuple(p for p in whole.given if not p.says.free_symbols & state)
    part = Part(name, Verdict.UNDECIDED, "")
    bottom = _at_the_origin(height, state)
    for factor, offset in (*_BOWLS, *bottom):
        high = replace(whole, says=Ge(height, factor * square - offset), given=given)
        part = settled(name, high, effort)
        if part.verdict >= Verdict.CERTIFIED:
            return part
    because = f"V is not seen to grow like {square} plus a constant: {part.because}"
    return replace(part, because=because)


def _at_the_origin(height: Any, state: set[sympy.Symbol]) -> Sequence[tuple[Any, Any]]:
    """Return bowls whose offset is V at the origin, where that depends on parameters.

    (x - c)² is at least x²/2 - c².
    """
    offset = sympy.sympify(height).xreplace(dict.fromkeys(state, sympy.Integer(0)))
    known = offset.free_symbols and not offset.has(sympy.nan, sympy.zoo, sympy.oo)
    return [(factor, offset) for factor in _SHARES] if known else []


def _turns_along(whole: Obligation, angle: sympy.Symbol, height: Any) -> bool:
    """Tell whether V, premises and target have the period 2π in an angle."""
    sides = [side for p in whole.given for n in relations(p.says) for side in (n.lhs, n.rhs)]
    says = whole.says
    assert isinstance(says, Tends)
    for part in (height, *sides, *targets(says)):
        turned = sympy.sympify(part).subs(angle, angle + 2 * sympy.pi)
        if sympy.expand(turned - part) != 0:
            return False
    return True


def meaningful(inside: Obligation, flow: Flow, height: Any, effort: Effort) -> Part:
    """Return whether rates, V and target are defined and continuous where the premises hold."""
    name = "the rates, V and the target are defined and continuous"
    says = inside.says
    assert isinstance(says, Tends)
    sides = [side for node in relations(says.condition) for side in (node.lhs, node.rhs)]
    needed = meaning(*flow.rates, height, *sides)
    if needed is None or not is_steady(flow.rate(height)):
        return Part(name, Verdict.UNDECIDED, "one of them, or the rate of V, may jump")
    if not needed:
        return Part(name, Verdict.PROVED, "they are so everywhere")
    return settled(name, replace(inside, says=together(needed)), effort)


def standing(whole: Obligation, says: Tends, end: Boolean) -> Obligation:
    """Return "where V stands still, no higher than some start, the state is at the end".

    The state has letters of its own; the start keeps the claim's.
    """
    flow, height = says.flow, says.lyapunov
    later: Mapping[Any, Any] = {
        x: sympy.Symbol(f"later {x.name}", real=True) for x in flow.letters
    }

    def moved(side: Any) -> Any:
        return sympy.sympify(side).xreplace(later)

    there = [Premise(f"later, {p.name}", rebuild(p.says, moved)) for p in closures(whole.given)]
    given = (
        *whole.given,
        *there,
        Premise("V has not grown", Le(moved(height), height)),
        Premise("V stands still", Eq(moved(flow.rate(height)), 0)),
    )
    return replace(whole, says=rebuild(end, moved), given=given)


def _steps(parts: list[Part], says: Tends) -> Iterator[Step]:
    for part in parts:
        for item in part.found:
            if item.verdict >= Verdict.CERTIFIED:
                yield from item.steps
    names = "; ".join(part.name for part in parts)
    yield Step(str(says), "LaSalle's invariance principle", names, "text")
