"""Hardmax attention: each token looks at the tokens of largest score, ties shared equally."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from verify.flows.ellipsoids import onto, tangent
from verify.flows.weights import Weights


@dataclass(frozen=True)
class Hardmax:
    """The limit β → ∞ of softmax attention, on the ellipsoid yᵀWy = 1.

    The field jumps where two scores cross, so an adaptive integrator crawls there and its order
    is one; two scores tie only when equal to the last bit.
    """

    P: Weights
    U: Weights | None = None
    W: np.ndarray | None = None
    scale: float = 1.0
    causal: bool = False

    def __call__(self, t: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the velocity (trajectories, tokens, d) at π_W(y)."""
        y = self.onto(y)
        U = None if self.U is None else self.U.at(t)
        pull = np.zeros_like(y)
        for h, row in enumerate(self.P.rows(t, y).swapaxes(0, 1)):
            scores = row @ np.swapaxes(y, -1, -2)
            if self.causal:
                scores = np.where(np.tri(y.shape[1], dtype=bool), scores, -np.inf)
            best = scores == scores.max(axis=-1, keepdims=True)
            with np.errstate(invalid="ignore", divide="ignore"):  # NaN scores: nothing is best
                share = best / best.sum(axis=-1, keepdims=True, dtype=y.dtype)
            value = y if U is None else y @ np.swapaxes(U[:, h], -1, -2)
            pull += self.scale * (share.astype(y.dtype) @ value)
        return tangent(y, pull, self.W)

    def onto(self, y: np.ndarray) -> np.ndarray:
        """Return y / |y|_W."""
        return onto(y, self.W)

    def take(self, which: np.ndarray) -> Hardmax:
        """Return the field of some of the trajectories."""
        U = None if self.U is None else self.U.take(which)
        return replace(self, P=self.P.take(which), U=U)

    def complaint(self, t: float) -> str:
        """Return what is wrong with P or U at t, or nothing."""
        why = self.P.complaint(t) or ("" if self.U is None else self.U.complaint(t))
        return why and f"weights: {why}"
