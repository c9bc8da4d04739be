"""Where on circles of starts float trajectories part: where to shoot.

Nothing here is evidence. Random starts never meet an exceptional set of measure zero, but two
neighbors with different ends have it between them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sympy

from verify.flows.batches import Array, batch_velocity, classical_step
from verify.flows.flow import Flow
from verify.search.starts import Start

_AROUND = 24  # starts on a circle
_LATE = 80.0  # floats are followed so long
_STEP = 0.2
_LOOK, _SLOW = 20, 1e-3  # every so many steps those that arrived are left
_CLOSE = 0.05
_STILL = 1e-9  # a slower one that has not arrived rests elsewhere
_ZOOMS = 2  # times a gap is divided into so many again: 2π / 24³ is below 1/2048
_TOGETHER = 4  # gaps that are looked at more closely together


@dataclass(frozen=True)
class Row:
    """A range of one angle in floats, on which starts are placed."""

    base: Start
    letter: sympy.Symbol
    low: float
    high: float


def parted(flow: Flow, target: Mapping[Any, Any], bases: Sequence[Start]) -> Iterator[Row]:
    """Yield short rows between whose ends float trajectories part, a few at a time.

    They go to different copies of the target: `target` gives each letter a number, angles up to
    multiples of 2π. A row is as narrow as floats tell.
    """
    around = [
        Row(base, letter, 0.0, 2 * np.pi) for base in bases for letter in reversed(flow.angles)
    ]
    found = [gap for gaps in _gaps(flow, target, around) for gap in gaps]
    for first in range(0, len(found), _TOGETHER):
        rows = found[first : first + _TOGETHER]
        for _ in range(_ZOOMS):
            closer = _gaps(flow, target, rows)
            rows = [gaps[0] if gaps else row for row, gaps in zip(rows, closer, strict=True)]
        yield from rows


def _gaps(flow: Flow, target: Mapping[Any, Any], rows: Sequence[Row]) -> list[list[Row]]:
    """Return for each row its neighbors that end at different multiples of 2π.

    The starts of all rows are followed together.
    """
    marks = [np.linspace(row.low, row.high, _AROUND + 1) for row in rows]
    values = {
        x: np.concatenate(
            [
                mark if x == row.letter else np.full_like(mark, row.base[x])
                for row, mark in zip(rows, marks, strict=True)
            ]
        )
        for x in (*flow.letters, *flow.parameters)
    }
    ends = iter(_float_ends(flow, target, values))
    found = []
    for row, mark in zip(rows, marks, strict=True):
        pairs = itertools.pairwise([(value, next(ends)) for value in mark.tolist()])
        gaps = [
            replace(row, low=low, high=high)
            for (low, first), (high, last) in pairs
            if first is not None and last is not None and first != last
        ]
        found.append(gaps)
    return found


def _float_ends(
    flow: Flow, target: Mapping[Any, Any], values: Mapping[sympy.Symbol, Array]
) -> list[tuple[int, ...] | None]:
    """Return the multiples of 2π at which float trajectories end, `None` where they do not.

    `values` gives each letter of the field a number for each start.
    """
    states = np.array([values[x] for x in flow.letters], dtype=float)
    aim = np.array([float(target[x]) for x in flow.letters])[:, None]
    is_angle = np.array([x in flow.angles for x in flow.letters])[:, None]
    moving = np.arange(states.shape[1])

    def turns(y: Array) -> Array:
        return np.where(is_angle, np.round((y - aim) / (2 * np.pi)), 0.0)

    def near(y: Array) -> Any:
        return np.max(np.abs(y - aim - 2 * np.pi * turns(y)), axis=0) < _CLOSE

    with np.errstate(all="ignore"):
        for _ in range(round(_LATE / (_STEP * _LOOK))):
            field = batch_velocity(flow, {x: v[moving] for x, v in values.items()})
            y = states[:, moving]
            for _ in range(_LOOK):
                y = classical_step(field, y, _STEP)
            states[:, moving] = y
            speed = np.max(np.abs(field(y)), axis=0)
            over = (speed < _SLOW) & near(y) | (speed < _STILL)
            moving = moving[~over & np.isfinite(y).all(axis=0)]
            if not len(moving):
                break
        ended, last = near(states), turns(states)
    return [
        tuple(int(turn) for turn in last[:, k]) if ended[k] else None
        for k in range(states.shape[1])
    ]
