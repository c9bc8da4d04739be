import io
from dataclasses import replace

from rich.console import Console

from verify.claim import Assumption, Claim, Control, Source, at_most, equals
from verify.files.kin import Found
from verify.logic import And, Gt, Lt, Ne
from verify.notation import real
from verify.result import AblationResult, Result
from verify.run.ablation import AblationTable
from verify.run.session import Outcome
from verify.run.transitive import Transitive
from verify.show.page import identity, print_ablation, print_claim
from verify.show.statements import plain, pretty, worst
from verify.show.words import duration, shorten
from verify.verdict import Evidence, Step, Verdict, Witness, Worst

x, y = real("x y")
claim = Claim(
    start=(x + 1) ** 2,
    chain=(equals(x**2 + 2 * x + 1, "expand"), at_most(y, "it was assumed [sic]")),
    given=(Assumption("y is large", Gt(y, (x + 1) ** 2)), Assumption("x moves", Ne(x, 0))),
    controls=(Control("y is small", Lt(y, 0)),),
    source=Source("nobody", "p. 3"),
    remark="A remark with [brackets].",
)
steps = (Step("(x + 1)**2 = x**2 + 2*x + 1", "polynomial normal form", "Integer(0)"),)
result = Result(
    Verdict.PROVED,
    "by normal form",
    "every size",
    evidence=(Evidence("normal form", Verdict.PROVED, "it is 0", "line 1", steps=steps),),
)


def printed(
    width: int = 80,
    shown: Claim = claim,
    uses: tuple[str, ...] = (),
    outcome: Result = result,
    full: bool = False,
) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False)
    found = Found("mine.a", shown, "/mine.py", 3, shown, None, uses)
    checked = Outcome(found, outcome, Transitive(outcome.verdict))
    print_claim(console, checked, ["mine.b"], full)
    return out.getvalue()


def test_a_page_shows_the_derivation_line_by_line() -> None:
    page = printed()
    for text in (
        "repaired by: mine.b",
        "p. 3",
        "line 1, normal form, proved: expand",
        "by polynomial normal form",
        "Integer(0)",
        "x moves: x ≠ 0",
        "it was assumed [sic]",
        "A remark with [brackets].",
    ):
        assert text in page


def test_a_page_shows_what_the_claims_say_that_it_rests_on() -> None:
    page = printed(shown=replace(claim, uses=(claim,)), uses=("mine.lemma",))
    assert "rests on: mine.lemma" in page
    assert "A remark" in page.split("Rests on mine.lemma")[1]


def test_a_wide_statement_is_taken_apart_and_not_broken_across_lines() -> None:
    wide = And(Lt(x, 10**90), Gt(y, x))
    assert pretty(wide, 40) == f"x < 1{'0' * 90}\n∧\ny > x".replace("x < 1", "x\n<\n1")
    assert "↪" not in pretty(Lt(x + 10**90, y), 40)


def test_a_page_fits_its_columns() -> None:
    for width in (60, 80, 120):
        assert max(map(len, printed(width).splitlines())) <= width


def test_a_long_identity_is_cut_with_a_count() -> None:
    text = "\n".join(f"(assert (> x {k}))" for k in range(100))
    shown = identity(Step("", "boxes", text, "boxes"))
    assert len(shown) < 700
    kept, count = shown.rsplit("\n… ", 1)
    assert text.startswith(kept)
    assert int(count.split()[0]) == len(text) - len(kept)
    query = Step("", "z3", text, "smt2")
    assert (
        identity(query) == f"(the query: {len(text)} characters of SMT-LIB, shown with --full)"
    )
    assert identity(query, full=True) == text


def test_a_query_is_shown_in_full_with_no_line_of_it_folded() -> None:
    query = f"(assert (> x {'1 ' * 90}))\n(check-sat)"
    asked = replace(
        result,
        evidence=(
            Evidence(
                "smt",
                Verdict.PROVED,
                "so z3 says",
                steps=(Step("Ne(x**2, 0)", "z3", query, "smt2"),),
            ),
        ),
    )
    page = printed(outcome=asked, full=True)
    assert query in page
    assert "\n    x² ≠ 0\n    by z3\n" in page
    assert "(check-sat)" not in printed(outcome=asked)


def test_no_line_of_a_page_ends_in_blanks_and_no_witness_is_written_twice() -> None:
    fell = Witness({"x[1]": "1", "x[2]": "1/2"}, "exact")
    low = Worst("-1", {"x[1]": "1", "x[2]": "5367607824748687/34359738368"})
    evidence = (
        Evidence("points", Verdict.REFUTED, "it falls", witness=fell, worst=low),
        Evidence("smt", Verdict.UNDECIDED, "z3 gives up " * 9, worst=low),
    )
    page = printed(outcome=Result(Verdict.REFUTED, "it falls", witness=fell, evidence=evidence))
    assert page.count("x = (1, 1/2) (exact)") == 1
    assert "margin -1 near x = (1, 156218)" in " ".join(page.split())
    assert all(line == line.rstrip() for line in page.splitlines())


def test_an_ablation_table_names_what_breaks_and_what_is_enough() -> None:
    rows = (
        AblationResult("y is large", "needed", "", Witness({"x": "1", "y": "0"}, "exact")),
        AblationResult("x moves", "not needed", "proved without it"),
        AblationResult("y moves", "not needed (observed)", "observed without it"),
    )
    out = io.StringIO()
    console = Console(file=out, width=80)
    found = Found("mine.a", claim, "/mine.py", 3, claim)
    print_ablation(console, found, AblationTable(rows, (("y is large",),)))
    for text in ("breaks at x = 1, y = 0", "not needed", "enough: 'y is large'"):
        assert text in out.getvalue()
    assert "  not needed (observed)  y moves\n" in out.getvalue()


def test_an_ablation_that_shows_no_set_to_be_enough_says_so() -> None:
    rows = (AblationResult("y is large", "needed", "", Witness({"y": "0"}, "exact")),)
    out = io.StringIO()
    found = Found("mine.a", claim, "/mine.py", 3, claim)
    print_ablation(Console(file=out, width=80), found, AblationTable(rows))
    assert "not even all of them together" in " ".join(out.getvalue().split())


def test_words_are_cut_and_times_are_written_for_people() -> None:
    assert shorten("a  b\nc", 10) == "a b c"
    assert shorten("abcdef", 4) == "abc…"
    assert [duration(t) for t in (0.04, 12.34, 125)] == ["0.0 s", "12.3 s", "2 min 5 s"]
    assert plain(Ne(x, 0)) == "x ≠ 0"
    assert plain(Lt(x / y, 1)) == "x/y < 1"


def test_a_margin_says_what_is_known_of_it() -> None:
    assert worst(Worst("4.94066e-324", {"x": "-52"})) == "margin below 1e-300 at x = -52"
    assert worst(Worst("0", {"x": "1/3"})) == "margin 0 at x = 1/3"
    assert worst(Worst("1/3")) == "margin 1/3"
