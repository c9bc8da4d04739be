"""The ensembles as Hypothesis strategies: certified, shrinking, honest about sizes."""

import numpy as np
import pytest
import sympy
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from tests.ensembles.catalogue import ALL, RATIONAL
from verify.ensembles import EnsembleError, hadamard, hurwitz, normal, skew, spd
from verify.ensembles.strategies import exact_matrices, float_matrices

QUIET = settings(
    database=None,
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@given(st.data())
@QUIET
def test_exact_strategies_draw_certified_matrices(data):
    ensemble = data.draw(st.sampled_from(RATIONAL))
    matrix = data.draw(exact_matrices(ensemble))
    assert ensemble.certificate(matrix).distance == 0


@given(st.data())
@QUIET
def test_float_strategies_draw_certified_matrices(data):
    ensemble = data.draw(st.sampled_from(ALL))
    matrix = data.draw(float_matrices(ensemble))
    assert ensemble.certificate(matrix)


def test_a_failure_shrinks_to_the_smallest_matrix():
    smallest = find(exact_matrices(skew), lambda A: any(A), settings=QUIET)
    assert smallest == sympy.Matrix([[0, -1], [1, 0]])


def test_the_strategy_finds_that_hurwitz_matrices_may_push_outwards():
    A = find(
        exact_matrices(hurwitz, min_size=2, max_size=2),
        lambda A: (A + A.T).det() < 0,
        settings=settings(QUIET, max_examples=2000),
    )
    assert A.shape == (2, 2)
    assert hurwitz.certificate(A)


def test_normal_matrices_of_one_row_come_out_when_asked_for():
    assert find(exact_matrices(normal, max_size=1), lambda A: True, settings=QUIET).shape == (
        1,
        1,
    )


@pytest.mark.parametrize("strategy", [exact_matrices, float_matrices])
def test_sizes_that_an_ensemble_has_not_are_an_error(strategy):
    with pytest.raises(EnsembleError, match=r"no matrix of size 5 to 7.*1, 2, 4, 8"):
        strategy(hadamard, 5, 7)
    with pytest.raises(EnsembleError, match="no matrix of size 4 to 3"):
        strategy(spd(3), 4, 3)


def test_float_draws_are_arrays():
    draw = find(float_matrices(skew, 3, 3), lambda A: True, settings=QUIET)
    assert isinstance(draw, np.ndarray)
    assert draw.shape == (3, 3)
