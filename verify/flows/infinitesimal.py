"""The route `infinitesimal`: what holds at all times, from what holds at every point.

A condition that follows from premises which the flow keeps holds at every time. Whether the
flow keeps a premise is again a question about points: on the border the flow points inward, or
the border cannot be reached because the rate is a multiple of the distance to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import sympy
from sympy.core.relational import Relational

from verify.effort import Effort
from verify.flows.borders import moves_at
from verify.flows.flow import Flow
from verify.flows.statements import Always
from verify.instances import exact_instance
from verify.logic import And, Eq, Ge, Gt, Ne, connect, normal, relation, relations, sign_of
from verify.obligation import Obligation, Premise
from verify.pointwise import POINTWISE, SCALAR, answer
from verify.search.parse import ball
from verify.search.robust import robust
from verify.search.route import points
from verify.symbolic.cofactor import cofactor
from verify.symbolic.continuity import is_steady, meaning
from verify.symbolic.denominators import definedness
from verify.symbolic.rational import NotScalar
from verify.verdict import Evidence, Step, Verdict, judge

CHECK = "infinitesimal"
_CLOSED = {"<": "<=", ">": ">="}


@dataclass(frozen=True)
class Part:
    """One thing that was asked about points, with the answer."""

    name: str
    verdict: Verdict
    because: str
    found: tuple[Evidence, ...] = ()
    met: int = 0  # points that met every premise


def infinitesimal(obligation: Obligation, effort: Effort) -> Evidence:
    """Return what follows for all times from statements about points.

    `proved` when the condition holds at every point that meets the premises, and the flow keeps
    each premise about its state; as long as the solution exists. `refuted` when the condition
    fails at an admissible start: time 0 is a time. That a border is crossed refutes nothing.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Always)
    start = at_once(whole)
    free = _without_state(start, says.flow)
    if free.given != start.given:
        held = asked("everywhere", free, effort)
        if held.verdict >= Verdict.CERTIFIED:
            met = points(start, effort.lighter(8)).tried
            return _told([replace(held, met=met), *_exists(met, start, whole)], obligation)
    at_start = _lasting(asked("at the start", start, effort), start, says, effort)
    if at_start.verdict is Verdict.REFUTED:
        return _told([at_start], obligation)
    nobody = list(_exists(at_start.met, start, whole))
    if nobody:
        return _told([at_start, *nobody], obligation)
    return _told([at_start, *kept(whole, says.flow, effort)], obligation)


def at_once(whole: Obligation) -> Obligation:
    """Return "the condition holds at time 0", of the starts at which the rates have values.

    From any other start there is no trajectory, of which nothing is said. An input may take a
    value at one moment for which there is no rate: a solution does not notice.
    """
    says = whole.says
    assert isinstance(says, Always)
    flow = says.flow
    try:
        needed = [condition for rate in flow.rates for condition in definedness(rate)]
    except NotScalar:
        needed = []
    needed = [c for c in needed if not c.free_symbols & set(flow.inputs)]
    moves = [Premise("the rates have values", together(needed))] if needed else []
    return replace(whole, says=says.condition, given=(*whole.given, *moves))


def _lasting(part: Part, start: Obligation, says: Always, effort: Effort) -> Part:
    """Return what was found at the start, unless it may fail for one moment only.

    Where rates jump, a condition on them may fail at a start and nowhere near: along the
    trajectory that says nothing. So it must fail on a whole ball around the start.
    """
    told = [side for node in relations(says.condition) for side in (node.lhs, node.rhs)]
    smooth = all(map(is_steady, says.flow.rates)) or all(map(is_steady, told))
    if part.verdict is not Verdict.REFUTED or smooth:
        return part
    free = _without_state(start, says.flow)
    for witness in (e.witness for e in part.found if e.witness is not None):
        numbers = {name: ball(text) for name, text in witness.values.items()}
        point = {x: numbers[x.name][0] for x in start.letters() if x.name in numbers}
        if robust(free, point, effort) is True:
            return part
    because = f"where the rates may jump, perhaps for one moment only: {part.because}"
    return replace(part, verdict=Verdict.UNDECIDED, because=because)


def _exists(met: int, start: Obligation, whole: Obligation) -> Iterator[Part]:
    """Yield that no start was found at which the rates have values, where none was found.

    Of no trajectory at all everything is true.
    """
    if met == 0 and start.given != whole.given:
        because = (
            "no start was found that meets the premises, and at which the rates have values"
        )
        yield Part("some trajectory exists", Verdict.UNDECIDED, because)


def kept(whole: Obligation, flow: Flow, effort: Effort) -> Iterator[Part]:
    """Yield, for each premise about the state, whether the flow keeps it.

    A gap whose rate is a multiple of it keeps its sign, so at the first moment at which
    anything could fail it still holds as it is written, and the others may rely on that.
    """
    state, inputs = set(flow.letters), set(flow.inputs)
    nodes: list[tuple[str, Relational]] = []
    for premise in whole.given:
        if not premise.says.free_symbols & state:
            continue
        tree = normal(premise.says)
        if any(isinstance(node, sympy.Or) for node in sympy.preorder_traversal(tree)):
            because = "a premise that says `or` is not followed along the flow"
            yield Part(f"{premise.name!r} is kept", Verdict.UNDECIDED, because)
            return
        if premise.says.free_symbols & inputs:
            because = "a premise that ties the state to an input is not followed along the flow"
            yield Part(f"{premise.name!r} is kept", Verdict.UNDECIDED, because)
            return
        moving = (n for n in relations(tree) if n.free_symbols & state)
        nodes += [(premise.name, node) for node in moving]
    jumps = list(_unsteady(nodes, whole, flow, effort))
    if jumps:
        yield from jumps
        return
    firm = set(unmoved(whole, flow))
    left, multiples = [], []
    for name, node in nodes:
        part = _as_multiple(name, node, whole, flow, effort)
        if part is None:
            left.append((name, node))
        else:
            firm.add(node)
            multiples.append((name, node))
            yield part
    if not left:
        return
    from verify.flows.polyhedra import polyhedron  # which asks as this module does

    faces = polyhedron(left, multiples, whole, flow, effort)
    if faces and all(part.verdict >= Verdict.CERTIFIED for part in faces):
        yield from faces
        return
    for name, node in left:
        yield _inward(name, node, whole, flow, effort, frozenset(firm))


def _unsteady(
    nodes: list[tuple[str, Relational]], whole: Obligation, flow: Flow, effort: Effort
) -> Iterator[Part]:
    """Yield what is not known to change without jumps: the rates, or a side of a premise.

    A side that is not defined everywhere may pass from one sign to the other through a pole.
    So the premises that are defined everywhere must keep the others from where they are not,
    borders included: at the first moment at which anything could fail, the former still hold.
    """
    if not all(is_steady(rate) for rate in flow.rates):
        because = "the rates may jump, and then no sign at a border keeps a solution inside"
        yield Part("the rates are continuous", Verdict.UNDECIDED, because)
        return
    sides = {node: meaning(node.lhs, node.rhs) for _, node in nodes}
    plain = [Premise(name, node) for name, node in nodes if sides[node] == []]
    fixed = (p for p in whole.given if not p.says.free_symbols & set(flow.letters))
    given = (*fixed, *closures(tuple(plain)))
    for name, node in nodes:
        needed = sides[node]
        title = f"{name!r} keeps its meaning"
        if needed is None:
            because = "a side of it is not known to be continuous where it is defined"
            yield Part(title, Verdict.UNDECIDED, because)
        elif needed:
            part = asked(title, replace(whole, says=together(needed), given=given), effort)
            if part.verdict < Verdict.CERTIFIED:
                because = f"not shown: {part.because}"
                yield replace(part, verdict=Verdict.UNDECIDED, because=because)


def _as_multiple(
    name: str, node: Relational, whole: Obligation, flow: Flow, effort: Effort
) -> Part | None:
    """Return the part that gap' = factor gap settles, `None` without a continuous factor."""
    gap = gap_of(node)
    rate = flow.rate(gap)
    if moves_at(rate, gap):
        return None  # no multiple of the gap: spare the division
    factor, proviso = _cofactor(rate, gap)
    needed = None if factor is None else meaning(factor)
    if needed is None:
        return None
    found: tuple[Evidence, ...] = ()
    title = f"{name!r} is kept"
    if proviso.free_symbols:
        needed = [Ne(proviso, 0), *needed]
    if needed:
        smooth = replace(whole, says=together(needed), given=closures(whole.given))
        asked_ = asked(title, smooth, effort)
        if asked_.verdict < Verdict.CERTIFIED:
            return None
        found = asked_.found
    because = f"({gap})' = ({factor}) ({gap}), so its sign never changes"
    step = Step(f"the sign of {gap} is kept", "a multiple of itself", str(factor), "text")
    mark = Evidence(CHECK, Verdict.PROVED, because, steps=(step,))
    return Part(title, Verdict.PROVED, because, (mark, *found))


@lru_cache(maxsize=256)  # a claim and its twins have their premises in common
def _cofactor(rate: Any, gap: Any) -> tuple[Any | None, Any]:
    return cofactor(rate, gap)


def _inward(
    name: str,
    node: Relational,
    whole: Obligation,
    flow: Flow,
    effort: Effort,
    firm: frozenset[Relational],
) -> Part:
    gap, title = gap_of(node), f"{name!r} is kept"
    if sign_of(node) in ("==", "!="):
        because = f"the rate of {gap} was not seen to be a multiple of it"
        return Part(title, Verdict.UNDECIDED, because)
    if not is_steady(flow.rate(gap)):
        because = f"the rate of {gap} may jump"
        return Part(title, Verdict.UNDECIDED, because)
    border = Premise(f"the border of {name!r}", Eq(gap, 0))
    given = (*closures(whole.given, node, firm), border)
    inward = replace(whole, says=Gt(flow.rate(gap), 0), given=given)
    part = asked(f"{title} (at its border the flow points inward)", inward, effort)
    if part.verdict < Verdict.CERTIFIED and sign_of(node) in ("<", ">"):
        grows = replace(
            whole, says=Ge(flow.rate(gap), 0), given=closures(whole.given, None, firm)
        )
        monotone = asked(f"{title} (it never comes nearer to its border)", grows, effort)
        if monotone.verdict >= Verdict.CERTIFIED:
            return monotone
    if part.verdict is Verdict.REFUTED:
        # Nobody says that the border can be reached, nor that beyond it the condition fails.
        return replace(part, verdict=Verdict.UNDECIDED, because=f"not shown: {part.because}")
    return part


def unmoved(whole: Obligation, flow: Flow) -> frozenset[Relational]:
    """Return what the premises say of parameters alone, which stays as it is written.

    An input is no parameter: the limit of its values may lie on the border of what is said.
    """
    moving = {*flow.letters, *flow.inputs}
    trees = [normal(premise.says) for premise in whole.given]
    return frozenset(
        n for tree in trees for n in relations(tree) if not n.free_symbols & moving
    )


def gap_of(node: Relational) -> Any:
    """Return what is positive where an inequality holds strictly."""
    return node.lhs - node.rhs if sign_of(node) in (">", ">=") else node.rhs - node.lhs


def closures(
    given: tuple[Premise, ...],
    without: Relational | None = None,
    firm: frozenset[Relational] = frozenset(),
) -> tuple[Premise, ...]:
    """Return the premises with strict inequalities made weak, one relation left out.

    Relations in `firm` stay as they are. A premise that says `or` stays in one piece, and is
    left out where it says `not equal`.
    """
    closed = []
    for premise in given:
        tree = normal(premise.says)
        if any(isinstance(node, sympy.Or) for node in sympy.preorder_traversal(tree)):
            whole = _closed_tree(tree, firm)
            closed += [] if whole is None else [Premise(premise.name, whole)]
            continue
        for node in relations(tree):
            kept_ = node if node in firm else _closed(node)
            if node != without and kept_ is not None:
                closed.append(Premise(premise.name, kept_))
    return tuple(closed)


def _closed_tree(tree: Any, firm: frozenset[Relational]) -> Any:
    if isinstance(tree, Relational):
        return tree if tree in firm else _closed(tree)
    branches = [_closed_tree(branch, firm) for branch in tree.args]
    if not branches:
        return tree
    return None if None in branches else connect(tree.func, branches)


def together(conditions: list[Any]) -> Any:
    """Return one statement that says all of some conditions, at least one."""
    return conditions[0] if len(conditions) == 1 else And(*conditions)


def _closed(node: Relational) -> Any:
    sign = sign_of(node)
    if sign == "!=":
        return None
    return relation(node.lhs, _CLOSED.get(sign, sign), node.rhs)


def _without_state(start: Obligation, flow: Flow) -> Obligation:
    state = set(flow.letters)
    given = tuple(p for p in start.given if not p.says.free_symbols & state)
    return replace(start, given=given)


def asked(name: str, obligation: Obligation, effort: Effort) -> Part:
    """Return what the routes of points say; nobody on the border at all is fine as well."""
    found = answer(obligation, POINTWISE, effort)
    last = judge([replace(item, part="") for item in found])
    met = sum(item.tried for item in found if item.check == "points")
    return Part(name, last.verdict, last.because, found, met)


def shown(name: str, obligation: Obligation, effort: Effort) -> Part:
    """Return what provers say of a hypothesis; nobody hunts for a counterexample to it.

    It is for rules that start from what trajectories have shown, which are such a hunt.
    """
    routes = (*SCALAR, exact_instance) if not obligation.letters() else SCALAR
    found = answer(obligation, routes, effort)
    last = judge([replace(item, part="") for item in found])
    return Part(name, last.verdict, last.because, found)


def _told(parts: list[Part], obligation: Obligation) -> Evidence:
    worst = min(parts, key=lambda part: part.verdict)
    found = [item for part in parts for item in part.found]
    first = parts[0].found
    witness = next((e.witness for e in first if e.verdict is Verdict.REFUTED), None)
    refuted = worst.verdict is Verdict.REFUTED
    because = f"{worst.name}: {worst.because}"
    if worst.verdict >= Verdict.CERTIFIED:
        because = "; ".join(f"{part.name}: {part.because}" for part in parts)
    verdict = worst.verdict
    if Verdict.VACUOUS <= verdict <= Verdict.SUPPORTED and not refuted:
        # Points that hold, one by one, say nothing of a trajectory between them.
        verdict = Verdict.UNDECIDED
    return Evidence(
        CHECK,
        verdict,
        because,
        obligation.part,
        scope="every time" if verdict >= Verdict.CERTIFIED else "",
        witness=witness if refuted else None,
        tried=parts[0].met,
        steps=tuple(
            step for item in found if item.verdict >= Verdict.CERTIFIED for step in item.steps
        ),
    )
