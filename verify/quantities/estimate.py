"""What is known of a quantity, and what follows for a statement that holds it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.arithmetic.decide import decide_tree
from verify.kinds import Quantity
from verify.logic import normal, rebuild, sign_of, truth
from verify.quantities.intervals import Interval
from verify.search.enclose import decide_on
from verify.verdict import Truth

BITS = 128


class Strength(enum.IntEnum):
    """How far an estimate can be trusted, worst to best."""

    FLOAT = 0  # floating point, no bound on its error
    CONFIDENT = 1  # an interval that misses the quantity with a stated small probability
    RIGOROUS = 2  # an interval in which the quantity surely lies
    EXACT = 3


@dataclass(frozen=True)
class Estimate:
    """A quantity known exactly, or to lie in an interval."""

    strength: Strength
    exact: Any = None  # a SymPy number
    interval: Interval | None = None
    because: str = ""
    tried: int = 0
    undecided: int = 0
    table: str = ""  # the numbers it came from, one row a line

    def __str__(self) -> str:
        return str(self.exact) if self.interval is None else str(self.interval)

    def written(self) -> str:
        """Return the value as a witness writes it: exact, or a middle and a radius."""
        if self.interval is None:
            return str(self.exact)
        return f"{float(self.interval.middle):.8g} +/- {float(self.interval.radius):.3g}"


def point(value: Fraction) -> Interval:
    """Return the interval of one number."""
    return Interval(value, value)


def strength_of(known: Mapping[Quantity, Estimate]) -> Strength:
    """Return the strength of the weakest estimate; with none, exact."""
    return min((estimate.strength for estimate in known.values()), default=Strength.EXACT)


def decided(says: Boolean, known: Mapping[Quantity, Estimate]) -> Truth:
    """Return whether a statement holds for all values that the estimates leave open."""
    written, balls = _lettered(says, known)
    return truth(written, lambda node: _of_relation(node, balls))


def consistent(says: Boolean, known: Mapping[Quantity, Estimate]) -> bool:
    """Tell whether every equation could hold, and everything else that is needed does hold.

    An interval cannot show an equation; it can only fail to contradict one.
    """
    written, balls = _lettered(says, known)

    def decide(node: Relational) -> Truth:
        answer = _of_relation(node, balls)
        open_equation = answer is Truth.UNKNOWN and sign_of(node) == "=="
        return Truth.TRUE if open_equation and _finite(node, balls) else answer

    return truth(normal(written), decide) is Truth.TRUE


def _of_relation(node: Relational, balls: Mapping[Any, Any]) -> Truth:
    letters = [letter for letter in balls if letter in node.free_symbols]
    if not letters:
        return decide_tree(node, {}).truth
    return decide_on(node, letters, balls, BITS)


def _finite(node: Relational, balls: Mapping[Any, Any]) -> bool:
    """Tell whether both sides of a relation have bounded values on the balls."""
    far = sympy.Integer(10) ** 30
    letters = [letter for letter in balls if letter in node.free_symbols]
    bounded = [sympy.LessThan(side, far, evaluate=False) for side in node.args]
    return bool(letters) and all(
        decide_on(one, letters, balls, BITS) is Truth.TRUE for one in bounded
    )


def _lettered(
    says: Boolean, known: Mapping[Quantity, Estimate]
) -> tuple[Boolean, dict[sympy.Symbol, Any]]:
    """Return the statement with a letter for each quantity that is not exact, and its balls."""
    values, balls = {}, {}
    for place, (quantity, estimate) in enumerate(known.items()):
        if estimate.interval is None:
            values[quantity] = estimate.exact
        else:
            letter = sympy.Symbol(f"q{place}", real=True)
            values[quantity], balls[letter] = letter, estimate.interval.ball()
    return rebuild(says, lambda side: side.xreplace(values)), balls
