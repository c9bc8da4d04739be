"""Scores: a tape written out for one arithmetic says what the tape says."""

import numpy as np
import pytest
from flint import acb, arb, arb_series
from sympy import cos, exp, sin, sqrt

from verify import Flow, real
from verify.arithmetic import FLOAT, compile_tape
from verify.errors import UnsupportedFunction
from verify.flows.batches import batch_velocity
from verify.flows.holomorphic import HOLOMORPHIC
from verify.flows.series import SERIES, coefficients

x, y = real("x y")
rates = [sin(x) * cos(x) / (exp(y) + sqrt(2)), x**3 - y, x * 0 + 2]


def test_constants_of_a_score_follow_the_working_precision() -> None:
    tape = compile_tape([x * sqrt(2)], (x,))
    rough, fine = (
        coefficients(SERIES(2, bits).run(tape, [arb_series([1, 1], 2)])[0], 2)[0]
        for bits in (30, 200)
    )
    assert fine.rad() < arb(2) ** -190 < arb(2) ** -40 < rough.rad()
    assert rough.overlaps(fine)


def test_a_series_starts_with_the_values_and_a_constant_output_stays_one() -> None:
    tape = compile_tape(rates, (x, y))
    values = [arb_series([arb(k) / 3, 1], 3) for k in (1, 2)]
    found = SERIES(3, 90).run(tape, values)
    exact = HOLOMORPHIC(90).run(tape, [arb(1) / 3, arb(2) / 3])
    for series, value in zip(found, exact, strict=True):
        assert value.real.overlaps(coefficients(series, 1)[0])
        assert coefficients(series, 1)[0].is_finite()


def test_only_what_has_no_series_is_not_finite() -> None:
    tape = compile_tape([1 / x, x + 1], (x,))
    broken, whole = SERIES(3, 64).run(tape, [arb_series([0, 1], 3)])
    assert not coefficients(broken, 1)[0].is_finite()
    assert coefficients(whole, 1)[0] == 1
    nowhere, somewhere = HOLOMORPHIC(64).run(tape, [acb(0)])
    assert not nowhere.is_finite()
    assert somewhere == 1


def test_an_operation_without_a_series_is_refused() -> None:
    tape = compile_tape([abs(x)], (x,))
    with pytest.raises(UnsupportedFunction, match="analytic"):
        SERIES(3, 64).run(tape, [arb_series([1, 1], 3)])
    with pytest.raises(UnsupportedFunction, match="analytic"):
        HOLOMORPHIC(53).run(tape, [acb(1)])


def test_a_batch_of_velocities_is_what_floats_say_of_the_rates() -> None:
    weight = real("w")
    flow = Flow({x: weight * sin(x) / y, y: 1 + 0 * x})
    states = np.random.default_rng(0).normal(size=(2, 5))
    states[1, 0] = 0.0
    weights = np.arange(5.0)
    found = batch_velocity(flow, {weight: weights})(states)
    tape = compile_tape(list(flow.rates), (x, y, weight))
    plain = tape.play(FLOAT, {x: states[0], y: states[1], weight: weights})
    np.testing.assert_array_equal(found, np.array(plain))
    assert np.isnan(found[0, 0])
    assert (found[1] == 1).all()
