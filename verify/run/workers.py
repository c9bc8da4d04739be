"""Work on claims in other processes, under hard limits of time and memory.

A claim that hangs, eats the memory or crashes the interpreter costs its own answer only.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from pebble import ProcessExpired, ProcessPool

from verify.effort import Effort
from verify.errors import FlowproofError

PATIENCE = 0.2  # seconds between two looks whether Ctrl-C came
Work = Callable[..., Any]  # of a subject, an effort, and what else this subject needs
Recall = Callable[[], Sequence[Any]]


@dataclass(frozen=True)
class Limits:
    """What one claim may cost; past a limit its verdict is `undecided`."""

    seconds: float = 180.0
    gibibytes: float = 4.0  # beyond what the program holds when it starts; 0: no limit


USUAL = Limits()


@dataclass(frozen=True)
class Answer:
    """What work on one claim returned, or why it returned nothing."""

    value: Any = None
    failure: str = ""  # "time limit of 60 s"
    problem: str = ""  # what the claim's author must write instead
    seconds: float = 0.0


Tell = Callable[[int, Answer], None]


def silent(place: int, answer: Answer) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Assignment:
    """What is done with each of some claims, under which limits, and who is told."""

    work: Work
    effort: Effort
    limits: Limits = USUAL
    done: Tell = silent  # of each answer, in the order of the claims
    at_once: Tell = silent  # of each answer, when it comes
    more: Sequence[tuple[Any, ...]] = ()  # what else the work needs, a tuple a claim
    order: Sequence[int] = ()  # which places are begun first; () as they stand
    seconds: Sequence[float] = ()  # that each took before, 0 where it is not known; () no times


def work_on(
    subjects: Sequence[Any],
    assignment: Assignment,
    jobs: int = 1,
    recall: Recall | None = None,
    start: str = "fork" if sys.platform == "linux" else "spawn",
) -> list[Answer | None]:
    """Return `work(subject, effort, *more)` for each subject, in order; `None` after Ctrl-C.

    Workers made by fork have the subjects, and what is imported, at once; others call `recall`,
    which returns the subjects anew, or get them pickled. Answers and `more` are pickled.
    """
    if not subjects:
        return []
    jobs = max(1, min(jobs, len(subjects)))
    work, limits, more = assignment.work, assignment.limits, assignment.more
    pool = ProcessPool(
        jobs,
        initializer=prepare,
        initargs=(recall if recall and start != "fork" else list(subjects), work, limits),
        context=multiprocessing.get_context(start),
    )
    answers = Answers(len(subjects), assignment.done, assignment.at_once)
    places: dict[Any, int] = {}
    # No SimpleQueue: a signal that comes as its `get` runs out of time makes it wait for ever.
    ended: queue.Queue[Any] = queue.Queue()
    with ctrl_c() as came:  # until all workers are gone: what is finished must be returned
        try:
            for place in assignment.order or range(len(subjects)):
                given = (place, assignment.effort, *(more[place] if more else ()))
                future = pool.schedule(answer_to, given, timeout=limits.seconds)
                places[future] = place
                future.add_done_callback(ended.put)
            for _ in places:
                if (future := next_ended(ended, came)) is None:
                    break
                answers.take(places[future], result_of(future, limits))
            for future, place in places.items():  # those that Ctrl-C did not wait for
                if answers.found[place] is None and future.done() and not future.cancelled():
                    answers.found[place] = result_of(future, limits)
        finally:
            pool.stop()
            pool.join()
    return answers.found


@contextmanager
def ctrl_c() -> Iterator[Callable[[], bool]]:
    """Give a function that tells whether Ctrl-C came; nothing is raised meanwhile.

    An exception raised by a signal is lost where Python ignores exceptions, and Ctrl-C with it.
    In a thread other than the main one Ctrl-C is left as it is.
    """
    came: list[int] = []
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or usual is signal.SIG_IGN:
        yield lambda: False
        return
    signal.signal(signal.SIGINT, lambda number, frame: came.append(number))
    try:
        yield lambda: bool(came)
    finally:
        # None: a library in C had taken it
        signal.signal(signal.SIGINT, signal.default_int_handler if usual is None else usual)


def next_ended(ended: queue.Queue[Any], came: Callable[[], bool]) -> Any:
    """Return the next future that ended, `None` after Ctrl-C."""
    while not came():
        with suppress(queue.Empty):
            return ended.get(timeout=PATIENCE)
    return None


@dataclass
class Answers:
    """Answers as they come, told at once and in the order of the subjects."""

    count: int
    done: Tell
    at_once: Tell

    def __post_init__(self) -> None:
        self.found: list[Answer | None] = [None] * self.count
        self._told = 0

    def take(self, place: int, answer: Answer) -> None:
        """Take one answer, and tell of all that can be told now."""
        self.found[place] = answer
        self.at_once(place, answer)
        while self._told < self.count and (in_turn := self.found[self._told]) is not None:
            self.done(self._told, in_turn)
            self._told += 1


def result_of(future: Any, limits: Limits) -> Answer:
    """Return the answer that a scheduled `answer_to` gave, or why it gave none."""
    begin = time.perf_counter()
    try:
        answer: Answer = pickle.loads(future.result())
        return answer
    except TimeoutError:
        return Answer(failure=f"time limit of {limits.seconds:g} s", seconds=limits.seconds)
    except ProcessExpired as error:
        return Answer(failure=_death(error), seconds=time.perf_counter() - begin)
    except (CancelledError, Exception) as error:
        # The pool itself broke: that says nothing about the claim.
        text = f"the worker gave no answer ({type(error).__name__}: {error})"
        return Answer(failure=text, seconds=time.perf_counter() - begin)


def _death(error: ProcessExpired) -> str:
    code = error.exitcode
    if code is not None and code < 0:
        return f"the worker died (signal {-code})"
    return f"the worker ended early (status {code})"


_THRESHOLD = (100_000, 50, 100)  # of the collector of garbage, objects and rounds
_held: list[Any] = []  # of one worker: what it works on, with what


def prepare(subjects: Sequence[Any] | Recall, work: Work, limits: Limits) -> None:
    """Make this process a worker on some subjects, under limits."""
    _end_with_parent()
    gc.freeze()  # what was read stays: looking through it again and again takes a tenth
    gc.set_threshold(*_THRESHOLD)
    _held[:] = [subjects() if callable(subjects) else subjects, work, limits]
    if limits.gibibytes:
        _bound_memory(int(limits.gibibytes * 2**30))


def _end_with_parent() -> None:
    """Let this worker be killed when the program is: nobody else would enforce its limit."""
    if sys.platform == "linux":
        import ctypes

        set_death_signal = 1  # PR_SET_PDEATHSIG
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


def _bound_memory(allowance: int) -> None:
    if os.name != "posix":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = _address_space() + allowance
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with suppress(OSError, ValueError):  # macOS takes no such limit
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _address_space() -> int:
    """Return the bytes of address space held now, 0 where the system does not say."""
    with suppress(OSError), open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def answer_to(place: int, effort: Effort, *more: Any) -> bytes:
    """Return the pickled answer: what cannot be pickled is a failure of this claim alone."""
    subjects, work, limits = _held
    begin = time.perf_counter()
    try:
        return pickle.dumps(
            Answer(work(subjects[place], effort, *more), seconds=time.perf_counter() - begin)
        )
    except FlowproofError as error:
        answer = Answer(failure=str(error), problem=str(error))
    except MemoryError:
        answer = Answer(failure=f"memory limit of {limits.gibibytes:g} GiB")
    except BaseException as error:  # nobody stops one worker by Ctrl-C
        answer = Answer(failure=_raised(error))
    return pickle.dumps(answer)


def _raised(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(last.filename)}, line {last.lineno}"
    text = f"{type(error).__name__}: {error}".removesuffix(": ")
    return f"the check raised {text[:300]} ({place})"
