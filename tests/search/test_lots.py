import itertools

import numpy as np
import pytest
import sympy
from sympy import Rational

from verify.search.corners import corners
from verify.search.draws import dyadic
from verify.search.lots import corner_lot, dealt, dyadic_lot, joined, lot_of
from verify.search.rational import height

NAMES = ("A[1,1]", "b", "A[1,2]", "A[2,1]", "A[2,2]", "x[1]", "x[2]", "x[3]")
LETTERS = tuple(sympy.Symbol(name, real=True) for name in NAMES)


def dice():
    return np.random.default_rng(7)


@pytest.mark.parametrize("letters", [LETTERS, LETTERS[:1], LETTERS[3:]])
def test_a_lot_of_corners_holds_the_corners_in_order(letters):
    lot = corner_lot(letters, 60)
    expected = list(itertools.islice(corners(letters), 60))
    assert [lot.exact(row) for row in range(len(lot))] == expected
    assert np.array_equal(lot.array, lot_of(expected, letters).array)
    assert np.array_equal(lot.weights, lot_of(expected, letters).weights)


def test_a_lot_of_dyadic_points_is_drawn_like_the_points_themselves():
    lot, expected = dyadic_lot(LETTERS, 200, dice()), dyadic(LETTERS, 200, dice())
    assert [lot.exact(row) for row in range(200)] == expected
    assert np.array_equal(lot.array, lot_of(expected, LETTERS).array)
    assert np.array_equal(lot.weights, lot_of(expected, LETTERS).weights)


def test_a_chart_without_letters_has_one_point():
    lot = corner_lot((), 5)
    assert len(lot) == 1
    assert lot.exact(0) == {}
    assert lot.array.shape == (1, 0)


def test_lots_keep_their_order_when_they_are_joined():
    first, second = corner_lot(LETTERS, 10), dyadic_lot(LETTERS, 20, dice())
    both = joined([first, second])
    assert len(both) == 30
    assert both.exact(9) == first.exact(9)
    assert both.exact(10) == second.exact(0)
    assert np.array_equal(both.array[10:], second.array)


def test_the_weight_of_a_point_is_how_long_its_numbers_are():
    x = LETTERS[1]
    lot = lot_of([{x: Rational(-3, 8)}, {x: Rational(0)}], (x,))
    assert lot.weights.tolist() == [height(Rational(-3, 8)), 0]


def test_dealt_lots_are_the_lot_together() -> None:
    lot = corner_lot(LETTERS, 60)
    parts = [dealt(lot, first, 4) for first in range(4)]
    assert [len(part) for part in parts] == [15, 15, 15, 15]
    for row in range(60):
        part = parts[row % 4]
        assert part.exact(row // 4) == lot.exact(row)
        assert part.weights[row // 4] == lot.weights[row]
        assert np.array_equal(part.array[row // 4], lot.array[row])
