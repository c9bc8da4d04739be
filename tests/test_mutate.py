"""Mutants differ from their statement, each by one named change."""

from sympy import And, Implies

from verify.logic import Eq, Le, Lt
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
    assert "or for and" in names(And(h < 1, lam < 1, evaluate=False))


def test_few_mutants_are_spread_over_the_kinds():
    kinds = names(Le(h * lam + 1, lam - h), most=4)
    assert kinds == [
        "<= became >=",
        "<= became <",
        "a factor 2 on lambda",
        "the sign of lambda",
    ]
