import io
import itertools
from types import SimpleNamespace
from typing import Any

from rich.console import Console

from verify.result import Result
from verify.show.progress import progress, stages, waiting
from verify.verdict import Verdict


def test_a_file_gets_the_first_claim_and_not_a_line_each() -> None:
    told = io.StringIO()
    found: Any = SimpleNamespace(id="euler.a")
    with progress(200, Console(file=told)) as done:
        for _ in range(200):
            done(found, Result(Verdict.PROVED, "by normal form", seconds=0.25))
    lines = told.getvalue().splitlines()
    assert lines[0] == "[1/200] proved euler.a 0.2 s"
    assert len(lines) < 5


def test_a_long_stage_writes_a_line_every_few_seconds(monkeypatch: Any) -> None:
    clock = itertools.count(0.0, 2.0)
    monkeypatch.setattr("verify.show.progress.time", SimpleNamespace(monotonic=clock.__next__))
    out = io.StringIO()
    with stages(Console(file=out, width=80)) as tell:
        for done in range(1, 9):
            tell("passes", done, 8)
    *middle, last = out.getvalue().splitlines()
    assert middle == ["passes: 3 of 8", "passes: 6 of 8"]
    assert last == "passes: 8 done"


def test_who_waits_is_told_on_a_terminal_and_nowhere_else(capsys: Any) -> None:
    for terminal in (True, False):
        told = io.StringIO()
        with waiting("reading the claims", Console(file=told, force_terminal=terminal)):
            print("a claim file prints")
        assert ("reading the claims" in told.getvalue()) is terminal
        assert "a claim file prints" not in told.getvalue()
        assert capsys.readouterr().out == "a claim file prints\n"
