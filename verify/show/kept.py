"""A run that was kept, to be shown again: its record, and the claims it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from verify.discover import Found, discover, named
from verify.run.compare import Snapshot
from verify.run.recalled import recalled
from verify.run.session import Run
from verify.run.snapshots import BASELINE, is_of_ledger, of_record, read_record, snapshot
from verify.show.atlas.site import write_atlas
from verify.show.record import record


def kept(word: str, select: Sequence[str] = ()) -> tuple[Mapping[str, Any], tuple[Found, ...]]:
    """Return the record of a run that a person means, and the claims as their files state them.

    `word` is "newest" or a number of the ledger, or the file of a record. Read are the files of
    the claims that ship and those of `select`, never a file that only the run names: a claim
    file is code. Raises `SelectionError` when there is no such run.
    """
    plain = None if is_of_ledger(word) else read_record(Path(word))
    ran = snapshot(word) if plain is None else of_record(plain, word)
    found = {item.id: item for item in named(ran.entries).found}
    if select:
        found |= {item.id: item for item in discover(select).found}
    if plain is None:
        plain = record(recalled(word, found.values()))
    return plain, tuple(found.values())


def baseline(file: Path | None) -> Snapshot | None:
    """Return the baseline in a file; without one, that of this folder, or `None`."""
    if file is None and not BASELINE.exists():
        return None
    path = file or BASELINE
    return of_record(read_record(path), path.name)


def write_atlas_of(
    run: Run, folder: Path, select: Sequence[str] = (), former: Snapshot | None = None
) -> None:
    """Write the atlas of a run of `select` that has just ended."""
    found = [outcome.found for outcome in run.outcomes if isinstance(outcome.found, Found)]
    if len(found) < len(run.outcomes):  # taken from the ledger whole, no file read
        found = list(discover(select).found)
    write_atlas(folder, record(run), found, former)
