import json
from pathlib import Path

import pytest

from verify.claim import Source
from verify.files.cards import Card
from verify.run.ledger import Ledger
from verify.run.opening import open_ledger
from verify.run.readings import Remembered, package_content, remember, remembered
from verify.verdict import Verdict

CARDS = (
    Card("euler.a.b", "a.py", 3, "0", "literal", Verdict.REFUTED, None, None, (), ("h",)),
    Card("memory.c", "c.py", 4, "1", None, None, Source("k", "p. 3"), None, ("a",), ()),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger, _ = open_ledger(tmp_path / "ledger.sqlite")
    assert ledger is not None
    remember(ledger, "content", CARDS, ())
    return ledger


def test_what_was_read_is_remembered_whole(ledger: Ledger) -> None:
    assert remembered(ledger, "content", ()) == Remembered(CARDS)
    ledger.close()


def test_words_select_and_what_selects_nothing_is_read(ledger: Ledger) -> None:
    part = remembered(ledger, "content", ("euler",))
    assert part is not None
    assert [card.id for card in part.found] == ["euler.a.b"]
    for words in (("nothing.like.it",), ("",), ("./mine.py",), ("and",)):
        assert remembered(ledger, "content", words) is None
    ledger.close()


def test_another_content_is_read(ledger: Ledger) -> None:
    assert remembered(ledger, "other", ()) is None
    assert remembered(ledger, "", ()) is None
    ledger.close()


def test_a_spoilt_memory_is_read_anew(ledger: Ledger) -> None:
    for text in ("nonsense", "{}", json.dumps({"found": [1], "selection": [], "problems": []})):
        ledger.remember_reading("content", text)
        assert remembered(ledger, "content", ()) is None
    ledger.close()


def test_the_content_of_a_package_is_that_of_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "some_claims_of_mine"
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    before = package_content("some_claims_of_mine")
    assert before == package_content("some_claims_of_mine")
    (package / "references.bib").write_text("@misc{a, title={A}}")
    with_references = package_content("some_claims_of_mine")
    (package / "claims.py").write_text("x = 1")
    assert len({before, with_references, package_content("some_claims_of_mine")}) == 3
    assert package_content("no_such_package_here") == ""
