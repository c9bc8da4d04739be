"""One state at a time: the same rates as in batches, and no rate where there is none."""

import math

import numpy as np
import pytest
from sympy import Abs, Max, Rational, cos, cosh, exp, log, pi, sin, sqrt, tanh

from verify import Flow, real
from verify.arithmetic import FLOAT, compile_tape
from verify.flows.scalars import evaluator, velocity

x, y = real("x y")
RATES = (
    sin(x) * cos(y) / 3 - pi * x**3,
    exp(-x) / (1 + y**2) + Rational(1, 3) * tanh(y),
    sqrt(1 + x**2) - Abs(y) * cosh(x) + log(2 + x**2),
    Max(x, y) - x,
)


def test_the_rates_of_one_state_agree_with_those_of_a_batch():
    rng = np.random.default_rng(0)
    tape = compile_tape(RATES, (x, y))
    for a, b in rng.normal(size=(50, 2)).tolist():
        batch = tape.play(FLOAT, {x: a, y: b})
        for rates in (RATES, RATES[:3]):
            assert evaluator(rates, (x, y))([a, b]) == pytest.approx(
                [float(value) for value in batch[: len(rates)]], rel=1e-14
            )


def test_a_rate_without_a_value_is_nan_and_never_a_number():
    for rate in (1 / x, log(x), sqrt(x - 1), x / x**3):
        assert math.isnan(velocity(Flow({x: rate}))([0.0])[0])
    assert velocity(Flow({x: exp(x)}))([1e4]) == [math.inf]


def test_a_rate_is_finite_beside_one_that_has_no_value():
    first, second = velocity(Flow({x: 1 / x, y: x + y}))([0.0, 2.0])
    assert math.isnan(first)
    assert second == 2.0
