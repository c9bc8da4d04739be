import json
from pathlib import Path

import pytest

from verify.discover import discover
from verify.files.cards import Card
from verify.run.cache import Cache, cache_folder
from verify.run.lists import listed
from verify.run.readings import package_content, remember, remembered
from verify.verdict import Verdict

CARD = Card("euler.a", "a.py", 3, "0", "literal", Verdict.PROVED, None, None, (), ())


def test_what_was_read_is_listed_in_every_folder(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    remember(cache, package_content(), (CARD,), ())
    nowhere = tmp_path / "none.sqlite"
    assert listed((), nowhere, cache).found == (CARD,)
    assert listed(("euler",), nowhere, cache).found == (CARD,)


def test_a_part_that_was_read_is_not_remembered_as_the_whole(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    part = listed(("euler.growth_factor",), tmp_path / "none.sqlite", cache)
    assert [item.id for item in part.found] == [
        item.id for item in discover(["euler.growth_factor"]).found
    ]
    assert not cache.folder.exists()


@pytest.mark.parametrize(
    "text", ["", "no JSON", json.dumps({"found": 3}), "\ud800", "[]", "[" * 200_000]
)
def test_a_corrupted_reading_is_read_again(tmp_path: Path, text: str) -> None:
    cache = Cache(tmp_path)
    (tmp_path / "reading-0.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert remembered(cache, "0", ()) is None


def test_a_cache_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    cache = Cache(tmp_path / "taken")
    remember(cache, "0", (CARD,), ())
    assert remembered(cache, "0", ()) is None


def test_old_readings_are_forgotten_and_no_part_is_left(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(7):
        remember(cache, str(number), (CARD,), ())
    names = sorted(file.name for file in tmp_path.iterdir())
    assert len(names) == 4
    assert all(name.startswith("reading-") for name in names)


def test_the_cache_lies_where_the_user_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "flowproof"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder().is_absolute()


def test_how_long_claims_took_is_known_in_every_folder(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache.times() == {}
    cache.remember_times({"euler.a": 1.234, "euler.b": 5.0})
    cache.remember_times({"euler.b": 7.0})
    assert cache.times() == {"euler.a": 1.23, "euler.b": 7.0}
    for text in ("no JSON", "[]", '{"euler.a": "long"}', '{"euler.a": null}'):
        (tmp_path / "times.json").write_text(text)
        assert cache.times() == {}
