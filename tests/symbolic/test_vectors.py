"""Vectors and matrices as letters: shapes are checked, nothing is told, all is printed."""

from __future__ import annotations

import pytest
import sympy

from verify.claim import Assumption, Claim, Control
from verify.errors import ClaimError
from verify.logic import And, Eq, Gt, Le, Ne, denied, normal
from verify.notation import (
    complex_number,
    identity,
    inner,
    matrix,
    norm,
    real,
    same,
    size,
    vector,
    zero,
)
from verify.symbolic.vectors import abstract_atoms, is_array, is_vector

n, m = size("n m")
x, f = vector("x f", n)
A, B = matrix("A B", n)
C = matrix("C", n, m)
h = real("h")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: x + vector("u", m),
        lambda: inner(x, vector("u", m)),
        lambda: C * x,
        lambda: x * f,
        lambda: A + x,
        lambda: A + C,
        lambda: same(A, C),
        lambda: x + 1,
        lambda: 1 + x,
        lambda: 1 - x,
        lambda: same(x, 0),
        lambda: inner(x, A),
        lambda: norm(A),
        lambda: C**2,
        lambda: A**-1,
        lambda: vector("u", 0),
        lambda: vector("u", real("r")),
        lambda: complex_number("z") * x,
        lambda: sympy.I * x,
    ],
)
def test_a_mismatch_is_an_error_that_says_what_to_write(wrong: object) -> None:
    with pytest.raises(ClaimError, match=r"Write|need|real|must be"):
        wrong()  # type: ignore[operator]


def test_the_error_names_both_dimensions() -> None:
    with pytest.raises(ClaimError, match=r"R\^n meets a vector of R\^m"):
        x + vector("u", m)


def test_shapes_follow_the_products() -> None:
    assert (C.T * x).shape == (m, 1)
    assert (x * f.T).shape == (n, n)
    assert is_vector(A * x)
    assert is_array(A * B)
    assert not is_vector(A * B)


def test_formulas_read_like_a_paper() -> None:
    assert str(norm(x + f) ** 2) == "‖x + f‖**2"
    assert str(inner(x, A.T * f)) == "⟨x, Aᵀ f⟩"
    assert str(same(A.T, -A)) == "Eq(Aᵀ, -A)"
    assert str((identity(n) + h * A) * x - f) == "(I + h*A) x - f"
    assert sympy.latex(norm(x - f) ** 2) == r"\lVert x - f \rVert^{2}"
    assert sympy.latex(inner(x, A.T * f)) == r"\langle x, A^{\top} f \rangle"
    assert sympy.latex(Le(inner(x, f), 0)) == r"\langle x, f \rangle \leq 0"
    assert "‖x‖" in sympy.pretty(Gt(norm(x) ** 2 / 2, 0), use_unicode=True)


def test_the_free_letters_are_sizes_and_numbers() -> None:
    assert inner(h * x, A * f).free_symbols == {h, n}


def test_the_abstract_atoms_are_sorted_by_name() -> None:
    assert abstract_atoms(And(Eq(inner(x, A * f), 0), Gt(h, 0))) == [A, f, x]
    assert abstract_atoms(Gt(h, 0)) == []
    assert abstract_atoms(same(A, A + zero(n, n)))[-1] == A


def test_equations_of_vectors_live_in_statements() -> None:
    whole = And(same(A.T, -A), Ne(x, f))
    assert normal(whole) == whole
    assert set(denied(whole).args) == {Ne(A.T, -A), Eq(x, f)}


def test_a_claim_may_speak_of_vectors() -> None:
    skew = Assumption("A is skew", same(A.T, -A))
    says = Eq(inner(x, A * x), 0)
    claim = Claim(
        says=says,
        given=(skew,),
        needs=(skew,),
        controls=(Control("it is positive", Gt(inner(x, A * x), 0)),),
    )
    assert claim.statement == says


def test_derivatives_see_letters_inside_vectors() -> None:
    assert inner(x, f).diff(h) == 0
    slope = inner(x + h * f, x).diff(h)
    assert slope != 0
    assert norm(h * x).diff(h) != 0


def test_a_vector_has_a_norm_and_no_absolute_value() -> None:
    with pytest.raises(ClaimError, match="Write norm"):
        abs(vector("x", n))
