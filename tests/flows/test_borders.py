"""Borders: where floats see that a rate is no multiple of a gap."""

import pytest
from sympy import exp, gamma, log, sin, sqrt

from verify import real
from verify.flows.borders import moves_at
from verify.symbolic.cofactor import cofactor

x, y, t = real("x y t")


@pytest.mark.parametrize(
    ("rate", "gap"),
    [
        ((x - y) * exp(x * t), x - y),
        (sqrt(2) * (1 - x**2) / (exp(1 - x) + 1), 1 - x),
        ((2 * x + 3 * y - 1) * sin(y), 2 * x + 3 * y - 1),
        ((x * y - 1) * y, x * y - 1),
        (x - x, x),
        (x**3, x),
    ],
)
def test_a_multiple_is_never_seen_to_move(rate, gap) -> None:
    assert cofactor(rate, gap)[0] is not None
    assert not moves_at(rate, gap)


def test_a_rate_that_is_not_0_on_the_border_is_seen() -> None:
    assert moves_at(x - y + exp(-t), x - y)
    assert moves_at(1 + x, x)
    assert moves_at(y, x * y - 1)


def test_what_floats_cannot_look_at_says_nothing() -> None:
    assert not moves_at(y, x**2 + y**2 - 1)  # no letter is linear
    assert not moves_at(log(x - 3), x)  # no value on the border
    assert not moves_at(exp(exp(exp(8 + y**2))), x)  # it overflows there
    assert not moves_at(gamma(x), x)
