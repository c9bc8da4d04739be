"""The workers of a real scheduler answer as processes here do."""

import dataclasses
import json
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.run.dask import cluster
from verify import run_command
from verify.discover import Discovery, discover
from verify.effort import QUICK
from verify.files.cards import card
from verify.run import scheduler
from verify.run.bundle import bundle, listing
from verify.run.engine import identity
from verify.run.scheduler import Crew, SchedulerError, batches, engaged
from verify.run.session import Run, run
from verify.run.workers import Answer, Limits
from verify.run_command import Asked, checked
from verify.show.record import record
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


def test_claims_that_ship_are_read_by_the_workers_alone_and_told_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = Asked(("euler.three_fates",), QUICK, Limits(), 1, None, 1, resume=False)
    here = record(checked(asked, []))

    def unread(*_: object) -> None:
        raise AssertionError("a claim file was read")

    with monkeypatch.context() as patch, cluster(tmp_path, 1) as (address, _):
        patch.setattr(run_command, "selected", unread)
        there = record(checked(dataclasses.replace(asked, scheduler=address), []))
    times = re.compile(r'"seconds": [0-9.e-]+')
    assert times.sub("", json.dumps(there)) == times.sub("", json.dumps(here))
    assert len(there["claims"]) > 1
    resumed = checked(dataclasses.replace(asked, resume=True), [])
    assert set(resumed.taken) == {claim["id"] for claim in there["claims"]}


def listing_crew(monkeypatch: pytest.MonkeyPatch, answer: Answer | None) -> Crew:
    crew = Crew(None, "an address", 1, "a run", {})

    def answered(*words: Any) -> None:
        if answer is not None:
            words[-1].take(0, answer)

    monkeypatch.setattr(Crew, "_hired", lambda *_: ("key", b""))
    monkeypatch.setattr(Crew, "_answers", lambda *words: answered(*words))
    return crew


def test_what_a_worker_listed_has_the_places_of_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = discover(["euler.three_fates"])
    there = listing(found)
    assert not Path(there.found[0].file).is_absolute()
    crew = listing_crew(monkeypatch, Answer(there))
    listed = crew.listed(["euler.three_fates"], Limits())
    assert listed is not None
    assert listed.found == tuple(card(item, "") for item in found.found)
    assert listed.selection == ("euler.three_fates",)
    assert bundle(listed) == bundle(found)


@pytest.mark.parametrize(
    "answer", [Answer(failure="the worker gave no answer"), Answer("nonsense"), Answer(None)]
)
def test_claims_that_no_worker_could_list_are_read_here(
    monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    assert listing_crew(monkeypatch, answer).listed(["euler"], Limits()) is None


def test_a_listing_that_ctrl_c_cut_off_is_no_empty_selection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(KeyboardInterrupt):
        listing_crew(monkeypatch, None).listed(["euler"], Limits())


def test_cards_are_no_claims_to_work_on_here() -> None:
    listed = listing(discover(["euler.three_fates"]))
    with pytest.raises(TypeError, match="Read their files"):
        run(listed, QUICK, jobs=1)


def test_short_claims_are_sent_together_and_unknown_ones_alone() -> None:
    seconds = [9.0, 0.1, 0.0, 0.1, 0.2, 0.3, 0.05, 0.05]
    groups = batches(range(8), seconds)
    assert groups == [[0], [1], [2], [3, 4], [5, 6, 7]]
    assert batches([2, 0, 1], ()) == [[2], [0], [1]]
    assert batches((), seconds) == []


def test_without_an_address_nobody_is_engaged() -> None:
    with engaged(None) as crew:
        assert crew is None
