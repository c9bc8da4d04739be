"""Verdicts, places and times as a person reads them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

from verify.source import Source
from verify.verdict import Verdict

COLORS: Mapping[Verdict, str] = {
    Verdict.REFUTED: "red",
    Verdict.VACUOUS: "magenta",
    Verdict.UNDECIDED: "yellow",
    Verdict.OBSERVED: "cyan",
    Verdict.SUPPORTED: "blue",
    Verdict.CERTIFIED: "green",
    Verdict.PROVED: "bold green",
}


def shorten(text: str, most: int) -> str:
    """Return a text of at most `most` characters on one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def duration(seconds: float) -> str:
    """Return a time as "0.4 s" or "2 min 5 s"."""
    if seconds < 100:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def cited(source: Source | None) -> str:
    """Return where a claim stands, "curse-of-euler: The Three Fates of Memory"."""
    return f"{source.key}: {source.where}" if source else ""


def width() -> int:
    """Return the columns of the terminal, 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns
