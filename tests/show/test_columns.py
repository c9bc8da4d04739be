import io

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from verify.show.columns import Part, columns, print_indented


def printed(rows: list[list[Part]], wide: int, width: int, right: bool = False) -> list[str]:
    return [line.plain for line in columns(rows, wide, width, right)]


def test_narrow_columns_keep_their_width_and_the_wide_one_takes_the_rest() -> None:
    rows: list[list[Part]] = [
        [("✓", ""), ("a", ""), ("0.1 s", "")],
        [("no", ""), ("b\nbecause", ""), ("12 s", "")],
    ]
    assert printed(rows, 1, 30, right=True) == [
        "✓  a" + f"{'0.1 s':>26}",
        "no b" + f"{'12 s':>26}",
        "   because",
    ]
    assert printed(rows, 1, 30)[1] == "no b" + 21 * " " + "12 s"


def test_a_long_line_is_folded_and_nothing_of_it_lost() -> None:
    text = "several words " * 5 + "x" * 70
    lines = printed([[("proved", ""), (text, "")]], 1, 40)
    assert max(map(cell_len, lines)) <= 40
    assert "".join("".join(lines).split()) == "proved" + "".join(text.split())


def test_the_lines_below_the_first_are_dim() -> None:
    lines = list(columns([[("a", "red"), ("first\nsecond", "")]], 1, 40))
    assert [span.style for span in lines[0].spans] == ["red"]
    assert [span.style for span in lines[1].spans] == ["dim"]


def test_no_rows_are_no_lines() -> None:
    assert printed([], 0, 80) == []


def test_a_folded_line_goes_on_further_in_and_ends_without_spaces() -> None:
    out = io.StringIO()
    text = "short\n    why it fell, " + "in several words " * 3 + "\n\nend"
    print_indented(Console(file=out, width=40), Text(text), 2, hang=2)
    assert out.getvalue().split("\n") == [
        "  short",
        "      why it fell, in several words in",
        "        several words in several words",
        "",
        "  end",
        "",
    ]
