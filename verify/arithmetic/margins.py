"""How far a statement is from failing, in floats, at many points at once.

A margin is positive where a statement holds with room to spare and negative where it fails; it
guides a search and proves nothing. Strictness is left to exact replay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, BooleanFalse, BooleanTrue

from verify.arithmetic.builder import Builder
from verify.arithmetic.compile import Meanings, write
from verify.arithmetic.floats import FLOAT, entry
from verify.arithmetic.gradient import value_and_gradient
from verify.arithmetic.tape import Tape
from verify.logic import normal, relations, sign_of


@dataclass(frozen=True)
class Margins:
    """The float margin of a statement.

    It is b - a for a <= b and a < b, -|a - b| for an equation, |a - b| for its denial, the
    minimum over a conjunction and the maximum over a disjunction; NaN where a part is
    undefined. With `sides=True` the tape also has both sides of every relation. `meanings` are
    letters of the tree that stand for expressions in the others.
    """

    tree: Boolean
    letters: Sequence[Any]
    sides: bool = False
    meanings: Meanings = ()
    tape: Tape = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "letters", tuple(self.letters))
        tape = margin_tape(self.tree, self.letters, self.sides, self.meanings)
        object.__setattr__(self, "tape", tape)

    def at(self, columns: Mapping[Any, Any]) -> Any:
        """Return the margins; `columns` has an array for each letter, all broadcasting."""
        return self.tape.play(FLOAT, columns)[0]

    def gradient(self, columns: Mapping[Any, Any]) -> tuple[Any, Any]:
        """Return the margins and their slopes, the latter behind an axis of letters.

        With a batch of k points and d letters the shapes are (k,) and (d, k).
        """
        values = np.broadcast_arrays(*(entry(columns[letter]) for letter in self.letters))
        return value_and_gradient(self.tape, list(values))


@lru_cache(maxsize=1024)
def margin_tape(
    tree: Boolean, letters: tuple[Any, ...], sides: bool = False, meanings: Meanings = ()
) -> Tape:
    """Return the tape whose first output is the margin of a statement.

    With `sides=True` both sides of every relation follow: large ones cancel.
    """
    builder = Builder()
    statement = normal(tree)
    nodes = [side for relation in relations(statement) for side in relation.args]
    registers = write(builder, nodes, letters, meanings)
    output = _margin(statement, registers, builder)
    beside = tuple(registers[node] for node in nodes) if sides else ()
    return builder.tape(tuple(letters), (output, *beside))


@lru_cache(maxsize=512)
def joint_tape(
    trees: tuple[Boolean, ...], letters: tuple[Any, ...], meanings: Meanings = ()
) -> Tape:
    """Return the tape whose outputs are the margins of several statements."""
    builder = Builder()
    statements = [normal(tree) for tree in trees]
    nodes = [side for tree in statements for node in relations(tree) for side in node.args]
    registers = write(builder, nodes, letters, meanings)
    outputs = tuple(_margin(tree, registers, builder) for tree in statements)
    return builder.tape(letters, outputs)


def _margin(tree: Boolean, registers: dict[Any, int], builder: Builder) -> int:
    if isinstance(tree, Relational):
        return _distance(tree, registers, builder)
    if isinstance(tree, BooleanTrue | BooleanFalse):
        return builder.add("certainty", extra=(bool(tree),))
    branches = [_margin(branch, registers, builder) for branch in tree.args]
    return builder.fold("min" if isinstance(tree, And) else "max", branches)


def _distance(node: Relational, registers: dict[Any, int], builder: Builder) -> int:
    left, right = (registers[side] for side in node.args)
    sign = sign_of(node)
    if sign in ("==", "!="):
        apart = builder.add("Abs", builder.add("sub", left, right))
        return apart if sign == "!=" else builder.add("neg", apart)
    low, high = (left, right) if sign in ("<", "<=") else (right, left)
    return builder.add("sub", builder.real_side(high), builder.real_side(low))
