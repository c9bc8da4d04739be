"""Guards: what makes a passing check worth believing. A guard only ever caps a verdict."""

from __future__ import annotations

import functools
from dataclasses import replace

from verify.claim import Claim
from verify.effort import Effort
from verify.kinds import kind_of
from verify.obligation import Obligation, Premise
from verify.pieces import piece
from verify.pointwise import glance
from verify.result import AblationResult, ControlResult
from verify.routes import Route, answer, attack, routes_of
from verify.search.ablation import ablate
from verify.search.route import points
from verify.symbolic.dimension_free import contradictory
from verify.symbolic.smt import satisfiable
from verify.verdict import Evidence, Truth, Verdict

# Checks whose `tried` counts points that met every assumption.
MEETS = frozenset({"points", "infinitesimal", "trajectories"})


def guard_premises(
    claim: Claim, evidence: tuple[Evidence, ...], effort: Effort
) -> tuple[Evidence, ...]:
    """Return the guard that somebody can meet the assumptions.

    With contradictory assumptions every symbolic proof closes, so a claim nobody can meet is
    `vacuous` when the contradiction is proved, and `undecided` when no point was found.
    """
    if not claim.given or any(e.check in MEETS and e.tried > 0 for e in evidence):
        return ()
    whole = claim.obligations()[0].spelled_out()
    answer = satisfiable(whole.given, effort)
    if answer is Truth.TRUE:
        return ()
    names = ", ".join(repr(assumption.name) for assumption in claim.given)
    if answer is Truth.FALSE or contradictory(whole, effort):
        because = f"the assumptions contradict each other: {names}"
        return (Evidence("assumptions", Verdict.VACUOUS, because, guard=True),)
    because = f"no point was found that meets the assumptions: {names}"
    return (Evidence("assumptions", Verdict.UNDECIDED, because, guard=True),)


def controls_of(claim: Claim, effort: Effort, label: str = "") -> tuple[ControlResult, ...]:
    """Return, for each false twin, whether it fell; a twin may be of another kind.

    `label` names the member of a family, and the pieces that were done of its check.
    """

    def one(place: int) -> ControlResult:
        key = control_key(label, place)
        whole_hunt = functools.partial(points, name=key)
        do = functools.partial(control_of, claim, place, effort, whole_hunt)
        return piece(lambda: key, do)

    return tuple(one(place) for place in range(len(claim.controls)))


def control_key(label: str, place: int) -> tuple[str, str, int]:
    """Return the key of the piece that is one control of a member."""
    return "control", label, place


def control_of(claim: Claim, place: int, effort: Effort, hunt: Route = points) -> ControlResult:
    """Return whether the false twin at a place fell; `hunt` makes the whole hunt for it."""
    control = claim.controls[place]
    routes = routes_of(kind_of(control.says))
    return _control(control.name, attack(twin_of(claim, place), routes, effort, hunt))


def twin_of(claim: Claim, place: int) -> Obligation:
    """Return what the false twin at a place says."""
    base, control = claim.obligations()[0], claim.controls[place]
    given = claim.given if control.given is None else control.given
    premises = tuple(Premise(a.name, a.says, a.draws) for a in given)
    return replace(base, says=control.says, given=premises, part="")


def _control(name: str, found: tuple[Evidence, ...]) -> ControlResult:
    refuted = next((e for e in found if e.verdict is Verdict.REFUTED), None)
    if refuted is not None:
        return ControlResult(name, True, refuted.because, refuted.witness)
    denied = next((e for e in found if e.floats_deny), None)
    if denied is not None:
        return ControlResult(name, True, f"in floating point: {denied.because}", in_floats=True)
    nothing = Evidence("none", Verdict.UNDECIDED, "no check had anything to say")
    best = max(found, key=lambda e: e.verdict, default=nothing)
    return ControlResult(name, False, f"it is {best.verdict}: {best.because}")


def guard_controls(controls: tuple[ControlResult, ...]) -> tuple[Evidence, ...]:
    """Return a cap for each control that stands, or that fell in floating point only."""
    in_floats = tuple(
        Evidence(
            "control",
            Verdict.OBSERVED,
            f"only floating point contradicts the control {control.name!r}",
            guard=True,
        )
        for control in controls
        if control.fell and control.in_floats
    )
    return in_floats + tuple(
        Evidence(
            "control",
            Verdict.UNDECIDED,
            f"the control {control.name!r} stands: {control.because}",
            guard=True,
        )
        for control in controls
        if not control.fell
    )


def needs_of(
    claim: Claim, routes: tuple[Route, ...], effort: Effort, label: str = ""
) -> tuple[AblationResult, ...]:
    """Return, for each assumption the claim says it needs, whether it does.

    `label` names the member of a family, and the pieces that were done of its check.
    """
    wanted = {assumption.name for assumption in claim.needs}
    return tuple(
        row
        for name in (assumption.name for assumption in claim.given)
        if name in wanted
        for row in piece(
            functools.partial(need_key, label, name),
            functools.partial(ablation_of, claim, routes, effort, {name}),
        )
    )


def need_key(label: str, name: str) -> tuple[str, str, str]:
    """Return the key of the piece that is one needed assumption of a member."""
    return "need", label, name


def ablation_of(
    claim: Claim, routes: tuple[Route, ...], effort: Effort, only: set[str] | None = None
) -> tuple[AblationResult, ...]:
    """Return what happens when each assumption is dropped, the others kept."""

    def prove(obligation: Obligation, effort: Effort) -> tuple[Evidence, ...]:
        return answer(obligation, routes, effort)

    def refute(obligation: Obligation, effort: Effort) -> tuple[Evidence, ...]:
        return attack(obligation, routes, effort)

    def see(obligation: Obligation, effort: Effort) -> tuple[Evidence, ...]:
        return glance(obligation, routes, effort)

    rows = ablate(claim.obligations(), effort, prove, refute, only, see)
    return tuple(AblationResult(r.assumption, r.result, r.because, r.witness) for r in rows)


def guard_needs(needs: tuple[AblationResult, ...]) -> tuple[Evidence, ...]:
    """Return a cap for each needed assumption whose removal breaks nothing."""
    return tuple(
        Evidence(
            "needs",
            Verdict.UNDECIDED,
            f"{row.assumption!r} is said to be needed, but dropping it broke nothing: "
            f"{row.because}. Take it out of needs, or find the counterexample.",
            guard=True,
        )
        for row in needs
        if row.result != "needed"
    )
