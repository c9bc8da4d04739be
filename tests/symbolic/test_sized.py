"""Abstract statements in coordinates, against plain NumPy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import sympy
from sympy import Integer, Symbol, exp

from verify.arithmetic import decide_tree
from verify.effort import QUICK
from verify.errors import ClaimError
from verify.instances import in_coordinates
from verify.logic import Eq, Gt, Implies, Ne, relations
from verify.notation import (
    identity,
    index,
    inner,
    matrix,
    norm,
    real,
    same,
    size,
    tokens,
    total,
    vector,
    weights,
    zero,
)
from verify.obligation import Obligation, Premise
from verify.search.route import points
from verify.symbolic.sized import at_sizes, grouped, sizes_of
from verify.verdict import Truth, Verdict

n, many = size("n l")
x, f = vector("x f", n)
A = matrix("A", n)
C = matrix("C", n, 2)
t, w = tokens("t", many, n), weights("w", many)
i, j, k = index("i j k")
h = real("h")


def letter(name: str) -> Symbol:
    return Symbol(name, real=True)


def number(expression: Any, sizes: dict[Any, int], values: dict[str, Any]) -> float:
    """Return an abstract number in floats, through its coordinates."""
    sized = at_sizes(Obligation(Eq(expression, 0)), sizes)
    point = {s: _entry(s.name, values) for s in sized.letters()}
    return float(sized.says.lhs.subs(point))


def _entry(name: str, values: dict[str, Any]) -> Any:
    stem, _, rest = name.partition("[")
    place = tuple(int(p) - 1 for p in rest.rstrip("]").split(",")) if rest else ()
    return Integer(int(np.asarray(values[stem])[place]))


@pytest.fixture
def values() -> dict[str, Any]:
    draw = np.random.default_rng(7)
    shapes = {"x": 3, "f": 3, "A": (3, 3), "t": (2, 3), "w": (2, 2), "C": (3, 2), "h": ()}
    return {name: draw.integers(-2, 3, shape) for name, shape in shapes.items()}


def test_numbers_agree_with_numpy(values: dict[str, Any]) -> None:
    X, F, M, T, W, K = (values[name] for name in "xfAtwC")
    sizes = {n: 3, many: 2}
    cases = [
        (inner(x, A * f), X @ M @ F),
        (inner(A.T * x, f - 2 * x), (M.T @ X) @ (F - 2 * X)),
        (norm(x + h * f) ** 2, np.sum((X + values["h"] * F) ** 2)),
        (
            inner((identity(n) + A) ** 2 * x, f),
            np.linalg.matrix_power(np.eye(3) + M, 2) @ X @ F,
        ),
        (inner(x * f.T * x, f), (F @ X) * (X @ F)),
        (norm(C.T * x) ** 2, np.sum((K.T @ X) ** 2)),
        (total(w[i, j] * inner(t[i], t[j]), i, j), np.sum(W * (T @ T.T))),
        (norm(total(w[1, j] * t[j], j)) ** 2, np.sum((W[0] @ T) ** 2)),
        (total(exp(inner(t[i], A * t[j])), i, j) / 100, np.sum(np.exp(T @ M @ T.T)) / 100),
        (n * inner(x, x) + many, 3 * X @ X + 2),
    ]
    for expression, expected in cases:
        assert number(expression, sizes, values) == pytest.approx(float(expected), rel=1e-12)


def test_equations_become_coordinates() -> None:
    sized = at_sizes(Obligation(same(A.T, -A)), {n: 2})
    assert Eq(letter("A[1,2]"), -letter("A[2,1]")) in set(relations(sized.says))
    assert len(list(relations(sized.says))) == 4


def test_unequal_vectors_differ_somewhere() -> None:
    sized = at_sizes(Obligation(Ne(x, zero(n))), {n: 2})
    assert isinstance(sized.says, sympy.Or)
    assert list(relations(sized.says)) == [Ne(letter("x[1]"), 0), Ne(letter("x[2]"), 0)]


def test_a_free_index_speaks_of_every_value() -> None:
    premise = Premise("unit", Eq(norm(t[i]), 1))
    says = Implies(Gt(inner(t[i], t[j]), 0), Gt(inner(t[j], t[i]), 0))
    sized = at_sizes(Obligation(says, (premise,)), {n: 1, many: 3})
    assert len(sized.says.args) == 9
    assert len(sized.given[0].says.args) == 3


def test_premises_definitions_and_parts_come_along() -> None:
    s = real("s")
    whole = Obligation(Gt(s, 0), (Premise("p", Ne(x, zero(n))),), {s: inner(x, x)}, "line 1")
    sized = at_sizes(whole, {n: 1})
    assert sized.says == Gt(letter("x[1]") ** 2, 0)
    assert (sized.part, sized.where, sized.sizes) == ("line 1", {}, {})


def test_the_sizes_left_open_are_listed() -> None:
    whole = Obligation(Eq(total(norm(t[i]), i), h))
    assert sizes_of(whole) == [many, n]
    assert sizes_of(at_sizes(whole, {n: 1, many: 1})) == []


def test_a_size_without_a_value_is_an_error() -> None:
    with pytest.raises(ClaimError, match="size n has no value"):
        at_sizes(Obligation(Eq(norm(x), 1)), {})


def test_two_things_of_one_name_are_an_error() -> None:
    with pytest.raises(ClaimError, match="x names two different things"):
        at_sizes(Obligation(Eq(norm(x), norm(vector("x", 2)))), {n: 2})


def test_coordinates_group_back_into_vectors() -> None:
    flat = {
        "x[1]": "1",
        "x[2]": "0",
        "A[1,1]": "1",
        "A[1,2]": "2",
        "A[2,1]": "0",
        "A[2,2]": "3",
    }
    assert grouped(flat | {"h": "1/2"}) == {"x": "(1, 0)", "A": "[[1, 2], [0, 3]]", "h": "1/2"}


@pytest.mark.parametrize(
    ("says", "where"),
    [
        (Eq(total(w[i], i) / total(w[j], j), 1), 0),
        (Eq(total(w[i], i) / total(w[j], j) ** 3 * total(w[j], j) ** 2, 1), 0),
        (Eq(total(total(w[i], i) / total(w[j], j) * w[k], k), total(w[i], i)), 0),
        (Eq(sympy.sqrt(total(w[i], i)) * sympy.sqrt(total(w[j], j)), total(w[i], i)), -2),
        (Eq(sympy.log(total(w[i], i)) - sympy.log(total(w[j], j)), 0), -2),
        (Eq(inner(x, x) / norm(x), norm(x)), None),
    ],
)
def test_what_cancels_at_a_size_leaves_the_points_without_a_value(
    says: Any, where: Any
) -> None:
    sized = at_sizes(Obligation(says), {n: 2, many: 2})
    for value, truth in ((where, Truth.UNKNOWN), (1, Truth.TRUE)):
        row = [Integer(value), Integer(0)] if value is not None else [Integer(0)] * 2
        point = dict(zip(sized.letters(), row, strict=True))
        assert decide_tree(sized.says, point).truth is truth


def test_what_cancels_is_not_proved_either() -> None:
    says = Eq(total(w[i], i) / total(w[j], j), 1)
    listed = Obligation(says, sizes={many: (1, 2)})
    assert in_coordinates(listed, QUICK).verdict is Verdict.UNDECIDED
    assert points(listed, QUICK).verdict is Verdict.UNDECIDED
    nonzero = Premise("the sum is not 0", Ne(total(w[i], i), 0))
    assert in_coordinates(replace(listed, given=(nonzero,)), QUICK).verdict is Verdict.PROVED


def test_a_denominator_that_stays_or_is_positive_adds_nothing() -> None:
    for says in (
        Eq(1 / total(w[i], i), h),
        Eq(total(exp(w[i]), i) / total(exp(w[j]), j), 1),
        Eq(total(w[i], i) / total(w[j], j) ** 2, h),
    ):
        assert isinstance(at_sizes(Obligation(says), {many: 2}).says, sympy.Equality)


def test_a_number_is_shown_apart_from_a_family_of_its_name():
    assert grouped({"w": "2", "w[1]": "0", "w[2]": "1"}) == {"w": "2", "w[]": "(0, 1)"}
