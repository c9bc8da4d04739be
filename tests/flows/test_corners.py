"""Corners: exact points looked at in floats, numbered as a product is."""

import itertools

import numpy as np
from sympy import And, cos, pi, sin

from verify import Eq, Gt, Lt, real
from verify.flows.corners import Corners, corners_played, may_be_met

x, y = real("x y")


def test_corners_are_numbered_as_a_product_is() -> None:
    values = ((0, 1, 2), (5, 6))
    corners = Corners((x, y), values)
    assert [corners[k] for k in range(len(corners))] == list(itertools.product(*values))
    assert corners.point(3) == {x: 1, y: 6}
    rows = np.array(list(corners.columns().values())).T
    assert rows.tolist() == [list(map(float, row)) for row in itertools.product(*values)]


def test_many_letters_have_as_many_corners_as_are_looked_at() -> None:
    letters = [real(f"z{k}") for k in range(60)]
    corners, played = corners_played(letters, [letters[-1], letters[0]])
    assert len(corners) == 20_000
    assert played.shape == (2, 20_000)
    assert corners[len(corners) - 1][0] == 0 == played[1].max()
    assert {corners[k][-1] for k in range(3)} == {0, 1, -1}


def test_angles_are_at_twelfths_of_a_turn_and_others_at_small_numbers() -> None:
    corners, played = corners_played([x, y], [sin(x) * y])
    assert pi / 2 in corners.values[0]
    assert all(number.is_Rational for number in corners.values[1])
    for k in (0, 17, len(corners) - 1):
        a, b = corners[k]
        assert abs(played[0, k] - float(sin(a) * b)) < 1e-12


def test_only_a_clear_violation_leaves_a_corner_out() -> None:
    corners = Corners((x, y), ((0, pi / 2, pi), (0, 1)))
    every = np.arange(len(corners))
    edge = Gt(cos(x), 0)  # at π/2 floats see 6e-17, and either side may be true
    assert may_be_met(edge, corners, every).tolist() == [True, True, True, True, False, False]
    assert (
        may_be_met(Eq(sin(x), 0), corners, every).tolist()
        == [True] * 2 + [False] * 2 + [True] * 2
    )
    both = And(edge, Lt(y, 1))
    assert may_be_met(both, corners, np.array([0, 1, 5])).tolist() == [True, True, False]
    undefined = Gt(1 / y, 0)
    assert may_be_met(undefined, corners, np.array([0, 1])).all()


def test_zeros_count_nothing_of_what_there_is_to_read() -> None:
    corners = Corners((x, y), ((pi / 2, 0), (-1, 1, 0)))
    order = corners.simplest(np.arange(len(corners)))
    assert [corners[k] for k in order[:3]] == [(0, 0), (0, 1), (0, -1)]
    assert corners.simplest(np.array([0, 3, 1])).tolist() == [3, 1, 0]
