"""The docs say what the program does: their code runs, the site builds, lists are whole."""

import importlib.util
import json
import re

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

import verify
from tests.docs import DOCS, FENCE, PAGES, executed
from tests.readme import run, timeless
from verify import notation
from verify.cli import app
from verify.routes import CHECKS
from verify.verdict import Verdict

ROOT = DOCS.parent
WITH_CODE = [page for page in PAGES if "```" in page.read_text()]


def hooks():
    spec = importlib.util.spec_from_file_location("docs_hooks", DOCS / "hooks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """Record a small run, with one claim whose text is hostile to HTML."""
    folder = tmp_path_factory.mktemp("docs")
    run("verify run euler.three_fates --quick --json run.json", folder)
    return folder / "run.json"


@pytest.mark.parametrize("page", WITH_CODE, ids=lambda page: page.stem)
def test_what_a_page_shows_is_what_its_code_prints(page, tmp_path):
    assert timeless(executed(page, tmp_path)) == timeless(page.read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_of_a_page_is_of_a_kind_that_is_run(page):
    text = page.read_text()
    blocks = FENCE.findall(text)
    assert {language for language, _, _ in blocks} <= {"python", "console"}
    # the output of a block belongs to it, so no fence is left over
    assert text.count("```") == 2 * len(blocks) + 2 * sum(bool(out) for _, _, out in blocks)


def test_the_site_builds_without_a_warning_and_loads_nothing(record, tmp_path, monkeypatch):
    monkeypatch.setenv("DOCS_RECORD", str(record))
    build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
    pages = sorted((tmp_path / "site").glob("*.html"))
    assert {page.stem for page in PAGES} | {"findings"} <= {page.stem for page in pages}
    for page in pages:
        loaded = re.findall(
            r'<(?:script|img|link)[^>]*(?:src|href)="(https?:[^"]*)', page.read_text()
        )
        assert not loaded, (page.name, loaded)
    findings = (tmp_path / "site" / "findings.html").read_text()
    assert "euler.three_fates.literal" in findings
    assert "h = 1, lambda = -2" in findings
    assert "<math" in findings
    assert "h and λ are real." in findings
    assert "AI is Dumb. Here&#39;s the Proof</a>" in findings.replace("&#x27;", "&#39;")
    assert not list((tmp_path / "site").rglob("*.pyc"))
    assert "def exceptional_angle" not in findings
    assert "exceptional_angle" in (tmp_path / "site" / "reference.html").read_text()


def test_a_site_without_a_recorded_run_is_one_line(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("DOCS_RECORD", str(tmp_path / "nothing.json"))
    with pytest.raises(Abort):
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / "site")))
    (said,) = [entry.message for entry in caplog.records if entry.levelname == "ERROR"]
    assert "nothing.json" in said
    assert said.endswith("`make docs` records a run.")
    assert "\n" not in said


def test_findings_are_what_was_refuted_as_expected_and_escaped(record):
    data = json.loads(record.read_text())
    literal = next(claim for claim in data["claims"] if claim["verdict"] == "refuted")
    surprise = literal | {"id": "euler.surprise", "met": False}
    hostile = literal | {
        "id": "euler.hostile",
        "assumptions": ["<script>alert(1)</script>"],
        "statement": r"\text{<img src=x>}",
        "witness": {"x": "<b>1</b>"},
    }
    text = hooks().findings(data | {"claims": [*data["claims"], surprise, hostile]}, {})
    assert "### euler.three_fates.literal {" in text
    for claim in data["claims"]:
        assert (f"### {claim['id']} " in text) == (claim["verdict"] == "refuted")
    assert "`euler.three_fates.repaired` (proved)" in text
    assert "euler.surprise" not in text
    assert "### euler.three_fates.repaired" not in text
    assert not re.search(r"<(script|img|b)\b", text)
    assert "2 of its 6 claims were refuted" in text


def test_the_pages_name_every_route_verdict_and_command():
    routes = (DOCS / "routes.md").read_text()
    headings = " ".join(re.findall(r"^### (.*)$", routes, re.MULTILINE))
    assert not [name for name in CHECKS.values() if name not in headings]
    ladder = (DOCS / "verdicts.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \|", ladder, re.MULTILINE)
    assert rows == [str(verdict) for verdict in Verdict]
    pages = "".join(page.read_text() for page in PAGES)
    names = [command.name for command in app.registered_commands]
    assert not [name for name in names if not re.search(rf"verify {name}\b", pages)]


def test_every_route_says_what_it_does_not_show():
    for section in (DOCS / "routes.md").read_text().split("\n### ")[1:]:
        _, *limits = section.split("*", 1)  # the sentence in italics
        assert limits, section
        assert re.search(r"\b(not|never|only)\b", limits[0]), section


def test_every_name_of_a_claim_file_is_used_in_an_example_that_runs():
    blocks = FENCE.findall((DOCS / "stating.md").read_text())
    code = "\n".join(text for language, text, _ in blocks if language == "python")
    words = {"Verdict", *map(str, Verdict)}  # the page prints those
    names = (set(verify.__all__) | set(notation.__all__)) - words
    missing = [n for n in names if n[:3] != "is_" and not re.search(rf"\b{n}\(", code)]
    assert not missing


def test_the_pages_name_every_notebook():
    text = (DOCS / "notebooks.md").read_text()
    stems = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == stems
