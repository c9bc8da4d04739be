"""Complex letters written as real and imaginary parts.

Every other route is about real numbers: |1 + hλ|² < 1 becomes a polynomial inequality in the
letters "Re λ" and "Im λ".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import sympy
from sympy import I
from sympy.core.relational import Relational
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.logic.boolalg import Boolean, BooleanAtom

from verify.logic import And, Or, combine, relation, sign_of
from verify.notation import is_complex
from verify.obligation import Obligation
from verify.symbolic.cancelled import (
    forgotten,
    guarded,
    has_value,
    is_reciprocal,
    may_have_no_value,
    may_leave_the_reals,
    stays,
)

Parts = tuple[Any, Any]
_COMPLEX_HEADS = (sympy.re, sympy.im, sympy.conjugate, sympy.arg)


class _NoParts(Exception):
    """An expression whose real and imaginary part this module cannot write down."""


def realify(obligation: Obligation) -> Obligation:
    """Return the obligation in real letters: z becomes "Re z" and "Im z".

    An equation of complex sides becomes two equations. A real obligation comes back unchanged,
    and so does a relation with a side that cannot be split (a complex base under a fractional
    power, an order between complex numbers): the complex letters left in it tell. Where a real
    part of a relation has no real value, the split one has none.
    """
    trees = (obligation.says, *(premise.says for premise in obligation.given))
    wholes = (*trees, *map(sympy.sympify, obligation.where.values()))
    if not any(_is_about_complex_numbers(whole) for whole in wholes):
        return obligation
    given = tuple(replace(p, says=_in_parts(p.says, True)) for p in obligation.given)
    where = _split_definitions(obligation)
    says = _in_parts(obligation.says, False)
    return replace(obligation, says=says, given=given, where=where)


def parts(expression: Any) -> Parts | None:
    """Return the real and imaginary part of an expression, or None if they are not known."""
    try:
        return _parts(sympy.sympify(expression))
    except _NoParts:
        return None


def parts_of_letter(letter: sympy.Symbol) -> tuple[sympy.Symbol, sympy.Symbol]:
    """Return the two real letters a complex letter is split into."""
    name = letter.name
    return sympy.Symbol(f"Re {name}", real=True), sympy.Symbol(f"Im {name}", real=True)


@lru_cache(maxsize=1024)
def _is_about_complex_numbers(whole: Any) -> bool:
    if any(is_complex(letter) for letter in whole.free_symbols):
        return True
    return bool(whole.has(I, *_COMPLEX_HEADS))


def _split_definitions(obligation: Obligation) -> dict[sympy.Symbol, Any]:
    where: dict[sympy.Symbol, Any] = {}
    for letter, meaning in obligation.where.items():
        split = parts(meaning)
        if split is not None and forgotten(_parts_of_nodes(meaning), sympy.Tuple(*split)):
            split = None
        if split is None or (not is_complex(letter) and _expanded(split[1]) != 0):
            where[letter] = meaning
        elif is_complex(letter):
            where.update(zip(parts_of_letter(letter), split, strict=True))
        else:
            where[letter] = split[0]
    return where


@lru_cache(maxsize=1024)
def _in_parts(tree: Boolean, premise: bool) -> Boolean:
    if isinstance(tree, Relational):
        if not _is_about_complex_numbers(tree):
            return tree
        split = _relation_in_parts(tree)
        if split is tree:
            return tree
        lost = forgotten(_parts_of_nodes(tree), split)
        if premise and not _stays_real(tree, lost):
            return tree  # √x = i is met by -1, and nobody is to think that it is not
        needed = dict.fromkeys([*lost, *_of_one_only(split, premise)])
        return guarded(split, map(has_value, needed), premise)
    inner = stays(premise, tree)
    return combine(tree, [_in_parts(branch, inner) for branch in tree.args])


def _parts_of_nodes(whole: Any) -> Iterator[Any]:
    """Yield the real and imaginary part of all that may have no value in an expression or a
    relation, one node after the other: put together they may cancel."""
    for node in whole.atoms(sympy.Pow, sympy.Function):
        if may_have_no_value(node) or isinstance(node, sympy.tanh):
            yield from parts(node) or ()


def _stays_real(node: Relational, lost: list[Any]) -> bool:
    leaves = sign_of(node) in ("==", "!=") and may_leave_the_reals(node)
    return not leaves and all(map(is_reciprocal, lost))


def _relation_in_parts(node: Relational) -> Boolean:
    """Return a relation in parts, itself where it has none."""
    left, right = parts(node.lhs), parts(node.rhs)
    if left is None or right is None:
        return node
    sign = sign_of(node)
    of_real = relation(left[0], sign, right[0])
    is_real = _expanded(left[1]) == 0 and _expanded(right[1]) == 0
    if is_real or sign not in ("==", "!="):
        return of_real if is_real else node
    connective = And if sign == "==" else Or
    return connective(of_real, relation(left[1], sign, right[1]))


def _of_one_only(split: Boolean, premise: bool) -> list[Any]:
    """Return what only one of two parts demands: it must not speak for the whole elsewhere.

    The real part of 1 + i/x has a value at 0. An equation that is a premise is met where both
    parts are.
    """
    if isinstance(split, Relational) or (premise and isinstance(split, sympy.And)):
        return []
    first, second = split.args
    return [*forgotten([first], second), *forgotten([second], first)]


def _expanded(expression: Any) -> Any:
    return expression if expression == 0 else sympy.expand(expression)


def _parts(whole: Any) -> Parts:
    if _is_about_complex_numbers(whole):
        return _of_node(whole)
    if whole.is_number and not whole.is_real:  # asin 2
        raise _NoParts(whole)
    return whole, sympy.S.Zero


def _of_node(whole: Any) -> Parts:
    if whole == I:
        return sympy.S.Zero, sympy.S.One
    if whole.is_Symbol:
        return parts_of_letter(whole) if is_complex(whole) else (whole, sympy.S.Zero)
    if whole.is_Number or whole.is_NumberSymbol:
        return whole, sympy.S.Zero
    if whole.is_Add:
        split = [_parts(term) for term in whole.args]
        return sympy.Add(*(a for a, _ in split)), sympy.Add(*(b for _, b in split))
    if whole.is_Mul:
        product: Parts = (sympy.S.One, sympy.S.Zero)
        for factor in whole.args:
            product = _product(product, _parts(factor))
        return product
    if whole.is_Pow:
        return _power(whole.base, whole.exp)
    if isinstance(whole, sympy.Piecewise):
        return _piecewise(whole)
    return _of_function(whole)


def _product(first: Parts, second: Parts) -> Parts:
    (a, b), (c, d) = first, second
    return a * c - b * d, a * d + b * c


def _quotient(first: Parts, second: Parts) -> Parts:
    (a, b), (c, d) = first, second
    if d == 0:
        return a / c, b / c
    square = c**2 + d**2
    return (a * c + b * d) / square, (b * c - a * d) / square


def _power(base: Any, exponent: Any) -> Parts:
    a, b = _parts(base)
    if exponent.is_Integer:
        if b == 0:
            return a**exponent, sympy.S.Zero
        power = _positive_power((a, b), abs(int(exponent)))
        one = (sympy.S.One, sympy.S.Zero)
        return power if exponent > 0 else _quotient(one, power)
    p, q = _parts(exponent)
    if b != 0 or q != 0:
        raise _NoParts(base**exponent)
    return a**p, sympy.S.Zero


def _positive_power(base: Parts, exponent: int) -> Parts:
    if exponent == 0:
        return sympy.S.One, sympy.S.Zero
    half = _positive_power(base, exponent // 2)
    square = _product(half, half)
    return _product(square, base) if exponent % 2 else square


def _piecewise(whole: sympy.Piecewise) -> Parts:
    branches = [(_parts(value), _condition(condition)) for value, condition in whole.args]
    of_real = [ExprCondPair(value[0], condition) for value, condition in branches]
    of_imaginary = [ExprCondPair(value[1], condition) for value, condition in branches]
    if all(value[1] == 0 for value, _ in branches):
        return sympy.Piecewise(*of_real, evaluate=False), sympy.S.Zero
    return (
        sympy.Piecewise(*of_real, evaluate=False),
        sympy.Piecewise(*of_imaginary, evaluate=False),
    )


def _condition(tree: Boolean) -> Boolean:
    if isinstance(tree, BooleanAtom):
        return tree
    split = _in_parts(tree, False)
    if _is_about_complex_numbers(split):
        raise _NoParts(tree)
    return split


def _of_function(whole: Any) -> Parts:
    split = [_parts(argument) for argument in whole.args]
    if not split:
        raise _NoParts(whole)
    rule = _RULES.get(whole.func)
    if rule is not None:
        return rule(*split[0])
    if any(b != 0 for _, b in split):
        raise _NoParts(whole)
    return whole.func(*(a for a, _ in split)), sympy.S.Zero


def _modulus(a: Any, b: Any) -> Parts:
    return (sympy.Abs(a) if b == 0 else sympy.sqrt(a**2 + b**2)), sympy.S.Zero


def _argument(a: Any, b: Any) -> Parts:
    return sympy.atan2(b, a), sympy.S.Zero


def _exp(a: Any, b: Any) -> Parts:
    return sympy.exp(a) * sympy.cos(b), sympy.exp(a) * sympy.sin(b)


def _sin(a: Any, b: Any) -> Parts:
    return sympy.sin(a) * sympy.cosh(b), sympy.cos(a) * sympy.sinh(b)


def _cos(a: Any, b: Any) -> Parts:
    return sympy.cos(a) * sympy.cosh(b), -sympy.sin(a) * sympy.sinh(b)


def _sinh(a: Any, b: Any) -> Parts:
    return sympy.sinh(a) * sympy.cos(b), sympy.cosh(a) * sympy.sin(b)


def _cosh(a: Any, b: Any) -> Parts:
    return sympy.cosh(a) * sympy.cos(b), sympy.sinh(a) * sympy.sin(b)


def _tanh(a: Any, b: Any) -> Parts:
    return (sympy.tanh(a), b) if b == 0 else _quotient(_sinh(a, b), _cosh(a, b))


def _tan(a: Any, b: Any) -> Parts:
    return (sympy.tan(a), b) if b == 0 else _quotient(_sin(a, b), _cos(a, b))


_RULES: dict[Any, Callable[[Any, Any], Parts]] = {
    sympy.re: lambda a, b: (a, sympy.S.Zero),
    sympy.im: lambda a, b: (b, sympy.S.Zero),
    sympy.conjugate: lambda a, b: (a, -b),
    sympy.Abs: _modulus,
    sympy.arg: _argument,
    sympy.exp: _exp,
    sympy.sin: _sin,
    sympy.cos: _cos,
    sympy.sinh: _sinh,
    sympy.cosh: _cosh,
    sympy.tan: _tan,
    sympy.tanh: _tanh,
}
