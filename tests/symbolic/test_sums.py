"""Sums over indices: ranges, scopes, and derivatives in a direction."""

from __future__ import annotations

import pytest
import sympy
from sympy import Integer, exp

from verify.errors import ClaimError
from verify.logic import Eq
from verify.notation import (
    differential,
    index,
    inner,
    matrix,
    norm,
    real,
    size,
    tokens,
    total,
    vector,
    weights,
)
from verify.symbolic.sums import apart, free_indices

n, many, other = size("n l k")
i, j = index("i j")
x, d = tokens("x", many, n), tokens("d", many, n)
w = weights("w", many)
A = matrix("A", n)
u, v = vector("u v", n)


def test_a_sum_takes_its_range_from_the_families() -> None:
    assert total(inner(x[i], x[j]), i, j).free_symbols == {n, many}
    assert total(w[i, j] * x[j], j).shape == (n, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: total(real("h"), i),
        lambda: total(w[i] * weights("a", other)[i], i),
        lambda: total(w[i]),
        lambda: x[2],
        lambda: x[0],
        lambda: tokens("y", 3, n)[4],
        lambda: differential(inner(x[i], u), x, tokens("d", other, n)),
        lambda: differential(inner(x[i], u), x, v),
    ],
)
def test_a_sum_or_place_without_a_range_is_an_error(wrong: object) -> None:
    with pytest.raises(ClaimError, match=r"Write|Use|use"):
        wrong()  # type: ignore[operator]


def test_an_index_is_free_outside_its_sum_only() -> None:
    assert free_indices(total(w[i, j] * x[j], j)) == {i: many}
    assert free_indices(Eq(total(w[i], i), w[j])) == {j: many}


def test_summed_indices_are_set_apart_from_free_ones_of_the_same_name() -> None:
    tree = total(w[i], i) * w[i]
    moved = apart(tree, "u").xreplace({i: j})
    assert free_indices(moved) == {j: many}
    assert moved.xreplace({j: i}).has(w[i])
    nested = total(total(w[i], i) * w[i], i)
    assert free_indices(apart(nested, "u")) == {}
    inside = apart(total(w[i, j], j), "u").xreplace({i: j})
    assert free_indices(inside) == {j: many}


def test_sums_print_like_a_paper() -> None:
    assert str(total(w[i, j] * x[j], j)) == "Σ_j w[i, j]*x[j]"
    assert str(total(norm(x[i] + u), i)) == "Σ_i (‖x[i] + u‖)"
    assert r"\sum_{i,j}" in sympy.latex(total(inner(x[i], A * x[j]), i, j))


def test_the_derivative_of_a_square_norm() -> None:
    assert differential(norm(u) ** 2, u, v) == 2 * inner(u, v)
    assert differential(inner(u, A * u), u, v) == inner(u, A * v) + inner(v, A * u)
    assert differential(A * u, u, v) == A * v
    assert differential(inner(u, u), v, u) == 0


def test_the_derivative_of_an_exponential_sum_is_not_zero() -> None:
    energy = total(exp(inner(x[i], A * x[j])), i, j)
    slope = differential(energy, x, d)
    assert slope != Integer(0)
    assert slope.has(exp)
