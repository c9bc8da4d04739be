"""What became of the witnesses of a recorded run, on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from verify.run.replay import NOT_NAMED, Replayed
from verify.show.columns import print_indented
from verify.show.words import shorten
from verify.symbolic.sized import readable

_MARKS = {True: ("✓", "green"), False: ("✗", "bold red"), None: ("?", "yellow")}


def print_replays(console: Console, rows: Sequence[Replayed]) -> None:
    """Print each witness with what became of it, then the counts."""
    for row in rows:
        if row.because == NOT_NAMED:
            continue
        sign, style = _MARKS[row.breaks]
        console.print(Text.assemble((sign, style), f" {row.id}, {row.about}"))
        values = shorten(readable(row.values), 300)
        text = f"{row.because}: {values}" if values else row.because
        print_indented(console, Text(text, style="dim"), 2)
    _print_unnamed(console, rows)
    counts = {answer: sum(row.breaks is answer for row in rows) for answer in _MARKS}
    left = f", {counts[None]} not settled" if counts[None] else ""
    console.print(f"{counts[True]} of {len(rows)} witnesses still break their claims{left}")


def _print_unnamed(console: Console, rows: Sequence[Replayed]) -> None:
    """Say once which claims no file was named for: no file is run that was not named."""
    unnamed = [row for row in rows if row.because == NOT_NAMED]
    if not unnamed:
        return
    sign, style = _MARKS[None]
    modules = list(dict.fromkeys(row.id.rpartition(".")[0] or row.id for row in unnamed))
    console.print(Text.assemble((sign, style), f" {len(unnamed)} of {', '.join(modules)}"))
    text = (
        f"{NOT_NAMED}; write the paths of your claim files after the record, "
        "as verify replay run.json my.py"
    )
    print_indented(console, Text(text, style="dim"), 2)
