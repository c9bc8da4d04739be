import io

from rich.console import Console

from verify.run.compare import Entry, Snapshot, differences
from verify.show.differences import listed, print_differences
from verify.verdict import Verdict


def printed(old: Snapshot, new: Snapshot) -> str:
    console = Console(file=io.StringIO(), width=200)
    print_differences(console, old, new, differences(old, new))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def proved(digest: str) -> Entry:
    return Entry(Verdict.PROVED, met=True, digest=digest)


def test_a_weaker_theorem_with_the_same_verdict_is_not_passed_in_silence() -> None:
    old = Snapshot("old", {"a.b": proved("d"), "a.c": proved("d")})
    new = Snapshot("new", {"a.b": proved("e"), "a.c": proved("d")})
    text = printed(old, new)
    assert "nothing changed" not in text
    assert "rewritten, with the verdict as it was: a.b\n" in text
    assert "nothing changed" in printed(old, old)


def test_one_claim_that_was_left_out_is_a_claim() -> None:
    old = Snapshot("old", {"a.b": proved("d")})
    assert "did not select 1 claim of old" in printed(old, Snapshot("new", {}, whole=False))


def test_a_long_list_of_names_is_cut_and_counted() -> None:
    assert listed([f"a{k}" for k in range(10)], most=2) == "a0, a1 and 8 more"
