"""Relations between a spectral quantity and a number, against floats where floats are sure."""

from __future__ import annotations

import numpy as np
import pytest
import sympy
from sympy import Rational

from verify import (
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    abscissa,
    array,
    expm,
    inverse,
    lognorm2,
    matrix,
    norm2,
    radius,
    real,
)
from verify.arithmetic import decide_tree
from verify.obligation import Obligation
from verify.symbolic.sized import at_sizes
from verify.verdict import Truth

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
x = real("x")
TURN = array([[0, 1], [-1, 0]])
JORDAN = array([[-1, 1], [0, -1]])
FIBONACCI = array([[1, 1], [1, 0]])  # symmetric: (1 + sqrt(5))/2
ROOT = sympy.GoldenRatio


def decided(statement, point=None):
    whole = at_sizes(Obligation(statement), {}).says
    return decide_tree(whole, point or {}, 512)


@pytest.mark.parametrize(
    ("statement", "truth"),
    [
        (Lt(abscissa(TURN), 0), FALSE),
        (Le(abscissa(TURN), 0), TRUE),
        (Eq(abscissa(TURN), 0), TRUE),
        (Lt(radius(TURN), 1), FALSE),
        (Le(radius(TURN) ** 2, 1), TRUE),
        (Ne(radius(TURN), 1), FALSE),
        (Le(norm2(TURN), 1), TRUE),
        (Lt(2 * norm2(TURN) - 2, 0), FALSE),
        (Ge(-lognorm2(TURN), 0), TRUE),
        (Gt(lognorm2(JORDAN), Rational(-1, 2)), FALSE),
        (Eq(lognorm2(JORDAN), Rational(-1, 2)), TRUE),
        (Lt(norm2(TURN), -1), FALSE),
        (Gt(radius(TURN), -1), TRUE),
        (Gt(radius(array([[0, 1], [0, 0]])), 0), FALSE),
        (Eq(norm2(inverse(TURN)), 1), TRUE),
        (Eq(norm2(expm(array([[0, 0], [0, 0]]))), 1), TRUE),
        (Lt(norm2(FIBONACCI) ** 2, 3), TRUE),
    ],
    ids=str,
)
def test_a_tie_is_decided_and_so_is_everything_near(statement, truth):
    assert decided(statement).truth is truth


@pytest.mark.parametrize("sign", [1, -1])
def test_a_hair_on_either_side_of_the_axis_is_told(sign):
    hair = sign * Rational(1, 2**200)
    A = array([[0, 1, 0], [-1, 0, 1], [1, 2, hair]])
    damped = array([[0, 1], [-1, hair]])
    assert decided(Lt(abscissa(damped), 0)).truth is Truth.of(sign < 0)
    assert decided(Gt(abscissa(A), 0)).truth is TRUE


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        (Lt(abscissa(JORDAN), 0), "Routh–Hurwitz"),
        (Lt(abscissa(FIBONACCI), 2), "Routh–Hurwitz"),
        (Lt(radius(JORDAN), 2), "Schur–Cohn"),
        (Lt(norm2(JORDAN), 2), "c²I - AᵀA"),
        (Lt(lognorm2(JORDAN), 0), "cI - (A + Aᵀ)/2"),
    ],
    ids=str,
)
def test_the_test_is_named(statement, name):
    triangular = decided(statement)
    assert triangular.truth is TRUE
    assert name in triangular.how or triangular.how == "exact"


def test_the_point_enters_the_matrix_and_the_number():
    statement = Le(abscissa(array([[0, 1], [-1, x]])), x / 2)
    assert decided(statement, {x: Rational(1, 3)}).truth is TRUE
    assert decided(Lt(statement.lhs, x / 2), {x: Rational(1, 3)}).truth is FALSE


def test_two_quantities_with_rational_values_may_tie():
    assert decided(Le(radius(TURN), norm2(TURN))).truth is TRUE
    assert decided(Lt(radius(TURN), norm2(TURN))).truth is FALSE


def test_two_irrational_quantities_that_tie_are_unknown_and_said_to_be_open():
    tie = decided(Le(radius(FIBONACCI), norm2(FIBONACCI)))
    assert tie.truth is UNKNOWN
    assert tie.how.startswith("open")


def test_a_singular_inverse_is_undefined_and_never_decided():
    A = array([[x, 2], [2, 4]])
    for statement in (Lt(norm2(inverse(A)), 1), Ge(norm2(inverse(A)), 1)):
        answer = decided(statement, {x: 1})
        assert (answer.truth, answer.how) == (UNKNOWN, "undefined")


def test_what_cancels_between_the_sides_must_still_have_a_value():
    for part in (1 / x, 1 / (norm2(TURN) - 1 + x)):
        statement = Lt(abscissa(TURN) + part, part + 1)
        assert decided(statement, {x: Rational(1, 2)}).truth is TRUE
        assert decided(statement, {x: 0}).truth is UNKNOWN


def test_no_test_speaks_about_an_irrational_matrix():
    A = array([[0, sympy.sqrt(2)], [sympy.sqrt(2), 1]])  # eigenvalues 2 and -1
    assert decided(Lt(abscissa(A), 3)).truth is TRUE
    assert decided(Le(abscissa(A), 2)).truth is UNKNOWN


_NUMPY = {
    abscissa: lambda A: np.linalg.eigvals(A).real.max(),
    radius: lambda A: np.abs(np.linalg.eigvals(A)).max(),
    norm2: lambda A: np.linalg.norm(A, 2),
    lognorm2: lambda A: np.linalg.eigvalsh(A + A.T).max() / 2,
}


@pytest.mark.parametrize("head", _NUMPY, ids=lambda head: head.__name__)
def test_random_rational_matrices_are_decided_as_floats_see_them(head):
    rng = np.random.default_rng(7)
    A = matrix("A", 3)
    for _ in range(40):
        entries = rng.integers(-5, 6, size=(3, 3))
        point = {
            sympy.Symbol(f"A[{i + 1},{j + 1}]", real=True): Rational(int(entries[i, j]), 3)
            for i in range(3)
            for j in range(3)
        }
        seen = _NUMPY[head](entries / 3)
        bound = Rational(int(rng.integers(-9, 10)), 4)
        if abs(seen - float(bound)) > 1e-4:
            assert decided(Lt(head(A), bound), point).truth is Truth.of(seen < float(bound))
            square = decided(Lt(head(A) ** 2, bound), point).truth
            assert square is Truth.of(seen**2 < float(bound)) or abs(seen**2 - bound) < 1e-4
