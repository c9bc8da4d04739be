import io

from rich.console import Console

from verify.run.replay import NOT_NAMED, Replayed
from verify.show.replays import print_replays


def test_claims_without_their_file_are_told_once_and_count_as_not_settled() -> None:
    rows = [Replayed(f"my.c{k}", "the statement", {"x": "1"}, None, NOT_NAMED) for k in "ab"]
    rows.append(Replayed("euler.a", "the statement", {"x": "2"}, True, "still breaks"))
    console = Console(file=io.StringIO(), width=200)
    print_replays(console, rows)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert text.count(NOT_NAMED) == 1
    assert "2 of my\n" in text
    assert "still breaks: x = 2" in text
    assert "x = 1" not in text
    assert "1 of 3 witnesses still break their claims, 2 not settled" in text
