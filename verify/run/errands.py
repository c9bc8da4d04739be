"""What is asked of a process that checks claims elsewhere; messages are pickled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from verify.effort import Effort
from verify.run.bundle import Bundle
from verify.run.workers import Limits, Work


@dataclass(frozen=True)
class Job:
    """What all errands of a run have in common."""

    engine: str
    bundle: Bundle
    limits: Limits


@dataclass(frozen=True)
class Errand:
    """Work on one claim."""

    claim: str
    work: Work
    effort: Effort
    more: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Listing:
    """The question which claims were read; the answer is a `Remembered`."""
