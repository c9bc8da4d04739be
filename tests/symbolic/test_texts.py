"""What is printed once is what SymPy prints each time."""

from __future__ import annotations

import pytest
import sympy

from tests.symbolic.corpus import h, x, y
from verify.logic import And, Eq, Ge, Iff, Implies, Lt, Not, Or
from verify.notation import index, inner, matrix, norm, size, tokens, total, vector
from verify.obligation import Obligation
from verify.symbolic.goals import goals_of
from verify.symbolic.rational import NotScalar, fraction
from verify.symbolic.texts import text, typeset

n, count = size("n l")
i, j = index("i j")
u, v = vector("u v", n)
A = matrix("A", n, n)
t = tokens("t", count, n)
TREES = [
    Lt(x**2 - 2 * x * y + sympy.exp(-h * x) / (1 + y**2), sympy.sqrt(x + 1)),
    And(Ge(x, 0), Or(Eq(x, y), Not(Lt(y, sympy.oo)))),
    Implies(Lt(x, y), Iff(Lt(y, h), Eq(sympy.sin(x) ** 2, 1 - sympy.cos(x) ** 2))),
    Eq(inner(u, A * v) + 2 * norm(u) ** 2, total(sympy.exp(inner(t[i], t[j])), i, j)),
    sympy.Piecewise((x / 3, x > 0), (-x, True)),
    sympy.Mul(2, x + y, evaluate=False) + sympy.Pow(x, -1, evaluate=False),
]


@pytest.mark.parametrize("tree", TREES)
def test_each_part_is_printed_as_sympy_prints_it(tree):
    for _ in range(2):  # anew, then looked up
        for part in sympy.preorder_traversal(tree):
            assert text(part) == str(part)


def test_letters_of_one_name_and_different_kinds_are_not_mixed_up():
    plain, positive = sympy.Symbol("q"), sympy.Symbol("q", positive=True)
    assert text(sympy.sqrt(plain**2)) == "sqrt(q**2)"
    assert text(sympy.sqrt(positive**2)) == "q"


def test_what_is_no_sympy_expression_is_printed_as_it_is():
    assert [text(True), text(1), text("x")] == ["True", "1", "x"]


def test_a_goal_of_an_equivalence_says_its_direction():
    goals = goals_of(Obligation(And(Iff(Lt(x, y), Lt(y, h)), Lt(x, 1))))
    assert [goal.name for goal in goals] == [
        "if x < y, then y < h",
        "if y < h, then x < y",
        "x < 1",
    ]


def test_the_reason_why_an_expression_is_no_scalar_names_it():
    with pytest.raises(NotScalar, match=r"^exp\(x\) is no rational function of its letters$"):
        fraction(sympy.exp(x))
    assert str(NotScalar("a set {x}")) == "a set {x}"


def test_a_line_is_set_as_mathematics_and_its_words_stay() -> None:
    told = {
        "Ne(h*x**2, 0)": "h⋅x² ≠ 0",
        "Eq(f(a, b), Min(c, d)) & (lambda <= theta_2)": "(f(a, b) = Min(c, d)) ∧ (λ ≤ θ₂)",
        "~Eq(⟨u, v⟩, 0) | Ne(x, Max(y, 1))": "~(⟨u, v⟩ = 0) ∨ (x ≠ Max(y, 1))",
        "x**(-1/2) + y**1.5 >= pi": "x^(-1/2) + y^1.5 ≥ π",
        "that beta of them is kept": "that β of them is kept",
        "Eq(x": "Eq(x",
        "Eq(x)": "Eq(x)",
        "Gamma(x)*alphabet_a": "Gamma(x)⋅alphabet_a",
    }
    for line, shown in told.items():
        assert typeset(line) == shown
