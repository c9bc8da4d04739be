from itertools import pairwise

import pytest
import sympy
from sympy import And, Or, Rational, exp, log, sqrt

from verify.logic import Eq, Gt, Le
from verify.notation import real
from verify.search.charts import charts, inside

x, y, z, w, s = real("x y z w s")
a, b, c, d = real("a b c d")
VALUES = [
    Rational(1, 3),
    Rational(2),
    Rational(-3, 5),
    Rational(7, 2),
    Rational(1),
    Rational(5),
]


def holds(equation, point):
    return sympy.simplify((equation.lhs - equation.rhs).xreplace(point)) == 0


def sample(chart):
    return dict(zip(chart.letters, VALUES, strict=False))


EQUATIONS = {
    "linear": [Eq(x, 2 * y + 1)],
    "linear in a coefficient": [Eq(w * x**2 + y, s)],
    "a product": [Eq(x * y, 1)],
    "a circle": [Eq(x**2 + y**2, 1)],
    "a sphere": [Eq(x**2 + y**2 + z**2, 1)],
    "an ellipse": [Eq(2 * x**2 + x * y + 3 * y**2, 3)],
    "a cone": [Eq(x**2 + y**2, z**2)],
    "a circle without rational points": [Eq(x**2 + y**2, 3)],
    "a modulus": [Eq(sqrt(x**2 + y**2), 5)],
    "an exponential": [Eq(exp(x + y), z)],
    "a logarithm": [Eq(log(x) ** 3, y)],
    "two lines": [Eq(x, y), Eq(y, 2 * z)],
    "orthonormal vectors": [
        Eq(a**2 + b**2, 1),
        Eq(c**2 + d**2, 1),
        Eq(a * c + b * d, 0),
    ],
}


@pytest.mark.parametrize("equations", EQUATIONS.values(), ids=EQUATIONS.keys())
def test_every_point_of_a_chart_satisfies_the_equations(equations):
    letters = sorted(set().union(*(e.free_symbols for e in equations)), key=str)
    found = charts(letters, equations)
    assert found
    for chart in found:
        assert not chart.left
        point = chart.spread(sample(chart))
        if point is not None:
            assert set(point) == set(letters)
            assert all(holds(equation, point) for equation in equations)
    assert any(chart.spread(sample(chart)) is not None for chart in found)


def test_orthonormal_vectors_have_rational_charts():
    found = charts([a, b, c, d], EQUATIONS["orthonormal vectors"])
    meanings = [m for chart in found for m in chart.solved.values()]
    assert all(meaning.is_rational_function() for meaning in meanings)


def test_a_chart_reads_its_letters_back_from_a_point():
    (chart,) = charts([x, y], [Eq(x**2 + y**2, 1)])
    point = {x: Rational(3, 5), y: Rational(4, 5)}
    assert chart.spread(chart.read(point)) == point


def test_a_vanishing_coefficient_has_a_chart_of_its_own():
    found = charts([x, y], [Eq(x * y, 0)])
    solved = [set(chart.solved) for chart in found]
    assert {x} in solved
    assert {y} in solved


def test_contradictory_equations_have_no_chart():
    assert charts([x], [Eq(x, 2), Eq(x, 3)]) == ()


def test_inequalities_are_not_imposed():
    (chart,) = charts([x, y], [Gt(x, y), Le(x, 1)])
    assert chart.letters == (x, y)
    assert not chart.solved


def test_each_branch_of_a_disjunction_has_a_chart():
    tree = Or(Eq(x, 1), And(Eq(x, 2), Eq(y, 3), evaluate=False), evaluate=False)
    solved = [dict(chart.solved) for chart in charts([x, y], [tree])]
    assert {x: 1} in solved
    assert {x: 2, y: 3} in solved


def test_an_equation_nobody_can_solve_is_left():
    (chart,) = charts([x], [Eq(x * exp(x), sympy.cos(x))])
    assert chart.letters == (x,)
    assert len(chart.left) == 1


def test_a_boundary_is_imposed_inside_a_chart():
    (circle,) = charts([x, y], [Eq(x**2 + y**2, 1)])
    for chart in inside(circle, [Eq(x, y)]):
        point = chart.spread(sample(chart))
        assert point is None or sympy.simplify(point[x] - point[y]) == 0


def test_an_undefined_point_of_a_chart_is_none():
    found = charts([x, y], [Eq(x * y, 1)])
    assert all(
        chart.spread(dict.fromkeys(chart.letters, sympy.S.Zero)) is None for chart in found
    )


def test_many_entangled_equations_are_solved_where_they_are_linear():
    A = real("A[1,1] A[1,2] A[2,1] A[2,2]")
    equations = [
        Eq(A[0] * x + A[1] * y, s * x),
        Eq(A[2] * x + A[3] * y, s * y),
        Eq(x**2 + y**2, 1),
        Eq(x * z + y * w, 0),
    ]
    everything, solved = charts((*A, s, w, x, y, z), equations)
    assert len(everything.left) == 4  # corners that the other chart divides by are found here
    assert solved.left == ()
    assert all(meaning.is_rational_function() for meaning in solved.solved.values())
    values = (*VALUES, Rational(-1), Rational(3))
    point = solved.spread(dict(zip(solved.letters, values, strict=True)))
    assert all(holds(equation, point) for equation in equations)
    assert len({point[A[0]], point[A[3]], point[s]}) == 3


def test_entangled_equations_that_are_linear_in_nothing_stay_filters():
    # every letter is squared in some equation, so none is solved for
    letters = (s, w, x, y, z)
    squares = [Eq(u**2 + v**2, u * v + 1) for u, v in pairwise(letters)]
    (everything,) = charts(letters, squares)
    assert everything.solved == {}
    assert len(everything.left) == 4
