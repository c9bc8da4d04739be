"""Directional derivatives of numbers and vectors, for every size and count at once."""

from __future__ import annotations

from typing import Any

import sympy
from sympy import Basic, Integer

from verify.errors import ClaimError
from verify.symbolic.arrays import (
    Array,
    Inner,
    Product,
    Scaled,
    Sum,
    Transposed,
    Zero,
    derivative,
)
from verify.symbolic.slopes import derivative_in
from verify.symbolic.sums import ArrayTotal, Token, Tokens, Total

_CHOICES = (sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Heaviside, sympy.Piecewise)
# One letter for all: SymPy then remembers the derivatives of parts that come again.
_STEP = sympy.Dummy("epsilon", real=True)


def differential(value: Any, x: Any, d: Any) -> Any:
    """Return the derivative of `value` at `x` in the direction `d`.

    `x` and `d` are two vectors (or matrices) of one shape, or two families: then every x[i]
    moves along d[i] at once. `value` is a number or a vector. It is d/dε of value(x + ε d) at
    ε = 0, by the rules of differentiation; a norm must not vanish there. Raises `ClaimError`
    for a modulus, a maximum or another choice that moves: it may have no derivative.
    """
    moved = sympy.sympify(value).xreplace(_moves(sympy.sympify(value), x, d, _STEP))
    _check_smooth(moved)
    slope = (
        derivative(moved, _STEP) if isinstance(moved, Array) else derivative_in(moved, _STEP)
    )
    return tidied(slope.xreplace({_STEP: Integer(0)}))


def _check_smooth(moved: Any) -> None:
    """Raise `ClaimError` where SymPy would write the derivative of a jump or a corner as 0."""
    for choice in sorted(moved.atoms(*_CHOICES), key=str):
        if _STEP in choice.free_symbols:
            raise ClaimError(
                f"differential(...): {choice.xreplace({_STEP: Integer(0)})} may have no "
                "derivative where its cases meet. State the claim for each case, without it."
            )


def _moves(value: Basic, x: Any, d: Any, step: Any) -> dict[Any, Any]:
    if isinstance(x, Tokens):
        if not isinstance(d, Tokens) or (d.count, d.dimension) != (x.count, x.dimension):
            raise ClaimError(
                f"differential(..., {x}, {d}): a family moves along a family of the same "
                "count and dimension. Write d = tokens('d', count, n)."
            )
        places = {t.places[0] for t in value.atoms(Token) if t == x[t.places[0]]}
        return {x[place]: x[place] + step * d[place] for place in places}
    return {x: x + step * d}


def tidied(tree: Any) -> Any:
    """Return a number or vector with its zero parts dropped."""
    if not tree.args or not isinstance(tree, sympy.Expr | Array):
        return tree
    if isinstance(tree, Total | ArrayTotal):
        return _tidy_total(tree)
    parts = [tidied(part) for part in tree.args]
    if isinstance(tree, Inner):
        return Integer(0) if any(isinstance(p, Zero) for p in parts) else Inner(*parts)
    if isinstance(tree, Array):
        return _tidy_array(tree, parts)
    return tree.func(*parts)


def _tidy_total(tree: Any) -> Any:
    body = tidied(tree.args[0])
    if isinstance(body, Zero) or body == 0:
        return body
    return tree.func(body, tree.args[1])


def _tidy_array(tree: Array, parts: list[Any]) -> Array:
    nothing = Zero(*tree.shape)
    if isinstance(tree, Sum):
        terms = [part for part in parts if not isinstance(part, Zero)]
        return Sum(*terms) if len(terms) > 1 else terms[0] if terms else nothing
    if isinstance(tree, Scaled):
        if parts[0] == 0 or isinstance(parts[1], Zero):
            return nothing
        return parts[1] if parts[0] == 1 else Scaled(*parts)
    if isinstance(tree, Product | Transposed):
        return nothing if any(isinstance(p, Zero) for p in parts) else tree.func(*parts)
    return tree
