"""The statement that every trajectory converges to one point, whichever that is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy.logic.boolalg import Boolean

from verify.errors import ClaimError
from verify.flows.certificates import (
    Barbalat,
    Certificate,
    FiniteLength,
    Gradient,
    check_certificate,
    reason_changed,
    turned,
)
from verify.flows.flow import Flow
from verify.flows.statements import AlongFlow, Tends, at_rest, stacked, system
from verify.kinds import Kind, Modal


class Converges(AlongFlow):
    """Every trajectory that starts as assumed exists for all times and converges to one point.

    An angle converges as a number, so that a token that circles for ever does not. Without
    inputs the limit is an equilibrium, which is the condition that the statement holds.
    """

    kind = Kind.CONVERGENCE

    @property
    def certificate(self) -> Certificate | None:
        """Return what is offered as a reason, or `None`."""
        return self.args[3] if len(self.args) > 3 else None

    def admits(self, condition: Boolean) -> bool:
        """Tell that no other condition fits: the limit is where the flow rests."""
        return condition == self.condition

    def rebuilt(self, change: Callable[[Any], Any], condition: Boolean) -> Modal:
        """Return the statement with its rates and its certificate changed."""
        flow = self.flow.with_rates(change)
        offered = (reason_changed(reason, change) for reason in self.args[3:])
        return Converges(at_rest(flow), *flow.node(), *offered)

    def backwards(self) -> Modal:
        """Return the same statement with time running backwards, and its reason turned too."""
        flow = self.flow.with_rates(lambda rate: -rate)
        return Converges(at_rest(flow), *flow.node(), *map(turned, self.args[3:]))

    def speeds_vanish(self) -> Tends:
        """Return the weaker statement that the rates tend to 0."""
        return Tends(self.condition, *self.args[1:3])

    def _sympystr(self, printer: Any) -> str:
        return f"every trajectory converges, of {system(self, printer)}"

    def _latex(self, printer: Any) -> str:
        where = system(self, printer, "{}' = {}", r",\ ")
        return rf"\text{{every trajectory converges, of}}\ {where}"

    def _pretty(self, printer: Any) -> Any:
        return stacked(self, printer, "in the limit of every trajectory of")


def converges(flow: Flow, by: Certificate | None = None) -> Converges:
    """Return "every trajectory that starts as assumed converges to one point".

    `by` offers a reason: `gradient(V, metric)` or `finite_length(V, rate, speed)`. Without one
    the rates are watched in floating point. Raises `ClaimError` for another reason.
    """
    if by is not None:
        if not isinstance(by, Gradient | FiniteLength):
            what = "a reason for `tends`" if isinstance(by, Barbalat) else "no certificate"
            raise ClaimError(
                f"converges: by={by} is {what}. Write gradient(V, metric) or "
                "finite_length(V, rate, speed)."
            )
        check_certificate(by, flow)
    return Converges(at_rest(flow), *flow.node(), *(() if by is None else (by,)))
