"""The same work on other machines: the workers of a Dask scheduler, by its address.

Whoever reaches a scheduler runs code on its workers, as this does: keep it in a trusted
network, or use Dask's TLS. The scheduler and the workers have the same version of this program
installed; claim files of a person's own are sent to them.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import pickle
import queue
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from verify.errors import FlowproofError
from verify.run.bundle import Bundle, at_home, bundle, shipped
from verify.run.engine import identity
from verify.run.errands import Errand, Job, Listing
from verify.run.readings import Remembered, Selected
from verify.run.remote import answered, closed, opened, packed
from verify.run.workers import Answer, Answers, Assignment, Limits, silent

PATIENCE = 8.0  # seconds that a scheduler has to answer, and to have a worker
_ALONE = 60.0  # seconds without a scheduler or a worker after which a run gives up
_SHORT = 0.4  # seconds of claims that are sent together
_TRIES = 3  # of a claim whose process, or whose worker, was lost


class SchedulerError(FlowproofError):
    """A scheduler does not answer, has no workers, or workers of another version."""


@contextlib.contextmanager
def engaged(address: str | None) -> Iterator[Crew | None]:
    """Give the workers of the scheduler at an address, `None` when there is no address.

    Raises `SchedulerError` within about ten seconds when it does not answer or has no workers.
    """
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise SchedulerError(
            "--scheduler needs Dask. Install it: pip install 'flowproof[distributed]'"
        ) from None
    with _quiet():
        _knock(address)
        try:
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise _silent(address, error) from None
        try:
            crew = _crew(client, address)
            try:
                yield crew
            finally:
                crew.leave()
        finally:
            client.close(timeout=5)


def _knock(address: str) -> None:
    """Raise `SchedulerError` unless a scheduler answers; a client alone may wait for ever."""
    from distributed import rpc
    from distributed.security import Security

    async def identity() -> Any:
        arguments = Security().get_connection_args("client")
        async with rpc(address, timeout=PATIENCE, connection_args=arguments) as other:
            return await other.identity()

    async def in_time() -> Any:
        return await asyncio.wait_for(identity(), PATIENCE)

    try:
        kind = asyncio.run(in_time()).get("type")
    except Exception as error:  # whatever stands behind an address may answer anything
        raise _silent(address, error) from None
    if kind != "Scheduler":
        raise _silent(address, f"it is a {kind}")


def _silent(address: str, error: object) -> SchedulerError:
    return SchedulerError(
        f"{address}: no scheduler answers ({_first(error)}). "
        "Start one with `dask scheduler`, and name the address that it prints."
    )


def _crew(client: Any, address: str) -> Crew:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except Exception:  # TimeoutError of asyncio or of Dask, by its version
        raise SchedulerError(
            f"{address} has no workers. Start some: dask worker {address}"
        ) from None
    return Crew(client, address, sum(client.nthreads().values()), uuid.uuid4().hex[:12], {})


@dataclass(frozen=True)
class Crew:
    """The workers of a scheduler."""

    client: Any
    address: str
    size: int  # threads; each minds one claim at a time
    name: str  # of its own among all who use the scheduler
    known: dict[Job, tuple[str, bytes]]  # the jobs that the workers have, by key

    def begin(self, selection: Sequence[str], limits: Limits, package: str = "proofs") -> None:
        """Let the workers read what a selection means, if it means claims that ship."""
        asked = shipped(selection, package)
        if asked is not None:
            self._hired(asked, limits)

    def listed(
        self, selection: Sequence[str], limits: Limits, package: str = "proofs"
    ) -> Remembered | None:
        """Return the claims of a selection as a worker read them, so that nobody else need to.

        `None` when they are not claims that ship, and when no worker could read them.
        """
        asked = shipped(selection, package)
        if asked is None:
            return None
        answers = Answers(1, silent, silent)
        self._answers(*self._hired(asked, limits), [pickle.dumps(Listing())], [[0]], answers)
        (answer,) = answers.found
        if answer is None:
            raise KeyboardInterrupt
        listed = answer.value
        known = isinstance(listed, Remembered) and not answer.failure
        return at_home(replace(listed, selection=tuple(selection))) if known else None

    def leave(self) -> None:
        """End what the workers keep for this run."""
        for key, _ in self.known.values():
            with contextlib.suppress(Exception):  # those that are lost need no goodbye
                self.client.run(closed, key, on_error="ignore")
        self.known.clear()

    def work_on(
        self, discovery: Selected, places: Sequence[int], assignment: Assignment
    ) -> list[Answer | None]:
        """Return the answers of the workers, as `verify.run.workers.work_on` does.

        A claim whose worker is lost goes to another one. Raises `SchedulerError` when the
        scheduler, or every worker, is lost for a minute; what was finished has been told.
        """
        key, hired = self._hired(bundle(discovery), assignment.limits)
        answers = Answers(len(places), assignment.done, assignment.at_once)
        ids = [discovery.found[place].id for place in places]
        work, effort, more = assignment.work, assignment.effort, assignment.more
        errands = [
            pickle.dumps(Errand(name, work, effort, more[k] if more else ()))
            for k, name in enumerate(ids)
        ]
        order = list(assignment.order) or list(range(len(ids)))
        self._answers(key, hired, errands, batches(order, assignment.seconds), answers)
        return answers.found

    def _hired(self, asked: Bundle, limits: Limits) -> tuple[str, bytes]:
        """Return a job's key and what a worker must know of it; when it is new, the workers
        begin to read the claims.
        """
        engine = identity(asked.package)
        job = Job(engine, asked, limits)
        if job not in self.known:
            self._compare(engine, asked.package)
            hired = packed(engine, asked.package, pickle.dumps(job))
            key = f"{self.name}-{len(self.known)}"
            self.known[job] = key, hired
            for worker, threads in self.client.nthreads().items():
                with contextlib.suppress(Exception):  # lost meanwhile: others will do
                    self.client.run(opened, key, hired, threads, workers=[worker])
        return self.known[job]

    def _compare(self, mine: str, package: str) -> None:
        """Raise `SchedulerError` unless every worker answers as this program would."""
        try:
            theirs = self.client.run(identity, package, on_error="return")
        except Exception as error:  # a worker, or the scheduler, that cannot import it
            raise SchedulerError(
                f"{self.address}: a worker cannot run flowproof ({_first(error)}). "
                "Install the same version there."
            ) from None
        for worker, told in theirs.items():
            if told != mine:
                told = _first(told) if isinstance(told, Exception) else "another version"
                raise SchedulerError(
                    f"the worker {worker} of {self.address} has {told} of flowproof, of its "
                    "libraries or of the claims. Install the same there."
                )

    def _answers(
        self,
        key: str,
        hired: bytes,
        errands: Sequence[bytes],
        groups: Sequence[Sequence[int]],
        answers: Answers,
    ) -> None:
        box: queue.Queue[tuple[int, Any]] = queue.Queue()
        futures: dict[int, Any] = {}  # by the rank of the group
        sent = self.client.scatter(hired, broadcast=True) if len(hired) > 2**16 else hired

        def send(rank: int) -> None:
            future = self.client.submit(
                answered,
                key,
                [errands[place] for place in groups[rank]],
                sent,
                key=f"flowproof-{key}-{rank}-{uuid.uuid4().hex[:6]}",
                priority=-rank,
                retries=_TRIES,
                pure=False,
            )
            futures[rank] = future
            future.add_done_callback(lambda ended: box.put((rank, ended)))

        try:
            for rank in range(len(groups)):
                send(rank)
            left, silent = len(groups), time.monotonic()
            while left:
                try:
                    rank, future = box.get(timeout=1)
                except queue.Empty:
                    silent = self._still_there(silent)
                    continue
                silent = time.monotonic()
                found = self._found(future, len(groups[rank]))
                for place, answer in zip(groups[rank], found, strict=True):
                    answers.take(place, answer)
                left -= 1
        except KeyboardInterrupt:
            for rank, future in futures.items():
                if future.status == "finished":
                    found = self._found(future, len(groups[rank]))
                    for place, answer in zip(groups[rank], found, strict=True):
                        answers.found[place] = answers.found[place] or answer
        finally:
            with contextlib.suppress(Exception):
                self.client.cancel(list(futures.values()), force=True)

    def _still_there(self, silent: float) -> float:
        """Return when work was last possible; raise when that is too long ago."""
        if self.client.status == "running" and self._has_workers():
            return time.monotonic()
        if time.monotonic() - silent > _ALONE:
            raise self._lost()
        return silent

    def _has_workers(self) -> bool:
        with contextlib.suppress(Exception):
            return bool(self.client.nthreads())
        return False

    def _found(self, future: Any, count: int) -> list[Answer]:
        if future.status in ("cancelled", "lost"):
            raise self._lost()
        try:
            return [pickle.loads(answer) for answer in future.result()]
        except Exception as error:
            # The worker failed, and not the check: that says nothing about the claims.
            if self.client.status != "running":
                raise self._lost() from None
            return [Answer(failure=f"the worker gave no answer ({_first(error)})")] * count

    def _lost(self) -> SchedulerError:
        return SchedulerError(
            f"{self.address}: the scheduler or all its workers are gone. What was finished is "
            "in the ledger: go on with --resume."
        )


def batches(order: Sequence[int], seconds: Sequence[float]) -> list[list[int]]:
    """Return places in their order, neighbors together that took `_SHORT` seconds in all.

    Each message of a scheduler costs about ten milliseconds, as much as a short claim.
    """
    found: list[list[int]] = []
    room = 0.0
    for place in order:
        took = seconds[place] if seconds else 0.0
        if found and 0.0 < took <= room:
            found[-1].append(place)
            room -= took
        else:
            found.append([place])
            room = _SHORT - took if took else 0.0
    return found


def _first(error: object) -> str:
    """Return an error in one line."""
    text = str(error)
    if isinstance(error, Exception):
        text = f"{type(error).__name__}: {error}".removesuffix(": ")
    return " ".join(text.split())[:200]


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's log off the screen: what matters is said in one line."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)
