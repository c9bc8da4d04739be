"""The routes of each kind of statement, and the order in which they are tried.

A new way of checking is one function here, and no claim is edited.
"""

from __future__ import annotations

from verify.effort import Effort
from verify.flows.almost_every import almost_every, drawn_trajectories
from verify.flows.barbalat_rule import barbalat_rule
from verify.flows.drift import drift, resting
from verify.flows.elsewhere import elsewhere
from verify.flows.escape import escape
from verify.flows.gradient_rule import gradient_rule
from verify.flows.infinitesimal import infinitesimal
from verify.flows.later import later
from verify.flows.length_rule import length_rule
from verify.flows.lyapunov_rule import lyapunov
from verify.flows.open_elsewhere import open_elsewhere
from verify.flows.rest import rest
from verify.flows.shooting import shooting
from verify.flows.trajectories import trajectories
from verify.kinds import Kind
from verify.obligation import Obligation
from verify.pointwise import POINT_CHECKS, POINTWISE, Route, answer
from verify.pointwise import attack as attack_at_points
from verify.quantities.frequency import frequency
from verify.quantities.rate import rate
from verify.search.route import points
from verify.verdict import Evidence

__all__ = ["ROUTES", "Route", "answer", "attack", "check_of", "routes_of"]

ROUTES: dict[Kind, tuple[Route, ...]] = {
    Kind.CHAIN: POINTWISE,
    Kind.EVERYWHERE: POINTWISE,
    Kind.ALONG_A_FLOW: (infinitesimal, later),
    Kind.LIMIT: (
        *(trajectories, barbalat_rule, length_rule),
        *(rest, lyapunov, elsewhere, shooting, escape),
    ),
    Kind.ALMOST_LIMIT: (drawn_trajectories, almost_every, open_elsewhere, escape),
    Kind.CONVERGENCE: (resting, drift, gradient_rule, length_rule, escape),
    Kind.FREQUENCY: (frequency,),
    Kind.RATE: (rate,),
}

CHECKS: dict[Route, str] = {
    **POINT_CHECKS,
    infinitesimal: "infinitesimal",
    later: "later",
    rest: "rest",
    lyapunov: "lyapunov",
    elsewhere: "elsewhere",
    shooting: "shooting",
    escape: "escape",
    trajectories: "trajectories",
    barbalat_rule: "barbalat",
    resting: "trajectories",
    drift: "drift",
    gradient_rule: "gradient",
    length_rule: "finite length",
    drawn_trajectories: "trajectories",
    almost_every: "almost every",
    open_elsewhere: "open elsewhere",
    frequency: "frequency",
    rate: "rate",
}

# Routes that can refute, and fall back on nothing slow: they go first where a statement is
# thought to fail.
REFUTERS = frozenset({rest, later, elsewhere, shooting, open_elsewhere, drift, escape})


def attack(
    obligation: Obligation, routes: tuple[Route, ...], effort: Effort, hunt: Route = points
) -> tuple[Evidence, ...]:
    """Return what each route says of an obligation that is thought to fail, refuters first.

    `hunt` is what makes the whole hunt, where there is one.
    """
    ordered = tuple(sorted(routes, key=lambda route: route not in REFUTERS))
    return attack_at_points(obligation, ordered, effort, hunt)


def check_of(route: Route) -> str:
    """Return the name a route gives itself in its evidence."""
    return CHECKS[route]


def routes_of(kind: Kind) -> tuple[Route, ...]:
    """Return the routes of a kind of statement, none for a kind that has no route yet."""
    return ROUTES.get(kind, ())
