"""One heavy hunt, split among workers, says what it says in one process."""

import dataclasses
import os
import signal
from pathlib import Path

import pytest
from sympy import cos, sign

from verify import Claim, Control, Family, Gt, Le, real, supported, undecided
from verify.discover import discover
from verify.effort import Effort
from verify.pieces import Due, Piece
from verify.result import Result
from verify.run.parts import hunt_blocks, parts
from verify.run.session import check_subject, run
from verify.run.shards import done, hunted, shares, with_parts
from verify.run.workers import USUAL, Answer, Assignment, work_on
from verify.search import blocks
from verify.verdict import Verdict

LARGE = Effort(
    points=100, batch=20_000, descents=2, boundaries=0, bits=256, smt=1_000, boxes=1, mutants=0
)
x, y = real("x y")
HEAVY = Claim(
    says=Le(cos(x) * cos(y), 1 + x**2 / 9),
    expects=supported,
    controls=(Control("half", Le(cos(x), 0)),),
)
STANDS = Claim(
    says=Le(cos(x), 2),
    expects=undecided,
    controls=(Control("it is bounded", Le(cos(x) * cos(y), 1 + x**2 / 8)),),
)
MEMBERS = Family(
    lambda k: dataclasses.replace(HEAVY, says=Le(cos(x) * cos(y), 1 + x**2 / k)),
    ({"k": 7}, {"k": 8}),
)
SUBJECTS = {"heavy": HEAVY, "a control that stands": STANDS, "a family": MEMBERS}


def without_times(result: Result) -> Result:
    evidence = tuple(dataclasses.replace(e, seconds=0.0) for e in result.evidence)
    return dataclasses.replace(result, seconds=0.0, evidence=evidence)


def whole(subject):
    return without_times(check_subject(subject, LARGE))


def here(subject):
    """Return hands that do everything in this process; what raises is a failure."""

    def hands(places, work, more):
        return [answered(work, told) for told in more]

    def answered(work, told):
        try:
            return Answer(work(subject, LARGE, *told), seconds=1.0)
        except ValueError as error:
            return Answer(failure=str(error))

    return hands


def split(subject, shards):
    found = shares([subject], LARGE, shards, here(subject), [0])
    assert found is not None
    return without_times(with_parts(subject, LARGE, check_subject, *found[0])), found[0]


@pytest.mark.parametrize("name", SUBJECTS)
@pytest.mark.parametrize("shards", [2, 5])
def test_a_hunt_in_any_number_of_shards_says_the_same(name: str, shards: int) -> None:
    result, (made, _) = split(SUBJECTS[name], shards)
    hunts = [part.key for part in made if isinstance(part, Piece) and part.key[0] == "hunt"]
    assert len(hunts) == len(set(hunts)) == (8 if name == "a family" else 4)
    assert result == whole(SUBJECTS[name])
    seen = Verdict.UNDECIDED if name == "a control that stands" else Verdict.SUPPORTED
    assert result.verdict is seen


def test_hunts_are_due_where_light_ones_and_proofs_leave_them() -> None:
    made = done(HEAVY, LARGE, 0, 1, long=True)
    assert [part.name for part in made if isinstance(part, Due)] == [("statement", "", "")]
    made = done(STANDS, LARGE, 0, 1, long=True)
    assert ("control", "", 0) in [part.name for part in made if isinstance(part, Due)]
    proved = dataclasses.replace(HEAVY, says=Gt(x**2 + 1, 0))
    assert not any(isinstance(part, Due) for part in done(proved, LARGE, 0, 1, long=True))
    assert parts(HEAVY, LARGE, long=False) == []


def test_blocks_that_were_done_are_not_done_by_the_check(monkeypatch) -> None:
    _, (made, seconds) = split(HEAVY, 2)

    def never(*args):
        raise AssertionError("this block was done before")

    monkeypatch.setattr(blocks, "search", never)
    monkeypatch.setattr("verify.checker.opened", never)
    again = with_parts(HEAVY, LARGE, check_subject, made, seconds)
    assert again.verdict is Verdict.SUPPORTED
    assert again.seconds >= seconds >= 4.0
    lost = [part for part in made if getattr(part, "key", ())[-1:] != (3,)]
    with pytest.raises(AssertionError):
        with_parts(HEAVY, LARGE, check_subject, lost, seconds)


def false_where_only_one_tries(number):
    """Return a claim that fails at one point, which one block of its hunt tries."""
    ((_, found),) = blocks.hunts_of(HEAVY.obligations()[0], LARGE)
    tried = [block.hunt().tried_at for block in found]
    mine = tried.pop(number).difference(*tried)
    a, b = max(mine, key=lambda p: (sum(value.q for value in p), str(p)))
    says = Gt(sign((x - a) ** 2 + (y - b) ** 2), 0)  # no slope leads there
    return dataclasses.replace(HEAVY, says=says), {"x": str(a), "y": str(b)}


def test_what_only_the_last_block_meets_falls_with_any_number_of_shards() -> None:
    false, where = false_where_only_one_tries(3)
    expected = whole(false)
    assert expected.verdict is Verdict.REFUTED
    assert expected.witness is not None
    assert expected.witness.values == where
    for shards in (2, 3):
        assert split(false, shards)[0] == expected


def test_a_shard_hunts_no_further_after_a_witness() -> None:
    false, _ = false_where_only_one_tries(1)
    name = ("statement", "", "")
    assert len(hunt_blocks(false, LARGE, [name])) == 4
    assert len(hunted(false, LARGE, 0, 1, [name])) == 2


def raising(ground, effort, block, count):
    if block == 2:
        raise ValueError("the third block has no eigenvalues")
    return SEARCH(ground, effort, block, count)


SEARCH = blocks.search


def test_a_block_that_raises_leaves_the_claim_undecided_with_the_reason(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(blocks, "search", raising)
    discovery = discover([str(written(tmp_path))])
    told = [
        run(discovery, LARGE, jobs=2, shards=shards).outcomes[0].result for shards in (1, 2, 4)
    ]
    assert {result.verdict for result in told} == {Verdict.UNDECIDED}
    assert all("the third block has no eigenvalues" in result.because for result in told)


def test_a_block_that_raises_after_a_witness_changes_nothing(monkeypatch) -> None:
    false, where = false_where_only_one_tries(1)
    monkeypatch.setattr(blocks, "search", raising)
    expected = whole(false)
    assert expected.witness is not None
    assert expected.witness.values == where
    assert split(false, 2)[0] == expected


def test_floats_that_deny_in_one_block_deny_with_any_number_of_shards(monkeypatch) -> None:
    def denying(ground, effort, block, count):
        word = "x = 7 (margin -3)" if block == 2 else ""
        return dataclasses.replace(SEARCH(ground, effort, block, count), float_only=word)

    monkeypatch.setattr(blocks, "search", denying)
    expected = whole(HEAVY)
    assert expected.verdict is Verdict.UNDECIDED
    assert "x = 7 (margin -3)" in expected.because
    assert split(HEAVY, 2)[0] == split(HEAVY, 3)[0] == expected


def test_a_worker_that_is_killed_leaves_its_blocks_to_the_check(
    tmp_path: Path, monkeypatch
) -> None:
    flag, parent = tmp_path / "killed", os.getpid()

    def deadly(ground, effort, block, count):
        if block == 1 and os.getpid() != parent and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return SEARCH(ground, effort, block, count)

    monkeypatch.setattr(blocks, "search", deadly)
    discovery = discover([str(written(tmp_path))])
    result = run(discovery, LARGE, jobs=2, shards=2).outcomes[0].result
    assert flag.exists()
    assert without_times(result) == whole(discovery.found[0].subject)


def test_a_member_that_hangs_or_raises_is_left_to_the_check(monkeypatch) -> None:
    def member(k):
        while k == 2:
            pass
        if k == 3:
            raise ValueError("no such member")
        return HEAVY

    hangs, raises = (Family(member, ({"k": 1}, {"k": k})) for k in (2, 3))
    monkeypatch.setattr("verify.run.shards.PATIENCE", 0.2)
    for subject in (hangs, raises):
        assert shares([subject], LARGE, 2, here(subject), [0]) == {}


def test_ctrl_c_among_the_blocks_is_the_end_of_the_run() -> None:
    def cut(places, work, more):
        return here(HEAVY)(places, work, more) if work is done else [None for _ in places]

    assert shares([HEAVY], LARGE, 2, cut, [0]) is None


def test_blocks_come_back_from_other_processes() -> None:
    def hands(places, work, more):
        return work_on([HEAVY for _ in places], Assignment(work, LARGE, USUAL, more=more), 2)

    found = shares([HEAVY], LARGE, 2, hands, [0])
    assert found is not None
    keys = [part.key for part in found[0][0] if isinstance(part, Piece)]
    assert sum(key[0] == "hunt" for key in keys) == 4
    again = with_parts(HEAVY, LARGE, check_subject, *found[0])
    assert without_times(again) == whole(HEAVY)


def written(folder: Path) -> Path:
    file = folder / "heavy.py"
    file.write_text(
        '"""A bound."""\n'
        "from sympy import cos\n"
        "from verify import Claim, Control, Le, real, supported\n"
        'x, y = real("x y")\n'
        "bounded = Claim(\n"
        "    says=Le(cos(x) * cos(y), 1 + x**2 / 9),\n"
        "    expects=supported,\n"
        '    controls=(Control("half", Le(cos(x), 0)),),\n'
        ")\n"
    )
    return file
