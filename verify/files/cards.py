"""What a list, a record or a resumed run must know of a claim, without its expressions.

Reading every claim file costs seconds; cards of what was read serve while no file changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    assumptions: tuple[str, ...]
    also_repairs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the variable."""
        return self.id.rpartition(".")[2]


Listed: TypeAlias = "Found | Card"


def card(found: Listed, content: str) -> Card:
    """Return the card of a claim."""
    if isinstance(found, Card):
        return replace(found, content=content)
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
        found.assumptions,
        found.also_repairs,
    )
