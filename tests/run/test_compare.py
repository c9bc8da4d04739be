import pytest

from verify.run.compare import Change, Entry, Snapshot, differences, passed_over, rewritten
from verify.verdict import Verdict

P, C, S, W = Verdict.PROVED, Verdict.CERTIFIED, Verdict.SUPPORTED, Verdict.OBSERVED
U, V, R = Verdict.UNDECIDED, Verdict.VACUOUS, Verdict.REFUTED


def changes(before: Entry, after: Entry, slower: float = 2.0) -> list[Change]:
    found = differences(Snapshot("old", {"a": before}), Snapshot("new", {"a": after}), slower)
    return [one.change for one in found]


def entry(verdict: Verdict, met: bool = True, digest: str = "d", **rest: float) -> Entry:
    return Entry(verdict, met, digest=digest, **rest)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (entry(P), entry(R, met=False), Change.LOST),
        (entry(P), entry(V, met=False), Change.LOST),
        (entry(W), entry(U, met=False), Change.LOST),
        (entry(R), entry(U, met=False), Change.LOST),
        (entry(R), entry(P, met=False), Change.LOST),  # one of the two is wrong
        (entry(P), entry(R, met=True, digest="e"), Change.LOST),
        (entry(P), Entry(U, True, attempted=False, digest="d"), Change.LOST),
        (entry(P), entry(C), Change.WEAKENED),
        (entry(S), entry(W), Change.WEAKENED),
        (entry(U, met=False), entry(R, met=False), Change.REFUTED),
        (entry(U, met=False), entry(V, met=False), Change.REFUTED),
        (entry(U, met=False), entry(R), Change.STRONGER),
        (entry(U), entry(W), Change.STRONGER),
        (entry(S), entry(P), Change.STRONGER),
        (entry(R), entry(P, digest="e"), Change.REWRITTEN),
        (entry(R), entry(P, met=False, digest="e"), Change.LOST),
    ],
)
def test_a_change_of_verdict_has_its_word(before: Entry, after: Entry, change: Change) -> None:
    assert changes(before, after) == [change]
    assert changes(before, before) == []


def test_everything_up_to_slower_is_worse() -> None:
    worse = [change for change in Change if change.worse]
    assert worse == [
        Change.LOST,
        Change.WEAKENED,
        Change.REFUTED,
        Change.MISSING,
        Change.SLOWER,
    ]


def test_slower_is_a_factor_and_a_second() -> None:
    assert changes(entry(P, seconds=1.0), entry(P, seconds=2.5)) == [Change.SLOWER]
    assert changes(entry(P, seconds=1.0), entry(P, seconds=2.5), slower=3) == []
    assert changes(entry(P, seconds=0.01), entry(P, seconds=0.9)) == []  # noise
    assert changes(entry(P), entry(P, seconds=90)) == []  # nobody wrote the time down


def test_the_worst_comes_first_and_the_refuted_before_the_undecided() -> None:
    old = {"a": entry(P, seconds=1), "b": entry(P), "c": entry(P), "d": entry(P), "z": entry(P)}
    new = {
        "a": entry(P, seconds=9),
        "b": entry(C),
        "c": entry(U, met=False),
        "d": entry(R, met=False),
        "e": entry(P),
    }
    found = differences(Snapshot("old", old), Snapshot("new", new))
    assert [one.id for one in found] == ["d", "c", "b", "z", "a", "e"]
    assert [one.change for one in found][3:] == [Change.MISSING, Change.SLOWER, Change.NEW]


def test_a_selection_is_not_blamed_for_what_it_left_out() -> None:
    old = Snapshot("old", {"a": entry(P), "b": entry(P)})
    part = Snapshot("new", {"a": entry(P)}, whole=False)
    assert differences(old, part) == []
    assert passed_over(old, part) == 1
    whole = Snapshot("new", {"a": entry(P)})
    assert [one.change for one in differences(old, whole)] == [Change.MISSING]
    assert passed_over(old, whole) == 0


def test_a_claim_that_the_same_selection_has_no_more_is_missing() -> None:
    asked = frozenset({"my.py"})
    old = Snapshot("old", {"a": entry(P), "b": entry(P)}, whole=False, selection=asked)
    new = Snapshot("new", {"a": entry(P)}, whole=False, selection=asked)
    assert [one.change for one in differences(old, new)] == [Change.MISSING]
    assert passed_over(old, new) == 0
    other = Snapshot("new", {"a": entry(P)}, whole=False, selection=frozenset({"your.py"}))
    assert differences(old, other) == []


@pytest.mark.parametrize("word", ["claims", "./claims", "claims//"])
def test_one_folder_may_be_written_in_several_ways(word: str) -> None:
    old = Snapshot("old", {"a": entry(P)}, whole=False, selection=frozenset({"claims/"}))
    new = Snapshot("new", {}, whole=False, selection=frozenset({word}))
    assert [one.change for one in differences(old, new)] == [Change.MISSING]


def test_who_asks_for_more_misses_what_is_gone() -> None:
    old = Snapshot("old", {"a": entry(P)}, whole=False, selection=frozenset({"a.py"}))
    more = Snapshot("new", {}, whole=False, selection=frozenset({"a.py", "b.py"}))
    assert [one.change for one in differences(old, more)] == [Change.MISSING]
    assert differences(more, Snapshot("part", {}, False, selection=old.selection)) == []
    everything = Snapshot("old", {"a": entry(P)})
    assert differences(everything, more) == []


def test_a_claim_that_says_something_else_with_the_same_verdict_is_named() -> None:
    old = Snapshot("old", {"a": entry(P), "b": entry(P), "c": entry(P), "d": entry(P)})
    new = {
        "a": entry(P, digest="e"),
        "b": entry(P),
        "c": entry(S, digest="e"),
        "d": Entry(P, True),
    }
    assert rewritten(old, Snapshot("new", new)) == ["a"]
