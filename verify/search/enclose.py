"""Statements decided on balls: true or false of every point of a ball, or unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import flint
import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.arithmetic import BALL, compile_tape
from verify.arithmetic.compile import Meanings
from verify.logic import sign_of, truth
from verify.verdict import Truth


def decide_on(
    tree: Boolean,
    letters: Sequence[sympy.Symbol],
    balls: Mapping[Any, Any],
    bits: int,
    meanings: Meanings = (),
) -> Truth:
    """Return the truth of a statement on a whole ball of points, `UNKNOWN` where it varies.

    `balls` has a real ball (`flint.arb`) or an exact number for each letter; `meanings` are
    letters that stand for expressions in the others. An equation is never true on a ball: balls
    can only fail to contradict it.
    """

    def decide(node: Relational) -> Truth:
        tape = compile_tape([node.lhs, node.rhs], letters, meanings)
        left, right = tape.play(BALL(bits), balls)
        return _compared(left, sign_of(node), right, bits)

    return truth(tree, decide)


def _compared(left: Any, sign: str, right: Any, bits: int) -> Truth:
    if not all(isinstance(side, flint.arb) and side.is_finite() for side in (left, right)):
        return Truth.UNKNOWN
    if sign in ("==", "!="):
        apart = Truth.TRUE if not left.overlaps(right) else Truth.UNKNOWN
        return apart if sign == "!=" else ~apart
    if sign in (">", ">="):
        left, right, sign = right, left, sign.replace(">", "<")
    holds, fails = (
        (left < right, left >= right) if sign == "<" else (left <= right, left > right)
    )
    return Truth.TRUE if holds else Truth.FALSE if fails else Truth.UNKNOWN
