"""What kinds of statements there are, and how a statement shows its kind.

Most statements speak of points: they hold, or not, for given values of their letters. Two
sorts of nodes speak of more. A *quantity* is a number that no single point gives (a chance, a
mean, an order of convergence). A *modal* statement speaks of what happens along a flow (a
region is kept, a trajectory tends to a set). Each has routes of its own.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from verify.errors import ClaimError


class Kind(enum.StrEnum):
    """What a statement says; each kind has its own routes."""

    CHAIN = "chain"
    EVERYWHERE = "everywhere"
    SPECTRUM = "spectrum"
    ALONG_A_FLOW = "along a flow"
    LIMIT = "limit"
    ALMOST_LIMIT = "limit from almost every start"
    CONVERGENCE = "convergence"
    RATE = "rate"
    FREQUENCY = "frequency"


class Quantity(sympy.Expr):
    """A number that no single point gives; its routes estimate or derive it.

    A subclass sets `kind`. A statement may hold several, and arithmetic on them.
    """

    kind = Kind.FREQUENCY
    is_commutative = True
    is_real = True

    @property
    def words(self) -> str:
        """Return what the quantity is, as it ends the sentence "it is ..."."""
        return str(self)


class Modal(Boolean):
    """A statement about what happens along a flow to the condition it holds.

    The first argument is the condition. A subclass sets `kind`.
    """

    kind = Kind.ALONG_A_FLOW

    @property
    def condition(self) -> Boolean:
        """Return the condition on states that the statement speaks of."""
        return self.args[0]

    @property
    def moving(self) -> tuple[Any, ...]:
        """Return the letters that stand for a state, which no definition may replace."""
        return ()

    def over(self, condition: Boolean) -> Modal:
        """Return the same statement about another condition."""
        return self.func(condition, *self.args[1:])

    def admits(self, condition: Boolean) -> bool:
        """Tell whether the statement can be about a condition of this form."""
        return True

    def rebuilt(self, change: Callable[[Any], Any], condition: Boolean) -> Modal:
        """Return the statement about another condition, with `change` applied to the rest."""
        return self.over(condition)

    def backwards(self) -> Modal:
        """Return the statement with time running backwards, a variation of it."""
        return self


class Opaque(sympy.Atom):
    """A value of Python inside an expression: equal, and hashed, as the value is.

    The value prints as the expression does: give it a short `__repr__`.
    """

    def __new__(cls, value: Any) -> Opaque:
        """Return the node that holds `value`, which must be hashable."""
        node: Opaque = sympy.Atom.__new__(cls)
        node.value = value
        return node

    value: Any

    def _hashable_content(self) -> tuple[Any, ...]:
        return (self.value,)

    def compare(self, other: Any) -> int:
        """Return -1, 0 or 1: SymPy orders the parts of a product, and values have no order."""
        if not isinstance(other, Opaque):
            return int(super().compare(other))
        mine, theirs = _text_of(self.value), _text_of(other.value)
        return (mine > theirs) - (mine < theirs)

    def _sympystr(self, printer: Any) -> str:
        return repr(self.value)

    def _sympyrepr(self, printer: Any) -> str:
        return f"Opaque({self.value!r})"


def _text_of(value: Any) -> str:
    return str(getattr(value, "key", value))


def nodes(tree: Any) -> Iterator[Any]:
    """Yield each node of an expression once, however often it occurs."""
    seen, todo = {tree}, [tree]
    while todo:
        node = todo.pop()
        yield node
        for part in node.args:
            if part not in seen:
                seen.add(part)
                todo.append(part)


@lru_cache(maxsize=4096)  # several rules look at the same tree
def quantities_of(tree: Any) -> tuple[Quantity, ...]:
    """Return the quantities that an expression holds, each once, by name.

    Two may have one name: what they are made of puts them in order, in every process.
    """
    found = (node for node in nodes(tree) if isinstance(node, Quantity))
    return tuple(sorted(found, key=lambda one: (str(one), sympy.srepr(one))))


def kind_of(says: Boolean) -> Kind:
    """Return the kind of a statement that is no chain.

    Raises `ClaimError` when it mixes what no route takes together.
    """
    quantities = quantities_of(says)
    modals = [node for node in nodes(says) if isinstance(node, Modal)]
    if modals and (quantities or len(modals) > 1 or modals[0] is not says):
        raise ClaimError(
            f"{says} joins {modals[0]} with something else. A statement along a flow stands "
            "alone: make a claim of each, and put conditions into given."
        )
    if modals:
        return modals[0].kind
    kinds = sorted({node.kind for node in quantities})
    if len(kinds) > 1:
        raise ClaimError(
            f"{says} mixes quantities of the kinds {' and '.join(kinds)}. Make a claim of each."
        )
    return kinds[0] if kinds else Kind.EVERYWHERE
