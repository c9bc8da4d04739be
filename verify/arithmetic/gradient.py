"""The gradient of one output of a tape, by one sweep from its end to its start.

Functions of matrices have no slopes here; a tape with one of them is played at neighbors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from verify.arithmetic.floats import played
from verify.arithmetic.functions import FUNCTIONS
from verify.arithmetic.tape import Instruction, Tape

_STEP = 2.0**-19  # near the cube root of the unit of rounding, where differences are best


def value_and_gradient(tape: Tape, values: list[Any]) -> tuple[Any, Any]:
    """Return the real first output at a batch, and its slopes in the letters.

    `values` are arrays of one shape; the gradient has that shape behind an axis of letters. At
    a kink it is a slope of one side; where the output is undefined it is NaN. The slope in a
    complex letter z = a + bi is d/da + i d/db. With functions of matrices on the tape it comes
    from central differences, which are good to about nine digits.
    """
    if tape.spectral:
        return _by_differences(tape, values)
    with np.errstate(all="ignore"):
        held = played(tape, values, keep=True)
    pull: list[Any] = [None] * len(tape.code)
    pull[tape.outputs[0]] = np.ones_like(held[tape.outputs[0]])
    kind = complex if any(np.iscomplexobj(v) for v in values) else float
    shape = np.broadcast_shapes(*(v.shape for v in values))
    gradient = np.zeros((len(tape.inputs), *shape), dtype=kind)
    with np.errstate(all="ignore"):
        for k in range(len(tape.code) - 1, -1, -1):
            step = tape.code[k]
            if pull[k] is None:
                continue
            if step.name == "input":
                gradient[step.extra[0]] = pull[k]
                continue
            _spread(step, k, held, pull, tape)
            pull[k] = None
    output = np.broadcast_to(held[tape.outputs[0]], shape)
    return output, np.where(np.isnan(output), np.nan, gradient)


def _by_differences(tape: Tape, values: list[Any]) -> tuple[Any, Any]:
    """Return value and gradient from one play at all neighbors of all points."""
    shape = np.broadcast_shapes(*(v.shape for v in values))
    spread = [np.broadcast_to(v, shape) for v in values]
    turns = [(k, turn) for k, v in enumerate(spread) for turn in _turns(v)]
    steps = [_STEP * np.maximum(1.0, np.abs(spread[k])) for k, _ in turns]
    moved = [np.repeat(v[None], 2 * len(turns) + 1, axis=0) for v in spread]
    for place, ((k, turn), step) in enumerate(zip(turns, steps, strict=True)):
        moved[k][2 * place + 1] += turn * step
        moved[k][2 * place + 2] -= turn * step
    with np.errstate(all="ignore"):
        found = np.real(played(tape, moved, keep=False)[tape.outputs[0]])
    found = np.broadcast_to(found, (2 * len(turns) + 1, *shape))
    kind = complex if any(np.iscomplexobj(v) for v in spread) else float
    gradient = np.zeros((len(values), *shape), dtype=kind)
    for place, ((k, turn), step) in enumerate(zip(turns, steps, strict=True)):
        gradient[k] += turn * (found[2 * place + 1] - found[2 * place + 2]) / (2 * step)
    return found[0], np.where(np.isnan(found[0]), np.nan, gradient)


def _turns(values: Any) -> tuple[complex, ...]:
    return (1, 1j) if np.iscomplexobj(values) else (1,)


def _spread(step: Instruction, k: int, held: list[Any], pull: list[Any], tape: Tape) -> None:
    """Hand the pull on a register down to its operands, by the chain rule."""
    moved = [tape.moved[a] for a in step.args]
    if not any(moved):
        return
    shares = _shares(step, pull[k], held[k], [held[a] for a in step.args], moved)
    for register, share in zip(step.args, shares, strict=True):
        if share is None:
            continue
        part = np.real(share) if tape.code[register].real else share
        pull[register] = part if pull[register] is None else pull[register] + part


def _shares(
    step: Instruction, pull: Any, value: Any, operands: list[Any], moved: list[bool]
) -> tuple[Any, ...]:
    """Return the share of each operand, `None` where no letter moves it."""
    rule = _ONE_SIDED.get(step.name)
    if rule is not None and np.iscomplexobj(operands[0]):
        return (rule(pull, value, operands[0]),)
    row = FUNCTIONS[step.name]
    if row.slopes is None:
        return tuple(None for _ in operands)
    slopes = row.slopes(value, *operands, *step.extra)
    return tuple(
        _times(pull, slope) if moves and slope is not None else None
        for slope, moves in zip(slopes, moved, strict=True)
    )


def _times(pull: Any, slope: Any) -> Any:
    """Return the pull times the conjugate slope; no pull is no pull, even along an infinite
    or undefined slope."""
    if isinstance(slope, int | float) and slope in (1, -1):
        return pull if slope == 1 else -pull
    slope = np.conjugate(slope) if np.iscomplexobj(slope) else slope
    return np.where(np.equal(pull, 0), 0, pull * slope)


# Functions without a complex derivative: what they hand down to z, given z and their value.
_ONE_SIDED: dict[str, Callable[[Any, Any, Any], Any]] = {
    "Abs": lambda pull, value, z: pull * np.where(np.equal(value, 0), 0, z / value),
    "re": lambda pull, value, z: pull + 0j,
    "im": lambda pull, value, z: pull * 1j,
    "conjugate": lambda pull, value, z: np.conjugate(pull),
    "sign": lambda pull, value, z: (
        (pull - value * value * np.conjugate(pull)) / (2 * np.abs(z))
    ),
    "arg": lambda pull, value, z: pull * 1j * z / np.abs(z) ** 2,
}
