"""A run that is killed at any moment is taken up again; nothing that was finished is lost."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

CLAIMS = ("euler.three_fates", "euler.overshoot", "euler.example_minus5", "euler.rhetoric")
RUN = (str(Path(sys.executable).parent / "verify"), "run", *CLAIMS, "--quick", "--jobs", "2")


def whole(folder: Path, *options: str) -> tuple[str, Any]:
    """Return what a run to the end prints, and its record without times."""
    words = [*RUN, *options, "--json", "run.json"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout, timeless(json.loads((folder / "run.json").read_text()))


def timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: timeless(item) for key, item in value.items() if key != "seconds"}
    return [timeless(item) for item in value] if isinstance(value, list) else value


def killed(folder: Path, moment: float | None) -> None:
    """Start a run and kill it after some seconds, without a chance to tidy up.

    Without a moment, it is killed as soon as it says that a claim is finished.
    """
    words = [*RUN, "--resume"]
    with subprocess.Popen(
        words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as started:
        assert started.stderr is not None
        if moment is None:
            assert started.stderr.readline().startswith(b"[1/")
        else:
            time.sleep(moment)
        started.kill()


def taken(printed: str) -> int:
    found = re.search(r"(\d+)\s+taken\s+from\s+the\s+ledger", printed)
    return int(found[1]) if found else 0


def killed_and_taken_up_again(tmp_path: Path, kills: int) -> None:
    begin = time.perf_counter()
    _, undisturbed = whole(tmp_path)
    length = time.perf_counter() - begin
    moments = [None, *np.random.default_rng(6).uniform(0, length, kills - 1)]
    for number, moment in enumerate(moments):
        folder = tmp_path / str(number)
        folder.mkdir()
        killed(folder, moment)
        printed, resumed = whole(folder, "--resume")
        assert resumed == undisturbed, f"killed after {moment} s"
        assert moment is not None or taken(printed) > 0
    everything, _ = whole(folder, "--resume")
    assert taken(everything) == len(undisturbed["claims"])


def test_two_kills_lose_nothing(tmp_path: Path) -> None:
    killed_and_taken_up_again(tmp_path, 2)


@pytest.mark.slow
def test_twenty_kills_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    killed_and_taken_up_again(tmp_path, 21)


ENDLESS = """
from verify import Claim, Control, Family, Ge, Gt, real
x = real("x")
honest = Claim(says=Ge(x**2, 0), controls=(Control("above 1", Ge(x**2, 1)),))
def member(k):
    while k > 1:
        pass
    return Claim(says=Gt(x**2 + k, 0), controls=(Control("above 2", Gt(x**2 + k, 2)),))
hangs = Family(member, sizes=({"k": 1}, {"k": 2}))
"""


def test_ctrl_c_leaves_a_usable_ledger_and_exit_status_130(tmp_path: Path) -> None:
    (tmp_path / "endless.py").write_text(ENDLESS)
    with subprocess.Popen(
        (RUN[0], "run", "endless.py", "--quick", "--jobs", "2"),
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        assert started.stderr is not None
        assert started.stderr.readline().startswith("[1/")
        os.kill(started.pid, signal.SIGINT)
        started.stderr.read()
    assert started.returncode == 130
    words = (RUN[0], "run", "endless.py::honest", "--quick", "--resume")
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert taken(done.stdout) == 1


PARENT = """
import time
from verify.effort import QUICK
from verify.run.workers import Assignment, work_on
def work(subject, effort):
    print(subject, flush=True)
    time.sleep(60)
work_on(["a", "b"], Assignment(work, QUICK), 2)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc, and Linux for the signal")
def test_workers_do_not_outlive_a_program_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as started:
        assert started.stdout is not None
        started.stdout.readline()
        started.stdout.readline()
        tasks = Path(f"/proc/{started.pid}/task").iterdir()
        workers = [w for task in tasks for w in (task / "children").read_text().split()]
        started.kill()
    assert len(workers) == 2
    until = time.monotonic() + 10
    while any(Path("/proc", worker).exists() for worker in workers):
        assert time.monotonic() < until, workers
        time.sleep(0.05)


DEADLY = """
import os
from verify import Claim, Control, Family, Ge, Gt, real
x = real("x")
honest = Claim(says=Ge(x**2, 0), controls=(Control("above 1", Ge(x**2, 1)),))
def member(k):
    if k > 1:
        os.kill(os.getpid(), 9)
    return Claim(says=Gt(x**2 + k, 0), controls=(Control("above 2", Gt(x**2 + k, 2)),))
kills = Family(member, sizes=({"k": 1}, {"k": 2}))
"""


def test_a_claim_that_kills_whoever_reads_it_kills_no_run(tmp_path: Path) -> None:
    (tmp_path / "deadly.py").write_text(DEADLY)
    words = (RUN[0], "run", "deadly.py", "--quick", "--json", "run.json")
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert "the worker died (signal 9)" in done.stdout
    assert "2 claims: 1 proved, 1 undecided" in done.stdout
    assert len(json.loads((tmp_path / "run.json").read_text())["claims"]) == 2
    words = (RUN[0], "history", "deadly.kills")
    told = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "cut off" in told.stdout
