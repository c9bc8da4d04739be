"""Thin sets are imposed where that can be done, and left alone where it takes too long."""

from sympy import Add, exp

from verify.logic import Ge
from verify.notation import real
from verify.obligation import Obligation
from verify.search.problem import MOST_NODES, concrete, with_edges

x, y = real("x y")


def edges(statement):
    return with_edges(concrete(Obligation(statement)), 6).edges


def test_the_boundary_of_a_short_statement_is_imposed():
    (edge,) = edges(Ge(x, 2 * y))
    assert edge.solved in ({x: 2 * y}, {y: x / 2})


def test_the_boundary_of_a_statement_that_is_too_long_is_left_alone():
    long = Add(*(exp(k * x * y) for k in range(1, MOST_NODES // 3)))
    assert edges(Ge(x, long)) == ()
