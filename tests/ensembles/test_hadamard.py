"""Hadamard matrices of every order that is built."""

import numpy as np
import pytest

from verify.ensembles.hadamard import hadamard_matrix, missing_order


@pytest.mark.parametrize("n", [n for n in range(1, 101) if not missing_order(n)])
def test_rows_are_orthogonal_signs(n):
    H = hadamard_matrix(n)
    assert set(np.unique(H)) <= {-1.0, 1.0}
    assert np.array_equal(H @ H.T, n * np.eye(n))


def test_the_orders_up_to_64_are_all_but_a_few():
    multiples = {1, 2, *range(4, 65, 4)}
    assert multiples - {n for n in range(1, 65) if not missing_order(n)} == {52}


@pytest.mark.parametrize("n", [3, 5, 6, 7, 10, 14])
def test_an_order_that_cannot_exist_is_told_apart_from_one_not_built(n):
    assert "multiple of 4" in missing_order(n)
    assert "No construction" in missing_order(52)
