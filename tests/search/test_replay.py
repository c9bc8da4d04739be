import pytest
import sympy
from sympy import Rational, sqrt

from verify.errors import ClaimError
from verify.logic import Eq, Ge, Gt, Lt, Ne
from verify.notation import real, size
from verify.obligation import Obligation, Premise
from verify.search.parse import ball, exact_number
from verify.search.replay import replay

x, y = real("x y")
n = size("n")
positive = Premise("x is positive", Gt(x, 0))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3/5", Rational(3, 5)),
        ("-2", Rational(-2)),
        ("0.1", Rational(1, 10)),
        ("1e-30", Rational(1, 10**30)),
        ("sqrt(2)/2", sqrt(2) / 2),
        ("(1 + sqrt(5))/2", (1 + sqrt(5)) / 2),
        ("-2**(1/3)", -(sympy.Integer(2) ** Rational(1, 3))),
        ("pi/4 + E", sympy.pi / 4 + sympy.E),
        ("log(2)", sympy.log(2)),
    ],
)
def test_text_is_read_exactly(text, value):
    assert exact_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1/0",
        "nan",
        "inf",
        "sqrt(-1)",
        "__import__('os').system('true')",
        "(lambda: 1)()",
        "[1][0]",
        "9**9**9",
        "2**(10**9)",
        "exp(1, 2)",
        "1 if 1 else 2",
        "'1'",
        "True",
        "1j",
        "0x10",
        "(" * 500 + "1" + ")" * 500,
        "1+" * 3000 + "1",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ClaimError, match="no exact real number"):
        exact_number(text)


def test_a_ball_is_a_midpoint_and_a_radius():
    assert ball("0.5 +/- 1e-3") == (Rational(1, 2), Rational(1, 1000))


def test_a_witness_still_breaks():
    answer = replay(Obligation(Gt(x, 1), (positive,)), {"x": "1/2"})
    assert (answer.breaks, answer.because) == (True, "still breaks")


def test_an_irrational_witness_still_breaks():
    assert replay(Obligation(Ne(x**2, 2)), {"x": "sqrt(2)"}).breaks is True


def test_a_witness_of_a_repaired_claim_no_longer_breaks():
    answer = replay(Obligation(Gt(x, Rational(1, 3)), (positive,)), {"x": "1/2"})
    assert answer.breaks is False
    assert "holds" in answer.because


def test_a_witness_outside_the_premises_no_longer_breaks():
    answer = replay(Obligation(Gt(x, 1), (positive,)), {"x": "-1/2"})
    assert answer.breaks is False
    assert "x is positive" in answer.because


def test_a_ball_breaks_when_all_of_it_does():
    claim = Obligation(Gt(x, 1), (positive,))
    assert replay(claim, {"x": "0.5 +/- 1e-3"}).breaks is True
    assert replay(claim, {"x": "0.5 +/- 0.6"}).breaks is None
    assert replay(claim, {"x": "-3 +/- 1"}).breaks is False


def test_a_ball_never_breaks_an_inequality_by_a_tie():
    assert replay(Obligation(Ne(x, y)), {"x": "1 +/- 1e-9", "y": "1"}).breaks is None


def test_a_missing_letter_cannot_be_replayed():
    answer = replay(Obligation(Ge(x, y)), {"x": "1"})
    assert answer.breaks is None
    assert "no value for y" in answer.because


def test_a_bad_number_cannot_be_replayed():
    assert replay(Obligation(Ge(x, 1)), {"x": "os.getcwd()"}).breaks is None


def test_an_undefined_statement_cannot_be_told():
    assert replay(Obligation(Lt(1 / x, 0)), {"x": "0"}).breaks is None


def test_definitions_are_put_in():
    assert replay(Obligation(Eq(y, 4), (), {y: x**2}), {"x": "3"}).breaks is True


def test_a_size_among_the_values_is_a_whole_number_above_zero():
    few = Obligation(Lt(n, 4))
    assert replay(few, {"n": "4"}).breaks is True
    assert replay(few, {}, size="n = 4").breaks is True
    assert replay(few, {"n": "3"}).breaks is False
    for value in ("9/2", "4.5", "0", "-1", "5 +/- 1"):
        assert replay(Obligation(Ne((n - 4) * (2 * n - 9), 0)), {"n": value}).breaks is None
    assert replay(few, {}, size="n = 0").breaks is None
