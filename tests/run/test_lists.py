"""Claims are found by the last reading: from few files, and a slip of the pen at once."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from verify import discover as discovering
from verify.discover import discover
from verify.errors import SelectionError
from verify.files.cards import card
from verify.run.cache import Cache
from verify.run.lists import selected
from verify.run.readings import package_content, remember

ONE, OTHER = "euler.three_fates", "euler.growth_factor"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return a cache that knows two files, as they are."""
    found = discover([ONE, OTHER]).found
    made = Cache(tmp_path / "cache")
    remember(made, package_content(), (card(item, "") for item in found), ())
    return made


def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the list that gets the id of each file that is read."""
    files: list[str] = []
    usual = discovering._read

    def noted(some: Any, package: str) -> Any:
        files.extend(file.id for file in some)
        return usual(some, package)

    monkeypatch.setattr(discovering, "_read", noted)
    return files


@pytest.mark.parametrize("word", ["fates and literal", f"{ONE}.literal", ONE])
def test_only_the_files_of_what_is_meant_are_read(
    word: str, cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = discover([ONE])
    files = read(monkeypatch)
    found = selected([word], tmp_path / "none", cache)
    assert files == [ONE]
    assert found.selection == (word,)
    ids = [item.id for item in found.found]
    assert ids == [item.id for item in wanted.found if word == ONE or "literal" in item.id]


def test_a_slip_of_the_pen_is_told_before_a_file_is_read(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = read(monkeypatch)
    with pytest.raises(SelectionError, match=f"Near it: {ONE}"):
        selected(["euler.three_fats"], tmp_path / "none", cache)
    assert not files


def test_what_was_read_of_other_files_says_nothing(cache: Cache, tmp_path: Path) -> None:
    stale = dataclasses.replace(cache, folder=tmp_path / "stale")
    remember(stale, "of another content", (), ())
    found = selected([OTHER], tmp_path / "none", stale)
    assert [item.id for item in found.found] == [item.id for item in discover([OTHER]).found]


def test_a_path_is_read_as_it_is(cache: Cache, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(
        "from verify import Claim, Control, Ge, Gt, real\nx = real('x')\n"
        "a = Claim(says=Ge(x**2, 0), controls=(Control('positive', Gt(x**2, 0)),))\n"
    )
    found = selected([str(file), ONE], tmp_path / "none", cache)
    assert {item.id for item in found.found} > {"mine.a"}
