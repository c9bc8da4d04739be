"""Statements and witnesses as a person reads them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import sympy
from sympy.core.relational import Relational

from verify.claim import Claim, Family, Unchecked
from verify.show.words import shorten
from verify.symbolic.sized import grouped, readable
from verify.symbolic.texts import typeset
from verify.verdict import Witness, Worst

_TINY = f"{5e-324:.6g}"  # what stands for a margin that no float holds
_LONG_NUMBER = 12  # signs of a number that are shown as they are
_FRACTION = re.compile(r"-?\d+(/\d+)?")
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
        return typeset(str(expression))
    if max(map(len, text.split("\n"))) <= width:
        return text
    joint = _joint(expression)
    if not joint:
        return _flat(expression)
    return f"\n{joint}\n".join(pretty(part, width) for part in expression.args)


def _joint(expression: Any) -> str:
    if isinstance(expression, Relational):
        return _SIGNS.get(expression.rel_op, expression.rel_op)
    return "∧" if isinstance(expression, sympy.And) else "∨" * isinstance(expression, sympy.Or)


def plain(expression: Any) -> str:
    """Return an expression on one line, in Unicode when that fits on one."""
    text = pretty(expression, 10_000)
    return text if "\n" not in text else _flat(expression)


def _flat(expression: Any) -> str:
    return typeset(" ".join(str(expression).split()))


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


def worst(met: Worst) -> str:
    """Return the smallest margin met, and where: "near", when long numbers are rounded."""
    near = {name: _rounded(value) for name, value in met.point.items()}
    place = ", ".join(f"{name} = {value}" for name, value in grouped(near).items())
    where = "at" if near == dict(met.point) else "near"
    margin = "below 1e-300" if met.margin == _TINY else met.margin
    return shorten(f"margin {margin}{f' {where} {place}' if place else ''}", 400)


def _rounded(value: str) -> str:
    """Return a long fraction as a decimal number: the record has the exact one."""
    if len(value) <= _LONG_NUMBER or not _FRACTION.fullmatch(value):
        return value
    return format(float(Fraction(value)), ".6g")
