from sympy import Integer, Rational, sqrt

from verify.notation import real
from verify.search.shrink import shrink, weight

x, y, z = real("x y z")


def test_unused_coordinates_become_zero():
    start = {x: Rational(17, 4), y: Rational(33, 8), z: Rational(-5, 7)}
    assert shrink(start, lambda p: p[x] > 1) == {x: 2, y: 0, z: 0}


def test_what_breaks_still_breaks():
    start = {x: Rational(1234, 567), y: Rational(-89, 10)}
    broken = lambda p: p[x] * p[y] < -3  # noqa: E731
    small = shrink(start, broken)
    assert broken(small)
    assert weight(small) < weight(start)


def test_a_point_that_cannot_shrink_is_returned():
    start = {x: Rational(355, 113)}
    assert shrink(start, lambda p: p == start) == start


def test_the_number_of_replays_is_bounded():
    calls = []
    shrink({x: Integer(10**9), y: Integer(10**9)}, lambda p: bool(calls.append(p)), most=10)
    assert len(calls) == 10


def test_irrational_coordinates_are_kept_or_replaced():
    assert shrink({x: sqrt(2)}, lambda p: p[x] ** 2 == 2) == {x: sqrt(2)}


def test_only_points_that_are_likely_are_replayed():
    start, replayed = {x: Rational(17, 4), y: Rational(33, 8), z: Rational(-5, 7)}, []

    def breaks(point):
        replayed.append(point)
        return point[x] > 1

    def likely(points):
        return [point[x] > 1 for point in points]

    assert shrink(start, breaks, likely) == shrink(start, lambda p: p[x] > 1)
    assert all(point[x] > 1 for point in replayed)


def test_points_that_nobody_replays_count_as_considered():
    considered = []

    def likely(points):
        considered.extend(points)
        return [False] * len(points)

    start = {x: Integer(10**9), y: Integer(10**9)}
    assert shrink(start, lambda p: True, likely, most=10) == start
    assert len(considered) == 10
