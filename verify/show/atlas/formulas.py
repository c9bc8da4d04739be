"""LaTeX as MathML, which browsers draw themselves; what cannot be turned is shown as text.

What comes out holds only elements and attributes of a fixed list: a claim's string can place a
formula on a page, never a link, a script or a style.
"""

from __future__ import annotations

import functools
import re
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
_LONG = 45  # elements of a formula that may not fit where it stands: it scrolls
_CLOSING = frozenset(")]}|⟩‖!'")
_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"

_TALL = frozenset(["mfrac", "mtable", "munder", "mover", "munderover", "msqrt", "mroot"])

# The converter does not escape what stands in words: signs travel as private characters.
_WORDS = re.compile(r"\\text\{[^{}]*\}")
_AWAY = str.maketrans("<>&", "\ue000\ue001\ue002")
_BACK = str.maketrans("\ue000\ue001\ue002", "<>&")


def _kept_safe(words: re.Match[str]) -> str:
    return words[0].translate(_AWAY)


@functools.lru_cache(maxsize=20_000)
def mathml(tex: str, display: bool = False) -> Markup:
    """Return a formula in MathML, with its LaTeX as the alternative text.

    A formula that cannot be turned is its LaTeX in `<code>`. Costs a few milliseconds.
    """
    from latex2mathml.converter import convert

    try:
        tree = _clean(ElementTree.fromstring(convert(_WORDS.sub(_kept_safe, tex))))
    except Exception:  # whatever a stranger's string does to the converter, it is shown
        return Markup('<code class="tex">{}</code>').format(tex)
    for key in list(tree.attrib):
        del tree.attrib[key]
    if display:
        tree.set("display", "block")
    tree.set("alttext", tex)
    body = Markup(ElementTree.tostring(tree, encoding="unicode"))
    if display:
        return Markup('<div class="formula" tabindex="0">{}</div>').format(body)
    long = sum(1 for _ in tree.iter()) > _LONG
    return Markup('<div class="long" tabindex="0">{}</div>').format(body) if long else body


def text(words: str) -> Markup:
    """Return prose with its line breaks kept."""
    return Markup("<br>").join(escape(line) for line in words.splitlines())


def jointed(name: str) -> Markup:
    """Return an id that a line may break at its dots and underscores."""
    return Markup("").join(
        Markup("{}<wbr>").format(part) if part in "._" else escape(part)
        for part in re.split("([._])", name)
        if part
    )


def _clean(node: ElementTree.Element) -> ElementTree.Element:
    """Return a tree of known elements and attributes; raise `ValueError` for another."""
    node.tag = node.tag.removeprefix(_NAMESPACE)
    if node.tag not in _ELEMENTS:
        raise ValueError(node.tag)
    node.text = node.text and node.text.translate(_BACK)
    node.attrib = {key: node.attrib[key] for key in node.attrib if key in _ATTRIBUTES}
    for child in node:
        _clean(child)
    _mark_signs(node)
    _steady(node)
    return node


def _steady(row: ElementTree.Element) -> None:
    """Keep brackets around one line of letters at their size: browsers overdo the growth."""
    if not any(node.tag in _TALL for node in row.iter()):
        for child in row.findall("mo[@stretchy]"):
            child.set("stretchy", "false")


def _mark_signs(row: ElementTree.Element) -> None:
    """Set a minus close to what it negates: after another sign, or in front, it is no less."""
    before: ElementTree.Element | None = None
    for child in row:
        if child.tag == "mo" and child.text in ("-", "−"):
            child.text = "−"
            if before is None or (before.tag == "mo" and before.text not in _CLOSING):
                child.set("form", "prefix")
        before = child
