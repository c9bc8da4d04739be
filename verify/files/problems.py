"""What is wrong in a claim file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something in a claim file that has to be written differently."""

    file: str
    line: int
    claim: str  # the variable, "" when the statement binds none
    message: str  # what is wrong, and what to write instead

    def __str__(self) -> str:
        name = f"{self.claim}: " if self.claim else ""
        return f"{self.file}:{self.line}: {name}{self.message}"
