"""The atlas and the exports from the command line: of the ledger, of a record, of a run."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import ALL_MET, verify
from tests.test_cli import write as write  # a fixture


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no claims that ship: these tests are about those of the user."""
    from verify.discover import Discovery, discover

    def mine(selection: Any = ()) -> Discovery:
        return discover(selection) if selection else Discovery((), ())

    monkeypatch.setattr("verify.show.kept.discover", mine)


def test_a_run_can_write_its_atlas(write: Any) -> None:
    write(ALL_MET)
    done = verify("run", "mine.py", "--atlas", "site")
    assert done.exit_code == 0
    page = Path("site/claims/mine.a.html").read_text()
    assert "<math" in page
    assert "verify replay records/mine.a.json mine.py<" in page
    assert "with the path of <code>mine.py</code> as it is from there" in page


def test_a_page_names_a_claim_of_ones_own_as_a_command_knows_it(write: Any) -> None:
    write(
        "from verify import Assumption\n"
        'a = claim(Ge(x, 0), "proved", given=(Assumption("x is large", Ge(x, 1)),))\n'
    )
    verify("run", "mine.py", "--atlas", "site")
    assert (
        "<code>verify ablate mine.py::a</code>" in Path("site/claims/mine.a.html").read_text()
    )


def test_the_atlas_of_the_ledger_is_the_atlas_of_the_run(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py", "--atlas", "one")
    done = verify("atlas", "two", "mine.py")
    assert done.exit_code == 0, done.output
    assert "3 claims. Open two/index.html" in done.stdout
    for name in ("index.html", "graph.html", "claims/mine.a.html"):
        assert Path("one", name).read_text() == Path("two", name).read_text()


def test_own_files_that_are_not_named_are_not_run(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py", "--json", "run.json")
    Path("mine.py").write_text("raise SystemExit('it was run')")
    for source in ("newest", "run.json"):
        done = verify("atlas", "site", "--run", source)
        assert done.exit_code == 0, done.output
        assert "it was run" not in done.output
    assert "3 of 3 claims" in Path("site/index.html").read_text()


def test_a_folder_of_somebody_else_is_refused_before_the_work(write: Any) -> None:
    write(ALL_MET)
    Path("taken").mkdir()
    Path("taken/notes").write_text("mine")
    for words in (("run", "mine.py", "--atlas", "taken"), ("atlas", "taken")):
        done = verify(*words)
        assert done.exit_code == 2
        assert done.stderr.strip().count("\n") == 0
        assert "holds no atlas" in done.stderr
        assert "proved" not in done.stdout
    assert Path("taken/notes").read_text() == "mine"


def test_a_record_of_a_newer_schema_is_refused(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py", "--json", "run.json")
    record = json.loads(Path("run.json").read_text())
    Path("run.json").write_text(json.dumps(record | {"schema": 2}))
    for words in (("atlas", "site"), ("export", "markdown")):
        done = verify(*words, "--run", "run.json")
        assert done.exit_code == 2
        assert "schema 2" in done.stderr
    assert not Path("site").exists()


@pytest.mark.parametrize("word", ["7", "nothing.json", "newest"])
def test_a_run_that_is_not_there_is_named(write: Any, word: str) -> None:
    done = verify("atlas", "site", "--run", word)
    assert done.exit_code == 2
    assert done.stderr.startswith("verify: ")
    assert not Path("site").exists()


def test_the_baseline_of_the_folder_is_held_against_the_run(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py", "--write-baseline", "baseline.json")
    text = Path("baseline.json").read_text().replace('"proved"', '"certified"')
    Path("baseline.json").write_text(text)
    verify("atlas", "site", "mine.py")
    assert "Since baseline.json" in Path("site/index.html").read_text()
    assert 'data-changed="stronger"' in Path("site/index.html").read_text()


def test_a_run_is_exported_to_the_screen_or_a_file(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    shown = verify("export", "markdown", "mine.py")
    assert "### 3 claims, 3 as expected" in shown.stdout
    verify("export", "latex", "mine.py", "--out", "table.tex")
    assert r"\begin{longtable}" in Path("table.tex").read_text()
    done = verify("export", "word")
    assert done.exit_code == 2
    assert "latex, bibtex or markdown" in done.stderr


def test_a_claim_that_was_rewritten_since_keeps_its_verdict_and_its_statement(
    write: Any,
) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    write(ALL_MET.replace("x**2, 0", "x**2, -12345"))
    assert verify("atlas", "site", "mine.py").exit_code == 0
    page = Path("site/claims/mine.b.html").read_text()
    assert "12345" not in page
    assert "<math" in page
    assert "as told" in page
