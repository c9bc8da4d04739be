from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from sympy import Rational, sqrt

from verify.notation import real
from verify.search.rational import candidates, exact, height, point_of, roundings, simpler

x, y = real("x y")
FLOATS = st.floats(-1e6, 1e6, allow_subnormal=False)


@given(FLOATS)
def test_roundings_are_the_nearest_fractions_with_small_denominators(u):
    found = {Fraction(*row[0]) for row in roundings([u])}
    assert {Fraction(u).limit_denominator(most) for most in (1, 3, 8, 64, 10**6)} <= found
    assert Fraction(u) in found


def test_a_row_of_roundings_is_read_as_a_point():
    assert point_of([x, y], ((1, 3), (-2, 1))) == {x: Rational(1, 3), y: Rational(-2)}


@given(FLOATS, FLOATS)
def test_the_last_candidate_is_the_float_itself(u, v):
    *_, last = candidates({x: u, y: v})
    assert last == {x: exact(Fraction(u)), y: exact(Fraction(v))}


def test_candidates_start_simple():
    found = list(candidates({x: 0.3333333, y: 1.9999999}))
    assert found[0] == {x: 0, y: 2}
    assert {x: Rational(1, 3), y: Rational(2)} in found[:6]


@given(st.fractions(max_denominator=1000))
def test_simpler_numbers_are_simpler(value):
    number = exact(value)
    assert all(height(easier) < height(number) for easier in simpler(number))


def test_an_irrational_number_has_no_simpler_ones():
    assert list(simpler(sqrt(2))) == []
