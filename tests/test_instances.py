from __future__ import annotations

import sympy
from sympy import Rational

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Le,
    Lt,
    Ne,
    abscissa,
    array,
    check,
    determinant,
    expm,
    identity,
    inverse,
    matrix,
    norm2,
    real,
    same,
    size,
    trace,
)
from verify.effort import QUICK
from verify.instances import exact_instance, in_coordinates
from verify.obligation import Obligation, Premise
from verify.verdict import Verdict

n = size("n")
A, B = matrix("A B", n)
x = real("x")
TURN = array([[0, 1], [-1, 0]])


def instance(says, *given):
    premises = tuple(Premise(f"premise {k}", tree) for k, tree in enumerate(given))
    return exact_instance(Obligation(says, premises), QUICK)


def coordinates(says, *given, **sizes):
    premises = tuple(Premise(f"premise {k}", tree) for k, tree in enumerate(given))
    tried = {size(name): values for name, values in sizes.items()}
    return in_coordinates(Obligation(says, premises, sizes=tried), QUICK)


def test_an_instance_without_letters_is_proved_by_a_named_test():
    answer = instance(Le(abscissa(TURN), 0))
    assert answer.verdict is Verdict.PROVED
    (step,) = answer.steps
    assert "Routh–Hurwitz" in step.method
    assert "Abscissa" in step.identity


def test_a_maximally_false_instance_is_refuted():
    answer = instance(Lt(abscissa(identity(3)), -100))
    assert answer.verdict is Verdict.REFUTED
    assert answer.witness is not None
    assert not answer.witness.values


def test_what_balls_decided_is_certified_and_not_proved():
    answer = instance(Lt(norm2(expm(TURN)), 2))
    assert answer.verdict is Verdict.CERTIFIED
    assert answer.steps[0].method.startswith("ball")


def test_a_tie_that_no_arithmetic_settles_is_undecided():
    assert instance(Le(norm2(expm(TURN)), 1)).verdict is Verdict.UNDECIDED


def test_an_assumption_that_fails_proves_nothing():
    assert instance(Lt(abscissa(TURN), 0), Lt(trace(TURN), 0)).verdict is Verdict.UNDECIDED
    assert instance(Le(abscissa(TURN), 0), Eq(trace(TURN), 0)).verdict is Verdict.PROVED


def test_open_letters_and_open_sizes_are_no_instance():
    assert "letters are open: x" in instance(Lt(abscissa(x * TURN), 1)).because
    assert "sizes are open" in instance(Lt(abscissa(A), 1)).because


def test_an_identity_is_proved_at_the_sizes_listed():
    answer = coordinates(Eq(determinant(A * B), determinant(A) * determinant(B)), n=(1, 2, 3))
    assert answer.verdict is Verdict.PROVED
    assert answer.scope == "n = 1; n = 2; n = 3"


def test_sizes_that_nobody_listed_prove_nothing():
    answer = coordinates(Eq(trace(A * B), trace(B * A)))
    assert answer.verdict is Verdict.UNDECIDED
    assert "no sizes are listed for n" in answer.because


def test_an_identity_of_size_one_falls_at_size_two():
    answer = coordinates(Eq(trace(A * B), trace(A) * trace(B)), n=(1, 2))
    assert answer.verdict < Verdict.CERTIFIED


def test_an_inverse_is_proved_nothing_of():
    says = same(A * inverse(A), identity(n))
    answer = coordinates(says, Ne(determinant(A), 0), n=(1, 2))
    assert answer.verdict is Verdict.UNDECIDED
    assert "no value" in answer.because


def test_a_spectral_bound_is_certified_on_a_box():
    inside = (Ge(x, 0), Le(x, 1))
    shear = array([[x, 1], [0, x]])
    assert coordinates(Lt(norm2(shear), 2), *inside).verdict is Verdict.CERTIFIED
    assert coordinates(Lt(norm2(shear), Rational(3, 2)), *inside).verdict is Verdict.REFUTED


def test_a_family_is_proved_for_its_members():
    def member(N):
        rows = [[-(i + 1) if i == j else int(i > j) for j in range(N)] for i in range(N)]
        mixing = sympy.Matrix(N, N, lambda i, j: int(i == j) + int(j == i + 1))
        dense = array((mixing * sympy.Matrix(rows) * mixing.inv()).tolist())
        control = Control("it decays twice as fast", Lt(abscissa(dense), -2))
        return Claim(says=Lt(abscissa(dense), 0), controls=(control,))

    result = check(Family(member, ({"N": 2}, {"N": 6})), QUICK)
    assert result.verdict is Verdict.PROVED
    assert result.scope == "N = 2; N = 6"


def test_contradictory_assumptions_about_spectra_are_never_a_pass():
    claim = Claim(
        says=Lt(norm2(A), 1),
        given=(
            Assumption("A is Hurwitz", Lt(abscissa(A), 0)),
            Assumption("A is not", Lt(1, abscissa(A))),
        ),
        controls=(Control("norms vanish", Eq(norm2(A), 0)),),
        sizes={n: (1, 2)},
    )
    assert check(claim, QUICK).verdict <= Verdict.UNDECIDED
