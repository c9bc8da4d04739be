"""Pieces: integer similarities are exact and dense, rationals stay small."""

import flint
import numpy as np
import pytest

from verify.ensembles.building import (
    exact_product,
    fraction,
    grid,
    mixed,
    nonzero,
    positive,
    rational_orthogonal,
    unimodular,
)
from verify.ensembles.ensemble import EnsembleError
from verify.ensembles.structure import scalar


def die(seed):
    dice = np.random.default_rng(seed)
    return lambda low, high: int(dice.integers(low, high + 1))


def test_unimodular_matrices_have_determinant_one():
    for seed in range(5):
        assert unimodular(die(seed), 5).det() == 1


def test_rational_orthogonal_matrices_are_orthogonal():
    for seed in range(5):
        Q = rational_orthogonal(die(seed), 4)
        assert Q.transpose() * Q == scalar(1, 4)


def test_rationals_keep_their_ranges():
    throw = die(0)
    for _ in range(200):
        assert abs(fraction(throw)) <= 8
        assert flint.fmpq(1, 8) <= positive(throw) <= 8
        assert nonzero(throw) != 0


def test_mixing_keeps_the_characteristic_polynomial_exactly():
    A = np.diag(np.arange(1.0, 9.0))[None]
    B = mixed(np.random.default_rng(0), A)[0]
    polynomial = flint.fmpz_mat([[int(x) for x in row] for row in B]).charpoly()
    expected = flint.fmpz_poly([1])
    for k in range(1, 9):
        expected *= flint.fmpz_poly([-k, 1])
    assert polynomial == expected
    assert (B != 0).mean() > 0.9
    assert ((B != 0).sum(axis=1) > 1).all()


def test_matrices_of_one_draw_share_their_similarity():
    A = np.random.default_rng(1).integers(-3, 4, (4, 2, 5, 5)).astype(float)
    B = mixed(np.random.default_rng(2), A)
    product = mixed(np.random.default_rng(2), A[:, 0] @ A[:, 1])
    assert np.array_equal(B[:, 0] @ B[:, 1], product)


def test_integers_beyond_the_floats_are_an_error_and_not_rounded():
    with pytest.raises(EnsembleError, match="2\\^53"):
        exact_product(np.full((1, 2, 2), 2.0**30), np.full((1, 2, 2), 2.0**30))


def test_products_on_the_grid_are_exact():
    x, y = grid(np.random.default_rng(0), (2, 500))
    assert all(
        a.as_integer_ratio()[1] <= 2**16 and abs(a) < 2**6 for a in (float(v) for v in x)
    )
    scaled = (x * 2**16).astype(np.int64) * (y * 2**16).astype(np.int64)
    assert np.array_equal((x * y) * 2.0**32, scaled.astype(float))
