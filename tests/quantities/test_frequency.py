"""What chances and means say of a statement, and how far it goes."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from sympy import Abs, Rational, sqrt

from verify import (
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    chance,
    check,
    event,
    mean,
    observable,
)
from verify.effort import QUICK, THOROUGH
from verify.logic import And, Or
from verify.obligation import Obligation
from verify.quantities import listed, signs, uniform
from verify.quantities.frequency import frequency
from verify.verdict import Verdict

half = Rational(1, 2)


@event("the number is below 0.51")
def nearly_half(x):
    return x[:, 0] < 0.51


@event("the first sign is positive")
def first(s):
    return s[:, 0] > 0


@event("the number is below a float")
def by_float(s):
    return s[:, 0] < 0.5


@observable("the sum of the signs", -3, 3)
def total(s):
    return s[:, 0] + s[:, 1] + s[:, 2]


@observable("the root of the number")
def root(x):
    return np.sqrt(x[:, 0])


near = chance(nearly_half, uniform(1))
sign = chance(first, signs(3))


def verdict(says, effort=QUICK):
    return frequency(Obligation(says), effort).verdict


def test_a_chance_of_51_in_100_is_told_from_a_half_by_the_whole_effort_only():
    assert verdict(Eq(near, half), QUICK) is Verdict.OBSERVED
    for seed in range(3):
        assert verdict(Eq(near, half), replace(THOROUGH, seed=seed)) is Verdict.REFUTED
        assert verdict(Gt(near, half), replace(THOROUGH, seed=seed)) is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("says", "answer"),
    [
        (Eq(sign, half), Verdict.PROVED),
        (Ge(sign, half), Verdict.PROVED),
        (Ne(sign, half), Verdict.REFUTED),
        (Gt(sign, half), Verdict.REFUTED),
        (Eq(mean(total, signs(3)), 0), Verdict.PROVED),
        (Eq(sqrt(sign) ** 2, half), Verdict.PROVED),
        (Lt(near, Rational(6, 10)), Verdict.SUPPORTED),
        (Ne(near, Rational(6, 10)), Verdict.SUPPORTED),
        (Ne(near, half), Verdict.UNDECIDED),
        (Le(near, Rational(51, 100)), Verdict.UNDECIDED),
        (Eq(near, Rational(51, 100)), Verdict.OBSERVED),
        (Eq(near, Rational(6, 10)), Verdict.REFUTED),
        (And(Eq(near, Rational(51, 100)), Lt(near, half)), Verdict.UNDECIDED),
        (Or(Eq(near, Rational(6, 10)), Eq(sign, half)), Verdict.SUPPORTED),
        (Eq(near - sign, Rational(1, 100)), Verdict.OBSERVED),
        (Lt(Abs(mean(root, uniform(1)) - Rational(2, 3)), Rational(1, 20)), Verdict.SUPPORTED),
        (Eq(1 / (near - Rational(51, 100)), 5), Verdict.UNDECIDED),
        (Gt(sqrt(near - 1), 0), Verdict.UNDECIDED),
    ],
)
def test_a_verdict_goes_as_far_as_the_numbers(says, answer):
    assert verdict(says) is answer


def test_an_equation_is_never_more_than_observed_by_draws():
    for offset in range(-3, 4):
        said = verdict(Eq(near, Rational(51, 100) + Rational(offset, 200)))
        assert said <= Verdict.OBSERVED


def test_a_listed_law_asked_in_floats_is_drawn():
    found = frequency(Obligation(Eq(chance(by_float, signs(1)), half)), QUICK)
    assert found.verdict is Verdict.OBSERVED
    assert "draws" in found.because


def test_bounds_that_a_listed_law_leaves_prove_nothing():
    narrow = observable("the sum, cut too short", 0, 1)(lambda s: s[:, 0] + s[:, 1])
    assert verdict(Eq(mean(narrow, signs(2)), 0)) is Verdict.UNDECIDED


def test_weights_count():
    bent = listed("bent", "a bent coin", {(1,): Fraction(2, 3), (-1,): Fraction(1, 3)})
    assert verdict(Eq(chance(first, bent), Rational(2, 3))) is Verdict.PROVED


def test_a_refutation_by_draws_names_its_seed_draws_and_confidence():
    found = frequency(Obligation(Gt(near, Rational(9, 10))), replace(QUICK, seed=7))
    assert found.witness.values["seed"] == "7"
    assert found.witness.values["draws"] == "40000"
    assert "confidence" in found.witness.replayed
    assert "at confidence 1 - 1e-9" in found.because


def test_the_doubt_is_shared_between_quantities():
    alone = frequency(Obligation(Lt(near, 1)), QUICK).because
    other = chance(by_float, uniform(1))
    both = frequency(Obligation(And(Lt(near, 1), Lt(other, 1))), QUICK).because
    assert alone.split(" (")[0] not in both


def test_a_control_that_draws_cannot_tell_apart_caps_the_verdict():
    twin = Control("a hair more", Eq(near, Rational(5101, 10_000)))
    result = check(Claim(says=Eq(near, Rational(51, 100)), controls=(twin,)), QUICK)
    assert result.verdict is Verdict.UNDECIDED
    assert "stands" in result.because


def test_mutants_of_a_frequency_are_killed_by_the_same_draws():
    claim = Claim(says=Lt(near, Rational(6, 10)), controls=(Control("c", Gt(near, 1)),))
    result = check(claim, replace(QUICK, mutants=3))
    assert {mutant.fate for mutant in result.mutants} <= {
        "killed",
        "not told apart by sampling",
        "true",
    }
    assert any(mutant.fate == "killed" for mutant in result.mutants)
