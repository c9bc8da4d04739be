"""Functions of matrices at given sizes: formulas in the entries where there are some.

Traces, determinants, ‖A‖₁, ‖A‖∞, μ₁ and μ∞ become plain expressions, and so does every
function of a 1 x 1 or triangular matrix whose eigenvalues stand on its diagonal. The others
stay functions of the matrix of entries, which the arithmetics evaluate.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import flint
import sympy
from sympy import Expr, Integer

from verify.errors import ClaimError
from verify.symbolic import matrix_functions as nodes
from verify.symbolic.denominators import definedness
from verify.symbolic.matrix_functions import MatrixNumber, MatrixValued, explicit
from verify.symbolic.rational import NotScalar

Rows = list[list[Any]]
# What the arithmetics evaluate from the matrix itself.
_EVALUATED = (nodes.Norm2, nodes.LogNorm2, nodes.Abscissa, nodes.Radius, nodes.Determinant)
_MOST_EXPANDED = 4  # a determinant of letters has n! terms


def number_at(node: MatrixNumber, rows: Rows, others: Sequence[Any]) -> Expr:
    """Return a function of a matrix with these rows; `others` are its further arguments."""
    if isinstance(node, nodes.Entry):
        return rows[int(others[0]) - 1][int(others[1]) - 1]
    if isinstance(node, nodes.Characteristic):
        return _characteristic(rows, others[0])
    formula = _FORMULAS.get(type(node)) if _always_defined(rows) else None
    found = formula(rows) if formula is not None else None
    if found is not None:
        return found
    if isinstance(node, _EVALUATED):
        return type(node)(_gathered(rows))
    raise ClaimError(
        f"{node}: an entry of the matrix may have no value, and a sum over its entries could "
        "hide that. State the claim in the entries, with an assumption that they have values."
    )


def _always_defined(rows: Rows) -> bool:
    """Tell whether every entry has a value everywhere.

    A formula may drop an entry, or cancel two: 1/x + (1 - 1/x) would be 1 at x = 0 as well.
    """
    # The n² entries of one whole matrix have values together, and each holds all of it.
    distinct = {
        entry.args[0] if isinstance(entry, nodes.Entry) else entry: entry
        for row in rows
        for entry in row
    }
    try:
        return not any(definedness(entry) for entry in distinct.values())
    except NotScalar:
        return False


def rows_at(node: MatrixValued, rows: Rows) -> Rows:
    """Return the rows of a function of the matrix with these rows.

    An inverse of letters keeps no formula: in 1/a · a SymPy would forget that a may be 0. One
    of numbers is worked out; a singular matrix raises `ClaimError`.
    """
    if isinstance(node, nodes.Exponential) and len(rows) == 1:
        return [[sympy.exp(rows[0][0])]]
    if isinstance(node, nodes.Inverse) and _are_rational(rows):
        return _rational_inverse(rows)
    whole = type(node)(_gathered(rows))
    places = range(1, len(rows) + 1)
    return [[nodes.Entry(whole, Integer(i), Integer(j)) for j in places] for i in places]


def _gathered(rows: Rows) -> Any:
    """Return the matrix with these rows; the entries of one whole matrix are that matrix."""
    first, size = rows[0][0], (len(rows), len(rows[0]))
    if isinstance(first, nodes.Entry) and first.args[0].shape == size:
        whole = first.args[0]
        places = itertools.product(range(1, size[0] + 1), range(1, size[1] + 1))
        own = [nodes.Entry(whole, Integer(i), Integer(j)) for i, j in places]
        if own == [entry for row in rows for entry in row]:
            return whole
    return explicit(rows)


def _largest(numbers: Sequence[Expr]) -> Expr:
    rational = [number for number in numbers if number.is_Rational]
    others = [number for number in numbers if not number.is_Rational]
    different = list(dict.fromkeys([*others, max(rational)] if rational else others))
    return different[0] if len(different) == 1 else sympy.Max(*different, evaluate=False)


def _transposed(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


def _norm_inf(rows: Rows) -> Expr:
    return _largest([sympy.Add(*[sympy.Abs(entry) for entry in row]) for row in rows])


def _norm1(rows: Rows) -> Expr:
    return _norm_inf(_transposed(rows))


def _norm2(rows: Rows) -> Expr | None:
    if len(rows) == 1 and len(rows[0]) == 1:
        return sympy.Abs(rows[0][0])
    return _frobenius(rows) if 1 in (len(rows), len(rows[0])) else None


def _frobenius(rows: Rows) -> Expr:
    return sympy.sqrt(sympy.Add(*[sympy.Abs(entry) ** 2 for row in rows for entry in row]))


def _lognorm_inf(rows: Rows) -> Expr:
    sums = []
    for i, row in enumerate(rows):
        off = [sympy.Abs(entry) for j, entry in enumerate(row) if j != i]
        sums.append(sympy.Add(sympy.re(row[i]), *off))
    return _largest(sums)


def _lognorm1(rows: Rows) -> Expr:
    return _lognorm_inf(_transposed(rows))


def _lognorm2(rows: Rows) -> Expr | None:
    return sympy.re(rows[0][0]) if len(rows) == 1 else None


def _abscissa(rows: Rows) -> Expr | None:
    return _largest([sympy.re(x) for x in _diagonal(rows)]) if _triangular(rows) else None


def _radius(rows: Rows) -> Expr | None:
    return _largest([sympy.Abs(x) for x in _diagonal(rows)]) if _triangular(rows) else None


def _trace(rows: Rows) -> Expr:
    return sympy.Add(*_diagonal(rows))


def _diagonal(rows: Rows) -> list[Any]:
    return [row[k] for k, row in enumerate(rows)]


def _triangular(rows: Rows) -> bool:
    """Tell whether all entries on one side of the diagonal are written as 0."""

    def upper(table: Rows) -> bool:
        return all(entry == 0 for i, row in enumerate(table) for entry in row[:i])

    return upper(rows) or upper(_transposed(rows))


def _determinant(rows: Rows) -> Expr | None:
    if _triangular(rows):
        return sympy.Mul(*_diagonal(rows))
    if _are_rational(rows):
        return _number(_rational(rows).det())
    return _expanded(rows) if len(rows) <= _MOST_EXPANDED else None


def _expanded(rows: Rows) -> Expr:
    """Return a determinant by Laplace's expansion of the first row."""
    if len(rows) == 1:
        return rows[0][0]
    minors = [[row[:k] + row[k + 1 :] for row in rows[1:]] for k in range(len(rows))]
    return sympy.Add(
        *[(-1) ** k * rows[0][k] * _expanded(m) for k, m in enumerate(minors) if rows[0][k]]
    )


def _characteristic(rows: Rows, x: Any) -> Expr:
    if _are_rational(rows):
        coefficients = _rational(rows).charpoly().coeffs()
        return sympy.Add(*[_number(c) * x**k for k, c in enumerate(coefficients)])
    shifted = [[-entry for entry in row] for row in rows]
    for k, row in enumerate(shifted):
        row[k] += x
    found = _determinant(shifted) if _always_defined(rows) else None
    return nodes.Determinant(_gathered(shifted)) if found is None else found


def _are_rational(rows: Rows) -> bool:
    return all(sympy.sympify(entry).is_Rational for row in rows for entry in row)


def _rational(rows: Rows) -> flint.fmpq_mat:
    return flint.fmpq_mat([[flint.fmpq(int(x.p), int(x.q)) for x in row] for row in rows])


def _rational_inverse(rows: Rows) -> Rows:
    try:
        return [[_number(x) for x in row] for row in _rational(rows).inv().tolist()]
    except ZeroDivisionError:
        raise ClaimError(
            f"inverse({explicit(rows)}): the matrix is singular. Take another matrix, or state "
            "the claim for invertible ones: Ne(determinant(A), 0)."
        ) from None


def _number(value: Any) -> Expr:
    fraction = flint.fmpq(value)
    return sympy.Rational(int(fraction.p), int(fraction.q))


_FORMULAS: dict[type[MatrixNumber], Callable[[Rows], Expr | None]] = {
    nodes.Norm1: _norm1,
    nodes.Norm2: _norm2,
    nodes.NormInf: _norm_inf,
    nodes.Frobenius: _frobenius,
    nodes.LogNorm1: _lognorm1,
    nodes.LogNorm2: _lognorm2,
    nodes.LogNormInf: _lognorm_inf,
    nodes.Abscissa: _abscissa,
    nodes.Radius: _radius,
    nodes.Trace: _trace,
    nodes.Determinant: _determinant,
}
