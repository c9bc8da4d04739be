"""What a list, a record or a resumed run must know of a claim, without its expressions.

Reading every claim file costs seconds; cards of what was read serve while no file changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from verify.source import Source
from verify.verdict import Verdict

if TYPE_CHECKING:
    from verify.files.kin import Found


@dataclass(frozen=True)
class Card:
    """A claim as plain data; its fields mean what those of `Found` mean."""

    id: str
    file: str
    line: int
    content: str  # what its result depends on, beside the engine
    reading: str | None
    expects: Verdict | None  # None: a sentence that no program can check
    source: Source | None
    repairs: str | None
    uses: tuple[str, ...]
    statement: str  # in LaTeX
    assumptions: tuple[str, ...]
    also_repairs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the variable."""
        return self.id.rpartition(".")[2]


Listed: TypeAlias = "Found | Card"


def card(found: Found, content: str, statement: str) -> Card:
    """Return the card of a claim that was read."""
    return Card(
        found.id,
        found.file,
        found.line,
        content,
        found.reading,
        found.expects,
        found.source,
        found.repairs,
        found.uses,
        statement,
        found.assumptions,
        found.also_repairs,
    )
