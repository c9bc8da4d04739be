import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.testing import CliRunner

from verify.claim import Unchecked
from verify.cli import app
from verify.effort import Effort
from verify.errors import UnsupportedFunction
from verify.result import ControlResult, MutantResult, Result
from verify.run.lists import listed
from verify.verdict import Evidence, Verdict, Witness, Worst

HEAD = """from verify import Claim, Control, Family, Ge, Gt, Lt, Source, Unchecked, real
from verify import refuted, proved, vacuous, undecided, certified
x, y = real("x y")
def claim(says, verdict, **rest):
    return Claim(says=says, remark=verdict, controls=(Control("x is huge", Gt(x, 99)),), **rest)
"""
WITNESS = Witness({"x": "3/5", "y": "-2"}, "exact", "2/5", True)


def fake_check(subject: Any, effort: Effort) -> Result:
    """Return the verdict that the remark of a claim names."""
    if isinstance(subject, Unchecked):
        return Result(Verdict.UNDECIDED, f"not attempted: {subject.reason}", attempted=False)
    if subject.remark == "hang":
        time.sleep(60)
    if subject.remark == "unsupported":
        raise UnsupportedFunction("zeta: no arithmetic knows it. Write it out.")
    verdict = Verdict.named(subject.remark)
    witness = WITNESS if verdict is Verdict.REFUTED else None
    item = Evidence("points", verdict, "as told", "", "200 points", witness, Worst("1/3"), 200)
    control = ControlResult("x is huge", True, "it fails", Witness({"x": "0"}, "exact"))
    mutants = tuple(
        MutantResult(name, "x > 1", fate, (("points", was),), "nothing was found")
        for name, fate, was in (
            ("the sign of x", "killed", Verdict.REFUTED),
            ("a factor 2", "survived", Verdict.SUPPORTED),
        )
    )
    return Result(
        verdict,
        "as told",
        "200 points",
        witness,
        Worst("1/3"),
        (item,),
        (control,),
        (),
        mutants,
        0.1,
    )


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    engine = ModuleType("verify.checker")
    engine.check = fake_check  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "verify.checker", engine)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def put(text: str, name: str = "mine.py") -> Path:
        path = tmp_path / name
        path.write_text(HEAD + text)
        return path

    return put


def verify(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


ALL_MET = """
a = claim(Ge(x, 0), "refuted", expects=refuted)
b = claim(Ge(x**2, 0), "proved")
c = claim(Ge(x**4, 0), "proved", expects=certified)
"""


def test_a_run_where_every_claim_meets_its_expectation_exits_0(write: Any) -> None:
    write(ALL_MET)
    done = verify("run", "mine.py")
    assert done.exit_code == 0
    assert "3 claims: 2 proved, 1 refuted; 3 as expected" in done.stdout
    assert "x = 3/5, y = -2 (exact)" in done.stdout


@pytest.mark.parametrize("verdict", ["refuted", "undecided", "observed", "supported"])
def test_a_weaker_verdict_exits_1_and_is_listed_last(write: Any, verdict: str) -> None:
    write(
        'z = claim(Ge(x, 0), "supported")\n'
        f'a = claim(Ge(x, 1), "{verdict}", expects=certified)\n'
        'b = claim(Ge(x**2, 0), "proved")\n'
    )
    done = verify("run", "mine.py")
    assert done.exit_code == 1
    text = done.stdout
    assert text.index("mine.b") < text.index("Unexpected (2), worst first")
    late = text[text.index("Unexpected (2)") :]
    assert "mine.b" not in late
    if verdict != "supported":
        assert late.index("mine.a") < late.index("mine.z")
    assert "expected certified" in text
    worst = "a" if verdict in ("undecided", "observed") else "z"  # of those not refuted
    assert f"`verify show mine.py::{worst}` says why no route went further." in late


@pytest.mark.parametrize("verdict", ["proved", "undecided", "vacuous", "supported"])
def test_a_claim_expected_to_be_false_is_met_by_refuted_only(write: Any, verdict: str) -> None:
    write(f'a = claim(Ge(x, 0), "{verdict}", expects=refuted)\n')
    assert verify("run", "mine.py").exit_code == (2 if verdict == "vacuous" else 1)


def test_a_bad_file_exits_2_after_the_others_ran(write: Any) -> None:
    write(ALL_MET)
    write("bad = claim(Lte(x, 0))\n", "other.py")
    done = verify("run", ".")
    assert done.exit_code == 2
    assert "other.py:6 bad" in done.stdout
    assert "Did you mean `Lt`" in done.stdout
    assert "3 as expected; 1 problem" in done.stdout


def test_an_unexpectedly_vacuous_claim_is_bad_input(write: Any) -> None:
    path = write('a = claim(Ge(x, 0), "vacuous")\n')
    done = verify("run", "mine.py")
    assert done.exit_code == 2
    assert f"{path}:6 a" in done.stdout.replace("\n", "")
    assert "Repair the assumptions, or write expects=vacuous." in done.stdout
    write('a = claim(Ge(x, 0), "vacuous", expects=vacuous)\n')
    assert verify("run", "mine.py").exit_code == 0


def test_an_unsupported_function_is_a_problem_with_its_place(write: Any) -> None:
    write('a = claim(Ge(x, 0), "unsupported")\nb = claim(Ge(x**2, 0), "proved")\n')
    done = verify("run", "mine.py")
    assert done.exit_code == 2
    assert "mine.py:6 a" in done.stdout
    assert "zeta: no arithmetic knows it" in done.stdout
    assert "1 proved, 1 undecided" in done.stdout


def test_a_hanging_claim_is_undecided_and_the_rest_goes_on(write: Any) -> None:
    write('a = claim(Ge(x, 0), "hang")\nb = claim(Ge(x**2, 0), "proved")\n')
    done = verify("run", "mine.py", "--time-limit", "0.5", "--jobs", "1")
    assert done.exit_code == 1
    assert "time limit of 0.5 s" in done.stdout
    assert "1 proved, 1 undecided" in done.stdout


def test_strict_exits_3_when_something_is_undecided_or_not_attempted(write: Any) -> None:
    write('a = claim(Ge(x, 0), "undecided", expects=undecided)\n')
    assert verify("run", "mine.py").exit_code == 0
    assert verify("run", "mine.py", "--strict").exit_code == 3
    write('a = Unchecked(None, "Attention is all you need.", "nobody can tell")\n')
    done = verify("run", "mine.py")
    assert done.exit_code == 0
    assert "Not attempted (1)" in done.stdout
    assert "nobody can tell" in done.stdout
    assert verify("run", "mine.py", "--strict").exit_code == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "./nowhere.py"],
        ["run", "no such claim anywhere"],
        ["run", "--seed", "-1"],
        ["run", "--jobs", "0"],
        ["run", "--time-limit", "0"],
        ["run", "--time-limit", "soon"],
        ["run", "mine.py", "--json", "/nonexistent/folder/run.json"],
        ["show", "nothing.like.it"],
        ["replay", "nowhere.json"],
        ["replay", "mine.py"],
        ["conjure"],
    ],
)
def test_bad_usage_exits_2_and_says_why(write: Any, arguments: list[str]) -> None:
    write(ALL_MET)
    done = verify(*arguments)
    assert done.exit_code == 2
    assert len(done.stderr) > 20
    assert "Traceback" not in done.stderr


def test_an_unwritable_record_fails_before_the_run(write: Any) -> None:
    write('a = claim(Ge(x, 0), "hang")\n')
    begin = time.perf_counter()
    assert verify("run", "mine.py", "--json", "/nonexistent/x.json").exit_code == 2
    assert time.perf_counter() - begin < 5


def test_lines_fit_80_columns_and_carry_no_color(
    write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    name = "a_rather_long_name_for_a_claim_as_long_as_names_of_claims_may_ever_become"
    write(
        ALL_MET + f'{name} = claim(Ge(x + y, 0), "refuted")\nbad = claim(0 < x < 1, "proved")\n'
    )
    for command in ("run", "list"):
        done = verify(command, "mine.py")
        lines = [line for line in done.stdout.splitlines() if "mine.py" not in line]
        assert max(map(len, lines)) <= 80
        assert "\x1b" not in done.stdout
        assert name[:30] in done.stdout


def test_the_record_holds_every_key_of_schema_1(write: Any) -> None:
    write(
        ALL_MET
        + 'd = claim(Ge(y, 0), "proved", reading="repaired", repairs=a, uses=(a,))\n'
        + 'e = Unchecked(None, "All is well.", "nobody can tell")\n'
    )
    verify("run", "mine.py", "--json", "run.json", "--seed", "7")
    record = json.loads(Path("run.json").read_text())
    assert {"schema", "version", "seed", "environment", "claims"} <= set(record)
    assert (record["schema"], record["seed"]) == (1, 7)
    assert {"python", "sympy", "numpy", "python-flint"} <= set(record["environment"])
    keys = (
        "id reading repairs source statement assumptions verdict expects transitive scope "
        "seconds digest evidence ablation controls"
    )
    for entry in record["claims"]:
        assert set(keys.split()) <= set(entry)
    first, fixed = record["claims"][0], record["claims"][3]
    assert first["evidence"][0]["witness"] == {"x": "3/5", "y": "-2"}
    assert first["evidence"][0]["worst"] == {"margin": "1/3", "point": {}}
    assert first["controls"][0] == {
        **first["controls"][0],
        "name": "x is huge",
        "fell": True,
        "witness": {"x": "0"},
    }
    assert (fixed["repairs"], fixed["transitive"], fixed["through"]) == (
        "mine.a",
        "refuted",
        "mine.a",
    )
    assert record["claims"][4]["attempted"] is False


def test_two_runs_differ_in_their_times_only(write: Any) -> None:
    write(ALL_MET)
    texts = []
    for jobs in ("1", "3"):
        verify("run", "mine.py", "--json", "run.json", "--jobs", jobs)
        record = json.loads(Path("run.json").read_text())
        for entry in record["claims"]:
            entry["seconds"] = 0
        texts.append(json.dumps(record))
    assert texts[0] == texts[1]


def test_a_control_that_stands_is_what_there_is_to_mend(
    write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stands(subject: Any, *rest: Any) -> Result:
        told = replace(fake_check(subject, *rest), verdict=Verdict.UNDECIDED)
        return replace(told, controls=(replace(told.controls[0], fell=False),))

    write('a = claim(Ge(x**2, 0), "proved")\n')
    monkeypatch.setattr(sys.modules["verify.checker"], "check", stands)
    done = verify("run", "mine.py", "--jobs", "1").stdout
    assert "where one stands, try a bolder false twin" in done
    assert "no route went further" not in done


def test_survivors_among_the_mutants_are_explained(write: Any) -> None:
    write(ALL_MET)
    done = verify("run", "mine.py").stdout
    assert "2 of 4 were refuted or no longer passed" in done  # of refuted claims, none
    assert "survived: mine.b, a factor 2: nothing was found" in done


def test_a_claim_resting_on_a_refuted_one_says_so(write: Any) -> None:
    write(ALL_MET + 'd = claim(Ge(y, 0), "proved", uses=(b, a))\n')
    told = " ".join(verify("run", "mine.py").stdout.split())
    assert "rests on mine.a: refuted" in told
    assert "1 rests on a refuted claim" in told


def test_what_is_a_problem_is_said_once(write: Any) -> None:
    write('a = claim(Ge(x, 0), "unsupported")\n')
    done = verify("run", "mine.py")
    assert done.exit_code == 2
    assert done.stdout.count("no arithmetic knows it") == 1


def test_one_colon_where_two_belong_is_told(write: Any) -> None:
    write(ALL_MET)
    done = verify("run", "mine.py:a")
    assert done.exit_code == 2
    assert "Write mine.py::a." in done.stderr


def test_ctrl_c_outside_the_work_says_what_is_kept(
    write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(ALL_MET)

    def cut(asked: Any, tally: list[str]) -> None:
        tally += ["mine.a", "mine.b"]
        raise KeyboardInterrupt

    monkeypatch.setattr("verify.run_command.checked", cut)
    done = verify("run", "mine.py")
    assert done.exit_code == 130
    assert "2 claims are kept, and --resume goes on" in done.stderr


def test_a_record_can_be_printed_and_is_then_all_of_standard_output(write: Any) -> None:
    write(ALL_MET)
    done = verify("run", "mine.py", "--json", "-")
    assert len(json.loads(done.stdout)["claims"]) == 3
    assert "3 claims" in done.stderr
    assert not Path("-").exists()


def test_show_prints_statement_evidence_witness_and_twins(write: Any) -> None:
    write(ALL_MET + 'd = claim(Ge(y, 0), "proved", reading="repaired", repairs=a)\n')
    done = verify("show", "mine.py::a")
    assert done.exit_code == 0
    for text in (
        "x ≥ 0",
        "repaired by: mine.d",
        "points",
        "Controls",
        "x = 3/5, y = -2",
    ):
        assert text in done.stdout
    assert done.stdout.count("x = 3/5, y = -2") == 1
    assert "margin 1/3" in verify("show", "mine.py::b").stdout
    several = verify("show", "mine.py").stderr
    assert "means 4 claims. Write one of: mine.py::a, mine.py::" in several
    assert "Of your own file write mine.py::a" in verify("show", "mine.a").stderr
    many = verify("show", "euler").stderr
    assert many.rstrip().endswith(", …")


def test_a_claim_that_repairs_two_is_shown_with_both(write: Any) -> None:
    write(ALL_MET + 'd = claim(Ge(y, 0), "proved", reading="repaired", repairs=(a, b))\n')
    assert "repaired by: mine.d" in verify("show", "mine.py::a").stdout
    assert "repaired by: mine.d" in verify("show", "mine.py::b").stdout
    shown = verify("show", "mine.py::d").stdout
    assert "repairs: mine.a" in shown
    assert "repairs: mine.b" in shown
    verify("run", "mine.py", "--json", "run.json")
    *_, last = json.loads(Path("run.json").read_text())["claims"]
    assert (last["repairs"], last["also_repairs"]) == ("mine.a", ["mine.b"])


def test_what_ships_is_repaired_within_its_source_where_show_looks_for_it() -> None:
    repaired = [
        (item.id, name)
        for item in listed([]).found
        for name in (item.repairs, *item.also_repairs)
        if name
    ]
    assert repaired
    assert all(a.partition(".")[0] == b.partition(".")[0] for a, b in repaired)


def test_list_shows_ids_readings_sources_and_expected_verdicts(write: Any) -> None:
    Path("references.bib").write_text("@misc{paper, title={A paper}}")
    write(
        ALL_MET
        + 'd = claim(Ge(y, 0), "hang", reading="literal", source=Source("paper", "p. 3"))\n'
    )
    done = verify("list", "mine.py")
    assert done.exit_code == 0
    for text in ("mine.a", "refuted", "mine.d", "literal", "paper: p. 3", "4 claims"):
        assert text in done.stdout


def test_help_is_quick_and_reads_no_engine() -> None:
    program = (
        "import sys; sys.argv = ['verify', '--help']\n"
        "from verify.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "assert not {'sympy', 'numpy', 'rich', 'pebble'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_a_list_that_is_remembered_reads_no_engine(tmp_path: Path) -> None:
    program = (
        "import sys; sys.argv = ['verify', 'list', 'euler']\n"
        "from verify.cli import main\n"
        "from verify.run.cache import Cache, cache_folder\n"
        "from verify.run.readings import package_content\n"
        "content, text = package_content(), sys.stdin.read()\n"
        "Cache(cache_folder()).remember_reading(content, text)\n"
        "try: main()\nexcept SystemExit: pass\n"
        "assert not {'sympy', 'numpy', 'pebble'} & set(sys.modules)"
    )
    card = {"id": "euler.a", "file": "a.py", "line": 3, "content": "", "reading": "literal"}
    card |= {"expects": "proved", "source": None, "repairs": None, "uses": []}
    card |= {"assumptions": [], "also_repairs": []}
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        cwd=tmp_path,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
        input=json.dumps({"found": [card], "selection": [], "problems": []}),
        capture_output=True,
        text=True,
    )
    assert done.stdout.endswith("1 claim\n")
