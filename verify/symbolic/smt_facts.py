"""What holds for the value of each function, as z3 formulas.

Every fact is true for all real arguments at which the function is defined, and says nothing
elsewhere: a fact that failed at an undefined point would hide that point. CORE facts make up
the algebra; MORE facts, and those of pairs, are given when the core was not enough.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy
import z3

from verify.logic import normal
from verify.symbolic.heads import Letter
from verify.symbolic.smt_terms import every, implied, some

# Strict rational bounds, so that a constant can be compared with a rational number.
_BOUNDS = {
    sympy.pi: (Fraction(103993, 33102), Fraction(104348, 33215)),
    sympy.EulerGamma: (Fraction(577215, 1000000), Fraction(577216, 1000000)),
    sympy.Catalan: (Fraction(915965, 1000000), Fraction(915966, 1000000)),
}
_ALONE = ("constant", "piecewise", "max", "min", "abs")
_INCREASING = ("exp", "log", "erf", "erfi", "atan", "asin", "asinh", "atanh")


def pairwise(encoder: Any, first: Letter, second: Letter) -> list[Any]:
    """Return what two values of one function share: congruence, or monotonicity."""
    if first.head != second.head or first.head in _ALONE:
        return []
    if len(first.arguments) != len(second.arguments) or first.power != second.power:
        return []
    a, b = encoder.constant(first.symbol), encoder.constant(second.symbol)
    if first.head in _INCREASING or first.head == "root":
        u, v = first.arguments[0], second.arguments[0]
        defined = _defined(encoder, first.head, (u, v))
        below = (a < b) == encoder.compare(u, "<", v)
        above = (a > b) == encoder.compare(u, ">", v)
        return [implied(defined, z3.And(below, above))]
    if any(isinstance(x, sympy.Piecewise) for x in first.arguments):
        return []
    equal = [
        encoder.compare(u, "==", v)
        for u, v in zip(first.arguments, second.arguments, strict=True)
    ]
    return [implied(every(equal, encoder.context), a == b)]


def _defined(encoder: Any, head: str, arguments: tuple[Any, ...]) -> Any:
    conditions: list[Any] = []
    for u in arguments:
        if head == "log":
            conditions.append(encoder.compare(u, ">", 0))
        elif head == "root":
            conditions.append(encoder.compare(u, ">=", 0))
        elif head in ("asin", "atanh"):
            conditions.append(encoder.compare(u**2, "<=" if head == "asin" else "<", 1))
    return every(conditions, encoder.context)


def _exp_core(encoder: Any, letter: Letter) -> list[Any]:
    return [encoder.constant(letter.symbol) > 0]


def _exp(encoder: Any, letter: Letter) -> list[Any]:
    value, u = encoder.constant(letter.symbol), letter.arguments[0]
    tangent = encoder.compare((1 - u) * letter.symbol, "<=", 1)
    return [
        (value > 1) == encoder.compare(u, ">", 0),
        (value < 1) == encoder.compare(u, "<", 0),
        encoder.compare(1 + u, "<=", letter.symbol),
        implied(encoder.compare(u, "<", 1), tangent),
    ]


def _log(encoder: Any, letter: Letter) -> list[Any]:
    value, u = encoder.constant(letter.symbol), letter.arguments[0]
    facts = [
        (value > 0) == encoder.compare(u, ">", 1),
        (value < 0) == encoder.compare(u, "<", 1),
        encoder.compare(letter.symbol, "<=", u - 1),
        encoder.compare(letter.symbol * u, ">=", u - 1),
    ]
    defined = encoder.compare(u, ">", 0)
    return [implied(defined, every(facts, encoder.context))]


def _root(encoder: Any, letter: Letter) -> list[Any]:
    # Unconditional facts would assert that the base is not negative.
    value, u = encoder.constant(letter.symbol), letter.arguments[0]
    exact = encoder.is_power(letter.symbol, letter.power, u)
    return [implied(encoder.compare(u, ">=", 0), z3.And(value >= 0, exact))]


def _abs(encoder: Any, letter: Letter) -> list[Any]:
    u, value = letter.arguments[0], encoder.constant(letter.symbol)
    up = encoder.compare(letter.symbol, "==", u)
    down = encoder.compare(letter.symbol, "==", -u)
    return [value >= 0, z3.If(encoder.compare(u, ">=", 0), up, down)]


def _extremum(encoder: Any, letter: Letter) -> list[Any]:
    sign = ">=" if letter.head == "max" else "<="
    bounds = [encoder.compare(letter.symbol, sign, u) for u in letter.arguments]
    met = [encoder.compare(letter.symbol, "==", u) for u in letter.arguments]
    return [*bounds, some(met, encoder.context)]


def _piecewise(encoder: Any, letter: Letter) -> list[Any]:
    found: Any = z3.BoolVal(True, ctx=encoder.context)
    for value, condition in reversed(letter.arguments[0].args):
        spelled = encoder.spelled(value)
        equal = encoder.compare(letter.symbol, "==", spelled)
        chosen = implied(encoder.guard([spelled]), equal)
        found = z3.If(encoder.formula(normal(condition)), chosen, found)
    return [found]


def _sign(encoder: Any, letter: Letter) -> list[Any]:
    value, u = encoder.constant(letter.symbol), letter.arguments[0]
    return [
        z3.Or(value == -1, value == 0, value == 1),
        (value == 1) == encoder.compare(u, ">", 0),
        (value == -1) == encoder.compare(u, "<", 0),
    ]


def _circle(encoder: Any, letter: Letter) -> list[Any]:
    sine, cosine = (encoder.constant(x) for x in (letter.symbol, _cosine(encoder, letter)))
    return [sine * sine + cosine * cosine == 1]


def _sin(encoder: Any, letter: Letter) -> list[Any]:
    u = letter.arguments[0]
    below = encoder.compare(letter.symbol, "<=", u)
    above = encoder.compare(letter.symbol, ">=", u)
    # cos u >= 1 - u²/2, and u² not reduced: of a root without a value the square has one
    angle = encoder.speller.normal(sympy.sympify(u))
    top, bottom = (
        encoder.polynomial(side, angle) for side in (angle.numerator, angle.denominator)
    )
    cosine = encoder.constant(_cosine(encoder, letter))
    return [
        implied(encoder.compare(u, ">=", 0), below),
        implied(encoder.compare(u, "<=", 0), above),
        2 * cosine * bottom * bottom >= 2 * bottom * bottom - top * top,
    ]


def _cosine(encoder: Any, sine: Letter) -> sympy.Symbol:
    letters = encoder.speller.letters.values()
    return next(x.symbol for x in letters if x.head == "cos" and x.arguments == sine.arguments)


def _below_one(encoder: Any, letter: Letter) -> list[Any]:
    value = encoder.constant(letter.symbol)
    return [value > -1, value < 1]


def _same_sign(encoder: Any, letter: Letter) -> list[Any]:
    value, u = encoder.constant(letter.symbol), letter.arguments[0]
    defined = _defined(encoder, letter.head, (u,))
    order = z3.And(
        (value > 0) == encoder.compare(u, ">", 0), (value < 0) == encoder.compare(u, "<", 0)
    )
    return [implied(defined, order)]


def _atan(encoder: Any, letter: Letter) -> list[Any]:
    value, u = encoder.constant(letter.symbol), letter.arguments[0]
    quarter_turn = z3.RealVal(str(_BOUNDS[sympy.pi][1] / 2), ctx=encoder.context)
    positive = encoder.compare(u, ">=", 0)
    return [
        value < quarter_turn,
        value > -quarter_turn,
        *_same_sign(encoder, letter),
        implied(positive, encoder.compare(letter.symbol, "<=", u)),
        implied(z3.Not(positive), encoder.compare(letter.symbol, ">=", u)),
    ]


def _constant(encoder: Any, letter: Letter) -> list[Any]:
    low, high = (
        z3.RealVal(str(bound), ctx=encoder.context) for bound in _BOUNDS[letter.meaning]
    )
    value = encoder.constant(letter.symbol)
    return [value > low, value < high]


Facts = Callable[[Any, Letter], list[Any]]
CORE: dict[str, Facts] = {
    "exp": _exp_core,
    "root": _root,
    "abs": _abs,
    "max": _extremum,
    "min": _extremum,
    "piecewise": _piecewise,
    "sign": _sign,
    "sin": _circle,
    "erf": _below_one,
    "constant": _constant,
}
MORE: dict[str, Facts] = {
    "exp": _exp,
    "log": _log,
    "sin": _sin,
    "erf": _same_sign,
    "erfi": _same_sign,
    "asin": _same_sign,
    "asinh": _same_sign,
    "atanh": _same_sign,
    "atan": _atan,
}
