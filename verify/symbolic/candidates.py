"""From a z3 model to an exact point a person can read, and its exact replay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
import z3

from verify.arithmetic.decide import decide_tree
from verify.effort import Effort
from verify.notation import are_admitted, is_complex
from verify.obligation import Obligation
from verify.symbolic.realify import parts_of_letter
from verify.symbolic.smt_encode import Encoder
from verify.symbolic.smt_stop import LATE, algebraic_solver, checked
from verify.verdict import Truth, Witness

Point = Mapping[sympy.Symbol, Any]
_NICE = [Fraction(n) for n in (1, -1, 2, -2)] + [Fraction(1, 2), Fraction(-1, 2), Fraction(0)]
_LARGER = [Fraction(n) for n in (3, -3, 4, -4, 5, -5, 10, -10)]
_MORE = 6  # further candidates when functions are only known by facts
_TRY = 200_000  # z3 resource units to see whether a nice value fits
_LONGEST = 2.0  # seconds, for the same


@dataclass(frozen=True)
class Replay:
    """What exact arithmetic says of a point."""

    met: Truth  # of all premises together
    holds: Truth  # of the statement
    how: str = ""
    gap: str = ""

    @property
    def breaks(self) -> bool:
        """Tell whether the point meets every premise and breaks the statement."""
        return self.met is Truth.TRUE and self.holds is Truth.FALSE


def readable_points(
    solver: Any, encoder: Encoder, letters: list[sympy.Symbol]
) -> Iterator[Point]:
    """Yield points near a model of the solver, the one with the simplest numbers first.

    Letters are fixed one after another at small integers and halves as long as z3 sees that
    the rest can follow. A point need not satisfy anything once a transcendental function is
    involved: it has to be replayed. Points are asked of z3 only as they are taken.
    """
    with suppress(_Stopped):
        yield from _points(solver, encoder, letters)


class _Stopped(Exception):
    """z3 was stopped while it looked for a point."""


def _points(solver: Any, encoder: Encoder, letters: list[sympy.Symbol]) -> Iterator[Point]:
    raw = solver.model()
    nice = _nice_point(solver, encoder, letters)
    yield nice
    yield {x: _exact(raw.eval(encoder.constant(x), model_completion=True)) for x in letters}
    passed: list[Any] = []
    for _ in range(_MORE if not _is_algebraic(encoder) else 0):
        passed.append(
            z3.Or(*(_differs(encoder, x, v) for x, v in nice.items()), encoder.context)
        )
        trial = _copy(solver, passed, encoder)
        if not _fits(trial):
            return
        nice = _nice_point(trial, encoder, letters)
        yield nice


def replayed(obligation: Obligation, point: Point, effort: Effort) -> Replay:
    """Return what exact arithmetic says at a point in real letters."""
    whole = obligation.spelled_out()
    values = _joined(whole, point)
    met = Truth.of(are_admitted(values))
    for premise in whole.given:
        if met is Truth.TRUE:
            met = decide_tree(premise.says, values, effort.bits).truth
    if met is not Truth.TRUE:
        return Replay(met, Truth.UNKNOWN)
    decision = decide_tree(whole.says, values, effort.bits)
    return Replay(met, decision.truth, decision.how, decision.gap)


def witness(obligation: Obligation, point: Point, replay: Replay) -> Witness:
    """Return a replayed point as a witness in the letters of the claim."""
    values = _joined(obligation.spelled_out(), point)
    texts = {letter.name: str(values[letter]) for letter in obligation.letters()}
    return Witness(texts, replayed=replay.how, gap=replay.gap)


def _differs(encoder: Encoder, letter: sympy.Symbol, value: Any) -> Any:
    if not value.is_Rational:
        return z3.BoolVal(False, ctx=encoder.context)
    return encoder.constant(letter) != z3.RealVal(str(value), ctx=encoder.context)


def _is_algebraic(encoder: Encoder) -> bool:
    exact = ("root", "abs", "max", "min", "piecewise", "sign")
    return all(letter.head in exact for letter in encoder.speller.letters.values())


def _joined(obligation: Obligation, point: Point) -> dict[sympy.Symbol, Any]:
    """Return a value for every letter; one the statement lost on the way gets 1."""
    values: dict[sympy.Symbol, Any] = {}
    for letter in obligation.letters():
        if is_complex(letter):
            a, b = (point.get(part, sympy.S.Zero) for part in parts_of_letter(letter))
            values[letter] = a + sympy.I * b
        else:
            values[letter] = point.get(letter, sympy.S.One)
    return values


def _nice_point(solver: Any, encoder: Encoder, letters: list[sympy.Symbol]) -> Point:
    fixed: list[Any] = []
    point: dict[sympy.Symbol, Any] = {}
    for letter in letters:
        constant = encoder.constant(letter)
        for value in _values_near(solver, constant):
            equation = constant == z3.RealVal(str(value), ctx=encoder.context)
            trial = _copy(solver, [*fixed, equation], encoder)
            if _fits(trial):
                fixed.append(equation)
                point[letter] = sympy.Rational(value.numerator, value.denominator)
                solver = trial
                break
        else:
            point[letter] = _exact(solver.model().eval(constant, model_completion=True))
            if not point[letter].is_Rational:
                continue
            value = Fraction(int(point[letter].p), int(point[letter].q))
            fixed.append(constant == z3.RealVal(str(value), ctx=encoder.context))
    return point


def _fits(trial: Any) -> bool:
    answer = checked(trial, _LONGEST)
    if answer == LATE:
        raise _Stopped
    return answer == "sat"


def _values_near(solver: Any, constant: Any) -> list[Fraction]:
    """Return the values to try, small ones first, then roundings of the model's own value."""
    exact = _exact(solver.model().eval(constant, model_completion=True))
    near = Fraction(str(sympy.Rational(sympy.N(exact, 30))))
    rounded = [Fraction(round(near * 2**k), 2**k) for k in (0, 1, 2, 4)]
    return list(dict.fromkeys([*_NICE, *_LARGER, *rounded]))


def _copy(solver: Any, extra: list[Any], encoder: Encoder) -> Any:
    trial = algebraic_solver(encoder.context, _TRY)
    context, known = encoder.context.ref(), solver.assertions()
    # What `add` does, without looking at each formula in Python.
    for place in range(len(known)):
        formula = z3.Z3_ast_vector_get(context, known.vector, place)
        z3.Z3_solver_assert(context, trial.solver, formula)
    for added in extra:
        z3.Z3_solver_assert(context, trial.solver, added.as_ast())
    return trial


def _exact(value: Any) -> Any:
    """Return a z3 number as an exact SymPy number: rational, a square root, or a root of a
    polynomial rounded to 60 bits (which a thin condition will then fail on).
    """
    if z3.is_rational_value(value):
        return sympy.Rational(value.numerator_as_long(), value.denominator_as_long())
    coefficients = [sympy.Rational(str(c)) for c in value.poly()]
    if len(coefficients) == 3:
        c, b, a = coefficients
        roots = sorted(
            ((-b + s * sympy.sqrt(b**2 - 4 * a * c)) / (2 * a) for s in (1, -1)), key=sympy.N
        )
        return roots[value.index() - 1]
    near = value.approx(20)
    return sympy.Rational(near.numerator_as_long(), near.denominator_as_long())
