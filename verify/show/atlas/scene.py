"""A statement about a few real letters, ready to be evaluated in floating point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy
from sympy.core.relational import Relational

from verify.arithmetic.margins import Margins
from verify.logic import And, normal, relations, sign_of
from verify.obligation import Obligation

_FAR = 40.0  # a point farther out is not shown: the rest would shrink to nothing
Point = tuple[str, Mapping[str, float]]


@dataclass(frozen=True)
class Scene:
    """A statement under its premises, its letters by name, and the points to mark."""

    whole: Obligation
    letters: tuple[sympy.Symbol, ...]
    points: tuple[Point, ...]

    @property
    def side(self) -> Any:
        """Return one side of "a iff b", the premise of "if a then b"; else `None`."""
        says = self.whole.says
        return says.args[0] if isinstance(says, sympy.Equivalent | sympy.Implies) else None

    @property
    def where(self) -> str:
        """Return what green means where a statement has a `side`."""
        if isinstance(self.whole.says, sympy.Implies):
            return (
                "green where premise and conclusion hold, no color where the premise does not"
            )
        return "green where both sides hold, no color where neither does"

    def margin_of(self, tree: Any, columns: Mapping[Any, Any]) -> Any:
        """Return the margins of another statement about the same letters, at many points."""
        shape = np.broadcast_shapes(*(np.shape(value) for value in columns.values()))
        return np.broadcast_to(Margins(tree, self.letters).at(columns), shape)

    def margins(self, columns: Mapping[Any, Any]) -> tuple[Any, Any]:
        """Return the margins of statement and premises at many points, as one shape."""
        says = self.margin_of(self.whole.says, columns)
        premises = [p.says for p in self.whole.given]
        if not premises:
            return says, np.ones(says.shape)
        tree = premises[0] if len(premises) == 1 else And(*premises)
        return says, self.margin_of(tree, columns)

    def fixed(self, drawn: tuple[sympy.Symbol, ...]) -> dict[sympy.Symbol, float]:
        """Return values for the letters that are not drawn: those of a point, else 1."""
        values = {letter: 1.0 for letter in self.letters if letter not in drawn}
        for _, point in reversed(self.points):
            near = {one: point.get(one.name, np.nan) for one in values}
            if all(np.isfinite(value) for value in near.values()):
                values = near
        return values

    def shown(self, drawn: tuple[sympy.Symbol, ...]) -> list[tuple[str, list[float]]]:
        """Return the points that lie in the plane of the drawn letters, near enough."""
        held = self.fixed(drawn)
        kept = []
        for kind, point in self.points:
            at = [point.get(letter.name, np.nan) for letter in drawn]
            inside = all(point.get(one.name) == value for one, value in held.items())
            if inside and all(np.isfinite(v) and abs(v) <= _FAR for v in at):
                kept.append((kind, at))
        return kept

    @property
    def is_identity(self) -> bool:
        """Tell whether there is nothing but equations, which hold by no margin."""
        parts = list(relations(normal(self.whole.says)))
        return all(isinstance(p, Relational) and sign_of(p) == "==" for p in parts)


def reach(values: list[float]) -> float:
    """Return how far a picture around zero goes so that some values lie well inside."""
    return max(3.0, 1.4 * max((abs(value) for value in values), default=0.0))


def written(letter: sympy.Symbol) -> str:
    """Return a letter as papers write it: λ, θ₂, Re λ."""
    first, _, rest = letter.name.rpartition(" ")
    text = str(sympy.pretty(sympy.Symbol(rest), use_unicode=True))
    return f"{first} {text}".strip()


def spelled(values: Mapping[sympy.Symbol, float]) -> str:
    """Return fixed letters as words: " at h = 1, lambda = 2"."""
    text = ", ".join(f"{written(one)} = {value:g}" for one, value in values.items())
    return f" at {text}" if text else ""
