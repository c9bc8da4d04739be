import faulthandler
import os
import queue
import signal
import threading
import time

import numpy as np
import pytest

from verify.effort import QUICK, Effort
from verify.errors import ClaimError
from verify.run import workers
from verify.run.workers import Answer, Assignment, Limits, ctrl_c, work_on

BRIEF = Limits(seconds=0.5, gibibytes=1)


def chores(word: str, effort: Effort) -> object:
    if word == "hang":
        time.sleep(60)
    if word == "loop":
        while True:
            pass
    if word == "crash":
        faulthandler.disable()  # its report would fill the screen
        os.kill(os.getpid(), signal.SIGSEGV)
    if word == "leave":
        os._exit(3)
    if word == "exit":
        raise SystemExit(0)
    if word == "skip":
        pytest.skip("no torch")
    if word == "eat":
        return float(np.ones(2**31).sum())
    if word == "raise":
        raise ValueError("no luck")
    if word == "ill":
        raise ClaimError("write it differently")
    if word == "unpicklable":
        return lambda: None
    return f"{word}, seed {effort.seed}"


def answers(*words: str, jobs: int = 2, limits: Limits = BRIEF) -> list[Answer]:
    found = work_on(words, Assignment(chores, QUICK, limits), jobs)
    assert None not in found
    return [answer for answer in found if answer]


def test_answers_come_in_the_order_of_the_subjects_whatever_the_number_of_jobs() -> None:
    words = [f"claim {k}" for k in range(7)]
    for jobs in (1, 2, 3):
        assert [a.value for a in answers(*words, jobs=jobs)] == [f"{w}, seed 0" for w in words]


def test_a_hanging_claim_costs_its_own_answer_only() -> None:
    first, hanging, last = answers("a", "hang", "b")
    assert (first.value, last.value) == ("a, seed 0", "b, seed 0")
    assert hanging.value is None
    assert hanging.failure == "time limit of 0.5 s"


def test_a_busy_loop_is_stopped() -> None:
    assert [a.failure for a in answers("loop", "a", jobs=1)] == ["time limit of 0.5 s", ""]


@pytest.mark.parametrize(
    ("word", "failure"),
    [
        ("crash", "the worker died (signal 11)"),
        ("leave", "the worker ended early (status 3)"),
        ("eat", "memory limit of 1 GiB"),
    ],
)
def test_a_worker_that_ends_is_an_answer_without_a_value(word: str, failure: str) -> None:
    ended, other = answers(word, "a", jobs=1, limits=Limits(10, 1))
    assert ended.value is None
    assert ended.failure == failure
    assert other.value == "a, seed 0"


def test_an_exception_names_its_place_and_is_no_value() -> None:
    raised, left, skipped = answers("raise", "exit", "skip")
    assert "no torch" in skipped.failure
    assert raised.value is None
    assert raised.failure.startswith(
        "the check raised ValueError: no luck (test_workers.py, line"
    )
    assert "SystemExit" in left.failure
    assert not raised.problem


def test_an_error_of_the_claim_is_a_problem_for_its_author() -> None:
    (ill,) = answers("ill")
    assert ill.problem == ill.failure == "write it differently"


def test_an_answer_that_cannot_be_pickled_is_a_failure_of_that_claim() -> None:
    bad, good = answers("unpicklable", "a")
    assert bad.value is None
    assert "pickle" in bad.failure
    assert good.value == "a, seed 0"


def test_ctrl_c_keeps_what_is_finished() -> None:
    timers: list[threading.Timer] = []

    def interrupt(place: int, answer: Answer) -> None:
        timers.append(threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)))
        timers[-1].start()

    begin = time.perf_counter()
    try:
        found = work_on(["a", "hang", "b"], Assignment(chores, QUICK, Limits(30, 1), interrupt))
    finally:
        for timer in timers:  # one that is late would end the tests
            timer.cancel()
    assert found[0] is not None
    assert found[0].value == "a, seed 0"
    assert found[1:] == [None, None]
    assert time.perf_counter() - begin < 10


def test_ctrl_c_is_noticed_when_it_comes_as_a_wait_runs_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "PATIENCE", 0.02)
    main = threading.main_thread().ident
    assert main is not None
    for trial in range(60):
        ended: queue.Queue[object] = queue.Queue()  # a SimpleQueue would wait for the rescue
        soon = 0.0194 + trial % 20 * 5e-5
        timer = threading.Timer(soon, signal.pthread_kill, (main, signal.SIGINT))
        rescue = threading.Timer(2, ended.put, ("too late",))
        with ctrl_c() as came:
            timer.start()
            rescue.start()
            assert workers.next_ended(ended, came) is None
            timer.join()
        rescue.cancel()


def words_again() -> list[str]:
    return ["recalled"]


def test_a_spawned_worker_recalls_its_subjects() -> None:
    subjects = [lambda: "cannot be pickled"]
    (answer,) = work_on(
        subjects, Assignment(chores, QUICK, Limits(30, 2)), 1, words_again, start="spawn"
    )
    assert answer is not None
    assert answer.value == "recalled, seed 0"


def test_no_subjects_are_no_answers() -> None:
    assert work_on([], Assignment(chores, QUICK)) == []


def test_ctrl_c_is_told_and_not_raised_while_it_is_asked_for() -> None:
    usual = signal.getsignal(signal.SIGINT)
    with ctrl_c() as came:
        assert not came()
        os.kill(os.getpid(), signal.SIGINT)
        assert came()
    assert signal.getsignal(signal.SIGINT) is usual
