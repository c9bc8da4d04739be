"""A run of the ledger, shown again: as it was, and of claims as they still stand."""

import sqlite3
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.test_cli import ALL_MET, verify
from tests.test_cli import write as write  # a fixture
from verify.discover import discover
from verify.effort import QUICK
from verify.errors import SelectionError
from verify.run.opening import open_ledger
from verify.run.recalled import recalled
from verify.show.record import record
from verify.verdict import Verdict


def test_a_run_is_recalled_with_its_verdicts_and_evidence(write) -> None:
    write(ALL_MET)
    verify("run", "mine.py", "--seed", "3")
    run = recalled("newest", discover(["mine.py"]).found)
    assert [one.result.verdict for one in run.outcomes] == [
        Verdict.REFUTED,
        Verdict.PROVED,
        Verdict.PROVED,
    ]
    assert run.effort.seed == 3
    assert run.selection == ("mine.py",)
    assert all(one.met and one.result.evidence for one in run.outcomes)
    assert run.outcomes[0].result.statement


def test_an_older_run_is_recalled_by_its_number(write) -> None:
    write(ALL_MET)
    verify("run", "mine.py", "--seed", "1")
    verify("run", "mine.py", "--seed", "2")
    assert recalled("1", ()).effort.seed == 1
    assert recalled("newest", ()).effort.seed == 2


def test_a_claim_without_its_file_keeps_its_verdict_and_its_statement(write) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    run = recalled("newest", ())
    assert all(one.result.statement and one.met for one in run.outcomes)


def statements(run: str) -> dict[str, str]:
    outcomes = recalled(run, discover(["mine.py"]).found).outcomes
    return {one.found.id: one.result.statement for one in outcomes}


def test_a_claim_that_was_rewritten_keeps_the_statement_that_was_checked(write) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    before = statements("1")
    write(ALL_MET.replace("x**2, 0", "x**2, -1"))
    assert statements("1") == before
    verify("run", "mine.py")
    assert statements("2")["mine.b"] != before["mine.b"]


def test_a_statement_that_was_not_written_down_is_taken_from_the_same_claim_only(write) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    before = statements("1")
    with sqlite3.connect(Path(".flowproof/ledger.sqlite")) as connection:
        connection.execute("UPDATE results SET result = json_remove(result, '$.statement')")
    connection.close()
    assert statements("1") == before
    write(ALL_MET.replace("x**2, 0", "x**2, -1"))
    assert statements("1") == before | {"mine.b": ""}


@pytest.mark.parametrize("word", ["newest", "9"])
def test_a_run_that_is_not_there_is_an_error(write, word: str) -> None:
    with pytest.raises(SelectionError, match="ledger"):
        recalled(word, ())
    write(ALL_MET)
    verify("run", "mine.py")
    with pytest.raises(SelectionError, match="has no run 8"):
        recalled("8", ())


def test_a_result_that_cannot_be_read_is_named(write) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    with sqlite3.connect(Path(".flowproof/ledger.sqlite")) as connection:
        connection.execute("UPDATE results SET result = '{\"verdict\": 1}'")
    connection.close()
    with pytest.raises(SelectionError, match="cannot be read"):
        recalled("newest", ())


def test_a_run_of_the_ledger_keeps_the_versions_it_was_made_with(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    ledger, _ = open_ledger(path)
    assert ledger is not None
    ledger.begin("0", asdict(QUICK), 0, (), {"sympy": "0.7"})
    ledger.close()
    assert record(recalled("newest", (), path))["environment"] == {"sympy": "0.7"}
