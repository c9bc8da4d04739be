"""A process that checks claims for whoever holds the other end of its pipe, some at a time.

A worker of a scheduler may neither fork (it has threads) nor have children of the usual kind
(it may be a daemon). It starts this program, which reads the claims once and keeps processes
under the limits of `verify.run.workers`. Messages go through the pipe, from parent to child on
one machine: a pickled `Job`, then pickled errands with a number each; an answer comes back for
each, behind its number and length.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import queue
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from pebble import ProcessPool

from verify.discover import Discovery, Subject
from verify.effort import Effort
from verify.run.bundle import listing, scratch, unpacked
from verify.run.engine import identity
from verify.run.errands import Job, Listing
from verify.run.frames import put
from verify.run.workers import Answer, Limits, Work, answer_to, prepare, result_of

IDLE = 900.0  # seconds without an errand after which it ends


@dataclass
class _Replies:
    """Answers on their way back, in the order in which they come."""

    pipe: BinaryIO
    waiting: int = 0  # errands without an answer
    lock: Any = field(default_factory=threading.Lock)

    def send(self, number: int, answer: Answer) -> None:
        packed = pickle.dumps(answer)
        with self.lock, suppress(OSError):  # nobody may be there any more
            self.waiting -= 1
            put(self.pipe, number, packed)


def main(count: int) -> None:
    """Serve the pipe that is standard input and output, with `count` processes, until it is
    closed.
    """
    replies = _Replies(os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)  # what a claim file prints is no answer
    # Not sys.stdin: a forked child closes it, and would wait for the thread that reads it here.
    pipe = os.fdopen(os.dup(0), "rb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    messages: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_read, args=(pipe, messages), daemon=True).start()
    with scratch() as folder:
        _serve(messages, replies, Path(folder), count)


def _read(pipe: BinaryIO, messages: queue.Queue[Any]) -> None:
    """Pass messages on, and then that the other end is gone."""
    with suppress(Exception):  # a message that cannot be read is the end as well
        while True:
            messages.put(pickle.load(pipe))
    messages.put(None)


def _serve(messages: queue.Queue[Any], replies: _Replies, folder: Path, count: int) -> None:
    from verify.run.session import load_engine

    job = messages.get()
    if job is None:
        return
    discovery, complaint = _discovery(job, folder)
    load_engine()
    start = "fork" if sys.platform == "linux" else "spawn"
    pool = ProcessPool(
        count,
        initializer=prepare,
        initargs=([item.subject for item in discovery.found], _do, job.limits),
        context=multiprocessing.get_context(start),
    )
    try:
        while (message := _next(messages, replies)) is not None:
            replies.waiting += 1
            _begin(pool, discovery, job.limits, message, replies, complaint)
    finally:
        pool.stop()
        pool.join()


def _next(messages: queue.Queue[Any], replies: _Replies) -> Any:
    """Return the next message, `None` when there will be none."""
    while True:
        try:
            return messages.get(timeout=IDLE)
        except queue.Empty:
            if not replies.waiting:
                return None


def _begin(
    pool: ProcessPool,
    discovery: Discovery,
    limits: Limits,
    message: tuple[int, bytes],
    replies: _Replies,
    complaint: str,
) -> None:
    """Let a process of the pool do an errand, and its answer be sent when it comes."""
    number, packed = message
    errand = pickle.loads(packed)
    if isinstance(errand, Listing):
        replies.send(number, Answer(listing(discovery), failure=complaint))
        return
    ids = (item.id for item in discovery.found)
    place = next((place for place, name in enumerate(ids) if name == errand.claim), None)
    if place is None:
        replies.send(number, Answer(failure=f"a worker does not know it{complaint}"))
        return
    given = (place, errand.effort, errand.work, errand.more)
    future = pool.schedule(answer_to, given, timeout=limits.seconds)
    future.add_done_callback(lambda done: replies.send(number, result_of(done, limits)))


def _discovery(job: Job, folder: Path) -> tuple[Discovery, str]:
    if identity(job.bundle.package) != job.engine:  # installed anew since the worker started
        return Discovery(()), ": it runs another version of flowproof"
    try:
        return unpacked(job.bundle, folder), ""
    except Exception as error:
        # Reading claims runs their code: whatever it raises is an answer to each errand.
        return Discovery(()), f" ({type(error).__name__}: {error})"


def _do(subject: Subject, effort: Effort, work: Work, more: tuple[Any, ...]) -> Any:
    return work(subject, effort, *more)


if __name__ == "__main__":
    main(int(sys.argv[1]))
