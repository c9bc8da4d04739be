"""Letters as papers write them.

A letter is real, complex or a size, and nothing more: positivity, symmetry and the like are
assumptions of a claim, named and switchable, never told to SymPy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy

from verify.symbolic.differentials import differential
from verify.symbolic.matrix_notation import (
    abscissa,
    array,
    characteristic,
    determinant,
    expm,
    frobenius,
    inverse,
    lognorm1,
    lognorm2,
    lognorminf,
    norm1,
    norm2,
    norminf,
    radius,
    trace,
)
from verify.symbolic.sums import index, tokens, total, weights
from verify.symbolic.vectors import identity, inner, matrix, norm, same, vector, zero

__all__ = [
    "abscissa",
    "array",
    "characteristic",
    "complex_number",
    "determinant",
    "differential",
    "expm",
    "frobenius",
    "identity",
    "index",
    "inner",
    "inverse",
    "is_complex",
    "is_real",
    "is_size",
    "lognorm1",
    "lognorm2",
    "lognorminf",
    "matrix",
    "norm",
    "norm1",
    "norm2",
    "norminf",
    "radius",
    "real",
    "same",
    "size",
    "tokens",
    "total",
    "trace",
    "vector",
    "weights",
    "zero",
]


def real(names: str) -> Any:
    """Return the real letter called `names`, or a tuple of them for several names.

    >>> h, lam = real("h lambda")
    """
    return sympy.symbols(names, real=True)


def complex_number(names: str) -> Any:
    """Return the complex letter called `names`, or a tuple of them for several names."""
    return sympy.symbols(names, complex=True)


def size(names: str) -> Any:
    """Return the size (a dimension, a number of tokens) called `names`: 1, 2, 3, ...

    A statement with a size in it is about every size; a claim's `sizes` lists those to try.
    """
    return sympy.symbols(names, integer=True, positive=True)


def is_real(letter: sympy.Symbol) -> bool:
    """Tell whether a letter came from `real`."""
    return letter == sympy.Symbol(letter.name, real=True)


def is_complex(letter: sympy.Symbol) -> bool:
    """Tell whether a letter came from `complex_number`."""
    return letter == sympy.Symbol(letter.name, complex=True)


def is_size(letter: sympy.Symbol) -> bool:
    """Tell whether a letter came from `size`."""
    return letter == sympy.Symbol(letter.name, integer=True, positive=True)


def are_admitted(point: Mapping[sympy.Symbol, Any]) -> bool:
    """Tell whether letters may have the values of a point: a size is 1, 2, 3, ... only."""
    values = (value for letter, value in point.items() if is_size(letter))
    return all(isinstance(n, int | sympy.Integer) and n > 0 for n in values)
