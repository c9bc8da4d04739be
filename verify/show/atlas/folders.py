"""A folder that holds an atlas, and nothing that is not the atlas's own.

`atlas.json` lists the files that were written. Only these are ever replaced or removed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from verify.errors import SelectionError
from verify.run.whole import write_whole

MARK = "atlas.json"
_MADE_BY = "flowproof atlas"


def put(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write the files of an atlas, by their paths in the folder; files of an older one go.

    Raises `SelectionError`, and changes nothing, when the folder is not an atlas's, or a file
    that is not the atlas's stands in the way, or the folder cannot be written.
    """
    check(folder)
    former = _former(folder)
    foreign = [name for name in files if name not in former and (folder / name).exists()]
    if foreign:
        raise SelectionError(
            f"{folder / foreign[0]} was not written by an atlas and stands in the way. Move it."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The mark comes first: what a killed process leaves behind is still the atlas's.
        _mark(folder, sorted({*former, *files}))
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, content)
        for name in former.keys() - files.keys():
            (folder / name).unlink(missing_ok=True)
        _mark(folder, sorted(files))
    except OSError as error:
        raise SelectionError(f"{folder}: {error.strerror}. Name another folder.") from None


def check(folder: Path) -> None:
    """Raise `SelectionError` when an atlas may not be written here."""
    if folder.exists() and not folder.is_dir():
        raise SelectionError(f"{folder} is a file. Name a folder for the atlas.")
    place = next(place for place in (folder, *folder.parents) if place.exists())
    if not place.is_dir() or not os.access(place, os.W_OK):
        raise SelectionError(f"{folder}: {place} takes no files. Name another folder.")
    _former(folder)


def _former(folder: Path) -> dict[str, None]:
    """Return the files that an older atlas wrote here."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return {}
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
        if mark["made by"] != _MADE_BY:
            raise ValueError
        return {name: None for name in mark["files"] if _is_inside(name)}
    except (OSError, ValueError, KeyError, TypeError):
        raise SelectionError(
            f"{folder} is not empty and holds no atlas. Name another folder, or a new one."
        ) from None


def _is_inside(name: str) -> bool:
    path = Path(name)
    return not path.is_absolute() and ".." not in path.parts


def _mark(folder: Path, names: list[str]) -> None:
    text = json.dumps({"made by": _MADE_BY, "files": names}, indent=0)
    write_whole(folder / MARK, text + "\n")
