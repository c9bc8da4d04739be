"""Random statements: what a route proves must hold at every exact point that is tried."""

import numpy as np
import pytest
import sympy
from sympy import Abs, Max, Piecewise, Rational, cos, erf, exp, log, sin, sqrt, tanh

from tests.symbolic.corpus import VALUES, x, y
from verify.arithmetic.decide import decide_tree
from verify.effort import Effort
from verify.logic import And, Eq, Ge, Gt, Iff, Implies, Le, Lt, Ne, Or
from verify.obligation import Obligation, Premise
from verify.symbolic.boxes import boxes
from verify.symbolic.normal_form import normal_form
from verify.symbolic.smt import smt
from verify.verdict import Truth, Verdict

EFFORT = Effort(smt=200_000, boxes=200)
RELATIONS = (Lt, Le, Gt, Ge, Eq, Ne)
HEADS = (
    *(Abs, exp, tanh, sin, cos, erf, sqrt, log),
    *(lambda u: 1 / u, lambda u: u**2, lambda u: Max(u, 0), lambda u: u**3),
    lambda u: Piecewise((u, Gt(u, 0)), (1, True)),
)


def expression(rng, depth):
    if depth == 0:
        return [x, y, sympy.Integer(1), Rational(1, 2), sympy.Integer(-2)][rng.integers(5)]
    kind = rng.integers(4)
    if kind == 0:
        return HEADS[rng.integers(len(HEADS))](expression(rng, depth - 1))
    first, second = expression(rng, depth - 1), expression(rng, rng.integers(depth))
    return first + second if kind == 1 else first * second if kind == 2 else first - second


def relation(rng, depth):
    left, right = expression(rng, depth), expression(rng, rng.integers(depth + 1))
    if rng.integers(3) == 0:
        right = left + expression(rng, 1) ** 2  # so that something is true now and then
    return RELATIONS[rng.integers(6)](left, right)


def statement(rng):
    kind = rng.integers(6)
    if kind < 3:
        return relation(rng, 2)
    pair = relation(rng, 1), relation(rng, 2)
    return (And, Or, Implies, Iff)[rng.integers(4)](*pair)


def obligation(rng):
    bounds = [Le(x, 2), Ge(x, -1), Le(y, 2), Ge(y, -1)] if rng.integers(2) else []
    given = [relation(rng, 1) for _ in range(rng.integers(3))]
    premises = tuple(Premise(f"p{k}", tree) for k, tree in enumerate([*bounds, *given]))
    return Obligation(statement(rng), premises)


def breaks(found, rng, points):
    """Return a point that meets every premise and does not satisfy the statement."""
    for _ in range(points):
        point = {v: VALUES[rng.integers(len(VALUES))] for v in (x, y)}
        met = [decide_tree(p.says, point, 256).truth for p in found.given]
        if all(truth is Truth.TRUE for truth in met):
            decision = decide_tree(found.says, point, 256)
            if decision.truth is Truth.FALSE or decision.how == "undefined":
                return point
    return None


def proved_and_broken(seeds, points):
    proved, broken = 0, []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        try:
            tried = obligation(rng)
            if tried.says.has(sympy.zoo, sympy.nan, sympy.I):
                continue
        except TypeError:
            continue  # SymPy cannot even write it: 1/0 < 1, or an order of complex numbers
        for route in (normal_form, smt, boxes):
            if route(tried, EFFORT).verdict in (Verdict.PROVED, Verdict.CERTIFIED):
                proved += 1
                point = breaks(tried, rng, points)
                if point is not None:
                    broken.append((seed, route.__name__, tried, point))
    return proved, broken


def test_what_is_proved_holds_at_every_point_tried():
    proved, broken = proved_and_broken(range(40), 8)
    assert not broken
    assert proved >= 5


@pytest.mark.slow
def test_what_is_proved_holds_at_every_point_tried_for_longer():
    proved, broken = proved_and_broken(range(1000, 2500), 25)
    assert not broken
    assert proved >= 100
