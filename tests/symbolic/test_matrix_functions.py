from __future__ import annotations

import pytest
import sympy

from verify import (
    Eq,
    Lt,
    abscissa,
    array,
    characteristic,
    determinant,
    expm,
    frobenius,
    identity,
    inverse,
    lognorm1,
    lognorm2,
    lognorminf,
    matrix,
    norm1,
    norm2,
    norminf,
    radius,
    real,
    same,
    size,
    trace,
    zero,
)
from verify.errors import ClaimError
from verify.obligation import Obligation
from verify.symbolic.matrix_functions import has_functions
from verify.symbolic.sized import at_sizes

n = size("n")
A, B = matrix("A B", n)
S = matrix("S", 2)
t, x = real("t x")


def side(head, **sizes):
    """Return the left side of `head < 0` in coordinates."""
    values = {size(name): value for name, value in sizes.items()}
    return at_sizes(Obligation(Lt(head, 0)), values).says.lhs


def test_functions_of_matrices_print_as_in_papers():
    assert str(norm2(expm(t * A)) < 1) == "‖e^(t*A)‖₂ < 1"
    assert str(Lt(lognorm2(A), abscissa(A) * radius(B))) == "μ₂(A) < α(A)*ρ(B)"
    assert str(inverse(A + B)) == "(A + B)⁻¹"
    assert sympy.latex(norm2(A) ** 2) == r"\lVert A \rVert_2^{2}"
    assert sympy.latex(expm(t * A)) == "e^{t A}"
    assert sympy.latex(inverse(A)) == "A^{-1}"
    assert str(array([[0, 1], [t, 0]])) == "[[0, 1], [t, 0]]"


@pytest.mark.parametrize(
    "head", [lognorm2, abscissa, radius, determinant, trace, expm, inverse]
)
def test_an_oblong_matrix_has_no_spectrum(head):
    with pytest.raises(ClaimError, match="It must be square"):
        head(matrix("R", 2, 3))


def test_a_number_is_no_matrix():
    with pytest.raises(ClaimError, match="3 is no matrix"):
        norm2(3)


@pytest.mark.parametrize("rows", [[], [[]], [[1, 2], [3]]])
def test_a_ragged_or_empty_array_is_refused(rows):
    with pytest.raises(ClaimError, match="rows of lengths"):
        array(rows)


def test_a_relation_between_heads_is_kept_as_written():
    statement = norm2(A) < 1
    assert statement.lhs == norm2(A)
    assert has_functions(statement)
    assert not has_functions(Lt(x, 1))


def test_traces_determinants_and_simple_norms_become_formulas():
    a, b, c, d = (sympy.Symbol(f"S[{k}]", real=True) for k in ("1,1", "1,2", "2,1", "2,2"))
    assert side(trace(S)) == a + d
    assert sympy.expand(side(determinant(S))) == a * d - b * c
    assert side(norm1(S)) == sympy.Max(abs(a) + abs(c), abs(b) + abs(d))
    assert side(norminf(S)) == sympy.Max(abs(a) + abs(b), abs(c) + abs(d))
    assert side(lognorm1(S)) == sympy.Max(a + abs(c), d + abs(b))
    assert side(lognorminf(S)) == sympy.Max(a + abs(b), d + abs(c))
    assert sympy.expand(side(frobenius(S)) ** 2) == a**2 + b**2 + c**2 + d**2
    assert sympy.expand(side(characteristic(S, x))) == sympy.expand((x - a) * (x - d) - b * c)


def test_every_function_of_a_one_by_one_matrix_is_a_formula():
    a = sympy.Symbol("A[1,1]", real=True)
    assert side(norm2(A), n=1) == abs(a)
    assert side(radius(A), n=1) == abs(a)
    assert side(lognorm2(A), n=1) == side(abscissa(A), n=1) == a
    assert side(norm2(expm(t * A)), n=1) == sympy.exp(a * t)


def test_a_triangular_matrix_wears_its_eigenvalues_on_its_diagonal():
    lower = array([[-1, 0], [sympy.sqrt(3), -2]])
    assert side(abscissa(lower)) == -1
    assert side(radius(lower.T)) == 2


def test_the_formulas_agree_with_the_polynomial_of_numbers():
    numbers = array([[1, 2, 0], [0, 3, 4], [5, 0, 6]])
    assert side(characteristic(numbers, x)) == x**3 - 10 * x**2 + 27 * x - 58
    assert side(determinant(numbers)) == 58


def test_coordinates_of_coordinates_are_the_same():
    whole = Obligation(Lt(norm2(expm(t * A) - inverse(A)), lognorm2(A)))
    once = at_sizes(whole, {n: 2})
    assert at_sizes(once, {}) == once


def test_a_singular_matrix_of_numbers_has_no_inverse():
    with pytest.raises(ClaimError, match="singular"):
        side(norm2(inverse(array([[1, 2], [2, 4]]))))


def test_an_equation_of_matrices_is_one_equation_an_entry():
    says = at_sizes(Obligation(same(expm(A), B)), {n: 2}).says
    assert len(says.args) == 4


def test_the_exponential_of_zero_is_the_identity():
    assert expm(zero(2, 2)) == identity(2)


def test_an_inverse_is_not_cancelled_against_its_letter():
    says = at_sizes(Obligation(same(A * inverse(A), identity(n))), {n: 1}).says
    assert says != Eq(1, 1)
    assert says.free_symbols


def test_a_trace_in_which_poles_cancel_is_refused() -> None:
    x = real("x")
    claim = Obligation(Eq(trace(array([[1 / x, 0], [0, 1 - 1 / x]])), 1))
    with pytest.raises(ClaimError, match="an entry of the matrix may have no value"):
        at_sizes(claim, {})
