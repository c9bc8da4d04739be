"""A run of the ledger as the run that it was, and its record."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from verify.discover import Found
from verify.effort import Effort
from verify.errors import SelectionError
from verify.files.cards import Card, card
from verify.result import Result
from verify.run.digest import contents
from verify.run.ledger import Header, Row
from verify.run.opening import PLACE, open_ledger
from verify.run.plain import from_json, parsed
from verify.run.readings import Remembered
from verify.run.session import Run, concluded
from verify.run.workers import Answer
from verify.verdict import Verdict


def recalled(word: str, found: Iterable[Found], path: Path = PLACE) -> Run:
    """Return a run of the ledger: "newest", or its number.

    What is not known of a claim without its file, or when its file states it otherwise now, is
    left out. Raises `SelectionError` when there is no such run.
    """
    header, rows, results = _read(word, path)
    known = {item.id: item for item in found}
    content = contents(tuple(known[row.claim] for row in rows if row.claim in known))
    same = {row.claim for row in rows if content.get(row.claim) == row.content}
    cards = tuple(
        card(known[row.claim], row.content) if row.claim in same else _bare(row) for row in rows
    )
    answers = {row.claim: Answer(_result(results[row.claim], row, path)) for row in rows}
    for name in same:
        answers[name] = Answer(_stated(answers[name].value, known[name]))
    run = concluded(Remembered(cards, header.selection), answers, _effort(header, path), ())
    cut = header.ended is None
    return dataclasses.replace(run, problems=(), interrupted=cut, versions=header.versions)


def _read(word: str, path: Path) -> tuple[Header, list[Row], dict[str, str]]:
    ledger, notice = open_ledger(path, create=False)
    if ledger is None:
        raise SelectionError(notice.removesuffix(" Going on without the ledger."))
    try:
        runs = {header.number: header for header in ledger.runs()}
        number = max(runs, default=0) if word == "newest" else int(word)
        if number not in runs:
            known = f"It has 1 to {max(runs)}." if runs else "It is empty."
            raise SelectionError(f"{path} has no run {word}. {known}")
        return runs[number], ledger.verdicts(number), ledger.results(number)
    except sqlite3.Error as error:
        raise SelectionError(f"{path} cannot be read: {error}.") from None
    finally:
        ledger.close()


def _result(text: str, row: Row, path: Path) -> Result:
    try:
        return from_json(Result, parsed(text))
    except ValueError as error:
        raise SelectionError(
            f"{path}: the result of {row.claim} cannot be read ({error}). Run it again."
        ) from None


def _stated(result: Result, found: Found) -> Result:
    """Return a result with what its claim says, which earlier versions did not write down."""
    from verify.show.statements import statement_latex  # only where a run is shown again

    if result.statement:
        return result
    return dataclasses.replace(result, statement=statement_latex(found.subject, found.claim))


def _bare(row: Row) -> Card:
    """Return what is known of a claim without its file."""
    expects = Verdict.named(row.expects) if row.expects else None
    return Card(row.claim, "", 0, row.content, None, expects, None, None, (), ())


def _effort(header: Header, path: Path) -> Effort:
    fields = {field.name for field in dataclasses.fields(Effort)}
    known = {key: value for key, value in header.effort.items() if key in fields}
    try:
        return from_json(Effort, known)
    except ValueError as error:
        raise SelectionError(
            f"{path}: the effort of run {header.number} cannot be read ({error}). Run it again."
        ) from None
