"""The integrators behind the figures: their orders, what they keep, and when not to trust them.

All of this is observed in floating point, which is all that a figure rests on. The field is
evaluated on the surface only: taken literally off it, it is radially unstable, and every
trajectory seems to reach consensus.
"""

from functools import cache
from math import pi

import numpy as np
from sympy import Rational

from proofs.consensus.simulations import numbers, rows_of_P1, rows_of_P2, two_heads
from verify import (
    And,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Lt,
    Source,
    experiment,
    measured,
    observed,
    order,
    real,
)
from verify.flows.checks import drift, turned
from verify.flows.circle import points
from verify.flows.ellipsoids import onto
from verify.flows.fields import Custom, paper, self_attention
from verify.flows.fixed import euler_steps, fixed_steps, projected_euler
from verify.flows.measures import consensus, diameter
from verify.flows.rungekutta import integrate

tau = real("tau")
place = Source("consensus-is-all-you-get", "Section 7")
layer = Source("consensus-is-all-you-get", "Equations (5) and (7)")
END = 3.0  # of the runs with equal steps
LARGE = (1, 3, 10, 1000, 10**6)


def smooth():
    """Return two heads that change smoothly with time, on an ellipsoid."""
    heads = 8 * np.stack([numbers(rows_of_P1), numbers(rows_of_P2)])
    return paper(lambda t: np.cos(t) * heads, W=np.diag([1.0, 2.0, 0.5]), d=3)


def start():
    """Return five tokens on its ellipsoid."""
    return onto(np.random.default_rng(0).standard_normal((1, 5, 3)), smooth().W)


@cache
def exact():
    """Return where they are at the end, to about 1e-13."""
    return integrate(smooth(), start(), END, 1e-13, method="dop853").final


def error(method, step):
    """Return the largest error of a coordinate after equal steps."""
    steps = round(END / step)
    if method == "euler":
        return np.abs(euler_steps(smooth(), start(), END, steps)[-1] - exact()).max()
    return np.abs(fixed_steps(smooth(), start(), END, steps, method) - exact()).max()


@experiment("the error of projected Euler", start=Rational(1, 16), halvings=4)
def euler_error(step):
    return error("euler", step)


@experiment("the error of the classical method", start=Rational(1, 4), halvings=4)
def classical_error(step):
    return error("rk4", step)


@experiment("the error of the fifth-order method", start=Rational(1, 2), halvings=4)
def fifth_error(step):
    return error("dopri5", step)


@experiment("how far two methods are apart on the flow of Figure 3")
def methods_apart(rng):
    field, y = paper(two_heads(), d=3), onto(rng.standard_normal((1, 10, 3)))
    eighth = integrate(field, y, 2, 1e-9, method="dop853").final
    return np.abs(eighth - integrate(field, y, 2, 1e-8).final).max()


@experiment("how far projected Euler with step 1/40 is from them")
def euler_apart(rng):
    field, y = paper(two_heads(), d=3), onto(rng.standard_normal((5, 10, 3)))
    return np.abs(euler_steps(field, y, 2, 80)[-1] - integrate(field, y, 2, 1e-5).final).max()


@experiment("how far tokens leave the ellipsoid, by yᵀWy - 1")
def kept(rng):
    field = smooth()
    y = onto(rng.standard_normal((50, 5, 3)), field.W)
    return drift(integrate(field, y, 5, 1e-6).final, field.W)


@experiment("how far a turned flow is from the flow turned")
def turned_flow(rng):
    return turned_apart(rng, lambda Q: turned(paper(two_heads(), d=3), Q))


@experiment("how far turned tokens are from the flow turned, where the heads are not turned")
def tokens_turned(rng):
    return turned_apart(rng, lambda Q: paper(two_heads(), d=3))


def turned_apart(rng, there):
    """Return the largest distance between flow(Qy) of another field, and Q flow(y)."""
    Q = np.linalg.qr(rng.standard_normal((3, 3)))[0]
    y = onto(rng.standard_normal((5, 5, 3)))
    here = integrate(paper(two_heads(), d=3), y, 1, 1e-7).final
    return np.abs(integrate(there(Q), y @ Q.T, 1, 1e-7).final - here @ Q.T).max()


@experiment("the error of projected Euler over what halving its step changes")
def told_by_halving(rng):
    field = smooth()
    y = onto(rng.standard_normal((10, 5, 3)), field.W)
    run = projected_euler(field, y, 1, 200)
    true = integrate(field, y, 1, 1e-11, at=run.times).states
    return np.abs(run.states - true).max(axis=(0, 2, 3)) / run.halving


def apart():
    """Return the circle with P = -4I, on which three tokens keep apart."""
    return self_attention(-4.0, np.eye(2), np.eye(2))


def near_triangles(rng):
    """Return triples of tokens within 0.3 of an equilateral triangle."""
    return points(2 * pi / 3 * np.arange(3) + rng.uniform(-0.3, 0.3, (100, 3)))


@experiment("the least diameter that three tokens keep")
def triangle(rng):
    return float(diameter(integrate(apart(), near_triangles(rng), 60, 1e-8).final).min())


@experiment("the largest diameter at the end, of the field taken literally off the circle")
def literal_triangle(rng):
    found = integrate(Custom(literal), near_triangles(rng), 100, 1e-8)
    return float(diameter(onto(found.final)).max())


@experiment("how far the field taken literally leaves the circle on its way")
def literal_drift(rng):
    found = integrate(Custom(literal), near_triangles(rng), 20, 1e-6, at=(10, 20))
    return drift(found.states)


def literal(t, y):
    """Return Σⱼ αᵢⱼ (yⱼ - ⟨yᵢ, yⱼ⟩ yᵢ) of the same tokens, with lengths that are not 1."""
    alpha = np.exp(-4 * y @ np.swapaxes(y, -1, -2))
    pull = alpha / alpha.sum(axis=-1, keepdims=True) @ y
    return pull - (pull * y).sum(axis=-1, keepdims=True) * y


@experiment("how many runs of projected Euler with large steps end as one point")
def collapsed(rng):
    return sum((diameter(run.states[-1]) < 1e-2).sum() for run in large_steps(rng))


@experiment("how many of them are reported as consensus")
def reported(rng):
    return sum(consensus(run, 1e-2).count(True) for run in large_steps(rng))


@experiment("how many runs with a small step are reported as consensus")
def reported_rightly(rng):
    y = points(rng.uniform(-1, 1, (20, 3)))
    run = projected_euler(self_attention(1.0, np.eye(2), np.eye(2)), y, 12, 240)
    return consensus(run, 1e-2).count(True)


def large_steps(rng):
    """Return runs of projected Euler, ten steps each, for tokens that keep apart."""
    y = points(rng.uniform(-pi, pi, (100, 3)))
    return [projected_euler(apart(), y, 10 * step, 10) for step in LARGE]


tiny, near, half = Rational(1, 10**12), Rational(1, 10**7), Rational(1, 2)

order_of_euler = Claim(
    source=layer,
    expects=observed,
    says=Eq(order(euler_error, tau), 1),
    controls=(
        Control("it gains two digits a decade", Eq(order(euler_error, tau), 2)),
        Control("its error is that of the square root", Eq(order(euler_error, tau), half)),
    ),
    remark="Projected Euler is the discrete layer (6) with a step in front of the sum.",
)

order_of_classical = Claim(
    source=place,
    expects=observed,
    says=Eq(order(classical_error, tau), 4),
    controls=(
        Control("going back to the surface costs an order", Eq(order(classical_error, tau), 3)),
        Control("it is of order 5", Eq(order(classical_error, tau), 5)),
    ),
)

order_of_fifth = Claim(
    source=place,
    expects=observed,
    says=Eq(order(fifth_error, tau), 5),
    controls=(
        Control("going back to the surface costs an order", Eq(order(fifth_error, tau), 4)),
        Control("it is of order 6", Eq(order(fifth_error, tau), 6)),
    ),
    remark=(
        "After each step the tokens are put back on the ellipsoid, where the field is the "
        "same: the order is kept."
    ),
)

methods_agree = Claim(
    source=place,
    expects=observed,
    says=Lt(measured(methods_apart), near),
    controls=(Control("so does Euler with step 1/40", Lt(measured(euler_apart), near)),),
    remark="The eighth-order method of Figures 1, 3 and 4 against the fifth-order one.",
)

constraint = Claim(
    source=layer,
    expects=observed,
    says=Lt(measured(kept), tiny),
    controls=(
        Control("the formula taken literally keeps it too", Lt(measured(literal_drift), tiny)),
    ),
    remark="Tokens leave the ellipsoid by rounding only, at any tolerance.",
)

turning = Claim(
    source=layer,
    expects=observed,
    says=Lt(measured(turned_flow), tiny),
    controls=(Control("the tokens alone may be turned", Lt(measured(tokens_turned), tiny)),),
    remark=(
        "Turn tokens and heads together, P to QPQᵀ: the flow turns along, and the integrator "
        "takes the same steps. For heads that are no multiple of I both must be turned."
    ),
)

halving = Claim(
    source=layer,
    expects=observed,
    says=And(
        Gt(measured(told_by_halving), Rational(19, 10)),
        Lt(measured(told_by_halving), Rational(21, 10)),
    ),
    controls=(
        Control(
            "the change is the error itself", Lt(measured(told_by_halving), Rational(3, 2))
        ),
    ),
    uses=(order_of_euler,),
    remark="For small steps the error of projected Euler is twice what halving them changes.",
)

literal_field = Claim(
    source=layer,
    expects=observed,
    says=And(Gt(measured(triangle), Rational(17, 10)), Lt(measured(literal_triangle), tiny)),
    controls=(Control("the flow gathers them too", Lt(measured(triangle), 1)),),
    remark=(
        "Three tokens near a triangle on the circle, P = -4I: they keep the diameter √3. The "
        "formula (7) taken literally at points that rounding has put off the circle moves them "
        "away from it wherever ⟨yᵢ, Σⱼ αᵢⱼ yⱼ⟩ < 0, and all of 100 runs at tolerance 10⁻⁸ end "
        "in a consensus that does not exist."
    ),
)

large_steps_tell_nothing = Claim(
    source=layer,
    expects=observed,
    says=And(Ge(measured(collapsed), 1), Lt(measured(reported), 1)),
    controls=(
        Control("nothing is ever reported", Lt(measured(reported_rightly), 1)),
        Control("no large step ends in one point", Lt(measured(collapsed), 1)),
    ),
    uses=(halving,),
    remark=(
        "Steps of 1 to 10⁶. Some runs end as one point, though the flow keeps tokens apart: "
        "none is reported as consensus, as halving the step does not behave as it must."
    ),
)
