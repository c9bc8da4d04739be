"""What went wrong in a claim file, in words: the value, the rule, what to write instead."""

from __future__ import annotations

import ast
import builtins
import difflib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import verify
from verify.errors import FlowproofError

_HINTS = {
    "cannot determine truth value": (
        "Python asked a comparison for yes or no. Write And(Lt(0, x), Lt(x, 1)) for 0 < x < 1, "
        "and And, Or, Not for and, or, not."
    ),
    "unhashable": "Write a tuple (a, b) where a list [a, b] stands.",
}

_KEYWORD = re.compile(r"(\w+)\.__init__\(\) got an unexpected keyword argument '(\w+)'")


def explain(
    error: BaseException,
    statement: ast.stmt,
    module: ModuleType,
    failed: Mapping[str, int],
    elsewhere: Mapping[str, Mapping[str, int]],
) -> str:
    """Return what a person must know to repair a statement that raised `error`.

    `failed` maps names of this file to the lines that should have bound them, `elsewhere` does
    so for other claim files by module name.
    """
    if isinstance(error, FlowproofError):
        return str(error)
    if isinstance(error, NameError):
        return _unknown_name(error, module, failed)
    if isinstance(error, ImportError):
        return _unknown_import(error, statement, elsewhere)
    if isinstance(error, SystemExit):
        return "the statement ends the program. A claim file only states claims."
    if word := _KEYWORD.match(str(error)):
        return _unknown_keyword(*word.groups())
    text = f"{type(error).__name__}: {error}".removesuffix(": ")
    hint = next((hint for part, hint in _HINTS.items() if part in text), "")
    return f"{text.removesuffix('.')}. {hint}".strip()


def line_of(error: BaseException, file: Path) -> int:
    """Return the line of the outermost frame in `file`, 0 when there is none."""
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(file):
            return trace.tb_lineno
        trace = trace.tb_next
    return 0


def near(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """Return the known words that look like `word`, best first."""
    by_lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), by_lower, n=most, cutoff=0.6)
    return [by_lower[name] for name in close]


def targets(statement: ast.stmt) -> list[str]:
    """Return the names a top-level statement would bind, in order."""
    return list(dict.fromkeys(_targets(statement)))


def _targets(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
        return
    if isinstance(statement, ast.Import | ast.ImportFrom):
        for alias in statement.names:
            if alias.name != "*":
                yield (alias.asname or alias.name).split(".")[0]
        return
    for place in (*getattr(statement, "targets", []), getattr(statement, "target", None)):
        yield from _names(place)
    for item in getattr(statement, "items", []):
        yield from _names(getattr(item, "optional_vars", None))
    for part in ("body", "orelse", "finalbody"):
        for inner in getattr(statement, part, []):
            yield from _targets(inner)
    for handler in getattr(statement, "handlers", []):
        for inner in handler.body:
            yield from _targets(inner)


def _names(place: ast.expr | None) -> Iterator[str]:
    for node in ast.walk(place) if place is not None else ():
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _unknown_name(error: NameError, module: ModuleType, failed: Mapping[str, int]) -> str:
    name = error.name or str(error).split("'")[1]
    if name in failed:
        return f"not read because `{name}` failed (line {failed[name]})."
    if name in verify.__all__:
        return f"`{name}` is not imported. Write: from verify import {name}."
    close = near(name, {*vars(module), *verify.__all__, *dir(builtins)} - {"__builtins__"})
    if not close:
        return f"`{name}` is not defined. Define it above, as {name} = real({name!r})."
    remedy = "" if close[0] not in verify.__all__ else f" (from verify import {close[0]})"
    return f"`{name}` is not defined. Did you mean `{close[0]}`{remedy}?"


def _unknown_import(
    error: ImportError, statement: ast.stmt, elsewhere: Mapping[str, Mapping[str, int]]
) -> str:
    if not isinstance(statement, ast.ImportFrom) or isinstance(error, ModuleNotFoundError):
        return f"{error}. A claim file imports verify, installed packages and its neighbors."
    name, home = statement.names[0].name, error.name or statement.module or ""
    line = elsewhere.get(home, {}).get(name)
    if line is not None:
        return f"not read because `{name}` failed ({home}, line {line})."
    owner = sys.modules.get(home)
    close = near(name, getattr(owner, "__all__", None) or vars(owner)) if owner else []
    remedy = f" Did you mean `{close[0]}`?" if close else ""
    return f"{home} has no `{name}`.{remedy}"


def _unknown_keyword(maker: str, word: str) -> str:
    fields = list(getattr(getattr(verify, maker, None), "__dataclass_fields__", ()))
    told = difflib.get_close_matches(word, fields, n=1, cutoff=0.6)
    write = f"Write {told[0]}=" if told else f"Write one of: {', '.join(fields)}"
    return f"{maker} takes no {word}=. {write if fields else ''}".strip() + "." * bool(fields)
