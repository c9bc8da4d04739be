"""The routes of statements about chances and means: listing, then drawing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from verify.effort import Effort
from verify.kinds import Quantity, quantities_of
from verify.obligation import Obligation
from verify.quantities.enumeration import enumerable, enumerated
from verify.quantities.estimate import (
    Estimate,
    Strength,
    consistent,
    decided,
    strength_of,
)
from verify.quantities.law import QuantityError
from verify.quantities.ratio import Inexact
from verify.quantities.sampling import estimated
from verify.verdict import Evidence, Step, Truth, Verdict, Witness

CHECK = "frequency"
DOUBT = Fraction(1, 10**9)  # shared by all quantities of a statement
CONFIDENCE = "at confidence 1 - 1e-9"


def frequency(obligation: Obligation, effort: Effort) -> Evidence:
    """Return what the chances and means of a statement say of it.

    Under a law that lists its outcomes they are computed exactly. Else they are estimated by
    draws, and lie in intervals that hold together at confidence 1 - 1e-9. The number of draws
    is fixed by `effort` before any is made, so there is one look only. The confidence is over
    seeds; it presumes that the generator is as good as chance.
    """
    asked = quantities_of(obligation.says)
    try:
        known = {one: _known(one, effort, DOUBT / len(asked)) for one in asked}
    except QuantityError as error:
        return Evidence(CHECK, Verdict.UNDECIDED, str(error))
    return replace(
        _verdict(obligation, known, effort),
        tried=max((one.tried for one in known.values()), default=0),
        undecided=max((one.undecided for one in known.values()), default=0),
    )


def _known(quantity: Quantity, effort: Effort, doubt: Fraction) -> Estimate:
    if enumerable(quantity):
        with suppress(Inexact):  # its function needs floats: draw
            return enumerated(quantity)
    return estimated(quantity, effort.draws, effort.seed, doubt)


def _verdict(
    obligation: Obligation, known: dict[Quantity, Estimate], effort: Effort
) -> Evidence:
    says = obligation.says
    answer, exact = decided(says, known), strength_of(known) is Strength.EXACT
    because = "; ".join(one.because for one in known.values()) or "exactly"
    if answer is Truth.FALSE:
        told = because if exact else f"{because}, {CONFIDENCE}"
        return Evidence(CHECK, Verdict.REFUTED, told, witness=_witness(known, effort, exact))
    if exact and answer is Truth.TRUE:
        step = Step(str(says), "all outcomes listed", because, "text")
        return Evidence(CHECK, Verdict.PROVED, because, scope="exact", steps=(step,))
    if exact:
        return Evidence(CHECK, Verdict.UNDECIDED, f"{because}; it cannot be told what follows")
    if answer is Truth.TRUE:
        return Evidence(CHECK, Verdict.SUPPORTED, because, scope=_scope(known))
    if consistent(says, known):
        return Evidence(CHECK, Verdict.OBSERVED, because, scope=_scope(known))
    return Evidence(CHECK, Verdict.UNDECIDED, f"{because}: too wide to tell")


def _scope(known: dict[Quantity, Estimate]) -> str:
    """Return how near the estimates are, by how many draws, and how surely."""
    drawn = [one for one in known.values() if one.interval is not None]
    width = max(float(one.interval.radius) for one in drawn if one.interval is not None)
    return f"to within {width:.2g} by {min(one.tried for one in drawn)} draws, {CONFIDENCE}"


def _witness(known: dict[Quantity, Estimate], effort: Effort, exact: bool) -> Witness:
    """Return what a replay needs, and the values that deny the statement."""
    values = {str(quantity): one.written() for quantity, one in known.items()}
    if exact:
        return Witness(values, replayed="exact")
    drawn = {"seed": str(effort.seed), "draws": str(effort.draws)}
    return Witness({**values, **drawn}, replayed=CONFIDENCE)
