"""A run as LaTeX, BibTeX and Markdown: complete, escaped, and readable by other programs."""

import re
import shutil
import subprocess
from pathlib import Path

import bibtexparser
import pytest

from tests.show.atlas_samples import HOSTILE, entry, hostile, made_up, real
from verify.errors import SelectionError
from verify.run.snapshots import of_record
from verify.show.exports import bibtex, export, latex_table, markdown

SPECIAL = r"50% of {a}_b & c # d $ e ~ f ^ g \input{h} < i > | j"


def test_the_table_has_a_row_for_each_checked_claim() -> None:
    record, _ = real()
    checked = [one for one in record["claims"] if one["attempted"]]
    table = latex_table(record)
    assert table.count(r"\texttt{euler.") == len(checked)
    assert r"\texttt{euler.\allowbreak{}three\_fates.\allowbreak{}literal}" in table
    assert r"\cite{curse-of-euler}" in table
    assert "h = 1, lambda = -2" in table


def test_no_string_of_a_claim_is_a_command_of_latex() -> None:
    told = entry("a.b", because=SPECIAL, scope=SPECIAL, source={"key": "k", "where": SPECIAL})
    table = latex_table(made_up(told))
    assert r"50\% of \{a\}\_b \& c \# d \$ e \textasciitilde{} f" in table
    assert r"\input" not in table
    assert r"\textbackslash{}input\{h\}" in table


def test_the_table_states_each_claim_and_marks_what_was_not_expected() -> None:
    table = latex_table(made_up(entry("a.b", statement="x \\leq 1"), entry("a.c")))
    assert r"{$\displaystyle x \leq 1$} \\[1ex]" in table
    assert "textbf" not in table
    lost = latex_table(made_up(entry("a.b", verdict="refuted", met=False)))
    assert r"\textbf{refuted}, not proved" in lost


@pytest.mark.parametrize(
    "formula",
    [
        r"\input{/etc/passwd}",
        r"x$ \par $y",
        r"} x {",
        r"x & y",
        r"x \\ y",
        r"\begin{cases} a & b $ \\ c \end{cases}",
        "^^5cinput{h}",
        "x" * 601,
    ],
)
def test_a_statement_that_could_do_more_than_show_is_left_out(formula: str) -> None:
    table = latex_table(made_up(entry("a.b", statement=formula)))
    assert formula not in table
    assert "left out" in table


def test_a_statement_by_cases_is_shown() -> None:
    cases = r"\begin{cases} 1 & \text{for}\: x > 0 \\0 & \text{otherwise} \end{cases}"
    assert cases in latex_table(made_up(entry("a.b", statement=cases)))


def test_a_key_of_a_source_holds_nothing_but_a_key() -> None:
    told = entry("a.b", source={"key": r"k}\input{x", "where": "Lemma"})
    assert r"\cite{kinputx}" in latex_table(made_up(told))


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no LaTeX is installed")
def test_latex_takes_the_table(tmp_path: Path) -> None:
    told = entry("a.b", scope=SPECIAL, source={"key": "k", "where": SPECIAL})
    head = r"\documentclass{article}\usepackage{longtable,amsmath}\begin{document}"
    text = f"{head}\n{latex_table(made_up(told))}\n\\end{{document}}"
    (tmp_path / "a.tex").write_text(text)
    command = ["pdflatex", "-interaction=batchmode", "-halt-on-error", "a.tex"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True).returncode == 0


def test_every_cited_source_has_its_entry() -> None:
    record, discovery = real()
    text = bibtex(record, discovery.found)
    keys = {one.key for one in bibtexparser.parse_string(text).entries}
    assert keys == {one["source"]["key"] for one in record["claims"] if one["source"]}
    assert "no entry" not in text


def test_a_source_without_a_bibliography_is_named() -> None:
    told = entry("a.b", source={"key": "unknown\n@book{x", "where": "Lemma"})
    text = bibtex(made_up(told))
    assert "% no entry: unknown @book{x" in text
    assert bibtexparser.parse_string(text).entries == []


def test_the_summary_counts_and_tells_what_is_unexpected() -> None:
    lost = entry("a.lost", verdict="undecided", met=False, because="time ran out")
    text = markdown(made_up(entry("a.b"), lost, entry("a.c", attempted=False)))
    assert "### 2 claims, 1 as expected" in text
    assert "| proved | 1 |" in text
    assert "| not attempted | 1 |" in text
    assert "* `a.lost`: undecided, expected proved. time ran out" in text


def test_the_summary_tells_what_changed_worst_first() -> None:
    former = of_record(made_up(entry("a.b"), entry("a.c", verdict="observed")), "baseline.json")
    now = made_up(entry("a.b", verdict="undecided", met=False), entry("a.c"), entry("a.d"))
    text = markdown(now, former)
    assert text.index("lost: `a.b`: proved → undecided") < text.index("stronger: `a.c`")
    assert text.rstrip().endswith("* new: 1 claim")


def test_a_rewritten_claim_is_named_although_its_verdict_stands() -> None:
    former = of_record(made_up(entry("a.b", digest="d"), entry("a.c", digest="d")), "old.json")
    now = made_up(entry("a.b", digest="e"), entry("a.c", digest="d"))
    text = markdown(now, former)
    assert text.rstrip().endswith("* rewritten, with the verdict as it was: `a.b`")
    same = made_up(entry("a.b", digest="d"), entry("a.c", digest="d"))
    assert "Since" not in markdown(same, former)


def test_no_string_of_a_claim_is_markup_of_a_pull_request() -> None:
    text = markdown(made_up(hostile() | {"because": "@team **bold** <b> [a](http://b)"}))
    assert not re.search(r"<(script|img|b)", re.sub(r"`[^`]*`", "", text))
    assert "@team" not in text
    assert "**bold**" not in text
    assert "](http" not in text


def test_backticks_do_not_end_the_code() -> None:
    told = entry(f"a`{HOSTILE}`b", met=False, verdict="undecided")
    (line,) = [one for one in markdown(made_up(told)).splitlines() if one.startswith("* ")]
    assert line.count("`") == 2
    assert line.index("<script") < line.rindex("`")


def test_another_form_is_refused() -> None:
    with pytest.raises(SelectionError, match="latex, bibtex or markdown"):
        export("word", made_up())


@pytest.mark.parametrize("form", ["latex", "bibtex", "markdown"])
@pytest.mark.parametrize(
    "broken", [{}, {"claims": [{}], "version": "", "seed": 0}, {"claims": 7}]
)
def test_a_record_of_another_shape_is_refused(form: str, broken: dict[str, object]) -> None:
    with pytest.raises(SelectionError, match="record cannot be read"):
        export(form, broken)
