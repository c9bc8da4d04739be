"""Where on a segment the exceptional start lies: floats and one integration back from a saddle.

Nothing here is evidence. A narrower segment is worth what the certificates of its ends say.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy
from flint import arb, ctx

from verify.flows.batches import batch_velocity, classical_step
from verify.flows.crossings import crosses
from verify.flows.equilibria import Nature, equilibrium
from verify.flows.flow import Flow

Array = npt.NDArray[np.float64]
_STEP = 0.05
_STEPS = 2000


def exceptional(
    flow: Flow,
    letter: sympy.Symbol,
    near: Fraction,
    others: Mapping[sympy.Symbol, Any],
    digits: int,
) -> Fraction | None:
    """Return a value of `letter` near which the start between two basins lies, or `None`.

    The flow has two letters and no parameters, and the exceptional solution tends to a saddle:
    the stable manifold is followed back from near the saddle to the given start. Good to about
    `digits` digits, which is for the caller to certify.
    """
    if len(flow.letters) != 2 or flow.parameters:
        return None
    (other,) = (x for x in flow.letters if x != letter)
    path = _path(flow, letter, near, others)
    speed = np.max(np.abs(batch_velocity(flow, {})(path)), axis=0)
    slowest = int(np.argmin(speed[1:-1])) + 1 if len(speed) > 2 else 0
    guess = dict(zip(flow.letters, map(float, path[:, slowest]), strict=True))
    bits = math.ceil(digits * 3.33) * 2 + 64
    saddle = equilibrium(flow, guess, bits=bits)
    if saddle is None or saddle.nature is not Nature.SADDLE:
        return None
    stable = _stable(saddle.jacobian, path[:, 0] - path[:, slowest])
    epsilon = Fraction(1, 2 ** math.ceil((digits + 4) * 1.67))
    with ctx.workprec(bits):
        begin = {
            x: (saddle.point[x] + _ball(epsilon) * arb(float(v))).mid()
            for x, v in zip(flow.letters, stable, strict=True)
        }
    event = crosses(flow, begin, other - others[other], -1000, bits=bits)
    if letter not in event.state or not event.state[letter].is_finite():
        return None
    mantissa, exponent = event.state[letter].mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _stable(jacobian: Any, towards: Array) -> Array:
    """Return the unit vector along which the saddle attracts, on the side of `towards`."""
    J = np.array([[float(x.mid()) for x in row] for row in jacobian.tolist()])
    values, vectors = np.linalg.eig(J)
    vector = np.real(vectors[:, int(np.argmin(np.real(values)))])
    return vector if vector @ towards >= 0 else -vector


def _path(
    flow: Flow, letter: sympy.Symbol, near: Fraction, others: Mapping[sympy.Symbol, Any]
) -> Array:
    """Return a float trajectory, shape (letters, times)."""
    state = np.array([float(near) if x == letter else float(others[x]) for x in flow.letters])
    field = batch_velocity(flow, {})
    states = [state]
    for _ in range(_STEPS):
        state = classical_step(field, state, _STEP)
        states.append(state)
        if np.max(np.abs(field(state))) < 1e-9:
            break
    speeds = np.max(np.abs(field(np.array(states).T)), axis=0)
    # The trajectory passes the saddle slowly, speeds up again, and is slow at its end as well.
    fastest = int(np.argmax(speeds[len(speeds) // 20 :])) + len(speeds) // 20
    return np.array(states[: max(fastest, 3)]).T


def _ball(number: Fraction) -> Any:
    return arb(number.numerator) / number.denominator
