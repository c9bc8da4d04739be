"""What a terminal without Unicode prints: ASCII that means the same, where there is any."""

from __future__ import annotations

import codecs
import unicodedata

NAME = "flowproof.ascii"  # the name of the error handler, for `reconfigure(errors=NAME)`

_SIGNS = {
    "✓": "ok",
    "✗": "NO",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "→": "->",
    "⇒": "=>",
    "⇔": "<=>",
    "∧": "and",
    "∨": "or",
    "¬": "not ",
    "∞": "oo",
    "∈": "in",
    "‖": "||",
    "⟨": "<",
    "⟩": ">",
    "√": "sqrt ",
    "⋅": "*",
    "·": "*",
    "×": "x",
    "−": "-",
    "–": "-",
    "—": "-",
    "─": "-",
    "━": "-",
    "│": "|",
    "╱": "/",
    "╲": "\\",
    "′": "'",
    "ˋ": "`",
    "…": "...",
}


def register() -> None:
    """Make `NAME` known to Python as a way of encoding what an encoding has no sign for."""
    codecs.register_error(NAME, _handle)


def spelled(sign: str) -> str:
    """Return one sign in ASCII, as "<=" or "lambda"; "?" when it has no such spelling."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    name = unicodedata.name(sign, "")
    if name.startswith("GREEK SMALL LETTER "):
        return name.rpartition(" ")[2].lower().replace("lamda", "lambda")  # Unicode's name
    if name.startswith("GREEK CAPITAL LETTER "):
        return spelled(sign.lower()).capitalize()
    plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    raised = unicodedata.decomposition(sign).startswith("<super>")
    return ("^" * raised + plain) if plain else "?"


def _handle(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(spelled, error.object[error.start : error.end])), error.end
