"""A tape written out for one arithmetic: constants known, each operation a function at hand.

Enclosures play the same few tapes thousands of times, on series of a few terms: looking up what
an operation is then costs more than the operation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from verify.arithmetic.tape import Instruction, Tape

WAVES = ("sin", "cos")
# Register, function, and its operand; or, in place of that, what picks several operands.
Line = tuple[int, Callable[..., Any], int, Callable[[Any], Any] | None]


@dataclass(frozen=True)
class Score:
    """What is played: the registers, those that the inputs fill, and the lines in order."""

    held: tuple[Any, ...]  # constants; `None` where a line or an input writes
    inputs: tuple[tuple[int, int], ...]  # register, place among the values
    lines: tuple[Line, ...]
    outputs: tuple[int, ...]


def scored(
    tape: Tape,
    constant: Callable[[Instruction, list[Any]], Any],
    operation: Callable[[Instruction], Callable[..., Any]],
    paired: bool = True,
) -> Score:
    """Return the score of a tape.

    `constant` gives the value of an operation on constants, `operation` the function of one
    that an input moves. With `paired` the method `sin_cos` of the values serves both sine and
    cosine: most fields hold both, and one costs as much as two.
    """
    held: list[Any] = [None] * len(tape.code)
    inputs: list[tuple[int, int]] = []
    lines: list[Line] = []
    pairs: dict[int, int] = {}
    for k, (step, moved) in enumerate(zip(tape.code, tape.moved, strict=True)):
        if step.name == "input":
            inputs.append((k, step.extra[0]))
        elif not moved:
            held[k] = constant(step, [held[a] for a in step.args])
        elif paired and step.name in WAVES:
            (angle,) = step.args
            if angle not in pairs:
                pairs[angle] = len(held)
                held.append(None)
                lines.append((pairs[angle], _sin_cos, angle, None))
            lines.append((k, itemgetter(WAVES.index(step.name)), pairs[angle], None))
        else:
            several = itemgetter(*step.args) if len(step.args) > 1 else None
            lines.append((k, _with(operation(step), step.extra), step.args[0], several))
    return Score(tuple(held), tuple(inputs), tuple(lines), tape.outputs)


def played(score: Score, values: Sequence[Any]) -> list[Any]:
    """Return the outputs of a score, in the working precision of the caller."""
    held = list(score.held)
    for register, place in score.inputs:
        held[register] = values[place]
    for register, function, operand, several in score.lines:
        held[register] = function(*several(held)) if several else function(held[operand])
    return [held[k] for k in score.outputs]


def _sin_cos(x: Any) -> Any:
    return x.sin_cos()


def _with(function: Callable[..., Any], extra: tuple[Any, ...]) -> Callable[..., Any]:
    return (lambda *operands: function(*operands, *extra)) if extra else function
