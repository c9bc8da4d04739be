import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.symbolic.corpus import VALUES, h, x, y
from verify.logic import Eq, Ge, Gt, Le, Lt, Ne
from verify.symbolic.premises import imposed, known_signs
from verify.symbolic.signs import ANY, Signs, _of_form, plus, times

NUMBERS = st.integers(-3, 3)
MONOMIALS = [1, x, y, x * y, x**2, y**2, x**2 * y, x**4]
POLYNOMIALS = st.lists(NUMBERS, min_size=len(MONOMIALS), max_size=len(MONOMIALS)).map(
    lambda coefficients: sum(c * m for c, m in zip(coefficients, MONOMIALS, strict=True))
)
PREMISES = st.lists(
    st.tuples(POLYNOMIALS, st.sampled_from([Lt, Le, Gt, Ge, Ne, Eq])), max_size=3
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PREMISES, POLYNOMIALS, st.sampled_from(VALUES), st.sampled_from(VALUES))
def test_a_sign_that_is_told_is_the_sign_of_every_value(premises, polynomial, a, b):
    point = {x: a, y: b}
    trees = [build(p, 0) for p, build in premises]
    if all(_holds(tree, point) for tree in trees):
        sign = int(sympy.sign(sympy.sympify(polynomial).subs(point)))
        assert sign in Signs(known_signs(trees)).of(polynomial)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PREMISES, st.sampled_from(VALUES), st.sampled_from(VALUES))
def test_an_equation_put_in_holds_at_every_point_that_meets_it(premises, a, b):
    point = {x: a, y: b}
    trees = [build(p, 0) for p, build in premises]
    if all(_holds(tree, point) for tree in trees):
        for letter, value in imposed(trees).values:
            assert sympy.sympify(value).subs(point) == point[letter]


def _holds(tree, point):
    return bool(tree.func(tree.lhs.subs(point), tree.rhs.subs(point)))


def test_rules_of_signs():
    assert times(frozenset((1,)), frozenset((-1, 0))) == {-1, 0}
    assert plus(frozenset((1,)), frozenset((0, 1))) == {1}
    assert plus(frozenset((1,)), frozenset((-1,))) == ANY
    assert plus(frozenset((0,)), frozenset((-1, 0))) == {-1, 0}


def test_a_definite_form_is_positive_and_a_semidefinite_one_is_not():
    signs = Signs()
    assert signs.of(x**2 + x * y + y**2 + 1) == {1}
    assert signs.of(x**2 + x * y + y**2) == {0, 1}
    assert signs.of(-(x**2) - y**2 - h**2 - 1) == {-1}
    assert signs.of(x**2 + 3 * x * y + y**2) == ANY


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(NUMBERS, min_size=6, max_size=6),
    st.lists(st.sampled_from((-1, 0, 1, 1, 1)), min_size=4, max_size=4),
)
def test_the_sign_of_a_form_is_that_of_its_squares(shears, weights):
    a, b, c, d, e, f = shears  # by Sylvester's law of inertia the signs of the weights decide
    squares = (1 + a * x + b * y + c * h, x + d * y + e * h, y + f * h, h)
    whole = sympy.expand(sum(w * u**2 for w, u in zip(weights, squares, strict=True)))
    if sympy.Poly(whole, x, y, h).total_degree() < 2 or whole.free_symbols != {x, y, h}:
        return
    told = _of_form(whole)
    for sign in (1, -1):
        assert (told == {sign}) == all(w == sign for w in weights)
        semidefinite = all(w * sign >= 0 for w in weights) and 0 in weights
        assert (told == {0, sign}) == semidefinite


def test_a_univariate_polynomial_is_settled_by_its_real_roots():
    signs = Signs()
    assert signs.of(x**4 - x + 1) == {1}
    assert signs.of(x**4 - 2 * x**2 + 1) == {0, 1}
    assert signs.of(x**4 - x) == ANY
    assert signs.of(x**3 + x + 1) == ANY


def test_contradictory_premises_leave_no_sign():
    assert Signs(known_signs([Gt(x, 0), Lt(x, 0)])).of(x) == frozenset()
