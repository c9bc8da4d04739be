"""The law that all arithmetics obey: they give the same number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import mpmath
import numpy as np
from flint import acb, arb, ctx, fmpq

from verify.arithmetic import BALL, EXACT, FLOAT, MP, compile_tape
from verify.arithmetic.exact_functions import UNDEFINED
from verify.arithmetic.gaussian import lifted

DIGITS = 80


def disagreements(expression: Any, point: Mapping[Any, Any]) -> Iterator[str]:
    """Yield what the arithmetics disagree about, given that the expression has a value."""
    letters = [letter for letter in point if letter in expression.free_symbols]
    tape = compile_tape([expression], letters)
    digits, ball = tape.play(MP(DIGITS), point)[0], tape.play(BALL(320), point)[0]
    exact, floating = tape.play(EXACT, point)[0], tape.play(FLOAT, point)[0]
    if mpmath.isnan(digits):
        yield "digits have no value"
        return
    if not abs(complex(floating) - complex(digits)) <= 1e-9 * max(1, abs(complex(digits))):
        yield f"float {floating} is not {mpmath.nstr(digits, 20)}"
    with ctx.workprec(400):
        if not ball.is_finite() or not _radius(ball) < arb(fmpq(1, 10**40)):
            yield f"ball {ball} is not finite or too wide"
        elif not _contains(ball, digits):
            yield f"ball {ball} misses {mpmath.nstr(digits, 60)}"
        if exact is UNDEFINED:
            yield "exact arithmetic calls it undefined"
        elif exact is not None and not acb(ball).contains(_as_ball(exact)):
            yield f"ball {ball} misses the exact {exact}"


def makes_up_a_value(expression: Any, point: Mapping[Any, Any]) -> Iterator[str]:
    """Yield the arithmetics that give a value, given that the expression has none."""
    tape = compile_tape([expression], list(point))
    if not np.isnan(tape.play(FLOAT, point)[0]):
        yield f"FLOAT: {tape.play(FLOAT, point)[0]}"
    if not mpmath.isnan(tape.play(MP(30), point)[0]):
        yield f"MP: {tape.play(MP(30), point)[0]}"
    if tape.play(BALL(64), point)[0].is_finite():
        yield f"BALL: {tape.play(BALL(64), point)[0]}"
    if tape.play(EXACT, point)[0] not in (None, UNDEFINED):
        yield f"EXACT: {tape.play(EXACT, point)[0]}"


def _contains(ball: Any, digits: Any) -> bool:
    """Tell whether a ball meets the digits, the last ones aside."""
    slack = arb(fmpq(1, 10**50)) * (1 + abs(acb(ball)))
    value = acb(_rational(mpmath.mp.re(digits)), _rational(mpmath.mp.im(digits)))
    return bool(abs(acb(ball) - value).lower() <= slack)


def _rational(number: Any) -> Any:
    sign, mantissa, exponent, _ = number._mpf_
    return arb(fmpq((-1) ** sign * int(mantissa))) * arb(2) ** exponent


def _radius(ball: Any) -> Any:
    return max(acb(ball).real.rad(), acb(ball).imag.rad())


def _as_ball(exact: Any) -> Any:
    number = lifted(exact)
    return acb(arb(number.re), arb(number.im))
