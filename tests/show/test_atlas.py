"""The atlas as files: whole, escaped, and never in anybody's way."""

import html.parser
import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import verify
from tests.show.atlas_samples import HOSTILE, entry, hostile, made_up, real
from verify import Claim, Control, Lt, complex_number, inner, matrix, size, tokens, total
from verify.effort import QUICK
from verify.errors import SelectionError
from verify.notation import index, weights
from verify.run.snapshots import of_record
from verify.show.atlas import write_atlas
from verify.show.atlas.details import letters
from verify.show.atlas.folders import MARK
from verify.show.atlas.leaves import MEANINGS


class Page(html.parser.HTMLParser):
    """Collects the tags of a page, its addresses, its ids and its text."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.handlers: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("href", "src", "action", "xlink:href"):
                self.addresses.append(value or "")
            if name == "id":
                self.ids.append(value or "")
            if name.startswith("on"):
                self.handlers.append(name)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: Any) -> Path:
    folder: Path = tmp_path_factory.mktemp("atlas") / "site"
    record, discovery = real()
    assert write_atlas(folder, record, discovery.found) == len(record["claims"])
    return folder


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def test_every_link_leads_to_a_file_of_the_atlas(atlas: Path) -> None:
    checked = 0
    for file in pages(atlas):
        for address in Page(file).addresses:
            path = unquote(address.partition("#")[0])
            if not path or path == "data:,":
                continue
            assert (file.parent / path).resolve().is_relative_to(atlas.resolve())
            assert (file.parent / path).is_file(), (file, address)
            checked += 1
    assert checked > 100


def test_nothing_is_loaded_from_the_network(atlas: Path) -> None:
    for file in [*pages(atlas), atlas / "atlas.css", atlas / "atlas.js"]:
        text = file.read_text(encoding="utf-8")
        assert not re.search(
            r"""(src|href|url|@import)\s*[=(]?\s*["'(]?\s*(https?:)?//""", text
        )
    assert "default-src 'none'" in (atlas / "index.html").read_text(encoding="utf-8")


def test_ids_are_unique_on_each_page(atlas: Path) -> None:
    for file in pages(atlas):
        ids = Page(file).ids
        assert len(ids) == len(set(ids)), file


def test_a_claim_has_its_statement_witness_and_the_command_that_replays_it(atlas: Path) -> None:
    text = (atlas / "claims/euler.three_fates.literal.html").read_text(encoding="utf-8")
    assert "<math" in text
    assert "h = 1, lambda = -2" in text
    assert "verify replay records/euler.three_fates.literal.json" in text
    record = json.loads((atlas / "records/euler.three_fates.literal.json").read_text())
    assert [one["id"] for one in record["claims"]] == ["euler.three_fates.literal"]


def test_the_sentence_of_a_file_is_no_sentence_about_one_of_its_claims(atlas: Path) -> None:
    page = (atlas / "claims/euler.three_fates.literal.html").read_text(encoding="utf-8")
    head, _, rest = page.partition("<h1>")
    assert "has a fourth fate" in head  # above the claim, which says the contrary
    assert "has a fourth fate" not in rest
    index = (atlas / "index.html").read_text(encoding="utf-8")
    rows = re.findall(r"<tr [^>]*>.*?</tr>", index, re.DOTALL)
    (sentence,) = [row for row in rows if "has a fourth fate" in row]
    assert 'class="file"' in sentence


def test_a_page_says_what_its_verdict_means_and_how_to_have_it_again(atlas: Path) -> None:
    page = (atlas / "claims/euler.three_fates.literal.html").read_text(encoding="utf-8")
    assert MEANINGS["refuted"] in page
    assert "verify run euler.three_fates.literal --quick" in page
    assert "h and λ are real." in page


def test_every_letter_is_told() -> None:
    n, count = size("n m")
    z, i = complex_number("z"), index("i")
    x, a, A = tokens("x", count, n), weights("a", count), matrix("A", n)
    twin = (Control("it is 1", Lt(abs(z), 1)),)
    says = Lt(total(a[i] * inner(x[i], A * x[1]), i), abs(z))
    assert letters(Claim(says=says, controls=twin)) == (
        "A is a matrix of n × n numbers; a is real for each index; m and n are sizes: "
        "1, 2, 3, …; x is a vector of n numbers for each index; z is complex."
    )
    many = sum(verify.real("y_1:13"))
    assert letters(Claim(says=Lt(many, 1), controls=twin)) == "y₁, y₂, … and y₁₂ are real."


def test_a_claim_shows_what_repairs_it(atlas: Path) -> None:
    page = (atlas / "claims/euler.three_fates.literal.html").read_text(encoding="utf-8")
    kin = page[page.index('id="kin"') : page.index('id="source"')]
    assert kin.count('class="saying"') == 3


def test_checks_that_decided_nothing_are_folded_where_another_decided(tmp_path: Path) -> None:
    def row(check: str, verdict: str) -> dict[str, Any]:
        told = {"part": "", "scope": "", "worst": None, "tried": 0, "undecided": 0, "steps": []}
        seen = {"witness": None, "witness_details": None, "because": "told", "guard": False}
        return told | seen | {"check": check, "verdict": verdict, "seconds": 0.1}

    rows = [row("smt", "undecided"), row("normal form", "proved"), row("boxes", "undecided")]
    weak = entry("a.open", verdict="undecided", evidence=rows[:1])
    write_atlas(tmp_path, made_up(entry("a.b", evidence=rows), weak))
    page = (tmp_path / "claims/a.b.html").read_text()
    assert "2 other checks decided nothing" in page
    assert page.index("normal form") < page.index("smt")
    assert "decided nothing" not in (tmp_path / "claims/a.open.html").read_text()


def test_a_step_that_is_taken_again_is_told_once_and_many_steps_are_folded(
    tmp_path: Path,
) -> None:
    steps = [
        {"says": says, "method": "signs", "identity": "1 > 0", "language": "text"}
        for says in ["n > 0"] * 3 + [f"x_{k} > 0" for k in range(12)]
    ]
    told = {"check": "normal form", "part": "", "verdict": "proved", "because": "", "scope": ""}
    told |= {"witness": None, "worst": None, "tried": 0, "undecided": 0, "guard": False}
    claim = entry("a.b", evidence=[told | {"seconds": 0.1, "steps": steps}])
    write_atlas(tmp_path, made_up(claim))
    page = (tmp_path / "claims/a.b.html").read_text()
    assert page.count("n &gt; 0") == 1
    assert "by signs, 3 times" in page
    assert "4 more steps" in page
    assert page.count('class="says"') == 13


def test_a_derivation_names_the_method_that_closed_each_step(atlas: Path) -> None:
    text = (atlas / "claims/euler.growth_factor.shrinking.html").read_text(encoding="utf-8")
    assert "hλ lies between -2 and 0" in text  # the author's reason
    assert "by normal form" in text
    assert "needed" in text


def test_a_sentence_that_is_not_checked_says_why(atlas: Path) -> None:
    record, _ = real()
    name = next(one["id"] for one in record["claims"] if not one["attempted"])
    assert "It is not checked" in (atlas / f"claims/{name}.html").read_text(encoding="utf-8")


def test_hostile_strings_are_shown_and_never_obeyed(tmp_path: Path) -> None:
    write_atlas(tmp_path / "site", made_up(hostile(), entry("good.claim")))
    for file in pages(tmp_path / "site"):
        page = Page(file)
        assert page.tags.count("script") == 1  # the atlas's own
        assert "img" not in page.tags
        assert page.handlers == []
        assert all(not a.startswith(("http", "javascript")) for a in page.addresses)
    (page,) = [Page(f) for f in pages(tmp_path / "site/claims") if "evil" in f.name]
    assert HOSTILE in page.text
    assert "{{7*7}}" in page.text


@pytest.mark.parametrize("name", ["../../escape", "/absolute", "a/b", "..", ".", "", "é" * 300])
def test_an_id_never_names_a_file_elsewhere(tmp_path: Path, name: str) -> None:
    write_atlas(tmp_path / "deep/site", made_up(entry(name), entry("plain")))
    outside = [p for p in tmp_path.rglob("*") if p.is_file() and "site" not in p.parts]
    assert outside == []
    assert len(list((tmp_path / "deep/site/claims").iterdir())) == 2


def test_ids_that_differ_in_case_have_pages_of_their_own(tmp_path: Path) -> None:
    write_atlas(tmp_path / "site", made_up(entry("a.V"), entry("a.v")))
    names = {p.name.lower() for p in (tmp_path / "site/claims").iterdir()}
    assert len(names) == 2


def test_a_folder_that_is_not_an_atlas_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(SelectionError, match="not empty and holds no atlas"):
        write_atlas(tmp_path, made_up(entry("a.b")))
    assert [p.name for p in tmp_path.iterdir()] == ["index.html"]
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SelectionError, match="is a file"):
        write_atlas(tmp_path / "file", made_up(entry("a.b")))


def test_a_new_atlas_replaces_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    write_atlas(tmp_path, made_up(entry("a.old"), entry("a.both")))
    (tmp_path / "notes.txt").write_text("mine")
    write_atlas(tmp_path, made_up(entry("a.new"), entry("a.both")))
    assert sorted(p.name for p in (tmp_path / "claims").iterdir()) == [
        "a.both.html",
        "a.new.html",
    ]
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_file_that_stands_in_the_way_is_kept(tmp_path: Path) -> None:
    write_atlas(tmp_path, made_up(entry("a.old")))
    (tmp_path / "claims/a.new.html").write_text("mine")
    with pytest.raises(SelectionError, match="stands in the way"):
        write_atlas(tmp_path, made_up(entry("a.new")))
    assert (tmp_path / "claims/a.new.html").read_text() == "mine"
    assert (tmp_path / "claims/a.old.html").exists()


def test_a_forged_mark_removes_nothing_outside(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_atlas(site, made_up(entry("a.b")))
    (tmp_path / "precious").write_text("mine")
    mark = json.loads((site / MARK).read_text())
    mark["files"] += ["../precious", str(tmp_path / "precious")]
    (site / MARK).write_text(json.dumps(mark))
    write_atlas(site, made_up(entry("a.b")))
    assert (tmp_path / "precious").read_text() == "mine"


@pytest.mark.parametrize(
    "broken",
    [
        {"schema": 1, "version": "0", "seed": 0},
        {"schema": 1, "version": "0", "seed": 0, "claims": [{"id": "a"}]},
        {"schema": 1, "version": "0", "seed": 0, "claims": [7]},
        {"schema": 1, "claims": [entry("a.b")]},
        made_up(entry("a.b", seconds="long")),
        made_up(entry("a.b", evidence=[{"check": "x"}])),
    ],
)
def test_a_record_of_another_shape_is_refused_and_nothing_is_written(
    tmp_path: Path, broken: Any
) -> None:
    with pytest.raises(SelectionError, match="record"):
        write_atlas(tmp_path / "site", broken)
    assert not (tmp_path / "site").exists()


def test_what_changed_since_the_baseline_is_told(tmp_path: Path) -> None:
    before = of_record(made_up(entry("a.b", verdict="certified"), entry("a.c")), "old.json")
    write_atlas(tmp_path, made_up(entry("a.b"), entry("a.c"), entry("a.d")), (), before)
    text = (tmp_path / "index.html").read_text()
    assert 'data-changed="stronger"' in text
    assert 'data-changed="new"' in text
    assert "since old.json: stronger" in (tmp_path / "claims/a.b.html").read_text()


def test_a_claim_that_is_stated_otherwise_now_says_so(tmp_path: Path) -> None:
    record, discovery = real()
    changed = [one | {"digest": "0" * 16} for one in record["claims"]]
    write_atlas(tmp_path, {**record, "claims": changed}, discovery.found)
    text = (tmp_path / "claims/euler.three_fates.literal.html").read_text()
    assert "states it otherwise now" in text
    assert "<figure" not in text


def test_the_verdict_with_what_it_rests_on_is_told(tmp_path: Path) -> None:
    weak = entry("a.weak", verdict="observed", transitive="observed")
    strong = entry("a.strong", uses=["a.weak"], transitive="observed", through="a.weak")
    write_atlas(tmp_path, made_up(weak, strong))
    assert "With what it rests on" in (tmp_path / "claims/a.strong.html").read_text()
    assert re.search(
        r'class="node observed"[^>]*data-id="a.strong"', (tmp_path / "graph.html").read_text()
    )


def test_a_graph_without_links_is_a_sentence_and_no_empty_frame(tmp_path: Path) -> None:
    write_atlas(tmp_path, made_up(entry("a.b"), entry("a.c")))
    graph, run = ((tmp_path / f"{page}.html").read_text() for page in ("graph", "run"))
    assert "None of the 2 claims rests on another" in graph
    assert "<svg" not in graph
    assert 'class="graph"' not in graph  # or the script looks for a drawing
    assert "<h2>Versions</h2>" in run


def test_the_run_tells_every_bound_in_words(tmp_path: Path) -> None:
    record = made_up(entry("a.b")) | {"effort": asdict(QUICK)}
    write_atlas(tmp_path, record)
    rows = re.findall(
        r"<tr><td>([^<]*)</td><td>([^<]*)</td></tr>", (tmp_path / "run.html").read_text()
    )
    told = [row for row in rows if row[1] in (str(QUICK.points), str(QUICK.boxes), "yes")]
    assert len(told) == 3
    assert all(" " in words for words, _ in rows[-10:])


def test_the_run_tells_what_each_checker_catches(tmp_path: Path) -> None:
    rows = [
        {"name": "a", "statement": "x > 1", "fate": fate, "verdicts": told, "because": ""}
        for fate, told in (
            ("killed", {"points": "refuted", "smt": "undecided"}),
            ("survived", {"points": "supported"}),
            ("true", {"smt": "proved"}),
        )
    ]
    write_atlas(tmp_path / "site", made_up(entry("a.b", mutants=rows)), ())
    text = (tmp_path / "site" / "run.html").read_text(encoding="utf-8")
    assert "<td>points</td><td>1 of 2</td>" in text
    assert "<td>smt</td><td>1 of 1</td>" in text
