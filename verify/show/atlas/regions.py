"""Where a statement holds: along one letter, in the plane of two, and by how much at random."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import sympy
from markupsafe import Markup

from verify.show.atlas.canvas import ASPECT, Canvas
from verify.show.atlas.scene import Scene, reach, spelled, written

_SIDE = 141  # of the grid
_MOST = 5  # letters of a statement whose plane is drawn
_DRAWS = 4000
_FEW = 200  # draws that must satisfy the premises
_BARS = 40
_ZERO = 1e-9  # a margin that rounding may have made
Picture = tuple[Markup, str] | None


def curve(scene: Scene) -> Picture:
    """Return the margin of a statement along its only letter."""
    if len(scene.letters) != 1 or scene.is_identity:
        return None
    (letter,) = scene.letters
    shown = scene.shown(scene.letters)
    far = reach([at[0] for _, at in shown])
    x = np.linspace(-far, far, 601)
    says, given = scene.margins({letter: x})
    drawn = np.isfinite(says) & (given >= 0)
    if drawn.sum() < 20:
        return None
    low, high = np.percentile(says[drawn], [2, 98])
    pad = max(high - low, 1e-9) * 0.15
    up = (float(min(low, 0) - pad), float(max(high, 0) + pad))
    name = written(letter)
    words = f"The margin of the statement along {name}"
    canvas = Canvas((-far, far), up, (name, "margin"), words)
    for inside, group in itertools.groupby(range(len(x)), lambda k: bool(drawn[k])):
        if inside:
            canvas.line([(float(x[k]), float(says[k])) for k in group], "curve")
    for kind, at in shown:
        value, _ = scene.margins({letter: np.array(at)})
        canvas.spot(at[0], float(value[0]), kind, kind)
    return canvas.svg(), (
        f"By how much it holds, as {name} goes where the assumptions allow: above zero "
        f"it holds, below it fails.{marks(shown)}"
    )


def region(scene: Scene) -> Picture:
    """Return the plane of two letters with the regions where a statement holds and fails.

    With a complex letter it is the plane of that number; other letters are held fixed.
    """
    if not 2 <= len(scene.letters) <= _MOST or scene.is_identity:
        return None
    across, up = _plane(scene.letters)
    held, shown = scene.fixed((across, up)), scene.shown((across, up))
    windows = _windows(scene, (across, up), [at for _, at in shown])
    axes = np.linspace(*windows[0], _SIDE), np.linspace(*windows[1], _SIDE)
    x, y = np.meshgrid(*axes)
    columns = {across: x.ravel(), up: y.ravel(), **{k: np.array(v) for k, v in held.items()}}
    says, given = (part.reshape(x.shape) for part in scene.margins(columns))
    if np.mean((given >= 0) & np.isfinite(says)) < 0.01:
        return None
    names = written(across), written(up)
    words = f"Where the statement holds in the plane of {names[0]} and {names[1]}"
    canvas = Canvas(windows[0], windows[1], names, words)
    inside, where = given, "green where the statement holds"
    if scene.side is not None:
        side = scene.margin_of(scene.side, columns).reshape(x.shape)
        inside, where = np.minimum(given, side), scene.where
    canvas.area(_rings(axes, -given), "outside")
    canvas.area(_rings(axes, np.minimum(says, inside)), "holds")
    canvas.area(_rings(axes, np.minimum(-says, given)), "fails")
    for kind, at in reversed(shown):  # the witness on top
        canvas.spot(at[0], at[1], kind, kind)
    thin = "" if np.any((says < -_ZERO) & (given >= 0)) else _thin(scene, shown)
    where += ", hatched red where it fails" * canvas.has("fails")
    where += ", gray where an assumption fails" * canvas.has("outside")
    return canvas.svg(), (
        f"The plane of {names[0]} (across) and {names[1]} (up){spelled(held)}: {where}."
        f"{thin}{marks(shown)}"
    )


def _thin(scene: Scene, shown: list[tuple[str, list[float]]]) -> str:
    """Return where the failures are that a plane does not show, as a sentence."""
    if "witness" not in dict(scene.points):
        return ""
    if "witness" in dict(shown):
        return " It fails on a set without area in this plane, such as a curve or a point."
    return " The witness lies outside this picture."


Window = tuple[float, float]


def _windows(
    scene: Scene, plane: tuple[sympy.Symbol, sympy.Symbol], marked: list[list[float]]
) -> tuple[Window, Window]:
    """Return the part of a plane to draw: around zero, cut to where the assumptions hold."""
    far = reach([value for at in marked for value in at])
    if plane[0].name.startswith("Re "):  # a circle looks like one
        return (-far * ASPECT, far * ASPECT), (-far, far)
    allowed = _allowed(scene, plane, far)
    if np.mean(allowed) < 0.1:
        far *= 3
        allowed = _allowed(scene, plane, far)
    side = np.linspace(-far, far, _SIDE)
    windows = []
    for k in (0, 1):
        kept = [*side[allowed.any(axis=k)], *(at[k] for at in marked)] or [-far, far]
        pad = 0.08 * max(max(kept) - min(kept), far / 4)
        low, high = max(min(kept) - pad, -far), min(max(kept) + pad, far)
        windows.append((float(low), float(high)))
    return windows[0], windows[1]


def _allowed(scene: Scene, plane: tuple[sympy.Symbol, sympy.Symbol], far: float) -> Any:
    x, y = np.meshgrid(*2 * [np.linspace(-far, far, _SIDE)])
    held = {k: np.array(v) for k, v in scene.fixed(plane).items()}
    says, given = scene.margins({plane[0]: x.ravel(), plane[1]: y.ravel(), **held})
    return ((given >= 0) & np.isfinite(says)).reshape(x.shape)


def histogram(scene: Scene) -> Picture:
    """Return how the margins of a statement spread at random points that its premises allow."""
    if len(scene.letters) < 2 or scene.is_identity:
        return None
    generator = np.random.default_rng(0)
    columns = {one: 2 * generator.standard_normal(_DRAWS) for one in scene.letters}
    says, given = scene.margins(columns)
    values = says[np.isfinite(says) & (given >= 0)]
    if values.size < _FEW or np.ptp(values) == 0:
        return None
    low, high = (float(v) for v in np.percentile(values, [1, 96]))
    if not low < high:
        return None
    failing = int((values < -_ZERO * max(1.0, float(np.abs(values).max()))).sum())
    counts, edges = np.histogram(values, _BARS, (min(low, 0.0), max(high, 0.0)))
    top = float(counts.max()) * 1.08
    words = "How many random points have which margin"
    canvas = Canvas(
        (float(edges[0]), float(edges[-1])), (0.0, top), ("margin", "points"), words
    )
    for count, left, right in zip(counts, edges, edges[1:], strict=False):
        if count:
            kind = "bar below" if right <= _ZERO and failing else "bar"
            canvas.bar(float(left), float(right), float(count), kind)
    text = f"By how much it holds at {values.size} random points that meet the assumptions"
    told = f"{text}: {failing or 'none'} of them below zero, in floating point."
    met = not failing and "witness" in dict(scene.points)
    return canvas.svg(), told + " It fails where such points do not fall." * met


def _plane(letters: tuple[sympy.Symbol, ...]) -> tuple[sympy.Symbol, sympy.Symbol]:
    """Return the two letters to draw: the parts of a complex number, else the first two."""
    names = {letter.name: letter for letter in letters}
    for name, letter in names.items():
        other = names.get(name.replace("Re ", "Im ", 1))
        if name.startswith("Re ") and other is not None:
            return letter, other
    return letters[0], letters[1]


def _rings(axes: tuple[Any, Any], values: Any) -> list[list[tuple[float, float]]]:
    """Return the outlines of where values are positive, holes included."""
    from contourpy import contour_generator

    known = np.where(np.isfinite(values), np.clip(values, -1.0, 1.0), -1.0)
    filled = contour_generator(*axes, known, fill_type="OuterCode").filled(_ZERO, 2.0)
    rings = []
    for points, codes in zip(*filled, strict=True):
        starts = [*np.flatnonzero(codes == 1), len(points)]
        for start, end in itertools.pairwise(starts):
            rings.append([(float(a), float(b)) for a, b in points[start:end]])
    return rings


def marks(shown: list[tuple[str, list[float]]]) -> str:
    """Return what the points in a picture are, as a sentence after a space."""
    names = {"witness": "diamond: the witness", "worst point": "ring: the worst point"}
    text = "; ".join(names[kind] for kind, _ in shown)
    return f" {text[0].upper()}{text[1:]}." if text else ""
