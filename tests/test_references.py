from pathlib import Path

from verify.references import check_key, describe, nearest, read

ENTRY = (
    "@misc{good-key,\n  author = {Ann {B}ee},\n  title = {A {T}itle},\n  year = {2020},\n}\n"
)


def test_the_nearest_bibliography_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "references.bib").write_text(ENTRY)
    assert nearest(inner / "claims.py") == tmp_path / "references.bib"
    (inner / "references.bib").write_text("")
    assert nearest(inner / "claims.py") == inner / "references.bib"


def test_a_known_key_is_fine_and_a_near_one_is_offered(tmp_path: Path) -> None:
    (tmp_path / "references.bib").write_text(ENTRY)
    assert check_key("good-key", tmp_path / "claims.py") == ""
    assert "Near it: good-key." in check_key("god-key", tmp_path / "claims.py")
    assert "Add the entry." in check_key("zzz", tmp_path / "claims.py")


def test_a_changed_bibliography_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "references.bib"
    file.write_text(ENTRY)
    assert check_key("new", tmp_path / "claims.py")
    file.write_text(ENTRY + "@misc{new, title={N}}\n")
    assert check_key("new", tmp_path / "claims.py") == ""


def test_a_block_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "references.bib"
    file.write_text(ENTRY + "@misc{open, title={T\n")
    message = check_key("open", tmp_path / "claims.py")
    assert "references.bib:6" in message or "cannot be read" in message


def test_an_entry_reads_as_one_line(tmp_path: Path) -> None:
    (tmp_path / "references.bib").write_text(ENTRY)
    entry = read(tmp_path / "references.bib").entries["good-key"]
    assert describe(entry) == "Ann Bee. A Title. 2020."


def test_an_archive_is_named_and_a_question_ends_its_own_title():
    entry = {"title": "How smooth is it?", "eprint": "2312.14820", "archiveprefix": "arXiv"}
    assert describe(entry) == "How smooth is it? arXiv:2312.14820."
    assert describe({"title": "T", "eprint": "7"}) == "T. 7."
