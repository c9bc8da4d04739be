"""The sum Σ_η Σⱼ αᵢⱼ U_η yⱼ of attention over a batch, in two layouts that do the same sums.

Large configurations go through matrix products, one trajectory after the other. Small ones (ten
tokens in space) would spend their time in calls, so there the trajectories are the last axis
and each multiplication serves a whole slab of them.
"""

from __future__ import annotations

import numpy as np

SLAB_BYTES = 1 << 19  # of scores held in cache at once
CALM = {np.dtype(np.float64): 300.0, np.dtype(np.float32): 60.0}  # scores safe without a shift
SMALL = 1024  # tokens² below which slabs win
NARROW = 8  # dimension up to which slabs win


def fits_slabs(y: np.ndarray, matrices: np.ndarray) -> bool:
    """Tell whether a batch is many small configurations under shared matrices."""
    count, size, d = y.shape
    return len(matrices) == 1 and count >= 16 and size * size <= SMALL and d <= NARROW


def by_products(
    y: np.ndarray,
    rows: np.ndarray,
    values: np.ndarray | None,
    scale: float,
    causal: bool,
    normalized: bool,
) -> np.ndarray:
    """Return the sum by matrix products; `rows` holds yP (B, heads, tokens, d).

    `values` is U (1 or B, heads, d, d), or None for the identity, when the heads share the last
    product. Trajectories go through in groups whose scores stay in cache.
    """
    count, size = y.shape[:2]
    past = np.tri(size, dtype=y.dtype) if causal else None
    step = max(1, SLAB_BYTES // (rows.shape[1] * size * size * y.itemsize))
    with np.errstate(all="ignore"):  # inf and NaN go on to the caller, who looks for them
        if step >= count:
            return _products(y, rows, values, scale, past, normalized)
        answer = np.empty_like(y)
        for start in range(0, count, step):
            part = slice(start, start + step)
            own = values if values is None or len(values) == 1 else values[part]
            answer[part] = _products(y[part], rows[part], own, scale, past, normalized)
    return answer


def _products(
    y: np.ndarray,
    rows: np.ndarray,
    values: np.ndarray | None,
    scale: float,
    past: np.ndarray | None,
    normalized: bool,
) -> np.ndarray:
    alpha = rows @ np.ascontiguousarray(np.swapaxes(y, -1, -2))[:, None]  # twice as fast so
    factor = _weigh(alpha, past, scale, normalized)
    if values is None:
        return np.einsum("bhij,bhi->bij", alpha, factor) @ y
    pulls = alpha @ (y[:, None] @ np.swapaxes(values, -1, -2))
    return np.einsum("bhia,bhi->bia", pulls, factor)


def by_slabs(
    y: np.ndarray,
    P: np.ndarray,
    values: np.ndarray | None,
    W: np.ndarray | None,
    scale: float,
    causal: bool,
    normalized: bool,
) -> np.ndarray:
    """Return the tangent velocity at y / |y|_W, for shared P and U (heads, d, d).

    The trajectories are the last axis, for the way to the manifold and back as well.
    """
    count, size = y.shape[:2]
    answer = np.empty_like(y)
    past = np.tri(size, dtype=y.dtype)[:, :, None] if causal else None
    step = max(16, SLAB_BYTES // (size * size * y.itemsize))
    with np.errstate(all="ignore"):
        for start in range(0, count, step):
            part = slice(start, start + step)
            Y = np.ascontiguousarray(y[part].transpose(2, 1, 0))
            weighted = _by_matrix(W, Y)
            shrink = 1 / np.sqrt((weighted * Y).sum(axis=0))
            Y *= shrink
            pull = _slab_pull(Y, P, values, scale, past, normalized)
            weighted = _by_matrix(W, Y)
            pull -= (weighted * pull).sum(axis=0) * Y
            answer[part] = pull.transpose(2, 1, 0)
    return answer


def _slab_pull(
    Y: np.ndarray,
    P: np.ndarray,
    values: np.ndarray | None,
    scale: float,
    past: np.ndarray | None,
    normalized: bool,
) -> np.ndarray:
    """Return Σ_η Σⱼ αᵢⱼ U yⱼ in the layout (d, tokens, trajectories)."""
    total = np.zeros_like(Y)
    for h, head in enumerate(P):
        R = _by_matrix(head.T, Y)
        alpha = np.einsum("cib,cjb->ijb", R, Y)
        # |score| ≤ d max|R| max|Y|, which costs less to look at than the scores
        calm = len(Y) * np.abs(R).max() * np.abs(Y).max() < CALM[Y.dtype]
        _exponentials(alpha, 1, past, normalized and not calm, calm)
        pull = np.einsum(
            "ijb,cjb->cib", alpha, _by_matrix(None if values is None else values[h], Y)
        )
        factor = scale / alpha.sum(axis=1) if normalized else scale
        pull *= np.asarray(factor, dtype=Y.dtype)
        total += pull
    return total


def _by_matrix(A: np.ndarray | None, Y: np.ndarray) -> np.ndarray:
    return Y if A is None else (A @ Y.reshape(len(Y), -1)).reshape(Y.shape)


def _weigh(
    alpha: np.ndarray, past: np.ndarray | None, scale: float, normalized: bool
) -> np.ndarray:
    """Turn scores into exponentials in place, and return the factor of each of their rows.

    No row of a softmax overflows.
    """
    calm = _calm(alpha)
    _exponentials(alpha, -1, past, normalized and not calm, calm)
    if not normalized:
        return np.full(alpha.shape[:-1], scale, dtype=alpha.dtype)
    sums = alpha @ np.ones(alpha.shape[-1], dtype=alpha.dtype)  # 5 times as fast as sum
    return np.asarray(scale / sums, dtype=alpha.dtype)


def _exponentials(
    scores: np.ndarray, axis: int, past: np.ndarray | None, shift: bool, calm: bool
) -> None:
    """Replace scores by exponentials in place, 0 for later tokens; shifted, rows stay ≤ 1."""
    if shift:
        if past is not None:
            np.copyto(scores, np.asarray(-np.inf, scores.dtype), where=past == 0)
        scores -= scores.max(axis=axis, keepdims=True)
    np.exp(scores, out=scores)
    if past is not None and calm:
        scores *= past  # cheaper than a mask, and right where nothing is infinite
    elif past is not None:
        np.copyto(scores, np.zeros((), scores.dtype), where=past == 0)


def _calm(scores: np.ndarray) -> bool:
    """Tell whether all exponentials and their sum are far from overflow and underflow."""
    bound = CALM[scores.dtype]
    return bool(scores.max() < bound and scores.min() > -bound)
