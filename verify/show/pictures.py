"""Pictures of what was computed: each is written as SVG and PNG, with its numbers as CSV.

A picture is drawn from its table and from nothing else, so the CSV holds all that is seen.
The same table gives the same bytes on the same machine: no dates, no random names.
"""

from __future__ import annotations

import csv
import math
import os
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verify.errors import FlowproofError
from verify.show.unfinished import finished, forget, note

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Columns = Mapping[str, Sequence[Any]]

KINDS = ("svg", "png", "csv")
STYLE: dict[Any, Any] = {
    "font.family": ["STIXGeneral", "DejaVu Sans"],  # the second for rare letters
    "mathtext.fontset": "stix",
    "font.size": 10,
    "axes.titlesize": 10.5,
    "axes.labelsize": 10,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "lines.linewidth": 1.2,
    "savefig.dpi": 200,
    "svg.hashsalt": "flowproof",
    "svg.fonttype": "path",
}
INK = {"blue": "#1f5a94", "red": "#b5462b", "gray": "#8a8a8a", "green": "#4c7a34"}
LETTERS = 19  # letters of the caption to an inch


class PictureError(FlowproofError):
    """A picture cannot be made or written; the message says what to change."""


@dataclass(frozen=True)
class Picture:
    """A picture that is computed when it is written.

    `compute()` returns the table: columns of one length by name, of finite numbers, text, or
    None where there is nothing. `draw(figure, columns)` draws them, and computes nothing. The
    caption says what a reader cannot see: starts, conditions, methods.
    """

    name: str  # of its files: letters, digits, _ and -
    title: str
    caption: str
    compute: Callable[[], Columns]
    draw: Callable[[Figure, Columns], None]
    width: float = 7.2  # inches
    height: float = 4.0

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9_-]+", self.name):
            raise PictureError(
                f"{self.name!r} names files: write letters, digits, _ and - only."
            )
        for what in ("title", "caption"):
            if not getattr(self, what).strip():
                raise PictureError(f"{self.name}: the {what} is empty. Say what is seen.")


def write_all(
    pictures: Sequence[Picture], folder: Path, force: bool = False, asked: str = ""
) -> Iterator[tuple[Picture, list[Path]]]:
    """Yield each picture with its files, as soon as it is written into `folder`.

    The folder is made when it is missing. Raises `PictureError`, before anything is computed,
    when two pictures have one name, when the folder cannot be written, or when a file is there
    already and `force` is not given. A file is complete or absent. What was cut off goes on:
    with the same `asked`, which tells all that the pictures depend on, those that were written
    are passed over, unless `force` is given.
    """
    names = [picture.name for picture in pictures]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise PictureError(f"{', '.join(twice)}: two pictures have this name. Rename one.")
    _prepare(folder)
    files = {name: _files(folder, name) for name in names}
    done = frozenset() if force or not asked else finished(folder, asked, files)
    there = [file for name in names if name not in done for file in files[name]]
    _check_free([file for file in there if file.exists()], force)
    for picture in pictures:
        if picture.name not in done:
            write(picture, folder)
            done |= {picture.name}
            if asked:
                note(folder, asked, {name: files[name] for name in done})
        yield picture, files[picture.name]
    forget(folder, asked)


def _check_free(there: Sequence[Path], force: bool) -> None:
    if there and not force:
        more = f" and {len(there) - 1} more" * (len(there) > 1)
        raise PictureError(
            f"{there[0]}{more}: a file of this name exists. Add --force to replace it, or name "
            "another folder with --out."
        )


def write(picture: Picture, folder: Path) -> list[Path]:
    """Compute and draw one picture, and return its files: SVG, PNG, CSV.

    Raises `PictureError` when its numbers cannot be computed or drawn.
    """
    try:
        columns = checked(picture.name, picture.compute())
        contents = (*render(picture, columns), table(columns).encode())
    except FlowproofError:
        raise
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise PictureError(f"{picture.name} cannot be drawn: {told}.") from error
    files = _files(folder, picture.name)
    for file, content in zip(files, contents, strict=True):
        _put(file, content)
    return files


def render(picture: Picture, columns: Columns) -> tuple[bytes, bytes]:
    """Return the picture as SVG and as PNG."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(picture.width, picture.height), layout="constrained")
        figure.suptitle(picture.title, fontsize=12)
        picture.draw(figure, columns)
        lines = textwrap.wrap(picture.caption, int(LETTERS * picture.width))
        figure.supxlabel("\n".join(lines), x=0.02, ha="left", fontsize=8.5, linespacing=1.25)
        svg, png = BytesIO(), BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": "flowproof"})
        figure.savefig(png, format="png", metadata={"Software": "flowproof"})
    return svg.getvalue(), png.getvalue()


def table(columns: Columns) -> str:
    """Return columns as CSV: every digit of a float, nothing for None."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in zip(*columns.values(), strict=True):
        writer.writerow(["" if entry is None else _entry(entry) for entry in row])
    return text.getvalue()


def checked(name: str, columns: Columns) -> Columns:
    """Return the columns, or raise `PictureError` for lengths that differ or a NaN.

    What is not finite would be left out of a curve without a word.
    """
    lengths = {title: len(column) for title, column in columns.items()}
    if not lengths or len(set(lengths.values())) > 1 or 0 in lengths.values():
        raise PictureError(f"{name}: columns of one length, not empty, are drawn: {lengths}.")
    for title, column in columns.items():
        for row, entry in enumerate(column):
            if entry is not None and not isinstance(entry, str) and not math.isfinite(entry):
                raise PictureError(f"{name}: {title} is {entry} in row {row + 1}.")
    return columns


def _entry(entry: Any) -> str:
    return entry if isinstance(entry, str) else repr(entry.item() if _numpy(entry) else entry)


def _numpy(entry: Any) -> bool:
    return type(entry).__module__ == "numpy"


def _files(folder: Path, name: str) -> list[Path]:
    return [folder / f"{name}.{kind}" for kind in KINDS]


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".flowproof-{os.getpid()}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise PictureError(
            f"{folder}: {error.strerror}. Name a folder that can be written with --out."
        ) from error


def _put(file: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there: a killed run leaves no half of it."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise PictureError(f"{file}: {error.strerror}. Name another folder.") from error
