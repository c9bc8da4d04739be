"""Mutants differ from their statement, each by one named change."""

from sympy import Implies

from verify.flows.flow import Flow
from verify.flows.statements import always
from verify.logic import And, Eq, Iff, Le, Lt, Not, Or
from verify.mutate import mutants
from verify.notation import real

h, lam = real("h lambda")


def names(says, most=40):
    return [mutant.name for mutant in mutants(says, most)]


def test_every_mutant_differs_from_the_statement_and_from_the_others():
    says = Implies(Lt(h * lam, 1 - h), Eq(h**2 + lam, 2 * lam), evaluate=False)
    made = [mutant.says for mutant in mutants(says, 100)]
    assert len(set(made)) == len(made) > 10
    assert says not in made


def test_each_kind_of_change_is_made():
    found = names(Le(h * lam + 1, lam - h))
    assert "<= became >=" in found
    assert "<= became <" in found
    assert "a factor 2 on h*lambda" in found
    assert "the sign of lambda" in found
    assert "1 dropped" in found
    assert "h and lambda swapped in -h + lambda" in found


def test_connectives_are_changed_too():
    assert "the converse" in names(Implies(h < 1, lam < 1, evaluate=False))
    assert "and for or" in names(Or(h < 1, lam < 1))


def test_no_mutant_is_weaker_by_its_form():
    strict, loose = Lt(h, 1), Le(lam, 1)
    assert {"< became <=", "or for and"}.isdisjoint(names(And(strict, loose)))
    assert "<= became <" in names(And(strict, loose))
    premise = Implies(And(strict, loose), Lt(h + lam, 2), evaluate=False)
    assert {"< became <=", "or for and"} <= set(names(premise))
    assert "<= became <" not in names(premise)
    denial = Not(Or(strict, loose))
    assert "< became <=" in names(denial)
    assert {"<= became <", "and for or"}.isdisjoint(names(denial))


def test_both_directions_of_an_equivalence_are_varied():
    found = names(Iff(And(Lt(h, 1), Le(lam, 1)), Or(Lt(lam, 1), Le(h, 1))))
    assert {"< became <=", "<= became <", "or for and", "and for or"} <= set(found)


def test_a_condition_along_a_flow_is_varied_as_a_conclusion():
    found = names(always(And(Lt(h, 1), Le(lam, 1)), Flow({h: -h})))
    assert "time runs backwards" in found
    assert {"< became <=", "or for and"}.isdisjoint(found)


def test_few_mutants_are_spread_over_the_kinds():
    kinds = names(Le(h * lam + 1, lam - h), most=4)
    assert kinds == [
        "<= became >=",
        "<= became <",
        "a factor 2 on lambda",
        "the sign of lambda",
    ]


def test_no_mutant_is_a_multiple_of_what_vanishes():
    assert names(Eq(h * lam, 0)) == []
    assert names(Lt(h * lam, 0)) == ["< became >", "the sign of h*lambda"]
    assert "a factor 2 on h" in names(Eq(h + lam, 0))
    assert "a factor 2 on h*lambda" in names(Eq(h * lam, 1))
