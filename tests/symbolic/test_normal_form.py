import pytest
import sympy
from sympy import Abs, Max, erf, exp, log, sqrt, tanh

from tests.symbolic.corpus import FALSE_IDENTITIES, TRUE_IDENTITIES, h, lam, x, y
from tests.symbolic.rechecking import identity_holds, z3_agrees
from tests.symbolic.test_smt import FALSE, TRUE, UNDEFINED, of
from verify.effort import Effort
from verify.logic import And, Eq, Ge, Gt, Iff, Implies, Le, Lt, Ne, Or
from verify.notation import complex_number
from verify.obligation import Obligation, Premise
from verify.symbolic.normal_form import normal_form
from verify.verdict import Verdict

EFFORT = Effort(smt=300_000)
z = complex_number("z")

EVIDENT = {
    "forward Euler": of(Lt((1 + h * lam) ** 2, 1), Gt(h, 0), Lt(lam, 0), Gt(h * lam, -2)),
    "a square plus one": of(Gt(x**2 + 1, 0)),
    "a definite form": of(Gt(x**2 + x * y + y**2 + 1, 0)),
    "a semidefinite form": of(Ge(x**2 + 2 * x * y + y**2, 0)),
    "a quartic without real roots": of(Gt(x**4 - x + 1, 0)),
    "a double root": of(Ge(x**4 - 2 * x**2 + 1, 0)),
    "the logistic function": of(Gt(1 / (1 + exp(-x)), 0)),
    "tanh squared": of(Lt(tanh(x) ** 2, 1)),
    "a modulus": of(Ge(Abs(x) + Abs(y), 0)),
    "a sum of positive terms": of(Gt(x * y + sqrt(x) + 1, 0), Gt(x, 0), Gt(y, 0)),
    "a bound that implies another": of(Gt(x + 5, 0), Gt(x, -2)),
    "a factor learnt from a product": of(Gt(x, 0), Gt(x * y, 0), Gt(y, 0)),
    "a premise that is an equation": of(Eq(x**2 + y**2, x**2 + 1 - x), Eq(y**2 + x, 1)),
    "an implication": of(Implies(Gt(x, 0), Gt(x + 1 / x, 0))),
    "an equivalence of squares": of(
        Iff(Lt(h * Abs(z) ** 2, -2 * sympy.re(z)), Lt(Abs(1 + h * z) ** 2, 1)), Gt(h, 0)
    ),
    "a modulus below one": of(Lt(Abs(tanh(x)), 1)),
    "a rectifier below a modulus": of(Le(Max(x, 0), Abs(x))),
    "the cubic": of(
        And(Le(3 * x / 2 - x**3 / 2, 1), Ge(3 * x / 2 - x**3 / 2, -1)), Le(x, 2), Ge(x, -2)
    ),
    "a premise that tells where it is defined": of(Gt(x, 0), Gt(log(x), -5)),
}

# Each differs from something true by a premise, a sign or a strictness.
NOT_EVIDENT = {
    "forward Euler, any step": of(Lt((1 + h * lam) ** 2, 1), Gt(h, 0), Lt(lam, 0)),
    "a square": of(Gt(x**2, 0)),
    "an indefinite form": of(Ge(x**2 + 3 * x * y + y**2, 0)),
    "a quartic with real roots": of(Ge(x**4 - x, 0)),
    "a double root, strictly": of(Gt(x**4 - 2 * x**2 + 1, 0)),
    "a modulus, strictly": of(Gt(Abs(x), 0)),
    "a root, strictly": of(Gt(sqrt(x), 0), Ge(x, 0)),
    "a product of unknown signs": of(Gt(x * y, 0), Gt(x, 0)),
    "a bound the wrong way": of(Gt(x - 1, 0), Gt(x, -2)),
    "a factor of a product": of(Gt(x, 0), Gt(x * y, 0)),
    "a square of a premise": of(Gt(x, 0), Gt(x**2, 0)),
    "an unknown function": of(Gt(sympy.Function("f")(x) ** 2, -1)),
    "a rectifier strictly below a modulus": of(Lt(Max(x, 0), Abs(x))),
    "infinity": of(Lt(x, sympy.oo)),
    "a root of a negative number": of(Gt(2 + sqrt(-1 - x**2), 0)),
    "the reciprocal of an absolute value": of(Gt(1 / Abs(x), 0)),
}


@pytest.mark.parametrize("expression", TRUE_IDENTITIES, ids=str)
def test_an_identity_is_proved_where_it_is_defined(expression):
    premises = (Premise("x is positive", Gt(x, 0)), Premise("y too", Gt(y, 0)))
    small = Premise("x is below half a turn", Lt(x, 1))
    evidence = normal_form(Obligation(Eq(expression, 0), (*premises, small)), EFFORT)
    if expression.has(sympy.tan):
        # cos x is not shown to be nonzero by what z3 is told of cosines
        assert evidence.verdict in (Verdict.PROVED, Verdict.UNDECIDED)
    else:
        assert evidence.verdict is Verdict.PROVED, evidence.because


@pytest.mark.parametrize("expression", FALSE_IDENTITIES, ids=str)
def test_a_near_miss_is_never_proved(expression):
    assert normal_form(of(Eq(expression, 0)), EFFORT).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("name", EVIDENT)
def test_an_evident_sign_is_seen(name):
    evidence = normal_form(EVIDENT[name], EFFORT)
    assert evidence.verdict is Verdict.PROVED, evidence.because


@pytest.mark.parametrize("name", NOT_EVIDENT)
def test_a_sign_that_is_not_there_is_not_seen(name):
    assert normal_form(NOT_EVIDENT[name], EFFORT).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("name", FALSE)
def test_a_false_statement_is_never_proved(name):
    assert normal_form(FALSE[name], EFFORT).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("name", [k for k in UNDEFINED if "SymPy" not in k])
def test_a_statement_that_may_be_undefined_is_not_proved(name):
    evidence = normal_form(UNDEFINED[name], EFFORT)
    assert evidence.verdict is Verdict.UNDECIDED
    assert "may fail" in evidence.because


@pytest.mark.parametrize("name", [*EVIDENT])
def test_every_certificate_can_be_checked_again(name):
    for step in normal_form(EVIDENT[name], EFFORT).steps:
        if step.language == "smt2":
            assert z3_agrees(step)
        elif step.language == "sympy":
            assert identity_holds(step.identity)
        else:
            assert "left - right = " in step.identity


def test_the_gap_of_forward_euler_is_factored():
    (step,) = normal_form(EVIDENT["forward Euler"], EFFORT).steps
    assert step.method == "evident signs"
    assert "(lambda) < 0" in step.identity
    assert "(h) > 0" in step.identity
    assert "(h*lambda + 2) > 0" in step.identity


def test_a_disjunction_is_left_to_others():
    evidence = normal_form(of(Or(Gt(x, 0), Le(x, 0))), EFFORT)
    assert evidence.verdict is Verdict.UNDECIDED


def test_a_premise_of_an_implication_has_to_be_defined():
    # Where x = 0 the premise is neither true nor false, and the conclusion is false.
    assert (
        normal_form(of(Implies(Gt(1 / x, 0), Gt(x, 0))), EFFORT).verdict is not Verdict.PROVED
    )


def test_definitions_stay_letters_when_that_is_enough():
    long = sum(exp(k * x) for k in range(1, 30))
    late = Obligation(Lt(lam / (1 + lam), 1), (Premise("lambda > 0", Gt(lam, 0)),), {lam: long})
    evidence = normal_form(late, EFFORT)
    assert evidence.verdict is Verdict.PROVED
    assert "exp" not in evidence.steps[-1].identity


def test_definitions_are_put_in_when_letters_are_not_enough():
    late = Obligation(Eq(lam, h**2), (), {lam: (h * x) ** 2 / x**2})
    evidence = normal_form(late, EFFORT)
    assert evidence.verdict is Verdict.PROVED or "may fail" in evidence.because


def test_rectifiers_and_gelu_are_odd_up_to_a_line():
    for half in (Max(x, 0) - Max(-x, 0), x * erf(x) / 2 + x / 2 + x * (1 - erf(x)) / 2):
        assert normal_form(of(Eq(half, x)), EFFORT).verdict is Verdict.PROVED


def test_contradictory_premises_do_not_hide_an_equation():
    assert normal_form(of(Eq(x, y), Gt(x, 0), Lt(x, 0)), EFFORT).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize("name", TRUE)
def test_what_z3_proves_is_never_called_false(name):
    assert normal_form(TRUE[name], EFFORT).verdict in (Verdict.PROVED, Verdict.UNDECIDED)


def test_an_inequation_needs_a_sign():
    assert normal_form(of(Ne(x**2 + 1, 0)), EFFORT).verdict is Verdict.PROVED
    assert normal_form(of(Ne(x, 1)), EFFORT).verdict is Verdict.UNDECIDED
