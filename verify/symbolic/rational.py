"""Rational functions over Q in normal form: the ground every algebraic proof stands on.

Polynomials are FLINT's, because SymPy takes minutes to expand what FLINT does in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sympy
from flint import Ordering, fmpq, fmpq_mpoly_ctx

from verify.logic import by_name
from verify.symbolic.texts import text

Polynomial = Any  # flint.fmpq_mpoly; python-flint ships no types
MOST_TERMS = 200_000  # of a power that is about to be multiplied out


class NotScalar(Exception):
    """An expression that is no real scalar built from what the symbolic routes know.

    The reason names what stands in its `{}` only when it is told: most are caught and dropped.
    """

    def __str__(self) -> str:
        reason, *named = self.args
        return reason.format(*map(text, named)) if named else str(reason)


@dataclass(frozen=True)
class Ring:
    """The polynomials over Q in the named letters."""

    letters: tuple[sympy.Symbol, ...]
    context: Any

    @classmethod
    def over(cls, letters: Iterable[sympy.Symbol]) -> Ring:
        """Return the ring in the given letters, in the order given."""
        order = tuple(letters)
        names = tuple(f"v{place}" for place in range(len(order)))
        return cls(order, fmpq_mpoly_ctx.get(names, Ordering.degrevlex))

    def constant(self, value: Any) -> Polynomial:
        """Return a rational number as a polynomial."""
        return self.context.constant(fmpq(int(value.p), int(value.q)))

    def generator(self, letter: sympy.Symbol) -> Polynomial:
        """Return a letter as a polynomial."""
        return self.context.gen(self.letters.index(letter))

    def expression(self, polynomial: Polynomial) -> sympy.Expr:
        """Return a polynomial as a SymPy sum of monomials."""
        terms = []
        for powers, coefficient in polynomial.to_dict().items():
            factors = [x ** int(k) for x, k in zip(self.letters, powers, strict=True) if k]
            terms.append(sympy.Mul(rational(coefficient), *factors))
        return sympy.Add(*terms)


@dataclass(frozen=True)
class Fraction:
    """A quotient of polynomials without a common factor, the denominator's lead being 1."""

    ring: Ring
    numerator: Polynomial
    denominator: Polynomial

    def expression(self) -> sympy.Expr:
        """Return the fraction as a SymPy quotient, both sides expanded."""
        below = self.ring.expression(self.denominator)
        return self.ring.expression(self.numerator) / below

    def factors(self) -> tuple[Any, list[tuple[Polynomial, int]]]:
        """Return the leading coefficient, and each irreducible factor with its power."""
        lead, above = self.numerator.factor()
        below_lead, below = self.denominator.factor()
        powers = [(f, int(k)) for f, k in above] + [(f, -int(k)) for f, k in below]
        return lead / below_lead, powers


def rational(value: Any) -> sympy.Rational:
    """Return a FLINT rational as a SymPy one."""
    return sympy.Rational(int(value.p), int(value.q))


def fraction(expression: Any, ring: Ring | None = None) -> Fraction:
    """Return an expression of +, *, integer powers, letters and rationals in normal form.

    Two expressions are equal as rational functions exactly when their normal forms in one ring
    are equal. Raises `NotScalar` for anything else in the expression, for a denominator that
    is the zero polynomial, and for powers too large to multiply out.
    """
    whole = sympy.sympify(expression)
    if ring is None:
        ring = Ring.over(sorted(whole.free_symbols, key=by_name))
    numerator, denominator = _pair(whole, ring, {})
    return reduced(ring, numerator, denominator)


def reduced(ring: Ring, numerator: Polynomial, denominator: Polynomial) -> Fraction:
    """Return the quotient of two polynomials with their common factor taken out."""
    if denominator.is_zero():
        raise NotScalar("a denominator is identically zero")
    if numerator.is_zero():
        return Fraction(ring, numerator, ring.context.constant(1))
    common = numerator.gcd(denominator)
    if not common.is_constant():
        numerator, denominator = numerator / common, denominator / common
    lead = denominator.leading_coefficient()
    return Fraction(ring, numerator / lead, denominator / lead)


def _pair(whole: Any, ring: Ring, seen: dict[Any, Any]) -> tuple[Polynomial, Polynomial]:
    if whole not in seen:
        seen[whole] = _of_node(whole, ring, seen)
    return seen[whole]


def _of_node(whole: Any, ring: Ring, seen: dict[Any, Any]) -> tuple[Polynomial, Polynomial]:
    one = ring.context.constant(1)
    if whole.is_Rational:
        return ring.constant(whole), one
    if whole.is_Symbol:
        return ring.generator(whole), one
    if whole.is_Add:
        return _sum([_pair(term, ring, seen) for term in whole.args], ring)
    if whole.is_Mul:
        above, below = one, one
        for factor in whole.args:
            p, q = _pair(factor, ring, seen)
            above, below = above * p, below * q
        return above, below
    if whole.is_Pow and whole.exp.is_Integer:
        return _power(_pair(whole.base, ring, seen), int(whole.exp))
    raise NotScalar("{} is no rational function of its letters", whole)


def _sum(
    pairs: list[tuple[Polynomial, Polynomial]], ring: Ring
) -> tuple[Polynomial, Polynomial]:
    # Terms over one denominator are added first: a common denominator is formed once for each.
    by_denominator: dict[Any, Any] = {}
    for p, q in pairs:
        key = q.repr() if q.is_constant() else str(q)
        above = by_denominator[key][0] + p if key in by_denominator else p
        by_denominator[key] = (above, q)
    above, below = ring.context.constant(0), ring.context.constant(1)
    for p, q in by_denominator.values():
        common = below.gcd(q) if not (q.is_constant() or below.is_constant()) else None
        if common is None or common.is_constant():
            above, below = above * q + p * below, below * q
        else:
            rest = q / common
            above, below = above * rest + p * (below / common), below * rest
    return above, below


def _power(pair: tuple[Polynomial, Polynomial], exponent: int) -> tuple[Polynomial, Polynomial]:
    above, below = pair if exponent >= 0 else pair[::-1]
    if below.is_zero():
        raise NotScalar("a denominator is identically zero")
    degree = abs(exponent)
    terms = max(len(above.to_dict()), len(below.to_dict()))
    if terms > 1 and _terms_of_power(terms, degree) > MOST_TERMS:
        raise NotScalar(f"a power {degree} of {terms} terms is too large to multiply out")
    return above**degree, below**degree


def _terms_of_power(terms: int, degree: int) -> int:
    """Return the number of monomials of `degree` in `terms` letters, an upper bound."""
    return int(sympy.binomial(terms + degree - 1, degree))
