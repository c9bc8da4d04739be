from fractions import Fraction

import pytest
import sympy
from flint import arb, ctx, fmpq
from sympy import Abs, Rational, atan2, cos, exp, log, sin, sqrt, tanh

from tests.symbolic.corpus import h, x, y
from tests.symbolic.test_smt import of
from verify.effort import Effort
from verify.logic import Eq, Ge, Gt, Implies, Le, Lt, Ne
from verify.symbolic.boxes import boxes
from verify.verdict import Verdict

EFFORT = Effort(boxes=2_000)
UNIT = (Ge(x, 0), Le(x, 1))

TRUE = {
    "room to spare": of(Lt(tanh(x) - x, Rational(1, 10)), *UNIT),
    "a cubic": of(Lt(3 * x / 2 - x**3 / 2, Rational(1001, 1000)), Ge(x, -2), Le(x, 2)),
    "a disk": of(Lt(exp(x) * cos(y), 3), Le(x**2 + y**2, 1)),
    "a bound that travels": of(Lt(sin(x), y + Rational(1, 20)), Ge(x, 0), Le(x, y), Le(y, 1)),
    "a modulus": of(Le(Abs(x * y), Rational(11, 10)), Le(Abs(x), 1), Le(Abs(y), 1)),
    "a premise that is an equation": of(Lt(sin(x) * y, 1), Eq(y, x**2), Ge(x, -1), Le(x, 1)),
    "a case of the box": of(
        Implies(Gt(x, Rational(1, 2)), Gt(1 / (x + 1), Rational(1, 3))), *UNIT
    ),
    "three letters": of(
        Lt(sin(x) * sin(y) * sin(h), Rational(5, 4)),
        Le(Abs(x), 2),
        Le(Abs(y), 2),
        Le(Abs(h), 2),
    ),
}

FALSE = {
    "a disk, with too little room": of(Lt(exp(x) * cos(y), 2), Le(x**2 + y**2, 1)),
    "an equation": of(Eq(sin(x), x), *UNIT),
    "the maximally false": of(Gt(0 * x, 1 + x**2), *UNIT),
    "a needle": of(Lt(exp(-((100 * (x - Rational(1, 3))) ** 2)), Rational(99, 100)), *UNIT),
}

OPEN = {
    "a sharp inequality": of(Le(3 * x / 2 - x**3 / 2, 1), Ge(x, -2), Le(x, 2)),
    "an unconfined letter": of(Lt(sin(x), 2)),
    "a logarithm at zero": of(Lt(log(x), 1), Ge(x, 0), Le(x, 2)),
    "a quotient at zero": of(Lt(1 / x, 1 / x + 1), Ge(x, -1), Le(x, 1)),
    "a root of a negative number": of(Lt(sqrt(x), 2), Ge(x, -1), Le(x, 1)),
    "a jump": of(Lt(atan2(y, x), 1), Ge(x, -2), Le(x, -1), Ge(y, -1), Le(y, Rational(1, 7))),
    "an unknown function": of(Lt(sympy.Function("f")(x), 1), *UNIT),
    "not a number": of(Lt(x * sympy.nan, 1), *UNIT),
    "contradictory premises": of(Lt(x, 0), Ge(x, 1), Le(x, 0)),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_statement_is_certified(name):
    evidence = boxes(TRUE[name], EFFORT)
    assert evidence.verdict is Verdict.CERTIFIED, evidence.because
    assert evidence.tried >= 1
    assert " in [" in evidence.scope


@pytest.mark.parametrize("name", FALSE)
def test_a_false_statement_is_refuted_at_a_replayed_point(name):
    evidence = boxes(FALSE[name], EFFORT)
    assert evidence.verdict is Verdict.REFUTED, evidence.because
    assert evidence.witness.replayed


@pytest.mark.parametrize("name", OPEN)
def test_what_boxes_cannot_decide_stays_undecided(name):
    evidence = boxes(OPEN[name], EFFORT)
    assert evidence.verdict is not Verdict.CERTIFIED
    if name != "a jump":
        assert evidence.verdict is Verdict.UNDECIDED


def test_a_touching_point_is_named():
    because = boxes(OPEN["a sharp inequality"], EFFORT).because
    assert "touch" in because
    assert "x = -2.0" in because or "x = 1.0" in because


def test_an_unconfined_letter_is_named():
    assert "confine x" in boxes(OPEN["an unconfined letter"], EFFORT).because


def test_too_few_boxes_are_not_enough():
    evidence = boxes(TRUE["a bound that travels"], Effort(boxes=3))
    assert evidence.verdict is Verdict.UNDECIDED
    assert "3 boxes" in evidence.because


def test_an_excluded_point_is_not_a_counterexample():
    evidence = boxes(of(Gt(x**2, -1), Ne(x, 0), Le(Abs(x), 1)), EFFORT)
    assert evidence.verdict is Verdict.CERTIFIED


def test_the_split_tree_can_be_checked_again():
    (step,) = boxes(TRUE["a cubic"], EFFORT).steps
    splits = step.identity.rsplit(": ", 1)[1].split()
    leaves = list(_leaves(iter(splits), Fraction(-2), Fraction(2)))
    assert leaves[0][0] == -2
    assert leaves[-1][1] == 2
    with ctx.workprec(200):
        for low, high in leaves:
            assert _lower_bound_of_room(low, high) > 0


def _leaves(splits, low, high):
    if next(splits) == "+":
        yield low, high
        return
    middle = (low + high) / 2
    yield from _leaves(splits, low, middle)
    yield from _leaves(splits, middle, high)


def _lower_bound_of_room(low, high):
    """Bound 1001/1000 - (3x/2 - x³/2) from below by its value in the middle and its slope."""
    middle = arb(fmpq((low + high).numerator, (low + high).denominator)) / 2
    half = arb(fmpq((high - low).numerator, (high - low).denominator)) / 2
    room = arb(fmpq(1001, 1000)) - 3 * middle / 2 + middle**3 / 2
    side = arb(middle, half)
    return (room - abs(3 * side**2 - 3) / 2 * half).lower()
