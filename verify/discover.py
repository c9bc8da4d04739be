"""Every claim in a package, folder or file, with the id it is known by.

A claim file is Python and runs with the user's rights; nothing runs that was not named.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from verify.claim import Unchecked
from verify.errors import SelectionError
from verify.files.kin import Found, related
from verify.files.loading import Page, Subject, loading
from verify.files.places import File, files_of, files_of_package, package_folder
from verify.files.problems import Problem
from verify.files.selection import choose, near_ids, split, starts
from verify.references import check_key

__all__ = ["Discovery", "Found", "Problem", "Subject", "discover", "named"]


@dataclass(frozen=True)
class Discovery:
    """The selected claims by id, and what has to be repaired in their files."""

    found: tuple[Found, ...]
    problems: tuple[Problem, ...] = ()
    selection: tuple[str, ...] = ()
    package: str = "proofs"

    def __getitem__(self, name: str) -> Found:
        return next(found for found in self.found if found.id == name)


def discover(selection: Sequence[str] = (), package: str = "proofs") -> Discovery:
    """Return the claims that `selection` means, every claim of `package` when it is empty.

    An item is an id, a prefix of one up to a dot, an expression (`three and not literal`), or
    a path to a file or folder anywhere, `file.py::name` for one claim of it. A bad statement
    costs its own claim and those that need it; each is a `Problem`. Raises `SelectionError`
    when an item means nothing. Costs the time the claim files take to run.
    """
    if not all(word.strip() for word in selection):
        raise SelectionError("'' selects nothing. Leave it out to select every claim.")
    home = package_folder(package)
    own = files_of_package(home, package) if home else []
    paths, words = split(selection, [file.id for file in own])
    inside = {path: _inside(path, home) for path in paths}
    words += [prefix for prefix in inside.values() if prefix is not None]
    outside = [path for path in paths if inside[path] is None]
    theirs = [file for path in outside for file in files_of(path.partition("::")[0])]
    if not words:
        files = theirs if outside else own
        return _discovery(files, words, outside, selection, package)
    narrow = [file for file in own if any(_may_hold(file, word) for word in words)]
    try:
        return _discovery(narrow + theirs, words, outside, selection, package)
    except SelectionError:
        # A word may be an expression, and near ids may be anywhere.
        return _discovery(own + theirs, words, outside, selection, package)


def named(ids: Iterable[str], package: str = "proofs") -> Discovery:
    """Return the claims of those files of a package that hold some ids, and read no others.

    Ids that no file of the package may hold are passed over.
    """
    wanted = {name.rpartition(".")[0] for name in ids}
    home = package_folder(package)
    own = files_of_package(home, package) if home else []
    return _discovery([file for file in own if file.id in wanted], [], [], (), package)


def _may_hold(file: File, word: str) -> bool:
    """Tell whether a file is below a prefix, or is the one that an id within it names."""
    return not word or starts(word, file.id) or starts(file.id, word)


def _discovery(
    files: list[File],
    words: list[str],
    outside: list[str],
    selection: Sequence[str],
    package: str,
) -> Discovery:
    entries = _read(list({file.path: file for file in files}.values()), package)
    kept = _pick(entries, words, outside)
    found = tuple(item for _, item in kept if isinstance(item, Found))
    problems = tuple(item for _, item in kept if isinstance(item, Problem))
    return Discovery(found, problems, tuple(selection), package)


def _inside(path: str, home: Path | None) -> str | None:
    """Return a path within the package as the prefix it stands for, else `None`."""
    place, _, name = path.partition("::")
    full = Path(place).expanduser().resolve()
    if home is None or not full.is_relative_to(home):
        return None
    parts = full.relative_to(home).parts
    kept = [part for part in (p.removesuffix(".py") for p in parts) if part != "__init__"]
    return ".".join([*kept, name] if name else kept)


Entry = tuple[File, Found | Problem]


def _read(files: list[File], package: str) -> list[Entry]:
    """Return what the files hold, in order."""
    search = dict.fromkeys(file.search for file in files if file.search is not None)
    roots = dict.fromkeys([*(file.root for file in files), *search])
    with loading(roots, search) as loader:
        pages = [(file, loader.read(file.path, file.module)) for file in files]
        names = {
            id(subject): file.name(variable)
            for file, page in pages
            for variable, (subject, _) in page.bound.items()
        }
        entries: list[Entry] = []
        for file, page in pages:
            entries += [(file, item) for item in _found(file, page, names, package)]
            entries += [(file, problem) for problem in page.problems]
    return _distinct(entries)


def _found(
    file: File, page: Page, names: dict[int, str], package: str
) -> list[Found | Problem]:
    items: list[Found | Problem] = []
    check = functools.cache(lambda key: check_key(key, file.path))  # many cite the same
    for variable, (subject, line) in page.bound.items():
        place = (str(page.file), line)
        found, complaints = related(file.name(variable), subject, place, names, package)
        if found.claim is not None or isinstance(subject, Unchecked):
            items.append(found)
        for text in (*complaints, *_cited(found, file, check)):
            items.append(Problem(*place, variable, text))
    return items


def _cited(found: Found, file: File, check: Callable[[str], str]) -> list[str]:
    source = found.source
    if source is not None:
        message = check(source.key)
        return [message] if message else []
    # A user's own claim may have no source; a claim that is shipped says where it stands.
    shipped = file.search is None and found.claim is not None
    return ["it has no source. Write source=Source('key', 'Theorem 2')."] if shipped else []


def _distinct(entries: list[Entry]) -> list[Entry]:
    """Return the entries, with a problem in place of a claim whose id is taken."""
    first: dict[str, Found] = {}
    kept: list[Entry] = []
    for file, item in entries:
        if not isinstance(item, Found):
            kept.append((file, item))
        elif item.id not in first:
            first[item.id] = item
            kept.append((file, item))
        else:
            other = first[item.id]
            text = f"the id {item.id} is taken by {other.file}:{other.line}. Rename one."
            kept.append((file, Problem(item.file, item.line, item.name, text)))
    return kept


def _pick(entries: list[Entry], words: list[str], outside: list[str]) -> list[Entry]:
    """Return the entries that the words and paths mean, all of them when there are none."""
    if not words and not outside:
        return entries
    own = [entry for entry in entries if entry[0].search is None]
    chosen = {name for word in words for name in _named(word, own)}
    theirs = {name for path in outside for name in _at(path, entries)}
    return [
        entry
        for entry in entries
        if _name(entry) in (chosen if entry[0].search is None else theirs)
    ]


def _named(word: str, own: list[Entry]) -> set[str]:
    """Return the names that a word means; a file that cannot be read stands for its claims."""
    names = {_name(entry) for entry in own}
    found = {name for name in names if not word or starts(word, name)}
    whole = {_name(entry) for entry in own if not isinstance(entry[1], Found)}
    broken = {name for name in whole if name and starts(name, word)}
    return found | broken or choose([word], sorted(names))


def _name(entry: Entry) -> str:
    file, item = entry
    return item.id if isinstance(item, Found) else file.name(item.claim)


def _held(name: str, here: Sequence[str]) -> str:
    """Return what a file has, each claim once however many problems it has."""
    near = near_ids(name, here)
    meant = f"Did you mean {near[0].rpartition('.')[2]}? " if near else ""
    return f"{meant}It has: {', '.join(dict.fromkeys(here))}."


def _at(path: str, entries: list[Entry]) -> set[str]:
    place, _, name = path.partition("::")
    full = Path(place).expanduser().resolve()
    here = [_name(entry) for entry in entries if entry[0].path.is_relative_to(full)]
    found = {known for known in here if not name or f".{known}".endswith(f".{name}")}
    if not here:
        raise SelectionError(f"{place} holds no claims. A claim is a variable: x = Claim(...).")
    if not found:
        raise SelectionError(f"{place} has no claim {name!r}. {_held(name, here)}")
    return found
