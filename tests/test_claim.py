"""A claim is refused with the rule it breaks and what to write instead."""

import linecache

import pytest
import sympy
from sympy import And, Rational

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Flow,
    Implies,
    Le,
    Lt,
    Or,
    Source,
    always,
    below,
    complex_number,
    determinant,
    equals,
    matrix,
    norm,
    real,
    refuted,
    size,
    vector,
)
from verify.claim import Kind
from verify.errors import ClaimError

h, lam = real("h lambda")
forward = Assumption("the step goes forward", h > 0)
halves = Control("it halves at every step", Lt(4 * (1 + h * lam) ** 2, 1))
parts = {
    "start": (1 + h * lam) ** 2,
    "chain": (below(1, "of the disc"),),
    "controls": (halves,),
}


def test_a_chain_is_one_obligation_a_line():
    claim = Claim(start=h, chain=(equals(h + 0 * lam), below(lam)), controls=(halves,))
    assert claim.kind is Kind.CHAIN
    assert [o.part for o in claim.obligations()] == ["line 1", "line 2"]
    assert [str(o.says) for o in claim.obligations()] == ["Eq(h, h)", "h < lambda"]


def test_a_claim_knows_the_line_that_states_it():
    claim = Claim(**parts)
    assert claim.origin[0] == __file__
    assert "Claim(**parts)" in linecache.getline(*claim.origin)


def test_two_claims_with_the_same_content_are_equal_wherever_they_stand():
    assert Claim(**parts) == Claim(**parts)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"controls": ()}, "A claim has at least one control"),
        ({"start": None}, "A chain begins somewhere"),
        ({"chain": ()}, "A claim has says=..., or start=..."),
        ({"says": h > 0}, "one of the two"),
        ({"needs": (forward,)}, "needs lists 'the step goes forward', which given does not"),
        ({"given": (forward, forward)}, "Two assumptions are called 'the step goes forward'"),
        ({"given": forward}, r"Write given=\(Assumption\(...\),\), the comma included"),
        ({"expects": "refuted"}, "expects='refuted' is no verdict. Write expects=proved"),
        ({"reading": "leteral"}, "reading='leteral' is no reading. Write one of 'literal'"),
        ({"reading": "repaired"}, "A repaired claim names the claim it repairs"),
        ({"reading": "repaired", "repairs": ()}, "A repaired claim names the claim it repairs"),
        ({"source": "curse"}, r"write source=Source\('key', 'Theorem 2'\)"),
        ({"start": 0.5 * h}, r"0.5\d* is a float.*Write Rational\(1, 2\)"),
        (
            {"start": sympy.Symbol("q") * h},
            r"The letter q is no letter of a claim \(its kind is not said\)",
        ),
        ({"start": sympy.Symbol("q", positive=True)}, r"\(.*positive.*\)"),
    ],
)
def test_a_broken_rule_is_named_with_its_remedy(changes, message):
    with pytest.raises(ClaimError, match=message):
        Claim(**{**parts, **changes})


def test_a_float_in_an_assumption_or_a_control_is_found():
    with pytest.raises(ClaimError, match=r"Write Rational\(1, 4\)"):
        Claim(**{**parts, "given": (Assumption("small", Lt(h, 0.25)),)})
    with pytest.raises(ClaimError, match=r"Write Rational\(1, 10\)"):
        Claim(**{**parts, "controls": (Control("it is a tenth", Lt(h, 0.1)),)})


def test_a_statement_that_python_evaluated_away_is_an_error():
    with pytest.raises(ClaimError, match="became True while Python read it"):
        Claim(says=h**2 >= 0, controls=(halves,))
    with pytest.raises(ClaimError, match="'always' became True"):
        Assumption("always", h**2 >= 0)


@pytest.mark.parametrize(
    "part",
    [Implies(h == lam, Eq(h**2, 7)), Or(Lt(h, 0), h**2 >= 0), always(h**2 >= 0, Flow({h: 1}))],
)
def test_a_part_that_python_evaluated_away_is_an_error(part):
    with pytest.raises(ClaimError, match="a part of the statement became"):
        Claim(says=part, controls=(halves,))


@pytest.mark.parametrize("part", [sympy.Xor(h > 0, h > 1), Or(h, Lt(h, 1))])
def test_a_part_that_is_no_relation_is_an_error(part):
    with pytest.raises(ClaimError, match="where a relation has to be"):
        Claim(says=part, controls=(halves,))


def test_something_that_states_nothing_is_an_error():
    with pytest.raises(ClaimError, match="states nothing"):
        Claim(says=h + 1, controls=(halves,))


def test_a_control_that_says_what_the_claim_says_is_an_error():
    with pytest.raises(ClaimError, match="says what the claim says"):
        Claim(says=halves.says, controls=(halves,))


def test_a_refuted_claim_and_its_source_are_data():
    claim = Claim(
        says=And(h < lam, lam < Rational(1, 3)),
        source=Source("curse-of-euler", "Three Fates"),
        reading="literal",
        expects=refuted,
        controls=(halves,),
    )
    assert claim.kind is Kind.EVERYWHERE
    assert claim.source.where == "Three Fates"


@pytest.mark.parametrize("values", [(0,), (), (-1,), (1.5,), (True,), 2])
def test_the_sizes_to_try_are_whole_numbers_above_zero(values):
    A = matrix("A", size("n"), size("n"))
    with pytest.raises(ClaimError, match="with whole numbers above 0"):
        Claim(says=Eq(determinant(A), 1), sizes={size("n"): values}, controls=(halves,))
    with pytest.raises(ClaimError, match="with whole numbers above 0"):
        Claim(says=Eq(determinant(A), 1), sizes={"n": (1,)}, controls=(halves,))


def test_a_family_has_a_member_for_each_size():
    def orbit(k):
        return Claim(start=h**k, chain=(below(k),), controls=(halves,))

    family = Family(orbit, sizes=({"k": 1}, {"k": 2}))
    assert [label for label, _ in family.members()] == ["k = 1", "k = 2"]
    with pytest.raises(ClaimError, match="A family lists the sizes"):
        Family(orbit, sizes=())


a, b = real("a b")
w = complex_number("w")


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({a: b + 1, b: Rational(2)}, "where defines a by b, which is not defined before it"),
        ({a: b + 1, b: a + 1}, "where defines a by b"),
        ({a: a**2}, "where defines a by a"),
        ({a: w}, "where defines a, which is real, by w, which need not be"),
        ({a: sympy.I * h}, "which is real, by"),
        ({size("n"): h}, "a size has no definition"),
    ],
)
def test_a_definition_uses_what_stands_before_it_and_keeps_its_kind(where, message):
    with pytest.raises(ClaimError, match=message):
        Claim(says=Lt(a + b + h, lam), where=where, controls=(halves,))


def test_a_definition_may_be_a_plain_number_or_a_real_part():
    claim = Claim(says=Lt(a, b), where={a: 2, b: sympy.re(w) + a}, controls=(halves,))
    assert str(claim.obligations()[0].spelled_out().says) == "2 < re(w) + 2"


def test_two_letters_of_one_name_or_a_letter_named_like_a_coordinate_are_refused():
    with pytest.raises(ClaimError, match="w names two letters of different kinds"):
        Claim(says=Lt(real("w"), sympy.Abs(w)), controls=(halves,))
    for name in ("v[1]", "Re w", "a\nb", "|v|", ""):
        with pytest.raises(ClaimError, match="is how a coordinate or a part"):
            Claim(says=Lt(sympy.Symbol(name, real=True), 1), controls=(halves,))


def test_a_vector_is_not_compared_with_a_number():
    x, y = vector("x y", size("n"))
    for says in (Le(x, 1), Eq(x, 0), Lt(x, y)):
        with pytest.raises(ClaimError, match="vector"):
            Claim(says=says, controls=(Control("it is long", Lt(norm(x), 1)),))


def test_an_assumption_speaks_of_the_start_and_not_of_a_trajectory():
    with pytest.raises(ClaimError, match="whole trajectory"):
        Assumption("it stays positive", always(Lt(0, h), Flow({h: -h})))


def test_what_sympy_leaves_open_is_no_part_of_a_statement():
    k = real("k")
    derivative = sympy.Derivative(sympy.exp(h * k), k)
    for part in (sympy.Limit(h * k, k, 0), sympy.Integral(h * k, (k, 0, 1)), derivative):
        with pytest.raises(ClaimError, match=r"doit\(\)"):
            Claim(says=Le(part, 1), controls=(Control("it is below 0", Lt(h, 0)),))
    Claim(says=Le(derivative.doit(), 1), controls=(Control("it is below 0", Lt(h, 0)),))
