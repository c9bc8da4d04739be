"""Orders observed as steps are halved, and numbers measured in floating point."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
import numpy as np
import sympy

from verify.arithmetic import MP, compile_tape
from verify.quantities.chances import watched
from verify.quantities.estimate import Estimate, Strength
from verify.quantities.functions import Experiment
from verify.quantities.intervals import Interval
from verify.quantities.law import QuantityError
from verify.quantities.nodes import Measured, Order

DIGITS = (60, 120)
SETTLED = Fraction(1, 4)  # an observed order that moves more is none
GROWTH = 1.5  # orders that grow by it at every halving end nowhere
FLOOR = 1e-12  # errors below are rounding
FIRST, LAST = 6, 14  # powers of 1/2 that are put into an expression


@lru_cache(maxsize=64)
def observed(quantity: Order | Measured, seed: int, twice: bool = True) -> Estimate:
    """Return what floating point sees of an order or a measurement, with its spread.

    Every measurement runs `twice`, or only one that might not follow its seed. Raises
    `QuantityError` when it fails, or has not settled.
    """
    if isinstance(quantity, Measured):
        return _measured(quantity, seed, twice)
    error = quantity.error
    if isinstance(error, Experiment):
        rows = _refined(error)
    else:
        rows = _evaluated(error, quantity.step)
    return _slope(quantity, rows)


def _refined(experiment: Experiment) -> list[tuple[float, Any]]:
    """Return steps and errors of an experiment, without those that are mere rounding."""
    rows = []
    for halving in range(experiment.halvings + 1):
        step = float(experiment.start / 2**halving)
        error = _number(experiment, _run(experiment, step))
        rows.append((step, abs(error)))
    return [row for row in rows if row[1] > FLOOR]


def _evaluated(error: sympy.Expr, step: sympy.Symbol) -> list[tuple[float, Any]]:
    """Return steps and errors of an expression, in digits that agree at two precisions."""
    tape = compile_tape([error], [step])
    rows = []
    for power in range(FIRST, LAST + 1):
        at = {step: sympy.Rational(1, 2**power)}
        low, high = (abs(tape.play(MP(digits), at)[0]) for digits in DIGITS)
        if not (mpmath.isfinite(low) and mpmath.isfinite(high)):
            raise QuantityError(f"{error} has no finite value at 2^-{power}")
        if high == 0 or abs(low - high) > high * mpmath.mpf("1e-20"):
            raise QuantityError(f"{error} is lost to rounding at 2^-{power}")
        rows.append((2.0**-power, high))
    return rows


def _slope(quantity: Order, rows: Sequence[tuple[float, Any]]) -> Estimate:
    """Return the last observed order, as wide as twice its last change."""
    if len(rows) < 3:
        raise QuantityError(f"{quantity}: fewer than 3 errors are above rounding")
    orders = [
        float(mpmath.log(before[1] / after[1], 2)) / math.log2(before[0] / after[0])
        for before, after in itertools.pairwise(rows)
    ]
    spread = 2 * Fraction(abs(orders[-1] - orders[-2])) + Fraction(1, 100)
    table = "\n".join(
        f"step {step:.3g}, error {_short(error)}" + (f", order {p:.3f}" if p else "")
        for (step, error), p in zip(rows, [0.0, *orders], strict=True)
    )
    if spread > SETTLED:
        why = "have not settled"
        if all(after > GROWTH * before > 0 for before, after in itertools.pairwise(orders)):
            why = "grow at every halving, as of what falls faster than any power of the step"
        raise QuantityError(f"{quantity}: the observed orders {why}:\n{table}")
    last = Fraction(orders[-1])
    interval = Interval(last - spread, last + spread)
    because = f"{quantity} is about {float(last):.3f} (last step {rows[-1][0]:.3g})"
    return Estimate(
        Strength.FLOAT, interval=interval, because=because, tried=len(rows), table=table
    )


def _short(error: Any) -> str:
    """Return an error in three digits, also where it is too small for a float."""
    return f"{float(error):.3g}" if float(error) else str(mpmath.nstr(error, 3))


def _measured(quantity: Measured, seed: int, twice: bool) -> Estimate:
    """Return the range of the runs of an experiment; the same seed must give the same runs."""
    experiment = quantity.experiment
    value, doubtful = _seeded(experiment, seed)
    found = np.atleast_1d(value)
    if found.ndim != 1 or len(found) == 0:
        raise QuantityError(
            f"{experiment} returned an array of shape {found.shape}, not (runs,)"
        )
    runs = [_number(experiment, value) for value in found]
    again = np.atleast_1d(_seeded(experiment, seed)[0]) if twice or doubtful else found
    if not np.array_equal(found, again):
        raise QuantityError(f"{experiment}: the same seed gave different runs")
    low, high = min(runs), max(runs)
    seen = f"{low:.6g}" if low == high else f"between {low:.6g} and {high:.6g}"
    because = f"{quantity} is {seen} in {len(runs)} runs"
    interval = Interval(Fraction(low), Fraction(high))
    return Estimate(Strength.FLOAT, interval=interval, because=because, tried=len(runs))


def _seeded(experiment: Experiment, seed: int) -> tuple[Any, bool]:
    """Return one run of an experiment, and whether another run might differ."""
    return watched(lambda rng: _run(experiment, rng), np.random.default_rng(seed))


def _run(experiment: Experiment, given: Any) -> Any:
    try:
        with np.errstate(divide="raise", over="raise", invalid="raise"):
            return experiment.run(given)
    except Exception as error:
        raise QuantityError(f"{experiment} failed: {type(error).__name__}: {error}") from error


def _number(experiment: Experiment, value: Any) -> float:
    unreal = isinstance(value, bool | np.complexfloating)
    if unreal or not isinstance(value, int | float | np.number):
        raise QuantityError(f"{experiment} returned {value!r}, which is no real number")
    try:
        told = float(value)
    except OverflowError:  # an integer that no float is near
        told = math.inf
    if not math.isfinite(told):
        raise QuantityError(f"{experiment} returned {told}, which is no finite real number")
    return told
