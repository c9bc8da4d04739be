"""Tokens of a circle under attention, followed in floating point by an implicit method."""

import numpy as np

from verify.flows.circle import Circle
from verify.flows.stiff import integrate_stiff
from verify.flows.weights import weights


def followed(start, beta, times, value=None, relative=1e-9, absolute=1e-11):
    """Return angles (times, runs, tokens) of tokens that start at angles (runs, tokens).

    The scores are β⟨xᵢ, xⱼ⟩, and `value` is V, the identity unless given. Raises
    `ArithmeticError` when a run does not reach the last time.
    """
    values = None if value is None else weights(value, 2, "U")
    field = Circle(weights(beta * np.eye(2), 2, "P"), values)
    found = integrate_stiff(
        field, start, times[-1], relative, absolute, at=np.asarray(times), max_steps=1_000_000
    )
    if not found.complete:
        raise ArithmeticError(" ".join(found.reasons))
    return found.states
