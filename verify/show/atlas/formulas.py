"""LaTeX as MathML, which browsers draw themselves; what cannot be turned is shown as text.

Browsers break no formula into lines, so a long one is written as pieces, which are set like
words. What comes out holds only elements and attributes of a fixed list: a claim's string can
place a formula on a page, never a link, a script or a style.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from markupsafe import Markup, escape

_ELEMENTS = frozenset(
    """
    math mrow mi mn mo mtext mspace msub msup msubsup munder mover munderover mfrac msqrt mroot
    mtable mtr mtd mstyle mpadded mphantom menclose mmultiscripts none mprescripts
    """.split()  # noqa: SIM905 - a list of words reads better as one
)
_ATTRIBUTES = frozenset(
    """
    stretchy fence form separator symmetric largeop movablelimits accent accentunder
    mathvariant linethickness columnalign rowspacing columnspacing minsize maxsize lspace
    rspace width height depth displaystyle scriptlevel notation
    """.split()  # noqa: SIM905
)
_LONG = 45  # elements of a formula that may not fit where it stands: it is written in pieces
_WHOLE = 24  # elements of what stands in brackets and stays in one piece
_LEFT = 6  # elements of a left side that stays with its sign
_WORDY = 24  # letters of words that may not fit where they stand
_JOINTS = frozenset("=≠<>≤≥∧∨⇒⇔→+−")  # a line may end before one of them
_CLOSING = frozenset(")]}|⟩‖!'")
_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"

_TALL = frozenset(["mfrac", "mtable", "munder", "mover", "munderover", "msqrt", "mroot"])

# The converter does not escape what stands in words: signs travel as private characters.
_WORDS = re.compile(r"\\text\{[^{}]*\}")
_AWAY = str.maketrans("<>&", "\ue000\ue001\ue002")
_BACK = str.maketrans("\ue000\ue001\ue002", "<>&")
_DOTTED = re.compile(
    r"\\dot\{([^{}_]+)_\{([^{}]*)\}\}"
)  # the dot belongs over the letter alone
_JOINER = Markup("\u2060")  # no line ends here


@functools.lru_cache(maxsize=20_000)
def mathml(tex: str, display: bool = False) -> Markup:
    """Return a formula in MathML, with its LaTeX as the alternative text.

    A formula that cannot be turned is its LaTeX in `<code>`. Costs a few milliseconds.
    """
    tree = _tree(tex)
    if tree is None:
        return Markup('<code class="tex">{}</code>').format(tex)
    if _size(tree) > _LONG or _wordy(tree):
        kind = "formula" if display else "long"
        return Markup('<div class="{}" tabindex="0">{}</div>').format(
            kind, Markup("").join(_joined(_pieces(tree), display))
        )
    if display:
        tree.set("display", "block")
    tree.set("alttext", tex)
    body = _written(tree)
    return Markup('<div class="formula">{}</div>').format(body) if display else body


@functools.lru_cache(maxsize=20_000)
def running(tex: str, most: int) -> Markup:
    """Return a formula of at most so many elements to stand among words; else nothing."""
    tree = _tree(tex)
    if tree is None or _size(tree) > most:
        return Markup("")
    return Markup("").join(_joined(_pieces(tree), display=False))


def text(words: str) -> Markup:
    """Return prose with its line breaks kept, and what stands between backticks as code."""
    return Markup("<br>").join(_with_code(line) for line in words.splitlines())


def jointed(name: str) -> Markup:
    """Return an id that a line may break at its dots and underscores."""
    return Markup("").join(
        Markup("{}<wbr>").format(part) if part in "._" else escape(part)
        for part in re.split("([._])", name)
        if part
    )


def _with_code(line: str) -> Markup:
    parts = line.split("`")
    if len(parts) % 2 == 0:  # a backtick without its twin is a sign like others
        return escape(line)
    shown = (
        Markup("<code>{}</code>").format(part) if k % 2 else escape(part)
        for k, part in enumerate(parts)
    )
    return Markup("").join(shown)


def _tree(tex: str) -> ElementTree.Element | None:
    """Return a formula as known elements; `None` when it cannot be turned."""
    try:
        tree = _clean(ElementTree.fromstring(_converted(tex)))
    except Exception:  # whatever a stranger's string does to the converter, it is shown
        return None
    tree.attrib.clear()
    return tree


def _converted(tex: str) -> str:
    from latex2mathml.converter import convert

    safe = _WORDS.sub(lambda words: words[0].translate(_AWAY), tex)
    # An index in front of its letter would otherwise hang on what stands before it.
    apart = _DOTTED.sub(r"\\dot{\1}_{\2}", safe).replace("{{}_", r"{\,{}_")
    apart = apart.replace(r"\operatorname{re}", r"\operatorname{Re}")
    apart = apart.replace(r"\operatorname{im}", r"\operatorname{Im}")
    return str(convert(apart))


def _written(node: ElementTree.Element) -> Markup:
    return Markup(ElementTree.tostring(node, encoding="unicode"))


def _size(node: ElementTree.Element) -> int:
    return sum(1 for _ in node.iter())


def _wordy(node: ElementTree.Element) -> bool:
    return any(len(one.text or "") > _WORDY for one in node.iter("mtext"))


def _pieces(tree: ElementTree.Element) -> list[list[ElementTree.Element]]:
    """Return a formula cut where a line may end: before a joint, after a comma, at words."""
    pieces: list[list[ElementTree.Element]] = [[]]
    for node in _flattened(tree):
        last = pieces[-1][-1] if pieces[-1] else None
        joint = node.tag == "mo" and node.text in _JOINTS and node.get("form") != "prefix"
        if joint:
            node.set("form", "infix")
            joint = sum(map(_size, pieces[-1])) > _LEFT
        comma = last is not None and last.text == ","
        words = node.tag == "mtext" or (last is not None and last.tag == "mtext")
        if last is not None and (joint or comma or words):
            pieces.append([])
        pieces[-1].append(node)
    return [piece for piece in pieces if piece]


def _joined(pieces: Sequence[Sequence[ElementTree.Element]], display: bool) -> Iterator[Markup]:
    """Yield the pieces, with a place where a line may end between those that are no bracket."""
    for before, piece in zip([[], *pieces], pieces, strict=False):
        if before:
            tight = before[-1].get("form") == "prefix" or piece[0].get("form") == "postfix"
            words = "mtext" in (before[-1].tag, piece[0].tag)
            yield _JOINER if tight else Markup(" " if words else "<wbr>")
        yield _piece(piece, display)


def _flattened(node: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield the parts of a row; a bracket that is long gives its own parts."""
    for child in node:
        if child.tag in ("mrow", "mstyle") and (_size(child) > _WHOLE or _wordy(child)):
            yield from _flattened(child)
        elif child.tag != "mtext" or (child.text or "").strip():  # a space alone is no word
            yield child


def _piece(nodes: Sequence[ElementTree.Element], display: bool) -> Markup:
    """Return one piece: words as words, which a line may break; the rest as MathML."""
    if nodes[0].tag == "mtext":
        return Markup("<span>{}</span>").format(" ".join((nodes[0].text or "").split()))
    math = ElementTree.Element("math", {"displaystyle": "true"} if display else {})
    math.extend(nodes)
    return _written(math)


def _clean(node: ElementTree.Element) -> ElementTree.Element:
    """Return a tree of known elements and attributes; raise `ValueError` for another."""
    node.tag = node.tag.removeprefix(_NAMESPACE)
    if node.tag not in _ELEMENTS:
        raise ValueError(node.tag)
    node.text = node.text and node.text.translate(_BACK)
    node.attrib = {key: node.attrib[key] for key in node.attrib if key in _ATTRIBUTES}
    for child in node:
        _clean(child)
    if node.tag == "mo" and (node.text or "").isalpha() and len(node.text or "") > 1:
        node.tag, node.attrib = "mi", {}  # the name of a function is no sign between two things
    if node.tag == "mover" and len(node) == 2 and node[1].text == "˙":
        node.set("accent", "true")
    _mark_signs(node)
    _set_names_apart(node)
    _steady(node)
    return node


def _steady(row: ElementTree.Element) -> None:
    """Keep brackets around one line of letters at their size: browsers overdo the growth."""
    if not any(node.tag in _TALL for node in row.iter()):
        for child in row.findall("mo[@stretchy]"):
            child.set("stretchy", "false")


def _set_names_apart(row: ElementTree.Element) -> None:
    """Put a thin space between a factor and the name of a function: 2 sin x."""
    children = list(row)
    for k in range(len(children) - 1, 0, -1):
        named = children[k].tag == "mi" and len(children[k].text or "") > 1
        if row.tag == "mrow" and named and children[k - 1].tag != "mo":
            row.insert(k, ElementTree.Element("mspace", {"width": "0.17em"}))


def _mark_signs(row: ElementTree.Element) -> None:
    """Set a minus close to what it negates: after another sign, or in front, it is no less."""
    before: ElementTree.Element | None = None
    for child in row:
        if child.tag == "mo" and child.text in ("-", "−"):
            child.text = "−"
            if before is None or (before.tag == "mo" and before.text not in _CLOSING):
                child.set("form", "prefix")
        before = child
