"""Depth refines a flow to first order, if the layers are samples of one smooth field.

Layers x + τ f follow x' = f with an error of order τ² a layer and τ in all. Where f is only
Hölder continuous with exponent ½ in time, all that is left is √τ.
"""

import math

import numpy as np
from sympy import Rational, exp, sqrt, tanh

from proofs.flow.approximation import explicit_constant
from verify import Claim, Control, Eq, Family, Source, experiment, observed, order, real

tau = real("tau")
place = Source("flowing-through-layers", "Abstract")
model = Source("consensus-is-all-you-get", "Section 2, equations (5) and (7)")
half = Rational(1, 2)

start = Rational(3, 5)
after_flow = (start + tanh(tau)) / (1 + start * tanh(tau))
after_layer = (start + tau) / sqrt(1 + 2 * start * tau + tau**2)
gap = after_flow - after_layer
bilinear = (1 - tau / 2) / (1 + tau / 2)


@experiment("the error of 1/τ layers that draw a token to a fixed one")
def layers(step):
    """Return the error in ⟨y, v⟩ at time 1, where y' = v - ⟨y, v⟩ y and |y| = |v| = 1."""
    y = np.array([0.6, 0.8])
    for _ in range(round(1 / step)):
        y = y + step * np.array([1.0, 0.0])
        y = y / np.hypot(*y)
    return y[0] - math.tanh(math.atanh(0.6) + 1)


@experiment("the error of 1/τ Euler steps for x' = x")
def growth(step):
    return math.e - (1 + step) ** round(1 / step)


TOKENS = np.random.default_rng(1).standard_normal((6, 3))
TOKENS /= np.linalg.norm(TOKENS, axis=1, keepdims=True)
WEIGHTS = np.random.default_rng(2).standard_normal((4, 4)) / 2


def turning(x):
    """Return the field that turns the plane by a right angle in the time π/2."""
    return x @ np.array([[0.0, 1.0], [-1.0, 0.0]])


def network(x):
    return np.tanh(x @ WEIGHTS)


def attention(x):
    """Return the velocity of tokens on the sphere at β = 2."""
    weights = np.exp(2 * x @ x.T)
    pulled = weights @ x / weights.sum(axis=1, keepdims=True)
    return pulled - np.sum(x * pulled, axis=1, keepdims=True) * x


def error_of(name, field, start):
    """Return the error of 1/τ layers x + τ f(x), against classical Runge-Kutta steps."""

    def final(x, layers):
        for _ in range(layers):
            x = x + field(x) / layers
        return x

    def exact(x, layers):
        for _ in range(layers):  # classical Runge-Kutta
            k1 = field(x)
            k2 = field(x + k1 / (2 * layers))
            k3 = field(x + k2 / (2 * layers))
            x = x + (k1 + 2 * k2 + 2 * k3 + field(x + k3 / layers)) / (6 * layers)
        return x

    @experiment(f"the largest error of 1/τ layers that sample {name}")
    def error(step):
        return float(np.abs(final(start, round(1 / step)) - exact(start, 256)).max())

    return error


FIELDS = {
    "a turn": error_of("a turn", turning, np.array([[1.0, 0.0]])),
    "a network": error_of("a network", network, np.full((1, 4), 0.5)),
    "attention": error_of("attention on the sphere", attention, TOKENS),
}


@experiment("the error for x' = w(t), w a function of Weierstrass", start=Rational(1, 16))
def rough(step):
    """Sum w(t) = Σₖ 2^(-k/2) cos(2ᵏ 2πt) over the steps; its integral over [0, 1] is 0."""
    times = np.arange(round(1 / step)) * step
    terms = (2 ** (-k / 2) * np.cos(2 * np.pi * ((2**k * times) % 1)) for k in range(50))
    return step * float(sum(term.sum() for term in terms))


one_layer = Claim(
    source=model,
    says=Eq(order(gap, tau), 2),
    controls=(
        Control("a layer is exact to second order", Eq(order(gap, tau), 3)),
        Control("a layer is not consistent", Eq(order(gap, tau), 1)),
    ),
    remark=(
        "A token at height 3/5 over a fixed one, after one normalized layer of step τ, against "
        "the flow tanh(artanh(3/5) + τ)."
    ),
)

all_layers = Claim(
    source=model,
    expects=observed,
    says=Eq(order(layers, tau), 1),
    controls=(Control("the error of one layer is that of all", Eq(order(layers, tau), 2)),),
    uses=(one_layer,),
)

euler = Claim(
    source=place,
    expects=observed,
    says=Eq(order(growth, tau), 1),
    controls=(Control("depth gains two digits a decade", Eq(order(growth, tau), 2)),),
)


def samples(field: str) -> Claim:
    """State that layers which sample a field come within O(1/L) of its flow."""
    error = FIELDS[field]
    return Claim(
        source=place,
        expects=observed,
        says=Eq(order(error, tau), 1),
        controls=(Control("the errors of layers do not add up", Eq(order(error, tau), 2)),),
        uses=(explicit_constant,),
        remark="Six tokens in dimension three, a network of width four, a turn of the plane.",
    )


three_fields = Family(samples, tuple({"field": name} for name in FIELDS))

euler_step = Claim(
    source=place,
    says=Eq(order(exp(-tau) - (1 - tau), tau), 2),
    controls=(Control("the order of all steps", Eq(order(exp(-tau) - (1 - tau), tau), 1)),),
    remark="One step of x' = -x. The 1/τ steps up to time 1 lose an order.",
)

bilinear_step = Claim(
    source=Source("five-conditions", "Discretize Correctly"),
    says=Eq(order(exp(-tau) - bilinear, tau), 3),
    controls=(Control("as an Euler step", Eq(order(exp(-tau) - bilinear, tau), 2)),),
    remark="One order more than Euler's step, and stable for every τ.",
)

rough_in_time = Claim(
    source=place,
    expects=observed,
    says=Eq(order(rough, tau), half),
    controls=(Control("continuity in time is enough for order 1", Eq(order(rough, tau), 1)),),
    remark="The field is Hölder continuous with exponent ½ in time, and no better.",
)
