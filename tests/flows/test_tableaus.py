"""The coefficients of Runge–Kutta methods."""

from dataclasses import replace

import numpy as np
import pytest

from verify.flows.ellipsoids import FlowError
from verify.flows.fields import Custom
from verify.flows.rungekutta import integrate
from verify.flows.steps import Clock, coefficients, interpolate, take_step
from verify.flows.tableaus import tableau


@pytest.mark.parametrize(
    ("name", "inside"), [("rk4", 3), ("rk38", 3), ("dopri5", 4), ("dop853", 7)]
)
def test_a_step_and_its_interpolant_have_their_orders(name, inside):
    # ẏ = y cos t, y = exp(sin t): one step of size h errs by h^(order + 1), at most places
    method, clock = tableau(name), Clock(0.0, 1.0)
    field = Custom(lambda t, y: y * np.cos(t)[:, None])
    t = np.linspace(0, 6, 24)
    y = np.exp(np.sin(t))[:, None]
    ends, insides = [], []
    for size in (0.4, 0.2) if name == "dop853" else (0.2, 0.1):
        h = np.full(24, size)
        step = take_step(field, method, clock, t, h, y, field(t, y), 1e-6, 0)
        ends.append(np.abs(step.new[:, 0] - np.exp(np.sin(t + h))).max())
        powers = coefficients(field, method, clock, t, h, step)
        found = interpolate(y, powers, h, np.full(24, 0.37))[:, 0]
        insides.append(np.abs(found - np.exp(np.sin(t + 0.37 * h))).max())
    assert abs(np.log2(ends[0] / ends[1]) - method.order - 1) < 0.6
    assert abs(np.log2(insides[0] / insides[1]) - inside - 1) < 0.7


@pytest.mark.parametrize("name", ["rk4", "rk38", "dopri5", "dop853"])
def test_a_misprinted_coefficient_is_seen(name):
    method = tableau(name)
    wrong = method.weights.copy()
    wrong[2] += 1e-6
    with pytest.raises(FlowError, match="sums to"):
        replace(method, weights=wrong)
    with pytest.raises(FlowError, match="error weights"):
        replace(method, errors=(method.errors[0] + 1e-6,))
    with pytest.raises(FlowError, match="interpolant"):
        replace(method, polynomials=method.polynomials * 1.001)


@pytest.mark.parametrize("method", ["rk4", "rk38"])
def test_a_fourth_order_method_sees_an_error_that_comes_from_time_alone(method):
    field = Custom(lambda t, y: 0 * y + np.sin(40 * t)[:, None])
    found = integrate(field, [[0.0]], 2, 1e-5, 1e-5, method=method)
    assert abs(found.final[0, 0] - (1 - np.cos(80)) / 40) < 1e-5
    assert found.steps[0] > 60
