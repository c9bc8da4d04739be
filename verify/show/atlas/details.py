"""What a claim file says of a claim beside what a record keeps: formulas, reasons, place."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sympy

from verify import references
from verify.claim import Claim, Family, Source, Unchecked
from verify.discover import Found
from verify.kinds import quantities_of
from verify.notation import is_complex, is_real, is_size
from verify.show.statements import latex
from verify.symbolic.arrays import Letter
from verify.symbolic.sums import Token, Weight


@dataclass(frozen=True)
class Line:
    """One line of a statement, or of a calculation."""

    sign: str  # in LaTeX; "" where a calculation starts, or for a statement
    tex: str
    because: str = ""


@dataclass(frozen=True)
class Detail:
    """A claim as its file states it; every formula is LaTeX."""

    file: str
    line: int
    title: str = ""  # the sentence the file begins with
    citation: str = ""
    lines: tuple[Line, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    quantities: tuple[tuple[str, str], ...] = ()  # a quantity, and what it is in words
    controls: Mapping[str, str] = field(default_factory=dict)
    letters: str = ""  # what each letter stands for
    members: tuple[str, ...] = ()  # the sizes of a family; `lines` are those of the first
    remark: str = ""
    sentence: str = ""  # of a claim that no program can check
    reason: str = ""
    native: bool = True  # it ships with the program, which finds it without its file's name


_DIGITS = re.compile(r"([0-9]+)")
_MOST = 8  # letters of one kind that are all named
_SIGNS = {"==": "=", "<=": r"\leq", ">=": r"\geq"}


def detail(found: Found, home: Path | None) -> Detail:
    """Return what the file of a claim says of it; `home` is the folder that ships claims.

    Files below the folder above `home` are named from there, others from the working folder.
    """
    native = home is not None and Path(found.file).resolve().is_relative_to(home.resolve())
    place = _named(Path(found.file), home.resolve().parent if native and home else Path.cwd())
    common: dict[str, Any] = {
        "file": place,
        "line": found.line,
        "native": native,
        "title": title(found.file),
        "citation": _citation(found.source, found.file),
    }
    if isinstance(found.subject, Unchecked):
        return Detail(**common, sentence=found.subject.sentence, reason=found.subject.reason)
    if found.claim is None:
        return Detail(**common)
    return Detail(**common, **_stated(found.claim), members=_members(found.subject))


def _stated(claim: Claim) -> dict[str, Any]:
    quantities = quantities_of(claim.statement)
    return {
        "lines": _lines(claim),
        "given": {one.name: latex(one.says) for one in claim.given},
        "needs": tuple(one.name for one in claim.needs),
        "where": tuple((latex(k), latex(meaning)) for k, meaning in claim.where.items()),
        "quantities": tuple((latex(one), one.words) for one in quantities),
        "letters": letters(claim),
        "controls": {one.name: latex(one.says) for one in claim.controls},
        "remark": claim.remark,
    }


def _lines(claim: Claim) -> tuple[Line, ...]:
    if not claim.chain:
        return (Line("", latex(claim.statement)),)
    links = (
        Line(_SIGNS.get(link.sign, link.sign), latex(link.expression), link.because)
        for link in claim.chain
    )
    return (Line("", latex(claim.start)), *links)


def _members(subject: Any) -> tuple[str, ...]:
    if not isinstance(subject, Family):
        return ()
    return tuple(", ".join(f"{k} = {v}" for k, v in size.items()) for size in subject.sizes)


def letters(claim: Claim) -> str:
    """Return what the letters of a claim stand for, as a sentence; "" when it has none.

    That is "h and λ are real; n is a size: 1, 2, 3, …; x is a vector of n numbers.".
    """
    trees = (claim.statement, *(one.says for one in claim.given), *claim.where.values())
    nodes = (node for tree in trees for node in sympy.preorder_traversal(tree))
    arrays = {node for node in nodes if isinstance(node, Letter | Token | Weight)}
    free = {letter for tree in trees for letter in tree.free_symbols} - set(claim.where)
    groups: dict[str, list[str]] = {}
    for letter in sorted(free | arrays, key=_natural):
        name, named = _name(letter), groups.setdefault(_kind(letter), [])
        if name not in named:  # x_i and x_j are of one family
            named.append(name)
    groups.pop("", None)
    told = "; ".join(_told(names, *kind.split("|")) for kind, names in groups.items())
    return told and (told if told.endswith("…") else f"{told}.")


def _kind(letter: Any) -> str:
    """Return what a letter is, for one and for several; "" for a letter of another make."""
    if isinstance(letter, Letter):
        rows, columns = map(_unicode, letter.shape)
        if columns == "1":
            return f"a vector|vectors| of {rows} numbers"
        return f"a matrix|matrices| of {rows} × {columns} numbers"
    if isinstance(letter, Token):
        return f"a vector|vectors| of {_unicode(letter.shape[0])} numbers for each index"
    if isinstance(letter, Weight):
        return "real|real| for each index"
    if is_real(letter):
        return "real|real|"
    if is_complex(letter):
        return "complex|complex|"
    return "a size|sizes|: 1, 2, 3, …" if is_size(letter) else ""


def _natural(letter: Any) -> list[tuple[int, str]]:
    """Return a sorting key that puts y_2 before y_10."""
    return [
        (int(part), "") if part.isdigit() else (-1, part) for part in _DIGITS.split(str(letter))
    ]


def _name(letter: Any) -> str:
    families = isinstance(letter, Token | Weight)
    return _unicode(sympy.Symbol(letter.args[0].name) if families else letter)


def _told(names: list[str], one: str, several: str, more: str) -> str:
    if len(names) == 1:
        return f"{names[0]} is {one}{more}"
    shown = names if len(names) <= _MOST else [names[0], names[1], "…", names[-1]]
    return f"{', '.join(shown[:-1])} and {shown[-1]} are {several}{more}"


def _unicode(letter: Any) -> str:
    return " ".join(str(sympy.pretty(letter, use_unicode=True)).split())


@functools.lru_cache(maxsize=4096)
def title(file: str) -> str:
    """Return the sentence a claim file begins with, "" when it has none; nothing is run."""
    try:
        text = ast.get_docstring(ast.parse(Path(file).read_text(encoding="utf-8"))) or ""
    except (OSError, SyntaxError, ValueError):
        return ""
    return " ".join(text.partition("\n\n")[0].split())


def _named(file: Path, base: Path) -> str:
    resolved = file.resolve()
    return str(resolved.relative_to(base) if resolved.is_relative_to(base) else resolved)


def _citation(source: Source | None, file: str) -> str:
    if source is None:
        return ""
    bibliography = references.nearest(Path(file))
    entry = references.read(bibliography).entries.get(source.key) if bibliography else None
    return _described(tuple(entry.items())) if entry else source.key


@functools.lru_cache(maxsize=256)
def _described(entry: tuple[tuple[str, str], ...]) -> str:
    return references.describe(dict(entry))
