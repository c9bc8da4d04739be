"""Many float trajectories of one small flow at once, in steps of one length: a first look.

Nothing rests on these floats: what they suggest is certified later, or dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

from verify.arithmetic import FLOAT, compile_tape
from verify.flows.flow import Flow

Array = npt.NDArray[np.float64]


def batch_velocity(flow: Flow, fixed: Mapping[sympy.Symbol, Any]) -> Callable[[Array], Array]:
    """Return the function from states (letters, …) to velocities of the same shape.

    `fixed` gives each parameter a number, or one for each trajectory; further letters in it do
    not matter. What has no value is NaN. A row of numbers is one letter's, over trajectories.
    """
    tape = compile_tape(list(flow.rates), flow.letters + flow.parameters)
    given = {x: fixed[x] for x in flow.parameters}

    def field(y: Array) -> Array:
        values = tape.play(FLOAT, {**given, **dict(zip(flow.letters, y, strict=True))})
        return np.array(values)

    return field


def classical_step(field: Callable[[Array], Array], y: Array, h: float) -> Array:
    """Return the states after one step of the classical Runge-Kutta method."""
    a = field(y)
    b = field(y + h / 2 * a)
    c = field(y + h / 2 * b)
    d = field(y + h * c)
    return y + h / 6 * (a + 2 * b + 2 * c + d)
