"""The workers of a real scheduler answer as processes here do."""

import dataclasses
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.run.dask import cluster
from verify.discover import Discovery, discover
from verify.effort import QUICK
from verify.run import scheduler
from verify.run.bundle import bundle
from verify.run.engine import identity
from verify.run.scheduler import Crew, SchedulerError, engaged
from verify.run.session import Run, run
from verify.run.workers import Limits
from verify.verdict import Verdict

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # Dask's own

OWN = """
import time
import numpy as np
from neighbor import squared
from sympy import Rational
from verify import Claim, Control, Eq, Ge, Gt, Lt, chance, event, measured, real, undecided
from verify.quantities import experiment, uniform

x = real("x")
squares = Claim(says=Ge(squared(x), 0), controls=(Control("they are positive", Gt(x**2, 0)),))

@event("the number is above a quarter")
def above(u):
    return u[:, 0] > 0.25

likely = Claim(
    says=Gt(chance(above, uniform(1)), Rational(1, 2)),
    controls=(Control("always", Eq(chance(above, uniform(1)), 1)),),
)

@experiment("nothing, slowly")
def slow(rng):
    time.sleep(600)
    return 0.0

@experiment("nothing, with much memory")
def large(rng):
    return float(np.ones(2**31).sum())

def claim(what):
    number = measured(what)
    return Claim(says=Lt(number, 1), expects=undecided, controls=(Control("1", Eq(number, 1)),))

hangs = claim(slow)
eats = claim(large)
"""


def written(folder: Path) -> str:
    (folder / "mine.py").write_text(OWN)
    (folder / "neighbor.py").write_text("def squared(x):\n    return x**2\n")
    return str(folder / "mine.py")


def plain(one: Run) -> list[object]:
    """Return what a run says, without times."""
    return [
        (
            o.found.id,
            o.met,
            dataclasses.replace(
                o.result,
                seconds=0.0,
                evidence=tuple(dataclasses.replace(e, seconds=0.0) for e in o.result.evidence),
            ),
        )
        for o in one.outcomes
    ]


def test_workers_answer_as_processes_here_do_and_keep_the_limits(tmp_path: Path) -> None:
    found = discover(
        [
            f"{written(tmp_path)}::squares",
            f"{tmp_path}/mine.py::likely",
            "euler.three_fates.literal",
        ]
    )
    cut = discover([f"{tmp_path}/mine.py::hangs", f"{tmp_path}/mine.py::eats"])
    with cluster(tmp_path, 1) as (address, _), engaged(address) as crew:
        assert crew is not None
        told: list[str] = []
        there = run(
            found, QUICK, hands=crew, shards=2, done=lambda item, result: told.append(item.id)
        )
        hung, ate = run(cut, QUICK, Limits(3, 1), hands=crew).outcomes
    assert told == [item.id for item in found.found]
    assert plain(there) == plain(run(found, QUICK, jobs=1))
    assert {o.found.id: o.result.verdict for o in there.outcomes} == {
        "mine.squares": Verdict.PROVED,
        "mine.likely": Verdict.SUPPORTED,
        "euler.three_fates.literal": Verdict.REFUTED,
    }
    assert hung.result.because == "time limit of 3 s"
    assert ate.result.verdict is Verdict.UNDECIDED
    assert "memory" in ate.result.because.lower() or "Unable to allocate" in ate.result.because


@pytest.mark.slow
def test_a_run_survives_a_worker_that_is_killed(tmp_path: Path) -> None:
    found = discover(["euler"])
    with cluster(tmp_path, 2) as (address, workers), engaged(address) as crew:
        killed: list[float] = []

        def kill(*_: object) -> None:
            if not killed:
                os.killpg(workers[0].pid, signal.SIGKILL)
                killed.append(time.monotonic())

        there = run(found, QUICK, hands=crew, keep=kill)
    assert killed
    assert not there.unfinished
    assert plain(there) == plain(run(found, QUICK, jobs=2))


@pytest.mark.slow
def test_a_run_without_workers_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "_ALONE", 5.0)
    found = discover(["euler"])
    kept: list[str] = []
    with cluster(tmp_path, 1) as (address, (worker,)), engaged(address) as crew:

        def kill(item: object, *_: object) -> None:
            kept.append(str(item))
            if len(kept) == 1:
                os.killpg(worker.pid, signal.SIGKILL)

        with pytest.raises(SchedulerError, match="--resume"):
            run(found, QUICK, hands=crew, keep=kill)
    assert kept


def test_a_scheduler_that_says_nothing_is_given_up_in_ten_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scheduler, "PATIENCE", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        begin = time.monotonic()
        with (
            pytest.raises(SchedulerError, match="no scheduler answers"),
            engaged(f"tcp://127.0.0.1:{silent.getsockname()[1]}"),
        ):
            pass
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("address", ["", "nonsense://", "tcp://127.0.0.1", "127.0.0.1:x"])
def test_an_address_that_is_none_is_one_line(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "PATIENCE", 0.5)
    with pytest.raises(SchedulerError) as told, engaged(address):
        pass
    assert "\n" not in str(told.value)


def test_without_dask_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SchedulerError, match=r"pip install"), engaged("tcp://127.0.0.1:1"):
        pass


def test_workers_read_before_the_client_has_read_and_once_only() -> None:
    asked: list[str] = []

    class Client:
        def nthreads(self) -> dict[str, int]:
            return {"a worker": 2}

        def run(self, function: Callable[..., object], *_: object, **__: object) -> object:
            asked.append(function.__name__)
            return {"a worker": identity("proofs")}

    crew = Crew(Client(), "an address", 2, "a run", {})
    crew.begin(("mine.py", "euler"), Limits())
    assert not asked
    crew.begin(("euler",), Limits())
    assert asked == ["identity", "opened"]
    found = Discovery((), selection=("euler",))
    assert crew._hired(bundle(found), Limits()) == next(iter(crew.known.values()))
    assert asked == ["identity", "opened"]


def test_without_an_address_nobody_is_engaged() -> None:
    with engaged(None) as crew:
        assert crew is None
