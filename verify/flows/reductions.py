"""Exact reductions of attention flows: the same trajectories, with fewer coordinates.

When every U is the identity, tokens never leave the span of where they start, so that fifty
tokens in dimension 500 are fifty tokens in dimension 50. And z = W^{1/2}y turns the ellipsoid
into the sphere, with P̃ = W^{-1/2}PW^{-1/2} and Ũ = W^{1/2}UW^{-1/2}. The factor in the
normalizer stays that of the full dimension. Rounding apart, a reduced flow takes the steps of
the full one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from verify.flows.ellipsoids import FlowError, square_root, tokens
from verify.flows.fields import Attention


@dataclass(frozen=True)
class Reduced:
    """A field in fewer coordinates, its start, and the way back."""

    field: Attention
    start: np.ndarray  # (trajectories, tokens, r)
    basis: np.ndarray  # (trajectories, d, r), W-orthonormal: y = basis c

    def lift(self, states: np.ndarray) -> np.ndarray:
        """Return the tokens in full coordinates, of states (…, trajectories, tokens, r)."""
        return states @ np.swapaxes(self.basis, -1, -2)


def spanned(field: Attention, y0: Any) -> Reduced:
    """Return the flow in an orthonormal basis of the span of each trajectory's first tokens.

    The reduced flow is on the unit sphere of dimension r = min(tokens, d). Raises `FlowError`
    unless U is the identity, or for tokens off the ellipsoid.
    """
    if field.U is not None:
        raise FlowError("U is given: tokens stay in the span of their start only for U = I.")
    dtype = np.float32 if np.asarray(y0).dtype == np.float32 else np.float64
    y = tokens(y0, field.W, dtype).astype(np.float64)
    on_sphere, back = _to_sphere(field, y)
    Q = np.linalg.qr(np.swapaxes(on_sphere, -1, -2))[0]
    basis = Q if back is None else back @ Q
    start = on_sphere @ Q
    basis = basis.astype(dtype)
    heads = field.P.cast(dtype).within(np.swapaxes(basis, -1, -2), basis)
    return Reduced(replace(field, P=heads, W=None), start.astype(dtype), basis)


def conjugated(field: Attention, y0: Any) -> Reduced:
    """Return the same flow on the unit sphere, z = W^{1/2}y, for any U."""
    y = tokens(y0, field.W)
    forth, back = roots(field, y.shape[-1])
    U = None if field.U is None else field.U.within(forth[None], back[None])
    sphere = replace(field, P=field.P.within(back[None], back[None]), U=U, W=None)
    return Reduced(sphere, y @ forth, back[None])


def _to_sphere(field: Attention, y: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """Return W^{1/2}y and W^{-1/2}, None on the sphere: a product with the identity costs."""
    if field.W is None:
        return y, None
    forth, back = square_root(field.W)
    return y @ forth, back


def roots(field: Attention, d: int) -> tuple[np.ndarray, np.ndarray]:
    if field.W is None:
        return np.eye(d), np.eye(d)
    return square_root(field.W)
