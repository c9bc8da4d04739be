"""What was read of the claims that ship, kept for every working folder of this user.

A cache is a convenience: one that cannot be read or written is as if it were not there. It
holds data: JSON, parsed and checked, never run.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from verify.run.plain import parsed
from verify.run.whole import write_whole

_TIMES = "times.json"
_MOST = 4  # readings that are kept: several versions of the program may take turns


def cache_folder() -> Path:
    """Return the folder for caches of this program: below XDG_CACHE_HOME when that is set."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(chosen):
        return Path(chosen) / "flowproof"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~")
        return Path(local) / "flowproof" / "Cache"
    usual = "~/Library/Caches" if sys.platform == "darwin" else "~/.cache"
    return Path(usual).expanduser() / "flowproof"


@dataclass(frozen=True)
class Cache:
    """Readings by their content, one file each, and how long claims took."""

    folder: Path

    def reading(self, content: str) -> str | None:
        """Return what reading claim files of that content found, as JSON."""
        try:
            return self._file(content).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def remember_reading(self, content: str, cards: str) -> None:
        """Write down what reading claim files of that content found; forget the oldest."""
        with contextlib.suppress(OSError, UnicodeError):
            self._write(self._file(content), cards)
            self._forget()

    def times(self) -> dict[str, float]:
        """Return the seconds that claims that ship took when they were last checked, by id."""
        try:
            known = parsed((self.folder / _TIMES).read_bytes())
            return {str(name): float(seconds) for name, seconds in known.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def remember_times(self, seconds: Mapping[str, float]) -> None:
        """Write down how long claims took: what is long is begun first, in any folder."""
        with contextlib.suppress(OSError, UnicodeError):
            known = {name: round(time, 2) for name, time in {**self.times(), **seconds}.items()}
            self._write(self.folder / _TIMES, json.dumps(known, ensure_ascii=False))

    def _write(self, path: Path, text: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)

    def _file(self, content: str) -> Path:
        return self.folder / f"reading-{content}.json"

    def _forget(self) -> None:
        files = sorted(self.folder.glob("reading-*.json"), key=lambda f: -f.stat().st_mtime)
        for file in files[_MOST:]:
            file.unlink(missing_ok=True)
