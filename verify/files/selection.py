"""Which claims a person means: an id, a prefix of one, a path, or an expression."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from verify.errors import SelectionError

_WORD = re.compile(r"\s*(\(|\)|[^\s()]+)")
_SINGLE = re.compile(r"(.+\.py):([^:/\\]+)")  # file.py:name; a drive is C:\\
Test = Callable[[str], bool]


def split(selection: Sequence[str], ids: Iterable[str] = ()) -> tuple[list[str], list[str]]:
    """Return the paths and the words of a selection.

    `./claims`, `claims/euler.py` and `euler.py` are paths. A bare word that starts an id of
    the package means the id; otherwise it is a path when such a file or folder exists. Raises
    `SelectionError` for a path that does not exist.
    """
    known = list(ids)
    paths, words = [], []
    for item in selection:
        place = item.partition("::")[0]
        looks = "/" in place or "\\" in place or place.endswith(".py") or place in (".", "..")
        named = any(starts(item, name) for name in known)
        if half := _SINGLE.fullmatch(item):
            raise SelectionError(
                f"{item}: one claim of a file has two colons. Write {half[1]}::{half[2]}."
            )
        if looks and not Path(place).expanduser().exists():
            raise SelectionError(f"{place}: there is no such file or folder.")
        if looks or (not named and place.isprintable() and _exists(place)):
            paths.append(item)
        else:
            words.append(item)
    return paths, words


def _exists(place: str) -> bool:
    return bool(place.strip()) and Path(place).exists()


def starts(prefix: str, name: str) -> bool:
    """Tell whether an id is `prefix`, or starts with it up to a dot."""
    return name == prefix or name.startswith(prefix + ".")


def choose(words: Iterable[str], ids: Sequence[str]) -> set[str]:
    """Return the ids that the words mean; raise `SelectionError` when one means nothing."""
    chosen: set[str] = set()
    for word in words:
        found = {name for name in ids if starts(word, name)}
        if not found:
            test = expression(word)
            found = {name for name in ids if test(name)}
        if not found:
            raise SelectionError(_nothing(word, ids))
        chosen |= found
    return chosen


def _nothing(word: str, ids: Sequence[str]) -> str:
    close = near_ids(word, ids)
    if not ids:
        return f"{word!r} selects nothing: there are no claims here."
    place, _, name = word.rpartition(".")
    if name and _exists(own := f"{place.replace('.', '/')}.py"):
        return f"{word!r} is no claim that ships. Of your own file write {own}::{name}."
    if not close:
        return f"{word!r} selects no claim. `verify list` prints every id."
    return f"{word!r} selects no claim. Near it: {', '.join(close)}."


def near_ids(word: str, ids: Sequence[str], most: int = 5) -> list[str]:
    """Return the ids that look like `word`, or have a part that does, best first."""
    parts: dict[str, list[str]] = {}
    for name in ids:
        pieces = name.split(".")
        prefixes = [".".join(pieces[: k + 1]) for k in range(len(pieces))]
        for part in {*prefixes, *pieces}:
            parts.setdefault(part.lower(), []).append(name)
    close = difflib.get_close_matches(word.lower(), parts, n=most, cutoff=0.6)
    found = [name for part in close for name in parts[part]]
    return list(dict.fromkeys(found))[:most]


def expression(text: str) -> Test:
    """Return the test that `text` describes: words, `and`, `or`, `not`, parentheses.

    A word is met by an id that contains it, capitals or not. Raises `SelectionError` for an
    expression that does not parse.
    """
    tokens = _WORD.findall(text)
    test, rest = _either(tokens, text)
    if rest:
        raise _malformed(text, rest[0])
    return test


def _either(tokens: list[str], text: str) -> tuple[Test, list[str]]:
    left, tokens = _both(tokens, text)
    while tokens and tokens[0] == "or":
        right, tokens = _both(tokens[1:], text)
        left = _or(left, right)
    return left, tokens


def _both(tokens: list[str], text: str) -> tuple[Test, list[str]]:
    left, tokens = _one(tokens, text)
    while tokens and tokens[0] == "and":
        right, tokens = _one(tokens[1:], text)
        left = _and(left, right)
    return left, tokens


def _one(tokens: list[str], text: str) -> tuple[Test, list[str]]:
    if not tokens or tokens[0] in ("and", "or", ")"):
        raise _malformed(text, tokens[0] if tokens else "the end")
    first, rest = tokens[0], tokens[1:]
    if first == "not":
        inner, rest = _one(rest, text)
        return _not(inner), rest
    if first == "(":
        inner, rest = _either(rest, text)
        if not rest or rest[0] != ")":
            raise _malformed(text, rest[0] if rest else "the end")
        return inner, rest[1:]
    return _contains(first), rest


def _contains(word: str) -> Test:
    return lambda name: word.lower() in name.lower()


def _or(left: Test, right: Test) -> Test:
    return lambda name: left(name) or right(name)


def _and(left: Test, right: Test) -> Test:
    return lambda name: left(name) and right(name)


def _not(inner: Test) -> Test:
    return lambda name: not inner(name)


def _malformed(text: str, token: str) -> SelectionError:
    return SelectionError(
        f"{text!r}: {token} is not expected there. Write words with and, or, not and "
        "parentheses, as 'three and not literal'."
    )
