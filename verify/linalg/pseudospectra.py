"""The ε-pseudospectral abscissa and the Kreiss constant, between rigorous bounds.

On the line Re z = x the number ε is a singular value of zI - A iff
    H(x, ε) = [[xI - Aᴴ, -εI], [εI, A - xI]]
has an eigenvalue on the imaginary axis, which its exact characteristic polynomial decides.
Source: Burke, Lewis and Overton, Robust stability and a criss-cross algorithm for
pseudospectra, IMA J. Numer. Anal. 23 (2003).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import numpy as np

from verify.linalg import balls
from verify.linalg.characteristic import real_part_count, shifted
from verify.linalg.definite import inertia
from verify.linalg.matrices import Exact, MatrixError, exact, gaussian


@dataclass(frozen=True)
class Bounds:
    """lower ≤ the quantity ≤ upper, both rigorous and rational."""

    lower: Fraction
    upper: Fraction


def resolvent_norm(A: Any, z: Any, bits: int = 128) -> Any:
    """Return ‖(zI - A)⁻¹‖₂ as an arb; NaN or infinite when z may be an eigenvalue."""
    matrix = exact(A)
    real, imag = gaussian(z, "z")
    with flint.ctx.workprec(bits):
        point = flint.acb(_ball(real), _ball(imag))
        difference = -matrix.balls(bits)
        for i in range(matrix.size):
            difference[i, i] += point
        try:
            return balls.norm2(difference.inv())
        except ZeroDivisionError:
            return flint.arb.pos_inf()


def stays_left(A: Any, epsilon: Any, x: Any) -> bool:
    """Tell exactly whether the ε-pseudospectral abscissa of A is below x.

    The answer False says that it is at least x. All arguments are exact numbers, ε > 0.
    """
    matrix, level, line = exact(A), _positive(epsilon, "epsilon"), _real(x, "x")
    n = matrix.size
    if real_part_count(shifted(matrix, line)).inside < n:
        return False
    # every part of the pseudospectrum holds an eigenvalue, so it cannot pass the line unseen
    return real_part_count(_hamiltonian(matrix, level, line)).boundary == 0


def pseudospectral_abscissa(A: Any, epsilon: Any, steps: int = 24) -> Bounds:
    """Return rigorous bounds of max {Re z : ‖(zI - A)⁻¹‖ ≥ 1/ε}, by exact bisection.

    The first bracket is [α(A) + ε, μ₂(A) + ε]; each step halves it.
    """
    matrix, level = exact(A), _positive(epsilon, "epsilon")
    with flint.ctx.workprec(64):
        low = _fraction(balls.spectral_abscissa(matrix).lower()) + level
        high = _fraction(balls.lognorm2(matrix).upper()) + level
    for _ in range(steps):
        if low >= high:
            return Bounds(min(low, high), high)
        middle = (low + high) / 2
        if stays_left(matrix, level, middle):
            high = middle
        else:
            low = middle
    return Bounds(low, high)


def kreiss_constant(A: Any, ratio: Any = "11/10") -> Bounds:
    """Return rigorous bounds of sup Re z ‖(zI - A)⁻¹‖ over Re z > 0; upper/lower ≲ ratio².

    It bounds the transient: K ≤ sup ‖e^{At}‖ ≤ e n K. The lower bound is the value at a point,
    in balls. For the upper one the half line is covered by intervals [x, rx], in each of which
    the pseudospectral abscissa at level rx/K is shown to stay below x. A matrix that is not
    Hurwitz raises `MatrixError`. Meant for n ≤ 16.
    """
    matrix, r = exact(A), _real(ratio, "ratio")
    if r <= 1:
        raise MatrixError(f"ratio={ratio} must exceed 1. Write a number like 11/10.")
    if real_part_count(matrix).inside < matrix.size:
        raise MatrixError("A is not Hurwitz, so its Kreiss constant may be infinite. Shift A.")
    if inertia(_outward(matrix), "-(A + Aᴴ)").semidefinite:
        return Bounds(Fraction(1), Fraction(1))  # μ₂ ≤ 0, so ‖e^{At}‖ ≤ 1
    lower = max(_fraction(_at_best_point(matrix).lower()), Fraction(1))
    upper = max(lower * r, r)
    while not _covered(matrix, upper, r):
        upper *= r
    return Bounds(lower, upper)


def _covered(A: Exact, bound: Fraction, r: Fraction) -> bool:
    """Tell whether Re z ‖(zI - A)⁻¹‖ ≤ bound for all Re z > 0 is proved."""
    with flint.ctx.workprec(64):
        size = _fraction(balls.norm2(A).upper())
    # beyond `end`, Re z ‖(zI - A)⁻¹‖ ≤ x/(x - ‖A‖) ≤ bound
    end = size * bound / (bound - 1)
    x = _start(A, bound)
    while x < end:
        if not stays_left(A, r * x / bound, x):
            return False
        x *= r
    return True


def _start(A: Exact, bound: Fraction) -> Fraction:
    """Return an x such that all of 0 < Re z ≤ x is fine: level x/bound stays left of 0."""
    x = Fraction(1)
    while not stays_left(A, x / bound, 0):
        x /= 2
    return x


def _at_best_point(A: Exact) -> Any:
    """Return Re z ‖(zI - A)⁻¹‖ enclosed at the best point a float search finds."""
    middle = np.array([[complex(z) for z in row] for row in A.balls(64).tolist()])
    size = max(float(np.abs(middle).max()), 1e-30)
    xs = size * np.logspace(-4, 1, 24)
    ys = size * np.concatenate([-np.logspace(1, -3, 24), [0.0], np.logspace(-3, 1, 24)])
    best = complex(size)
    for _ in range(4):
        values = _float_values(middle, xs, ys)
        i, j = divmod(int(values.argmax()), len(ys))
        best = complex(xs[i], ys[j])
        xs = np.unique(np.linspace(xs[max(i - 1, 0)], xs[min(i + 1, len(xs) - 1)], 9))
        ys = np.unique(np.linspace(ys[max(j - 1, 0)], ys[min(j + 1, len(ys) - 1)], 9))
    with flint.ctx.workprec(128):
        return resolvent_norm(A, best) * flint.arb(best.real)


def _float_values(middle: np.ndarray, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
    z = xs[:, None] + 1j * ys[None, :]
    shifted_stack = z[..., None, None] * np.eye(len(middle)) - middle
    smallest = np.linalg.svd(shifted_stack, compute_uv=False)[..., -1]
    with np.errstate(divide="ignore"):
        return np.where(smallest > 0, xs[:, None] / smallest, 0.0)


def _hamiltonian(A: Exact, epsilon: Fraction, x: Fraction) -> Exact:
    moved = shifted(A, x)
    d = moved.denominator * epsilon.denominator
    level = int(epsilon * d)
    n, real = A.size, (epsilon.denominator * moved.real).tolist()
    adjoint = (-epsilon.denominator * moved.real.transpose()).tolist()
    unit = [[level if i == j else 0 for j in range(n)] for i in range(n)]
    top = [a + [-e for e in row] for a, row in zip(adjoint, unit, strict=True)]
    whole = flint.fmpz_mat(top + [row + a for row, a in zip(unit, real, strict=True)])
    if moved.imag is None:
        return Exact(whole, None, d)
    imag = epsilon.denominator * moved.imag
    zero = [[0] * n for _ in range(n)]
    upper = [a + b for a, b in zip(imag.transpose().tolist(), zero, strict=True)]
    lower = [b + a for b, a in zip(zero, imag.tolist(), strict=True)]
    return Exact(whole, flint.fmpz_mat(upper + lower), d)


def _outward(A: Exact) -> Exact:
    imag = None if A.imag is None else A.imag.transpose() - A.imag
    return Exact(-(A.real + A.real.transpose()), imag, A.denominator)


def _positive(number: Any, what: str) -> Fraction:
    value = _real(number, what)
    if value <= 0:
        raise MatrixError(f"{what}={number} must be positive.")
    return value


def _real(number: Any, what: str) -> Fraction:
    real, imag = gaussian(number, what)
    if imag:
        raise MatrixError(f"{what}={number} must be real.")
    return real


def _ball(number: Fraction) -> Any:
    return flint.arb(flint.fmpq(number.numerator, number.denominator))


def _fraction(number: Any) -> Fraction:
    return gaussian(number)[0]
