"""What runs inside a worker of a scheduler: it hands errands to processes of its own.

The claims are checked in processes that keep the limits of time and memory (`minder`); a thread
of the worker waits for each. They end with the run, and when the worker is gone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

from verify.environment import SETTINGS
from verify.run.bundle import identity
from verify.run.minder import Errand, Job


class MinderLost(RuntimeError):
    """A process that checks claims ended by itself; the errand may be tried again."""


class OtherEngine(RuntimeError):
    """A worker runs another version of this program: its answers are not this one's."""


@dataclass
class Office:
    """The processes of one run in one worker, and what they work on."""

    job: Job
    free: queue.LifoQueue[subprocess.Popen[bytes]] = field(default_factory=queue.LifoQueue)
    all: list[subprocess.Popen[bytes]] = field(default_factory=list)
    closed: bool = False
    lock: Any = field(default_factory=threading.Lock)

    def open(self, count: int) -> None:
        """Start some processes: they read the claims while nobody waits for them."""
        for _ in range(count):
            self.free.put(self._started())

    def answer(self, errand: Errand) -> Any:
        """Return the answer to an errand; raise `MinderLost` when its process ends."""
        minder = self._idle() or self._started()
        assert minder.stdin is not None
        assert minder.stdout is not None
        try:
            pickle.dump(errand, minder.stdin)
            minder.stdin.flush()
            answer = pickle.load(minder.stdout)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            _end(minder)
            raise MinderLost(f"{type(error).__name__}: {error}") from None
        self.free.put(minder)
        return answer

    def close(self) -> None:
        """End every process, whatever it is doing."""
        with self.lock:
            self.closed = True
            minders, self.all = self.all, []
        for minder in minders:
            _end(minder)

    def _idle(self) -> subprocess.Popen[bytes] | None:
        with contextlib.suppress(queue.Empty):
            while (minder := self.free.get_nowait()).poll() is not None:
                _end(minder)
            return minder
        return None

    def _started(self) -> subprocess.Popen[bytes]:
        with self.lock:
            if self.closed:
                raise MinderLost("the run is over")
            minder = subprocess.Popen(
                [sys.executable, "-P", "-m", "verify.run.minder"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | SETTINGS,
            )
            self.all.append(minder)
        assert minder.stdin is not None
        with contextlib.suppress(OSError):  # it is gone already: the first errand will tell
            pickle.dump(self.job, minder.stdin)
            minder.stdin.flush()
        return minder


_offices: dict[str, Office] = {}
_LOCK = threading.Lock()


def answered(job_key: str, errand: Errand, packed: bytes) -> bytes:
    """Return the pickled answer to an errand. `packed` is the job, for a worker that is new.

    Raises `MinderLost` and `OtherEngine`, which speak of the worker and not of the claim.
    """
    return pickle.dumps(_office(job_key, packed).answer(errand))


def opened(job_key: str, packed: bytes, count: int) -> str:
    """Open the office of a run in this worker, and return its process's id."""
    office = _office(job_key, packed)
    if not office.all:
        office.open(count)
    return str(os.getpid())


def closed(job_key: str) -> None:
    """Close the office of a run in this worker."""
    with _LOCK:
        office = _offices.pop(job_key, None)
    if office is not None:
        office.close()


def _office(key: str, packed: bytes) -> Office:
    with _LOCK:
        if key not in _offices:
            job: Job = pickle.loads(packed)
            if job.engine != identity(job.bundle.package):
                raise OtherEngine("a worker runs another version of flowproof")
            _offices[key] = Office(job)
        return _offices[key]


def _end(minder: subprocess.Popen[bytes]) -> None:
    for pipe in (minder.stdin, minder.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError, ValueError):
                pipe.close()
    minder.kill()
    minder.wait()
