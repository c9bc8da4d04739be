"""The normal-form route: equations that vanish letter by letter, and evident signs.

What it proves is short enough to be read: a rational identity between letters, or a factored
gap whose factors have signs the premises name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.effort import Effort
from verify.logic import denied, relation, relations, sign_of
from verify.obligation import Obligation
from verify.symbolic.cancelled import is_never
from verify.symbolic.cases import cases, has_choices
from verify.symbolic.denominators import definedness, strengthened
from verify.symbolic.goals import Goal, goals_of
from verify.symbolic.premises import imposed, known_signs
from verify.symbolic.rational import Fraction, NotScalar, rational
from verify.symbolic.realify import realify
from verify.symbolic.signs import Sign, Signs
from verify.symbolic.smt import ask
from verify.symbolic.texts import text
from verify.symbolic.zero import spelled_sum, vanishes
from verify.verdict import Evidence, Step, Verdict

CHECK = "normal form"
_ALLOWS = {
    "<": {-1},
    "<=": {-1, 0},
    ">": {1},
    ">=": {0, 1},
    "==": {0},
    "!=": {-1, 1},
}


class _Open(Exception):
    """A goal that this route cannot close, with the reason, which is written when told."""

    def __str__(self) -> str:
        reason, about = self.args
        return str(reason.format(text(about)))


def normal_form(obligation: Obligation, effort: Effort) -> Evidence:
    """Return PROVED with the identities it came down to, or UNDECIDED with the reason.

    It never refutes: an expression that does not vanish letter by letter may vanish all the
    same. Definitions stay letters as long as that is enough.
    """
    whole = realify(obligation)
    tries = [whole, whole.spelled_out()] if whole.where else [whole]
    because = ""
    for attempt in tries:
        try:
            steps = tuple(_steps(attempt, effort))
            return Evidence(CHECK, Verdict.PROVED, _because(steps), steps=steps)
        except (_Open, NotScalar) as reason:
            because = str(reason)
    return Evidence(CHECK, Verdict.UNDECIDED, because)


def _because(steps: tuple[Step, ...]) -> str:
    methods = list(dict.fromkeys(step.method for step in steps))
    return "by " + ", ".join(methods)


def _steps(obligation: Obligation, effort: Effort) -> Iterator[Step]:
    goals = goals_of(obligation)
    for goal in goals:
        yield from _close(goal, effort)
    given = tuple(strengthened(premise.says) for premise in obligation.given)
    for meaning in obligation.where.values():
        for condition in definedness(meaning):
            yield from _defined(condition, given, effort)


def _close(goal: Goal, effort: Effort) -> Iterator[Step]:
    tree, given = goal.says, tuple(strengthened(premise) for premise in goal.given)
    if isinstance(tree, sympy.Implies) and _is_defined_throughout(tree.args[0]):
        known = (*goal.given, tree.args[0])
        yield from _close(Goal(tree.args[1], known), effort)
    elif isinstance(tree, sympy.And):
        for branch in tree.args:
            yield from _close(Goal(branch, goal.given), effort)
    elif isinstance(tree, sympy.Or) and len(left := _open_branches(tree)) == 1:
        yield from _close(Goal(left[0], goal.given), effort)
    elif isinstance(tree, Relational):
        for side in (tree.lhs, tree.rhs):
            for condition in definedness(side):
                yield from _defined(condition, given, effort)
        yield _closed(tree, given)
    else:
        raise _Open("{}: normal forms are for equations and inequalities", tree)


def _open_branches(tree: Boolean) -> list[Boolean]:
    """Return the branches of a disjunction that may be true: one of them shown is enough."""
    return [branch for branch in tree.args if not is_never(branch)]


def _is_defined_throughout(tree: Boolean) -> bool:
    sides = [side for node in relations(tree) for side in (node.lhs, node.rhs)]
    return not any(definedness(side) for side in sides)


def _closed(node: Relational, given: tuple[Boolean, ...]) -> Step:
    sign, gap = sign_of(node), node.lhs - node.rhs
    if sign in ("==", "<=", ">="):
        proof = vanishes(gap, given)
        if proof is not None:
            # SymPy may have done it all while the file was read: a reader should know.
            alike = "; both sides are written alike" * (node.lhs == node.rhs)
            return Step(text(node), proof.method + alike, proof.identity)
    if sign == "==":
        raise _Open("{} does not reduce to 0 = 0", node)
    step = evident(node, given) or _by_cases(node, given)
    if step is None:
        raise _Open("the sign of {} is not evident", gap)
    return step


def _by_cases(node: Relational, given: tuple[Boolean, ...]) -> Step | None:
    """Return the step that shows an inequality in each case of its choices."""
    gap = node.lhs - node.rhs
    texts = []
    for case in cases(gap) if has_choices(gap) else []:
        known = (*given, *case.conditions)
        step = evident(relation(case.expression, sign_of(node), 0), known)
        if step is None:
            return None
        texts.append(f"where {' and '.join(map(text, case.conditions))}: {step.identity}")
    return (
        Step(text(node), "evident signs, by cases", "\n".join(texts), "text") if texts else None
    )


def evident(node: Relational, given: tuple[Boolean, ...]) -> Step | None:
    """Return the step that reads a relation off the signs of the factors of its gap."""
    solved = imposed(given)
    for whole in dict.fromkeys([node.lhs - node.rhs, solved.into(node.lhs - node.rhs)]):
        trees = tuple(dict.fromkeys([*given, *map(solved.into_tree, given)]))
        spelled = spelled_sum(whole, trees)
        signs = Signs(known_signs(trees), spelled.speller.letters)
        found = signs.of_fraction(spelled.normal)
        if found and found <= _ALLOWS[sign_of(node)]:
            reason = _factored(spelled.normal, signs, spelled.speller.meaning)
            return Step(text(node), "evident signs", reason, "text")
    return None


def _factored(gap: Fraction, signs: Signs, meaning: Any) -> str:
    if gap.numerator.is_zero():
        return "left - right = 0"
    lead, factors = gap.factors()
    parts, reasons = [str(rational(lead))], []
    for factor, power in factors:
        expression = gap.ring.expression(factor)
        factor_text = f"({text(meaning(expression))})"
        parts.append(factor_text if power == 1 else f"{factor_text}**{power}")
        sign = signs.of(expression)
        if power % 2 or len(sign) < 3:
            reasons.append(f"{factor_text} {_WORDS.get(sign, _WHOLE)}")
    where = f", where {', '.join(reasons)}" if reasons else ""
    return f"left - right = {' * '.join(parts)}{where}"


_WORDS: dict[Sign, str] = {
    frozenset((1,)): "> 0",
    frozenset((-1,)): "< 0",
    frozenset((0,)): "= 0",
    frozenset((0, 1)): ">= 0",
    frozenset((-1, 0)): "<= 0",
    frozenset((-1, 1)): "!= 0",
}
_WHOLE = "of a sign that only the whole product shows"


def _defined(condition: Boolean, given: tuple[Boolean, ...], effort: Effort) -> Iterator[Step]:
    """Yield the step that shows a condition, by evident signs or else by z3."""
    if isinstance(condition, Relational):
        step = evident(condition, given)
        if step is not None:
            yield step
            return
    answer = ask(given, denied(condition), effort)
    if answer.result != "unsat":
        raise _Open("the statement needs {}, which may fail", condition)
    method = "z3: the negation is unsatisfiable"
    yield Step(text(condition), method, answer.text, "smt2")
