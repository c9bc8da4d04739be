from fractions import Fraction

import numpy as np
import pytest

from verify.linalg.matrices import MatrixError
from verify.linalg.pseudospectra import (
    kreiss_constant,
    pseudospectral_abscissa,
    resolvent_norm,
    stays_left,
)

SHEAR = [[-1, 4], [0, -1]]


def test_the_resolvent_of_a_normal_matrix_is_the_distance():
    assert resolvent_norm([[0, -1], [1, 0]], 3j).contains(0.5)
    assert not resolvent_norm([[2]], 2).is_finite()


def test_a_normal_matrix_moves_by_epsilon_exactly():
    bounds = pseudospectral_abscissa([[0, -1], [1, 0]], "1/8")
    assert bounds.lower <= Fraction(1, 8) <= bounds.upper
    assert bounds.upper - bounds.lower < Fraction(1, 10**6)


def test_the_bracket_holds_what_a_grid_sees():
    for A in (np.array(SHEAR, dtype=float), np.random.default_rng(0).standard_normal((4, 4))):
        bounds = pseudospectral_abscissa(A, 0.1)
        y = np.linspace(-6, 6, 2001)
        for x, inside in ((float(bounds.lower), True), (float(bounds.upper) + 1e-6, False)):
            z = x + 1j * y
            smallest = np.linalg.svd(z[:, None, None] * np.eye(len(A)) - A, compute_uv=False)[
                :, -1
            ].min()
            assert smallest < 0.1 + 1e-4 if inside else smallest > 0.1


def test_the_line_is_decided_exactly_both_ways():
    # for a diagonal matrix the abscissa is 1 + ε
    assert stays_left([[1, 0], [0, -5]], "1/3", Fraction(4, 3) + Fraction(1, 10**40))
    assert not stays_left([[1, 0], [0, -5]], "1/3", Fraction(4, 3))
    assert not stays_left([[1, 0], [0, -5]], "1/3", 0)


def test_complex_matrices_have_pseudospectra_too():
    bounds = pseudospectral_abscissa([[1j, 0], [0, -1 + 2j]], "1/4")
    assert bounds.lower <= Fraction(1, 4) <= bounds.upper


def test_the_kreiss_constant_is_one_for_contractions_and_more_for_a_transient():
    assert kreiss_constant([[-1, 1], [0, -1]]).upper == 1
    bounds = kreiss_constant(SHEAR)
    assert 1.2 < bounds.lower <= bounds.upper < 1.7
    # a value at a point is a lower bound of the supremum
    x, y = 0.5, 0.0
    value = x / np.linalg.svd((x + 1j * y) * np.eye(2) - np.array(SHEAR), compute_uv=False)[-1]
    assert bounds.upper >= value


def test_the_kreiss_constant_bounds_the_transient_from_below():
    A = np.array([[-1.0, 40.0], [0.0, -1.0]])
    bounds = kreiss_constant(A)
    peak = max(
        np.linalg.norm(np.exp(-t) * np.array([[1.0, 40.0 * t], [0.0, 1.0]]), 2)
        for t in np.linspace(0, 5, 500)
    )
    assert float(bounds.lower) <= peak <= np.e * 2 * float(bounds.upper)


@pytest.mark.parametrize(
    "call",
    [
        lambda: kreiss_constant([[0, 1], [-1, 0]]),
        lambda: kreiss_constant([[1]]),
        lambda: kreiss_constant(SHEAR, 1),
        lambda: pseudospectral_abscissa(SHEAR, 0),
        lambda: pseudospectral_abscissa(SHEAR, -1),
        lambda: stays_left(SHEAR, 1, 1j),
    ],
)
def test_impossible_requests_are_errors(call):
    with pytest.raises(MatrixError):
        call()
