"""Balls that know when a number is exactly zero, by a separation bound.

An algebraic number built from rationals by + - * / and roots is a quotient U/L of algebraic
integers. When no conjugate of U exceeds 2^u, none of L exceeds 2^l, and the degree of U is at
most D, the number is zero or at least 2^-(l + u (D - 1)): the norm of U is a nonzero integer.
A ball that reaches less far from zero than that is zero (the rules for u and l are those of
Burnikel, Funke, Mehlhorn, Schirra and Schmitt, "A separation bound for real algebraic
expressions", 2001).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flint import acb, arb, ctx, fmpq

from verify.arithmetic.ball_functions import NOTHING, Blind, Condition, finite
from verify.arithmetic.exact_functions import UNDEFINED
from verify.arithmetic.functions import FUNCTIONS
from verify.arithmetic.heights import Height, height, whole_height
from verify.arithmetic.tape import Instruction, Tape


@dataclass(frozen=True)
class Number:
    """A ball, and what is known of the height of the number in it; `None` for nothing."""

    ball: Any
    height: Height | None = None


@dataclass(frozen=True)
class Algebraic:
    """Balls of `bits` bits in which provable zeros are exact zeros.

    Plays closed tapes only (no letters). Gives balls, and `UNDEFINED` where the expression
    provably has no value: division by zero, the logarithm or root of what has none.
    """

    bits: int = 128

    def run(self, tape: Tape, values: list[Any]) -> list[Any]:
        """Return the outputs of the tape."""
        held: list[Any] = []
        complex_too = not all(step.real for step in tape.code)
        with ctx.workprec(self.bits):
            for k, step in enumerate(tape.code):
                held.append(_played(k, step, [held[a] for a in step.args], complex_too))
        return [_bare(held[k]) for k in tape.outputs]


def _bare(value: Any) -> Any:
    return value.ball if isinstance(value, Number) else value


def _played(k: int, step: Instruction, operands: list[Any], complex_too: bool) -> Any:
    if step.name == "number":
        return Number(arb(step.extra[0]), whole_height(step.extra[0]))
    if step.name in _COMPARED:
        return _compared(k, step, operands, complex_too)
    if step.name == "select":
        return _selected(*operands)
    if step.name in ("and", "or", "not", "truth"):
        return FUNCTIONS[step.name].balls(*operands, *step.extra)
    if UNDEFINED in operands or step.name == "undefined" or _outside(step, operands):
        return UNDEFINED
    try:
        ball = FUNCTIONS[step.name].balls(*map(_bare, operands), *step.extra)
    except (ValueError, ZeroDivisionError, OverflowError):
        return Number(NOTHING)
    if step.name == "Abs" and isinstance(operands[0].ball, acb):
        step = Instruction("modulus", step.args)
    known = height(k, step, ball, [x.height for x in operands])
    return Number(_snapped(ball, known, complex_too), known)


_COMPARED = ("less", "less_equal", "equal", "unequal")


def _compared(k: int, step: Instruction, operands: list[Any], complex_too: bool) -> Any:
    """Compare the difference with zero, which a separation bound can settle."""
    if UNDEFINED in operands:
        return Blind.BLIND
    gap = _played(k, Instruction("sub", step.args), operands, complex_too)
    return FUNCTIONS[step.name].balls(gap.ball, arb(0))


def _selected(condition: Condition, value: Any, otherwise: Any) -> Any:
    if isinstance(condition, bool):
        return value if condition else otherwise
    if UNDEFINED in (value, otherwise):
        return Number(NOTHING)
    return Number(FUNCTIONS["select"].balls(condition, value.ball, otherwise.ball))


def _outside(step: Instruction, operands: list[Any]) -> bool:
    """Tell whether an operation provably has no value at its operands."""
    if step.name == "div":
        return bool(operands[1].ball.is_zero())
    if step.name in ("log", "root"):
        ball = operands[0].ball
        negative = step.real and finite(ball) and bool(ball < 0)
        return negative or (step.name == "log" and bool(ball.is_zero()))
    return False


def _snapped(ball: Any, known: Height | None, complex_too: bool) -> Any:
    """Return the ball, exactly zero (in a part) where the separation bound says so."""
    if known is None or not finite(ball):
        return ball
    if isinstance(ball, arb):
        return _snapped_real(ball, known, complex_too)
    part = known.of_part()
    real, imag = (_snapped_real(p, part, complex_too) for p in (ball.real, ball.imag))
    return acb(real, imag)


def _snapped_real(ball: Any, known: Height, complex_too: bool) -> Any:
    if not ball.contains(0) or ball.is_zero():
        return ball
    exponent = known.denominator + known.numerator * (known.degree(complex_too) - 1)
    if exponent > 4 * ctx.prec:
        return ball
    return arb(0) if ball.abs_upper() < arb(fmpq(1, 2**exponent)) else ball
