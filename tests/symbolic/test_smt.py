import re

import pytest
import sympy
from sympy import Abs, Max, Piecewise, Rational, cos, exp, log, sin, sqrt, tanh

from tests.symbolic.corpus import FALSE_IDENTITIES, h, lam, x, y
from tests.symbolic.rechecking import z3_agrees
from verify.effort import Effort
from verify.logic import And, Eq, Ge, Gt, Iff, Implies, Le, Lt, Ne, Or
from verify.notation import complex_number, size
from verify.obligation import Obligation, Premise
from verify.symbolic.smt import contradictory, meeting_point, satisfiable, smt
from verify.verdict import Truth, Verdict

z = complex_number("z")
EFFORT = Effort(smt=2_000_000)


def of(says, *given, **where):
    premises = tuple(Premise(f"premise {k}", tree) for k, tree in enumerate(given))
    return Obligation(says, premises, **where)


DECAY = Iff(Lt(Abs(1 + h * z) ** 2, 1), Lt(h * Abs(z) ** 2, -2 * sympy.re(z)))
NEUTRAL = Iff(Eq(Abs(1 + h * z), 1), Or(Eq(z, 0), Eq(h, -2 * sympy.re(z) / Abs(z) ** 2)))
CUBIC = 3 * x / 2 - x**3 / 2

TRUE = {
    "the stability disk of a step": of(DECAY, Gt(h, 0)),
    "the circle on which a mode keeps its size": of(
        Iff(Eq(Abs(1 + h * z), 1), Eq(h * Abs(z) ** 2 + 2 * sympy.re(z), 0)),
        Gt(h, 0),
    ),
    "the neutral step": of(NEUTRAL, Gt(h, 0), Ne(z, 0)),
    "the cubic maps [-2, 2] into [-1, 1]": of(
        And(Le(CUBIC, 1), Ge(CUBIC, -1)), Le(x, 2), Ge(x, -2)
    ),
    "tanh is below 1": of(Lt(tanh(x) ** 2, 1)),
    "a rectifier is below a modulus": of(Le(Max(x, 0), Abs(x))),
    "a mean of roots": of(Le(sqrt(x), (1 + x) / 2), Ge(x, 0)),
    "Cauchy-Schwarz in the plane": of(Le((x * h + y) ** 2, (x**2 + y**2) * (h**2 + 1))),
    "sine times cosine": of(Le(sin(x) * cos(x), Rational(1, 2))),
    "the tangent of the logarithm": of(Le(log(x), x - 1), Gt(x, 0)),
    "the tangent of the exponential": of(Ge(exp(x * y), 1 + x * y)),
    "decay": of(Lt(exp(-h * x), 1), Gt(h, 0), Gt(x, 0)),
    "exp is increasing": of(Lt(exp(x) + x, exp(y) + y), Lt(x, y)),
    "a guarded division": of(Implies(Ne(x, 0), Eq(x**2 / x**3 * x, 1))),
    "a branch is only divided in where it is chosen": of(
        Ge(Piecewise((1 / x, Gt(x, 0)), (0, True)), 0)
    ),
    "one side or the other": of(Or(Gt(x**2, x), Le(x**2, x))),
}

FALSE = {
    "the disk for steps backwards": of(DECAY),
    "the cubic on [-3, 3]": of(Le(CUBIC, 1), Le(x, 3), Ge(x, -3)),
    "a rectifier is strictly below a modulus": of(Lt(Max(x, 0), Abs(x))),
    "growth": of(Lt(exp(-h * x), 1), Gt(h, 0)),
    "no root of two": of(Ne(x**2, 2)),
    "a mean of roots, strictly": of(Lt(sqrt(x), (1 + x) / 2), Ge(x, 0)),
    "Nesbitt's inequality, reversed": of(
        Le(x / (y + h) + y / (x + h) + h / (x + y), Rational(29, 20)),
        *(Gt(x, 0), Gt(y, 0), Gt(h, 0)),
    ),
    "an equivalence with a converse that fails": of(Iff(Gt(x**2, 1), Gt(x, 1))),
    "the halving of a mode": of(
        Lt(4 * (1 + h * lam) ** 2, 1), Gt(h, 0), Lt(lam, 0), Gt(h * lam, -2)
    ),
}

UNDEFINED = {
    "a division by what may vanish": of(Eq((x**2 - 1) / (x - 1), x + 1)),
    "a root of what may be negative": of(Le(sqrt(x), (1 + x) / 2)),
    "a logarithm of what may be negative": of(Eq(log(2 * x) - log(x), log(2))),
    "a product with the reciprocal, SymPy cannot cancel": of(Eq((x + y) / (x + y + 0) * 1, 1)),
    "a quotient compared with itself": of(Lt(1 / x, 1 / x + 1)),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_true_statement_is_proved(name):
    evidence = smt(TRUE[name], EFFORT)
    assert evidence.verdict is Verdict.PROVED, evidence.because
    assert evidence.steps


@pytest.mark.parametrize("name", TRUE)
def test_a_fresh_solver_agrees_with_every_step(name):
    for step in smt(TRUE[name], EFFORT).steps:
        assert z3_agrees(step)


@pytest.mark.parametrize("name", FALSE)
def test_a_false_statement_is_refuted_by_a_replayed_point(name):
    evidence = smt(FALSE[name], EFFORT)
    assert evidence.verdict is Verdict.REFUTED, evidence.because
    assert evidence.witness.replayed
    assert not any("." in value for value in evidence.witness.values.values())


@pytest.mark.parametrize("name", [k for k in UNDEFINED if "SymPy" not in k])
def test_an_undefined_statement_is_neither_proved_nor_refuted(name):
    evidence = smt(UNDEFINED[name], EFFORT)
    assert evidence.verdict is Verdict.UNDECIDED
    assert "may fail" in evidence.because


@pytest.mark.parametrize("expression", FALSE_IDENTITIES, ids=str)
def test_a_near_miss_is_never_proved(expression):
    assert smt(of(Eq(expression, 0)), Effort(smt=300_000)).verdict is not Verdict.PROVED


@pytest.mark.parametrize("name", TRUE)
def test_certificates_are_plain_smt_lib(name):
    for step in smt(TRUE[name], EFFORT).steps:
        assert step.identity.startswith("(set-logic QF_NRA)")
        plain = re.sub(r"\|[^|]*\|", "letter", step.identity)
        assert not re.search(r"\((=>|ite|not|and|or) (and|or)\b", plain)
        assert not re.search(r"\((and|or|\+|\*) [^ ()]+\)", plain)


def test_an_equivalence_is_proved_in_two_steps():
    assert len(smt(TRUE["the stability disk of a step"], EFFORT).steps) == 2


def test_definitions_are_put_in_late():
    late = Obligation(Lt(y, 1), (Premise("x is large", Gt(x, 1)),), {y: 1 / x})
    assert smt(late, EFFORT).verdict is Verdict.PROVED


def test_a_definition_without_a_value_is_no_proof():
    hollow = Obligation(Ge(y**2, 0), (), {y: 1 / x})
    assert smt(hollow, EFFORT).verdict is Verdict.UNDECIDED


def test_a_witness_speaks_in_the_letters_of_the_claim():
    witness = smt(FALSE["the disk for steps backwards"], EFFORT).witness
    assert set(witness.values) == {"h", "z"}


def test_the_same_seed_gives_the_same_answer():
    first, second = (smt(FALSE["growth"], Effort(seed=5)) for _ in range(2))
    assert first == second


def test_too_little_effort_is_undecided():
    hard = of(Ge(x**4 * y**2 + x**2 * y**4 + h**6, 3 * x**2 * y**2 * h**2))
    assert smt(hard, Effort(smt=10)).verdict is Verdict.UNDECIDED


def test_a_size_is_at_least_one():
    n = size("n")
    assert smt(of(Ge(n, 1)), EFFORT).verdict is Verdict.PROVED
    assert smt(of(Ge(n, 2)), EFFORT).verdict is Verdict.REFUTED


def test_an_unknown_function_is_undecided():
    f = sympy.Function("f")
    assert smt(of(Eq(f(x), f(x) + 1)), EFFORT).verdict is Verdict.UNDECIDED


def test_an_infinite_number_is_undecided():
    assert smt(of(Lt(x, sympy.oo)), EFFORT).verdict is Verdict.UNDECIDED
    assert smt(of(Eq(x * sympy.nan, 1)), EFFORT).verdict is Verdict.UNDECIDED


def test_a_transcendental_model_is_not_believed():
    # |tanh x| < |x| is true; with tanh x as a letter z3 has a model against it.
    assert smt(of(Lt(Abs(tanh(x)), Abs(x)), Ne(x, 0)), EFFORT).verdict is Verdict.UNDECIDED


def test_contradictory_premises_are_told():
    premises = of(sympy.true, Gt(x, 0), Lt(x, 0)).given
    assert satisfiable(premises, EFFORT) is Truth.FALSE
    assert contradictory([Gt(x * y, 1), Lt(x, 0), Gt(y, 0)])
    assert contradictory([Gt(log(x), 0), Lt(x, 0)])


def test_premises_are_satisfiable_only_with_an_exact_point():
    premises = of(sympy.true, Gt(exp(x), 3), Eq(x + y, 1), Lt(Abs(z), 2)).given
    assert satisfiable(premises, EFFORT) is Truth.TRUE
    point = meeting_point(premises, EFFORT)
    assert point[x] + point[y] == 1


def test_premises_with_an_unknown_head_are_unknown():
    premises = of(sympy.true, Gt(sympy.Function("f")(x), 0)).given
    assert satisfiable(premises, EFFORT) is Truth.UNKNOWN


def test_a_premise_is_met_only_where_it_is_defined():
    assert (
        satisfiable(of(sympy.true, Eq(sqrt(x) ** 2 + sqrt(x), -1)).given, EFFORT) is Truth.FALSE
    )


def test_a_degree_out_of_reach_is_undecided():
    assert smt(of(Lt(x**100_000, y)), EFFORT).verdict is Verdict.UNDECIDED
    assert smt(of(Lt(sin(10**9 * x) + sin(x), 3)), EFFORT).verdict is Verdict.UNDECIDED
    assert smt(of(Lt(exp(10**30 * x), exp(x) + 3)), EFFORT).verdict is Verdict.UNDECIDED
