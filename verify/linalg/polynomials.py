"""Where the roots of an exact polynomial lie: certified, with multiplicities, no root left out.

A polynomial over the integers is split into squarefree factors, whose roots are separated in
balls; roots on the imaginary axis or on the unit circle, which no ball could decide, are found
as common roots of the polynomial and its mirror image.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import flint


@dataclass(frozen=True)
class Count:
    """How many roots lie on each side of a line or circle, counted with multiplicity."""

    inside: int  # Re z < 0, or |z| < 1
    boundary: int
    outside: int


@dataclass(frozen=True)
class Root:
    """A root in a ball, alone there, with its multiplicity."""

    ball: Any  # flint.acb
    multiplicity: int
    rational: Fraction | None = None  # the root itself, when it is an integer (or one scaled)


def roots(polynomial: flint.fmpz_poly, bits: int) -> list[Root]:
    """Return every complex root to a relative accuracy of about `bits` bits, each once.

    Real roots come with an exactly zero imaginary part. The zero polynomial raises
    `ValueError`.
    """
    _nonzero(polynomial)
    with flint.ctx.workprec(bits):
        found = polynomial.complex_roots()
    return [_root(polynomial, ball, int(m)) for ball, m in found]


def half_plane(polynomial: flint.fmpz_poly) -> Count:
    """Return how many roots have negative, zero and positive real part, exactly."""
    _nonzero(polynomial)
    count = Count(0, 0, 0)
    for factor, multiplicity in polynomial.factor_squarefree()[1]:
        mirrored = factor.gcd(factor(flint.fmpz_poly([0, -1])))  # z and -z both roots
        counts = (_signs(factor // mirrored), _mirror_signs(mirrored))
        for part in counts:
            count = _plus(count, part, int(multiplicity))
    return count


def unit_disc(polynomial: flint.fmpz_poly) -> Count:
    """Return how many roots have modulus below, equal to and above 1, exactly.

    The Cayley map z = (1 + w)/(1 - w) takes the disc to the left half plane; z = -1 goes to
    infinity and shows as a drop of the degree.
    """
    _nonzero(polynomial)
    degree = polynomial.degree()
    plane = half_plane(_cayley(polynomial))
    lost = degree - (plane.inside + plane.boundary + plane.outside)
    return Count(plane.inside, plane.boundary + lost, plane.outside)


def routh_hurwitz(polynomial: flint.fmpz_poly) -> bool:
    """Tell whether every root has negative real part, by Routh's array over the integers.

    Source: Gantmacher, The Theory of Matrices II, ch. XV §3. Each row is made primitive, which
    keeps its signs.
    """
    _nonzero(polynomial)
    leading = 1 if polynomial.leading_coefficient() > 0 else -1
    down = [leading * c for c in reversed(polynomial.coeffs())]
    upper, lower = down[0::2], down[1::2]
    while lower:
        if lower[0] <= 0:
            return False
        padded = lower + [flint.fmpz(0)] * (len(upper) - len(lower))
        pairs = zip(upper[1:], padded[1:], strict=True)
        upper, lower = lower, _primitive([lower[0] * u - upper[0] * v for u, v in pairs])
    return True


def schur_cohn(polynomial: flint.fmpz_poly) -> bool:
    """Tell whether every root has modulus below 1, by Schur's reduction over the integers.

    While |constant| < |leading coefficient|, the polynomial p is replaced by
    (aₙ p(z) - a₀ zⁿ p(1/z)) / z, of one degree less, which has all roots inside iff p has.
    Source: Henrici, Applied and Computational Complex Analysis I, §6.8. The numbers grow fast:
    above degree 32 `unit_disc` gives the same answer sooner.
    """
    _nonzero(polynomial)
    p = polynomial.coeffs()
    while len(p) > 1:
        if abs(p[0]) >= abs(p[-1]):
            return False
        reduced = [p[-1] * a - p[0] * b for a, b in zip(p, reversed(p), strict=True)]
        p = _primitive(reduced[1:])
    return True


def _nonzero(polynomial: flint.fmpz_poly) -> None:
    if polynomial.is_zero():
        raise ValueError("The zero polynomial has every number as a root. Give a nonzero one.")


def _root(polynomial: flint.fmpz_poly, ball: flint.acb, multiplicity: int) -> Root:
    """Return the root with its exact value when it is an integer."""
    integer = ball.real.unique_fmpz() if ball.imag.is_zero() else None
    if integer is None or polynomial(integer) != 0:
        return Root(ball, multiplicity)
    return Root(flint.acb(integer), multiplicity, Fraction(int(integer)))


def _signs(factor: flint.fmpz_poly) -> Count:
    """Count by sign of the real part; no root may lie on the axis, so the bits suffice."""
    bits = 64
    while factor.degree() > 0:
        with flint.ctx.workprec(bits):
            real = [ball.real for ball, _ in factor.complex_roots()]
        left, right = sum(bool(x < 0) for x in real), sum(bool(x > 0) for x in real)
        if left + right == len(real):
            return Count(left, 0, right)
        bits *= 2
    return Count(0, 0, 0)


def _mirror_signs(mirrored: flint.fmpz_poly) -> Count:
    """Count the roots of x^e h(x²), squarefree: ±√t is on the axis iff t is real and t ≤ 0."""
    coefficients = mirrored.coeffs()
    zero = int(mirrored.degree() > 0 and coefficients[0] == 0)
    h = flint.fmpz_poly(coefficients[zero::2])
    with flint.ctx.workprec(64):  # enough: the sign of a nonzero real root comes for free
        squares = [ball for ball, _ in h.complex_roots()] if h.degree() > 0 else []
    axis = sum(bool(t.imag.is_zero() and t.real < 0) for t in squares)
    return Count(len(squares) - axis, 2 * axis + zero, len(squares) - axis)


def _cayley(polynomial: flint.fmpz_poly) -> flint.fmpz_poly:
    """Return (1 - w)ⁿ p((1 + w)/(1 - w)), by Horner."""
    plus, minus = flint.fmpz_poly([1, 1]), flint.fmpz_poly([1, -1])
    result, power = flint.fmpz_poly([]), flint.fmpz_poly([1])
    for coefficient in reversed(polynomial.coeffs()):
        result = result * plus + power * coefficient
        power = power * minus
    return result


def _plus(count: Count, part: Count, times: int) -> Count:
    return Count(
        count.inside + times * part.inside,
        count.boundary + times * part.boundary,
        count.outside + times * part.outside,
    )


def _primitive(row: list[Any]) -> list[Any]:
    common = flint.fmpz(0)
    for entry in row:
        common = common.gcd(entry)
    return [entry // common for entry in row] if common > 1 else row
