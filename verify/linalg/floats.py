"""Spectra and definiteness of stacks of matrices, in floats.

Everything here observes and nothing proves: `spectrum` and `certificates` decide. Stacks have
shape (..., n, n); LAPACK does the eigenvalues, and definiteness is read off an elimination that
runs over the whole stack at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.linalg.matrices import stack, symmetric

CHUNK_BYTES = 1 << 20  # of a stack held in cache during an elimination
EPS = float(np.finfo(np.float64).eps)
TINY = float(np.finfo(np.float64).tiny)
SQUARED_TINY = 1e-161  # what a length may lose when squares underflow


@dataclass(frozen=True)
class Conditioning:
    """Float eigenvalues λ (..., n) with their condition numbers κ = ‖x‖‖y‖/|yᴴx| ≥ 1.

    A perturbation of size ε moves a simple eigenvalue by about κε; κ is infinite at a
    defective one, and huge near one.
    """

    values: np.ndarray
    numbers: np.ndarray


def eigenvalues(A: Any) -> np.ndarray:
    """Return the eigenvalues (..., n) as complex floats, with whatever LAPACK loses.

    On strongly non-normal matrices they may have no correct digit (HiPPO-LegS from n = 24 on).
    """
    return np.linalg.eigvals(stack(A)).astype(np.complex128, copy=False)


def spectral_radius(A: Any) -> np.ndarray:
    """Return the largest modulus of the float eigenvalues of each matrix."""
    return np.abs(np.linalg.eigvals(stack(A))).max(axis=-1)


def spectral_abscissa(A: Any) -> np.ndarray:
    """Return the largest real part of the float eigenvalues of each matrix."""
    return np.linalg.eigvals(stack(A)).real.max(axis=-1)


def eigenvalue_conditions(A: Any) -> Conditioning:
    """Return float eigenvalues and condition numbers; see `certificates` for enclosures."""
    array = stack(A)
    values, right = np.linalg.eig(array)
    with np.errstate(all="ignore"):
        try:
            left = np.linalg.inv(right)
        except np.linalg.LinAlgError:  # one singular basis fails the whole stack
            left = np.linalg.pinv(right)
        numbers = np.linalg.norm(right, axis=-2) * np.linalg.norm(left, axis=-1)
    numbers = np.where(np.isfinite(numbers), np.maximum(numbers, 1.0), np.inf)
    return Conditioning(values.astype(np.complex128), numbers)


def definiteness(S: Any) -> np.ndarray:
    """Return for each symmetric matrix 1 (positive definite), -1 (not even semidefinite) or 0.

    0 says that rounding decides: the smallest eigenvalue is within about 8n² eps of zero,
    relative to the largest. S - τI, with τ above the rounding error of its own elimination, has
    positive pivots only, or else gives a vector v with vᵀSv < 0; LAPACK settles the few that
    are left. Source: Rump, Verification of positive definiteness, BIT 46 (2006). Asymmetric
    input raises `MatrixError`.
    """

    def checked(chunk: np.ndarray, _: np.ndarray, place: slice) -> np.ndarray:
        if not all(np.array_equal(chunk[i, i:], chunk[i:, i].conj()) for i in range(n)):
            symmetric(array.reshape(-1, n, n)[place], "S")  # raises, with the place
        return chunk

    array = stack(S, "S")
    n = array.shape[-1]
    if n == 2:
        flat = _mirrored(array).reshape(-1, 2, 2)
        signs = _pairs(flat[:, 0, 0].real, flat[:, 0, 1], flat[:, 1, 1].real)
        return signs.reshape(array.shape[:-2])
    return _by_chunks(array, checked)


def lognorm2_sign(A: Any) -> np.ndarray:
    """Return the sign of the logarithmic norm μ₂ of each matrix: -1, 1, or 0 when too close.

    The sign of μ₂ is that of the largest eigenvalue of A + Aᴴ.
    """

    def outward(chunk: np.ndarray, spare: np.ndarray, _: slice) -> np.ndarray:
        np.add(chunk, chunk.swapaxes(0, 1).conj(), out=spare)
        return np.negative(spare, out=chunk)

    array = stack(A)
    if array.shape[-1] == 2:
        flat = array.reshape(-1, 2, 2)
        side = flat[:, 0, 1] / 2 + flat[:, 1, 0].conj() / 2
        signs = -_pairs(-flat[:, 0, 0].real, side, -flat[:, 1, 1].real)
        return signs.reshape(array.shape[:-2])
    return -_by_chunks(array, outward)


def _mirrored(S: np.ndarray) -> np.ndarray:
    """Return a stack (..., 2, 2) if its two sides mirror each other, or raise `MatrixError`.

    Only the entries that may differ are compared: a fifth of the work of `symmetric`.
    """
    same = np.array_equal(S[..., 0, 1], S[..., 1, 0].conj())
    if S.dtype.kind == "c":
        same = same and not (S[..., 0, 0].imag.any() or S[..., 1, 1].imag.any())
    return S if same else symmetric(S, "S")


def _pairs(a: np.ndarray, b: np.ndarray, d: np.ndarray) -> np.ndarray:
    """Decide the definiteness of (a, b; b̄, d) by the smaller eigenvalue, in closed form.

    Its rounding error is a few eps times the larger one, and 3e-162 where squares underflow;
    what overflows has an infinite band. LAPACK settles the few that are left.
    """
    with np.errstate(all="ignore"):
        middle, half = (a + d) / 2, (a - d) / 2
        square = b * b if b.dtype.kind == "f" else b.real**2 + b.imag**2
        reach = np.sqrt(half * half + square)
        low, room = middle - reach, 32 * EPS * (np.abs(middle) + reach) + SQUARED_TINY
        answers = (low > room).astype(np.int8) - (low < -room)
    left = np.flatnonzero(answers == 0)
    if len(left):
        rows = np.stack([a[left], b[left], b[left].conj(), d[left]], axis=-1)
        answers[left] = _by_eigenvalues(rows.reshape(-1, 2, 2))
    return answers


def _by_chunks(
    array: np.ndarray, prepared: Callable[[np.ndarray, np.ndarray, slice], np.ndarray]
) -> np.ndarray:
    """Decide the definiteness of a stack, laid out in chunks (n, n, stack) that fit a cache.

    The chunks share two buffers: fresh ones would cost more in page faults than the work.
    """
    n = array.shape[-1]
    flat = array.reshape(-1, n, n)
    answers = np.empty(len(flat), dtype=np.int8)
    step = min(max(1, CHUNK_BYTES // (flat.itemsize * n * n)), len(flat))
    buffers = np.empty((2, n, n, step), dtype=flat.dtype)
    for start in range(0, len(flat), step):
        part = slice(start, min(start + step, len(flat)))
        chunk, spare = buffers[..., : part.stop - start]
        chunk[...] = flat[part].transpose(1, 2, 0)
        with np.errstate(all="ignore"):  # pivots after a bad one mean nothing, may overflow
            answers[part] = _definiteness(prepared(chunk, spare, part), spare)
        open_ones = start + np.flatnonzero(answers[part] == 0)
        if len(open_ones):
            again = np.ascontiguousarray(flat[open_ones].transpose(1, 2, 0))
            again = prepared(again, np.empty_like(again), part)
            answers[open_ones] = _by_eigenvalues(again.transpose(2, 0, 1))
    return answers.reshape(array.shape[:-2])


def _by_eigenvalues(S: np.ndarray) -> np.ndarray:
    """Ask LAPACK about the few that the elimination left open; what is close to 0 stays 0."""
    values = np.linalg.eigvalsh(S)
    smallest, size = values[:, 0], np.abs(values).max(axis=-1)
    close = 8 * S.shape[-1] ** 2 * EPS * size + TINY
    return np.where(np.abs(smallest) <= close, 0, np.sign(smallest)).astype(np.int8)


def _definiteness(W: np.ndarray, U: np.ndarray) -> np.ndarray:
    """Decide a chunk laid out as (n, n, stack); it and the buffer U are overwritten."""
    n = len(W)
    diagonal = np.einsum("kkb->kb", W).real
    tau = 8 * (n + 2) * EPS * np.abs(diagonal).sum(axis=0) + n * TINY
    _factor(W, U, tau)
    bad = ~(diagonal > 0)  # the pivots by now; a NaN is bad too
    answers = np.ones(W.shape[-1], dtype=np.int8)
    failed = np.flatnonzero(bad.any(axis=0))
    if len(failed):
        first = bad.argmax(axis=0)[failed]
        pivot, room = diagonal[first, failed], tau[failed]
        answers[failed] = _downward(U.take(failed, axis=2), first, pivot, room)
    return answers


def _factor(W: np.ndarray, U: np.ndarray, tau: np.ndarray) -> None:
    """Eliminate S - τI = UᴴDU in place; U gets the rows divided by their pivots.

    Rows below the first pivot that is not positive mean nothing. Left-looking, so that each
    row is written once.
    """
    for k in range(len(W)):
        W[k, k] -= tau
        if k:
            W[k, k:] -= np.einsum("jb,jmb->mb", U[:k, k].conj(), W[:k, k:])
        np.multiply(W[k, k:], 1 / W[k, k].real, out=U[k, k:])


def _downward(U: np.ndarray, k: np.ndarray, pivot: np.ndarray, tau: np.ndarray) -> np.ndarray:
    """Return -1 where the direction v of the bad pivot d has vᴴSv = d + τ‖v‖² < 0, else 0."""
    n, _, count = U.shape
    v = np.zeros((n, count), dtype=U.dtype)
    v[k, np.arange(count)] = 1
    for j in range(int(k.max()) - 1, -1, -1):
        np.copyto(v[j], -np.einsum("mb,mb->b", U[j, j + 1 :], v[j + 1 :]), where=j < k)
    length = np.einsum("mb,mb->b", v, v.conj()).real
    return np.where(pivot + 2 * tau * length < 0, -1, 0).astype(np.int8)
