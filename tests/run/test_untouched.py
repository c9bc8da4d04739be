import json
from dataclasses import replace
from pathlib import Path

import pytest

from verify.effort import QUICK
from verify.files.cards import Card
from verify.result import Result
from verify.run.cache import Cache
from verify.run.ledger import Finished, Ledger
from verify.run.lists import listed
from verify.run.opening import open_ledger
from verify.run.plain import to_json
from verify.run.readings import package_content, remember
from verify.run.recording import begun, keys_of
from verify.run.untouched import untouched
from verify.verdict import Verdict

CARD = Card("euler.a", "a.py", 3, "0", "literal", Verdict.PROVED, None, None, (), ())
OTHER = replace(CARD, id="euler.b", content="1", uses=("euler.a",))
RESULT = Result(Verdict.PROVED, "by normal form", seconds=0.25, digest="0")


def opened(path: Path) -> Ledger:
    ledger, _ = open_ledger(path)
    assert ledger is not None
    return ledger


def keep(ledger: Ledger, card: Card) -> None:
    (key,) = keys_of({card.id: card.content}, QUICK).values()
    text = json.dumps(to_json(RESULT))
    run = begun(ledger, QUICK, ())
    ledger.keep(run, Finished(key, "proved", True, True, 0.25, "proved", text))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.sqlite"
    ledger = opened(path)
    remember(ledger, package_content(), (CARD, OTHER), ())
    keep(ledger, CARD)
    ledger.close()
    return path


def test_a_run_that_the_ledger_holds_whole_is_taken_from_it(path: Path) -> None:
    ledger = opened(path)
    keep(ledger, OTHER)
    ledger.close()
    run = untouched((), QUICK, path=path)
    assert run is not None
    assert [outcome.result for outcome in run.outcomes] == [RESULT, RESULT]
    assert run.taken == ("euler.a", "euler.b")
    assert run.exit_status() == 0
    ledger = opened(path)
    assert [row.made_by for row in ledger.verdicts(3)] == [1, 2]
    ledger.close()


def test_a_run_that_the_ledger_holds_in_part_is_not(path: Path) -> None:
    assert untouched((), QUICK, path=path) is None
    assert untouched(("euler.a",), replace(QUICK, seed=1), path=path) is None
    part = untouched(("euler.a",), QUICK, path=path)
    assert part is not None
    assert part.selection == ("euler.a",)


def test_what_was_read_is_listed_without_reading(path: Path, tmp_path: Path) -> None:
    assert listed((), path, Cache(tmp_path / "cache")).found == (CARD, OTHER)
    assert listed(("euler.b",), path, Cache(tmp_path / "cache")).found == (OTHER,)


def test_a_reading_of_other_content_is_none(path: Path) -> None:
    ledger = opened(path)
    ledger.remember_reading("another content", "{}")
    ledger.close()
    assert untouched((), QUICK, path=path) is None
