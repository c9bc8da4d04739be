"""Patterns: given polynomials, Grcar, uniform stochastic rows, commuting pairs."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from tests.ensembles.statistics import law_agrees
from verify.ensembles import (
    EnsembleError,
    commuting_pairs,
    companion,
    companion_of,
    grcar,
    hadamard,
    rank_one,
    row_stochastic,
    toeplitz,
)
from verify.linalg.matrices import MatrixError


def test_a_companion_matrix_has_the_given_characteristic_polynomial():
    x = sympy.Symbol("x")
    A = companion_of([6, -5, Fraction(1, 3)]).exact(3, 0)
    assert A.charpoly(x).as_expr() == x**3 + x**2 / 3 - 5 * x + 6


def test_a_companion_matrix_of_another_polynomial_is_rejected():
    ensemble = companion_of([1, 2, 3])
    A = ensemble.draw(1, 3, 0)[0]
    assert ensemble.certificate(A)
    A[1, 2] = np.nextafter(A[1, 2], 0)
    assert not ensemble.certificate(A)
    assert companion.certificate(A)


def test_an_entry_outside_the_pattern_is_not_companion():
    A = companion.draw(1, 4, 0)[0]
    A[0, 1] = 1e-300
    assert not companion.certificate(A)
    assert not companion.certificate(companion.draw(1, 4, 0)[0].T)


def test_coefficients_that_floats_would_round_are_drawn_exactly_or_not_at_all():
    ensemble = companion_of([Fraction(1, 3), 1])
    assert ensemble.certificate(ensemble.exact(2, 0))
    with pytest.raises(EnsembleError, match="exact draws"):
        ensemble.draw(1, 2, 0)


def test_bad_coefficients_are_an_error():
    with pytest.raises(MatrixError, match="coefficient"):
        companion_of([0.5, 1])
    with pytest.raises(EnsembleError, match="coefficients"):
        companion_of([])


def test_grcar_is_the_published_matrix():
    expected = [[1, 1, 1, 1, 0], [-1, 1, 1, 1, 1], [0, -1, 1, 1, 1]]
    A = grcar().draw(2, 5, 0)
    assert np.array_equal(A[1, :3], expected)
    assert toeplitz.certificate(A[0])
    assert not grcar(2).certificate(A[0])
    with pytest.raises(EnsembleError, match="superdiagonals"):
        grcar(-1)


def test_stochastic_rows_are_uniform_on_the_simplex():
    S = row_stochastic.draw(4000, 4, seed=1)
    for entry in (S[:, 0, 0], S[:, 3, 2]):
        assert law_agrees(entry, lambda s: 1 - (1 - s) ** 3)
    assert (S.sum(axis=2) == 1).all()


def test_normalized_absolute_values_are_not_uniform_on_the_simplex():
    G = np.abs(np.random.default_rng(1).standard_normal((4000, 4)))
    assert not law_agrees((G / G.sum(axis=1, keepdims=True))[:, 0], lambda s: 1 - (1 - s) ** 3)


def test_a_softmax_is_stochastic_up_to_rounding_only():
    weights = np.exp(np.random.default_rng(0).standard_normal((50, 7, 7)))
    rows = weights / weights.sum(axis=2, keepdims=True)
    assert not all(row_stochastic.certificate(S) for S in rows)


def test_hadamard_draws_differ():
    draws = hadamard.draw(10, 8, seed=0)
    assert len({H.tobytes() for H in draws}) == 10


def test_commuting_pairs_are_not_only_multiples_of_one_another():
    pairs = commuting_pairs.draw(20, 4, seed=0)
    ranks = {np.linalg.matrix_rank(pair.reshape(2, -1)) for pair in pairs}
    assert 2 in ranks
    shuffled = (pairs[0, 0], pairs[1, 1])
    assert not commuting_pairs.certificate(shuffled)


def test_rank_one_draws_are_not_zero():
    assert all(A.any() for A in rank_one.draw(50, 1, seed=0))
