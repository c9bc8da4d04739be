"""The claims of a list, as they were read the last time: no claim file runs, SymPy waits."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from verify.run.cache import Cache, cache_folder
from verify.run.opening import PLACE, open_ledger
from verify.run.readings import (
    Remembered,
    meant,
    package_content,
    remember_list,
    remembered,
)

if TYPE_CHECKING:
    from verify.discover import Discovery


def listed(
    selection: Sequence[str], path: Path = PLACE, cache: Cache | None = None
) -> Remembered | Discovery:
    """Return the selected claims as they were read the last time, read now when they must be.

    They are looked up in the ledger, then in the cache of this user, which is written when the
    whole package had to be read.
    """
    content, cache = package_content(), cache or Cache(cache_folder())
    known = _in_ledger(selection, content, path) or remembered(cache, content, selection)
    if known is not None:
        return known
    from verify.discover import discover

    discovery = discover(selection)
    if not selection:
        remember_list(cache, content, discovery.found, discovery.problems)
    return discovery


def selected(
    selection: Sequence[str], path: Path = PLACE, cache: Cache | None = None
) -> Discovery:
    """Return what `discover` does, from no more files than the last reading says it needs.

    So an expression need not read every file, and a slip of the pen is told at once.
    """
    from verify.discover import Discovery, discover, named

    known = _meant(selection, path, cache or Cache(cache_folder())) if selection else None
    if known is None:
        return discover(selection)
    ids = {card.id for card in known.found}
    read = named(ids)
    found = tuple(item for item in read.found if item.id in ids)
    return Discovery(found, read.problems, tuple(selection))


def _meant(selection: Sequence[str], path: Path, cache: Cache) -> Remembered | None:
    content = package_content()
    ledger, _ = open_ledger(path, create=False)
    try:
        known = meant(ledger, content, selection) if ledger else None
    except sqlite3.Error:
        known = None
    finally:
        if ledger:
            ledger.close()
    return known or meant(cache, content, selection)


def _in_ledger(selection: Sequence[str], content: str, path: Path) -> Remembered | None:
    ledger, _ = open_ledger(path, create=False)
    if ledger is None:
        return None
    try:
        return remembered(ledger, content, selection)
    except sqlite3.Error:
        return None
    finally:
        ledger.close()
