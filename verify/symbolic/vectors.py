"""Vectors and matrices as papers write them, for any size.

A vector is a column, so that `x * y.T` is a matrix and `A * x` a vector. Everything is kept as
it was written. Nothing is told about a letter: symmetry, skewness and the like are premises,
as `same(A.T, A)`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy
from sympy import Basic, Expr, Integer
from sympy.core.symbol import Str
from sympy.logic.boolalg import Boolean

from verify.errors import ClaimError
from verify.logic import relation
from verify.symbolic.arrays import (
    Array,
    Identity,
    Inner,
    Letter,
    Norm,
    Zero,
    check_same_shape,
    dimension,
)


def vector(names: str, n: Any) -> Any:
    """Return the vector of R^n called `names`, or a tuple of them for several names.

    `n` is a whole number or a `size`.
    """
    letters = tuple(Letter(Str(name), dimension(n), Integer(1)) for name in names.split())
    return letters[0] if len(letters) == 1 else letters


def matrix(names: str, n: Any, m: Any = None) -> Any:
    """Return the real n x m matrix called `names` (n x n without `m`), or a tuple of them."""
    columns = dimension(n if m is None else m)
    letters = tuple(Letter(Str(name), dimension(n), columns) for name in names.split())
    return letters[0] if len(letters) == 1 else letters


def identity(n: Any) -> Array:
    """Return the n x n identity matrix."""
    return Identity(dimension(n))


def zero(n: Any, m: Any = 1) -> Array:
    """Return the zero vector of R^n, or the n x m zero matrix."""
    return Zero(dimension(n), dimension(m))


def inner(u: Array, v: Array) -> Expr:
    """Return the inner product of two vectors of one space, a real scalar.

    Raises `ClaimError` when one is no vector, or when their dimensions differ.
    """
    for side in (u, v):
        if not is_vector(side):
            raise ClaimError(f"{side} is no vector. Write inner(u, v) of two vectors.")
    check_same_shape(u, v, "inner")
    return Inner(u, v)


def norm(u: Array) -> Expr:
    """Return the Euclidean norm of a vector, a real scalar whose square is `inner(u, u)`."""
    if not is_vector(u):
        raise ClaimError(f"{u} is no vector. Write norm(u) of a vector u.")
    return Norm(u)


def same(left: Array, right: Array) -> Boolean:
    """Return the equation of two vectors, or of two matrices, of one shape."""
    for side in (left, right):
        if not isinstance(side, Array):
            raise ClaimError(
                f"{side} is neither a vector nor a matrix. Write Eq(a, b) for numbers, "
                "zero(n) or zero(n, m) for the zero vector or matrix."
            )
    check_same_shape(left, right, "=")
    return relation(left, "==", right)


def is_array(thing: Any) -> bool:
    """Tell whether a thing is a vector or a matrix."""
    return isinstance(thing, Array)


def is_vector(thing: Any) -> bool:
    """Tell whether a thing is a vector (a column)."""
    return isinstance(thing, Array) and thing.shape[1] == 1


def abstract_atoms(tree: Basic) -> list[Basic]:
    """Return what of a statement needs sizes before it has coordinates, sorted by name.

    These are the vectors and matrices (letters, tokens, identities, zeros) and the weights.
    An empty list means that the statement is about plain numbers.
    """
    return list(_abstract_atoms(tree))


@lru_cache(maxsize=1024)
def _abstract_atoms(tree: Basic) -> tuple[Basic, ...]:
    found = {node for node in sympy.preorder_traversal(tree) if _is_abstract(node)}
    return tuple(sorted(found, key=str))


def _is_abstract(node: Any) -> bool:
    return getattr(node, "needs_sizes", False) is True
