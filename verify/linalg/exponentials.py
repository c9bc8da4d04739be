"""Matrix exponentials, and the steps x' = A x + B u is replaced by: Euler, bilinear, hold.

Each step returns (Ā, B̄) of x[k + 1] = Ā x[k] + B̄ u[k]. The float versions work on stacks and
observe; the exact and ball versions decide.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import flint
import numpy as np
import scipy.linalg

from verify.linalg.balls import balls
from verify.linalg.matrices import Exact, MatrixError, exact, gaussian, stack

Pair = tuple[np.ndarray, np.ndarray]


def expm(A: Any) -> np.ndarray:
    """Return e^A for a stack of float matrices, by scaling and squaring (SciPy).

    Overflow raises `MatrixError`: scale the time, or use `expm_balls`.
    """
    with np.errstate(all="ignore"):
        result = scipy.linalg.expm(stack(A))
    if not np.isfinite(result).all():
        raise MatrixError(
            "e^A overflows floats. Scale A, or ask verify.linalg.exponentials.expm_balls."
        )
    return result


def expm_balls(A: Any, bits: int = 128) -> flint.acb_mat:
    """Return e^A enclosed: the balls contain the exponential of every matrix in A."""
    with flint.ctx.workprec(bits):
        return balls(A).exp()


def euler(A: Any, B: Any, step: float) -> Pair:
    """Return I + hA and hB, the forward Euler step, for stacks of floats."""
    array, inputs = _system(A, B)
    return np.eye(array.shape[-1]) + step * array, step * inputs


def bilinear(A: Any, B: Any, step: float) -> Pair:
    """Return (I - hA/2)⁻¹(I + hA/2) and (I - hA/2)⁻¹hB, for stacks of floats.

    A singular I - hA/2 raises `MatrixError`: 2/h is an eigenvalue of A.
    """
    array, inputs = _system(A, B)
    identity = np.eye(array.shape[-1])
    try:
        both = np.linalg.solve(
            identity - step / 2 * array,
            np.concatenate([identity + step / 2 * array, step * inputs], axis=-1),
        )
    except np.linalg.LinAlgError:
        raise MatrixError(_singular(step)) from None
    n = array.shape[-1]
    return both[..., :n], both[..., n:]


def zero_order_hold(A: Any, B: Any, step: float) -> Pair:
    """Return e^{hA} and ∫₀ʰ e^{sA} ds B, the exact step for an input held constant.

    Both come from the exponential of [[A, B], [0, 0]], so that A may be singular. Source:
    Van Loan, Computing integrals involving the matrix exponential (1978).
    """
    array, inputs = _system(A, B)
    n, m = inputs.shape[-2:]
    whole = np.zeros((*array.shape[:-2], n + m, n + m), dtype=np.result_type(array, inputs))
    whole[..., :n, :n], whole[..., :n, n:] = step * array, step * inputs
    result = expm(whole)
    return result[..., :n, :n], result[..., :n, n:]


def zero_order_hold_balls(
    A: Any, B: Any, step: Any, bits: int = 128
) -> tuple[flint.acb_mat, flint.acb_mat]:
    """Return the zero-order hold enclosed; `step` is an exact number or an arb."""
    with flint.ctx.workprec(bits):
        array, inputs = balls(A), balls(B, "B", square=False)
        n, m = inputs.nrows(), inputs.ncols()
        _fits(array.nrows(), n)
        rows = [a + b for a, b in zip(array.tolist(), inputs.tolist(), strict=True)]
        whole = flint.acb_mat(rows + [[0] * (n + m)] * m) * _ball(step)
        result = whole.exp().tolist()
        state = flint.acb_mat([row[:n] for row in result[:n]])
        return state, flint.acb_mat([row[n:] for row in result[:n]])


def euler_exact(A: Any, step: Any) -> flint.fmpq_mat:
    """Return I + hA over the rationals."""
    matrix, h = _rational(A, step)
    return _identity(matrix.nrows()) + h * matrix


def bilinear_exact(A: Any, step: Any) -> flint.fmpq_mat:
    """Return (I - hA/2)⁻¹(I + hA/2) over the rationals; a singular one raises `MatrixError`."""
    matrix, h = _rational(A, step)
    half = flint.fmpq(1, 2) * h * matrix
    identity = _identity(matrix.nrows())
    try:
        return (identity - half).solve(identity + half)
    except ZeroDivisionError:
        raise MatrixError(_singular(step)) from None


def _system(A: Any, B: Any) -> Pair:
    array, inputs = stack(A), stack(B, "B", square=False)
    _fits(array.shape[-1], inputs.shape[-2])
    return array, inputs


def _fits(states: int, rows: int) -> None:
    if states != rows:
        raise MatrixError(
            f"A has {states} states and B has {rows} rows. Write B as an (n, m) matrix, "
            "a single input as one column."
        )


def _rational(A: Any, step: Any) -> tuple[flint.fmpq_mat, flint.fmpq]:
    matrix: Exact = exact(A)
    real, imag = gaussian(step, "the step")
    if imag:
        raise MatrixError(f"The step {step!r} is not real. Give a real step.")
    return matrix.rational, flint.fmpq(real.numerator, real.denominator)


def _ball(step: Any) -> Any:
    if isinstance(step, flint.arb):
        return step
    real: Fraction = gaussian(step, "the step")[0]
    return flint.arb(flint.fmpq(real.numerator, real.denominator))


def _identity(n: int) -> flint.fmpq_mat:
    return flint.fmpq_mat(n, n, [int(k % (n + 1) == 0) for k in range(n * n)])


def _singular(step: Any) -> str:
    return f"I - hA/2 is singular at h = {step}: 2/h is an eigenvalue of A. Take another step."
