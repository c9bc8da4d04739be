"""Does the search find what it should find, and pass nothing it should not?"""

import pytest
import sympy
from sympy import Abs, And, Implies, Or, Rational, acos, cos, exp, log, pi, sqrt

from verify.effort import Effort
from verify.logic import Eq, Ge, Gt, Le, Lt, Ne
from verify.notation import complex_number, real
from verify.obligation import Obligation, Premise
from verify.search.replay import replay
from verify.search.route import points
from verify.verdict import Verdict

LIGHT = Effort(points=60, batch=4_000, descents=6, bits=1024)
h, lam, x, y = real("h lambda x y")
z = complex_number("z")


def obligation(says, *given, **more):
    return Obligation(says, tuple(Premise(str(g), g) for g in given), **more)


def found(says, *given, effort=LIGHT):
    return points(obligation(says, *given), effort)


def values(evidence):
    return {name: sympy.Rational(text) for name, text in evidence.witness.values.items()}


FALSE = {
    "maximally false": (Lt(x**2, -1),),
    "a violation on a thin set": (Gt((x - y) ** 2, 0),),
    "a violation where two letters are equal": (Ne(x**3, y**3),),
    "a violation on an interval": (Ge(x * (x - 1), 0),),
    "a violation at one point": (Gt((x - 1) ** 2, 0),),
    "a violation in a window of width 1/1000": (Ge((3 * x - 1) ** 2, Rational(1, 10**6)),),
    "a violation on the boundary of a premise": (Gt(x * y, 0), Ge(x, 0), Gt(y, 0)),
    "a violation far away": (Lt(x, 10**5),),
    "an implication that fails on a line": (Implies(Eq(x, 2 * y), Eq(x, 0)),),
    "a false identity": (Eq(exp(x + y), exp(x) + exp(y)),),
    "a false identity of powers": (Eq((x + y) ** 2, x**2 + y**2),),
    "on a circle": (Lt(x + y, 1), Eq(x**2 + y**2, 1)),
    "on an irrational circle": (Lt(x, 1), Eq(x**2 + y**2, 3)),
    "on a hyperbola": (Ge(x + y, 2), Eq(x * y, 1)),
    "on a solved exponential": (Gt(y, 1), Eq(exp(x), y)),
    "with a modulus imposed": (Lt(x, 2), Eq(Abs(x - y), 1), Gt(y, 0)),
    "with complex letters": (Le(Abs(1 + z), 1), Lt(sympy.re(z), 0)),
    "a complex identity": (Eq(z**2, Abs(z) ** 2),),
}
TRUE = {
    "a tie that holds": (Ge(exp(x), 1 + x),),
    "a bound that is never reached": (Lt(sympy.tanh(x), 1),),
    "an identity under open premises": (
        Eq((1 + h * lam) ** 2 - 1, h * lam * (2 + h * lam)),
        Gt(h, 0),
        Lt(lam, 0),
        Gt(h * lam, -2),
    ),
    "a square": (Ge((x - y) ** 2, 0),),
    "on the circle": (Le(x + y, sqrt(2)), Eq(x**2 + y**2, 1)),
    "under premises": (Lt((1 + h * lam) ** 2, 1), Gt(h, 0), Lt(lam, 0), Gt(h * lam, -2)),
    "with two circles": (
        Le(Abs(x * h + y * lam), 1),
        Eq(x**2 + y**2, 1),
        Eq(h**2 + lam**2, 1),
    ),
    "a complex identity": (Eq(z * sympy.conjugate(z), Abs(z) ** 2),),
    "where a premise keeps it defined": (Ge(sqrt(x), 0), Ge(x, 0)),
}


@pytest.mark.parametrize("case", FALSE.values(), ids=FALSE.keys())
def test_a_false_statement_is_refuted_and_its_witness_replays(case):
    evidence = found(*case)
    assert evidence.verdict is Verdict.REFUTED
    again = replay(obligation(*case), evidence.witness.values)
    assert again.breaks is True


@pytest.mark.parametrize("case", TRUE.values(), ids=TRUE.keys())
def test_a_true_statement_is_supported(case):
    evidence = found(*case)
    assert evidence.verdict is Verdict.SUPPORTED
    assert evidence.witness is None
    assert evidence.tried >= 15
    assert float(evidence.worst.margin) >= 0


def test_the_three_fates_miss_a_flip_of_sign():
    fates = Or(Lt(Abs(1 + h * lam), 1), Eq(lam, 0), Gt(Abs(1 + h * lam), 1), evaluate=False)
    evidence = found(fates, Gt(h, 0))
    assert evidence.verdict is Verdict.REFUTED
    at = values(evidence)
    assert at["h"] > 0
    assert at["h"] * at["lambda"] == -2
    assert {at["h"], abs(at["lambda"])} <= {1, 2}


def test_a_witness_is_small():
    at = values(found(Ge(x * (x - 1), 0)))
    assert at["x"] == Rational(1, 2)
    at = values(found(Lt(4 * (1 + h * lam) ** 2, 1), Gt(h, 0), Lt(lam, 0), Gt(h * lam, -2)))
    assert all(max(abs(v.p), v.q) <= 4 for v in at.values())


def test_a_witness_beyond_the_corners_is_shrunk():
    at = values(found(Lt(x + y, 12345), Gt(y, 0)))
    assert at["x"] + at["y"] >= 12345
    assert all(value.q == 1 for value in at.values())


def test_a_small_number_that_must_stay_off_zero_is_shrunk_too():
    at = values(found(Gt(h * y**2, -2 * x), Gt(h, 0), Lt(x, 0), Gt(x, -Rational(1, 10**5))))
    assert at["h"] * at["y"] ** 2 <= -2 * at["x"]
    assert at["x"].q <= 10**6


def test_a_clear_violation_is_not_shrunk_to_a_tie():
    assert values(found(Gt(x, 0)))["x"] < 0


def test_the_worst_point_of_a_sharp_inequality_is_where_it_touches():
    worst = found(Ge(exp(x), 1 + x)).worst
    assert float(worst.margin) == 0
    assert worst.point == {"x": "0"}


def test_the_worst_point_is_found_by_descent():
    worst = found(Ge(exp(x) - 3 * x, Rational(-1, 3))).worst
    # The minimum is at log 3: 3 - 3 log 3 + 1/3.
    assert float(worst.margin) == pytest.approx(3 - 3 * 1.0986122887 + 1 / 3, abs=1e-6)


def test_rounding_errors_are_no_worst_point():
    large = (x + 10**8) ** 3 - x**3 - 3 * 10**8 * x**2 - 3 * 10**16 * x - 10**24
    evidence = found(Eq(large, 0))
    assert evidence.verdict is Verdict.SUPPORTED
    assert float(evidence.worst.margin) == 0


def test_contradictory_premises_are_met_by_nobody():
    evidence = found(Lt(x, 1), Gt(x, 2), Lt(x, 1))
    assert evidence.verdict is Verdict.UNDECIDED
    assert evidence.tried == 0
    assert "nobody met the assumptions" in evidence.because


def test_contradictory_equations_are_met_by_nobody():
    evidence = found(Lt(x, 1), Eq(x, 2), Eq(x, 3))
    assert (evidence.verdict, evidence.tried) == (Verdict.UNDECIDED, 0)


def test_an_imaginary_solution_meets_no_premise():
    evidence = found(Lt(x, 1), Eq(x**2, -1))
    assert (evidence.verdict, evidence.tried) == (Verdict.UNDECIDED, 0)


def test_a_statement_undefined_at_an_admissible_point_is_undecided():
    for says in (Ne(1 / x, 0), Ge(sqrt(x), 0), Ge(x + log(x**2), x - 10**9)):
        evidence = found(says)
        assert evidence.verdict is Verdict.UNDECIDED
        assert "no meaning" in evidence.because


def test_a_value_that_no_ball_finds_is_not_said_to_be_missing():
    evidence = found(Eq(acos(cos(x)), x), Eq(x, pi))
    assert evidence.verdict is Verdict.UNDECIDED
    assert evidence.because.startswith("no arithmetic finds a value of the statement at x = pi")


def test_nan_is_no_violation():
    evidence = found(Lt(sqrt(-1 - x**2), 0))
    assert evidence.verdict is Verdict.UNDECIDED
    assert evidence.witness is None


def test_an_overflow_is_no_violation():
    assert found(Gt(exp(exp(x)), 1), Gt(x, 5)).verdict is Verdict.SUPPORTED


def test_a_statement_without_letters_is_decided_once():
    assert found(Gt(sqrt(2), Rational(7, 5))).verdict is Verdict.SUPPORTED
    assert found(Gt(sqrt(2), Rational(3, 2))).verdict is Verdict.REFUTED


def test_an_equation_nobody_can_solve_says_so_when_nobody_meets_it():
    evidence = found(Lt(x, 1), Eq(x * exp(x) + sympy.cos(x), 7))
    assert evidence.verdict is Verdict.UNDECIDED
    assert "could not be" in evidence.because


def test_definitions_are_put_in():
    s = real("s")
    evidence = points(Obligation(Lt(s, 1), (), {s: x**2}), LIGHT)
    assert evidence.verdict is Verdict.REFUTED
    assert set(evidence.witness.values) == {"x"}


def test_the_same_seed_gives_the_same_evidence():
    says, given = Lt(exp(x) * y, 7), (Gt(y, x**2), Lt(x, 3))
    assert found(says, *given) == found(says, *given)


def test_every_seed_finds_the_narrow_window():
    for seed in (1, 2, 3):
        effort = Effort(seed=seed, points=60, batch=4_000, descents=6)
        narrow = Ge((7 * x - 3 * y) ** 2 + (x - 3) ** 2, Rational(1, 10**6))
        assert found(narrow, effort=effort).verdict is Verdict.REFUTED


def test_a_robust_witness_has_a_ball_of_witnesses_around_it():
    assert found(Ge(x * (x - 1), 0)).witness.robust is True


def test_an_isolated_witness_is_called_isolated():
    assert found(Gt((x - 1) ** 2, 0)).witness.robust is False


def test_a_witness_on_a_sphere_is_robust_within_the_sphere():
    assert found(Le(x + y, 1), Eq(x**2 + y**2, 1)).witness.robust is True


def test_a_conjunction_of_premises_is_imposed():
    evidence = found(Lt(x * y, 1), And(Eq(x, 2 * y), Gt(y, 0)))
    at = values(evidence)
    assert at["x"] == 2 * at["y"]
    assert 2 * at["y"] ** 2 >= 1


def test_both_branches_of_a_product_are_searched():
    assert found(Eq(x, 0), Eq(x * y, 0)).verdict is Verdict.REFUTED
    assert found(Eq(y, 0), Eq(x * y, 0)).verdict is Verdict.REFUTED
