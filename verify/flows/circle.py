"""Tokens on a circle as angles, with the Jacobian that stiff methods need.

On yᵢ = (cos θᵢ, sin θᵢ), with τᵢ = (-sin θᵢ, cos θᵢ), the field is θᵢ' = Σ_η Σⱼ αᵢⱼ τᵢᵀU yⱼ.
Tokens of any dimension that lie on one great circle stay on it when U = I.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.flows.ellipsoids import FlowError, tokens
from verify.flows.fields import Attention
from verify.flows.reductions import roots
from verify.flows.weights import Weights

PLANE = 1e-12  # how far off a plane rounding may have put a token


@dataclass(frozen=True)
class Circle:
    """The velocity of angles (trajectories, tokens)."""

    P: Weights
    U: Weights | None = None
    scale: float = 1.0
    causal: bool = False
    normalized: bool = True

    def __call__(self, t: np.ndarray, theta: np.ndarray) -> np.ndarray:
        """Return θ' (trajectories, tokens)."""
        y = points(theta)
        total = np.zeros_like(theta)
        for P, U in self._heads(t):
            weights = self._exponentials(y @ P @ _turned(y))
            pull = weights @ (y if U is None else y @ _turned(U))
            turn = y[..., 0] * pull[..., 1] - y[..., 1] * pull[..., 0]
            total += turn * self._factor(weights)
        return total

    def jacobian(self, t: np.ndarray, theta: np.ndarray) -> np.ndarray:
        """Return ∂θᵢ'/∂θₖ (trajectories, tokens, tokens), exact up to rounding."""
        y, tau = _frame(theta)
        total = np.zeros((*theta.shape, theta.shape[-1]), dtype=theta.dtype)
        here = np.arange(theta.shape[-1])
        for P, U in self._heads(t):
            alpha = self._alpha(y @ P @ _turned(y))
            moved, across = (y, tau) if U is None else (y @ _turned(U), tau @ _turned(U))
            pull = tau @ _turned(moved)
            mean = np.einsum("bij,bij->bi", alpha, pull)[..., None]
            # Σⱼ αᵢⱼ is the scale for a softmax; without a normalizer α reacts by itself alone
            centred = pull - mean / self.scale if self.normalized else pull
            own = tau @ P @ _turned(y)  # ∂ score / ∂θᵢ
            turning = own * centred - y @ _turned(moved)
            total += alpha * ((y @ P @ _turned(tau)) * centred + tau @ _turned(across))
            total[:, here, here] += np.einsum("bij,bij->bi", alpha, turning)
        return total

    def onto(self, theta: np.ndarray) -> np.ndarray:
        """Return the angles as they are: they may wind."""
        return theta

    def take(self, which: np.ndarray) -> Circle:
        """Return the field of some of the trajectories."""
        U = None if self.U is None else self.U.take(which)
        return Circle(self.P.take(which), U, self.scale, self.causal, self.normalized)

    def complaint(self, t: float) -> str:
        """Return what is wrong with P or U at t, or nothing."""
        return self.P.complaint(t) or ("" if self.U is None else self.U.complaint(t))

    def _heads(self, t: np.ndarray) -> list[tuple[np.ndarray, np.ndarray | None]]:
        P, U = self.P.at(t), None if self.U is None else self.U.at(t)
        return [(P[:, h], None if U is None else U[:, h]) for h in range(P.shape[1])]

    def _alpha(self, scores: np.ndarray) -> np.ndarray:
        weights = self._exponentials(scores)
        return weights * self._factor(weights)[..., None]

    def _exponentials(self, scores: np.ndarray) -> np.ndarray:
        """Return exponentials of scores; those of a softmax are shifted, and none overflows."""
        with np.errstate(over="ignore", invalid="ignore"):
            if self.causal:
                scores = np.where(np.tri(scores.shape[-1], dtype=bool), scores, -np.inf)
            if self.normalized:
                scores = scores - scores.max(axis=-1, keepdims=True)
            return np.exp(scores)

    def _factor(self, weights: np.ndarray) -> np.ndarray:
        """Return what the weights of each row are multiplied by."""
        return np.asarray(self.scale / weights.sum(axis=-1) if self.normalized else self.scale)


def points(theta: np.ndarray) -> np.ndarray:
    """Return the tokens (cos θ, sin θ), with a last axis of 2."""
    y = np.empty((*np.shape(theta), 2), dtype=np.result_type(theta, np.float32))
    np.cos(theta, out=y[..., 0])
    np.sin(theta, out=y[..., 1])
    return y


def angles(y: np.ndarray) -> np.ndarray:
    """Return the angle in (-π, π] of tokens with a last axis of 2."""
    return np.arctan2(y[..., 1], y[..., 0])


@dataclass(frozen=True)
class GreatCircle:
    """Angles on a great circle: the field, the start, and the way back."""

    field: Circle
    start: np.ndarray  # (trajectories, tokens)
    basis: np.ndarray  # (trajectories, d, 2), W-orthonormal

    def lift(self, theta: np.ndarray) -> np.ndarray:
        """Return the tokens in full coordinates, of angles (…, trajectories, tokens)."""
        return points(theta) @ np.swapaxes(self.basis, -1, -2)


def great_circle(field: Attention, y0: Any) -> GreatCircle:
    """Return the flow in angles of tokens in a plane through 0; in dimension 2, for any U.

    The first token has angle 0 there, unless d = 2 on the circle itself, where angles are the
    usual ones. Raises `FlowError` when the tokens are not in a plane, or U is given for d > 2.
    """
    y = tokens(y0, field.W)
    d = y.shape[-1]
    if d < 2:
        raise FlowError("Tokens of dimension 1 have no angle.")
    if d > 2 and field.U is not None:
        raise FlowError("U is given: tokens leave their great circle unless U = I.")
    forth, back = roots(field, d)
    z = y @ forth
    Q = np.broadcast_to(np.eye(2), (len(y), 2, 2)) if d == 2 else _planes(z)
    basis = back @ Q
    dual = np.swapaxes(forth @ Q, -1, -2)
    heads = field.P.within(np.swapaxes(basis, -1, -2), basis)
    U = None if field.U is None else field.U.within(dual, basis)
    flow = Circle(heads, U, field.scale, field.causal, field.normalized)
    return GreatCircle(flow, angles(z @ Q), basis)


def _planes(z: np.ndarray) -> np.ndarray:
    """Return an orthonormal basis (trajectories, d, 2) that starts with the first token."""
    first = z[:, 0]
    off = z - np.einsum("bic,bc->bi", z, first)[..., None] * first[:, None, :]
    second = np.linalg.svd(off, full_matrices=False)[2][:, 0]
    second = second - np.einsum("bc,bc->b", second, first)[:, None] * first
    size = np.linalg.norm(second, axis=-1, keepdims=True)
    if (size < 0.5).any():  # all tokens equal or opposite: any direction across does
        second = np.linalg.svd(first[:, None, :])[2][:, 1]
        size = np.ones_like(size)
    Q = np.stack([first, second / size], axis=-1)
    gap = np.abs(z - (z @ Q) @ np.swapaxes(Q, -1, -2)).max()
    if gap > PLANE:
        raise FlowError(f"The tokens are {gap:.3g} off a plane through 0: no great circle.")
    return Q


def _frame(theta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    y = points(theta)
    return y, np.stack([-y[..., 1], y[..., 0]], axis=-1)


def _turned(y: np.ndarray) -> np.ndarray:
    return np.swapaxes(y, -1, -2)
