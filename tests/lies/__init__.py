"""A corpus of falsehoods told to the engine.

Each lie stands with the answer the engine must give and with an honest neighbor, as near to it
as can be, that must succeed: an engine that refuses everything tells no truth either.
"""

from __future__ import annotations

from dataclasses import dataclass

from verify.claim import Claim
from verify.verdict import Verdict


@dataclass(frozen=True)
class Lie:
    """A false, empty or unfounded claim, and its honest neighbor."""

    name: str
    told: Claim
    answers: tuple[Verdict, ...]  # what the engine may answer
    honest: Claim
    earns: Verdict  # the least the honest neighbor must get
