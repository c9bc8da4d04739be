"""What must be shown: a statement under premises, for all values of its letters.

Routes and searches work on obligations and know no claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import sympy
from sympy.logic.boolalg import Boolean

from verify.logic import by_name
from verify.symbolic.cancelled import written_out


@dataclass(frozen=True)
class Premise:
    """A named assumption as the routes see it."""

    name: str
    says: Boolean
    draws: Any = field(default=None, compare=False)  # an ensemble whose matrices satisfy it


@dataclass(frozen=True)
class Obligation:
    """For all values of the letters that satisfy every premise, `says` holds.

    `where` defines letters by expressions in earlier letters; routes may work with the letters
    and put the definitions in late. `sizes` are the values to try for symbolic dimensions.
    """

    says: Boolean
    given: tuple[Premise, ...] = ()
    where: Mapping[sympy.Symbol, Any] = field(default_factory=dict)
    part: str = ""
    sizes: Mapping[sympy.Symbol, tuple[int, ...]] = field(default_factory=dict)

    def spelled_out(self) -> Obligation:
        """Return the same obligation with every definition put in, and no meaning gained."""
        if not self.where:
            return self
        given = tuple(
            replace(p, says=written_out(p.says, self.where, True)) for p in self.given
        )
        return replace(self, says=written_out(self.says, self.where), given=given, where={})

    def letters(self) -> list[sympy.Symbol]:
        """Return the free letters of statement and premises, definitions put in, by name."""
        whole = self.spelled_out()
        free = set(letters_of(whole.says)).union(*(letters_of(p.says) for p in whole.given))
        return sorted(free, key=by_name)


@lru_cache(maxsize=4096)  # a tree is walked once, whoever asks for its letters
def letters_of(tree: Boolean) -> tuple[sympy.Symbol, ...]:
    """Return the free letters of a statement, by name."""
    return tuple(sorted(tree.free_symbols, key=by_name))
