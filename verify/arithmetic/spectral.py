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
    """left - right = offset + factor head^power, with no head elsewhere."""

    test: Callable[[Exact, Fraction], int]  # the sign of head^power minus a number
    how: str
    letters: tuple[Any, ...]
    tape: Tape  # of offset, factor and the matrix


def sign_of_gap(node: Relational, values: Mapping[Any, Any]) -> tuple[int, str] | None:
    """Return the sign of left minus right, and the name of the test; `None` where none fits.

    A test fits when one spectral quantity (abscissa, radius, ‖·‖₂ or μ₂, or the square of one
    of the norms or of the radius) stands in the relation, linearly, and everything else is
    rational at the point.
    """
    shape = _shape(node)
    if shape is None:
        return None
    known = {letter: values[letter] for letter in shape.letters if letter in values}
    offset, factor, matrix = shape.tape.play(EXACT, known)
    if not (
        isinstance(offset, fmpq) and isinstance(factor, fmpq) and isinstance(matrix, Exact)
    ):
        return None
    if factor == 0:
        return _sign(offset), "exact"
    threshold = -offset / factor
    answer = shape.test(matrix, Fraction(int(threshold.p), int(threshold.q)))
    return answer * _sign(factor), shape.how


def _sign(number: Any) -> int:
    return int(number > 0) - int(number < 0)


@lru_cache(maxsize=512)
def _shape(node: Relational) -> _Shape | None:
    heads = node.atoms(MatrixNumber)
    spectral = [head for head in heads if type(head) in _HOW]
    if len(spectral) != 1:
        return None
    (head,) = spectral
    letter = sympy.Dummy(real=True)
    gap = (node.lhs - node.rhs).xreplace({head: letter})
    if gap.has(MatrixNumber):
        return None
    found = _power(gap, letter)
    if found is None or (type(head), found[0]) not in _TESTS:
        return None
    power, factor = found
    offset = gap.xreplace({letter: sympy.Integer(0)})
    letters = tuple(sorted(node.free_symbols, key=attrgetter("name")))
    tape = compile_tape([offset, factor, head.args[0]], letters)
    return _Shape(_TESTS[type(head), power], _HOW[type(head)], letters, tape)


def _power(gap: Any, letter: Any) -> tuple[int, Any] | None:
    """Return (k, c) when gap = rest + c letter^k with k = 1 or 2, else `None`."""
    slope = sympy.diff(gap, letter)
    if not slope.has(letter):
        return 1, slope
    factor = sympy.expand(slope / (2 * letter))
    return None if factor.has(letter) else (2, factor)


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
