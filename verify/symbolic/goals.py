"""A statement cut into goals: both directions of an equivalence, each half of an `and`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy
from sympy.logic.boolalg import Boolean

from verify.logic import Implies
from verify.obligation import Obligation
from verify.symbolic.texts import text


@dataclass(frozen=True)
class Goal:
    """What is to be shown, from what."""

    says: Boolean
    given: tuple[Boolean, ...]
    half: bool = False  # one direction of an equivalence

    @property
    def name(self) -> str:
        """Return what a reader is told: written for goals that close, so not before."""
        if not self.half:
            return text(self.says)
        premise, conclusion = self.says.args
        return f"if {text(premise)}, then {text(conclusion)}"


def goals_of(obligation: Obligation) -> list[Goal]:
    """Return goals that together prove the statement.

    `P implies Q` with a P that may be undefined is kept whole: where P is undefined, Q is not
    enough. The goals are sufficient; for connectives other than `or` they are necessary too.
    """
    given = tuple(premise.says for premise in obligation.given)
    return list(_goals(obligation.says, given))


def _goals(tree: Boolean, given: tuple[Boolean, ...]) -> Iterator[Goal]:
    if isinstance(tree, sympy.And):
        for branch in tree.args:
            yield from _goals(branch, given)
    elif isinstance(tree, sympy.Equivalent) and len(tree.args) == 2:
        left, right = tree.args
        yield Goal(Implies(left, right), given, half=True)
        yield Goal(Implies(right, left), given, half=True)
    else:
        yield Goal(tree, given)
