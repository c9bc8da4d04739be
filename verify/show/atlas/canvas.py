"""A small plot as SVG: a frame with ticks, and shapes in the plot's own coordinates.

Colors come from the page's style sheet by class, so that a plot is dark on dark pages.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

_WIDTH, _HEIGHT = 520, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 26, 44
# So that red is known from green without its color; one picture a page has it.
_HATCH = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect class="ground" width="7" height="7"/>'
    '<path class="thread" d="M0 0V7"/></pattern></defs>'
)
ASPECT = (_WIDTH - _LEFT - _RIGHT) / (_HEIGHT - _TOP - _BOTTOM)  # of the frame


@dataclass(frozen=True)
class Canvas:
    """A plot of the rectangle `across` × `up`; shapes are added to it and kept in order."""

    across: tuple[float, float]
    up: tuple[float, float]
    labels: tuple[str, str]  # of the two axes
    words: str  # what the plot shows, for those who cannot see it
    axes: bool = True  # whether the lines through zero are drawn
    turns: tuple[bool, ...] = (False, False)  # whether an axis is an angle
    shapes: list[Markup] = field(default_factory=list)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point lies in the drawing."""
        (low, high), (bottom, top) = self.across, self.up
        right = _LEFT + (x - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT)
        down = _HEIGHT - _BOTTOM - (y - bottom) / (top - bottom) * (_HEIGHT - _TOP - _BOTTOM)
        return round(right, 1), round(down, 1)

    def area(self, rings: Iterable[Sequence[tuple[float, float]]], kind: str) -> None:
        """Add what lies inside an odd number of rings."""
        path = "".join(self._way(ring) + "z" for ring in rings if len(ring) > 2)
        if path:
            self._add('<path class="{}" fill-rule="evenodd" d="{}"/>', kind, path)

    def line(self, points: Sequence[tuple[float, float]], kind: str) -> None:
        """Add a line through points."""
        if len(points) > 1:
            self._add('<path class="{}" d="{}"/>', kind, self._way(points))

    def spot(self, x: float, y: float, kind: str, words: str) -> None:
        """Add a point with words that appear over it: a diamond for a witness, else a ring."""
        a, b = self.place(x, y)
        shape = f"M{a:g} {b - 8:g}l8 8-8 8-8-8z" if kind == "witness" else _ring(a, b)
        text = '<path class="spot {}" d="{}"><title>{}</title></path>'
        self._add(text, kind.partition(" ")[0], shape, words)

    def bar(self, low: float, high: float, top: float, kind: str) -> None:
        """Add a bar from zero up."""
        (x, y), (end, base) = self.place(low, top), self.place(high, 0)
        text = '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>'
        self._add(text, kind, x, y, round(max(end - x - 0.6, 0.4), 1), round(base - y, 1))

    def arrow(self, x: float, y: float, run: float, rise: float) -> None:
        """Add the head of an arrow at a point, pointing along (run, rise)."""
        (a, b), (c, d) = self.place(x, y), self.place(x + run, y + rise)
        angle = round(math.degrees(math.atan2(d - b, c - a)))
        head = '<path class="tip" d="M-4 -3.2L4 0L-4 3.2z" '
        self._add(head + 'transform="translate({} {}) rotate({})"/>', a, b, angle)

    def has(self, kind: str) -> bool:
        """Tell whether there is a shape of a kind."""
        return any(f'class="{kind}"' in one for one in self.shapes)

    def svg(self) -> Markup:
        """Return the plot."""
        right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
        frame = Markup('<rect class="frame" x="{}" y="{}" width="{}" height="{}"/>').format(
            _LEFT, _TOP, right - _LEFT, bottom - _TOP
        )
        clip = Markup(
            '<svg x="{0}" y="{1}" width="{2}" height="{3}" viewBox="{0} {1} {2} {3}">'
        )
        inner = clip.format(_LEFT, _TOP, right - _LEFT, bottom - _TOP)
        inner += Markup("").join([*self._zeros(), *self.shapes]) + Markup("</svg>")
        hatch = Markup(_HATCH) if self.has("fails") else ""
        head = Markup(
            '<svg class="plot" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        ).format(_WIDTH, _HEIGHT, self.words)
        return head + hatch + inner + frame + Markup("").join(self._ticks()) + Markup("</svg>")

    def _add(self, text: str, *values: object) -> None:
        self.shapes.append(Markup(text).format(*(escape(value) for value in values)))

    def _way(self, points: Sequence[tuple[float, float]]) -> str:
        """Return an SVG path through points, those that fall together once."""
        places = [self.place(x, y) for x, y in points]
        kept = [p for k, p in enumerate(places) if not k or p != places[k - 1]]
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept)

    def _zeros(self) -> Iterable[Markup]:
        text = '<path class="axis" d="M{} {}L{} {}"/>'
        if self.axes and self.across[0] < 0 < self.across[1]:
            yield Markup(text).format(*self.place(0, self.up[0]), *self.place(0, self.up[1]))
        if self.axes and self.up[0] < 0 < self.up[1]:
            low, high = self.across
            yield Markup(text).format(*self.place(low, 0), *self.place(high, 0))

    def _ticks(self) -> Iterable[Markup]:
        text = '<text x="{}" y="{}" text-anchor="{}">{}</text>'
        base = _HEIGHT - _BOTTOM
        for x, word in _marks(*self.across, self.turns[0]):
            yield Markup(text).format(self.place(x, self.up[0])[0], base + 16, "middle", word)
        for y, word in _marks(*self.up, self.turns[1]):
            yield Markup(text).format(_LEFT - 6, self.place(0, y)[1] + 4, "end", word)
        middle = (_LEFT + _WIDTH - _RIGHT) // 2
        yield Markup(text).format(middle, base + 36, "middle", self.labels[0])
        yield Markup(text).format(_LEFT, _TOP - 9, "start", self.labels[1])


def _ring(x: float, y: float) -> str:
    return f"M{x - 6:g} {y:g}a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"


def _marks(low: float, high: float, turn: bool) -> list[tuple[float, str]]:
    """Return where the ticks of an axis stand, with their words; those of an angle are of π."""
    if turn:
        words = ("−π", "−π/2", "0", "π/2", "π")
        return [(k * math.pi / 2, word) for k, word in zip(range(-2, 3), words, strict=True)]
    return [(value, f"{value:g}".replace("-", "−")) for value in ticks(low, high)]


def ticks(low: float, high: float) -> list[float]:
    """Return about five round numbers between two numbers."""
    step = 10.0 ** math.floor(math.log10((high - low) / 4))
    step *= next(k for k in (1, 2, 5, 10) if k * step >= (high - low) / 6)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(k * step, 12) for k in range(first, last + 1)]
