"""What a claim can say of a flow: what holds at every time, and where trajectories tend to.

The state letters of the flow are letters of the claim, and stand for the start: `given` says
where trajectories start. Other letters are parameters, fixed along the way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean
from sympy.printing.pretty.stringpict import prettyForm

from verify.errors import ClaimError
from verify.flows.certificates import (
    Barbalat,
    Certificate,
    FiniteLength,
    check_certificate,
    reason_changed,
    turned,
)
from verify.flows.flow import Flow, check_real
from verify.flows.kinks import unless_crossing
from verify.kinds import Kind, Modal
from verify.logic import Eq, Le, by_name, normal, relations, sign_of
from verify.symbolic.cancelled import cancelled, guarded
from verify.symbolic.texts import typeset


class AlongFlow(Modal):
    """A statement about the trajectories of one flow."""

    @property
    def flow(self) -> Flow:
        """Return the flow the statement is about."""
        return Flow.of(self.args[1], self.args[2])

    @property
    def moving(self) -> tuple[sympy.Symbol, ...]:
        """Return the letters of the flow that change with time: states and inputs."""
        return (*self.flow.letters, *self.flow.inputs)

    def rebuilt(self, change: Callable[[Any], Any], condition: Boolean) -> Modal:
        """Return the statement with its rates changed, about another condition."""
        changed = self.flow.with_rates(change)
        offered = (reason_changed(reason, change) for reason in self.args[3:])
        return self.func(condition, *changed.node(), *offered)

    def backwards(self) -> Modal:
        """Return the same statement with time running backwards, and its reason turned too.

        It may be true all the same: backwards a gradient flow is that of -V.
        """
        reversed_ = self.flow.with_rates(lambda rate: -rate)
        return self.func(self.condition, *reversed_.node(), *map(turned, self.args[3:]))


class Always(AlongFlow):
    """At every time of every trajectory that starts as assumed, the condition holds."""

    kind = Kind.ALONG_A_FLOW
    said: tuple[Any, Any] | None = None  # for readers only: a quantity, and what bounds it

    def _sympystr(self, printer: Any) -> str:
        return f"always {printer._print(self.condition)} along {system(self, printer)}"

    def _latex(self, printer: Any) -> str:
        where = system(self, printer, "{}' = {}", r",\ ")
        shown, bound = self.said or (self.condition, None)
        if bound is not None:
            within = rf"\text{{is at most}}\ {printer._print(bound)}"
            return (
                rf"{printer._print(shown)}\ {within}\ \text{{times its start along}}\ {where}"
            )
        words = "never grows along" if self.said else "at all times along"
        return rf"{printer._print(shown)}\ \text{{{words}}}\ {where}"

    def _pretty(self, printer: Any) -> Any:
        shown, bound = self.said or (self.condition, None)
        words = "never grows along" if self.said else "at all times along"
        if bound is not None:
            words = typeset(f"is at most {bound} times its start along")
        return stacked(self, printer, words, shown)


class Tends(AlongFlow):
    """Every trajectory that starts as assumed tends to where the condition holds.

    Of each relation `left = right` in the condition, left minus right tends to 0 as time goes
    to infinity; the trajectory exists for all times.
    """

    kind = Kind.LIMIT

    def admits(self, condition: Boolean) -> bool:
        """Tell whether the condition is an equation, or several joined by `And`."""
        return all(isinstance(part, sympy.Equality) for part in _parts(condition))

    @property
    def lyapunov(self) -> Any:
        """Return the Lyapunov function offered as a certificate, or `None`."""
        offered = self.args[3] if len(self.args) > 3 else None
        return None if isinstance(offered, Certificate) else offered

    @property
    def certificate(self) -> Certificate | None:
        """Return a certificate of another rule than LaSalle's, or `None`."""
        offered = self.args[3] if len(self.args) > 3 else None
        return offered if isinstance(offered, Certificate) else None

    def _sympystr(self, printer: Any) -> str:
        return f"{printer._print(self.condition)} in the limit of {system(self, printer)}"

    def _latex(self, printer: Any) -> str:
        where = system(self, printer, "{}' = {}", r",\ ")
        return rf"{printer._print(self.condition)}\ \text{{in the limit of}}\ {where}"

    def _pretty(self, printer: Any) -> Any:
        return stacked(self, printer, "in the limit of")


class AlmostAllTend(Tends):
    """Almost every trajectory that starts as assumed tends to where the condition holds.

    For each value of the parameters, the admissible starts that do not tend there form a set of
    Lebesgue measure zero in the state letters.
    """

    kind = Kind.ALMOST_LIMIT

    def _sympystr(self, printer: Any) -> str:
        where = system(self, printer)
        return (
            f"{printer._print(self.condition)} in the limit from almost every start of {where}"
        )

    def _latex(self, printer: Any) -> str:
        where = system(self, printer, "{}' = {}", r",\ ")
        words = r"\text{in the limit from almost every start of}"
        return rf"{printer._print(self.condition)}\ {words}\ {where}"

    def _pretty(self, printer: Any) -> Any:
        return stacked(self, printer, "in the limit from almost every start of")


def always(condition: Boolean, flow: Flow) -> Always:
    """Return "at every time of every trajectory that starts as assumed, `condition` holds".

    With `given` equal to the condition this says that a region is invariant.
    """
    check_real(condition, f"always: {condition}")
    return Always(condition, *_node(flow))


def never_grows(quantity: Any, flow: Flow) -> Always:
    """Return "along every trajectory the quantity never grows": its rate stays at most 0.

    Where a trajectory crosses a kink of it, as |x| has one, nothing is asked of its rate.
    """
    _check_steady(quantity, "never_grows", flow)
    says = always(_with_value(quantity, Le(flow.rate(quantity), 0), flow), flow)
    return _said(says, quantity)


def decays(quantity: Any, rate: Any, flow: Flow) -> Always:
    """Return "along every trajectory V(t) ≤ V(0) e^(-rate t)".

    It is written as V' ≤ -rate V at every time, which is the same by Grönwall's lemma for any
    start of a trajectory and any later one. The rate may hold parameters only: raises
    `ClaimError` when it holds a letter that changes with time.
    """
    moving = sympy.sympify(rate).free_symbols & {*flow.letters, *flow.inputs}
    if moving:
        raise ClaimError(
            f"decays: the rate {rate} holds {sorted(moving, key=by_name)[0]}, which changes "
            "with time. Write a bound on it in parameters, or always(Le(flow.rate(V), ...), "
            "flow)."
        )
    _check_steady(quantity, "decays", flow)
    slower = Le(flow.rate(quantity), -rate * sympy.sympify(quantity))
    bound = sympy.exp(-sympy.sympify(rate) * sympy.Symbol("t"))
    return _said(always(_with_value(quantity, slower, flow), flow), quantity, bound)


def tends(
    condition: Boolean, flow: Flow, lyapunov: Any = None, by: Certificate | None = None
) -> Tends:
    """Return "every trajectory that starts as assumed tends to where `condition` holds".

    The condition is an equation or several joined by `And`. `lyapunov` offers a Lyapunov
    function V as a certificate, for flows without inputs; `by=barbalat(V, slope)` and
    `by=finite_length(V, rate, speed)` are for flows with inputs as well. A certificate is no
    part of what is said, only of how it may be shown. Raises `ClaimError` for another condition
    or certificate.
    """
    if by is None:
        return Tends(*_limit(condition, flow, lyapunov, "tends"))
    if lyapunov is not None or not isinstance(by, Barbalat | FiniteLength):
        raise ClaimError(
            f"tends: by={by} with lyapunov={lyapunov}. Write one of lyapunov=V, "
            "by=barbalat(V, slope) and by=finite_length(V, rate, speed)."
        )
    says = Tends(*_limit(condition, flow, None, "tends"), by)
    check_certificate(by, flow)
    for gap in targets(says):
        if gap.free_symbols & set(flow.inputs):
            raise ClaimError(
                f"tends: the gap {gap} holds an input, whose rate is not known. Write a target "
                "in the state and parameters."
            )
    return says


def almost_all_tend(condition: Boolean, flow: Flow, lyapunov: Any = None) -> AlmostAllTend:
    """Return "from almost every start as assumed, the trajectory tends to where it holds".

    Almost every is meant in the state letters, for each value of the parameters: starts that
    form a thin set (with an equation about the state) are no premise for it. `condition` and
    `lyapunov` are as for `tends`. Raises `ClaimError` for another condition.
    """
    return AlmostAllTend(*_limit(condition, flow, lyapunov, "almost_all_tend"))


def _said(says: Always, quantity: Any, bound: Any = None) -> Always:
    """Return a statement that prints as the sentence it was made from.

    The sentence is no part of what is stated: a statement made of it by any change has none.
    """
    says.said = (sympy.sympify(quantity), bound)
    return says


def _with_value(quantity: Any, here: Boolean, flow: Flow) -> Boolean:
    """Return a condition on the rate of a quantity, to hold where the quantity has a value.

    The rate of log x is -1 along x' = -x, wherever x is.
    """
    lost = cancelled([sympy.sympify(quantity)], here)
    return guarded(unless_crossing(here, quantity, flow), lost)


def _limit(condition: Boolean, flow: Flow, lyapunov: Any, where: str) -> tuple[Any, ...]:
    if not all(isinstance(part, sympy.Equality) for part in _parts(condition)):
        raise ClaimError(
            f"{where}: {condition} is no equation, nor several. Write {where}(Eq(x, 0), flow), "
            f"or {where}(And(Eq(x, 0), Eq(y, 0)), flow)."
        )
    if isinstance(flow, Flow) and flow.inputs and (lyapunov is not None or where != "tends"):
        raise ClaimError(
            f"{where}: LaSalle's principle is about flows that do not change with time, and "
            f"{flow.inputs[0]} may change. Write tends(..., by=barbalat(V, slope))."
        )
    for part in _parts(condition):
        lost = cancelled(part.args, Eq(part.lhs - part.rhs, 0))
        if lost:
            raise ClaimError(
                f"{where}: left minus right of {part} no longer shows that {lost[0].rhs} has a "
                "value. Write the target without it."
            )
    certificate = () if lyapunov is None else (sympy.sympify(lyapunov),)
    for told in (condition, *certificate):
        check_real(told, f"{where}: {told}")
    return (condition, *_node(flow), *certificate)


def targets(says: Tends) -> list[Any]:
    """Return left minus right of each equation of the target."""
    return [part.lhs - part.rhs for part in _parts(says.condition)]


def at_rest(flow: Flow) -> Boolean:
    """Return the statement that the flow does not move."""
    from verify.logic import And

    nodes = [Eq(rate, 0) for rate in flow.rates]
    return nodes[0] if len(nodes) == 1 else And(*nodes)


def has_equation(condition: Boolean, flow: Flow) -> bool:
    """Tell whether a condition holds an equation about the state: it is met on a thin set."""
    return any(
        sign_of(node) == "==" and node.free_symbols & set(flow.letters)
        for node in relations(normal(condition))
    )


def ties_an_input(condition: Boolean, flow: Flow) -> bool:
    """Tell whether a condition speaks of the state and of an input: a constant input breaks it.

    What a constant input does then shows nothing: it may be no input that the premises allow.
    """
    spoken = condition.free_symbols
    return bool(spoken & set(flow.letters) and spoken & set(flow.inputs))


def _check_steady(quantity: Any, where: str, flow: Flow) -> None:
    from verify.symbolic.continuity import is_steady

    if sympy.sympify(quantity).free_symbols & set(flow.inputs):
        raise ClaimError(
            f"{where}: {quantity} holds the input {flow.inputs[0]}, whose rate is not known. "
            "Write a quantity of the state and parameters."
        )
    if not is_steady(quantity):
        raise ClaimError(
            f"{where}: {quantity} may jump, which its rate does not show. Write a quantity "
            "that is continuous where it is defined, or always(...) with a condition of it."
        )


def _parts(condition: Boolean) -> tuple[Any, ...]:
    return condition.args if isinstance(condition, sympy.And) else (condition,)


def _node(flow: Flow) -> tuple[sympy.Tuple, sympy.Tuple]:
    if not isinstance(flow, Flow):
        raise ClaimError(f"{flow!r} is no flow. Write Flow({{x: -x}}).")
    return flow.node()


def system(says: AlongFlow, printer: Any, form: str = "{}' = {}", between: str = ", ") -> str:
    """Return the equations of the flow on one line, and the letters that may change."""
    flow = says.flow
    rows = [form.format(printer._print(x), printer._print(r)) for x, r in flow.field]
    free = [f"{printer._print(u)}(t)" for u in flow.inputs]
    return between.join([*rows, *(f"any {u}" for u in free)])


def stacked(says: AlongFlow, printer: Any, words: str, shown: Any = None) -> Any:
    """Return the condition, or what is `shown` for it, with the equations on lines below it."""
    told = says.condition if shown is None else shown
    rows = [*str(printer._print(told)).split("\n"), words]
    for x, rate in says.flow.field:
        left = prettyForm(f"  {printer._print(x)}' = ")
        rows += str(prettyForm(*left.right(printer._print(rate)))).split("\n")
    rows += [f"  for any {u.name}(t)" for u in says.flow.inputs]
    width = max(len(row) for row in rows)
    return prettyForm("\n".join(row.ljust(width) for row in rows))
