"""Rows of a few narrow columns and one that takes the rest of the line, folded.

Made for hundreds of rows: Rich's own tables measure and render each cell twice, and take
seconds where these take tenths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.text import Text

Part = tuple[str, str]  # a text, and its style


def columns(
    rows: Sequence[Sequence[Part]], wide: int, width: int, right: bool = False
) -> Iterator[Text]:
    """Yield the lines of a table in which column number `wide` takes what the others leave.

    A cell of that column may hold several lines; one that is too long is folded. The other
    columns are as wide as their widest cell. With `right`, the last one is
    set to the right.
    """
    if not rows:
        return
    sizes = [max(cell_len(row[k][0]) for row in rows) for k in range(len(rows[0]))]
    sizes[wide] = max(width - sum(sizes) + sizes[wide] - len(sizes) + 1, 16)
    for row in rows:
        yield from _lines(row, sizes, wide, right)


def print_indented(console: Console, text: Text, indent: int, hang: int = 0) -> None:
    """Print a text some columns to the right; what is folded goes on `hang` further in."""
    for line in text.split("\n", allow_blank=True):
        lead = len(line.plain) - len(line.plain.lstrip(" "))
        room = max(console.width - indent - lead, 16)
        fits = line.cell_len <= console.width - indent
        folded = [line] if fits else line[lead:].wrap(console, room - hang, overflow="fold")
        for number, piece in enumerate(folded):
            start = indent + (0 if fits else lead + hang * bool(number))
            piece.rstrip()
            console.print(Text(" " * start) + piece if piece else piece, no_wrap=True)


def _lines(row: Sequence[Part], sizes: Sequence[int], wide: int, right: bool) -> Iterator[Text]:
    for number, cell in enumerate(_folded(row[wide], sizes[wide])):
        parts = [("", "") if number else part for part in row]
        parts[wide] = cell
        yield _line(parts, sizes, right)


def _line(parts: Sequence[Part], sizes: Sequence[int], right: bool) -> Text:
    rooms = [
        " " * (size - cell_len(text)) for size, (text, _) in zip(sizes, parts, strict=True)
    ]
    *others, (text, style) = parts
    line = Text(no_wrap=True)
    for other, room in zip(others, rooms, strict=False):
        line.append(*other)
        line.append(room + " ")
    if right:
        line.append(rooms[-1])
    line.append(text, style)
    line.rstrip()
    return line


def _folded(cell: Part, width: int) -> Iterator[Part]:
    """Yield the lines of a cell; all after its first are dim."""
    text, style = cell
    for number, line in enumerate(text.split("\n")):
        pieces = [line] if cell_len(line) <= width else _wrapped(line, width)
        yield from ((piece, "dim" if number else style) for piece in pieces)


def _wrapped(line: str, width: int) -> Iterator[str]:
    """Yield a long line in pieces, broken at spaces, and inside words that are longer."""
    piece = ""
    for word in line.split(" "):
        longer = f"{piece} {word}" if piece else word
        if cell_len(longer) <= width:
            piece = longer
            continue
        if piece:
            yield piece
        *whole, piece = chop_cells(word, width) or [""]
        yield from whole
    if piece:
        yield piece
