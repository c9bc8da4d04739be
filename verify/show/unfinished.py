"""Which pictures an interrupted command had written, so that the same command goes on.

A hidden file beside the pictures names each one that is finished, with a hash of its files: a
picture that was replaced since is made again. The file goes when the last picture is written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

Files = Mapping[str, Sequence[Path]]  # the files of each picture, by its name


def finished(folder: Path, asked: str, files: Files) -> frozenset[str]:
    """Return the names of the pictures that the same command wrote, and nobody changed."""
    try:
        noted = json.loads(_note(folder, asked).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()  # no note, or a broken one: everything is made again
    there = [name for name in files if all(file.is_file() for file in files[name])]
    return frozenset(name for name in there if noted.get(name) == _hash(files[name]))


def note(folder: Path, asked: str, files: Files) -> None:
    """Write down the pictures that are finished."""
    place = _note(folder, asked)
    beside = place.with_suffix(".part")
    beside.write_text(json.dumps({name: _hash(files[name]) for name in files}))
    beside.replace(place)


def forget(folder: Path, asked: str) -> None:
    """Remove the note: every picture is written."""
    _note(folder, asked).unlink(missing_ok=True)


def _note(folder: Path, asked: str) -> Path:
    return folder / f".unfinished-{hashlib.sha256(asked.encode()).hexdigest()[:12]}"


def _hash(files: Sequence[Path]) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
