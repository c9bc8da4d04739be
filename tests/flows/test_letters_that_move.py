"""What changes with time is not hidden behind a definition, a rate or a name."""

import pytest
import sympy
from sympy import exp

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Lt,
    Verdict,
    barbalat,
    check,
    complex_number,
    converges,
    decays,
    finite_length,
    never_grows,
    real,
    size,
    tends,
)
from verify.effort import QUICK
from verify.errors import ClaimError

x, y, u, energy, bound, tau = real("x y u E K tau")
nonsense = (Control("nonsense", Lt(x**2 + 1, 0)),)
growing = Flow({x: x, y: y})
driven = Flow({x: -u * x}, inputs=(u,))


@pytest.mark.parametrize(
    ("says", "where"),
    [
        (lambda: never_grows(energy, growing), {energy: x**2 + y**2}),
        (lambda: decays(energy, -1, growing), {energy: x**2 + y**2}),
        (lambda: never_grows(energy, driven), {energy: u * x}),
        (lambda: tends(Eq(energy, 0), driven, by=barbalat(x**2 / 2, 10)), {energy: u * x}),
        (
            lambda: tends(
                Eq(x, 0), Flow({x: -x, y: y**2}), by=barbalat(x**2 / 2, 1 + x**2, bound)
            ),
            {bound: 1 + y**2},
        ),
    ],
)
def test_a_definition_hides_no_letter_that_moves(says, where):
    with pytest.raises(ClaimError, match=r"rate would be lost|holds a letter that moves"):
        Claim(says=says(), where=where, controls=nonsense)


def test_a_control_hides_none_either():
    false_twin = Control("it grows", never_grows(energy, growing))
    with pytest.raises(ClaimError, match="rate would be lost"):
        Claim(says=Ge(x**2, 0), where={energy: x**2}, controls=(false_twin,))


def test_a_definition_without_a_letter_that_moves_is_let_through():
    says = decays(x**2, energy, Flow({x: -x}))
    claim = Claim(says=says, where={energy: sympy.Integer(2)}, controls=nonsense)
    assert check(claim, QUICK).verdict is Verdict.PROVED


@pytest.mark.parametrize("flow", [driven, Flow({x: -u * x, u: 1})])
def test_a_rate_of_decay_is_a_number_that_stays(flow):
    with pytest.raises(ClaimError, match="changes with time"):
        decays(x**2, 2 * u, flow)


def test_no_letter_has_the_name_of_one_that_a_rule_makes():
    with pytest.raises(ClaimError, match="without brackets and spaces"):
        Claim(says=Eq(sympy.Symbol("later x", real=True), 0), controls=nonsense)


def test_a_letter_called_tau_is_not_taken_for_the_time():
    later = Assumption("τ is not negative", Ge(tau, 0))
    says = converges(Flow({x: 1 - exp(x - 50) + tau}))  # tends to 50 + log(1 + τ)
    claim = Claim(given=(later,), says=says, controls=nonsense)
    assert check(claim, QUICK).verdict is not Verdict.REFUTED


def test_what_floats_see_of_a_flow_with_inputs_is_said_to_be_of_constant_ones():
    positive = Assumption("u is positive", Ge(u, sympy.Rational(1, 100)))
    twin = Control("it stays away from 0", tends(Eq(x, 1), driven))
    result = check(
        Claim(given=(positive,), says=tends(Eq(x, 0), driven), controls=(twin,)), QUICK
    )
    assert result.verdict is Verdict.OBSERVED
    assert "with inputs that do not change" in result.because
    assert "with inputs that do not change" in result.scope


def test_a_size_does_not_move():
    n = size("n")  # SymPy knows that it is positive, and -t + 1 is not for long
    with pytest.raises(ClaimError, match="no letter for any real number"):
        Flow({n: -1})
    with pytest.raises(ClaimError, match="must be a real letter"):
        Flow({x: n}, inputs=(n,))


@pytest.mark.parametrize("rate", [sympy.I * x, complex_number("z") * x])
def test_rates_are_real(rate):
    with pytest.raises(ClaimError, match="flows are about real numbers"):
        Flow({x: rate})


@pytest.mark.parametrize(
    "says",
    [
        lambda: tends(Eq(x + 1 / y, 1 / y), Flow({x: -x, y: -y}), lyapunov=x**2 + y**2),
        lambda: tends(Eq(x * complex_number("z"), 0), Flow({x: -x})),
        lambda: converges(Flow({x: -x}), by=finite_length(x**2, 2, sympy.I)),
    ],
)
def test_a_target_and_a_certificate_have_real_values(says):
    with pytest.raises(ClaimError, match=r"real numbers|has a value"):
        says()


def test_a_definition_does_not_hide_where_a_rate_has_a_value():
    with pytest.raises(ClaimError, match="no longer shows that 1/y has a value"):
        Claim(
            says=tends(Eq(x, 0), Flow({x: -x * u * y}), lyapunov=x**2),
            where={u: 1 / y},
            controls=nonsense,
        )
