"""The claims of a list, as they were read the last time: no claim file runs, SymPy waits."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from verify.run.cache import Cache, cache_folder
from verify.run.opening import PLACE, open_ledger
from verify.run.readings import Remembered, package_content, remember_list, remembered

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
