"""Regions that a flow keeps and that are bounded away from a target: no limit is in there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from verify.effort import Effort
from verify.errors import UnsupportedFunction
from verify.flows.infinitesimal import asked, closures, kept
from verify.flows.statements import Tends, targets
from verify.logic import Ge, Le, rebuild
from verify.obligation import Obligation, Premise
from verify.verdict import Verdict

_MARGINS = (sympy.Rational(1, 10), sympy.Rational(1, 1000))


def stays_away(
    whole: Obligation, start: Mapping[sympy.Symbol, Any], effort: Effort
) -> Boolean | None:
    """Return a bound on the distance to the target that holds for all times, `None` without.

    With the parameters of the start put in, the flow keeps every premise about its state; and
    wherever they hold, borders included, left minus right of one equation of the target is at
    least some positive number, or at most some negative one. So no trajectory from a start that
    meets the premises tends to the target. Whether this start meets them is not asked here.
    """
    says = whole.says
    assert isinstance(says, Tends)
    try:
        flow = says.flow.at({x: v for x, v in start.items() if x not in says.flow.letters})
    except UnsupportedFunction:  # no rates there, or not throughout
        return None
    values = {x: v for x, v in start.items() if x not in flow.letters}
    region = replace(
        whole,
        says=rebuild(says.condition, lambda side: sympy.sympify(side).xreplace(values)),
        given=_premises(whole, set(flow.letters), values),
    )
    light = effort.lighter(4)
    bound = _bound(region, [gap.xreplace(values) for gap in targets(says)], light)
    if bound is None:
        return None
    for part in kept(region, flow, light):
        if part.verdict < Verdict.CERTIFIED:
            return None
    return bound


def _premises(
    whole: Obligation, state: set[sympy.Symbol], values: Mapping[sympy.Symbol, Any]
) -> tuple[Premise, ...]:
    """Return the premises about the state, the parameters put in.

    Premises about parameters alone hold at the start's values or the start is inadmissible.
    """
    return tuple(
        replace(p, says=rebuild(p.says, lambda side: sympy.sympify(side).xreplace(values)))
        for p in whole.given
        if p.says.free_symbols & state
    )


def _bound(region: Obligation, gaps: list[Any], effort: Effort) -> Boolean | None:
    closed = replace(region, given=closures(region.given))
    for gap in gaps:
        for margin in _MARGINS:
            for bound in (Le(gap, -margin), Ge(gap, margin)):
                part = asked("away from the target", replace(closed, says=bound), effort)
                if part.verdict >= Verdict.CERTIFIED:
                    return bound
    return None
