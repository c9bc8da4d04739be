"""Small false variations of a statement, made by rule.

A checker that passes a claim must not pass its mutants: a sign, a factor 2, a strictness, a
dropped term, two swapped letters, a converse. No mutant is weaker than its statement by its
form alone, as <= is weaker than <, or says the same, as 2x = 0 and x = 0 do: it would follow,
and could not fall. Some mutants are true all the same; those are proved, and do not count
against a checker.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.kinds import Modal
from verify.logic import combine, connect, relation, sign_of

_REVERSED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_STRICT = {"<=": "<", ">=": ">"}
_LOOSE = {"<": "<=", ">": ">="}


@dataclass(frozen=True)
class Mutant:
    """A varied statement, with the variation in words."""

    name: str
    says: Boolean


def mutants(says: Boolean, most: int, strictness: bool = True) -> tuple[Mutant, ...]:
    """Return at most `most` different mutants, spread over the kinds of change.

    Without `strictness` no < becomes <=, and no <= becomes <.
    """
    kinds: dict[str, list[Mutant]] = {}
    seen = {says}
    for kind, mutant in _variations(says):
        if not strictness and kind in ("strict", "loose"):
            continue
        if mutant.says not in seen:
            seen.add(mutant.says)
            kinds.setdefault(kind, []).append(mutant)
    return tuple(_round_robin(list(kinds.values()), most))


def _round_robin(queues: list[list[Mutant]], most: int) -> Iterator[Mutant]:
    depth = max((len(queue) for queue in queues), default=0)
    ordered = [queue[level] for level in range(depth) for queue in queues if level < len(queue)]
    yield from ordered[:most]


def _variations(tree: Boolean, place: int = 1) -> Iterator[tuple[str, Mutant]]:
    """Yield mutants of a part of a statement.

    `place` is 1 where the whole is weaker if the part is, as in a conclusion; -1 where it is
    stronger, as in a premise; 0 where it is neither, as in an equivalence.
    """
    if isinstance(tree, Relational):
        yield from _of_relation(tree, place)
        return
    if isinstance(tree, Modal):
        yield from _of_modal(tree, place)
        return
    if isinstance(tree, sympy.Implies):
        premise, conclusion = tree.args
        converse = sympy.Implies(conclusion, premise, evaluate=False)
        yield "converse", Mutant("the converse", converse)
    if isinstance(tree, sympy.And) and place < 1:
        yield "connective", Mutant("or for and", connect(sympy.Or, tree.args))
    if isinstance(tree, sympy.Or) and place > -1:
        yield "connective", Mutant("and for or", connect(sympy.And, tree.args))
    for number, branch in enumerate(tree.args):
        for kind, mutant in _variations(branch, place * _direction(tree, number)):
            branches = list(tree.args)
            branches[number] = mutant.says
            yield kind, Mutant(mutant.name, combine(tree, branches))


def _direction(tree: Boolean, number: int) -> int:
    """Return 1 if the whole is weaker where a branch is, -1 if it is stronger, else 0."""
    if isinstance(tree, sympy.Not) or (isinstance(tree, sympy.Implies) and number == 0):
        return -1
    return 0 if isinstance(tree, sympy.Equivalent) else 1


def _of_modal(tree: Modal, place: int) -> Iterator[tuple[str, Mutant]]:
    yield "reversed", Mutant("time runs backwards", tree.backwards())
    for kind, mutant in _variations(tree.condition, place):
        if tree.admits(mutant.says):
            yield kind, Mutant(mutant.name, tree.over(mutant.says))


def _of_relation(node: Relational, place: int) -> Iterator[tuple[str, Mutant]]:
    sign, left, right = sign_of(node), node.lhs, node.rhs
    strict = (("strict", _STRICT),) if place > -1 else ()
    loose = (("loose", _LOOSE),) if place < 1 else ()
    for kind, table in (("reversed", _REVERSED), *strict, *loose):
        if sign in table:
            name = f"{sign} became {table[sign]}"
            yield kind, Mutant(name, relation(left, table[sign], right))
    for kind, name, varied in _of_side(right, left, sign):
        yield kind, Mutant(name, relation(left, sign, varied))
    for kind, name, varied in _of_side(left, right, sign):
        yield kind, Mutant(name, relation(varied, sign, right))


def _of_side(side: Any, other: Any, sign: str) -> Iterator[tuple[str, str, Any]]:
    if not isinstance(side, sympy.Expr):  # a vector or a matrix
        yield "factor", f"a factor 2 on {side}", 2 * side
        yield "sign", f"the sign of {side}", -side
        return
    terms = sympy.Add.make_args(side)
    for term in terms:
        if term == 0:
            continue
        rest = side - term
        scaled = rest == 0 == other  # a multiple of the whole, beside 0
        if not scaled:
            yield "factor", f"a factor 2 on {term}", rest + 2 * term
        if not (scaled and sign in ("==", "!=")):
            yield "sign", f"the sign of {term}", rest - term
        if len(terms) > 1:
            yield "dropped", f"{term} dropped", rest
    yield from _swapped(side)


def _swapped(side: sympy.Expr) -> Iterator[tuple[str, str, Any]]:
    # Swapped sizes would be a statement about vectors that do not fit each other.
    letters = sorted((s for s in side.free_symbols if not s.is_integer), key=str)
    for first, second in itertools.pairwise(letters):
        if first.assumptions0 == second.assumptions0:
            varied = side.xreplace({first: second, second: first})
            yield "swapped", f"{first} and {second} swapped in {side}", varied
