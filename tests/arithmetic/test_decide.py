from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
import sympy
from flint import ctx
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import And, Equivalent, I, Implies, Not, Or, Piecewise, Rational, sqrt

from verify.arithmetic import Decision, decide, decide_tree
from verify.errors import ClaimError
from verify.logic import Eq, Ge, Gt, Le, Lt, Ne, truth
from verify.notation import complex_number, real
from verify.verdict import Truth

x, y = real("x y")
z = complex_number("z")
RAMANUJAN = 262537412640768744

TRUE = [
    (Lt(x, 1), {x: Rational(1, 3)}),
    (Le(x / 3, Rational(1, 9)), {x: Fraction(1, 3)}),
    (Eq(x + x, 2 * y), {x: 1, y: 1}),
    (Eq(x**2, 2), {x: sqrt(2)}),
    (Eq(sqrt(5 + 2 * sqrt(6)), sqrt(x) + sqrt(y)), {x: 2, y: 3}),
    (Eq(sqrt(x + 2 * sqrt(x - 1)), 1 + sqrt(x - 1)), {x: Rational(7, 5)}),
    (Ge(sympy.Max(x, sqrt(2)), x), {x: sqrt(2)}),
    (Eq(Piecewise((1, Lt(x**2, 2)), (2, True)), 2), {x: sqrt(2)}),
    (Eq(sympy.sign(x**2 - 2), 0), {x: sqrt(2)}),
    (Eq(sqrt(z), 1 + I), {z: 2 * I}),
    (Le(z * sympy.conjugate(z), 3), {z: 1 + sqrt(2) * I}),
    (Eq(sympy.Abs(z), sqrt(2)), {z: 1 + I}),
    (Eq(sympy.exp(x), y), {x: sympy.log(2), y: 2}),
    (Eq(sympy.sin(x) ** 2 + sympy.cos(x) ** 2, 1), {x: 1}),
    (Eq(sympy.tanh(2 * x), 2 * sympy.tanh(x) / (1 + sympy.tanh(x) ** 2)), {x: 1}),
    (Eq(sympy.cos(x), 0), {x: sympy.pi / 2}),
    (Lt(sympy.exp(sympy.pi * sqrt(x)), RAMANUJAN), {x: 163}),
    (Ne(sqrt(x) + Rational(1, 10**200), sqrt(2)), {x: 2}),
    (Gt(sympy.exp(1 / x), 10**400), {x: Rational(1, 1000)}),
]
FALSE = [
    (Lt(x, 1), {x: 1}),
    (Ne(x**2, 2), {x: sqrt(2)}),
    (Lt(sqrt(5 + 2 * sqrt(6)), sqrt(2) + sqrt(3)), {}),
    (Gt(sympy.exp(sympy.pi * sqrt(x)), RAMANUJAN), {x: 163}),
    (Eq(sympy.exp(sympy.pi * sqrt(x)), RAMANUJAN), {x: 163}),
    (Eq(sqrt(5 + 2 * sqrt(6)), sqrt(2) + sqrt(3) + x), {x: Rational(1, 10**300)}),
    (Eq(z, sympy.conjugate(z)), {z: I}),
    (Lt(sympy.exp(x) - 1, x), {x: 0}),
    (Lt(sympy.exp(x), 2), {x: sympy.log(2)}),
]
UNDEFINED = [
    (Lt(1 / x, 1), {x: 0}),
    (Ne(1 / x, 1 / x + 1), {x: 0}),
    (Eq(sympy.log(x), 0), {x: 0}),
    (Gt(1 / (x**2 - 2), 0), {x: sqrt(2)}),
    (Gt(sympy.log(x**2 - 2), 0), {x: sqrt(2)}),
    (Gt(1 / (sqrt(5 + 2 * sqrt(6)) - sqrt(x) - sqrt(3)), 0), {x: 2}),
    (Lt(sqrt(x), 1), {x: -1}),
    (Lt(sqrt(x), 1), {x: -sqrt(2)}),
    (Eq(sqrt(x * y), sqrt(x) * sqrt(y)), {x: -1, y: -1}),
    (Lt(x, 1), {x: I}),
]
OPEN = [
    (Lt(1 / (sympy.exp(x) - 3), 1), {x: sympy.log(3)}),
    (Lt(z, 1), {z: 1 + I}),
    (Lt(sympy.exp(z), 1), {z: I}),
    (Lt(sympy.erf(x) + sympy.erfc(x), 1), {x: 1}),
    (Eq(sympy.erf(x) + sympy.erfc(x), 1), {x: 1}),
    (Lt(x, 1), {x: sqrt(2) * I}),
]


def _ids(cases):
    return [f"{node} at {point}" for node, point in cases]


@pytest.mark.parametrize(("node", "point"), TRUE, ids=_ids(TRUE))
def test_a_true_relation_is_decided(node, point):
    assert decide(node, point).truth is Truth.TRUE


@pytest.mark.parametrize(("node", "point"), FALSE, ids=_ids(FALSE))
def test_a_false_relation_is_decided(node, point):
    assert decide(node, point).truth is Truth.FALSE


@pytest.mark.parametrize(("node", "point"), UNDEFINED, ids=_ids(UNDEFINED))
def test_a_relation_with_an_undefined_side_is_unknown(node, point):
    assert decide(node, point) == Decision(Truth.UNKNOWN, "undefined")


@pytest.mark.parametrize(("node", "point"), OPEN, ids=_ids(OPEN))
def test_what_cannot_be_shown_is_unknown(node, point):
    decision = decide(node, point, bits=512)
    assert decision.truth is Truth.UNKNOWN
    assert decision.how != "undefined"


@pytest.mark.parametrize("cases", [TRUE, FALSE])
def test_a_denied_relation_has_the_opposite_truth(cases):
    for node, point in cases:
        denied = decide_tree(Not(node, evaluate=False), point)
        assert denied.truth is ~decide(node, point).truth


def test_the_gap_of_an_exact_decision_is_left_minus_right():
    assert decide(Lt(x, 1), {x: Rational(1, 3)}) == Decision(Truth.TRUE, "exact", "-2/3")


def test_more_bits_separate_what_fewer_bits_leave_open():
    near = Eq(sympy.exp(x), sympy.exp(y))
    point = {x: 1, y: 1 + Rational(1, 2**900)}
    assert decide(near, point, bits=512).truth is Truth.UNKNOWN
    assert decide(near, point, bits=2048).truth is Truth.FALSE


def test_the_precision_of_the_caller_is_restored():
    before = ctx.prec
    decide(Eq(sympy.exp(x), 2), {x: Rational(1, 3)})
    assert ctx.prec == before


def test_a_letter_without_a_value_is_an_error():
    with pytest.raises(ClaimError, match="y: no value"):
        decide(Lt(x, y), {x: 1})


def test_a_float_is_no_exact_point():
    with pytest.raises(ClaimError, match="only exact numbers"):
        decide(Lt(x, 1), {x: 0.5})


_OUTCOMES = {Truth.TRUE: Lt(x, 1), Truth.FALSE: Gt(x, 1), Truth.UNKNOWN: Lt(1 / x, 1)}


@pytest.mark.parametrize("connective", [And, Or, Implies, Equivalent])
def test_a_statement_is_decided_by_kleenes_rules(connective):
    for first, second in itertools.product(_OUTCOMES, repeat=2):
        tree = connective(_OUTCOMES[first], _OUTCOMES[second], evaluate=False)
        point = {x: 0}
        expected = truth(tree, lambda node, at=point: decide(node, at).truth)
        assert decide_tree(tree, point).truth is expected


def test_the_settling_relation_explains_the_statement():
    tree = And(Lt(x, 5), Gt(x, 3), evaluate=False)
    assert decide_tree(tree, {x: 2}).gap == "-1"


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(st.fractions(-9, 9, max_denominator=30), st.fractions(0, 9, max_denominator=30))
def test_denesting_a_square_root_is_an_equation_at_every_point(a, b):
    left = sqrt((x + sqrt(y)) ** 2)
    right = sympy.Abs(x + sqrt(y))
    assert decide(Eq(left, right), {x: a, y: b}).truth is Truth.TRUE
    shifted = Eq(left, right + Rational(1, 10**40))
    assert decide(shifted, {x: a, y: b}).truth is Truth.FALSE
