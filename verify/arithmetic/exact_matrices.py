"""How exact arithmetic plays functions of matrices over the Gaussian rationals.

A norm or an eigenvalue is seldom rational. Where it is, it is found among the rational
candidates that the factors of the characteristic polynomial give, and an exact count of
eigenvalues shows that nothing lies beyond it. Otherwise the value is `None`: no such number.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import flint
from flint import fmpq

from verify.arithmetic.exact_functions import UNDEFINED
from verify.arithmetic.gaussian import Gaussian, imaginary, plain, realpart
from verify.linalg.characteristic import (
    characteristic,
    real_part_count,
    shifted,
    unit_disc_count,
)
from verify.linalg.definite import inertia
from verify.linalg.matrices import Exact


def matrix(*entries: Any) -> Exact:
    """Return the matrix with these entries, row by row; the last two arguments are its size."""
    *numbers, rows, columns = entries
    parts = [(realpart(x), imaginary(x)) for x in numbers]
    common = math.lcm(*(int(part.q) for pair in parts for part in pair))

    def integers(k: int) -> flint.fmpz_mat:
        return flint.fmpz_mat(rows, columns, [int(pair[k] * common) for pair in parts])

    imag = integers(1) if any(pair[1] != 0 for pair in parts) else None
    return Exact(integers(0), imag, common)


def entry(A: Exact, i: int, j: int) -> Any:
    """Return one entry."""
    real = fmpq(A.real[i, j], A.denominator)
    return real if A.imag is None else plain(Gaussian(real, fmpq(A.imag[i, j], A.denominator)))


def determinant(A: Exact) -> Any:
    """Return the determinant of a real matrix."""
    return A.rational.det() if A.imag is None else None


def inverse(A: Exact) -> Any:
    """Return the inverse of a real matrix, `UNDEFINED` where it is singular."""
    if A.imag is not None:
        return None
    try:
        return _of_rational(A.rational.inv())
    except ZeroDivisionError:
        return UNDEFINED


def exponential(A: Exact) -> Any:
    """Return e^A of a nilpotent real matrix, a finite sum; of others `None`."""
    if A.imag is not None:
        return None
    power = _one(A.size)
    total, whole = power, A.rational
    for k in range(1, A.size + 1):
        power = power * whole * fmpq(1, k)
        if power == power * 0:
            return _of_rational(total)
        total = total + power
    return None


def abscissa(A: Exact) -> Any:
    """Return the largest real part of an eigenvalue, `None` where it is not found rational."""
    candidates = [root for root, _ in _factors(A)]
    if not candidates:
        return None
    largest = max(candidates)
    return _fmpq(largest) if compare_abscissa(A, largest) == 0 else None


def radius(A: Exact) -> Any:
    """Return the largest modulus of an eigenvalue, `None` where it is not found rational."""
    squares = [root * root if square is None else square for root, square in _factors(A)]
    largest = _root(max(squares)) if squares else None
    if largest is None or compare_radius(A, largest) != 0:
        return None
    return _fmpq(largest)


def norm2(A: Exact) -> Any:
    """Return the largest singular value, `None` where it is irrational."""
    square = abscissa(gram(A))
    found = None if square is None else _root(Fraction(int(square.p), int(square.q)))
    return None if found is None else _fmpq(found)


def lognorm2(A: Exact) -> Any:
    """Return the largest eigenvalue of the Hermitian part, `None` where it is irrational."""
    return abscissa(hermitian_part(A))


def compare_abscissa(A: Exact, number: Fraction) -> int:
    """Return the sign of the spectral abscissa minus a number, by an exact count of
    eigenvalues."""
    count = real_part_count(shifted(A, number))
    return 1 if count.outside else 0 if count.boundary else -1


def compare_radius(A: Exact, number: Fraction) -> int:
    """Return the sign of the spectral radius minus a number, by an exact count of
    eigenvalues."""
    if number < 0:
        return 1
    if number == 0:
        return 0 if _is_nilpotent(A) else 1
    count = unit_disc_count(_scaled(A, 1 / number))
    return 1 if count.outside else 0 if count.boundary else -1


def compare_hermitian(S: Exact, number: Fraction) -> int:
    """Return the sign of the largest eigenvalue of a Hermitian matrix minus a number, by the
    exact inertia."""
    found = inertia(shifted(S, number))
    return 1 if found.positive else 0 if found.zero else -1


def gram(A: Exact) -> Exact:
    """Return A*A, or AA* where that is smaller: the same largest eigenvalue."""
    real, imag = A.real, A.imag
    if imag is None:
        wide = real.ncols() > real.nrows()
        square = real * real.transpose() if wide else real.transpose() * real
        return Exact(square, None, A.denominator**2)
    # (R - iS)ᵀ(R + iS), the imaginary part skew
    turned, skewed = real.transpose(), imag.transpose()
    part = turned * imag - skewed * real
    return Exact(turned * real + skewed * imag, _or_none(part), A.denominator**2)


def hermitian_part(A: Exact) -> Exact:
    """Return (A + A*)/2."""
    imag = None if A.imag is None else _or_none(A.imag - A.imag.transpose())
    return Exact(A.real + A.real.transpose(), imag, 2 * A.denominator)


def squared(A: Exact) -> Exact:
    """Return A² of a real or complex matrix."""
    real, imag = A.real, A.imag
    if imag is None:
        return Exact(real * real, None, A.denominator**2)
    part = real * imag + imag * real
    return Exact(real * real - imag * imag, _or_none(part), A.denominator**2)


def _factors(A: Exact) -> Iterator[tuple[Fraction, Fraction | None]]:
    """Yield (real part, squared modulus) of eigenvalues of degree two at most, `None` for the
    modulus of a real one; the characteristic polynomial gives them by its factors."""
    p = characteristic(A)
    if p.imag is not None:
        return
    d = A.denominator
    for factor, _ in p.real.factor()[1]:
        if factor.degree() == 1:
            yield Fraction(int(-factor[0]), int(factor[1]) * d), None
        elif factor.degree() == 2:
            c, b, a = (int(factor[k]) for k in range(3))
            if b * b < 4 * a * c:
                yield Fraction(-b, 2 * a * d), Fraction(c, a * d * d)


def _is_nilpotent(A: Exact) -> bool:
    p = characteristic(A)
    return p.imag is None and not any(p.real.coeffs()[:-1])


def _root(square: Fraction) -> Fraction | None:
    """Return the square root of a fraction that is the square of one, else `None`."""
    above, below = math.isqrt(square.numerator), math.isqrt(square.denominator)
    exact = above * above == square.numerator and below * below == square.denominator
    return Fraction(above, below) if exact else None


def _scaled(A: Exact, factor: Fraction) -> Exact:
    imag = None if A.imag is None else factor.numerator * A.imag
    return Exact(factor.numerator * A.real, imag, factor.denominator * A.denominator)


def _or_none(imag: flint.fmpz_mat) -> flint.fmpz_mat | None:
    return imag if any(imag.entries()) else None


def _of_rational(A: flint.fmpq_mat) -> Exact:
    numerators, denominator = A.numer_denom()
    return Exact(numerators, None, int(denominator))


def _one(n: int) -> flint.fmpq_mat:
    return flint.fmpq_mat([[fmpq(int(i == j)) for j in range(n)] for i in range(n)])


def _fmpq(number: Fraction) -> fmpq:
    return fmpq(number.numerator, number.denominator)
