from fractions import Fraction

import pytest
from sympy import Abs, sqrt

from tests.symbolic.corpus import h, x, y
from verify.logic import And, Eq, Ge, Gt, Le, Lt, Ne, Or
from verify.symbolic.bounds import box_of, unbounded


def test_linear_bounds_make_a_box():
    assert box_of([Ge(2 * x, -1), Lt(x, 3)], [x]) == {x: (Fraction(-1, 2), Fraction(3))}


def test_bounds_travel_from_letter_to_letter():
    box = box_of([Ge(x, 0), Le(x, y), Le(y, 1)], [x, y])
    assert box == {x: (0, 1), y: (0, 1)}


def test_a_disk_is_in_a_square():
    assert box_of([Le(x**2 + 4 * y**2, 4)], [x, y]) == {x: (-2, 2), y: (-1, 1)}


def test_an_irrational_radius_is_rounded_outwards():
    low, high = box_of([Le(x**2, 2)], [x])[x]
    assert low**2 >= 2
    assert 2 <= high**2 < Fraction(201, 100)


def test_a_modulus_bounds_both_sides():
    assert box_of([Le(3 * Abs(x), 2)], [x]) == {x: (Fraction(-2, 3), Fraction(2, 3))}


def test_an_equation_bounds_both_sides():
    assert box_of([Eq(x, 2)], [x]) == {x: (2, 2)}


@pytest.mark.parametrize(
    "premises",
    [
        [],
        [Ge(x, 0)],
        [Gt(x**2, 1), Le(x, 3)],
        [Ne(x, 1)],
        [Or(Le(x, 1), Ge(x, 0)), Ge(x, 0)],
        [Le(x**3, 1), Ge(x, 0)],
        [Le(x - y, 1), Ge(x, 0)],
        [Le(x * y, 1), Ge(x, 0)],
        [Le(sqrt(x), 1), Ge(x, 0)],
        [Le(-(x**2), 4), Ge(x, 0)],
    ],
    ids=str,
)
def test_what_does_not_bound_gives_no_box(premises):
    assert box_of(premises, [x]) is None
    assert unbounded(premises, [x, h]) == ["x", "h"]


def test_conjunctions_are_taken_apart():
    assert box_of([And(Ge(x, 0), Le(x, 1))], [x]) == {x: (0, 1)}
