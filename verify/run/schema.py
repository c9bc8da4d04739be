"""The tables of the ledger, version by version; an older ledger is brought forward."""

from __future__ import annotations

import sqlite3

from verify.errors import FlowproofError

_RUNS = """
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    started TEXT NOT NULL,     -- UTC, ISO 8601
    ended TEXT,                -- NULL: still running, or killed
    engine TEXT NOT NULL,
    effort TEXT NOT NULL,      -- JSON
    seed INTEGER NOT NULL,
    selection TEXT NOT NULL,   -- JSON; [] is every claim of the package
    versions TEXT NOT NULL     -- JSON
)
"""
_RESULTS = """
CREATE TABLE results (
    number INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (number),
    claim TEXT NOT NULL,
    content TEXT NOT NULL,     -- the claim's digest, and its code's where it holds code
    engine TEXT NOT NULL,
    effort TEXT NOT NULL,
    verdict TEXT NOT NULL,
    attempted INTEGER NOT NULL,
    settled INTEGER NOT NULL,  -- 0: time, memory or a crash cut the check off
    seconds REAL NOT NULL,
    result TEXT NOT NULL       -- JSON
)
"""
_RESULTS_BY_CLAIM = "CREATE INDEX results_by_claim ON results (claim, content)"
_VERDICTS = """
CREATE TABLE verdicts (        -- what a run says of a claim; its result may be an earlier run's
    run INTEGER NOT NULL REFERENCES runs (number),
    claim TEXT NOT NULL,
    result INTEGER NOT NULL REFERENCES results (number),
    expects TEXT,              -- NULL: a sentence that no program can check
    PRIMARY KEY (run, claim)
) WITHOUT ROWID
"""
_READINGS = """
CREATE TABLE readings (        -- what reading claim files found, while they stay as they are
    content TEXT PRIMARY KEY,
    read TEXT NOT NULL,
    cards TEXT NOT NULL        -- JSON
)
"""

# Entry k brings a ledger from version k to version k + 1. Never change one: add another.
MIGRATIONS = ((_RUNS, _RESULTS, _RESULTS_BY_CLAIM, _VERDICTS), (_READINGS,))
VERSION = len(MIGRATIONS)
TABLES = ("runs", "results", "verdicts", "readings")


class ForeignDatabase(FlowproofError):
    """A database holds tables of another program, and none of a ledger."""


class NewerLedger(FlowproofError):
    """A ledger was written by a later version of this program."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a ledger to this version, each step whole or not at all.

    Raises `NewerLedger` for one of a later version, `ForeignDatabase` for what is no ledger,
    and leaves both as they are.
    """
    while (version := version_of(connection)) < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            if version_of(connection) != version:  # another process was first
                continue
            _check_ours(connection, version)
            for statement in MIGRATIONS[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {version + 1}")
    _check_ours(connection, version)
    if version > VERSION:
        raise NewerLedger(
            f"it has version {version}, and this program knows {VERSION}: update the program"
        )


def _check_ours(connection: sqlite3.Connection, version: int) -> None:
    """Raise `ForeignDatabase` unless a database is empty or a ledger."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {name for (name,) in rows}
    if tables and (version == 0 or not tables & set(TABLES)):
        raise ForeignDatabase("it is another program's database: move it away")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a ledger, 0 for an empty file."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
