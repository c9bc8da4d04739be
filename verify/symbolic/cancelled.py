"""Denominators that cancel when a statement is written out, and what they demanded.

Sums over two indices are different sums, and at a size they may be one and the same: SymPy then
cancels Σᵢ wᵢ / Σⱼ wⱼ while it reads it, and the points where the sum is 0 would be forgotten.
So it is with q x where q is defined as 1/x, and with q log x where q is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.kinds import Modal
from verify.logic import And, Eq, Gt, Or, combine, denied, rebuild, replaced, sides, sign_of
from verify.symbolic.matrix_functions import Determinant, Inverse

Meanings = Mapping[sympy.Symbol, Any]

_EVERYWHERE = (
    *(sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan),
    *(sympy.asinh, sympy.erf, sympy.Abs, sympy.sign, sympy.Max, sympy.Min),
)
_PARTIAL = (sympy.Pow, sympy.Function, Inverse)


def may_have_no_value(node: Any) -> bool:
    """Tell whether a power, a function or an inverse is undefined for some real arguments."""
    if isinstance(node, sympy.exp):
        return False
    if isinstance(node, sympy.Pow):
        return not (node.exp.is_Integer and node.exp.is_nonnegative)
    partial = isinstance(node, sympy.Function) and not isinstance(node, _EVERYWHERE)
    return partial or isinstance(node, Inverse)


def cancelled(parts: Iterable[Any], here: Boolean) -> list[Boolean]:
    """Return statements that are true wherever the parts have a value, and undefined elsewhere.

    One for each part whose demands the statement `here` does not make any more.
    """
    lost: dict[Any, None] = {}
    made: set[Any] | None = None
    for part in dict.fromkeys(parts):
        needed = demands(part)
        if needed and made is None:
            made = demands(here)
        lost.update(dict.fromkeys(sorted(needed - (made or set()), key=str)))
    return [has_value(demand) for demand in lost if not _is_met(demand)]


def guarded(here: Boolean, lost: Iterable[Boolean], premise: bool = False) -> Boolean:
    """Return a statement with the truth of a relation where all that was lost has a value.

    Elsewhere it is neither true nor false: (here or not lost) and lost, in Kleene's values. Of
    a `premise` that nothing denies it only matters where it is true.
    """
    conditions = list(lost)
    if not conditions:
        return here
    if premise:
        return And(here, *conditions)
    return And(Or(here, *map(denied, conditions)), *conditions)


def stays(premise: bool, tree: Boolean) -> bool:
    """Tell whether the branches of a premise need only be true where they have a value too."""
    return premise and isinstance(tree, sympy.And | sympy.Or)


def forgotten(parts: Iterable[Any], split: Any) -> list[Any]:
    """Return what the parts of something demand and what became of it does not.

    So im(asin x) is written 0, wherever x is, and |z|² / z is written with z = 0 in it. Each is
    an expression that has to have a value, and need not.
    """
    made = demands(split)
    lost = sorted(set().union(*map(demands, parts)) - made, key=str)
    return [demand for demand in lost if not _is_met(demand)]


def may_leave_the_reals(node: Relational) -> bool:
    """Tell whether a part of a relation is real for some values of its real letters only."""
    return any(
        _is_real(demand) and not (_is_met(demand) or is_reciprocal(demand))
        for demand in demands(node)
    )


def is_reciprocal(demand: Any) -> bool:
    """Tell whether a demand is that 1/u has a value."""
    return bool(demand.is_Pow and demand.exp == -1)


def _is_real(demand: Any) -> bool:
    letters = all(letter.is_real for letter in demand.free_symbols)
    heads = (sympy.re, sympy.im, sympy.conjugate, sympy.arg)
    return letters and not demand.has(sympy.I, *heads)


def is_never(tree: Boolean) -> bool:
    """Tell whether a statement is seen to be true nowhere: d + 1 <= d, as `guarded` writes."""
    if not isinstance(tree, Relational) or sign_of(tree) != "<=":
        return False
    gap = tree.lhs - tree.rhs
    return bool(gap.is_Rational and gap > 0)


def written_out(tree: Boolean, where: Meanings, premise: bool = False) -> Boolean:
    """Return a statement with the meanings of letters put in, last ones first.

    Nothing is gained by it: where a meaning has no value, neither has the relation that holds
    it. A `premise` need only be true where the premise is.
    """
    if isinstance(tree, Modal):  # `Claim` sees to it that nothing is lost
        return rebuild(tree, lambda side: put_in(side, where))
    if not isinstance(tree, Relational):
        inner = stays(premise, tree)
        return combine(tree, [written_out(branch, where, inner) for branch in tree.args])
    here = rebuild(tree, lambda side: put_in(side, where))
    return guarded(here, map(has_value, lost_by(tree, where)), premise)


def put_in(expression: Any, where: Meanings) -> Any:
    """Return an expression with the meanings of letters put in, last ones first."""
    meanings = {letter: sympy.sympify(meaning) for letter, meaning in where.items()}
    if all(meaning.is_number for meaning in meanings.values()):
        return replaced(expression, meanings)  # at once: no meaning speaks of another
    for letter, meaning in reversed(list(meanings.items())):
        expression = replaced(expression, {letter: meaning})
    return expression


def lost_by(whole: Any, where: Meanings) -> list[Any]:
    """Return what an expression or a statement demands no more once meanings are put in.

    So q log x no longer demands a positive x with q = 0, and q x no longer demands x ≠ 0 with
    q = 1/x. Each is an expression that has to have a value, and need not.
    """
    if isinstance(whole, Boolean):  # SymPy would evaluate it, and with it all that it demands
        whole = sympy.Tuple(*sides(whole))
    parts, open_ = [whole], whole.free_symbols & where.keys()
    used: set[sympy.Symbol] = set()
    while open_:
        used.add(letter := open_.pop())
        meaning = sympy.sympify(where[letter])
        parts.append(meaning)
        open_ |= (meaning.free_symbols & where.keys()) - used
    found = [demands(part) for part in parts] if used else []
    if not any(found):
        return []
    here = {letter: where[letter] for letter in where if letter in used}
    made = demands(put_in(whole, here))
    wanted = {demand: put_in(demand, here) for demand in set().union(*found)}
    lost = {one for one in wanted.values() if _is_lost(one, made)}
    if len(lost) < 2:
        return list(lost)
    # only where an order is needed are expressions written, which takes longest
    ordered = (wanted[one] for some in found for one in sorted(some, key=str))
    return [one for one in dict.fromkeys(ordered) if one in lost]


def _is_lost(demand: Any, made: set[Any]) -> bool:
    """Tell whether that a demand has a value is more than what is demanded anyway."""
    if not demand.free_symbols:
        return not (demand.is_real and demand.is_finite)
    if demand in made or _is_met(demand):
        return False
    return bool(demand.has(sympy.I)) or not demands(demand) <= made


def has_value(demand: Any) -> Boolean:
    """Return a statement that is true where an expression has a value, and undefined elsewhere.

    Its margin is 1 all over: it does not draw a search to itself.
    """
    plain = not demand.has(sympy.I) and all(x.is_real for x in demand.free_symbols)
    return Gt(demand + 1, demand) if plain else Eq(demand, demand)


def demands(tree: Any) -> set[Any]:
    """Return what an expression or a statement demands: that each of these has a value."""
    return {one for node in tree.atoms(*_PARTIAL) for one in _of(node)}


def _of(node: Any) -> Iterator[Any]:
    """Yield what a node demands: that 1/u, √u, or the function itself has a value."""
    if not may_have_no_value(node) or not node.free_symbols:
        return
    if isinstance(node, sympy.Pow) and node.exp.is_Rational:
        if node.exp < 0:
            yield sympy.Pow(node.base, -1, evaluate=False)
        if not node.exp.is_Integer:
            yield sympy.Pow(node.base, sympy.S.Half, evaluate=False)
    elif isinstance(node, Inverse):
        yield sympy.Pow(Determinant(node.args[0]), -1, evaluate=False)
    else:
        yield node


def _is_met(demand: Any) -> bool:
    if not isinstance(demand, sympy.Pow) or not demand.exp.is_Rational:
        return False
    return bool(demand.base.is_nonzero if demand.exp < 0 else demand.base.is_nonnegative)
