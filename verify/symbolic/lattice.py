"""Common bases of exponents: exp(x/2), exp(x) and exp(-3x) are powers of one letter.

The arguments generate a lattice inside the rational functions; a basis of it gives the fewest
letters in which every exponential is an integer power product.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import sympy
from flint import fmpz_mat

from verify.logic import by_name
from verify.symbolic.rational import Ring, fraction, rational

Monomial = tuple[tuple[int, ...], str]  # powers in the numerator, and the denominator's text


@dataclass(frozen=True)
class Basis:
    """Generators of a lattice of arguments, with the integer coordinates of each argument."""

    generators: tuple[sympy.Expr, ...]
    coordinates: tuple[tuple[int, ...], ...]  # one row for each argument that was given


def common_basis(arguments: list[sympy.Expr]) -> Basis:
    """Return a basis of the integer combinations of some rational functions.

    Source: the Hermite normal form of the matrix of coefficients; its nonzero rows generate the
    row lattice (Cohen, A Course in Computational Algebraic Number Theory, 2.4).
    """
    vectors, monomials = _vectors(arguments)
    rows = len(arguments)
    scale = math.lcm(*(int(c.q) for vector in vectors for c in vector.values()))
    table = [[int(vector.get(m, 0) * scale) for m in monomials] for vector in vectors]
    if not monomials:
        return Basis((), tuple(() for _ in range(rows)))
    form = fmpz_mat(table).hnf()
    basis = [row for row in form.tolist() if any(row)]
    generators = tuple(
        sympy.Add(*(int(c) * monomials[m] for c, m in zip(row, monomials, strict=True))) / scale
        for row in basis
    )
    return Basis(generators, tuple(_coordinates(row, basis) for row in table))


def _vectors(
    arguments: list[sympy.Expr],
) -> tuple[list[dict[Monomial, sympy.Rational]], dict[Monomial, sympy.Expr]]:
    free = set().union(*(a.free_symbols for a in arguments)) if arguments else set()
    ring = Ring.over(sorted(free, key=by_name))
    vectors: list[dict[Monomial, sympy.Rational]] = []
    monomials: dict[Monomial, sympy.Expr] = {}
    for argument in arguments:
        normal = fraction(argument, ring)
        below = ring.expression(normal.denominator)
        vector: dict[Monomial, sympy.Rational] = {}
        for powers, coefficient in normal.numerator.to_dict().items():
            key = (tuple(map(int, powers)), str(normal.denominator))
            letters = [x**k for x, k in zip(ring.letters, key[0], strict=True) if k]
            monomials.setdefault(key, sympy.Mul(*letters) / below)
            vector[key] = rational(coefficient)
        vectors.append(vector)
    return vectors, monomials


def _coordinates(row: list[int], basis: list[list[object]]) -> tuple[int, ...]:
    """Return the coordinates of a row in an echelon basis; each pivot is met in turn."""
    rest, found = list(row), []
    for generator in basis:
        pivot = next(place for place, entry in enumerate(generator) if entry != 0)
        times = rest[pivot] // int(generator[pivot])  # type: ignore[call-overload]
        rest = [r - times * int(g) for r, g in zip(rest, generator, strict=True)]  # type: ignore[call-overload]
        found.append(times)
    if any(rest):
        raise ArithmeticError(f"{row} is not in the lattice it generates")
    return tuple(found)
