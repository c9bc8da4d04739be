"""Files that a run writes and reads: full disks, links, records that nobody wrote."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import ALL_MET, verify
from tests.test_cli import write as write  # a fixture


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
