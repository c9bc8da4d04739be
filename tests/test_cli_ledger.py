"""The ledger as the command line shows it: resume, history, diff, baseline."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import ALL_MET, verify
from tests.test_cli import write as write  # a fixture

LEDGER = Path(".flowproof/ledger.sqlite")


def timeless(file: str) -> Any:
    record = json.loads(Path(file).read_text())
    for entry in record["claims"]:
        entry["seconds"] = 0
        for item in entry["evidence"]:
            item["seconds"] = 0
    return record


def test_a_resumed_run_takes_what_is_unchanged_and_says_so(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py", "--json", "first.json")
    done = verify("run", "mine.py", "--resume", "--json", "second.json")
    assert done.exit_code == 0
    assert "3 taken from the ledger" in done.stdout
    assert Path("first.json").read_text() == Path("second.json").read_text()


def test_without_resume_everything_is_checked(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    assert "taken" not in verify("run", "mine.py").stdout


def test_what_changed_is_checked_again(write: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    write(ALL_MET.replace("x**2, 0", "x**2, -1"))
    assert "2 taken" in verify("run", "mine.py", "--resume").stdout
    assert "taken" not in verify("run", "mine.py", "--resume", "--seed", "5").stdout
    assert "taken" not in verify("run", "mine.py", "--resume", "--quick").stdout
    monkeypatch.setattr("verify.run.recording.engine_version", lambda: "another")
    assert "taken" not in verify("run", "mine.py", "--resume").stdout


def test_a_claim_that_was_cut_off_is_not_taken_as_finished(write: Any) -> None:
    write('a = claim(Ge(x**2, 0), "proved")\nb = claim(Ge(x, 0), "hang")\n')
    first = verify("run", "mine.py", "--time-limit", "0.5")
    assert "time limit" in first.stdout
    second = verify("run", "mine.py", "--time-limit", "0.5", "--resume")
    assert "1 taken from the ledger" in second.stdout
    assert "time limit" in second.stdout
    assert "cut off" in verify("history", "mine.b").stdout


def test_a_spoilt_result_is_checked_again(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    with sqlite3.connect(LEDGER) as connection:
        connection.execute("UPDATE results SET result = '{}' WHERE claim = 'mine.a'")
        connection.execute("UPDATE results SET result = 'nonsense' WHERE claim = 'mine.b'")
    connection.close()
    done = verify("run", "mine.py", "--resume")
    assert "1 taken from the ledger" in done.stdout
    assert done.exit_code == 0


def test_a_corrupted_ledger_is_replaced_and_the_run_goes_on(write: Any) -> None:
    write(ALL_MET)
    LEDGER.parent.mkdir()
    LEDGER.write_bytes(b"nonsense" * 1000)
    done = verify("run", "mine.py", "--resume")
    assert done.exit_code == 0
    assert "kept as ledger.corrupt-1" in done.stderr
    assert "3 taken" in verify("run", "mine.py", "--resume").stdout


def test_without_a_place_for_the_ledger_the_run_goes_on(write: Any) -> None:
    write(ALL_MET)
    LEDGER.parent.write_text("in the way")
    done = verify("run", "mine.py", "--resume")
    assert done.exit_code == 0
    assert done.stderr.count("Going on without the ledger") == 1


def test_a_ledger_that_fails_on_the_way_is_named_once(
    write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    write(ALL_MET)
    monkeypatch.setattr("verify.run.ledger.Ledger.keep", full)
    done = verify("run", "mine.py")
    assert done.exit_code == 0
    assert done.stderr.count("disk is full. Going on without it.") == 1


def test_history_tells_a_claim_over_time(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    verify("run", "mine.py", "--resume", "--quick")
    write(ALL_MET.replace("x**2, 0", "x**2, -1"))
    verify("run", "mine.py", "--quick", "--seed", "4")
    done = verify("history", "mine.b")
    named = verify("history", "mine.py::b")
    assert named.stdout == done.stdout, named.stderr
    assert done.exit_code == 0
    lines = done.stdout.splitlines()[1:]
    assert len(lines) == 4
    assert all(line == line.rstrip() for line in lines)
    assert "whole, seed 0" in lines[0]
    assert "quick, seed 0" in lines[1]
    assert "quick, seed 4" in lines[2]
    assert lines[3].strip() == "the claim was rewritten"
    unknown = verify("history", "mine.bb")
    assert unknown.exit_code == 2
    assert "Near it: mine.b" in unknown.stderr


def test_history_without_a_ledger_says_what_to_do(write: Any) -> None:
    done = verify("history", "mine.a")
    assert done.exit_code == 2
    assert "verify run" in done.stderr
    assert not LEDGER.parent.exists()


def test_diff_compares_runs_records_and_the_baseline(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py", "--json", "first.json", "--write-baseline", "baseline.json")
    assert verify("diff").exit_code == 0
    assert "nothing changed" in verify("diff", "first.json", "1").stdout
    write(ALL_MET.replace('"proved"', '"certified"'))
    verify("run", "mine.py", "--json", "second.json")
    for words in ((), ("baseline", "newest"), ("1", "2"), ("first.json", "second.json")):
        done = verify("diff", *words)
        assert done.exit_code == 1, words
        assert "weakened" in done.stdout
        assert "proved → certified" in done.stdout
    assert verify("diff", "2", "1").exit_code == 0


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("nowhere.json",), "No such file"),
        (("mine.py",), "Name a record"),
        (("later.json",), "Update the program"),
        (("other.json",), "is no record of schema 1"),
        (("odd.json", "1"), "cannot be read as a record"),
        (("7",), "has no run 7"),
        (("baseline",), "--write-baseline"),
    ],
)
def test_what_cannot_be_compared_is_one_line(
    write: Any, words: tuple[str, ...], reason: str
) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    Path("later.json").write_text('{"schema": 2, "claims": []}')
    Path("other.json").write_text("[1]")
    Path("odd.json").write_text('{"schema": 1, "claims": [{"id": "a"}]}')
    done = verify("diff", *words)
    assert done.exit_code == 2
    assert reason in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_run_that_loses_a_verdict_of_the_baseline_exits_1(write: Any) -> None:
    write(ALL_MET)
    assert verify("run", "mine.py", "--write-baseline", "kept.json").exit_code == 0
    assert verify("run", "mine.py", "--baseline", "kept.json").exit_code == 0
    text = Path("kept.json").read_text()
    assert text.count("\n") == 5  # a line a claim
    assert "seconds" not in text
    Path("kept.json").write_text(text.replace('"verdict": "refuted"', '"verdict": "proved"'))
    done = verify("run", "mine.py", "--baseline", "kept.json")
    assert done.exit_code == 1
    assert "proved → refuted" in done.stdout
    assert verify("run", "mine.py", "--baseline", "nowhere.json").exit_code == 2


def test_ctrl_c_prints_what_is_finished_and_exits_130(write: Any) -> None:
    write('a = claim(Ge(x**2, 0), "proved")\nb = claim(Ge(x, 0), "hang")\n')
    program = (
        "import sys, types; sys.path.insert(0, sys.argv.pop())\n"
        "from tests.test_cli import fake_check\n"
        "engine = types.ModuleType('verify.checker'); engine.check = fake_check\n"
        "sys.modules['verify.checker'] = engine\nfrom verify.cli import main\nmain()"
    )
    home = str(Path(__file__).parents[1])
    arguments = ["run", "mine.py", "--jobs", "1", "--json", "run.json"]
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments, home],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        assert started.stderr is not None
        assert "proved mine.a" in started.stderr.readline()
        os.kill(started.pid, signal.SIGINT)
        out, _ = started.communicate(timeout=30)
    assert started.returncode == 130
    assert "interrupted, 1 not finished" in out
    record = json.loads(Path("run.json").read_text())
    assert [entry["id"] for entry in record["claims"]] == ["mine.a"]
    assert record["unfinished"] == ["mine.b"]
