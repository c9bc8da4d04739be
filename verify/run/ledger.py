"""The ledger: every run and every verdict, in an SQLite file of the working folder.

Each finished claim is one transaction: a process that is killed loses nothing that was
finished. What is read from the file is data: JSON, parsed and checked, never run.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from verify.run.plain import from_json, parsed
from verify.verdict import Verdict

T = TypeVar("T")


@dataclass(frozen=True)
class Key:
    """All that a result depends on: it holds again while this is the same."""

    claim: str
    content: str  # the claim's digest, and its code's where it holds code
    engine: str
    effort: str  # JSON, the seed included


@dataclass(frozen=True)
class Row:
    """What the ledger says of one claim in one run."""

    run: int
    claim: str
    content: str
    verdict: str
    attempted: bool
    settled: bool  # False: time, memory or a crash cut the check off
    seconds: float
    expects: str | None
    made_by: int  # the run that checked it; `run` may have taken it from there


@dataclass(frozen=True)
class Header:
    """What the ledger says of a run as a whole."""

    number: int
    started: str
    ended: str | None
    engine: str
    effort: Mapping[str, Any]
    seed: int
    selection: tuple[str, ...]
    versions: Mapping[str, str]  # of the libraries


@dataclass(frozen=True)
class Finished:
    """What became of one claim, as it is written down."""

    key: Key
    verdict: str
    attempted: bool
    settled: bool
    seconds: float
    expects: str | None
    result: str  # JSON


class Ledger:
    """An open ledger. Its methods raise `sqlite3.Error` when the file lets them down.

    So they do for a row that this program did not write: the file may be anyone's.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def begin(
        self,
        engine: str,
        effort: Mapping[str, Any],
        seed: int,
        selection: Sequence[str],
        versions: Mapping[str, str],
    ) -> int:
        """Write down that a run begins, and return its number."""
        libraries = json.dumps(dict(versions), ensure_ascii=False)  # in their own order
        with self._writing() as connection:
            cursor = connection.execute(
                "INSERT INTO runs (started, engine, effort, seed, selection, versions) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (_now(), engine, _text(effort), seed, _text(selection), libraries),
            )
        return int(cursor.lastrowid or 0)

    def end(self, run: int) -> None:
        """Write down that a run came to its end."""
        with self._writing() as connection:
            connection.execute("UPDATE runs SET ended = ? WHERE number = ?", (_now(), run))

    def keep(self, run: int, done: Finished) -> None:
        """Write down what became of one claim."""
        key = done.key
        with self._writing() as connection:
            cursor = connection.execute(
                "INSERT INTO results (run, claim, content, engine, effort, verdict, "
                "attempted, settled, seconds, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(run, _whole(key.claim), key.content, key.engine, key.effort),
                    *(done.verdict, done.attempted, done.settled, done.seconds),
                    _whole(done.result),
                ),
            )
            self._connection.execute(
                "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)",
                (run, _whole(key.claim), cursor.lastrowid, done.expects),
            )

    def take(self, run: int, taken: Mapping[int, tuple[str, str | None]]) -> None:
        """Write down that a run takes results of earlier ones: number to claim, expected."""
        rows = [
            (run, _whole(claim), number, expects) for number, (claim, expects) in taken.items()
        ]
        with self._writing() as connection:
            connection.executemany("INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?)", rows)

    def settled(self, engine: str, effort: str) -> dict[Key, tuple[int, str]]:
        """Return the newest settled result for each key: its number, and its JSON."""
        rows = self._connection.execute(
            "SELECT number, claim, content, result FROM results WHERE number IN "
            "(SELECT max(number) FROM results WHERE engine = ? AND effort = ? AND settled "
            "GROUP BY claim, content)",
            (engine, effort),
        )
        return {
            Key(claim, content, engine, effort): (number, result)
            for number, claim, content, result in rows
        }

    def times(self) -> dict[str, float]:
        """Return the seconds that each claim took when it was last checked."""
        rows = self._connection.execute(
            "SELECT claim, seconds FROM results WHERE number IN "
            "(SELECT max(number) FROM results GROUP BY claim) AND typeof(seconds) = 'real'"
        )
        return {claim: float(seconds) for claim, seconds in rows}

    def runs(self) -> list[Header]:
        """Return every run, oldest first."""
        rows = self._connection.execute(
            "SELECT number, started, ended, engine, effort, seed, selection, versions "
            "FROM runs ORDER BY number"
        )
        return [_header(*row) for row in rows]

    def verdicts(self, run: int) -> list[Row]:
        """Return what one run says of each claim, by id."""
        return self._rows("verdicts.run = ? ORDER BY verdicts.claim", run)

    def results(self, run: int) -> dict[str, str]:
        """Return the result of each claim of one run, by id, as JSON."""
        rows = self._connection.execute(
            "SELECT verdicts.claim, results.result FROM verdicts "
            "JOIN results ON results.number = verdicts.result WHERE verdicts.run = ?",
            (run,),
        )
        return dict(rows.fetchall())

    def history(self, claim: str) -> list[Row]:
        """Return what each run says of one claim, oldest first."""
        return self._rows("verdicts.claim = ? ORDER BY verdicts.run", claim)

    def claims(self) -> list[str]:
        """Return the ids of all claims that were ever checked here."""
        rows = self._connection.execute("SELECT DISTINCT claim FROM verdicts ORDER BY claim")
        return [claim for (claim,) in rows]

    def reading(self, content: str) -> str | None:
        """Return what reading claim files of that content found, as JSON."""
        row = self._connection.execute(
            "SELECT cards FROM readings WHERE content = ?", (content,)
        ).fetchone()
        return row[0] if row else None

    def remember_reading(self, content: str, cards: str) -> None:
        """Write down what reading claim files of that content found; forget older readings."""
        with self._writing() as connection:
            connection.execute("DELETE FROM readings")
            connection.execute(
                "INSERT INTO readings VALUES (?, ?, ?)", (content, _now(), cards)
            )

    def _rows(self, where: str, value: object) -> list[Row]:
        rows = self._connection.execute(
            "SELECT verdicts.run, verdicts.claim, content, verdict, attempted, settled, "
            "seconds, expects, results.run FROM verdicts "
            f"JOIN results ON results.number = verdicts.result WHERE {where}",
            (value,),
        )
        return [_row(*row) for row in rows]

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside one transaction that other processes wait for."""
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:
            yield self._connection


def _header(*row: Any) -> Header:
    number, started, ended, engine, effort, seed, selection, versions = row
    known = (number, started, ended, engine)
    with _as_written():
        texts = (parsed(effort), seed, parsed(selection), parsed(versions))
        return _read(Header, (*known, *texts))


def _row(*row: Any) -> Row:
    run, claim, content, verdict, tried, settled, seconds, expects, made_by = row
    known = (run, claim, content, verdict, bool(tried), bool(settled))
    with _as_written():
        for word in (verdict, expects):
            if word is not None:
                Verdict.named(word)
        return _read(Row, (*known, seconds, expects, made_by))


def _read(cls: type[T], values: Sequence[Any]) -> T:
    names = [field.name for field in dataclasses.fields(cls)]  # type: ignore[arg-type]
    return from_json(cls, dict(zip(names, values, strict=True)))


@contextlib.contextmanager
def _as_written() -> Iterator[None]:
    """Let what is not of the shape that this program writes be an error of the file."""
    try:
        yield
    except (ValueError, TypeError, AttributeError) as error:
        raise sqlite3.DataError(f"a row was not written by this program: {error}") from None


def _text(value: Any) -> str:
    return _whole(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _whole(text: str) -> str:
    """Return a text that can be stored: half of a character becomes its escape of JSON."""
    return text.encode(errors="backslashreplace").decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
