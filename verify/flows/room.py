"""Starts that meet the premises with room: an open set of them does."""

from __future__ import annotations

from typing import Any

from sympy.core.relational import Relational

from verify.flows.flow import Flow
from verify.flows.infinitesimal import together
from verify.flows.statements import has_equation
from verify.logic import connect, normal, relation, relations, sign_of
from verify.obligation import Obligation, Premise
from verify.symbolic.continuity import meaning

_OPEN_SIGN = {"<=": "<", ">=": ">"}


def with_room(whole: Obligation, flow: Flow) -> tuple[Premise, ...] | None:
    """Return the premises, those about the state made strict: they hold on an open set.

    So are the conditions under which their sides have a value. `None` when one is an equation
    about the state, or its sides may jump.
    """
    found = []
    for premise in whole.given:
        if not premise.says.free_symbols & set(flow.letters):
            found.append(premise)
            continue
        needed = meaning(
            *(side for node in relations(premise.says) for side in (node.lhs, node.rhs))
        )
        if needed is None or has_equation(premise.says, flow):
            return None
        trees = [_strict(normal(tree)) for tree in (premise.says, *needed)]
        found.append(Premise(premise.name, together(trees)))
    return tuple(found)


def _strict(tree: Any) -> Any:
    if isinstance(tree, Relational):
        sign = sign_of(tree)
        return relation(tree.lhs, _OPEN_SIGN.get(sign, sign), tree.rhs)
    if not tree.args:
        return tree
    return connect(tree.func, [_strict(branch) for branch in tree.args])
