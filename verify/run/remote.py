"""What runs inside a worker of a scheduler: it hands errands to a process of its own.

The claims are checked below a process that keeps the limits of time and memory (`minder`); a
thread of the worker waits for each. It ends with the run, and when the worker is gone. Nothing
here imports what a check needs: jobs, errands and answers pass through as bytes.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from verify.environment import SETTINGS
from verify.run.engine import identity
from verify.run.frames import take


class MinderLost(RuntimeError):
    """The process that checks claims ended by itself; the errand may be tried again."""


class OtherEngine(RuntimeError):
    """A worker runs another version of this program: its answers are not this one's."""


@dataclass
class Line:
    """A process that checks claims, and who waits for its answers."""

    process: subprocess.Popen[bytes]
    waiting: dict[int, queue.SimpleQueue[bytes | None]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=itertools.count)
    over: bool = False
    lock: Any = field(default_factory=threading.Lock)

    def ask(self, errand: bytes) -> bytes:
        """Return the pickled answer to an errand; raise `MinderLost` when the process ends."""
        box: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        with self.lock:
            if self.over:
                raise MinderLost("it ended")
            number = next(self.numbers)
            self.waiting[number] = box
            with contextlib.suppress(OSError):  # it is gone: `listen` tells everybody
                self.send((number, errand))
        answer = box.get()
        if answer is None:
            raise MinderLost("it ended before it answered")
        return answer

    def send(self, message: Any) -> None:
        """Send the process a message: bytes as they are, anything else pickled."""
        assert self.process.stdin is not None
        self.process.stdin.write(
            message if isinstance(message, bytes) else pickle.dumps(message)
        )
        self.process.stdin.flush()

    def listen(self) -> None:
        """Hand answers to those who wait, until there are no more."""
        assert self.process.stdout is not None
        with contextlib.suppress(OSError, EOFError):
            while True:
                number, answer = take(self.process.stdout)
                with self.lock:
                    box = self.waiting.pop(number)
                box.put(answer)
        with self.lock:
            self.over = True
            boxes = list(self.waiting.values())
            self.waiting.clear()
        for box in boxes:
            box.put(None)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError, ValueError):
                pipe.close()  # type: ignore[union-attr]

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.wait()


@dataclass
class Office:
    """The process of one run in one worker."""

    job: bytes
    count: int  # claims that it checks at a time
    line: Line | None = None
    closed: bool = False
    lock: Any = field(default_factory=threading.Lock)

    def open(self) -> Line:
        """Return the line to the process, which is started when there is none.

        It reads the claims while nobody waits for them.
        """
        with self.lock:
            if self.closed:
                raise MinderLost("the run is over")
            if self.line is None or self.line.over:
                self.line = self._started()
            return self.line

    def close(self) -> None:
        """End the process, whatever it is doing."""
        with self.lock:
            self.closed = True
            line, self.line = self.line, None
        if line is not None:
            line.end()

    def _started(self) -> Line:
        command = [sys.executable, "-P", "-m", "verify.run.minder", str(self.count)]
        line = Line(
            subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | SETTINGS,
            )
        )
        with contextlib.suppress(OSError):  # it is gone already: the first errand will tell
            line.send(self.job)
        threading.Thread(target=line.listen, daemon=True).start()
        return line


_offices: dict[str, Office] = {}
_LOCK = threading.Lock()


def packed(engine: str, package: str, job: bytes) -> bytes:
    """Return what a worker must know of a run: its engine, and the job for its process."""
    return pickle.dumps((engine, package, job))


def answered(key: str, errands: Sequence[bytes], hired: bytes) -> list[bytes]:
    """Return the pickled answers to errands, one after the other. `hired` is for a worker that
    is new.

    Raises `MinderLost` and `OtherEngine`, which speak of the worker and not of the claim.
    """
    return [_office(key, hired).open().ask(errand) for errand in errands]


def opened(key: str, hired: bytes, count: int) -> str:
    """Open the office of a run in this worker, and return its process's id."""
    _office(key, hired, count).open()
    return str(os.getpid())


def closed(key: str) -> None:
    """Close the office of a run in this worker."""
    with _LOCK:
        office = _offices.pop(key, None)
    if office is not None:
        office.close()


def _office(key: str, hired: bytes, count: int = 0) -> Office:
    with _LOCK:
        if key not in _offices:
            engine, package, job = pickle.loads(hired)
            if engine != identity(package):
                raise OtherEngine("a worker runs another version of flowproof")
            _offices[key] = Office(job, count or _threads())
        return _offices[key]


def _threads() -> int:
    """Return how many threads this worker has."""
    from distributed import get_worker

    return int(get_worker().state.nthreads)
