"""Gram conditions hold for vectors, and vectors are made from Gram matrices."""

from __future__ import annotations

import numpy as np
import sympy
from sympy import Integer, Rational

from verify.notation import size, vector
from verify.obligation import Obligation
from verify.symbolic.gram import diagonal_facts, gram_table, minor_facts, pair_facts, realized
from verify.symbolic.normal_words import Normal
from verify.symbolic.sized import at_sizes


def test_every_fact_holds_for_random_vectors() -> None:
    n = size("n")
    u, v, s = vector("u v s", n)
    table = gram_table((u, v, s), Normal())
    facts = diagonal_facts((u, v, s), table) + minor_facts((u, v, s), table)
    facts += [fact for _, fact in pair_facts((u, v, s), table)]
    assert len(facts) == 7
    draw = np.random.default_rng(1)
    for fact in facts:
        for count in (1, 2, 3):
            sized = at_sizes(Obligation(fact), {n: count})
            point = {z: Integer(int(draw.integers(-3, 4))) for z in sized.letters()}
            assert sized.says.lhs.subs(point) >= 0


def test_vectors_have_the_given_inner_products() -> None:
    gram = [[Integer(2), Integer(1)], [Integer(1), Rational(3, 2)]]
    rows = realized(gram)
    assert rows is not None
    found = sympy.Matrix(rows) * sympy.Matrix(rows).T
    assert found.applyfunc(sympy.expand) == sympy.Matrix(gram)


def test_a_singular_gram_matrix_has_vectors_on_a_line() -> None:
    assert realized([[Integer(1), Integer(2)], [Integer(2), Integer(4)]]) == [[1, 0], [2, 0]]


def test_numbers_that_break_cauchy_schwarz_have_no_vectors() -> None:
    assert realized([[Integer(1), Integer(2)], [Integer(2), Integer(1)]]) is None
    assert realized([[Integer(0), Integer(1)], [Integer(1), Integer(1)]]) is None
    assert realized([[Integer(-1)]]) is None
