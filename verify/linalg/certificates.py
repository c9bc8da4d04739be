"""Stability with its proof: a matrix is Hurwitz or Schur by a certificate, never by eigenvalues
in floats.

Three certificates, cheapest first: a negative logarithmic norm; a Lyapunov matrix, found in
floats and checked exactly or in balls; the exact count of eigenvalues by their characteristic
polynomial, which decides every exact matrix both ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from verify.linalg import balls, lyapunov
from verify.linalg.characteristic import real_part_count, unit_disc_count
from verify.linalg.definite import positive_definite
from verify.linalg.matrices import Exact, MatrixError, exact
from verify.linalg.polynomials import Count
from verify.verdict import Truth


@dataclass(frozen=True)
class Certificate:
    """An answer about stability, and what it rests on."""

    property: str  # "Hurwitz" or "Schur"
    holds: Truth
    kind: str  # "norm", "Lyapunov matrix", "characteristic polynomial", "spectrum", "none"
    because: str  # one sentence
    P: tuple[tuple[Fraction, ...], ...] | None = None  # the Lyapunov matrix, exactly
    count: Count | None = None  # eigenvalues inside, on and outside the boundary

    def __bool__(self) -> bool:
        raise TypeError("A certificate has three answers: compare `holds` with Truth.TRUE.")


@dataclass(frozen=True)
class _Kind:
    """What tells the two notions of stability apart."""

    name: str
    bound: Any  # a norm or logarithmic norm in balls
    limit: int  # which is below this
    bound_name: str
    decrease: Any  # (A, P) -> the matrix that must be positive definite
    solve: Any
    measure: Any  # abscissa or radius
    count: Any


def hurwitz(A: Any) -> Certificate:
    """Return whether every eigenvalue has negative real part, with a certificate.

    `A` is a matrix of exact numbers, always decided, or of balls, where the answer is about
    every matrix in them and UNKNOWN when it is not the same for all, or not found.
    """
    return _certified(A, _HURWITZ)


def schur(A: Any) -> Certificate:
    """Return whether every eigenvalue has modulus below 1, certified as in `hurwitz`."""
    return _certified(A, _SCHUR)


def is_lyapunov_matrix(A: Any, P: Any, bits: int = 128) -> Truth:
    """Tell whether P ≻ 0 and AᴴP + PA ≺ 0, which proves that A is Hurwitz."""
    return _is_certificate(A, P, _HURWITZ, bits)


def is_stein_matrix(A: Any, P: Any, bits: int = 128) -> Truth:
    """Tell whether P ≻ 0 and AᴴPA - P ≺ 0, which proves that A is Schur."""
    return _is_certificate(A, P, _SCHUR, bits)


def _certified(A: Any, kind: _Kind) -> Certificate:
    matrix = A if isinstance(A, (flint.arb_mat, flint.acb_mat)) else exact(A)
    for route in (_by_norm, _by_lyapunov):
        certificate = route(matrix, kind)
        if certificate is not None:
            return certificate
    return _by_count(matrix, kind) if isinstance(matrix, Exact) else _by_balls(matrix, kind)


def _by_norm(A: Any, kind: _Kind) -> Certificate | None:
    with flint.ctx.workprec(128):
        value = kind.bound(A)
    if not value < kind.limit:
        return None
    because = f"the {kind.bound_name} is {value.str(10)}, below {kind.limit}"
    return Certificate(kind.name, Truth.TRUE, "norm", because)


def _by_lyapunov(A: Any, kind: _Kind) -> Certificate | None:
    middle = np.array([[complex(z) for z in row] for row in _balls(A, 64).tolist()])
    if not middle.imag.any():
        middle = middle.real
    try:
        P = kind.solve(middle).P
        np.linalg.cholesky(P)
    except (MatrixError, np.linalg.LinAlgError, ValueError):
        return None
    if _is_certificate(A, P, kind, 192) is not Truth.TRUE:
        return None
    entries = None
    if not np.iscomplexobj(P):
        entries = tuple(tuple(Fraction(x) for x in row) for row in P.tolist())
    because = "a positive definite P makes xᴴPx decrease, checked in balls at 192 bits"
    return Certificate(kind.name, Truth.TRUE, "Lyapunov matrix", because, entries)


def _by_count(A: Exact, kind: _Kind) -> Certificate:
    count = kind.count(A)
    holds = Truth.of(count.boundary == 0 and count.outside == 0)
    because = (
        f"of {A.size} eigenvalues {count.inside} lie inside, {count.boundary} on the boundary "
        f"and {count.outside} outside"
    )
    return Certificate(kind.name, holds, "characteristic polynomial", because, count=count)


def _by_balls(A: Any, kind: _Kind) -> Certificate:
    with flint.ctx.workprec(256):
        value = kind.measure(A)
    holds = Truth.TRUE if value < kind.limit else Truth.UNKNOWN
    if value >= kind.limit:
        holds = Truth.FALSE
    where = "spectrum" if holds is not Truth.UNKNOWN else "none"
    because = f"the eigenvalues reach as far as {value.str(10)}; the boundary is {kind.limit}"
    return Certificate(kind.name, holds, where, because)


def _is_certificate(A: Any, P: Any, kind: _Kind, bits: int) -> Truth:
    with flint.ctx.workprec(bits):
        matrix, candidate = _balls(A, bits), balls.balls(P, "P")
        if not _hermitian(candidate):
            raise MatrixError("P is not Hermitian. Write (P + P.T)/2.")
        return min(
            positive_definite(candidate, bits),
            positive_definite(kind.decrease(matrix, candidate), bits),
        )


def _balls(A: Any, bits: int) -> flint.acb_mat:
    return A.balls(bits) if isinstance(A, Exact) else balls.balls(A)


def _hermitian(P: flint.acb_mat) -> bool:
    return bool(P.overlaps(P.conjugate().transpose()))


def _continuous(A: flint.acb_mat, P: flint.acb_mat) -> flint.acb_mat:
    return -(A.conjugate().transpose() * P + P * A)


def _discrete(A: flint.acb_mat, P: flint.acb_mat) -> flint.acb_mat:
    return P - A.conjugate().transpose() * P * A


_HURWITZ = _Kind(
    "Hurwitz",
    balls.lognorm2,
    0,
    "logarithmic norm μ₂",
    _continuous,
    lyapunov.lyapunov,
    balls.spectral_abscissa,
    real_part_count,
)
_SCHUR = _Kind(
    "Schur",
    balls.norm2,
    1,
    "norm ‖A‖₂",
    _discrete,
    lyapunov.stein,
    balls.spectral_radius,
    unit_disc_count,
)
