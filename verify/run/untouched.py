"""A resumed run in which nothing changed: taken from the ledger whole, no claim file read."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from verify.effort import Effort
from verify.run.ledger import Ledger
from verify.run.opening import PLACE, open_ledger
from verify.run.readings import Remembered, package_content, remembered
from verify.run.recording import begun, keys_of, take
from verify.run.session import Run, concluded
from verify.run.workers import Answer


def untouched(
    selection: Sequence[str],
    effort: Effort,
    tell: Callable[[str], None] = lambda text: None,
    path: Path = PLACE,
) -> Run | None:
    """Return the run of a selection when the ledger holds all of it, `None` when not.

    The selected claims are those of the last reading of the whole package, which counts while
    no file of the package or the engine, and no library, has changed.
    """
    ledger, notice = open_ledger(path, create=False)
    if ledger is None:
        return None  # the run itself will say why
    if notice:
        tell(notice)
    try:
        listed = remembered(ledger, package_content(), selection)
        return None if listed is None else _taken(ledger, listed, effort)
    except sqlite3.Error:
        return None
    finally:
        ledger.close()


def _taken(ledger: Ledger, listed: Remembered, effort: Effort) -> Run | None:
    keys = keys_of({card.id: card.content for card in listed.found}, effort)
    some = next(iter(keys.values()))
    if not set(keys.values()) <= ledger.settled(some.engine, some.effort).keys():
        return None
    run = begun(ledger, effort, listed.selection)
    known = take(ledger, run, keys, listed.found)
    ledger.end(run)
    answers = {name: Answer(result) for name, result in known.items()}
    return concluded(listed, answers, effort, tuple(known)) if len(known) == len(keys) else None
