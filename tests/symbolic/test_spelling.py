import numpy as np
import pytest
import sympy
from sympy import Abs, cos, exp, log, pi, sin, sqrt

from tests.symbolic.corpus import TRUE_IDENTITIES, x, y
from verify.symbolic.cases import cases, has_choices
from verify.symbolic.lattice import common_basis
from verify.symbolic.rational import NotScalar, Ring, fraction
from verify.symbolic.spelling import Speller


@pytest.mark.parametrize("expression", TRUE_IDENTITIES[:-2], ids=str)
def test_a_spelled_expression_means_what_it_was(expression):
    terms = sympy.Add.make_args(expression)
    speller = Speller()
    rng = np.random.default_rng(11)
    for term, spelled in zip(terms, speller.spell(terms), strict=True):
        back = speller.meaning(spelled)
        for _ in range(3):
            point = {v: rng.uniform(0.1, 2) for v in expression.free_symbols}
            assert complex(back.subs(point)) == pytest.approx(complex(term.subs(point)))


@pytest.mark.parametrize(
    "expression",
    [sqrt(x + y), Abs(x - y) ** 3, log(x**2 * 12), sin(x / 2 + pi / 6), exp(x / 3 - y), 5**x],
    ids=str,
)
def test_every_letter_satisfies_its_relation(expression):
    speller = Speller()
    speller.spell([expression])
    point = {x: 1.7, y: 0.3}
    for letter in speller.letters.values():
        if letter.power:
            left = letter.meaning**letter.power
            right = speller.meaning(letter.equals)
            assert complex(left.subs(point)) == pytest.approx(complex(right.subs(point)))


def test_exponentials_share_the_fewest_letters():
    speller = Speller()
    speller.spell([exp(x / 2), exp(x), exp(-3 * x + y), exp(y)])
    assert len(speller.letters) == 2


def test_a_common_basis_gives_every_argument_integer_coordinates():
    arguments = [x / 2, -3 * x + y, y / (1 + x), sympy.Rational(1, 3), (x - y) ** 2]
    basis = common_basis(arguments)
    for argument, row in zip(arguments, basis.coordinates, strict=True):
        total = sum(k * g for k, g in zip(row, basis.generators, strict=True))
        assert sympy.simplify(total - argument) == 0


def test_a_root_of_a_square_is_a_modulus():
    speller = Speller()
    root, modulus = speller.spell([sqrt(x**2 + 2 * x + 1), Abs(x + 1)])
    assert root == modulus


def test_a_turn_is_an_exact_number():
    speller = Speller()
    (spelled,) = speller.spell([cos(pi / 5) - sin(3 * pi / 10)])
    assert speller.normal(spelled).numerator.is_zero()


@pytest.mark.parametrize(
    "strange",
    [sympy.I, sympy.oo, sympy.nan, sympy.Function("f")(x), sympy.Float(1) * x],
    ids=str,
)
def test_what_is_no_real_scalar_is_refused(strange):
    with pytest.raises(NotScalar):
        Speller().spell([strange])


def test_equal_rational_functions_have_one_normal_form():
    assert fraction((x**2 - y**2) / (x - y)) == fraction(x + y, Ring.over([x, y]))


def test_a_zero_denominator_is_refused():
    with pytest.raises(NotScalar):
        fraction(1 / sympy.Add(x, -x, 0, evaluate=False))


def test_the_cases_of_an_expression_cover_every_point():
    whole = sympy.Max(x, y, 1) + Abs(x - y) + sympy.sign(x) * y
    found = cases(whole)
    rng = np.random.default_rng(2)
    for _ in range(40):
        point = {x: sympy.Integer(rng.integers(-2, 3)), y: sympy.Integer(rng.integers(-2, 3))}
        here = [c for c in found if all(_holds(node, point) for node in c.conditions)]
        assert here
        assert {c.expression.subs(point) for c in here} == {whole.subs(point)}


def _holds(node, point):
    return bool(node.func(node.lhs.subs(point), node.rhs.subs(point)))


def test_an_expression_without_choices_is_its_only_case():
    assert not has_choices(exp(x))
    assert len(cases(exp(x))) == 1
