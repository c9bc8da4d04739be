"""Statements and witnesses as a person reads them."""

from __future__ import annotations

from typing import Any

import sympy
from sympy.core.relational import Relational

from verify.claim import Claim, Family, Unchecked
from verify.show.words import shorten
from verify.symbolic.sized import readable
from verify.verdict import Witness

_SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}


def latex(expression: Any) -> str:
    """Return an expression in LaTeX, as plain text when it has no printer."""
    try:
        return str(sympy.latex(expression))
    except Exception:  # a printer is the business of whoever wrote the head; show what there is
        return str(expression)


def pretty(expression: Any, width: int = 76) -> str:
    """Return an expression in Unicode on several lines, else as plain text.

    What is too wide is taken apart at its joints, a part a line; what has none is plain text.
    """
    try:
        text = str(sympy.pretty(expression, use_unicode=True, num_columns=10_000))
    except Exception:
        return str(expression)
    if max(map(len, text.split("\n"))) <= width:
        return text
    joint = _joint(expression)
    if not joint:
        return " ".join(str(expression).split())
    return f"\n{joint}\n".join(pretty(part, width) for part in expression.args)


def _joint(expression: Any) -> str:
    if isinstance(expression, Relational):
        return _SIGNS.get(expression.rel_op, expression.rel_op)
    return "∧" if isinstance(expression, sympy.And) else "∨" * isinstance(expression, sympy.Or)


def plain(expression: Any) -> str:
    """Return an expression on one line, in Unicode when that fits on one."""
    text = pretty(expression, 10_000)
    return text if "\n" not in text else " ".join(str(expression).split())


def statement_latex(subject: Claim | Family | Unchecked, claim: Claim | None = None) -> str:
    """Return what a subject says, in LaTeX; `claim` is the member that speaks for a family."""
    if isinstance(subject, Unchecked):
        return rf"\text{{{subject.sentence}}}"
    shown = claim or (subject if isinstance(subject, Claim) else subject.members()[0][1])
    if not shown.chain:
        return latex(shown.statement)
    signs = {"==": "=", "<=": r"\leq", ">=": r"\geq"}
    lines = [f"{signs.get(k.sign, k.sign)} {latex(k.expression)}" for k in shown.chain]
    return " ".join([latex(shown.start), *lines])


def point(witness: Witness, most: int = 200) -> str:
    """Return a witness as "h = 1, lambda = -2 (n = 2; exact)"."""
    notes = "; ".join(note for note in (witness.size, witness.replayed) if note)
    text = shorten(readable(witness.values), most)
    return f"{text} ({notes})" if notes else text
