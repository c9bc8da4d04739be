from typing import Any

import pytest

from verify.claim import Assumption, Claim, Control, Family, below
from verify.files.kin import Found
from verify.logic import Ge, Gt, Lt
from verify.notation import real
from verify.run.digest import digest
from verify.run.replay import Replayed, replay_record
from verify.verdict import Verdict

x, h = real("x h")
positive = Assumption("h is positive", Gt(h, 0))
claim = Claim(
    says=Lt((1 - h * x) ** 2, 1),
    given=(positive, Assumption("x is positive", Gt(x, 0))),
    controls=(Control("it is tiny", Lt((1 - h * x) ** 2, h)),),
    expects=Verdict.REFUTED,
)


def entry(subject: Any, **rows: Any) -> dict[str, Any]:
    nothing: dict[str, Any] = {"evidence": [], "controls": [], "ablation": []}
    return {"id": "mine.a", "digest": digest(subject), **nothing, **rows}


def broken(values: dict[str, str], part: str = "", size: str = "") -> dict[str, Any]:
    details = {"size": size}
    return {"part": part, "verdict": "refuted", "witness": values, "witness_details": details}


def replayed(subject: Any, row: dict[str, Any]) -> list[Replayed]:
    return list(replay_record({"claims": [row]}, [Found("mine.a", subject, "mine.py", 1)]))


def test_a_witness_that_breaks_its_claim_is_confirmed() -> None:
    (row,) = replayed(claim, entry(claim, evidence=[broken({"h": "3", "x": "1"})]))
    assert row.breaks is True
    assert row.about == "the statement"


@pytest.mark.parametrize(
    ("values", "breaks"),
    [
        ({"h": "1/2", "x": "1"}, False),  # the claim holds there
        ({"h": "-3", "x": "1"}, False),  # an assumption is not met
        ({"h": "3"}, None),  # a letter is missing
        ({"h": "3", "x": "__import__('os').system('true')"}, None),  # no number, and never run
        ({"h": "nan", "x": "1"}, None),
    ],
)
def test_a_witness_that_does_not_break_its_claim_is_never_confirmed(
    values: dict[str, str], breaks: bool | None
) -> None:
    (row,) = replayed(claim, entry(claim, evidence=[broken(values)]))
    assert row.breaks is breaks


def test_controls_and_dropped_assumptions_are_replayed_in_their_own_statements() -> None:
    control = {"name": "it is tiny", "fell": True, "witness": {"h": "1/2", "x": "100"}}
    dropped = {
        "assumption": "h is positive",
        "result": "needed",
        "witness": {"h": "-1", "x": "1"},
    }
    rows = replayed(claim, entry(claim, controls=[control], ablation=[dropped]))
    assert [row.breaks for row in rows] == [True, True]
    assert [row.about for row in rows] == ["control 'it is tiny'", "without 'h is positive'"]


def test_the_lines_of_a_chain_and_the_members_of_a_family_are_found_again() -> None:
    chain = Claim(start=x, chain=(below(x + 1), below(3)), controls=claim.controls)
    (row,) = replayed(chain, entry(chain, evidence=[broken({"x": "5"}, "line 2")]))
    assert row.breaks is True
    (row,) = replayed(chain, entry(chain, evidence=[broken({"x": "5"}, "line 1")]))
    assert row.breaks is False

    def member(n: int) -> Claim:
        return Claim(says=Ge(x, n), controls=(Control("less", Lt(x, n)),))

    family = Family(member, ({"n": 2}, {"n": 3}))
    (row,) = replayed(family, entry(family, evidence=[broken({"x": "5/2"}, "n = 3")]))
    assert row.breaks is True
    (row,) = replayed(family, entry(family, evidence=[broken({"x": "5/2"}, "n = 2")]))
    assert row.breaks is False


def test_a_changed_claim_and_a_missing_one_are_named() -> None:
    row = {**entry(claim, evidence=[broken({"h": "3", "x": "1"})]), "digest": "0"}
    (answer,) = replayed(claim, row)
    assert answer.because.endswith("(the claim has changed since)")
    (answer,) = list(replay_record({"claims": [row]}, []))
    assert answer.breaks is None
    (answer,) = replayed(claim, entry(claim, evidence=[broken({"h": "3", "x": "1"}, "line 9")]))
    assert answer.breaks is None
