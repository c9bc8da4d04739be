"""Many float trajectories of one small flow at once, in steps of one length: a first look.

Nothing rests on these floats: what they suggest is certified later, or dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

from verify.arithmetic import compile_tape
from verify.arithmetic.floats import nearest
from verify.arithmetic.functions import FUNCTIONS
from verify.arithmetic.tape import Instruction
from verify.flows.flow import Flow
from verify.flows.scores import Score, played, scored

Array = npt.NDArray[np.float64]


def batch_velocity(flow: Flow, fixed: Mapping[sympy.Symbol, Any]) -> Callable[[Array], Array]:
    """Return the function from states (letters, …) to velocities of the same shape.

    `fixed` gives each parameter a number, or one for each trajectory; further letters in it do
    not matter. What has no value is NaN. A row of numbers is one letter's, over trajectories.
    """
    score = _score(flow)
    given = [np.asarray(fixed[x], dtype=float) for x in flow.parameters]

    def field(y: Array) -> Array:
        with np.errstate(all="ignore"):
            rates = played(score, [*y, *given])
        velocity = np.empty_like(y)
        for place, rate in enumerate(rates):
            velocity[place] = rate
        return velocity

    return field


@lru_cache(maxsize=32)
def _score(flow: Flow) -> Score:
    tape = compile_tape(list(flow.rates), flow.letters + flow.parameters)

    def value(step: Instruction, operands: list[Any]) -> Any:
        if step.name == "number":
            return nearest(step.extra[0])
        with np.errstate(all="ignore"):
            return FUNCTIONS[step.name].floats(*operands, *step.extra)

    return scored(tape, value, lambda step: FUNCTIONS[step.name].floats, paired=False)


def classical_step(field: Callable[[Array], Array], y: Array, h: float) -> Array:
    """Return the states after one step of the classical Runge-Kutta method."""
    a = field(y)
    b = field(y + h / 2 * a)
    c = field(y + h / 2 * b)
    d = field(y + h * c)
    return y + h / 6 * (a + 2 * b + 2 * c + d)
