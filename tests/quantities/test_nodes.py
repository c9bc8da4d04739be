"""Quantities read as papers write them, and their digests follow the code."""

import os
import subprocess
import sys

import pytest
import sympy
from sympy import Rational, exp

from verify import (
    Claim,
    Control,
    Eq,
    chance,
    event,
    experiment,
    mean,
    measured,
    observable,
    real,
)
from verify import order as order_of
from verify.errors import ClaimError
from verify.kinds import Kind, kind_of
from verify.quantities import gaussian, signs
from verify.quantities.fingerprint import fingerprint
from verify.run.digest import digest
from verify.show.statements import latex, plain

tau = real("tau")


def claim_about(test):
    says = Eq(chance(event("the number is high")(test), gaussian(1)), Rational(1, 2))
    return Claim(says=says, controls=(Control("c", Eq(chance(high, gaussian(1)), 1)),))


@event("the number is high")
def high(x):
    return x[:, 0] > 0


@observable("the share")
def share(x):
    return x[:, 0]


@experiment("the rate")
def rate(rng):
    return 1.0


def test_kinds_follow_from_quantities():
    assert kind_of(Eq(chance(high, signs(1)), 1)) is Kind.FREQUENCY
    assert kind_of(Eq(mean(share, signs(1)), 1)) is Kind.FREQUENCY
    assert kind_of(Eq(order_of(tau, tau), 1)) is Kind.RATE
    assert kind_of(Eq(measured(rate), 1)) is Kind.RATE


def test_quantities_print_on_one_line_and_in_latex():
    coin = chance(high, gaussian(1))
    assert plain(Eq(coin, 1)) == "P(high; gaussian(1)) = 1"
    assert latex(coin) == r"\mathbb{P}\left(\text{the number is high}\right)"
    assert latex(measured(rate) - 1).count(r"\left(\text{") == 1  # what is measured ends there
    assert plain(mean(share, signs(2))) == "E(share; signs(2))"
    assert plain(order_of(exp(tau) - 1, tau)) == "order(exp(tau) - 1, tau)"
    assert plain(measured(rate) ** 2).startswith("measured(rate)")
    for node in (coin, mean(share, signs(2)), order_of(tau, tau), measured(rate)):
        assert latex(node**2).count("{") == latex(node**2).count("}")


def test_a_digest_changes_with_the_code_of_an_event():
    one, again, other = (
        claim_about(test)
        for test in (lambda x: x[:, 0] > 0, lambda x: x[:, 0] > 0, lambda x: x[:, 0] > 1)
    )
    assert digest(one) == digest(again) != digest(other)


def test_a_fingerprint_sees_what_a_function_closes_over():
    def shifted(by):
        return lambda x: x > by

    assert fingerprint(shifted(1)) == fingerprint(shifted(1)) != fingerprint(shifted(2))


def test_chances_of_different_events_are_multiplied_and_added():
    @event("the number is low")
    def low(x):
        return x[:, 0] < 0

    first, second = chance(high, gaussian(1)), chance(low, gaussian(1))
    assert first * second == second * first
    assert first + second == second + first
    assert (first * second).atoms(type(first)) == {first, second}


def test_equal_quantities_are_one_quantity():
    assert chance(high, signs(2)) == chance(high, signs(2))
    assert chance(high, signs(2)) - chance(high, signs(2)) == 0
    assert chance(high, signs(2)) != chance(high, signs(3))
    assert sympy.srepr(chance(high, signs(1))) == sympy.srepr(chance(high, signs(1)))


@pytest.mark.parametrize(
    "made",
    [
        lambda: chance(share, signs(1)),
        lambda: chance(high, high),
        lambda: chance(lambda x: x > 0, signs(1)),
        lambda: mean(high, signs(1)),
        lambda: measured(high),
        lambda: observable("empty", 1, 1)(lambda x: x),
        lambda: observable("float", 0.5, 1)(lambda x: x),
        lambda: experiment("backwards", start=-1)(lambda h: h),
    ],
)
def test_what_does_not_fit_is_refused_with_a_remedy(made):
    with pytest.raises(ClaimError):
        made()


def test_two_quantities_of_one_name_have_one_order_in_every_process() -> None:
    program = (
        "import sympy\nfrom verify import Eq, mean, observable\n"
        "from verify.kinds import quantities_of\nfrom verify.quantities import signs\n"
        "def made(power):\n"
        "    @observable('a power')\n    def square(u):\n        return u[:, 0] ** power\n"
        "    return mean(square, signs(1))\n"
        "found = quantities_of(Eq(made(2) + 2 * made(3) + 3 * made(4), 0))\n"
        "print([str(one) for one in found], [sympy.srepr(one) for one in found])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in "1234"
    }
    assert len(told) == 1
