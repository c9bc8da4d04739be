"""A run as a table in LaTeX, for the appendix of a paper: verdicts, and what was stated."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Any

from sympy.printing.pretty.pretty_symbology import greek_unicode

from verify.show.words import shorten

_END = r"\\"  # of a row
_LONG = 600  # signs of a formula that a line of a table can hold
_TABLE = r"\\begin\{(pmatrix|matrix|cases)\}.*?\\end\{\1\}"  # & and line breaks belong there
_COMMANDS = """
    left right middle frac sqrt langle rangle lVert rVert lvert rvert text operatorname mathrm
    mathbb mathbf mathcal mathsf sum prod int begin end top sin cos tan cot sinh cosh tanh coth
    asin acos atan arcsin arccos arctan exp log ln det max min sup inf lim to infty leq geq neq
    ll gg in wedge vee neg not Rightarrow Leftrightarrow equiv cdot times circ partial dot ddot
    hat bar vec tilde overline quad qquad Re Im varepsilon varphi limits lfloor rfloor lceil
    rceil
"""
_KNOWN = frozenset(greek_unicode) | frozenset(_COMMANDS.split())  # those that SymPy writes


def latex_table(record: Mapping[str, Any]) -> str:
    """Return a table of all checked claims, for a document that loads longtable and amsmath.

    Below each claim stands its statement. A verdict that was not expected is bold, beside the
    one that was. Each source is cited by its key; `export bibtex` gives the entries.
    """
    rows = [_latex_row(entry) for entry in record["claims"] if entry["attempted"]]
    head = r"Claim & Place & Reading & Verdict & Scope or witness \\"
    return "\n".join(
        [
            f"% Written by flowproof {_tex(record['version'])}, seed {record['seed']}.",
            r"\begin{longtable}{@{}p{.26\linewidth}p{.22\linewidth}llp{.24\linewidth}@{}}",
            rf"\hline {head} \hline \endhead",
            *rows,
            r"\hline",
            r"\end{longtable}",
            "",
        ]
    )


def _latex_row(entry: Mapping[str, Any]) -> str:
    source = entry["source"]
    if source:
        place = rf"{_tex(source['where'])} \cite{{{_key(source['key'])}}}"
    else:  # a claim of one's own: the file that states it
        place = rf"\texttt{{{_tex(entry['id'].rpartition('.')[0])}}}"
    values = entry["witness"] if entry["verdict"] == "refuted" else None
    why = ", ".join(f"{k} = {v}" for k, v in values.items()) if values else entry["scope"]
    name = _tex(entry["id"]).replace(".", r".\allowbreak{}")
    verdict = _tex(entry["verdict"])
    if not entry["met"]:
        verdict = rf"\textbf{{{verdict}}}, not {_tex(entry['expects'])}"
    reading, told = _tex(entry["reading"] or ""), _tex(shorten(why, 120))
    cells = [rf"\texttt{{{name}}}", place, reading, verdict, told]
    return f"{' & '.join(cells)} {_END}{_statement(' '.join(entry['statement'].split()))}"


def _statement(formula: str) -> str:
    """Return a line with a statement, which is LaTeX, if it is short and does nothing else.

    Formulas come from SymPy's printer, but the names in them from whoever wrote the claim.
    """
    if not formula:
        return ""
    shown = rf"$\displaystyle {formula}$"
    if len(formula) > _LONG or not _only_shows(formula):
        shown = r"\emph{(the statement is left out here)}"
    return (
        f"*\n\\multicolumn{{5}}{{@{{\\quad}}p{{.95\\linewidth}}@{{}}}}{{{shown}}} {_END}[1ex]"
    )


def _only_shows(formula: str) -> bool:
    """Tell whether a formula has known commands only, and leaves nothing open."""
    outside = re.sub(_TABLE, " ", formula, flags=re.DOTALL)
    bare = re.sub(r"\\[^A-Za-z]", " ", formula)
    depths = [*itertools.accumulate((c == "{") - (c == "}") for c in bare)] or [0]
    return (
        set(re.findall(r"\\([A-Za-z@]+)", formula)) <= _KNOWN
        and min(depths) == depths[-1] == 0
        and not re.search(r"[$%#~]|\^\^", bare)
        and not re.search(r"&|\\\\", outside)
    )


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_TEX |= {"<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}"}
_TEX |= {sign: f"\\{sign}" for sign in "{}$&#%_"}


def _tex(text: object) -> str:
    """Return a text as LaTeX shows it, on one line."""
    return "".join(_TEX.get(sign, sign) for sign in " ".join(str(text).split()))


def _key(text: str) -> str:
    """Return a BibTeX key; what no key can hold is left out."""
    return re.sub(r"[^\w:.+/-]", "", text)
