"""What reading the claim files of a package found, remembered while no file changes.

Only a whole package is remembered, under the content of its files, of the engine and of the
libraries; a person's own files are read every time, for what they import may lie anywhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeAlias

from verify.errors import SelectionError
from verify.files.cards import Card, Listed, card
from verify.files.places import files_of_package, package_folder
from verify.files.problems import Problem
from verify.files.selection import choose, split
from verify.run.engine import content_of, engine_version
from verify.run.plain import from_json, parsed, to_json

if TYPE_CHECKING:
    from verify.discover import Discovery

_READ = (".py", ".bib")


class Store(Protocol):
    """Where readings are kept: the ledger of a folder, or the cache of a user."""

    def reading(self, content: str) -> str | None:
        """Return what reading claim files of that content found, as JSON."""

    def remember_reading(self, content: str, cards: str) -> None:
        """Write down what reading claim files of that content found."""


@dataclass(frozen=True)
class Remembered:
    """Selected claims of a package, as they were read the last time."""

    found: tuple[Card, ...]
    selection: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    package: str = "proofs"


Selected: TypeAlias = "Discovery | Remembered"  # claims, or what is known of them


def without(selected: Selected, ids: Collection[str]) -> Selected:
    """Return what was selected without the claims of some ids."""
    if isinstance(selected, Remembered):
        return replace(selected, found=tuple(i for i in selected.found if i.id not in ids))
    return replace(selected, found=tuple(i for i in selected.found if i.id not in ids))


def package_content(package: str = "proofs") -> str:
    """Return 16 hex digits that change with any file that reading the package may read."""
    home = package_folder(package)
    if home is None:
        return ""
    files = sorted(path for path in home.rglob("*") if path.suffix in _READ)
    text = f"{home} {content_of(files, home)} {engine_version()}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def remember(
    store: Store, content: str, cards: Iterable[Card], problems: Iterable[Problem]
) -> None:
    """Write down what reading a whole package of that content found."""
    plain = to_json(Remembered(tuple(cards), (), tuple(problems)))
    store.remember_reading(content, json.dumps(plain, ensure_ascii=False))


def remember_list(
    store: Store, content: str, found: Iterable[Listed], problems: Iterable[Problem]
) -> None:
    """Write down what a list of a whole package needs: no digests."""
    remember(store, content, (card(item, "") for item in found), problems)


def remembered(
    store: Store, content: str, selection: Sequence[str], package: str = "proofs"
) -> Remembered | None:
    """Return the selected claims as they were read before; `None`: the files must be read.

    They must when the package changed, when a path is selected, when a word selects nothing,
    and when there are problems that a word may or may not select.
    """
    try:
        return meant(store, content, selection, package)
    except SelectionError:
        return None


def meant(
    store: Store, content: str, selection: Sequence[str], package: str = "proofs"
) -> Remembered | None:
    """Return what `remembered` does; raise `SelectionError` when a word selects nothing."""
    text = store.reading(content) if content else None
    if text is None:
        return None
    try:
        whole = from_json(Remembered, parsed(text))
    except ValueError:
        return None
    return whole if not selection else _selected(whole, selection, package)


def _selected(whole: Remembered, selection: Sequence[str], package: str) -> Remembered | None:
    home = package_folder(package)
    files = files_of_package(home, package) if home else []
    paths, words = split(selection, [file.id for file in files])
    if paths or whole.problems or not all(word.strip() for word in words):
        return None
    ids = choose(words, [card.id for card in whole.found])
    return Remembered(tuple(card for card in whole.found if card.id in ids), tuple(selection))
