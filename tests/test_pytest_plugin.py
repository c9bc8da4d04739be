import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.test_cli import HEAD, fake_check

pytest_plugins = ["pytester"]
PLAIN = ("-p", "no:hypothesispytest", "-p", "no:xdist", "-p", "no:doctest")

CLAIMS = """
good = claim(Ge(x**2, 0), "proved")
false = claim(Ge(x, 0), "refuted")
left = Unchecked(None, "All is well.", "nobody can tell")
bad = claim(Lte(x, 0), "proved")
"""


@pytest.fixture
def claims(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    engine = ModuleType("verify.checker")
    engine.check = fake_check  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "verify.checker", engine)
    path = tmp_path_factory.mktemp("elsewhere") / "mine.py"
    path.write_text(HEAD + CLAIMS)
    return path


def test_each_claim_is_a_test_and_each_problem_fails(
    claims: Path, pytester: pytest.Pytester
) -> None:
    done = pytester.runpytest_inprocess(*PLAIN, "--claims", str(claims), "-rs")
    done.assert_outcomes(passed=1, failed=2, skipped=1)
    text = done.stdout.str()
    assert "mine.false is refuted, and its author expects proved." in text
    assert "witness: x = 3/5, y = -2 (exact)" in text
    assert f"{claims}:10: bad: `Lte` is not defined. Did you mean `Lt`" in text
    assert "not attempted: nobody can tell" in text
    assert "Traceback" not in text


def test_claims_can_be_picked_by_k(claims: Path, pytester: pytest.Pytester) -> None:
    done = pytester.runpytest_inprocess(*PLAIN, "--claims", str(claims), "-k", "good")
    done.assert_outcomes(passed=1, deselected=3)


def test_several_paths_are_collected(claims: Path, pytester: pytest.Pytester) -> None:
    other = claims.with_name("other.py")
    other.write_text(HEAD + 'fine = claim(Ge(x**2, 0), "proved")\n')
    done = pytester.runpytest_inprocess(
        *PLAIN, "--claims", f"{claims}::good", "--claims", str(other)
    )
    done.assert_outcomes(passed=2)


def test_named_test_files_run_beside_the_claims(
    claims: Path, pytester: pytest.Pytester
) -> None:
    pytester.makepyfile("def test_it(): pass")
    alone = pytester.runpytest_inprocess(*PLAIN, "--claims", f"{claims}::good")
    alone.assert_outcomes(passed=1)
    both = pytester.runpytest_inprocess(*PLAIN, "--claims", f"{claims}::good", pytester.path)
    both.assert_outcomes(passed=2)


def test_without_the_option_nothing_changes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")
    pytester.runpytest_inprocess(*PLAIN).assert_outcomes(passed=1)


def test_a_wrong_path_is_a_usage_error(claims: Path, pytester: pytest.Pytester) -> None:
    done = pytester.runpytest_inprocess(*PLAIN, "--claims", "./nowhere.py")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert "no such file or folder" in done.stderr.str() + done.stdout.str()


def test_the_plugin_loads_nothing_heavy() -> None:
    program = (
        "import sys, verify.pytest_plugin\n"
        "assert not {'sympy', 'numpy', 'rich', 'pebble', 'typer'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
