"""True statements are proved for every size; false ones never, and mostly refuted."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sympy import Integer, exp

from tests.symbolic.admissible import admissible
from verify.arithmetic import decide_tree
from verify.effort import QUICK
from verify.logic import Eq, Ge, Gt, Iff, Implies, Le, Lt, Ne, Or
from verify.notation import (
    differential,
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
from verify.symbolic.dimension_free import dimension_free
from verify.symbolic.sized import at_sizes, sizes_of
from verify.verdict import Evidence, Truth, Verdict

n, many = size("n l")
x, f, y, z = vector("x f y z", n)
delta, step = vector("delta Delta", n)
A, B, P, Q = matrix("A B P Q", n)
C = matrix("C", n, size("m"))
h, mu, L, R = real("h mu L R")
i, j, k = index("i j k")
t, d = tokens("x", many, n), tokens("d", many, n)
w, a = weights("w", many), weights("a", many)
eye = identity(n)

symmetric, skew, orthogonal = same(A.T, A), same(A.T, -A), same(A.T * A, eye)
unit = Eq(norm(t[i]), 1)
rows = Eq(total(w[i, j], j), 1)

energy = -total(exp(inner(t[i], P * t[j])), i, j) / 2
slope = differential(energy, t, d)


def general_gradient(i: Any) -> Any:
    ahead = exp(inner(t[i], P * t[k])) * (P * t[k])
    back = exp(inner(t[k], P * t[i])) * (P.T * t[k])
    return -total(ahead + back, k) / 2


def symmetric_gradient(i: Any) -> Any:
    return -total(exp(inner(t[i], P * t[k])) * (P * t[k]), k)


def softmax(i: Any, j: Any) -> Any:
    return exp(inner(t[i], t[j])) / total(exp(inner(t[i], t[k])), k)


IDENTITIES = {
    "the square of a sum": (
        Eq(norm(x + f) ** 2, norm(x) ** 2 + 2 * inner(x, f) + norm(f) ** 2),
    ),
    "parallelogram": (
        Eq(norm(x + f) ** 2 + norm(x - f) ** 2, 2 * norm(x) ** 2 + 2 * norm(f) ** 2),
    ),
    "polarization": (Eq(inner(x, f), (norm(x + f) ** 2 - norm(x - f) ** 2) / 4),),
    "two blocks": (same((eye + h * Q) * (eye + h * P) - (eye + h * (P + Q)), h**2 * Q * P),),
    "the adjoint": (Eq(inner(A * x, f), inner(x, A.T * f)),),
    "the transpose of a product": (same((A * B).T, B.T * A.T),),
    "a skew form vanishes": (Eq(inner(x, A * x), 0), skew),
    "an orthogonal matrix keeps norms": (Eq(norm(A * x), norm(x)), orthogonal),
    "so does its transpose": (Eq(norm(A.T * x), norm(x)), orthogonal),
    "a rectangular adjoint": (Eq(norm(C.T * x) ** 2, inner(x, C * C.T * x)),),
    "symmetric forms swap": (Eq(inner(x, A * f), inner(f, A * x)), symmetric),
    "an eigenvector": (Eq(inner(x, A * f), h * inner(x, f)), same(A * x, h * x), symmetric),
    "a step": (
        Eq(norm(y) ** 2, norm(x) ** 2 + 2 * h * inner(x, A * x) + h**2 * norm(A * x) ** 2),
        same(y, x + h * A * x),
    ),
    "a projector": (same((eye - y * y.T) ** 2, eye - y * y.T), Eq(norm(y), 1)),
    "gradient": (Eq(slope, total(inner(general_gradient(i), d[i]), i)),),
    "gradient for symmetric P": (
        Eq(slope, total(inner(symmetric_gradient(i), d[i]), i)),
        same(P.T, P),
    ),
    "a double sum": (
        Eq(norm(total(a[j] * t[j], j)) ** 2, total(a[i] * a[j] * inner(t[i], t[j]), i, j)),
    ),
    "the variance": (
        Eq(
            total(norm(t[i] - t[j]) ** 2, i, j),
            2 * many * total(norm(t[i]) ** 2, i) - 2 * norm(total(t[i], i)) ** 2,
        ),
    ),
    "a tangent field": (
        Eq(inner(t[i], total(w[i, j] * (t[j] - inner(t[i], t[j]) * t[i]), j)), 0),
        unit,
    ),
    "row sums": (
        same(total(w[i, j] * (t[j] - t[i]), j), total(w[i, j] * t[j], j) - t[i]),
        rows,
    ),
    "softmax rows": (Eq(total(softmax(i, j), j), 1),),
    "unit tokens": (Eq(total(norm(t[i]) ** 2, i), many), unit),
}

INEQUALITIES = {
    "Cauchy-Schwarz": (Le(inner(x, f) ** 2, norm(x) ** 2 * norm(f) ** 2),),
    "Cauchy-Schwarz without squares": (Le(inner(x, f), norm(x) * norm(f)),),
    "triangle": (Le(norm(x + f), norm(x) + norm(f)),),
    "energy": (
        Iff(Le(norm(x + f) ** 2 - norm(x) ** 2, 0), Le(inner(x, f), -(norm(f) ** 2) / 2)),
    ),
    "contraction": (
        Le(norm(delta + h * step) ** 2, (1 - 2 * h * mu + h**2 * L**2) * norm(delta) ** 2),
        Le(inner(delta, step), -mu * norm(delta) ** 2),
        Le(norm(step) ** 2, L**2 * norm(delta) ** 2),
        Gt(h, 0),
    ),
    "dissipation": (
        Le(norm(x + h * A * x) ** 2, norm(x) ** 2 + h**2 * norm(A * x) ** 2),
        Le(inner(x, A * x), 0),
        Gt(h, 0),
    ),
    "zero": (Iff(same(x, zero(n)), Eq(norm(x), 0)),),
    "Pythagoras": (Iff(Eq(inner(x, f), 0), Eq(norm(x + f) ** 2, norm(x) ** 2 + norm(f) ** 2)),),
    "a projection": (
        Eq(inner(x - inner(x, f) / inner(f, f) * f, f), 0),
        Ne(f, zero(n)),
    ),
    "sums of squares": (Ge(total(a[i] ** 2, i), 0),),
    "Cauchy-Schwarz for every token": (
        Le(total(inner(t[i], f) ** 2, i), total(norm(t[i]) ** 2 * norm(f) ** 2, i)),
    ),
    "a softmax is positive": (Gt(total(exp(inner(t[i], t[j])), i, j), 0),),
}

positive, averaged, short = Ge(a[i], 0), Eq(total(a[i], i), 1), Le(norm(t[i]), R)
in_the_ball = (positive, averaged, short)
double = total(a[j] * a[k] * inner(t[j], t[k]), j, k)

# The attention output is no longer than the longest value, for every number of tokens.
HULL = {
    "the square of an average": (Eq(norm(total(a[j] * t[j], j)) ** 2, double), *in_the_ball),
    "each product is at most R²": (
        Le(double, total(a[j] * a[k] * R**2, j, k)),
        *in_the_ball,
    ),
    "the weights add up": (Eq(total(a[j] * a[k] * R**2, j, k), R**2), *in_the_ball),
}

LIES = {
    "products are at most R² for any weights": (
        Le(double, total(a[j] * a[k] * R**2, j, k)),
        averaged,
        short,
    ),
    "products are below R²": (Lt(double, total(a[j] * a[k] * R**2, j, k)), *in_the_ball),
    "a sum of squares is positive": (Gt(total(a[i] ** 2, i), 0),),
    "a form vanishes without skewness": (Eq(inner(x, A * x), 0),),
    "a symmetric form vanishes": (Eq(inner(x, A * x), 0), symmetric),
    "matrices commute": (same(A * B, B * A),),
    "symmetric matrices commute": (same(A * B, B * A), symmetric, same(B.T, B)),
    "transposes keep the order": (same((A * B).T, A.T * B.T),),
    "a matrix is its transpose": (same(A.T, A),),
    "norms add": (Eq(norm(x + f), norm(x) + norm(f)),),
    "half of Cauchy-Schwarz": (Le(2 * inner(x, f) ** 2, norm(x) ** 2 * norm(f) ** 2),),
    "orthogonal matrices are the identity": (Eq(inner(A * x, f), inner(x, f)), orthogonal),
    "a strict triangle": (Lt(norm(x + f), norm(x) + norm(f)),),
    "every norm is 1": (Eq(norm(x), 1),),
    "the factor 1/2 forgotten": (
        Iff(Le(norm(x + f) ** 2 - norm(x) ** 2, 0), Le(inner(x, f), -(norm(f) ** 2))),
    ),
    "an obtuse step shrinks": (
        Implies(Le(inner(x, f), 0), Le(norm(x + f) ** 2 - norm(x) ** 2, 0)),
    ),
    "contraction for any step": (
        Le(norm(delta + h * step) ** 2, (1 - 2 * h * mu + h**2 * L**2) * norm(delta) ** 2),
        Le(inner(delta, step), -mu * norm(delta) ** 2),
        Le(norm(step) ** 2, L**2 * norm(delta) ** 2),
    ),
    "the transpose forgotten": (Eq(slope, total(inner(symmetric_gradient(i), d[i]), i)),),
    "half the gradient": (
        Eq(slope, total(inner(symmetric_gradient(i), d[i]), i) / 2),
        same(P.T, P),
    ),
    "the sign of the gradient": (Eq(slope, -total(inner(general_gradient(i), d[i]), i)),),
    "columns add up": (Eq(total(w[i, j], i), 1), rows),
    "the diagonal adds up": (Eq(total(w[j, j], j), 1), rows),
    "row sums for columns": (
        same(total(w[j, i] * (t[j] - t[i]), j), total(w[j, i] * t[j], j) - t[i]),
        rows,
    ),
    "softmax columns": (Eq(total(softmax(j, i), j), 1),),
    "tangent off the sphere": (
        Eq(inner(t[i], total(w[i, j] * (t[j] - inner(t[i], t[j]) * t[i]), j)), 0),
    ),
    "one token too many": (Eq(total(norm(t[i]) ** 2, i), many + 1), unit),
    "a square of a sum is the sum of squares": (Eq(total(a[i], i) ** 2, total(a[i] ** 2, i)),),
}


def answer(says: Any, *given: Any) -> Evidence:
    return dimension_free(obligation(says, *given), QUICK)


def obligation(says: Any, *given: Any) -> Obligation:
    premises = tuple(Premise(f"premise {k}", tree) for k, tree in enumerate(given))
    return Obligation(says, premises)


@pytest.mark.parametrize("name", [*IDENTITIES, *INEQUALITIES, *HULL])
def test_a_true_statement_is_proved_for_every_size(name: str) -> None:
    found = answer(*(IDENTITIES | INEQUALITIES | HULL)[name])
    assert found.verdict is Verdict.PROVED, found.because
    assert found.scope == "every size"
    assert found.steps


@pytest.mark.parametrize("name", LIES)
def test_a_false_statement_is_refuted_by_a_replayed_point(name: str) -> None:
    found = answer(*LIES[name])
    assert found.verdict is Verdict.REFUTED, found.because
    assert found.witness is not None
    assert found.witness.replayed
    assert found.witness.values


@pytest.mark.parametrize("name", IDENTITIES)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_proved_identity_holds_at_random_integers(name: str, count: int) -> None:
    says, *given = IDENTITIES[name]
    whole = obligation(says, *given)
    sized = at_sizes(whole, dict.fromkeys(sizes_of(whole), count))
    point = admissible(sized, np.random.default_rng(count))
    assert decide_tree(sized.says, point, 512).truth is not Truth.FALSE


@pytest.mark.parametrize("name", ["the square of a sum", "parallelogram", "two blocks"])
@pytest.mark.parametrize("count", [4, 5])
def test_a_proved_polynomial_identity_holds_exactly_at_larger_sizes(
    name: str, count: int
) -> None:
    sized = at_sizes(obligation(*IDENTITIES[name]), {n: count})
    generator = np.random.default_rng(count)
    point = {s: Integer(int(generator.integers(-5, 6))) for s in sized.letters()}
    assert decide_tree(sized.says, point, 512).truth is Truth.TRUE


def test_matrices_of_size_one_commute() -> None:
    sized = at_sizes(obligation(same(A * B, B * A)), {n: 1})
    point = {s: Integer(k + 2) for k, s in enumerate(sized.letters())}
    assert decide_tree(sized.says, point, 512).truth is Truth.TRUE


def test_a_quotient_that_may_be_undefined_is_not_proved() -> None:
    found = answer(Eq(inner(x - inner(x, f) / inner(f, f) * f, f), 0))
    assert found.verdict is Verdict.UNDECIDED
    assert "has no value without it" in found.because


def test_a_quotient_inside_a_sum_needs_an_evidently_positive_divisor() -> None:
    found = answer(Eq(total(a[i] / a[i] ** 2, i), total(1 / a[i], i)))
    assert found.verdict is Verdict.UNDECIDED
    assert "may have no value" in found.because


def test_a_premise_for_every_index_is_not_caught_by_a_sum() -> None:
    # From Σ_j w[i, j] = 1 for every i follows nothing about Σ_j w[j, j].
    found = answer(Eq(total(w[j, j], j), 1), rows, Eq(a[j], 0))
    assert found.verdict is Verdict.REFUTED


def test_an_antecedent_speaks_of_its_own_index_only() -> None:
    # Not: if one token is zero, every token is.
    found = answer(Implies(Eq(norm(t[i]), 0), Eq(norm(t[j]), 0)))
    assert found.verdict is Verdict.REFUTED


def test_contradictory_premises_prove_anything_and_are_the_guards_business() -> None:
    found = answer(Eq(norm(x), 1), same(x, zero(n)), Eq(norm(x), 2))
    assert found.verdict is not Verdict.REFUTED


def test_a_matrix_equation_under_or_is_undecided() -> None:
    found = answer(Or(same(A, B), Gt(norm(x) ** 2, -1), Lt(h, 0)))
    assert found.verdict is not Verdict.REFUTED


def test_more_vectors_than_dimensions_change_nothing_about_a_proof() -> None:
    u, v, s = vector("u v s", 2)
    found = answer(Le(inner(u, v) ** 2, norm(u) ** 2 * norm(v) ** 2), Ge(norm(s), 0))
    assert found.verdict is Verdict.PROVED


def test_a_closed_identity_records_the_normal_form_of_both_sides() -> None:
    found = answer(*IDENTITIES["the square of a sum"])
    assert found.steps[0].identity == "both sides come to ⟨f, f⟩ + 2*⟨f, x⟩ + ⟨x, x⟩"
    found = answer(*IDENTITIES["two blocks"])
    assert "test vectors" in found.steps[0].identity


def test_a_witness_is_kept_in_coordinates_and_read_as_vectors() -> None:
    found = answer(Le(norm(x + f), norm(x)))
    assert found.witness is not None
    assert {name.split("[")[0] for name in found.witness.values} == {"x", "f"}
    assert all("[" in name for name in found.witness.values)
    assert " = (" in found.because
    assert found.witness.size.startswith("n = ")
