import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from verify.discover import Discovery, discover, named
from verify.errors import SelectionError
from verify.files.cards import Card, card
from verify.files.loading import Loader, Page
from verify.run.plain import from_json, to_json

HEAD = """from verify import Claim, Control, Family, Ge, Gt, Le, Lt, Source, real
x, y = real("x y")
c = (Control("squares are positive", Gt(x**2, 0)),)
"""
GOOD = "good = Claim(says=Ge(x**2, 0), controls=c)\n"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.chdir(tmp_path)

    def put(name: str, text: str, head: str = HEAD) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(head + text)
        return path

    return put


def ids(found: Discovery) -> list[str]:
    return [item.id for item in found.found]


def messages(found: Discovery) -> str:
    return "\n".join(str(problem) for problem in found.problems)


def test_a_file_outside_the_repository_needs_no_registration(write: Write) -> None:
    path = write("mine.py", GOOD)
    seen = discover([str(path)])
    assert ids(seen) == ["mine.good"]
    assert (seen.found[0].file, seen.found[0].line) == (str(path), 4)
    assert seen.problems == ()


def test_ids_in_a_folder_start_below_it(write: Write) -> None:
    write("claims/a.py", GOOD)
    write("claims/sub/b.py", GOOD)
    assert ids(discover(["claims"])) == ["a.good", "sub.b.good"]
    assert ids(discover(["./claims"])) == ["a.good", "sub.b.good"]


def test_one_claim_of_a_file_is_named_with_two_colons(write: Write) -> None:
    write("mine.py", GOOD + GOOD.replace("good", "other"))
    assert ids(discover(["mine.py::other"])) == ["mine.other"]
    with pytest.raises(SelectionError, match=r"It has: mine\.good, mine\.other"):
        discover(["mine.py::good_one"])
    with pytest.raises(SelectionError, match="Did you mean other"):
        discover(["mine.py::othr"])


def test_a_text_among_the_kin_is_one_complaint(write: Write) -> None:
    write("mine.py", GOOD.replace("Claim(", 'Claim(uses="mine.other", '))
    found = discover(["mine.py"])
    assert [p.message for p in found.problems] == [
        "uses holds 'mine.other', which is no claim. Name the claim's variable."
    ]
    with pytest.raises(SelectionError, match=r"It has: mine\.good\.$"):
        discover(["mine.py::nothing_like_it"])


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("bad = Claim(says=Ge(x, 0.5), controls=c)", "Write Rational(1, 2)"),
        ("bad = Claim(says=Ge(x, 0), controls=())", "at least one control"),
        ("bad = Claim(says=Lte(x, 0), controls=c)", "Did you mean `Lt`"),
        ("bad = Claim(says=Ge(X, 0), controls=c)", "Did you mean `x`"),
        ("bad = Claim(says=Ge(qqq, 0), controls=c)", "`qqq` is not defined"),
        ("bad = Claim(says=0 < x < 1, controls=c)", "Write And(Lt(0, x), Lt(x, 1))"),
        ("bad = Claim(says=Ge(1 / (1 - 1), 0), controls=c)", "ZeroDivisionError"),
        ("bad = Family(lambda n: x, sizes=({'n': 2},))", "Return a Claim"),
        ("bad = Family(lambda m: x, sizes=({'n': 2},))", "its member at n=2 cannot be made"),
        ("bad = [Claim(says=Ge(x**4, 0), controls=c)]", "no name of their own"),
        ("from verify import Clam as bad", "verify has no `Clam`. Did you mean `Claim`?"),
        ("import sys; sys.exit(0)", "ends the program"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("import pytest; pytest.skip('no torch', allow_module_level=True)", "no torch"),
        (
            "bad = Claim(says=Ge(x**4, 0), controls=c, repairs=3, reading='repaired')",
            "repairs holds 3, which is no claim",
        ),
        (
            "bad = Claim(says=Ge(x, 0), controls=c, uses=(Claim(says=Le(x, 0), controls=c),))",
            "bound to no variable",
        ),
    ],
)
def test_one_bad_statement_costs_one_claim(write: Write, statement: str, message: str) -> None:
    path = write("mine.py", f"{statement}\n{GOOD}")
    seen = discover([str(path)])
    assert "mine.good" in ids(seen)
    (problem,) = seen.problems
    assert (problem.file, problem.line) == (str(path), 4)
    assert message in problem.message


def test_a_problem_names_the_variable_and_its_exact_line(write: Write) -> None:
    write("mine.py", "bad = Claim(\n    says=Ge(x, nothing),\n    controls=c,\n)\n")
    (problem,) = discover(["mine.py"]).problems
    assert (problem.claim, problem.line) == ("bad", 5)


def test_a_dependent_says_because_of_whom_it_failed(write: Write) -> None:
    bad = "bad = Claim(says=Ge(x, nothing), controls=c)\n"
    write("mine.py", bad + "late = Claim(says=Ge(x, 0), controls=bad.controls)\n" + GOOD)
    seen = discover(["mine.py"])
    assert ids(seen) == ["mine.good"]
    assert [p.claim for p in seen.problems] == ["bad", "late"]
    assert seen.problems[1].message == "not read because `bad` failed (line 4)."


def test_a_stale_value_never_stands_in_for_a_statement_that_failed(write: Write) -> None:
    write("mine.py", "bound = 1\nbound = 1 / 0\nlate = Claim(says=Lt(x, bound), controls=c)\n")
    seen = discover(["mine.py"])
    assert ids(seen) == []
    assert "not read because `bound` failed (line 5)" in messages(seen)


def test_a_comprehension_that_fails_keeps_the_letters_it_shadowed(write: Write) -> None:
    write(
        "mine.py",
        "k = 2\nbad = [1 / 0 for k in (1,)]\nlate = Claim(says=Ge(x**k, 0), controls=c)\n",
    )
    seen = discover(["mine.py"])
    assert ids(seen) == ["mine.late"]


def test_a_syntax_error_shows_the_line_and_the_place(write: Write) -> None:
    write("broken.py", "bad = Claim(\n", head="")
    (problem,) = discover(["broken.py"]).problems
    assert problem.line == 1
    assert "'(' was never closed" in problem.message
    assert problem.message.endswith("bad = Claim(\n               ^")


def test_one_variable_bound_to_two_claims_is_a_clash(write: Write) -> None:
    write("mine.py", GOOD + GOOD)
    seen = discover(["mine.py"])
    assert ids(seen) == ["mine.good"]
    assert "`good` names a claim at line 4 already" in messages(seen)
    write("loop.py", "for k in (2, 4):\n    a = Claim(says=Ge(x**k, 0), controls=c)\n")
    assert "`a` names a claim" in messages(discover(["loop.py"]))


def test_equal_ids_from_two_paths_are_a_clash(write: Write) -> None:
    first, second = write("a/mine.py", GOOD), write("b/mine.py", GOOD)
    seen = discover([str(first), str(second)])
    assert ids(seen) == ["mine.good"]
    assert f"the id mine.good is taken by {first}:4" in messages(seen)


def test_an_imported_claim_belongs_to_the_file_that_made_it(write: Write) -> None:
    write("a_first.py", "from lemma import good\nalias = good\n")
    write("lemma.py", GOOD)
    assert ids(discover(["."])) == ["lemma.good"]
    with pytest.raises(SelectionError, match="holds no claims"):
        discover(["a_first.py"])


def test_a_claim_made_by_a_helper_belongs_to_the_file_that_names_it(write: Write) -> None:
    write("helper.py", "def power(k):\n    return Claim(says=Ge(x**k, 0), controls=c)\n")
    write("mine.py", "from helper import power\nfourth = power(4)\n")
    seen = discover(["."])
    assert ids(seen) == ["mine.fourth"]
    assert (seen.found[0].file, seen.found[0].line) == (str(Path("mine.py").resolve()), 5)


def test_repairs_and_uses_are_ids(write: Write) -> None:
    write("lemma.py", GOOD)
    kin = "reading='repaired', repairs=good, uses=(good,)"
    text = f"fixed = Claim(says=Ge(x**4, 0), controls=c, {kin})"
    write("mine.py", f"from lemma import good\n{text}\n")
    for selection in (["."], ["mine.py"]):
        found = next(item for item in discover(selection).found if item.id == "mine.fixed")
        assert (found.repairs, found.uses) == ("lemma.good", ("lemma.good",))


def test_a_claim_may_repair_several(write: Write) -> None:
    write("lemma.py", GOOD + "other = Claim(says=Ge(x**6, 0), controls=c)\n")
    kin = "reading='repaired', repairs=(good, other)"
    text = f"fixed = Claim(says=Ge(x**4, 0), controls=c, {kin})"
    write("mine.py", f"from lemma import good, other\n{text}\n")
    found = next(item for item in discover(["."]).found if item.id == "mine.fixed")
    assert (found.repairs, found.also_repairs) == ("lemma.good", ("lemma.other",))
    again = from_json(Card, json.loads(json.dumps(to_json(card(found, "")))))
    assert (again.repairs, again.also_repairs) == ("lemma.good", ("lemma.other",))
    write("mine.py", f"from lemma import good\n{text.replace('other', 'Claim')}\n")
    assert "repairs holds" in messages(discover(["mine.py"]))


def test_a_failed_neighbor_is_named(write: Write) -> None:
    write("lemma.py", "bad = nothing\n" + GOOD)
    write(
        "mine.py",
        "from lemma import good, bad\nb = Claim(says=Ge(x**4, 0), controls=c, uses=(good,))\n",
    )
    seen = discover(["mine.py"])
    assert ids(seen) == ["mine.b"]
    assert messages(seen).endswith(
        "mine.py:4: bad: not read because `bad` failed (lemma, line 4)."
    )


def test_a_file_may_carry_the_name_of_an_installed_package(write: Write) -> None:
    write("numpy.py", GOOD)
    write("typing.py", GOOD)
    import numpy

    assert ids(discover(["numpy.py", "typing.py"])) == ["numpy.good", "typing.good"]
    assert sys.modules["numpy"] is numpy


def test_discovery_leaves_the_interpreter_as_it_found_it(write: Write) -> None:
    write("claims/lemma.py", GOOD)
    write("claims/mine.py", "from lemma import good\n")
    path, finders = list(sys.path), list(sys.meta_path)
    discover(["claims"])
    assert sys.path == path
    assert sys.meta_path == finders
    assert "lemma" not in sys.modules
    assert "mine" not in sys.modules


def test_files_that_hold_no_claims_by_custom_are_passed_over(write: Write) -> None:
    for name in ("test_a.py", "conftest.py", "setup.py", ".hidden/a.py", "__pycache__/b.py"):
        write(f"claims/{name}", "raise RuntimeError('it ran')\n", head="")
    write("claims/env/pyvenv.cfg", "", head="")
    write("claims/env/c.py", "raise RuntimeError('it ran')\n", head="")
    write("claims/mine.py", GOOD)
    seen = discover(["claims"])
    assert ids(seen) == ["mine.good"]
    assert seen.problems == ()


def test_a_relative_import_inside_a_package_works(write: Write) -> None:
    write("pack/__init__.py", "", head="")
    write("pack/lemma.py", GOOD)
    write(
        "pack/mine.py",
        "from .lemma import good\nb = Claim(says=Ge(x**4, 0), controls=c, uses=(good,))\n",
    )
    assert ids(discover(["pack/mine.py"])) == ["mine.b"]
    assert ids(discover(["pack"])) == ["lemma.good", "mine.b"]


def test_an_unknown_keyword_lists_near_ones(write: Write) -> None:
    write("mine.py", "a = Claim(says=Ge(x**4, 0), controls=c, need=())\n")
    assert "Claim takes no need=. Write needs=." in messages(discover(["mine.py"]))
    write("mine.py", "a = Claim(says=Ge(x**4, 0), controls=c, colour=())\n")
    assert "Write one of: controls, says, " in messages(discover(["mine.py"]))


def test_an_unknown_bibtex_key_lists_near_keys(write: Write) -> None:
    write("references.bib", "@misc{curse-of-euler, title={T}}\n", head="")
    cited = "a = Claim(says=Ge(x**4, 0), controls=c, source=Source('{}', 'p. 3'))\n"
    write("deep/right.py", cited.format("curse-of-euler"))
    write("deep/wrong.py", cited.format("curse-of-eulr"))
    assert discover(["deep/right.py"]).problems == ()
    assert "Near it: curse-of-euler" in messages(discover(["deep/wrong.py"]))


def test_a_selection_that_means_nothing_lists_near_ids() -> None:
    with pytest.raises(SelectionError, match=r"Near it: .*euler\.three_fates\.literal"):
        discover(["euler.tree_fates"])
    with pytest.raises(SelectionError, match="no such file or folder"):
        discover(["./nowhere.py"])
    with pytest.raises(SelectionError, match="parentheses"):
        discover(["three and"])


def test_a_folder_without_claims_is_an_error(write: Write) -> None:
    write("empty/notes.txt", "", head="")
    with pytest.raises(SelectionError, match="holds no claims"):
        discover(["empty"])


def test_the_package_is_found_by_id_prefix_path_and_expression() -> None:
    fates = ids(discover(["euler.three_fates"]))
    assert "euler.three_fates.literal" in fates
    assert ids(discover(["three_fates"])) == fates
    assert ids(discover(["three_fates and not literal"])) == [
        i for i in fates if "literal" not in i
    ]
    assert ids(discover(["euler.three_fates.literal"])) == ["euler.three_fates.literal"]
    home = Path(__file__).parents[1] / "proofs"
    assert ids(discover([str(home / "euler" / "three_fates.py")])) == fates
    assert "euler.three_fates.literal" in ids(discover([str(home)]))


def test_a_prefix_ends_at_a_dot() -> None:
    with pytest.raises(SelectionError):
        discover(["euler.three_fat.literal"])
    assert all(name.startswith("euler.") for name in ids(discover(["euler"])))


def test_shipped_claims_and_a_users_own_go_together(write: Write) -> None:
    write(
        "mine.py",
        "from proofs.euler.three_fates import literal\n"
        "fixed = Claim(says=Ge(x**4, 0), controls=c, reading='repaired', repairs=literal)\n",
    )
    alone = discover(["mine.py"])
    assert [(i.id, i.repairs) for i in alone.found] == [
        ("mine.fixed", "euler.three_fates.literal")
    ]
    both = discover(["mine.py", "euler.three_fates.literal"])
    assert ids(both) == ["euler.three_fates.literal", "mine.fixed"]
    assert both["mine.fixed"].subject.repairs is both["euler.three_fates.literal"].subject


def test_every_shipped_claim_file_can_be_read() -> None:
    assert messages(discover()) == ""


def test_discovering_imports_no_engine(write: Write) -> None:
    path = write("mine.py", GOOD)
    program = (
        "import sys; from verify.discover import discover; "
        f"assert len(discover([{str(path)!r}]).found) == 1; "
        "assert not {'scipy', 'z3'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_an_empty_word_selects_nothing_and_not_everything():
    with pytest.raises(SelectionError, match="'' selects nothing"):
        discover([""])


def test_only_the_files_that_hold_some_ids_are_read() -> None:
    found = named(["euler.three_fates.literal", "mine.a", "euler.nothing_here.x"]).found
    assert {item.id.rpartition(".")[0] for item in found} == {"euler.three_fates"}
    assert named([]).found == ()


def test_a_prefix_reads_only_the_files_below_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    reading = Loader.read

    def noted(self: Loader, path: Path, module: str) -> Page:
        read.append(module)
        return reading(self, path, module)

    monkeypatch.setattr(Loader, "read", noted)
    assert discover(["euler"]).found
    assert read
    assert all(module.startswith("proofs.euler") for module in read)
    read.clear()
    assert len(discover(["euler.three_fates.literal"]).found) == 1
    assert "proofs.euler.three_fates" in read
    assert "proofs.euler.overshoot" not in read


def test_a_claim_file_that_leaves_its_folder_leaves_nobody_else_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "import os; os.chdir('/')\nfrom verify import Claim, Ge, real\nx = real('x')\n"
    Path("mine.py").write_text(f"{text}a = Claim(says=Ge(x**2, 0))\n")
    discover(["mine.py"])
    assert Path.cwd() == tmp_path


def test_a_claim_file_that_ends_the_interpreter_is_a_problem_and_its_children_may_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.py").write_text(
        "import os, warnings\nfrom verify import Claim, Control, Ge, Gt, real\nx = real('x')\n"
        "twin = (Control('positive', Gt(x**2, 0)),)\n"
        "a = Claim(says=Ge(x**2, 0), controls=twin)\nos._exit(0)\n"
        "warnings.simplefilter('ignore')\nif not (pid := os.fork()):\n    os._exit(7)\n"
        "assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7\n"
        "b = Claim(says=Ge(x**2, -1), controls=twin)\n"
    )
    usual = os._exit
    read = discover(["mine.py"])
    assert [item.name for item in read.found] == ["a", "b"]
    assert ["os._exit(0) would end" in str(problem) for problem in read.problems] == [True]
    assert os._exit is usual
