"""What a run leaves behind in files, and how it stands beside the baseline."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import typer
from rich.console import Console

from verify.errors import FlowproofError
from verify.run.compare import Snapshot, differences
from verify.run.session import Run
from verify.run.snapshots import baseline_text, of_record
from verify.run.whole import write_whole
from verify.show.differences import print_differences
from verify.show.record import record
from verify.show.terminal import STREAM


def write(
    run: Run, as_record: Path | None = None, as_baseline: Path | None = None
) -> list[str]:
    """Write a run down as a record, as a baseline, as both, or not at all.

    Returns a line for each that could not be written: the run is over, and its verdicts are
    worth telling all the same.
    """
    lines = []
    plain = record(run) if as_record or as_baseline else {}
    if as_record is not None:
        text = json.dumps(plain, indent=1, ensure_ascii=False, allow_nan=False)
        lines += write_text(as_record, text + "\n")
    if as_baseline is not None:
        lines += write_text(as_baseline, baseline_text(plain))
    return lines


def write_text(file: Path, text: str) -> list[str]:
    """Write a text whole or not at all; return why it could not be. `-` prints it."""
    if file == STREAM:
        typer.echo(text, nl=False)
        return []
    return _lost(file, lambda: write_whole(file, text))


def write_site(
    run: Run, folder: Path, select: Sequence[str], former: Snapshot | None
) -> list[str]:
    """Write the atlas of a run of `select`; return why it could not be, in one line."""
    from verify.show.kept import write_atlas_of  # only where there is an atlas to write

    return _lost(folder, lambda: write_atlas_of(run, folder, select, former))


def _lost(what: object, action: Callable[[], None]) -> list[str]:
    """Do something; return why it could not be done, in one line, nothing when it was."""
    try:
        action()
    except FlowproofError as error:
        return [str(error)]
    except OSError as error:
        return [f"{what} was not written: {error.strerror}"]
    return []


def print_worse(console: Console, former: Snapshot, run: Run) -> bool:
    """Print what changed since the baseline, and tell whether something got worse."""
    now = of_record(record(run), "this run")
    found = differences(former, now)
    console.print()
    print_differences(console, former, now, found)
    return any(one.change.worse for one in found)
