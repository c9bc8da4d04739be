"""The spectrum of a matrix, certified: every eigenvalue in a disc with a guaranteed radius.

The router. A matrix of integers, rationals or floats (dyadic rationals) has an exact
characteristic polynomial, whose roots are certified with their multiplicities: Jordan blocks
and repeated eigenvalues are answered exactly. A matrix of balls gets float eigenvectors refined
by Newton and enclosed, with bits doubled as needed; eigenvalues that cannot be told apart are
kept in one disc with their number, and that disc is the pseudospectral answer when nothing
separates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint
import mpmath

from verify.linalg.characteristic import eigenvalues
from verify.linalg.gershgorin import Cluster
from verify.linalg.matrices import Exact, MatrixError, exact, gaussian, not_square
from verify.linalg.refinement import covered, refined

MAX_BITS = 16_384
LARGE = 400_000  # rows times bits of the entries, above which refinement comes first


@dataclass(frozen=True)
class Disc:
    """A disc that holds exactly `count` eigenvalues, counted with multiplicity."""

    ball: Any  # flint.acb; contains the eigenvalues, and lies in the disc
    count: int
    single: bool  # True: the disc holds one number, with that multiplicity
    rational: Fraction | None = None  # the eigenvalue itself; None does not say irrational

    @property
    def center(self) -> mpmath.mpc:
        """The center, exactly, with as many digits as it has."""
        middle = self.ball.mid()
        return mpmath.make_mpc((_mpf(middle.real)._mpf_, _mpf(middle.imag)._mpf_))

    @property
    def radius(self) -> mpmath.mpf:
        """The radius, rounded upwards; 0 when the center is the eigenvalue."""
        return _mpf(self.ball.rad().upper())

    def __str__(self) -> str:
        number = str(self.rational) if self.rational is not None else self.ball.str(20)
        return f"{number} (×{self.count})" if self.count > 1 else number


@dataclass(frozen=True)
class Spectrum:
    """Disjoint discs that together hold the whole spectrum, by real part, then imaginary part.

    `resolved` says that each disc holds a single number and is as small as was asked:
    10^-digits relative to its eigenvalue, or to the largest one when it contains zero.
    """

    discs: tuple[Disc, ...]
    digits: int
    bits: int  # of the arithmetic that met the radius
    method: str
    resolved: bool

    @property
    def values(self) -> list[mpmath.mpc]:
        """The centers, each as often as its disc counts."""
        return [disc.center for disc in self.discs for _ in range(disc.count)]

    @property
    def radius(self) -> mpmath.mpf:
        """The largest radius of a disc."""
        return max(disc.radius for disc in self.discs)

    @property
    def abscissa(self) -> Any:
        """The largest real part, as an arb."""
        with flint.ctx.workprec(self.bits + 8):
            return _largest(disc.ball.real for disc in self.discs)

    @property
    def spectral_radius(self) -> Any:
        """The largest modulus, as an arb."""
        with flint.ctx.workprec(self.bits + 8):
            return _largest(_modulus(disc.ball) for disc in self.discs)

    def excludes(self, number: Any) -> bool:
        """Tell whether `number` is certainly no eigenvalue; False does not say it is one."""
        if isinstance(number, (flint.acb, flint.arb)):
            return not any(disc.ball.overlaps(flint.acb(number)) for disc in self.discs)
        real, imag = gaussian(number)
        if not imag and any(disc.rational == real for disc in self.discs):
            return False
        with flint.ctx.workprec(2 * self.bits):
            point = flint.acb(_ball(real), _ball(imag))
        return not any(disc.ball.overlaps(point) for disc in self.discs)


def spectrum(
    A: Any, digits: int = 50, *, max_bits: int = MAX_BITS, what: str = "the matrix"
) -> Spectrum:
    """Return the certified spectrum of a square matrix.

    `A` is a matrix of exact numbers (see `exact`), of balls (arb_mat, acb_mat), or a function
    that returns the matrix in balls for a number of bits. Exact matrices are always resolved;
    a matrix of balls is as far as its own radii allow. Digits beyond `max_bits`, non-square and
    non-finite matrices raise `MatrixError`. n = 64 takes about 0.1 s at 50 digits.
    """
    bits = _bits(digits, max_bits)
    if callable(A):
        return _from_balls(A, digits, bits, max_bits, what)
    if isinstance(A, (flint.arb_mat, flint.acb_mat)) and not _points(A):
        balls = flint.acb_mat(A)
        return _from_balls(lambda _: balls, digits, bits, max_bits, what)
    matrix = exact(A, what)
    if matrix.size * _height(matrix) > LARGE:
        found, used = refined(matrix.balls, bits, 2 * bits, _separated(matrix.size, digits))
        if found is not None and _separated(matrix.size, digits)(found):
            return _spectrum(found, digits, used, matrix.imag is None, True)
    return _from_exact(matrix, digits, bits)


def _from_exact(matrix: Exact, digits: int, bits: int) -> Spectrum:
    while True:
        roots = eigenvalues(matrix, bits)
        discs = [Disc(r.ball, r.multiplicity, True, r.rational) for r in roots]
        if _met([disc.ball for disc in discs], digits):
            method = "exact characteristic polynomial, isolated roots"
            return Spectrum(_sorted(discs), digits, bits, method, True)
        bits *= 2


def _from_balls(
    A: Callable[[int], Any], digits: int, bits: int, max_bits: int, what: str
) -> Spectrum:
    first = _checked(A(64), what)
    real = all(entry.imag.is_zero() for entry in first.entries())
    enough = _separated(first.nrows(), digits)
    found, used = covered(lambda b: flint.acb_mat(A(b)), bits, max_bits, enough)
    return _spectrum(found, digits, used, real, enough(found))


def _separated(n: int, digits: int) -> Callable[[list[Cluster]], bool]:
    def enough(found: list[Cluster]) -> bool:
        return len(found) == n and _met([cluster.ball for cluster in found], digits)

    return enough


def _spectrum(
    found: list[Cluster], digits: int, bits: int, real: bool, resolved: bool
) -> Spectrum:
    alone = all(len(cluster.members) == 1 for cluster in found)
    method = "eigenvectors refined and enclosed" if alone else "discs around clusters"
    balls = [(_on_axis(c.ball, found) if real else c.ball, len(c.members)) for c in found]
    discs = [Disc(ball, count, count == 1) for ball, count in balls]
    return Spectrum(_sorted(discs), digits, bits, method, resolved)


def _on_axis(ball: flint.acb, found: list[Cluster]) -> flint.acb:
    """Return the ball cut to the real axis when its one eigenvalue must be real.

    The spectrum of a real matrix is its own mirror image: if the mirrored disc meets no other
    disc, it holds the same eigenvalues.
    """
    alone = [c for c in found if c.ball.overlaps(ball.conjugate())]
    if len(alone) == 1 and len(alone[0].members) == 1 and ball.imag.contains(0):
        return flint.acb(ball.real)
    return ball


def _met(balls: list[Any], digits: int) -> bool:
    with flint.ctx.workprec(64):
        tolerance = flint.arb(10) ** -digits
        largest = _largest(ball.abs_lower() for ball in balls)
        return all(
            bool(ball.rad() <= tolerance * (largest if ball.contains(0) else ball.abs_lower()))
            or ball.rad() == 0
            for ball in balls
        )


def _bits(digits: int, max_bits: int) -> int:
    bits = int(digits * 3.3219280948873626) + 8
    if digits < 1 or bits > max_bits:
        raise MatrixError(
            f"digits={digits} asks for {bits} bits. Ask for 1 to {int((max_bits - 8) / 3.322)} "
            f"digits, or raise the cap max_bits={max_bits}."
        )
    return bits


def _checked(A: Any, what: str) -> flint.acb_mat:
    balls = flint.acb_mat(A)
    if balls.nrows() != balls.ncols() or not balls.nrows():
        raise not_square(what, (balls.nrows(), balls.ncols()))
    for i, row in enumerate(balls.tolist()):
        for j, entry in enumerate(row):
            if not entry.is_finite():
                raise MatrixError(
                    f"{what} holds {entry} at ({i}, {j}). Entries must be finite balls: "
                    "compute that entry with more bits, or elsewhere."
                )
    return balls


def _points(A: Any) -> bool:
    return all(entry.is_exact() and entry.is_finite() for row in A.tolist() for entry in row)


def _height(matrix: Exact) -> int:
    entries = matrix.real.entries() + (matrix.imag.entries() if matrix.imag is not None else [])
    return max(int(entry).bit_length() for entry in entries)


def _sorted(discs: list[Disc]) -> tuple[Disc, ...]:
    def place(disc: Disc) -> tuple[mpmath.mpf, mpmath.mpf]:
        return disc.center.real, disc.center.imag

    return tuple(sorted(discs, key=place))


def _largest(numbers: Any) -> Any:
    items = list(numbers)
    largest = items[0]
    for item in items[1:]:
        largest = largest.max(item)
    return largest


def _modulus(ball: flint.acb) -> Any:
    return abs(ball.real) if ball.imag.is_zero() else abs(ball)


def _ball(number: Fraction) -> Any:
    return flint.arb(flint.fmpq(number.numerator, number.denominator))


def _mpf(number: Any) -> mpmath.mpf:
    """Return an exact arb as the same mpf, whatever the working precision of mpmath."""
    mantissa, exponent = number.mid().man_exp()
    return mpmath.make_mpf(mpmath.libmp.from_man_exp(int(mantissa), int(exponent)))
