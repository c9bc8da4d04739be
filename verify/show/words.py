"""Statements, numbers and verdicts as a person reads them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import Any

import sympy
from sympy.core.relational import Relational

from verify.claim import Claim, Family, Source, Unchecked
from verify.symbolic.sized import readable
from verify.verdict import Verdict, Witness

COLORS: Mapping[Verdict, str] = {
    Verdict.REFUTED: "red",
    Verdict.VACUOUS: "magenta",
    Verdict.UNDECIDED: "yellow",
    Verdict.OBSERVED: "cyan",
    Verdict.SUPPORTED: "blue",
    Verdict.CERTIFIED: "green",
    Verdict.PROVED: "bold green",
}
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


def shorten(text: str, most: int) -> str:
    """Return a text of at most `most` characters on one line, cut with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def duration(seconds: float) -> str:
    """Return a time as "0.4 s" or "2 min 5 s"."""
    if seconds < 100:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def point(witness: Witness, most: int = 200) -> str:
    """Return a witness as "h = 1, lambda = -2 (n = 2; exact)"."""
    notes = "; ".join(note for note in (witness.size, witness.replayed) if note)
    text = shorten(readable(witness.values), most)
    return f"{text} ({notes})" if notes else text


def cited(source: Source | None) -> str:
    """Return where a claim stands, "curse-of-euler: The Three Fates of Memory"."""
    return f"{source.key}: {source.where}" if source else ""


def width() -> int:
    """Return the columns of the terminal, 80 where there is none."""
    return shutil.get_terminal_size((80, 24)).columns
