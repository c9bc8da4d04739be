"""Files that a run writes and reads: full disks, links, records that nobody wrote."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import ALL_MET, verify
from tests.test_cli import write as write  # a fixture
from verify.discover import discover
from verify.run.replay import replay_apart
from verify.run.workers import Limits


def test_a_file_that_cannot_be_written_costs_itself_and_no_verdict(write: Any) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("the system has no full disk to try")
    write(ALL_MET)
    done = verify("run", "mine.py", "--json", "/dev/full", "--write-baseline", "kept.json")
    assert done.exit_code == 2
    assert "3 as expected" in done.stdout
    assert done.stderr.splitlines()[-1].endswith(
        "/dev/full was not written: No space left on device"
    )
    assert len(json.loads(Path("kept.json").read_text())["claims"]) == 3
    done = verify("export", "markdown", "mine.py", "--out", "/dev/full")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1


def test_an_atlas_that_cannot_be_written_costs_no_verdict(
    write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    write(ALL_MET)
    monkeypatch.setattr("verify.show.atlas.folders.write_whole", full)
    done = verify("run", "mine.py", "--atlas", "site", "--json", "run.json")
    assert done.exit_code == 2
    assert "3 as expected" in done.stdout
    assert "site: No space left on device" in done.stderr
    assert len(json.loads(Path("run.json").read_text())["claims"]) == 3


def test_a_link_to_a_place_for_the_record_stays_a_link(write: Any) -> None:
    write(ALL_MET)
    Path("link.json").symlink_to("nowhere.json")
    assert verify("run", "mine.py", "--json", "link.json", "--jobs", "x").exit_code == 2
    assert verify("run", "nothing.py", "--json", "link.json").exit_code == 2
    assert Path("link.json").is_symlink()
    assert not Path("nowhere.json").exists()
    assert verify("run", "mine.py", "--json", "link.json").exit_code == 0
    assert Path("link.json").is_symlink()
    assert json.loads(Path("nowhere.json").read_text())["schema"] == 1


@pytest.mark.parametrize("name", ["a" * 300, "no/such/folder.json", "."])
def test_a_place_that_takes_no_file_is_named_before_the_work(write: Any, name: str) -> None:
    write(ALL_MET)
    done = verify("run", "mine.py", "--json", name)
    assert done.exit_code == 2
    assert "Name a file that can be written" in done.stderr
    assert not Path(".flowproof").exists()


def test_a_place_that_takes_no_atlas_is_named_before_the_work(write: Any) -> None:
    write(ALL_MET)
    done = verify("run", "mine.py", "--atlas", "mine.py/site")
    assert done.exit_code == 2
    assert "mine.py takes no files" in done.stderr
    assert not Path(".flowproof").exists()


LINE = {"id": "mine.a", "verdict": "proved", "met": True, "attempted": True, "digest": ""}
HEAD = {"schema": 1, "seed": 0, "effort": {}, "selection": []}


def text_of(*lines: Any, **head: Any) -> str:
    return json.dumps({**HEAD, **head, "claims": lines})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (text_of(LINE, {**LINE, "verdict": "refuted"}), "mine.a more than once"),
        (text_of({**LINE, "met": "false"}), "'false' stands where"),
        (text_of({**LINE, "id": 7}), "'7' stands where"),
        (text_of({**LINE, "id": None}), "'None' stands where"),
        (text_of({**LINE, "id": ["mine.a"]}), "stands where"),
        (text_of({**LINE, "id": "mine.\x1b[2J"}), "ids hold what can be printed"),
        (text_of({**LINE, "verdict": 1}), "'1' stands where"),
        (text_of({**LINE, "verdict": "passed"}), "'passed' is no verdict"),
        (text_of({**LINE, "seconds": float("nan")}), "NaN is no number"),
        (text_of({**LINE, "seconds": 0}).replace(": 0}", ": -1e999}"), "no number"),
        (text_of("mine.a"), "stands where a dictionary"),
        (text_of(LINE, selection="mine.py"), "stands where a list"),
        (text_of(LINE, effort=7), "stands where a dictionary"),
        (text_of(LINE, schema=2), "Update the program"),
        (text_of(LINE, schema=True), "is no record of schema 1"),
        ("[" * 200_000, "stand too deep"),
        (text_of(LINE).replace('"seed": 0', '"seed": ' + "9" * 5000), "digits"),
        ("", "Name a record"),
    ],
    ids=range(18),
)
def test_a_record_that_nobody_wrote_is_refused_in_one_line(
    write: Any, text: str, reason: str
) -> None:
    write(ALL_MET)
    Path("odd.json").write_text(text)
    Path("sound.json").write_text(text_of(LINE))
    commands = [
        ("diff", "odd.json", "sound.json"),
        ("diff", "sound.json", "odd.json"),
        ("replay", "odd.json", "mine.py"),
        ("export", "markdown", "--run", "odd.json"),
        ("atlas", "site", "--baseline", "odd.json"),
        ("run", "mine.py", "--baseline", "odd.json"),
    ]
    for words in commands:
        done = verify(*words)
        assert done.exit_code == 2, words
        assert reason in done.stderr
        assert done.stderr.count("\n") == 1
    assert not Path(".flowproof").exists()
    assert not Path("site").exists()


def test_a_record_may_say_more_and_begin_with_a_mark_of_its_encoding(write: Any) -> None:
    text = text_of({**LINE, "color": ["green"]}, weather={"sun": 1})
    Path("more.json").write_bytes(text.encode("utf-8-sig"))
    Path("wide.json").write_bytes(text.encode("utf-16"))
    done = verify("diff", "more.json", "wide.json")
    assert done.exit_code == 0, done.stderr
    assert "nothing changed" in done.stdout


def test_a_baseline_has_no_witness_to_replay(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py", "--write-baseline", "kept.json")
    done = verify("replay", "kept.json", "mine.py")
    assert done.exit_code == 2
    assert done.stderr.endswith("Name one that --json wrote.\n")


@pytest.mark.parametrize("place", ["evidence", "controls"])
@pytest.mark.parametrize(
    "witness",
    [7, "x = 1", ["x"], {"x": 1}, {"x": None}, {"x": {"y": "1"}}, {"x": ["1"]}],
    ids=str,
)
def test_a_witness_that_is_no_text_is_refused(write: Any, place: str, witness: Any) -> None:
    write(ALL_MET)
    row = {"verdict": "refuted", "fell": True, "name": "n", "witness": witness}
    rows = {"evidence": [], "controls": [], "ablation": [], place: [row]}
    Path("odd.json").write_text(text_of({**LINE, **rows}))
    done = verify("replay", "odd.json", "mine.py")
    assert done.exit_code == 2
    assert "the record cannot be read" in done.stderr


@pytest.mark.parametrize("word", ["²", "٣", "9" * 5000, "99999999999999999999", "-1", "1.0"])
def test_a_number_that_is_no_run_is_one_line(write: Any, word: str) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    for words in (("diff", "--", word), ("export", "markdown", f"--run={word}")):
        done = verify(*words)
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1


def test_a_ledger_that_somebody_else_filled_is_one_line(write: Any) -> None:
    write(ALL_MET)
    verify("run", "mine.py")
    for statement in ("UPDATE runs SET versions = '{'", "UPDATE results SET verdict = 'good'"):
        with sqlite3.connect(".flowproof/ledger.sqlite") as connection:
            connection.execute(statement)
        connection.close()
        for words in (
            ("history", "mine.a"),
            ("diff", "newest", "newest"),
            ("export", "markdown"),
            ("atlas", "site"),
        ):
            done = verify(*words)
            assert done.exit_code == 2, words
            assert "not written by this program" in done.stderr
            assert done.stderr.count("\n") == 1
    assert "3 as expected" in verify("run", "mine.py", "--resume").stdout


ABSTRACT = """
from verify import Claim, Control, Iff, Le, inner, norm, refuted, size, vector
n = size("n")
x, f = vector("x f", n)
longer = Control("longer", Le(norm(x), norm(f)))
inward = Claim(
    says=Iff(Le(norm(x + f), norm(x)), Le(inner(x, f), 0)), expects=refuted, controls=(longer,)
)
"""


def record_of(size: str) -> dict[str, Any]:
    row = {
        "verdict": "refuted",
        "witness": {"x[1]": "1", "f[1]": "-7"},
        "witness_details": {"size": size},
    }
    line = {**LINE, "id": "abstract.inward", "evidence": [row], "controls": [], "ablation": []}
    return {"claims": [line]}


def test_a_witness_of_endless_size_is_cut_off(tmp_path: Path) -> None:
    (tmp_path / "abstract.py").write_text(ABSTRACT)
    found = discover([str(tmp_path / "abstract.py")])
    (answer,) = replay_apart(record_of("n = 1"), found)
    assert answer.breaks
    (answer,) = replay_apart(record_of("n = 1000000000"), found, Limits(1.0, 0.5))
    assert answer.breaks is None
    assert "limit" in answer.because
    (answer,) = replay_apart(record_of("n = 1"), replace(found, found=()))
    assert answer.breaks is None
    assert "not named" in answer.because


def test_a_replay_that_raises_tells_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: Any) -> None:
        raise ValueError("too many digits")

    (tmp_path / "abstract.py").write_text(ABSTRACT)
    monkeypatch.setattr("verify.run.replay._replayed", fail)
    found = discover([str(tmp_path / "abstract.py")])
    (answer,) = replay_apart(record_of("n = 1"), found)
    assert answer.breaks is None
    assert "too many digits" in answer.because
