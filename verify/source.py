"""Where a claim stands in the literature."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Where a claim stands: a BibTeX key, and the place in the text."""

    key: str
    where: str
