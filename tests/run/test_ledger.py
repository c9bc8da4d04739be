import contextlib
import json
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from verify.run.ledger import Finished, Key, Ledger
from verify.run.opening import open_ledger
from verify.run.schema import MIGRATIONS, VERSION

KEY = Key("mine.a", "0123", "engine", "effort")


def finished(key: Key = KEY, settled: bool = True, verdict: str = "proved") -> Finished:
    return Finished(key, verdict, True, settled, 0.5, "proved", '{"verdict": "proved"}')


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".flowproof" / "ledger.sqlite"


def opened(path: Path) -> Ledger:
    ledger, notice = open_ledger(path)
    assert ledger is not None
    assert notice == ""
    return ledger


def begun(ledger: Ledger) -> int:
    return ledger.begin("engine", {"seed": 3}, 3, ("euler",), {"python": "3"})


def test_what_is_written_is_read_in_another_session(path: Path) -> None:
    ledger = opened(path)
    run = begun(ledger)
    ledger.keep(run, finished())
    ledger.end(run)
    ledger.close()
    again = opened(path)
    (header,) = again.runs()
    assert (header.number, header.seed, header.selection) == (run, 3, ("euler",))
    assert header.ended is not None
    (row,) = again.verdicts(run)
    assert (row.claim, row.verdict, row.settled, row.made_by) == ("mine.a", "proved", True, run)
    assert again.history("mine.a") == [row]
    assert again.claims() == ["mine.a"]
    again.close()


def test_the_newest_settled_result_is_taken_and_no_other(path: Path) -> None:
    ledger = opened(path)
    for settled in (True, True, False):
        ledger.keep(begun(ledger), finished(settled=settled))
    assert ledger.settled("engine", "effort") == {KEY: (2, '{"verdict": "proved"}')}
    assert ledger.settled("other engine", "effort") == {}
    assert ledger.settled("engine", "other effort") == {}
    ledger.close()


def test_a_run_that_takes_a_result_says_who_made_it(path: Path) -> None:
    ledger = opened(path)
    ledger.keep(begun(ledger), finished())
    second = begun(ledger)
    ledger.take(second, {1: ("mine.a", "proved")})
    (row,) = ledger.verdicts(second)
    assert (row.run, row.made_by) == (2, 1)
    ledger.close()


def version_1(path: Path) -> None:
    """Write a ledger as version 1 wrote it, with one run and one verdict."""
    path.parent.mkdir(parents=True)
    with sqlite3.connect(path) as connection:
        for statement in MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute("PRAGMA user_version = 1")
        connection.execute(
            "INSERT INTO runs VALUES (1, '2026-01-01', NULL, 'e', '{}', 0, '[]', '{}')"
        )
        connection.execute(
            "INSERT INTO results "
            "VALUES (1, 1, 'mine.a', 'c', 'e', '{}', 'proved', 1, 1, 2.5, '')"
        )
        connection.execute("INSERT INTO verdicts VALUES (1, 'mine.a', 1, 'proved')")
    connection.close()


def test_a_ledger_of_version_1_is_brought_forward_with_all_it_holds(path: Path) -> None:
    version_1(path)
    ledger = opened(path)
    (row,) = ledger.history("mine.a")
    assert (row.verdict, row.seconds) == ("proved", 2.5)
    assert ledger.reading("content") is None
    ledger.remember_reading("content", "[]")
    assert ledger.reading("content") == "[]"
    ledger.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    connection.close()


def test_a_ledger_of_a_later_version_is_left_alone(path: Path) -> None:
    opened(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    ledger, notice = open_ledger(path)
    assert ledger is None
    assert "update the program" in notice
    assert "\n" not in notice
    assert not list(path.parent.glob("*corrupt*"))


@pytest.mark.parametrize("damage", ["text", "middle", "schema"])
def test_a_corrupted_ledger_is_kept_aside_and_replaced(path: Path, damage: str) -> None:
    ledger = opened(path)
    run = begun(ledger)
    for k in range(300):
        ledger.keep(run, finished(Key(f"mine.a{k}", "0", "e", "f")))
    ledger.close()
    if damage == "text":
        path.write_text("This is no database at all. " * 100)
    elif damage == "middle":
        data = bytearray(path.read_bytes())
        data[4096:16384] = b"\x00" * 12288
        path.write_bytes(data)
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TABLE verdicts")
        connection.close()
    spoilt = path.read_bytes()
    for number in (1, 2):
        ledger, notice = open_ledger(path)
        assert ledger is not None
        assert f"kept as ledger.corrupt-{number}" in notice
        assert ledger.runs() == []
        assert begun(ledger) == 1
        ledger.close()
        assert (path.parent / f"ledger.corrupt-{number}").read_bytes() == spoilt
        path.write_bytes(spoilt)


def broken(path: Path, statement: str) -> Ledger:
    ledger = opened(path)
    run = begun(ledger)
    ledger.keep(run, finished())
    ledger.end(run)
    ledger.close()
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()
    return opened(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE runs SET versions = '{'",
        "UPDATE runs SET versions = '[1]'",
        "UPDATE runs SET selection = '17'",
        "UPDATE runs SET effort = '[1]'",
        "UPDATE runs SET effort = x'00'",
        "UPDATE runs SET seed = 'many'",
        "UPDATE runs SET effort = '{\"seed\": NaN}'",
        f"UPDATE runs SET effort = '{'[' * 100_000}'",
    ],
)
def test_a_run_that_this_program_did_not_write_is_an_error_of_the_file(
    path: Path, statement: str
) -> None:
    ledger = broken(path, statement)
    with pytest.raises(sqlite3.Error, match="not written by this program"):
        ledger.runs()
    ledger.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE results SET verdict = 'wonderful'",
        "UPDATE results SET verdict = x'ff'",
        "UPDATE results SET seconds = 'NaN'",
        "UPDATE results SET seconds = 9e999",
        "UPDATE verdicts SET expects = '9'",
        "UPDATE results SET run = 'first'",
    ],
)
def test_a_verdict_that_this_program_did_not_write_is_an_error_of_the_file(
    path: Path, statement: str
) -> None:
    ledger = broken(path, statement)
    with pytest.raises(sqlite3.Error, match="not written by this program"):
        ledger.verdicts(1)
    assert all(isinstance(time, float) for time in ledger.times().values())
    ledger.close()


def test_a_spoilt_text_is_another_text_and_spoils_nothing_else(path: Path) -> None:
    ledger = broken(path, "UPDATE results SET content = CAST(x'6d80ff' AS TEXT)")
    ledger.keep(begun(ledger), finished())
    taken = ledger.settled("engine", "effort")
    assert taken[KEY] == (2, '{"verdict": "proved"}')
    ledger.close()


def test_half_of_a_character_costs_nothing(path: Path) -> None:
    ledger = opened(path)
    run = ledger.begin("engine", {}, 0, ("\ud800.py",), {})
    text = json.dumps("above \ud800", ensure_ascii=False)
    ledger.keep(run, replace(finished(Key("mine.\ud800", "0", "e", "f")), result=text))
    (result,) = ledger.results(run).values()
    assert json.loads(result) == "above \ud800"
    assert ledger.runs()[0].selection == ("\ud800.py",)
    ledger.close()


def damaged(data: bytes, draw: np.random.Generator) -> bytes:
    """Return a file cut short, with a page of noise, with wrong bytes, or a page twice."""
    spoilt = bytearray(data)
    kind = int(draw.integers(4))
    if kind == 0:
        return bytes(spoilt[: int(draw.integers(1, len(data)))])
    if kind == 1:
        for place in draw.integers(0, len(data), 20):
            spoilt[place] = int(draw.integers(256))
        return bytes(spoilt)
    page = 4096 * int(draw.integers(len(data) // 4096))
    other = 4096 * int(draw.integers(len(data) // 4096))
    noise = draw.bytes(4096) if kind == 2 else data[other : other + 4096]
    spoilt[page : page + 4096] = noise
    return bytes(spoilt)


def test_no_damage_raises_anything_but_an_error_of_the_file(path: Path) -> None:
    ledger = opened(path)
    for k in range(100):
        ledger.keep(begun(ledger), finished(Key(f"mine.a{k}", "0", "e", "f")))
    ledger.close()
    sound, draw = path.read_bytes(), np.random.default_rng(7)
    replaced = 0
    for _ in range(60):
        spoilt = damaged(sound, draw)
        path.write_bytes(spoilt)
        found, notice = open_ledger(path)
        if "was corrupted" in notice:
            replaced += 1
            assert (path.parent / f"ledger.corrupt-{replaced}").read_bytes() == spoilt
        if found is not None:
            with contextlib.suppress(sqlite3.Error):
                found.keep(begun(found), finished())
                found.runs(), found.history("mine.a3"), found.settled("e", "f"), found.times()
            found.close()
    assert replaced > 40


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    for version in (0, 1, VERSION + 5):
        with sqlite3.connect(path) as connection:
            connection.execute(f"CREATE TABLE theirs{version} (a)")
            connection.execute(f"PRAGMA user_version = {version}")
        connection.close()
        for create in (True, False):
            ledger, notice = open_ledger(path, create)
            assert ledger is None
            assert "another program's database" in notice
    with sqlite3.connect(path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert len(tables) == 3
    assert not list(path.parent.glob("*corrupt*"))


def test_reading_moves_no_corrupted_ledger_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"nonsense" * 1000)
    ledger, notice = open_ledger(path, create=False)
    assert ledger is None
    assert "it is corrupted" in notice
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_ledger_on_a_read_only_disk_can_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> sqlite3.Connection:  # permissions do not stop every user
        error = sqlite3.OperationalError("unable to open database file")
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    ledger = opened(path)
    ledger.keep(begun(ledger), finished())
    ledger.close()
    monkeypatch.setattr("verify.run.opening._connect", refuse)
    assert open_ledger(path)[0] is None
    reader, notice = open_ledger(path, create=False)
    assert reader is not None
    assert notice == ""
    assert [row.claim for row in reader.verdicts(1)] == ["mine.a"]
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        begun(reader)
    reader.close()
    Path(f"{path}-wal").write_bytes(b"left by a writer that was killed")
    assert open_ledger(path, create=False)[0] is None


def test_where_no_ledger_can_be_the_reason_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ledger, notice = open_ledger(tmp_path / "file" / "ledger.sqlite")
    assert ledger is None
    assert "Going on without the ledger" in notice
    assert "\n" not in notice
    ledger, notice = open_ledger(tmp_path / "none.sqlite", create=False)
    assert ledger is None
    assert "no ledger" in notice
    assert not (tmp_path / "none.sqlite").exists()


WRITER = """
import sys
from pathlib import Path
from tests.run.test_ledger import begun, finished
from verify.run.ledger import Key
from verify.run.opening import open_ledger
ledger, notice = open_ledger(Path(sys.argv[1]))
assert ledger is not None, notice
run = begun(ledger)
for k in range(100):
    ledger.keep(run, finished(Key(f"{sys.argv[2]}.a{k}", "0", "e", "f")))
"""


def test_processes_that_write_at_once_lose_nothing(path: Path) -> None:
    home = Path(__file__).parents[2]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], cwd=home)
        for name in ("first", "second", "third")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    ledger = opened(path)
    assert len(ledger.claims()) == 300
    assert sorted(len(ledger.verdicts(run.number)) for run in ledger.runs()) == [100] * 3
    ledger.close()


def test_the_folder_of_the_ledger_is_no_business_of_git(path: Path) -> None:
    opened(path).close()
    assert (path.parent / ".gitignore").read_text().endswith("*\n")


def test_efforts_are_kept_as_data(path: Path) -> None:
    ledger = opened(path)
    begun(ledger)
    assert ledger.runs()[0].effort == json.loads('{"seed": 3}')
    ledger.close()
