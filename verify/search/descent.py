"""Adversarial descent on a statement's margin, many points at once, premises kept.

Each point has its own step length, relative to its own size: longer after a success, half after
a failure. Every third move is a random one, since margins have kinks where a gradient descent
stalls.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from verify.search.gauge import Gauge, lowest

Array = npt.NDArray[np.float64]
_ROUNDS = 90
_AFTER = 20  # rounds after the first violation that is none of rounding
_REPAIRS = 12


def admitted(
    gauge: Gauge, points: Array, rounds: int = _REPAIRS, enough: float = np.inf
) -> tuple[Array, Array]:
    """Return the points moved towards the premises where they violate them, and their room.

    Each round is a Newton step on the premise violated most; the rounds end once `enough`
    points are inside. Points that end outside are returned as well; their room tells.
    """
    points = points.copy()
    rooms = gauge.rooms(points)
    room = lowest(rooms)
    for _ in range(rounds):
        rows = np.flatnonzero(room < 0)
        if not len(rows) or len(points) - len(rows) >= enough:
            break
        depth, slope = gauge.premise_slope(points[rows], rooms[:, rows])
        square = np.sum(slope * slope, axis=1)
        movable = (depth < 0) & (square > 0)
        if not movable.any():
            break
        rows, depth, square = rows[movable], depth[movable], square[movable]
        # A little further than the boundary, or a strict premise would never be met.
        length = 1.01 * -depth / square + 1e-12 / np.sqrt(square)
        points[rows] += length[:, None] * slope[movable]
        rooms[:, rows] = gauge.rooms(points[rows])
        room[rows] = lowest(rooms[:, rows])
    return points, room


def descend(gauge: Gauge, starts: Array, rng: np.random.Generator) -> Array:
    """Return the lowest points reached from admissible starts, same shape.

    Each lowest point meets the premises as far as floats see. Soon after a violation the
    descent ends: it is replayed exactly, and need not be the largest.
    """
    points = starts.copy()
    margin = gauge.margin(points)
    length = np.full(len(points), 0.1)
    size = np.maximum(np.linalg.norm(points, axis=1), 0.01)
    broken = 0
    for turn in range(_ROUNDS):
        broken += bool((margin < 0).any() and (margin < -gauge.noise(points)).any())
        if broken == _AFTER:
            break
        direction = _direction(gauge, points, turn, rng)
        tried = points + (length * size)[:, None] * direction
        tried, room = admitted(gauge, tried, rounds=3)
        reached = gauge.margin(tried)
        better = (reached < margin) & (room >= 0)
        points[better] = tried[better]
        margin = np.where(better, reached, margin)
        length = np.where(better, np.minimum(length * 1.6, 10.0), length * 0.6)
        length = np.where(length < 1e-9, 0.01, length)
        size = np.maximum(np.linalg.norm(points, axis=1), 1e-3)
    return points


def polish(gauge: Gauge, points: Array) -> Array:
    """Return points moved down narrow valleys by L-BFGS, where that lowers their margin.

    Outside the premises their violation counts instead, a hundredfold.
    """

    def height(row: Array) -> tuple[float, Array]:
        margin, slope = gauge.slope(row[None, :])
        room, inward = gauge.premise_slope(row[None, :])
        if room[0] < 0:
            margin, slope = margin - 100 * room, slope - 100 * inward
        known = np.isfinite(margin[0])
        return (float(margin[0]), slope[0]) if known else (1e300, np.zeros_like(row))

    def lowered(row: Array) -> Any:
        # At a kink each step of L-BFGS looks twenty times, and gets nowhere.
        bounds = {"maxiter": 60, "maxfun": 120}
        return minimize(height, row, jac=True, method="L-BFGS-B", options=bounds).x

    low = np.array([lowered(row) for row in points]).reshape(points.shape)
    moved, room = admitted(gauge, low)
    better = (gauge.margin(moved) < gauge.margin(points)) & (room >= 0)
    return np.where(better[:, None], moved, points)


def _direction(gauge: Gauge, points: Array, turn: int, rng: np.random.Generator) -> Array:
    if turn % 3 == 2:
        direction = rng.normal(size=points.shape)
        direction *= rng.random(points.shape) < 0.5
    else:
        direction = -gauge.slope(points)[1]
    norm = np.linalg.norm(direction, axis=1, keepdims=True)
    return np.where(norm > 0, direction / np.where(norm > 0, norm, 1.0), 0.0)
