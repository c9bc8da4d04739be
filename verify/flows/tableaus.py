"""Embedded Runge–Kutta methods as data: Dormand–Prince 5(4), 8(5,3), and two of Kutta.

A step from y is y + h Σₛ bₛ kₛ. Inside it, the interpolant is y + h Σₛ bₛ(θ) kₛ for 0 ≤ θ ≤
1. The coefficients are those of SciPy's solvers, so that only the stepping differs. Source:
Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, sections II.4 to II.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from verify.flows.ellipsoids import FlowError


@dataclass(frozen=True)
class Tableau:
    """An embedded method whose last stage is the velocity at the new point."""

    name: str
    order: int
    error_order: int  # the order of the error estimate, which the step size follows
    nodes: np.ndarray  # c, (stages,)
    stages: tuple[np.ndarray, ...]  # row s of A, over the stages before s
    weights: np.ndarray  # b, (stages,)
    errors: tuple[np.ndarray, ...]  # one estimate over stages + 1; or two, which are combined
    extra_nodes: np.ndarray  # further stages, for the interpolant only
    extra_stages: tuple[np.ndarray, ...]
    polynomials: np.ndarray  # bₛ(θ) = Σₖ polynomials[s, k] θᵏ⁺¹

    def __post_init__(self) -> None:
        rows = [*self.stages, self.weights, *self.extra_stages]
        sums = [*self.nodes, 1.0, *self.extra_nodes]
        for row, c in zip(rows, sums, strict=True):
            if abs(float(np.sum(row)) - c) > 1e-12:
                raise FlowError(f"{self.name}: a row sums to {np.sum(row)}, its node is {c}.")
        if any(abs(float(error.sum())) > 1e-12 for error in self.errors):
            raise FlowError(f"{self.name}: error weights must sum to 0.")
        padded = np.zeros(len(self.polynomials))
        padded[: len(self.weights)] = self.weights
        if np.abs(self.polynomials.sum(axis=1) - padded).max() > 1e-10:
            raise FlowError(f"{self.name}: the interpolant must end at the new point.")


@cache
def tableau(name: str) -> Tableau:
    """Return "dopri5", "dop853", "rk4" or "rk38"; raises `FlowError` for any other name.

    The last two, of fourth order, are the cheapest where the weights P(t) cost most and are no
    smoother than |sin|, which holds every method to about second order. A step of "rk4" asks
    for them at two times only. One of Kutta's 3/8 rule asks at three, but weighs them more
    evenly, and takes longer steps for the same error.
    """
    methods = {
        "dopri5": _dormand_prince_5,
        "dop853": _dormand_prince_8,
        "rk4": _classical,
        "rk38": _three_eighths,
    }
    if name not in methods:
        raise FlowError(f"{name!r} is no method: write one of {sorted(methods)}.")
    return methods[name]()


def _rows(A: np.ndarray) -> tuple[np.ndarray, ...]:
    return tuple(np.array(A[s, :s]) for s in range(len(A)))


def _dormand_prince_5() -> Tableau:
    from scipy.integrate import RK45  # here, because importing SciPy costs half a second

    # SciPy omits the last column of A, which is zero
    A = np.hstack([RK45.A, np.zeros((len(RK45.A), len(RK45.B) - RK45.A.shape[1]))])
    nothing = np.zeros(0)
    return Tableau(
        "dopri5", 5, 4, RK45.C, _rows(A), RK45.B, (RK45.E,), nothing, (), np.array(RK45.P)
    )


def _dormand_prince_8() -> Tableau:
    from scipy.integrate import DOP853

    n, total = len(DOP853.B), DOP853.D.shape[1]
    extra = tuple(np.array(row[: n + 1 + k]) for k, row in enumerate(DOP853.A_EXTRA))
    return Tableau(
        "dop853",
        8,
        7,
        DOP853.C,
        _rows(DOP853.A),
        DOP853.B,
        (DOP853.E5, DOP853.E3),
        DOP853.C_EXTRA,
        extra,
        _nested(DOP853.B, DOP853.D, n, total),
    )


def _classical() -> Tableau:
    stages = (np.zeros(0), np.array([0.5]), np.array([0, 0.5]), np.array([0, 0, 1.0]))
    return _fourth("rk4", np.array([0, 0.5, 0.5, 1]), stages, np.array([1, 2, 2, 1]) / 6)


def _three_eighths() -> Tableau:
    stages = (np.zeros(0), np.array([1 / 3]), np.array([-1 / 3, 1]), np.array([1.0, -1, 1]))
    return _fourth("rk38", np.array([0, 1, 2, 3]) / 3, stages, np.array([1, 3, 3, 1]) / 8)


def _fourth(
    name: str, nodes: np.ndarray, stages: tuple[np.ndarray, ...], b: np.ndarray
) -> Tableau:
    """Return a method of Kutta, with the trapezoid's rule less its own as its error.

    The difference k₅ - k₄ alone would be a sharper estimate, but sees no change of P with time.
    """
    error = np.array([0.5 - b[0], -b[1], -b[2], 0, 0.5 - b[3]])
    powers = np.zeros((5, 3))  # Hermite's cubic through both ends
    powers[:4] += np.outer(b, [0, 3, -2])
    powers[0] += [1, -2, 1]
    powers[4] += [0, -1, 1]
    return Tableau(name, 4, 2, nodes, stages, b, (error,), np.zeros(0), (), powers)


def _nested(b: np.ndarray, D: np.ndarray, n: int, total: int) -> np.ndarray:
    """Return bₛ(θ) of Δθ + F₁θ(1-θ) + F₂θ²(1-θ) + F₃θ²(1-θ)² + … as plain polynomials."""
    step = np.zeros(total)
    step[:n] = b
    first, last = np.eye(total)[0], np.eye(total)[n]
    parts = [step, first - step, 2 * step - first - last, *D]
    theta, rest = np.polynomial.Polynomial([0, 1]), np.polynomial.Polynomial([1, -1])
    powers = np.zeros((total, len(parts)))
    factor = np.polynomial.Polynomial([1])
    for k, part in enumerate(parts):
        factor = factor * (theta if k % 2 == 0 else rest)
        coefficients = factor.coef[1:]
        powers[:, : len(coefficients)] += np.outer(part, coefficients)
    return powers
