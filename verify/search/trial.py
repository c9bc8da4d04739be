"""One exact point, tried: does it meet the premises, and does the statement hold there?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from verify.arithmetic import Decision, decide_tree
from verify.notation import are_admitted, is_size
from verify.obligation import Obligation, letters_of
from verify.verdict import Truth


@dataclass(frozen=True)
class Trial:
    """What exact or ball arithmetic says about one point."""

    point: Mapping[sympy.Symbol, Any]
    premises: Truth
    statement: Truth = Truth.UNKNOWN
    how: str = ""  # the arithmetic that decided, or why none could
    gap: str = ""
    failed: str = ""  # the first premise that is not met, or not decided

    @property
    def breaks(self) -> bool:
        """Tell whether the point is a counterexample."""
        return self.premises is Truth.TRUE and self.statement is Truth.FALSE

    @property
    def undefined(self) -> bool:
        """Tell whether a point meets every premise, and no value of the statement is known."""
        open_question = self.premises is Truth.TRUE and self.statement is Truth.UNKNOWN
        return open_question and not self.how.startswith("open")


def trial(obligation: Obligation, point: Mapping[sympy.Symbol, Any], bits: int) -> Trial:
    """Return what is decided at an exact point; premises first, and no further if one fails."""
    if any(map(_is_size, point)) and not are_admitted(point):
        return Trial(point, Truth.FALSE, failed="a size is a whole number above 0")
    unknown = ""
    for premise in obligation.given:
        met = decided(premise.says, point, bits).truth
        if met is Truth.FALSE:
            return Trial(point, Truth.FALSE, failed=premise.name)
        unknown = unknown or (premise.name if met is Truth.UNKNOWN else "")
    if unknown:
        return Trial(point, Truth.UNKNOWN, failed=unknown)
    answer = decided(obligation.says, point, bits)
    return Trial(point, Truth.TRUE, answer.truth, answer.how, answer.gap)


def decided(tree: Boolean, point: Mapping[sympy.Symbol, Any], bits: int) -> Decision:
    """Return what `decide_tree` says at a point of SymPy numbers, from memory where it can.

    A claim, its controls and its ablation share premises, and hunts share points.
    """
    values = tuple(point.get(letter) for letter in letters_of(tree))
    if not all(isinstance(value, sympy.Basic) for value in values):
        return decide_tree(tree, point, bits)
    return _decided(tree, values, bits)


@lru_cache(maxsize=8192)
def _decided(tree: Boolean, values: tuple[Any, ...], bits: int) -> Decision:
    return decide_tree(tree, dict(zip(letters_of(tree), values, strict=True)), bits)


_is_size = lru_cache(maxsize=1024)(is_size)  # asked of each letter at each point
