"""Which files are claim files, and how their ids and module names follow from their places."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SKIPPED = {"__pycache__", "node_modules", "site-packages", "build", "dist"}
_NOT_CLAIMS = {"conftest.py", "setup.py"}


@dataclass(frozen=True)
class File:
    """A claim file: its place, the start of its ids, and the name it is imported by."""

    path: Path
    id: str
    module: str
    root: Path  # the folder it was found below
    search: Path | None  # what must be on Python's path; None for an installed package

    def name(self, variable: str) -> str:
        """Return the id of a variable of this file, of the file itself for ""."""
        return ".".join(part for part in (self.id, variable) if part)


def package_folder(package: str) -> Path | None:
    """Return the folder of an installed package, `None` when there is no such package."""
    spec = importlib.util.find_spec(package)
    places = list(spec.submodule_search_locations or []) if spec else []
    return Path(places[0]).resolve() if places else None


def files_of_package(home: Path, package: str) -> list[File]:
    """Return the claim files of an installed package, by id."""
    files = []
    for path in _walk(home):
        parts = _parts(path.relative_to(home))
        files.append(File(path, ".".join(parts), ".".join([package, *parts]), home, None))
    return sorted(files, key=lambda file: file.id)


def files_of(place: str) -> list[File]:
    """Return the claim files at a path: the file itself, or those in a folder, by id.

    In a folder, hidden folders, environments, `test_*.py`, `conftest.py` and `setup.py` are
    passed over.
    """
    path = Path(place).expanduser().resolve()
    if path.is_file():
        return [_file(path, path.parent, path.stem)]
    files = [
        _file(file, path, ".".join(_parts(file.relative_to(path)))) for file in _walk(path)
    ]
    return sorted(files, key=lambda file: file.id)


def _file(path: Path, root: Path, name: str) -> File:
    search = _search(path, root)
    return File(path, name, ".".join(_parts(path.relative_to(search))), root, search)


def _search(path: Path, root: Path) -> Path:
    """Return the folder a file is imported from: the named one, or that above its package."""
    top = path.parent
    while (top / "__init__.py").is_file() and top.parent != top:
        top = top.parent
    return root if top.is_relative_to(root) else top


def _parts(relative: Path) -> list[str]:
    parts = list(relative.with_suffix("").parts)
    return parts[:-1] if parts[-1:] == ["__init__"] else parts


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if _worth(Path(place, name)))
        for name in sorted(names):
            if name.endswith(".py") and name not in _NOT_CLAIMS and not _is_test(name):
                yield Path(place, name).resolve()


def _worth(folder: Path) -> bool:
    hidden = folder.name.startswith(".") or folder.name in _SKIPPED
    return not hidden and not (folder / "pyvenv.cfg").exists()


def _is_test(name: str) -> bool:
    return name.startswith("test_") or name.endswith("_test.py")
