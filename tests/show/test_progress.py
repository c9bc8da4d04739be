import io
from types import SimpleNamespace
from typing import Any

from rich.console import Console

from verify.result import Result
from verify.show.progress import progress
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
