"""Claims and results as a notebook shows them: formulas, and a table of evidence.

Every string of a claim is escaped: a name may hold anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from verify.claim import Claim, Family, Unchecked
from verify.result import Result
from verify.show.statements import latex, point, statement_latex
from verify.show.words import cited
from verify.verdict import Verdict

_TINTS = {
    Verdict.REFUTED: "#b00020",
    Verdict.VACUOUS: "#8e24aa",
    Verdict.UNDECIDED: "#9a6700",
    Verdict.OBSERVED: "#00738a",
    Verdict.SUPPORTED: "#1a5fb4",
    Verdict.CERTIFIED: "#1b7f37",
    Verdict.PROVED: "#116329",
}


def claim_latex(claim: Claim | Family | Unchecked) -> str:
    """Return a claim's statement as a display formula."""
    return f"$\\displaystyle {statement_latex(claim)}$"


def claim_html(claim: Claim | Family | Unchecked) -> str:
    """Return a claim as HTML: where it stands, what it assumes, what it says."""
    if isinstance(claim, Unchecked):
        return _paragraph(f"“{claim.sentence}” — not checked: {claim.reason}")
    shown = claim if isinstance(claim, Claim) else claim.members()[0][1]
    parts = [_paragraph(f"{shown.reading} reading. {cited(shown.source)}".strip())]
    if isinstance(claim, Family):
        parts.append(_paragraph("For " + "; ".join(label for label, _ in claim.members())))
    if shown.given:
        items = [f"{escape(a.name)}: {_formula(latex(a.says))}" for a in shown.given]
        parts.append(f"<p>Assume that</p>{_list(items)}")
    parts.append(f"<p>{_formula(statement_latex(claim, shown), display=True)}</p>")
    if shown.remark:
        parts.append(_paragraph(shown.remark))
    return f"<div>{''.join(parts)}</div>"


def result_latex(result: Result) -> str:
    """Return a verdict with its scope, as text in a formula."""
    scope = f" ({result.scope})" if result.scope else ""
    return f"$\\text{{{_tex(f'{result.verdict}{scope}')}}}$"


def result_html(result: Result) -> str:
    """Return a result as HTML: the verdict, the witness, and a table of the evidence."""
    tint = _TINTS[result.verdict]
    scope = f" ({escape(result.scope)})" if result.scope else ""
    # white on the tint: to be read on a light page and on a dark one
    badge = f"background:{tint};color:#fff;border-radius:4px;padding:1px 6px"
    head = f'<b style="{badge}">{result.verdict}</b>{scope}: {escape(result.because)}'
    parts = [f"<p>{head}</p>"]
    if result.witness is not None:
        parts.append(f"<p>Witness: <code>{escape(point(result.witness))}</code></p>")
    if result.evidence:
        checks = [
            (item.check, item.part, str(item.verdict), item.because, item.scope)
            for item in result.evidence
        ]
        parts.append(_table(("check", "part", "verdict", "because", "scope"), checks))
    if result.controls:
        fates = [
            (c.name, "fell" if c.fell else "stands", str(c.witness or c.because))
            for c in result.controls
        ]
        parts.append(_table(("control", "fate", "because"), fates))
    if result.ablation:
        dropped = [
            (r.assumption, r.result, str(r.witness or r.because)) for r in result.ablation
        ]
        parts.append(_table(("dropped", "answer", "because"), dropped))
    return f"<div>{''.join(parts)}</div>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _formula(tex: str, display: bool = False) -> str:
    # Escaped for HTML; MathJax reads the text after the browser has put < and & back.
    style = "\\displaystyle " if display else ""
    return f"${style}{escape(tex)}$"


def _list(items: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _tex(text: str) -> str:
    special = {"\\": r"\backslash ", "~": r"\sim ", "^": r"\wedge "}
    special |= {sign: f"\\{sign}" for sign in "{}$&#%_"}
    return "".join(special.get(sign, sign) for sign in text)
