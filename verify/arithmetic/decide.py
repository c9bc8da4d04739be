"""Whether a relation or a statement holds at one exact point, rigorously or not at all.

Exact arithmetic goes first, then balls with more and more bits, then a zero test of what may be
a tie. An equation is never true by balls: balls can only fail to contradict it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any

import sympy
from flint import fmpq
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, BooleanFalse, BooleanTrue

from verify.arithmetic.algebraic import Algebraic
from verify.arithmetic.ball_functions import finite, ordered
from verify.arithmetic.balls import BALL
from verify.arithmetic.builder import Builder
from verify.arithmetic.compile import compile_tape, write_closed
from verify.arithmetic.constants import vanishes_by_identity
from verify.arithmetic.exact import EXACT
from verify.arithmetic.exact_functions import UNDEFINED
from verify.arithmetic.gaussian import Gaussian
from verify.arithmetic.spectral import sign_of_gap
from verify.arithmetic.tape import Tape
from verify.logic import normal, replaced, sign_of
from verify.verdict import Truth

SHORT = 64  # bits that settle most points
SPECTRAL = 512  # bits of eigenvalues after which a tie is taken for open
LONG = 256  # bits after which a tie is likelier than a near miss


@dataclass(frozen=True)
class Decision:
    """The truth of a statement at a point, how it was found, and left minus right there."""

    truth: Truth
    how: str  # "exact", "ball, 128 bits", "undefined", "open at 4096 bits", ...
    gap: str = ""


def decide(node: Relational, point: Mapping[Any, Any], bits: int = 4096) -> Decision:
    """Return the truth of a relation at an exact point.

    `point` has an exact number (integer, fraction, exact SymPy number) for each letter. `bits`
    caps the precision. UNKNOWN where a side is undefined (`how` says so), where an order
    relation meets a number that is not provably real, and where a tie cannot be proved. Costs
    milliseconds when the two sides differ; a tie may cost seconds.
    """
    tape = _prepared(node)
    if tape.spectral:
        tested = _by_spectral_test(tape, node, _of_tape(tape, point))
        if tested is not None:
            return tested
    left, right = tape.play(EXACT, point)
    if UNDEFINED in (left, right):
        return Decision(Truth.UNKNOWN, "undefined")
    if left is not None and right is not None:
        return _exactly(left, sign_of(node), right)
    coarse = _by_balls(tape, sign_of(node), point)
    if coarse is not None:
        return coarse
    most = min(bits, SPECTRAL) if tape.spectral else bits
    return _closely(node, _of_tape(tape, point), most)


def _of_tape(tape: Tape, point: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return the values of the letters of a tape."""
    return {letter: point[letter] for letter in tape.inputs if letter in point}


def decide_tree(tree: Boolean, point: Mapping[Any, Any], bits: int = 4096) -> Decision:
    """Return the truth of a statement at an exact point, by Kleene's rules.

    `how` and `gap` are those of the relation that settles it.
    """
    return _settled(_normal(tree), point, bits)


@lru_cache(maxsize=1024)
def _normal(tree: Boolean) -> Boolean:
    """Return the normal form, the same object for each of the points of a hunt."""
    return normal(tree)


def _settled(tree: Boolean, point: Mapping[Any, Any], bits: int) -> Decision:
    if isinstance(tree, Relational):
        return decide(tree, point, bits)
    if isinstance(tree, BooleanTrue | BooleanFalse):
        return Decision(Truth.of(bool(tree)), "exact")
    conjunction = isinstance(tree, And)
    stop = Truth.FALSE if conjunction else Truth.TRUE
    answers = []
    for branch in tree.args:
        answers.append(_settled(branch, point, bits))
        if answers[-1].truth is stop:
            return answers[-1]
    unknown = [answer for answer in answers if answer.truth is Truth.UNKNOWN]
    return (unknown or answers)[0]


def _exactly(left: Any, sign: str, right: Any) -> Decision:
    gap = left - right
    if sign in ("==", "!="):
        return Decision(Truth.of((left == right) is (sign == "==")), "exact", written(gap))
    if isinstance(gap, Gaussian) or isinstance(left, Gaussian):
        return Decision(Truth.UNKNOWN, "complex numbers have no order", written(gap))
    return Decision(Truth.of(_holds(sign, gap)), "exact", written(gap))


def _holds(sign: str, gap: Any) -> bool:
    """Tell whether a relation holds, given left minus right: exact, or a ball clear of zero."""
    answers = {
        "<": lambda: gap < 0,
        "<=": lambda: gap <= 0,
        ">": lambda: gap > 0,
        ">=": lambda: gap >= 0,
        "==": lambda: gap == 0,
        "!=": lambda: gap != 0,
    }
    return bool(answers[sign]())


@lru_cache(maxsize=512)
def _prepared(node: Relational) -> Tape:
    letters = tuple(sorted(node.free_symbols, key=attrgetter("name")))
    return compile_tape(list(node.args), letters)


def _by_spectral_test(
    tape: Tape, node: Relational, values: Mapping[Any, Any]
) -> Decision | None:
    """Return the decision that an exact test about a matrix allows."""
    found = sign_of_gap(node, values)
    if found is None:
        return None
    sign, how = found
    truth = Truth.of(_holds(sign_of(node), sign))
    if sign == 0:
        return Decision(truth, how, "0")
    balls = _by_balls(tape, sign_of(node), values) if truth is Truth.FALSE else None
    return Decision(truth, how, balls.gap if balls is not None else "")


def _by_balls(tape: Tape, sign: str, values: Mapping[Any, Any]) -> Decision | None:
    """Return the decision that short balls allow; most points need no more."""
    left, right = tape.play(BALL(SHORT), values)
    gap = left - right if sign in ("==", "!=") else ordered(left) - ordered(right)
    if not finite(gap) or gap.contains(0):
        return None
    return Decision(_clear(sign, gap), f"ball, {SHORT} bits", str(gap))


def _closely(node: Relational, values: Mapping[Any, Any], bits: int) -> Decision:
    """Return the decision that long balls, separation bounds and identities allow."""
    tape = _closed(node, values)
    how, text = "", ""
    identity: bool | None = None  # asked once: it does not depend on the precision
    for precision in _precisions(bits):
        left, right, gap = tape.play(Algebraic(precision), {})
        if UNDEFINED in (left, right, gap):
            return Decision(Truth.UNKNOWN, "undefined")
        if not finite(gap):
            how = f"not finite at {precision} bits"
            continue
        text = str(gap)
        if not gap.contains(0):
            return Decision(_clear(sign_of(node), gap), f"ball, {precision} bits", text)
        if gap.is_zero():
            return _tie(sign_of(node), f"separation bound, {precision} bits")
        if precision >= min(LONG, bits):
            identity = _equal_by_identity(node, values) if identity is None else identity
            if identity:
                return _tie(sign_of(node), f"identity, and a ball of {precision} bits")
        how = f"open at {precision} bits"
    return Decision(Truth.UNKNOWN, how, text)


def _closed(node: Relational, values: Mapping[Any, Any]) -> Tape:
    """Return the tape of both sides and their difference, the point written into it."""
    builder = Builder()
    registers = write_closed(builder, list(node.args), values)
    left, right = (registers[side] for side in node.args)
    if sign_of(node) not in ("==", "!="):
        left, right = builder.real_side(left), builder.real_side(right)
    return builder.tape((), (left, right, builder.add("sub", left, right)))


def _equal_by_identity(node: Relational, values: Mapping[Any, Any]) -> bool:
    left, right = (replaced(side, dict(_symbolic(values))) for side in node.args)
    return vanishes_by_identity(left - right)


def _symbolic(values: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    for letter, value in values.items():
        yield letter, sympy.sympify(value)


def _tie(sign: str, how: str) -> Decision:
    return Decision(Truth.of(_holds(sign, 0)), how, "0")


def _clear(sign: str, difference: Any) -> Truth:
    """Return the truth of a relation whose gap is a finite ball clear of zero."""
    if sign in ("==", "!="):
        return Truth.of(sign == "!=")
    return Truth.of(bool(difference < 0) is (sign in ("<", "<=")))


def _precisions(bits: int) -> Iterator[int]:
    precision = 2 * SHORT
    while precision < bits:
        yield precision
        precision *= 2
    yield bits


def written(value: Any) -> str:
    """Return an exact number as text."""
    if isinstance(value, Gaussian):
        return f"{value.re} + {value.im}*I"
    return str(fmpq(value))
