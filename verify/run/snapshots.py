"""Runs to compare: from the ledger, from a record that `--json` wrote, from the baseline.

All three are data; what they hold is checked and never run.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verify.errors import SelectionError
from verify.files.selection import near_ids
from verify.run.compare import Entry, Snapshot
from verify.run.ledger import Header, Ledger, Row
from verify.run.opening import PLACE, open_ledger
from verify.run.plain import parsed, within
from verify.verdict import Verdict

SCHEMA = 1
BASELINE = Path("baseline.json")
_DIGITS = 19  # of a number that SQLite can hold
_KEPT = ("id", "verdict", "expects", "met", "attempted", "digest")


def snapshot(word: str, ledger: Path = PLACE) -> Snapshot:
    """Return the run that a person means.

    "baseline" is `baseline.json` here, "newest" the newest run of the ledger, a number a run of
    the ledger, and anything else a file. Raises `SelectionError` when there is no such run.
    """
    if is_of_ledger(word):
        return _of_ledger(word, ledger)
    path = BASELINE if word == "baseline" else Path(word)
    if word == "baseline" and not path.exists():
        raise SelectionError(
            f"there is no {path} here. `verify run --write-baseline {path}` writes one."
        )
    return of_record(read_record(path), path.name)


def is_of_ledger(word: str) -> bool:
    """Tell the word for a run of the ledger from the name of a file."""
    return word == "newest" or (word.isdecimal() and len(word) < _DIGITS)


def read_record(path: Path) -> dict[str, Any]:
    """Return a record or a baseline; raise `SelectionError` for a file that is neither."""
    try:
        data = parsed(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SelectionError(f"{path}: {reason}. Name a record that --json wrote.") from None
    schema = data.get("schema") if isinstance(data, dict) else None
    if type(schema) is int and schema > SCHEMA:
        raise SelectionError(
            f"{path} has schema {schema}, and this program knows {SCHEMA}. Update the program."
        )
    if not isinstance(data, dict) or type(schema) is not int or schema != SCHEMA:
        raise SelectionError(
            f"{path} is no record of schema {SCHEMA}. `verify run --json FILE` writes one."
        )
    return data


def of_record(record: Mapping[str, Any], name: str) -> Snapshot:
    """Return what a record, or a baseline, says of its claims; raise `SelectionError`."""
    try:
        head = within(_Head, record)
        rows = [within(_Line, entry) for entry in head.claims]
    except ValueError as error:
        raise SelectionError(f"{name} cannot be read as a record: {error}") from None
    if odd := [row.id for row in rows if not row.id.isprintable()]:
        raise SelectionError(
            f"{name} names a claim {odd[0]!a}, and ids hold what can be printed. Write it anew."
        )
    twice = [name for name, count in Counter(row.id for row in rows).items() if count > 1]
    if twice:
        raise SelectionError(
            f"{name} holds {twice[0]} more than once, and nobody can tell which counts. "
            "Write it anew."
        )
    entries = {
        row.id: Entry(row.verdict, row.met, row.attempted, row.digest, row.seconds)
        for row in rows
    }
    asked = frozenset(head.selection)
    return Snapshot(name, entries, not asked, head.effort, asked)


@dataclass(frozen=True)
class _Head:
    """What a record or a baseline says of its run."""

    claims: tuple[Any, ...]
    selection: tuple[str, ...] = ()
    effort: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Line:
    """What a record or a baseline says of one claim."""

    id: str
    verdict: Verdict
    met: bool
    attempted: bool
    digest: str
    seconds: float | None = None


def baseline_text(record: Mapping[str, Any]) -> str:
    """Return the baseline of a run: its verdicts without times or evidence, a line a claim."""
    head = {key: record[key] for key in ("schema", "seed", "effort", "selection")}
    lines = [_line({key: entry[key] for key in _KEPT}) for entry in record["claims"]]
    opening = _line(head)[:-1]
    return f'{opening}, "claims": [\n' + ",\n".join(lines) + "\n]}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def history(claim: str, path: Path = PLACE) -> tuple[list[Row], dict[int, Header]]:
    """Return what each run of the ledger says of a claim, oldest first, and the runs by number.

    Raises `SelectionError` when there is no ledger, or it does not know the claim.
    """
    with _reading(path) as ledger:
        rows = ledger.history(claim)
        if not rows:
            near = ", ".join(near_ids(claim, ledger.claims()))
            advice = f"Near it: {near}." if near else "`verify run` writes claims into it."
            raise SelectionError(f"{path} knows no claim {claim!r}. {advice}")
        return rows, {header.number: header for header in ledger.runs()}


@contextmanager
def _reading(path: Path) -> Iterator[Ledger]:
    """Give the ledger to read from; what goes wrong is a `SelectionError`."""
    ledger, notice = open_ledger(path, create=False)
    if ledger is None:
        raise SelectionError(notice.removesuffix(" Going on without the ledger."))
    try:
        yield ledger
    except sqlite3.Error as error:
        raise SelectionError(f"{path} cannot be read: {error}.") from None
    finally:
        ledger.close()


def _of_ledger(word: str, path: Path) -> Snapshot:
    with _reading(path) as ledger:
        runs = {header.number: header for header in ledger.runs()}
        number = max(runs, default=0) if word == "newest" else int(word)
        if number not in runs:
            known = f"It has 1 to {max(runs)}." if runs else "It is empty."
            raise SelectionError(f"{path} has no run {word}. {known}")
        entries = {row.claim: _of_row(row) for row in ledger.verdicts(number)}
    header = runs[number]
    name = f"run {number}" if header.ended else f"run {number} (not ended)"
    asked = frozenset(header.selection)
    return Snapshot(name, entries, not asked, header.effort, asked)


def _of_row(row: Row) -> Entry:
    met = not row.attempted or _meets(row.verdict, row.expects)
    digest = row.content.partition("+")[0]
    return Entry(Verdict.named(row.verdict), met, row.attempted, digest, row.seconds)


def _meets(verdict: str, expects: str | None) -> bool:
    from verify.result import Result

    wanted = Verdict.named(expects or "undecided")
    return Result(Verdict.named(verdict), "").meets(wanted)
