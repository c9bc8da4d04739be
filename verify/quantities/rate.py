"""The route of orders, times and measurements: power series, enclosures, floating point."""

from __future__ import annotations

from typing import Any

import sympy

from verify.effort import QUICK, Effort
from verify.flows.hitting import FirstTime, enclosed
from verify.kinds import Quantity, quantities_of
from verify.obligation import Obligation
from verify.quantities.estimate import (
    Estimate,
    Strength,
    consistent,
    decided,
    strength_of,
)
from verify.quantities.functions import Experiment
from verify.quantities.intervals import Interval
from verify.quantities.law import QuantityError
from verify.quantities.nodes import Measured, Order
from verify.quantities.refinement import observed
from verify.quantities.series import NoSeries, leading
from verify.verdict import Evidence, Step, Truth, Verdict, Witness

CHECK = "rate"


def rate(obligation: Obligation, effort: Effort) -> Evidence:
    """Return what the orders and measurements of a statement say of it.

    Orders of expressions whose power series at 0 has rational coefficients are exact; digits at
    two precisions must see the same orders, or nothing is concluded. Everything else is seen in
    floating point: at best `observed`, and never a refutation.
    """
    asked = quantities_of(obligation.says)
    try:
        return _exactly(obligation, {one: _exact(one, effort) for one in asked})
    except NoSeries:
        return _in_floats(obligation, effort)
    except QuantityError as reason:
        return Evidence(CHECK, Verdict.UNDECIDED, str(reason))


def _exactly(obligation: Obligation, known: dict[Quantity, Estimate]) -> Evidence:
    says = obligation.says
    because = "; ".join(one.because for one in known.values()) or "exactly"
    answer, exact = decided(says, known), strength_of(known) is Strength.EXACT
    if answer is Truth.FALSE:
        values = {str(quantity): one.written() for quantity, one in known.items()}
        witness = Witness(values, replayed="exact" if exact else "ball")
        return Evidence(CHECK, Verdict.REFUTED, because, witness=witness)
    if answer is Truth.UNKNOWN:
        return Evidence(CHECK, Verdict.UNDECIDED, f"{because}; it cannot be told what follows")
    if not exact:
        step = Step(str(says), "a validated enclosure of the trajectory", because, "text")
        return Evidence(CHECK, Verdict.CERTIFIED, because, scope="one start", steps=(step,))
    step = Step(str(says), "power series with rational coefficients", because, "text")
    return Evidence(CHECK, Verdict.PROVED, because, scope="exact", steps=(step,))


def _in_floats(obligation: Obligation, effort: Effort) -> Evidence:
    says, asked = obligation.says, quantities_of(obligation.says)
    try:
        known = {quantity: _seen(quantity, effort) for quantity in asked}
    except QuantityError as reason:
        return Evidence(CHECK, Verdict.UNDECIDED, str(reason))
    because = "; ".join(one.because for one in known.values())
    answer = decided(says, known)
    holds = answer is Truth.TRUE or (_no_measurement(asked) and consistent(says, known))
    verdict = Verdict.OBSERVED if holds else Verdict.UNDECIDED
    if answer is Truth.FALSE:
        because = f"floats see a violation, which floats cannot establish: {because}"
    elif not holds:
        because = f"{because}: that does not tell"
    return Evidence(
        CHECK,
        verdict,
        because,
        tried=sum(one.tried for one in known.values()),
        floats_deny=answer is Truth.FALSE,
        steps=_tables(known),
    )


def _tables(known: dict[Quantity, Estimate]) -> tuple[Step, ...]:
    """Return the steps, errors and observed orders behind each estimate."""
    return tuple(
        Step(str(quantity), "halving the step", one.table, "text")
        for quantity, one in known.items()
        if one.table
    )


def _seen(quantity: Any, effort: Effort) -> Estimate:
    if isinstance(quantity, FirstTime):
        return _enclosed(quantity)
    return observed(quantity, effort.seed, twice=effort.draws > QUICK.draws)


def _enclosed(time: FirstTime) -> Estimate:
    ends, because = enclosed(time)
    if ends is None:
        raise QuantityError(because)
    return Estimate(Strength.RIGOROUS, interval=Interval(*ends), because=because, tried=1)


def _exact(quantity: Quantity, effort: Effort) -> Estimate:
    if isinstance(quantity, FirstTime):
        return _enclosed(quantity)
    if not isinstance(quantity, Order) or isinstance(quantity.error, Experiment):
        raise NoSeries(f"{quantity} has no expression to expand")
    power, factor = leading(quantity.error, quantity.step)
    seen = observed(quantity, effort.seed).interval
    if seen is None or not seen.low <= power <= seen.high:
        raise QuantityError(f"{quantity}: the series says {power}, and digits say {seen}")
    because = f"{quantity.error} begins with {factor}*{quantity.step}**{power}"
    return Estimate(Strength.EXACT, sympy.Integer(power), because=because)


def _no_measurement(asked: tuple[Quantity, ...]) -> bool:
    """Tell whether only orders are asked for: an equation with a measurement says too much."""
    return not any(isinstance(one, Measured) for one in asked)
