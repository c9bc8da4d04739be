from fractions import Fraction

import flint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.linalg.polynomials import (
    Count,
    half_plane,
    roots,
    routh_hurwitz,
    schur_cohn,
    unit_disc,
)


def polynomial(*coefficients):
    return flint.fmpz_poly(list(coefficients))


def product(*factors):
    result = flint.fmpz_poly([1])
    for factor in factors:
        result = result * factor
    return result


X2_PLUS_1 = polynomial(1, 0, 1)


def test_roots_come_once_with_their_multiplicity():
    p = product(X2_PLUS_1, X2_PLUS_1, polynomial(3, 1))
    found = roots(p, 64)
    assert sorted(r.multiplicity for r in found) == [1, 2, 2]
    assert [r.rational for r in found if r.rational is not None] == [Fraction(-3)]


def test_a_root_near_an_integer_is_not_called_that_integer():
    p = polynomial(10**60 - 1, -(10**60))  # 10^60 (1 - x) - 1
    assert roots(p, 64)[0].rational is None


def test_roots_on_the_axis_are_counted_exactly():
    p = product(polynomial(0, 1), X2_PLUS_1, polynomial(-4, 0, 1), polynomial(5, 1))
    assert half_plane(p) == Count(2, 3, 1)
    assert half_plane(product(p, p)) == Count(4, 6, 2)


def test_a_quadruple_symmetric_to_the_axis_is_not_on_it():
    p = polynomial(4, 0, 0, 0, 1)  # x^4 + 4: roots ±1 ± i
    assert half_plane(p) == Count(2, 0, 2)


def test_a_root_a_hair_from_the_axis_is_decided():
    hair = 10**300
    assert half_plane(polynomial(1, hair)) == Count(1, 0, 0)
    assert half_plane(polynomial(-1, hair)) == Count(0, 0, 1)
    assert routh_hurwitz(polynomial(1, hair))
    assert not routh_hurwitz(polynomial(-1, hair))


def test_roots_on_the_circle_are_counted_exactly():
    p = product(X2_PLUS_1, polynomial(1, 1), polynomial(-1, 2), polynomial(-3, 1))
    assert unit_disc(p) == Count(1, 3, 1)
    reciprocal = polynomial(1, -3, 1)  # golden pair: inside and outside, product 1
    assert unit_disc(reciprocal) == Count(1, 0, 1)


def test_one_unit_inside_the_circle_is_inside():
    big = 10**40
    assert schur_cohn(polynomial(-(big - 1), big))
    assert not schur_cohn(polynomial(-big, big))
    assert unit_disc(polynomial(-big - 1, big)) == Count(0, 0, 1)


@pytest.mark.parametrize("test", [half_plane, unit_disc, routh_hurwitz, schur_cohn])
def test_the_zero_polynomial_is_an_error(test):
    with pytest.raises(ValueError, match="zero polynomial"):
        test(flint.fmpz_poly([]))


factors = st.lists(
    st.lists(st.integers(-6, 6), min_size=2, max_size=4).filter(lambda c: c[-1] != 0),
    min_size=1,
    max_size=4,
)


@given(factors)
def test_routh_agrees_with_the_count_of_half_planes(lists):
    p = product(*(flint.fmpz_poly(c) for c in lists))
    count = half_plane(p)
    assert count.inside + count.boundary + count.outside == p.degree()
    assert routh_hurwitz(p) == (count.inside == p.degree())


@given(factors)
def test_schur_cohn_agrees_with_the_count_of_the_disc(lists):
    p = product(*(flint.fmpz_poly(c) for c in lists))
    count = unit_disc(p)
    assert count.inside + count.boundary + count.outside == p.degree()
    assert schur_cohn(p) == (count.inside == p.degree())


@given(factors)
def test_half_planes_agree_with_the_factors(lists):
    p = product(*(flint.fmpz_poly(c) for c in lists))
    parts = [half_plane(flint.fmpz_poly(c)) for c in lists]
    whole = half_plane(p)
    assert whole.boundary == sum(part.boundary for part in parts)
    assert whole.outside == sum(part.outside for part in parts)
