"""Statements stay as written, and negation is exact."""

import itertools

import pytest
import sympy

from verify.logic import (
    And,
    Eq,
    Ge,
    Gt,
    Iff,
    Implies,
    Le,
    Lt,
    Ne,
    Not,
    Or,
    denied,
    normal,
    rebuild,
    relations,
    replaced,
    truth,
)
from verify.notation import real
from verify.verdict import Truth

x, y, z = real("x y z")
P, Q, R = Lt(x, 1), Eq(y, 2), Ge(z, 0)
TREES = [
    P,
    Not(P),
    And(P, Q, R),
    Or(P, Not(Q)),
    Implies(P, Q),
    Iff(P, Q),
    Implies(Iff(P, Q), And(Q, R)),
]


def test_a_relation_that_is_always_true_is_still_a_relation():
    for tree in (Ge(x**2, 0), Lt(x**2, 0), Eq(x, x), Ne(x, x), Gt(x, x - 1), Le(x, x)):
        assert list(relations(tree)) == [tree]


def test_rebuilding_does_not_evaluate():
    assert rebuild(Ge(x**2, 0), lambda side: side.xreplace({x: y})) == Ge(y**2, 0)
    assert str(rebuild(Lt(x, 1), lambda side: side.subs(x, 5))) == "5 < 1"


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_negation_normal_form_agrees_with_the_truth_table(tree):
    for values in itertools.product([Truth.FALSE, Truth.TRUE], repeat=3):
        table = dict(zip([P, Q, R], values, strict=True))
        table |= {n: ~v for n, v in zip([Ge(x, 1), Ne(y, 2), Lt(z, 0)], values, strict=True)}
        assert truth(normal(tree), table.__getitem__) is truth(tree, table.__getitem__)
        assert truth(denied(tree), table.__getitem__) is ~truth(tree, table.__getitem__)


def test_unknown_stays_unknown_unless_the_rest_decides():
    unknown_p = {P: Truth.UNKNOWN, Q: Truth.TRUE, R: Truth.FALSE}.__getitem__
    assert truth(And(P, Q), unknown_p) is Truth.UNKNOWN
    assert truth(And(P, R), unknown_p) is Truth.FALSE
    assert truth(Or(P, Q), unknown_p) is Truth.TRUE
    assert truth(Iff(P, Q), unknown_p) is Truth.UNKNOWN
    assert truth(Implies(P, Q), unknown_p) is Truth.TRUE


def test_a_connective_that_nobody_knows_is_an_error():
    with pytest.raises(TypeError, match="a statement is built from"):
        truth(sympy.Xor(P, Q, evaluate=False), {P: Truth.TRUE, Q: Truth.TRUE}.__getitem__)


def test_opposites_do_not_cancel_and_order_is_kept():
    assert str(Or(Lt(1 / x, 1), Ge(1 / x, 1))) == "(1/x < 1) | (1/x >= 1)"
    assert And(Q, P).args == (Q, P)
    assert len(list(relations(normal(Or(P, Not(P)))))) == 2


def test_what_sympy_cannot_write_has_no_value():
    steep = sympy.Piecewise((1, Gt(1 / x, 3)), (2, True))
    assert replaced(steep, {x: sympy.Integer(0)}) is sympy.nan
    assert replaced(sympy.Max(x, 1 / y), {y: sympy.Integer(0)}) is sympy.nan
    assert replaced(steep, {x: sympy.Rational(1, 4)}) == 1
