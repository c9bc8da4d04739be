"""Where pictures come from: the file `figures.py` in the folder of a source.

It holds one function `pictures(seed, scale)` that returns a list of `Picture`. The scale is the
share of the full work, or one of the words in `SCALES` of the same file, the first when none is
named; a third parameter `model` is the folder of a network. A user's own folder is named by its
path. A file of figures is Python and runs with the user's rights.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from verify.errors import SelectionError
from verify.files.loading import loading
from verify.files.places import File, files_of, files_of_package, package_folder
from verify.show.pictures import Picture

FILE = "figures"


def galleries(package: str = "proofs") -> dict[str, File]:
    """Return the files of figures that ship, by the name of their source."""
    home = package_folder(package)
    files = files_of_package(home, package) if home else []
    return {file.id.rpartition(".")[0]: file for file in files if file.path.stem == FILE}


def pictures_of(
    name: str,
    seed: int = 0,
    scale: str | float = "",
    package: str = "proofs",
    model: str | None = None,
) -> list[Picture]:
    """Return the pictures of a source, or of a folder or file given by its path.

    `scale` is a share above 0 and at most 1, or a word the file knows. Raises `SelectionError`
    for a name that means nothing, and for a file of figures to repair. Nothing is computed yet.
    """
    file = _file(name, package)
    search = [] if file.search is None else [file.search]
    with loading([file.root, *search], search) as loader:
        page = loader.read(file.path, file.module)
        if page.problems:
            raise SelectionError("; ".join(str(problem) for problem in page.problems))
        make = page.module.__dict__.get("pictures")
        if not callable(make):
            raise SelectionError(f"{file.path} has no function pictures(seed, scale).")
        size = _scale(scale, page.module.__dict__.get("SCALES", ()))
        more = () if model is None else (model,)
        return _checked(file.path, _called(file.path, make, (seed, size, *more)))


def content_of(name: str, package: str = "proofs") -> str:
    """Return a text that changes with the engine, and with the Python beside the figures."""
    from verify.run.engine import engine_version

    files = sorted(_file(name, package).path.parent.glob("*.py"))
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return f"{engine_version()} {digest}"


def _scale(asked: str | float, words: Sequence[str]) -> str | float:
    """Return a share of the full work, or one of the file's own words."""
    if words:
        if asked and asked not in words:
            known = ", ".join(words)
            raise SelectionError(f"--scale {asked}: these figures know {known}.")
        return asked or words[0]
    try:
        share = 1.0 if asked == "" else float(asked)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise SelectionError(f"--scale {asked}: write a share above 0, at most 1.")
    return share


def _file(name: str, package: str) -> File:
    known = galleries(package)
    if name in known:
        return known[name]
    path = Path(name)
    if path.is_dir() and (path / f"{FILE}.py").is_file():
        path = path / f"{FILE}.py"
    if path.is_file():
        return files_of(str(path))[0]
    if path.is_dir():
        raise SelectionError(f"{name} has no {FILE}.py, in which pictures are stated.")
    listed = ", ".join(sorted(known)) or "none"
    raise SelectionError(
        f"{name!r} has no figures. Known: {listed}; or the path of a folder with a {FILE}.py."
    )


def _called(path: Path, make: Any, arguments: tuple[Any, ...]) -> Any:
    try:
        inspect.signature(make).bind(*arguments)
    except TypeError as error:
        if len(arguments) > 2:
            raise SelectionError(f"--model: the figures of {path} take no network.") from error
        raise SelectionError(f"{path}: write `def pictures(seed, scale)`: {error}.") from error
    try:
        return make(*arguments)
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise SelectionError(f"{path}: pictures(seed, scale) failed: {told}.") from error


def _checked(path: Path, made: Any) -> list[Picture]:
    pictures = list(made) if isinstance(made, Sequence) else []
    if not pictures or not all(isinstance(one, Picture) for one in pictures):
        raise SelectionError(f"{path}: pictures(seed, scale) returns a list of Picture.")
    return pictures
