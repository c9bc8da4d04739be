"""Evident signs: products of known factors, sums of squares, exp > 0, moduli at least 0.

What is found here is exact, and short enough to be read. What is not found may still hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import sympy
from flint import fmpq
from sympy.logic.boolalg import Boolean

from verify.logic import sign_of
from verify.symbolic.heads import Letter
from verify.symbolic.rational import Fraction, NotScalar, fraction

Sign = frozenset[int]  # the possible signs: a subset of {-1, 0, 1}
HIGHEST_DEGREE = 400  # of a polynomial that is still factored
ANY: Sign = frozenset((-1, 0, 1))
_MEANS = {"<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}, "==": {0}, "!=": {-1, 1}}
_ALWAYS_POSITIVE = ("exp", "cosh")
_NEVER_NEGATIVE = ("abs",)


@dataclass(frozen=True)
class Signs:
    """The signs that premises and the making of letters tell about polynomials."""

    known: Mapping[Any, Sign] = field(default_factory=dict)
    letters: Mapping[sympy.Symbol, Letter] = field(default_factory=dict)

    def of(self, polynomial: Any) -> Sign:
        """Return the possible signs of a polynomial in letters."""
        whole = sympy.sympify(polynomial)
        if whole.is_Rational:
            return _sign_of_number(whole)
        try:
            return self.of_fraction(fraction(whole))
        except NotScalar:
            return ANY

    def positive(self, polynomial: Any) -> bool:
        """Tell whether a polynomial is evidently > 0."""
        return self.of(polynomial) == {1}

    def of_fraction(self, normal: Fraction) -> Sign:
        """Return the possible signs of a rational function in letters."""
        if normal.numerator.is_zero():
            return frozenset((0,))
        known = self._known(normal.expression()) if self.known else ANY
        if normal.numerator.total_degree() > HIGHEST_DEGREE:
            return known
        lead, factors = normal.factors()
        product = _sign_of_number(lead)
        for factor, power in factors:
            sign = self.of_factor(normal.ring.expression(factor))
            product = times(product, _power(sign, power))
        return product & known or product

    def of_factor(self, factor: Any) -> Sign:
        """Return the possible signs of a polynomial that is known to have no factors."""
        sign = self._known(factor)
        if len(sign) > 1:
            sign = sign & self._from_bound(factor)
        if factor.is_Symbol:
            return sign & self._of_letter(factor)
        if len(sign) > 1:
            sign = sign & self._of_terms(factor)
        if len(sign) > 1:
            sign = sign & _of_form(factor)
        return sign

    def _known(self, whole: Any) -> Sign:
        if not self.known:
            return ANY
        key, flip = canonical(whole)
        return times(self.known.get(key, ANY), frozenset((flip,)))

    def _of_letter(self, symbol: sympy.Symbol) -> Sign:
        letter = self.letters.get(symbol)
        if letter is None:
            return frozenset((1,)) if symbol.is_positive else ANY
        if letter.head in _ALWAYS_POSITIVE or letter.head == "constant":
            return frozenset((1,))
        if letter.head == "root":
            return frozenset((1,)) if self.of(letter.equals) == {1} else frozenset((0, 1))
        if letter.head in _NEVER_NEGATIVE:
            return frozenset((0, 1)) - ({0} if 0 not in self.of(letter.arguments[0]) else set())
        return ANY

    def _of_terms(self, whole: Any) -> Sign:
        total: Sign = frozenset((0,))
        for term in sympy.Add.make_args(whole):
            sign: Sign = frozenset((1,))
            for factor in sympy.Mul.make_args(term):
                base, power = factor.as_base_exp()
                if base.is_Rational:
                    sign = times(sign, _sign_of_number(factor))
                else:
                    sign = times(sign, _power(self.of_factor(base), int(power)))
            total = plus(total, sign)
        return total

    def _from_bound(self, whole: Any) -> Sign:
        """Return the sign of x + c from a premise on x + d: x > -d gives x + c > 0, c >= d."""
        shift, rest = whole.as_coeff_Add()
        for key, sign in self.known.items():
            other, base = key.as_coeff_Add()
            for flip in (1, -1):
                scale = _ratio(rest, flip * base)
                if scale is None or scale <= 0:
                    continue
                # whole = scale * (flip * key) + difference
                difference = shift - scale * flip * other
                found = plus(times(sign, frozenset((flip,))), _sign_of_number(difference))
                if found != ANY:
                    return found
        return ANY


def times(first: Sign, second: Sign) -> Sign:
    """Return the possible signs of a product."""
    return frozenset(a * b for a in first for b in second)


def plus(first: Sign, second: Sign) -> Sign:
    """Return the possible signs of a sum."""
    found: set[int] = set()
    for a in first:
        for b in second:
            found |= {a} if b == 0 or a == b else {b} if a == 0 else {-1, 0, 1}
    return frozenset(found)


@lru_cache(maxsize=8192)
def canonical(polynomial: Any) -> tuple[Any, int]:
    """Return the primitive positive-lead multiple of a polynomial, and the sign taken out."""
    normal = fraction(polynomial)
    if normal.numerator.is_zero():
        return sympy.S.Zero, 1
    coefficients = normal.numerator.coeffs()
    flip = 1 if normal.numerator.leading_coefficient() > 0 else -1
    over = math.lcm(*(int(c.q) for c in coefficients))
    under = math.gcd(*(int(c.p) for c in coefficients))
    whole = normal.ring.expression(normal.numerator * fmpq(flip * over, under))
    return whole / normal.ring.expression(normal.denominator), flip


def facts(relations: Iterable[tuple[str, Any]]) -> Mapping[Any, Sign]:
    """Return what relations `gap sign 0` tell of their gaps and of their factors."""
    return _facts(tuple(relations))


@lru_cache(maxsize=512)
def _facts(relations: tuple[tuple[str, Any], ...]) -> Mapping[Any, Sign]:
    """Return the facts; each goal of a claim asks for those of the same premises."""
    known: dict[Any, Sign] = {}
    for sign, gap in relations:
        _learn(known, gap, frozenset(_MEANS[sign]))
    products = [(_factored(gap), frozenset(_MEANS[sign])) for sign, gap in relations]
    for _ in range(4):  # a sign learnt late may settle a product met early
        before = dict(known)
        for factored, means in products:
            if factored is not None:
                _learn_from_factors(known, *factored, means)
        if known == before:
            break
    return MappingProxyType(known)


@lru_cache(maxsize=2048)
def gap_of(node: Boolean) -> tuple[str, Any]:
    """Return a relation as `gap sign 0`."""
    return sign_of(node), node.lhs - node.rhs


def _learn(known: dict[Any, Sign], gap: Any, sign: Sign) -> None:
    try:
        key, flip = canonical(gap)
    except NotScalar:
        return
    if not key.is_Rational:
        known[key] = known.get(key, ANY) & times(sign, frozenset((flip,)))


def _factored(gap: Any) -> tuple[Sign, list[tuple[Any, int]]] | None:
    """Return the sign of the lead and the factors with their powers, `None` for one alone."""
    try:
        normal = fraction(gap)
    except NotScalar:
        return None
    if normal.numerator.is_zero():
        return None
    lead, factors = normal.factors()
    if len(factors) < 2 and all(power == 1 for _, power in factors):
        return None
    return _sign_of_number(lead), [(normal.ring.expression(f), power) for f, power in factors]


def _learn_from_factors(
    known: dict[Any, Sign], lead: Sign, factors: list[tuple[Any, int]], sign: Sign
) -> None:
    """Learn the sign of one factor of a product whose other factors have known signs."""
    signs = Signs(known)
    for factor, power in factors:
        others = lead
        for other, degree in factors:
            if other is not factor:
                others = times(others, _power(signs.of(other), degree))
        if 0 in others:
            continue
        fitting = frozenset(
            s for s in ANY if times(_power(frozenset((s,)), power), others) & sign
        )
        if fitting and fitting != ANY:
            _learn(known, factor, fitting)


def _power(sign: Sign, power: int) -> Sign:
    # A denominator is nonzero where the expression is defined, which is shown separately.
    found = frozenset(s ** (abs(power) % 2 or 2) for s in sign)
    return found - {0} if power < 0 else found


@lru_cache(maxsize=8192)
def _ratio(first: Any, second: Any) -> Any:
    """Return the quotient of two expressions if it is a rational number."""
    if first == 0 or second == 0 or first.free_symbols != second.free_symbols:
        return None
    above, below = _monomials(first), _monomials(second)
    if above is not None and below is not None:
        if above.keys() != below.keys():
            return None
        ratios = {above[monomial] / below[monomial] for monomial in above}
        return ratios.pop() if len(ratios) == 1 else None
    ratio = sympy.cancel(first / second)
    return ratio if ratio.is_Rational else None


@lru_cache(maxsize=8192)
def _monomials(whole: Any) -> Mapping[Any, Any] | None:
    """Return the coefficients of a polynomial that is multiplied out, `None` if it is not."""
    terms: dict[Any, Any] = whole.as_coefficients_dict()
    powers = (f.as_base_exp() for term in terms for f in sympy.Mul.make_args(term))
    plain = all((base.is_Symbol and p.is_Integer and p > 0) or base == 1 for base, p in powers)
    return terms if plain else None


def _sign_of_number(value: Any) -> Sign:
    return frozenset((bool(value > 0) - bool(value < 0),))


@lru_cache(maxsize=4096)
def _of_form(whole: Any) -> Sign:
    """Return the sign of a quadratic form or a univariate polynomial, exactly."""
    letters = whole.free_symbols
    if len(letters) == 1:
        return _univariate(sympy.Poly(whole, *letters))
    numerator = fraction(whole).numerator
    return _quadratic(numerator) if numerator.total_degree() == 2 else ANY


def _univariate(polynomial: sympy.Poly) -> Sign:
    if polynomial.degree() % 2 or polynomial.degree() > 40:
        return ANY
    lead = frozenset((int(sympy.sign(polynomial.LC())),))
    odd = [f for f, power in polynomial.sqf_list()[1] if power % 2]
    if any(f.count_roots() for f in odd):
        return ANY
    return lead if not polynomial.count_roots() else lead | {0}


def _quadratic(polynomial: Any) -> Sign:
    """Return the sign of a FLINT polynomial of degree 2 from the definiteness of its matrix."""
    size = len(polynomial.degrees()) + 1
    matrix = [[fmpq(0)] * size for _ in range(size)]
    for powers, coefficient in polynomial.to_dict().items():
        places = [i + 1 for i, k in enumerate(powers) for _ in range(int(k))]
        i, j = [0, 0, *places][-2:]
        matrix[i][j] += coefficient / 2
        matrix[j][i] += coefficient / 2
    for flip in (1, -1):
        rank = _semidefinite_rank([[flip * entry for entry in row] for row in matrix])
        if rank is not None:
            return frozenset((flip,)) if rank == size else frozenset((0, flip))
    return ANY


def _semidefinite_rank(matrix: list[list[Any]]) -> int | None:
    """Return the rank of a symmetric matrix that is positive semidefinite, `None` for others.

    Pivots are eliminated one after another: none may be negative, and a row and column whose
    pivot is 0 must be 0.
    """
    size, rank = len(matrix), 0
    for k in range(size):
        pivot = matrix[k][k]
        if pivot < 0 or (pivot == 0 and any(matrix[k][j] != 0 for j in range(k, size))):
            return None
        if pivot == 0:
            continue
        rank += 1
        for i in range(k + 1, size):
            times = matrix[i][k] / pivot
            for j in range(k + 1, size):
                matrix[i][j] -= times * matrix[k][j]
    return rank
