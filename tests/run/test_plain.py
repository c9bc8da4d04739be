import json
import math
from dataclasses import replace
from typing import Any

import pytest

from verify.result import AblationResult, ControlResult, MutantResult, Result
from verify.run.plain import from_json, to_json
from verify.verdict import Evidence, Step, Verdict, Witness, Worst

WITNESS = Witness({"x": "3/5", "A[1,2]": "-sqrt(2)"}, "ball, 128 bits", "2/5", None, "n = 2")
FULL = Result(
    Verdict.REFUTED,
    "it fails",
    "every size",
    WITNESS,
    Worst("1/3", {"x": "0"}),
    (
        Evidence(
            "points",
            Verdict.REFUTED,
            "it fails",
            "line 1",
            "200 points",
            WITNESS,
            Worst("-1"),
            200,
            3,
            seconds=0.1 + 0.2,
            steps=(Step("x < 1", "normal form", "Symbol('x')", "sympy"),),
        ),
        Evidence("control", Verdict.UNDECIDED, "it stands", guard=True),
    ),
    (ControlResult("c", True, "fell", WITNESS), ControlResult("d", False, "stands")),
    (AblationResult("h > 0", "needed", "breaks", WITNESS),),
    (MutantResult("m", "x > 1", "killed", (("smt", Verdict.PROVED),), "why"),),
    1 / 3,
    True,
    "0123456789abcdef",
    True,
    r"x \leq 1",
)


def test_a_result_survives_json_whole() -> None:
    for result in (FULL, Result(Verdict.PROVED, "π ≤ 4")):
        text = json.dumps(to_json(result), allow_nan=False)
        assert from_json(Result, json.loads(text)) == result


def test_what_an_earlier_version_did_not_write_is_as_if_it_were_not_there() -> None:
    earlier = {k: v for k, v in to_json(FULL).items() if k not in ("digest", "statement")}
    assert from_json(Result, earlier) == replace(FULL, digest="", statement="")


def changed(key: str, value: Any) -> dict[str, Any]:
    return {**to_json(FULL), key: value}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "proved",
        {},
        changed("verdict", "certain"),
        changed("verdict", 6),
        changed("because", 7),
        changed("attempted", 1),
        changed("seconds", "1"),
        changed("seconds", True),
        changed("witness", {"replayed": "exact"}),
        changed("witness", []),
        changed("worst", {"margin": "1", "point": {"x": 1.5}}),
        changed("evidence", {}),
        changed("evidence", [None]),
        changed("mutants", [{**to_json(FULL)["mutants"][0], "verdicts": [["smt"]]}]),
        changed("novelty", 1),
        {key: value for key, value in to_json(FULL).items() if key != "because"},
    ],
)
def test_data_of_another_shape_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r"belongs|no verdict"):
        from_json(Result, data)


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="texts, numbers"):
        to_json(Result(Verdict.PROVED, object()))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="JSON"):
        json.dumps(to_json(Result(Verdict.PROVED, "", seconds=math.nan)), allow_nan=False)
