"""Relations between one spectral quantity of a rational matrix and a number, decided exactly.

"α(A) < 0" is a count of eigenvalues by the exact characteristic polynomial, "‖A‖₂ ≤ c" the
inertia of c²I - AᵀA: a tie, which no ball could ever settle, is settled like everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Any

import sympy
from flint import fmpq
from sympy.core.relational import Relational

from verify.arithmetic import exact_matrices as exact
from verify.arithmetic.compile import compile_tape
from verify.arithmetic.exact import EXACT
from verify.arithmetic.tape import Tape
from verify.linalg.matrices import Exact
from verify.symbolic.matrix_functions import Abscissa, LogNorm2, MatrixNumber, Norm2, Radius


@dataclass(frozen=True)
class _Shape:
    """Both sides are polynomials of degree two at most in one head, and hold no other."""

    head: type[MatrixNumber]
    letters: tuple[Any, ...]
    tape: Tape  # of the coefficients of the left and the right side, and of the matrix


def sign_of_gap(node: Relational, values: Mapping[Any, Any]) -> tuple[int, str] | None:
    """Return the sign of left minus right, and the name of the test; `None` where none fits.

    A test fits when one spectral quantity (abscissa, radius, ‖·‖₂ or μ₂, or the square of the
    norm or the radius) stands in the relation, linearly, and everything else is rational at the
    point. Where a part of a side has no value, none fits.
    """
    shape = _shape(node)
    if shape is None:
        return None
    known = {letter: values[letter] for letter in shape.letters if letter in values}
    *numbers, matrix = shape.tape.play(EXACT, known)
    if not isinstance(matrix, Exact) or not all(isinstance(x, fmpq) for x in numbers):
        return None
    left, right = numbers[:3], numbers[3:]
    offset, linear, square = (a - b for a, b in zip(left, right, strict=True))
    if linear == 0 and square == 0:
        return _sign(offset), "exact"
    power, factor = (1, linear) if square == 0 else (2, square)
    test = _TESTS.get((shape.head, power))
    if test is None or (power == 2 and linear != 0):
        return None
    threshold = -offset / factor
    answer = test(matrix, Fraction(int(threshold.p), int(threshold.q)))
    return answer * _sign(factor), _HOW[shape.head]


def _sign(number: Any) -> int:
    return int(number > 0) - int(number < 0)


@lru_cache(maxsize=512)
def _shape(node: Relational) -> _Shape | None:
    heads = [head for head in node.atoms(MatrixNumber) if type(head) in _HOW]
    if len(heads) != 1:
        return None
    (head,) = heads
    letter = sympy.Dummy(real=True)
    sides = [side.xreplace({head: letter}) for side in node.args]
    found = [_coefficients(side, letter) for side in sides]
    if None in found or any(side.has(MatrixNumber) for side in sides):
        return None
    letters = tuple(sorted(node.free_symbols, key=attrgetter("name")))
    numbers = [number for coefficients in found for number in coefficients or ()]
    return _Shape(type(head), letters, compile_tape([*numbers, head.args[0]], letters))


def _coefficients(side: Any, letter: Any) -> tuple[Any, Any, Any] | None:
    """Return a, b, c of a + b x + c x², `None` for another function of x."""
    if not _is_polynomial(side, letter):
        return None
    slope = sympy.diff(side, letter)
    square = sympy.diff(slope, letter) / 2
    if square.has(letter):
        return None
    at_zero = {letter: sympy.Integer(0)}
    return side.xreplace(at_zero), slope.xreplace(at_zero), square


def _is_polynomial(side: Any, letter: Any) -> bool:
    """Tell whether an expression is a polynomial in a letter by its form.

    A derivative does not tell: that of a Piecewise is 0 wherever its cases are numbers.
    """
    if side == letter or letter not in side.free_symbols:
        return True
    power = side.is_Pow and side.exp.is_Integer and side.exp > 0
    parts = side.args if side.is_Add or side.is_Mul else (side.base,) if power else ()
    return bool(parts) and all(_is_polynomial(part, letter) for part in parts)


def _radius_squared(A: Exact, number: Fraction) -> int:
    return exact.compare_radius(exact.squared(A), number)


def _norm2(A: Exact, number: Fraction) -> int:
    return 1 if number < 0 else _norm2_squared(A, number**2)


def _norm2_squared(A: Exact, number: Fraction) -> int:
    return exact.compare_hermitian(exact.gram(A), number)


def _lognorm2(A: Exact, number: Fraction) -> int:
    return exact.compare_hermitian(exact.hermitian_part(A), number)


def _abscissa(A: Exact, number: Fraction) -> int:
    if A.hermitian():
        return exact.compare_hermitian(A, number)
    return exact.compare_abscissa(A, number)


_TESTS: dict[tuple[Any, int], Callable[[Exact, Fraction], int]] = {
    (Abscissa, 1): _abscissa,
    (LogNorm2, 1): _lognorm2,
    (Norm2, 1): _norm2,
    (Norm2, 2): _norm2_squared,
    (Radius, 1): exact.compare_radius,
    (Radius, 2): _radius_squared,
}
_HOW = {
    Abscissa: "exact Routh–Hurwitz count of eigenvalues",
    LogNorm2: "exact definiteness of cI - (A + Aᵀ)/2",
    Norm2: "exact definiteness of c²I - AᵀA",
    Radius: "exact Schur–Cohn count of eigenvalues",
}
