"""A hard stop for z3: its resource units do not count all of its work.

Isolating the roots of large polynomials costs minutes and no unit. So a check runs in a thread
of its own, and is interrupted when the thread has used so many seconds of the processor.
"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import Any

import z3

from verify.effort import Effort

LATE = "stopped"
_UNITS_A_SECOND = 400_000  # z3 counts several times as many where it counts at all
_LEAST = 10.0  # seconds: queries that end by themselves take a tenth
_GRACE = 20.0  # until an interrupted check is left to itself


def seconds_of(effort: Effort) -> float:
    """Return how long a query may compute, in seconds of the processor."""
    return max(_LEAST, effort.smt / _UNITS_A_SECOND)


def algebraic_solver(context: z3.Context, units: int, seed: int = 0) -> Any:
    """Return a solver that goes straight to cylindrical decomposition, within so many units.

    z3's own plan for real arithmetic comes to the same on small queries, and takes 3 ms to lay
    out each time. Source: Jovanović and de Moura, Solving Non-linear Arithmetic (IJCAR 2012).
    """
    solver = z3.Tactic("qfnra-nlsat", context).solver()
    solver.set("rlimit", units)
    solver.set("seed", seed)
    return solver


def checked(solver: Any, seconds: float) -> str:
    """Return what z3 says, "sat", "unsat" or "unknown", or "stopped" after so many seconds.

    The time is that of the processor, so that a busy machine does not change an answer. What
    is stopped says nothing: an answer that comes after the interrupt is not used, nor may the
    solver or its context be used again.
    """
    found: list[Any] = []
    clock: list[int] = []

    def run() -> None:
        clock.extend(_clock())
        try:
            found.append(str(solver.check()))
        except Exception as error:  # raised again where the answer is awaited
            found.append(error)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    try:
        late = _is_late(worker, clock, seconds)
    finally:
        if worker.is_alive():
            solver.ctx.interrupt()
            worker.join(_GRACE)
    if late or not found:
        return LATE
    if isinstance(found[0], Exception):
        raise found[0]
    return str(found[0])


def _clock() -> list[int]:
    """Return the clock that counts what this thread computes, nothing where there is none."""
    named = getattr(time, "pthread_getcpuclockid", None)
    return [] if named is None else [named(threading.get_ident())]


def _is_late(worker: threading.Thread, clock: list[int], seconds: float) -> bool:
    """Wait for a thread to end, and tell whether it computes for longer instead."""
    left = seconds
    while left > 0:
        worker.join(max(left, 0.1))  # it cannot have used more than what has passed
        if not worker.is_alive():
            return False
        left = seconds - _used(clock)
    return True


def _used(clock: list[int]) -> float:
    if not clock:
        return float("inf")
    with suppress(OSError):
        return time.clock_gettime(clock[0])
    return 0.0  # the thread has just ended
