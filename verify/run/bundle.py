"""The claims of a run as another machine finds them: ids of the package, texts of own files.

The package that ships is installed on every machine. Claim files of a person's own are sent as
texts, with the Python files and bibliographies beside them that they may import or cite; other
files that they read are not.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from verify.discover import Discovery, discover
from verify.errors import SelectionError
from verify.files.cards import card
from verify.files.places import files_of, files_of_package, package_folder
from verify.files.selection import starts
from verify.run.readings import Remembered, Selected

MOST = 16 * 2**20  # bytes of text
_SENT = (".py", ".bib")
_SKIPPED = {"__pycache__", "node_modules", "site-packages", "build", "dist"}


@dataclass(frozen=True)
class Bundle:
    """What another machine needs in order to find the same claims."""

    package: str
    words: tuple[str, ...]  # ids of the package; () with `whole`
    whole: bool  # every claim of the package
    folders: tuple[tuple[tuple[str, str], ...], ...] = ()  # texts by path, of each own folder
    places: tuple[tuple[int, str], ...] = ()  # what was selected: a folder, and a path in it


def shipped(selection: Sequence[str], package: str) -> Bundle | None:
    """Return the bundle of a selection that begins ids of the package, before anything is
    read; `None` for any other selection.
    """
    home = package_folder(package)
    ids = [file.id for file in files_of_package(home, package)] if home else []
    if not all(any(starts(word, name) for name in ids) for word in selection):
        return None
    return Bundle(package, tuple(selection), not selection)


def bundle(discovery: Selected) -> Bundle:
    """Return the bundle of what was discovered.

    Raises `SelectionError` when the Python files beside a person's own claims are too many.
    """
    known = shipped(discovery.selection, discovery.package)
    if known is not None:
        return known
    home = package_folder(discovery.package)
    words, outside = [], False
    for found in discovery.found:
        if home is not None and Path(found.file).resolve().is_relative_to(home):
            words.append(found.id)
        else:
            outside = True
    if not outside:
        return Bundle(discovery.package, tuple(words), False)
    folders: dict[Path, int] = {}
    places = []
    for item in discovery.selection:
        place, _, name = item.partition("::")
        path = Path(place).expanduser().resolve()
        if path.exists() and not (home is not None and path.is_relative_to(home)):
            folder = min((f.search for f in files_of(place) if f.search), default=path)
            number = folders.setdefault(folder, len(folders))
            inner = path.relative_to(folder).as_posix()
            places.append((number, f"{inner}::{name}" if name else inner))
    texts = tuple(_texts(folder) for folder in folders)
    return Bundle(discovery.package, tuple(words), False, texts, tuple(places))


def unpacked(bundle: Bundle, folder: Path) -> Discovery:
    """Return the claims of a bundle, its texts written below a folder.

    Claims are Python: reading them runs them.
    """
    for number, texts in enumerate(bundle.folders):
        for name, text in texts:
            file = _below(folder / str(number), name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8", "surrogateescape"))
    selection = list(bundle.words)
    for number, name in bundle.places:
        selection.append(f"{folder / str(number)}/{name}")
    if not selection and not bundle.whole:
        return Discovery(())
    return discover(selection, bundle.package)


def listing(discovery: Discovery) -> Remembered:
    """Return what was discovered as another machine may use it: no claims, no places here."""
    home = package_folder(discovery.package)

    def place(file: str) -> str:
        inside = home is not None and Path(file).is_relative_to(home)
        return Path(file).relative_to(home).as_posix() if home and inside else file

    found = tuple(card(item, "") for item in discovery.found)
    listed = Remembered(found, discovery.selection, discovery.problems, discovery.package)
    return _placed(listed, place)


def at_home(listed: Remembered) -> Remembered:
    """Return what another machine listed, with the places that its files have on this one."""
    home = package_folder(listed.package)
    return _placed(listed, lambda file: str(home / file) if home else file)


def _placed(listed: Remembered, place: Callable[[str], str]) -> Remembered:
    found = tuple(replace(item, file=place(item.file)) for item in listed.found)
    problems = tuple(replace(item, file=place(item.file)) for item in listed.problems)
    return replace(listed, found=found, problems=problems)


def scratch() -> tempfile.TemporaryDirectory[str]:
    """Return a new folder that is removed when it is closed."""
    return tempfile.TemporaryDirectory(prefix="flowproof-")


def _below(folder: Path, name: str) -> Path:
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise SelectionError(f"{name} leads out of its folder.")
    return file


def _texts(folder: Path) -> tuple[tuple[str, str], ...]:
    texts, size = [], 0
    for file in _files(folder):
        text = file.read_bytes()
        size += len(text)
        if size > MOST:
            raise SelectionError(
                f"{folder} holds more than {MOST >> 20} MiB of Python files, which would be "
                "sent to every worker. Move the claim files to a folder of their own."
            )
        name = file.relative_to(folder).as_posix()
        texts.append((name, text.decode("utf-8", "surrogateescape")))
    return tuple(texts)


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if _worth(Path(place, name)))
        for name in sorted(names):
            file = Path(place, name)
            if file.suffix in _SENT and file.is_file():
                yield file


def _worth(folder: Path) -> bool:
    hidden = folder.name.startswith(".") or folder.name in _SKIPPED
    return not hidden and not (folder / "pyvenv.cfg").exists()
