"""The bibliography beside the claims: which keys exist, and what an entry says."""

from __future__ import annotations

import difflib
import functools
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

NAME = "references.bib"


@dataclass(frozen=True)
class Bibliography:
    """The entries of a BibTeX file by key, and the blocks that could not be read."""

    file: Path
    entries: Mapping[str, Mapping[str, str]]
    broken: tuple[tuple[int, str], ...] = field(default=())  # line, message


def nearest(file: Path) -> Path | None:
    """Return the first `references.bib` in the folder of `file` and the folders above it."""
    for folder in file.resolve().parents:
        if (folder / NAME).is_file():
            return folder / NAME
    return None


def read(file: Path) -> Bibliography:
    """Return the bibliography in a BibTeX file; a block that cannot be read is named."""
    changed = file.stat()
    return _read(file, changed.st_mtime_ns, changed.st_size)


@functools.lru_cache(maxsize=32)
def _read(file: Path, _time: int, _size: int) -> Bibliography:
    import bibtexparser  # a tenth of a second, and only claims with a source need it

    logging.getLogger("bibtexparser").setLevel(
        logging.CRITICAL
    )  # we report the blocks ourselves
    library = bibtexparser.parse_string(file.read_text(encoding="utf-8"))
    entries = {
        entry.key: {"type": entry.entry_type, **{f.key: str(f.value) for f in entry.fields}}
        for entry in library.entries
    }
    broken = tuple(
        (block.start_line + 1, _reason(block.error)) for block in library.failed_blocks
    )
    return Bibliography(file, entries, broken)


def _reason(error: Exception | None) -> str:
    text = str(error or "").strip().splitlines()
    return f"this BibTeX block cannot be read: {text[0] if text else 'it does not parse'}"


def describe(entry: Mapping[str, str]) -> str:
    """Return an entry as one line: authors, title, where, year, address."""
    parts = [
        _text(entry, "author"),
        _text(entry, "title"),
        entry.get("journal", entry.get("booktitle", entry.get("howpublished", ""))),
        entry.get("year", ""),
        _address(entry),
        _text(entry, "note"),
    ]
    told = (part.rstrip(".") for part in parts if part)
    return " ".join(part if part.endswith(("?", "!")) else f"{part}." for part in told)


def _address(entry: Mapping[str, str]) -> str:
    """Return where a text is found: its number in an archive, its DOI, else its URL."""
    if "eprint" in entry:
        archive = entry.get("archiveprefix", "")
        return f"{archive}:{entry['eprint']}" if archive else entry["eprint"]
    return entry.get("doi", entry.get("url", ""))


def _text(entry: Mapping[str, str], name: str) -> str:
    from pylatexenc.latex2text import LatexNodes2Text  # only who reads a source needs it

    text = LatexNodes2Text().latex_to_text(entry.get(name, ""))
    return " ".join(text.replace("{", "").replace("}", "").split())


def check_key(key: str, file: Path) -> str:
    """Return what is wrong with a BibTeX key cited in `file`, "" when it is known."""
    found = nearest(file)
    if found is None:
        return (
            f"its source names {key!r}, and there is no {NAME} in its folder or above. "
            "Write one, or leave the source out."
        )
    known = read(found).entries
    if key in known:
        return ""
    broken = read(found).broken
    if broken:
        line, reason = broken[0]
        return f"its source names {key!r}; {found}:{line}: {reason}."
    close = difflib.get_close_matches(key, known, n=3, cutoff=0.5)
    advice = f"Near it: {', '.join(close)}." if close else "Add the entry."
    return f"its source names {key!r}, which {found} does not hold. {advice}"
