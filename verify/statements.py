"""What a statement may hold: letters of one kind each, exact numbers, and a relation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean, BooleanAtom

from verify.errors import ClaimError
from verify.kinds import Modal, nodes, quantities_of
from verify.logic import by_name, relation, relations
from verify.notation import is_complex, is_real, is_size
from verify.symbolic.arrays import Array
from verify.symbolic.cancelled import lost_by

_CONNECTIVES = (sympy.And, sympy.Or, sympy.Not, sympy.Implies, sympy.Equivalent)


def check_statement(says: Any, what: str) -> None:
    """Raise `ClaimError` unless `says` states something about letters."""
    if isinstance(says, bool | BooleanAtom):
        raise ClaimError(
            f"{what} became {says} while Python read it: SymPy decided the comparison. "
            "Write it with Lt, Le, Gt, Ge, Eq, Ne, And, Or, Not, Implies, Iff from verify, "
            "which keep it as written."
        )
    if not isinstance(says, Boolean):
        raise ClaimError(
            f"{what} is {says!r}, which states nothing. Write a relation, as Lt(x, 1), "
            "or And, Or, Not, Implies, Iff of relations."
        )
    _check_branches(says, what)
    if not any(True for _ in relations(says)):
        raise ClaimError(
            f"{what} is {says}, which holds no relation. Write Lt(x, 1), Eq(x, y)."
        )


def _check_branches(tree: Any, what: str) -> None:
    """Raise `ClaimError` for a branch that was decided while it was read, or that is none."""
    if isinstance(tree, Modal):
        _check_branches(tree.condition, what)
        return
    if isinstance(tree, Relational):
        return
    if isinstance(tree, bool | BooleanAtom):
        raise ClaimError(
            f"a part of {what} became {tree} while Python read it: SymPy decided a comparison. "
            "Write each part with Lt, Le, Gt, Ge, Eq, Ne from verify, which keep it as written."
        )
    if not isinstance(tree, _CONNECTIVES):
        raise ClaimError(
            f"{what} holds {tree} where a relation has to be. Write Lt(x, 1), Eq(x, y), joined "
            "by And, Or, Not, Implies, Iff."
        )
    for branch in tree.args:
        _check_branches(branch, what)


def check_definitions(where: Mapping[sympy.Symbol, Any]) -> None:
    """Raise `ClaimError` unless each definition keeps its letter's kind and its turn."""
    defined = list(where)
    for place, (letter, meaning) in enumerate(where.items()):
        check_expression(relation(letter, "==", meaning))
        late = [other for other in defined[place:] if other in meaning.free_symbols]
        if late:
            raise ClaimError(
                f"where defines {letter} by {late[0]}, which is not defined before it. "
                "Write each definition after those it uses, and none by itself."
            )
        if is_size(letter) or (is_real(letter) and _may_be_complex(meaning)):
            kind = "a size" if is_size(letter) else "real"
            raise ClaimError(
                f"where defines {letter}, which is {kind}, by {meaning}, which need not be. "
                "Use complex_number for a complex meaning; a size has no definition."
            )


def _may_be_complex(expression: Any) -> bool:
    if isinstance(expression, sympy.Abs | sympy.re | sympy.im | sympy.arg):
        return False
    if expression is sympy.I or (expression.is_Symbol and is_complex(expression)):
        return True
    return any(_may_be_complex(part) for part in expression.args)


def check_names(trees: Iterable[Boolean]) -> None:
    """Raise `ClaimError` when two letters share a name, or one has the name of a coordinate."""
    kinds: dict[str, sympy.Symbol] = {}
    for letter in sorted({x for tree in trees for x in _letters(tree)}, key=by_name):
        if kinds.setdefault(letter.name, letter) != letter:
            raise ClaimError(
                f"{letter.name} names two letters of different kinds. Give each its own name."
            )
        if not letter.name or any(c in "[|" or c.isspace() for c in letter.name):
            raise ClaimError(
                f"{letter.name!r} is how a coordinate or a part of another letter is written. "
                "Give the letter a name without brackets and spaces, and without bars."
            )


def check_quantities(tree: Boolean, alone: bool) -> None:
    """Raise `ClaimError` unless quantities stand `alone`, in statements without a letter."""
    held = quantities_of(tree)
    if held and not alone:
        raise ClaimError(
            f"{tree} holds {held[0]}, which no point gives. A quantity stands in says=..., and "
            "in controls of a claim whose statement holds one; not in a chain, in given or in "
            "where."
        )
    letters = sorted(_letters(tree), key=by_name) if alone else []
    if letters:
        raise ClaimError(
            f"{tree} holds the letter {letters[0]} beside a quantity. Quantities are those of "
            "numbers: put a number in, and make a Family for several sizes."
        )


def check_nothing_lost(told: Any, where: Mapping[sympy.Symbol, Any]) -> None:
    """Raise `ClaimError` where definitions put in hide that something has no value."""
    lost = lost_by(told, where)
    if lost:
        raise ClaimError(
            f"with the definitions put in, {told} no longer shows that {lost[0]} has a value. "
            "Write it out in the statement, and assume what it needs."
        )


def check_sizes(sizes: Mapping[Any, Any]) -> None:
    """Raise `ClaimError` unless sizes have values to try: some whole numbers above 0 each."""
    for letter, values in sizes.items():
        listed = isinstance(values, tuple | list | range) and len(values) > 0
        whole = listed and all(type(n) in (int, sympy.Integer) and n > 0 for n in values)
        if not (isinstance(letter, sympy.Symbol) and is_size(letter) and whole):
            raise ClaimError(
                f"sizes has {letter!r}: {values!r}. Write sizes={{n: (1, 2)}}, n = size('n'), "
                "with whole numbers above 0."
            )


def check_expression(tree: Boolean) -> None:
    """Raise `ClaimError` for a float, or a letter that did not come from `verify`."""
    for node in relations(tree):
        _check_numbers(node)
        _check_sides(node)
        _check_written_out(node)
    for letter in sorted(_letters(tree), key=by_name):
        if not _is_letter(letter):
            raise ClaimError(
                f"The letter {letter} is no letter of a claim ({_told(letter)}). Write "
                f"real('{letter}'), complex_number('{letter}') or size('{letter}'), and say "
                "the rest as an Assumption with a name."
            )


@lru_cache(maxsize=4096)  # several rules look at the same tree
def _letters(tree: Boolean) -> frozenset[sympy.Symbol]:
    return frozenset(tree.free_symbols)


@lru_cache(maxsize=4096)
def _is_letter(letter: sympy.Symbol) -> bool:
    return is_real(letter) or is_complex(letter) or is_size(letter)


def _told(letter: sympy.Symbol) -> str:
    told = sorted(k for k, v in letter.assumptions0.items() if v and k != "commutative")
    return f"SymPy is told that it is {', '.join(told)}" if told else "its kind is not said"


def _check_sides(node: Relational) -> None:
    """Raise unless both sides are numbers, or both vectors or matrices of an equation."""
    arrays = [isinstance(side, Array) for side in node.args]
    if not any(arrays):
        return
    if not all(arrays):
        raise ClaimError(
            f"{node.lhs} {node.rel_op} {node.rhs} compares a vector or matrix with a number. "
            "Compare numbers, as Le(norm(x), 1), or say same(x, y) of two vectors."
        )
    if node.rel_op not in ("==", "!="):
        raise ClaimError(
            f"{node.lhs} {node.rel_op} {node.rhs}: vectors have no order. Compare numbers, as "
            "Le(norm(x), norm(y)), or entries."
        )


def _check_numbers(node: Relational) -> None:
    floats = sorted((part for part in nodes(node) if part.is_Float), key=str)
    if floats:
        value = floats[0]
        exact = sympy.Rational(str(value)).limit_denominator(10**6)
        raise ClaimError(
            f"{value} is a float, and a claim holds exact numbers only. "
            f"Write Rational({exact.p}, {exact.q})."
        )


_LEFT_OPEN = (sympy.Limit, ExprWithLimits, sympy.Derivative, sympy.Subs)


def _check_written_out(node: Relational) -> None:
    """Raise for an operation that SymPy left as it stands: its letter has no value to try."""
    for part in nodes(node):
        if isinstance(part, _LEFT_OPEN):
            raise ClaimError(
                f"{part}: no arithmetic evaluates {type(part).__name__}. Write what "
                "its .doit() returns, if it is right; total(x[i], i) sums over an index, "
                "tends(...) is a limit along a flow, order(...) an order of convergence."
            )
