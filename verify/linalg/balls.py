"""Norms, logarithmic norms, spectral radius and abscissa, enclosed in balls.

Each function takes a matrix of exact numbers or of balls and returns an arb that contains the
quantity for every matrix in the balls. The precision is that of `flint.ctx` where the function
is called.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import flint

from verify.linalg.gershgorin import Cluster
from verify.linalg.matrices import MatrixError, exact, not_square
from verify.linalg.refinement import covered


def balls(A: Any, what: str = "the matrix", square: bool = True) -> flint.acb_mat:
    """Return a matrix of exact numbers or of balls as balls at the current precision.

    A matrix with an entry that is not finite raises `MatrixError`.
    """
    if not isinstance(A, (flint.arb_mat, flint.acb_mat)):
        return exact(A, what, square).balls(flint.ctx.prec)
    matrix = flint.acb_mat(A)
    if not matrix.nrows() or not matrix.ncols():
        raise MatrixError(f"{what} is empty. Give at least one row and one column.")
    if square and matrix.nrows() != matrix.ncols():
        raise not_square(what, (matrix.nrows(), matrix.ncols()))
    if not all(entry.is_finite() for entry in matrix.entries()):
        raise MatrixError(
            f"{what} holds an entry that is not finite. Compute it with more bits."
        )
    return matrix


def norm1(A: Any) -> Any:
    """Return the largest column sum of moduli."""
    return norm_inf(balls(A, square=False).transpose())


def norm_inf(A: Any) -> Any:
    """Return the largest row sum of moduli."""
    rows = balls(A, square=False).tolist()
    return largest(sum((abs(entry) for entry in row), flint.arb(0)) for row in rows)


def norm2(A: Any) -> Any:
    """Return the largest singular value."""
    matrix = balls(A, square=False)
    adjoint = matrix.conjugate().transpose()
    square = adjoint * matrix if matrix.ncols() <= matrix.nrows() else matrix * adjoint
    return largest(
        eigenvalue.nonnegative_part() for eigenvalue in symmetric_spectrum(square)
    ).sqrt()


def lognorm1(A: Any) -> Any:
    """Return max over columns j of Re a[j, j] + Σ |a[i, j]|, i ≠ j."""
    return lognorm_inf(balls(A).transpose())


def lognorm_inf(A: Any) -> Any:
    """Return max over rows i of Re a[i, i] + Σ |a[i, j]|, j ≠ i."""
    rows = balls(A).tolist()
    return largest(
        sum((abs(e) for j, e in enumerate(row) if j != i), row[i].real)
        for i, row in enumerate(rows)
    )


def lognorm2(A: Any) -> Any:
    """Return the largest eigenvalue of the Hermitian part."""
    matrix = balls(A)
    return largest(symmetric_spectrum(matrix + matrix.conjugate().transpose())) / 2


def spectral_abscissa(A: Any) -> Any:
    """Return the largest real part of an eigenvalue."""
    return largest(cluster.ball.real for cluster in _clusters(balls(A)))


def spectral_radius(A: Any) -> Any:
    """Return the largest modulus of an eigenvalue."""
    return largest(
        abs(c.ball.real) if c.ball.imag.is_zero() else abs(c.ball) for c in _clusters(balls(A))
    )


def symmetric_spectrum(S: flint.acb_mat) -> list[Any]:
    """Return real balls that cover the eigenvalues of every Hermitian matrix in the balls.

    A ball may stand for several eigenvalues. Matrices in the balls that are not Hermitian are
    not spoken of.
    """
    return [cluster.ball.real for cluster in _clusters(S)]


def largest(numbers: Iterable[Any]) -> Any:
    """Return a ball that contains the largest of the numbers in the balls."""
    items = list(numbers)
    result = items[0]
    for item in items[1:]:
        result = result.max(item)
    return result


def _clusters(A: flint.acb_mat) -> list[Cluster]:
    bits = flint.ctx.prec

    def enough(found: list[Cluster]) -> bool:
        scale = largest(abs(cluster.ball) for cluster in found)
        return all(bool(c.radius <= scale * flint.arb(2) ** (8 - bits)) for c in found)

    return covered(lambda _: A, bits, 2 * bits, enough)[0]
