"""The ledger of a working folder, opened: made, brought forward, or replaced when corrupted."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from verify.errors import FlowproofError
from verify.run.ledger import Ledger
from verify.run.schema import TABLES, migrate

PLACE = Path(".flowproof/ledger.sqlite")
PATIENCE = 30.0  # seconds to wait for another process that writes
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def open_ledger(path: Path = PLACE, create: bool = True) -> tuple[Ledger | None, str]:
    """Return the ledger at `path`, made when there is none, and what a person should know.

    A corrupted file is moved aside to `ledger.corrupt-1` (or the next free number) and
    replaced. `None` when there can be no ledger here: a read-only folder, a full disk, a ledger
    of a later version, another program's database. With `create=False` a missing or corrupted
    ledger is `None` as well and stays as it is, and one on a read-only disk can be read.
    """
    if not create and not path.exists():
        return None, f"{path}: there is no ledger here. `verify run` writes one."
    notice = ""
    try:
        if not create:
            return Ledger(_connect_as_it_is(path)), notice
        _prepare_folder(path.parent)
        with contextlib.suppress(_Corrupted):
            return Ledger(_connect(path)), notice
        aside = _move_aside(path)
        if aside:
            notice = f"{path} was corrupted. It is kept as {aside.name}, and a new one begun."
        return Ledger(_connect(path)), notice
    except (OSError, sqlite3.Error, FlowproofError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return None, f"{path}: {reason}. Going on without the ledger."


class _Corrupted(FlowproofError):
    """A ledger's file is no sound database."""


def _connect(path: Path) -> sqlite3.Connection:
    """Return a connection to a sound ledger of this version; raise `_Corrupted` for others."""
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    with _closed_unless_good(connection):
        with contextlib.suppress(sqlite3.OperationalError):  # not on network folders
            connection.execute("PRAGMA journal_mode = WAL")
        _check_sound(connection)
        migrate(connection)
        for table in TABLES:
            connection.execute(f"SELECT * FROM {table} LIMIT 0")
    return connection


def _connect_as_it_is(path: Path) -> sqlite3.Connection:
    """Return a connection to read from; where nothing can be written, without any lock.

    What a killed writer left beside the file counts, and is not read without locks.
    """
    try:
        return _connect(path)
    except sqlite3.OperationalError as error:
        left = Path(f"{path}-wal")
        if error.sqlite_errorcode & 0xFF not in _UNWRITABLE or not path.is_file():
            raise
        if left.exists() and left.stat().st_size:
            raise
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    with _closed_unless_good(connection):
        _check_sound(connection)
    return connection


@contextlib.contextmanager
def _closed_unless_good(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection when something is wrong, and raise `_Corrupted` when the file is."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        connection.close()
        if _is_corruption(error):
            raise _Corrupted("it is corrupted: `verify run` puts it aside") from None
        raise
    except BaseException:
        connection.close()
        raise


def _check_sound(connection: sqlite3.Connection) -> None:
    """Raise `sqlite3.DatabaseError` when a part of the file does not fit the others."""
    # Texts are not looked into: one that is spoilt is not what it was, and no error.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    (sound,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if sound != "ok":
        raise sqlite3.DatabaseError(f"malformed: {sound}")


def _is_corruption(error: sqlite3.DatabaseError | UnicodeDecodeError) -> bool:
    """Tell a file that is no sound database from one that cannot be opened or written now."""
    if isinstance(error, sqlite3.OperationalError):
        # A table that should be there is not, or is there when it should not.
        return "no such table" in str(error) or "already exists" in str(error)
    return True


def _prepare_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if folder.name == ".flowproof" and not ignore.exists():
        ignore.write_text("# Made by flowproof: what was run here.\n*\n")


def _move_aside(path: Path) -> Path | None:
    """Return the new place of a corrupted ledger, `None` when another process moved it."""
    with _alone(path.parent / "lock"):
        with contextlib.suppress(_Corrupted):
            _connect(path).close()
            return None
        taken = [
            int(p.name.rpartition("-")[2])
            for p in path.parent.glob(f"{path.stem}.corrupt-*")
            if p.name.rpartition("-")[2].isdigit()
        ]
        aside = path.with_name(f"{path.stem}.corrupt-{max(taken, default=0) + 1}")
        os.replace(path, aside)
        for ending in ("-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                os.replace(f"{path}{ending}", f"{aside}{ending}")
    return aside


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold a lock file, where the system has such locks."""
    with lock.open("a") as file:
        try:
            import fcntl
        except ImportError:
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
