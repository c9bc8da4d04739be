"""Matrices of attention heads that may change with time: constant, D(t)P or any function.

Each kind answers three questions for a batch of trajectories, each at its own time: the
matrices, the rows y P(t), and what is wrong at a time. A value that is missing, of the wrong
shape or not finite becomes NaN, never a guess; `complaint` then says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.flows.ellipsoids import FlowError


@dataclass(frozen=True)
class Constant:
    """Matrices that never change: (1, heads, d, d) shared, or (trajectories, heads, d, d)."""

    matrices: np.ndarray

    def at(self, t: np.ndarray) -> np.ndarray:
        """Return the matrices, (1 or trajectories, heads, d, d)."""
        return self.matrices

    def rows(self, t: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return y P for every head: (trajectories, heads, tokens, d)."""
        return _rows(self.matrices, y)

    def take(self, which: np.ndarray) -> Constant:
        """Return the matrices of some trajectories."""
        return Constant(_pick(self.matrices, which))

    def within(self, left: np.ndarray, right: np.ndarray) -> Constant:
        """Return L P R for each trajectory, L (trajectories, r, d), R (trajectories, d, r)."""
        return Constant(left[:, None] @ self.matrices @ right[:, None])

    def cast(self, dtype: Any) -> Constant:
        """Return the same in another float type."""
        return Constant(self.matrices.astype(dtype))

    def complaint(self, t: float) -> str:
        """Return what is wrong at time t, or nothing."""
        return "" if np.isfinite(self.matrices).all() else "a constant matrix is not finite"


@dataclass(frozen=True)
class Modulated:
    """P(t) = L D(t) R with a diagonal D(t): after a reduction, two thin products.

    `diagonal(t)` takes times (trajectories,) and returns (trajectories, heads, d). `right` is
    (1 or trajectories, heads, d, r), `left` (1 or trajectories, r, d) or None for the identity.
    """

    diagonal: Callable[[np.ndarray], np.ndarray]
    right: np.ndarray
    left: np.ndarray | None = None

    def at(self, t: np.ndarray) -> np.ndarray:
        """Return the matrices at each trajectory's own time."""
        scale = self._scale(t)
        if self.left is None:
            return scale[..., None] * self.right
        heads = [
            (self.left * scale[:, h, None, :]) @ self.right[:, h] for h in range(scale.shape[1])
        ]
        return np.stack(heads, axis=1)

    def rows(self, t: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return y P(t) for every head: (trajectories, heads, tokens, d)."""
        if self.left is not None:
            return _rows(self.at(t), y)
        scale = self._scale(t)
        heads = [
            _rows(self.right[:, h : h + 1], y * scale[:, h, None, :])
            for h in range(scale.shape[1])
        ]
        return np.concatenate(heads, axis=1)

    def take(self, which: np.ndarray) -> Modulated:
        """Return the matrices of some trajectories."""
        left = None if self.left is None else _pick(self.left, which)
        return Modulated(self.diagonal, _pick(self.right, which), left)

    def within(self, left: np.ndarray, right: np.ndarray) -> Modulated:
        """Return L P(t) R for each trajectory; the inner products are formed once."""
        outer = left if self.left is None else left @ self.left
        inner = [self.right[:, h] @ right for h in range(self.right.shape[1])]
        # a transposed basis is scaled, at each time, at half the speed
        return Modulated(self.diagonal, np.stack(inner, axis=1), np.ascontiguousarray(outer))

    def cast(self, dtype: Any) -> Modulated:
        """Return the same in another float type; times stay in float64."""
        left = None if self.left is None else self.left.astype(dtype)
        return Modulated(self.diagonal, self.right.astype(dtype), left)

    def ahead(self, times: np.ndarray) -> list[Constant]:
        """Return the matrices at several times of each trajectory, (stages, trajectories).

        Needs `left`. The stages of a trajectory share a product, whose right factor then stays
        in cache: this is what large batches spend their time on.
        """
        assert self.left is not None
        stages, count = times.shape
        scale = self._scale(times.reshape(-1))
        scale = scale.reshape(stages, count, *scale.shape[1:])
        heads, r, d = scale.shape[2], *self.left.shape[-2:]
        buffer = np.empty((stages, r, d), dtype=self.left.dtype)
        found = np.empty((count, heads, stages, r, self.right.shape[-1]), buffer.dtype)
        for b in range(count):
            left, right = (side[b % len(side)] for side in (self.left, self.right))
            for h, inner in enumerate(right):
                np.multiply(left, scale[:, b, h, None, :], out=buffer)
                out = found[b, h].reshape(stages * r, -1)
                np.matmul(buffer.reshape(-1, d), inner, out=out)
        return [Constant(found[:, :, s]) for s in range(stages)]

    def complaint(self, t: float) -> str:
        """Return what is wrong at time t, or nothing."""
        value = np.asarray(self.diagonal(np.array([t])))
        want = (1, self.right.shape[1], self.right.shape[-2])
        if value.shape != want:
            return f"D(t) has shape {value.shape} at t = {t:.17g}; it must be {want}"
        return "" if np.isfinite(value).all() else f"D(t) is not finite at t = {t:.17g}"

    def _scale(self, t: np.ndarray) -> np.ndarray:
        value = np.asarray(self.diagonal(t))
        want = (len(t), self.right.shape[1], self.right.shape[-2])
        if value.shape != want:
            return np.full(want, np.nan, dtype=self.right.dtype)
        return value.astype(self.right.dtype, copy=False)


@dataclass(frozen=True)
class Varying:
    """Matrices from a function of one time, `function(t) -> (heads, d, d)` or (d, d)."""

    function: Callable[[float], Any]
    heads: int
    size: int
    dtype: Any = np.float64
    left: np.ndarray | None = None
    right: np.ndarray | None = None

    def at(self, t: np.ndarray) -> np.ndarray:
        """Return the matrices at each trajectory's own time; equal times are asked for once."""
        if (t == t[0]).all():
            found = self._one(float(t[0]))[0][None].repeat(len(t), axis=0)
        else:
            times, places = np.unique(t, return_inverse=True)
            found = np.stack([self._one(float(time))[0] for time in times])[places]
        if self.left is None or self.right is None:
            return found
        return self.left[:, None] @ found @ self.right[:, None]

    def rows(self, t: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return y P(t) for every head: (trajectories, heads, tokens, d)."""
        return _rows(self.at(t), y)

    def take(self, which: np.ndarray) -> Varying:
        """Return the matrices of some trajectories."""
        sides = [s if s is None else _pick(s, which) for s in (self.left, self.right)]
        return Varying(self.function, self.heads, self.size, self.dtype, *sides)

    def within(self, left: np.ndarray, right: np.ndarray) -> Varying:
        """Return L P(t) R for each trajectory."""
        outer = left if self.left is None else left @ self.left
        inner = right if self.right is None else self.right @ right
        return Varying(self.function, self.heads, self.size, self.dtype, outer, inner)

    def cast(self, dtype: Any) -> Varying:
        """Return the same in another float type."""
        sides = [s if s is None else s.astype(dtype) for s in (self.left, self.right)]
        return Varying(self.function, self.heads, self.size, dtype, *sides)

    def complaint(self, t: float) -> str:
        """Return what is wrong at time t, or nothing."""
        return self._one(t)[1]

    def _one(self, t: float) -> tuple[np.ndarray, str]:
        """Return the matrices at t, NaN where they are not to be had, and the complaint."""
        want = (self.heads, self.size, self.size)
        value = np.asarray(self.function(t))
        if value.shape == want[1:] and self.heads == 1:
            value = value[None]
        if value.shape != want:
            why = f"the matrix has shape {value.shape} at t = {t:.17g}; it must be {want}"
            return np.full(want, np.nan, dtype=self.dtype), why
        if not np.isfinite(value).all():
            return value.astype(self.dtype), f"the matrix is not finite at t = {t:.17g}"
        return value.astype(self.dtype, copy=False), ""


Weights = Constant | Modulated | Varying


def weights(given: Any, d: int, name: str = "P") -> Weights:
    """Return heads from an array (d, d) or (heads, d, d), or from a function of t.

    A function is asked once, at t = 0. Raises `FlowError` for a wrong shape or a NaN.
    """
    if isinstance(given, Constant | Modulated | Varying):
        return given
    array = np.asarray(given(0.0) if callable(given) else given, dtype=np.float64)
    if array.ndim == 2:
        array = array[None]
    if array.ndim != 3 or array.shape[1:] != (d, d) or not len(array):
        raise FlowError(f"{name} has shape {array.shape}: write (heads, {d}, {d}).")
    if not np.isfinite(array).all():
        raise FlowError(f"{name} holds a number that is not finite.")
    return Varying(given, len(array), d) if callable(given) else Constant(array[None])


def _pick(shared: np.ndarray, which: np.ndarray) -> np.ndarray:
    """Return the part of some trajectories; one matrix for all stays as it is."""
    return shared if len(shared) == 1 else shared[which]


def _rows(P: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return y P per head; a shared P makes one product of all trajectories."""
    count, size, d = y.shape
    if len(P) == 1:
        found = (y.reshape(-1, d) @ P[0]).reshape(P.shape[1], count, size, -1)
        return found.swapaxes(0, 1)
    return y[:, None] @ P
