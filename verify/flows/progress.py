"""The state of an integration between two steps: arrays only, so that it can be saved."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np

from verify.flows.trajectory import Crossing, Stop


@dataclass
class Progress:
    """What changes during an integration, for every trajectory; written in place."""

    y: np.ndarray  # (trajectories, …) on the manifold
    f: np.ndarray  # the velocity there
    hi: np.ndarray  # elapsed time, as the sum of two floats
    lo: np.ndarray
    h: np.ndarray  # the step to try next
    previous: np.ndarray  # the error of the last good step, relative to the tolerance
    tripped: np.ndarray  # whether the last try failed
    wild: np.ndarray  # tries in a row that were not finite
    stop: np.ndarray  # the place of a `Stop` in its enumeration
    steps: np.ndarray
    rejected: np.ndarray
    errors: np.ndarray
    cursor: np.ndarray  # the next of the times asked for
    states: np.ndarray  # (times, trajectories, …)
    crew: np.ndarray  # the trajectories that step together
    marks: np.ndarray  # (events, trajectories) event functions
    evaluations: int = 0
    crossings: list[Crossing] = field(default_factory=list)

    @staticmethod
    def new(y: np.ndarray, velocity: np.ndarray, h: np.ndarray, outputs: int) -> Progress:
        """Return the progress at the start."""
        count = len(y)
        return Progress(
            y=y.copy(),
            f=velocity.copy(),
            hi=np.zeros(count),
            lo=np.zeros(count),
            h=h,
            previous=np.ones(count),
            tripped=np.zeros(count, dtype=bool),
            wild=np.zeros(count, dtype=np.int64),
            stop=np.zeros(count, dtype=np.int64),
            steps=np.zeros(count, dtype=np.int64),
            rejected=np.zeros(count, dtype=np.int64),
            errors=np.zeros(count),
            cursor=np.zeros(count, dtype=np.int64),
            states=np.full((outputs, *y.shape), np.nan, dtype=y.dtype),
            crew=np.arange(count),
            marks=np.zeros((0, count)),
        )

    def packed(self) -> dict[str, np.ndarray]:
        """Return everything as arrays."""
        arrays = {
            entry.name: np.asarray(getattr(self, entry.name))
            for entry in fields(self)
            if entry.name != "crossings"
        }
        seen = [(c.event, c.trajectory, c.time) for c in self.crossings]
        arrays["crossed"] = np.array(seen, dtype=np.float64).reshape(-1, 3)
        states = [c.state for c in self.crossings]
        arrays["crossing_states"] = np.array(states, dtype=self.y.dtype)
        return arrays

    @staticmethod
    def unpacked(arrays: dict[str, np.ndarray]) -> Progress:
        """Return the progress that was packed."""
        given = dict(arrays)
        crossed, states = given.pop("crossed"), given.pop("crossing_states")
        evaluations = int(given.pop("evaluations"))
        crossings = [
            Crossing(int(event), int(row), float(time), state)
            for (event, row, time), state in zip(crossed, states, strict=True)
        ]
        return Progress(**given, evaluations=evaluations, crossings=crossings)


def advanced(hi: np.ndarray, lo: np.ndarray, h: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the time hi + lo + h as two floats; steps too small for hi gather in lo."""
    total = hi + h
    back = total - hi
    rest = lo + ((hi - (total - back)) + (h - back))
    new = total + rest
    return new, rest - (new - total)


def code(stop: Stop) -> int:
    """Return the place of a stop in its enumeration, as arrays hold it."""
    return _PLACES[stop]


_PLACES = {stop: place for place, stop in enumerate(Stop)}
