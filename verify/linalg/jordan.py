"""The Jordan structure of a rational matrix, decided by exact ranks.

For an irreducible factor f of the characteristic polynomial, the ranks of f(A), f(A)², … give
the sizes of the Jordan blocks of every root of f at once, rational or not.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import flint

from verify.linalg.matrices import MatrixError, exact


@dataclass(frozen=True)
class Blocks:
    """The Jordan blocks of each root of one irreducible polynomial."""

    factor: Any  # flint.fmpz_poly, irreducible; its roots are denominator times eigenvalues
    denominator: int
    sizes: tuple[int, ...]  # of the blocks of one eigenvalue, largest first

    @property
    def semisimple(self) -> bool:
        """Whether the eigenvalues have as many eigenvectors as their multiplicity."""
        return self.sizes[0] == 1


def jordan_blocks(A: Any) -> tuple[Blocks, ...]:
    """Return the Jordan blocks of a real matrix of exact numbers, factor by factor.

    Floats are taken as the rationals they are, so a rounded Jordan block is usually
    diagonalizable here. A matrix with imaginary parts raises `MatrixError`.
    """
    matrix = exact(A)
    if matrix.imag is not None:
        raise MatrixError(
            "The Jordan structure is found for real matrices. For A + iB ask about "
            "[[A, -B], [B, A]], whose blocks are those of A + iB and of its conjugate."
        )
    factors = matrix.real.charpoly().factor()[1]
    return tuple(
        Blocks(f, matrix.denominator, _sizes(matrix.real, f, int(m))) for f, m in factors
    )


def diagonalizable(A: Any) -> bool:
    """Tell whether a real matrix of exact numbers has a basis of eigenvectors, over C."""
    minimal = exact(A).embedded.minpoly()
    return bool(minimal.gcd(minimal.derivative()).degree() == 0)


def _sizes(A: flint.fmpz_mat, f: flint.fmpz_poly, multiplicity: int) -> tuple[int, ...]:
    if multiplicity == 1:
        return (1,)
    n, degree = A.nrows(), f.degree()
    value = _evaluated(f, A)
    power, kernels = value, [0]
    while kernels[-1] < multiplicity:
        kernels.append((n - power.rank()) // degree)
        power = power * value
    steps = [b - a for a, b in itertools.pairwise(kernels)] + [0]
    # steps[k] blocks have size above k, so steps[k] - steps[k + 1] have size k + 1
    sizes = [k + 1 for k in range(len(steps) - 1) for _ in range(steps[k] - steps[k + 1])]
    return tuple(reversed(sizes))


def _evaluated(f: flint.fmpz_poly, A: flint.fmpz_mat) -> flint.fmpz_mat:
    n = A.nrows()
    identity = flint.fmpz_mat(n, n, [int(k % (n + 1) == 0) for k in range(n * n)])
    result = flint.fmpz_mat(n, n)
    for coefficient in reversed(f.coeffs()):
        result = result * A + coefficient * identity
    return result
