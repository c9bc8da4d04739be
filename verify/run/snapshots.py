"""Runs to compare: from the ledger, from a record that `--json` wrote, from the baseline.

All three are data; what they hold is checked and never run.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from verify.errors import SelectionError
from verify.files.selection import near_ids
from verify.run.compare import Entry, Snapshot
from verify.run.ledger import Header, Ledger, Row
from verify.run.opening import PLACE, open_ledger
from verify.verdict import Verdict

SCHEMA = 1
BASELINE = Path("baseline.json")
_KEPT = ("id", "verdict", "expects", "met", "attempted", "digest")


def snapshot(word: str, ledger: Path = PLACE) -> Snapshot:
    """Return the run that a person means.

    "baseline" is `baseline.json` here, "newest" the newest run of the ledger, a number a run of
    the ledger, and anything else a file. Raises `SelectionError` when there is no such run.
    """
    if word == "newest" or word.isdigit():
        return _of_ledger(word, ledger)
    path = BASELINE if word == "baseline" else Path(word)
    if word == "baseline" and not path.exists():
        raise SelectionError(
            f"there is no {path} here. `verify run --write-baseline {path}` writes one."
        )
    return of_record(read_record(path), path.name)


def read_record(path: Path) -> dict[str, Any]:
    """Return a record or a baseline; raise `SelectionError` for a file that is neither."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SelectionError(f"{path}: {reason}. Name a record that --json wrote.") from None
    schema = data.get("schema") if isinstance(data, dict) else None
    if type(schema) is int and schema > SCHEMA:
        raise SelectionError(
            f"{path} has schema {schema}, and this program knows {SCHEMA}. Update the program."
        )
    if not isinstance(data, dict) or schema != SCHEMA:
        raise SelectionError(
            f"{path} is no record of schema {SCHEMA}. `verify run --json FILE` writes one."
        )
    return data


def of_record(record: Mapping[str, Any], name: str) -> Snapshot:
    """Return what a record, or a baseline, says of its claims; raise `SelectionError`."""
    try:
        entries = {entry["id"]: _entry(entry) for entry in record["claims"]}
        asked = frozenset(map(str, record.get("selection", ())))
        return Snapshot(name, entries, not asked, dict(record.get("effort", {})), asked)
    except (KeyError, TypeError, ValueError) as error:
        text = f"{type(error).__name__}: {error}"
        raise SelectionError(f"{name} cannot be read as a record ({text}).") from None


def _entry(entry: Mapping[str, Any]) -> Entry:
    seconds = entry.get("seconds")
    return Entry(
        Verdict.named(entry["verdict"]),
        bool(entry["met"]),
        bool(entry["attempted"]),
        str(entry["digest"]),
        None if seconds is None else float(seconds),
    )


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
