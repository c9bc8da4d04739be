"""How far floats are from breaking a statement, for many points of a chart at once.

Floats observe: what they see decides where exact arithmetic looks, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy
from flint import fmpq
from sympy.logic.boolalg import Boolean

from verify.arithmetic import BALL, EXACT, FLOAT, Margins
from verify.arithmetic.floats import entry, nearest, played
from verify.arithmetic.margins import joint_tape
from verify.arithmetic.tape import Tape
from verify.logic import normal, relations, sign_of
from verify.obligation import Obligation
from verify.search.charts import Chart
from verify.search.lots import floats_of
from verify.search.problem import has_equation
from verify.symbolic.matrix_functions import Abscissa, Radius, has_functions

Array = npt.NDArray[np.float64]
ROUNDING = 1e-12
THIN = 1e-9  # how near to an equation that was not imposed a float point counts as on it


TINY = 5e-324  # the smallest float


@dataclass(frozen=True)
class View:
    """Float points with what a gauge sees at each, evaluated once for all who ask."""

    points: Array  # shape (points, letters)
    margin: Array  # of the statement: negative is a violation, NaN where floats have no value
    noise: Array  # below what a margin may be rounding errors
    room: Array  # the smallest margin of the premises: negative is not met

    def __len__(self) -> int:
        return len(self.points)

    def at(self, rows: Any) -> View:
        """Return the view of some of the points, chosen as NumPy chooses rows."""
        return View(self.points[rows], self.margin[rows], self.noise[rows], self.room[rows])


@dataclass(frozen=True)
class Gauge:
    """Margins of the statement and its premises in a chart's letters.

    Points are arrays of shape (points, letters), in the order of the chart's letters.
    """

    chart: Chart
    statement: Margins
    premises: tuple[Boolean, ...]
    rounding: float = ROUNDING  # of a side, relative to its size

    @cached_property
    def spectral(self) -> bool:
        """Tell whether a premise is about the spectrum of a matrix."""
        return self._rooms_tape.spectral

    @cached_property
    def _rooms_tape(self) -> Tape:
        """Return the tape of the margin of each premise."""
        return joint_tape(self.premises, self.chart.letters, self.chart.meanings)

    @cached_property
    def _forgiven(self) -> Array:
        """Return what is forgiven to each premise, shape (premises, 1)."""
        return np.array([[_forgiven(premise)] for premise in self.premises])

    @cached_property
    def _premise_margins(self) -> tuple[Margins, ...]:
        """Return the margin of each premise on a tape of its own, for its slope."""
        letters, meanings = self.chart.letters, self.chart.meanings
        return tuple(Margins(tree, letters, meanings=meanings) for tree in self.premises)

    @cached_property
    def allows_ties(self) -> bool:
        """Tell whether no relation of the statement is strict: a tie then breaks nothing."""
        nodes = relations(normal(self.statement.tree))
        return all(sign_of(node) in ("==", "<=", ">=") for node in nodes)

    def view(self, points: Array) -> View:
        """Return what is seen at some points: margin, noise and room."""
        margin, noise = self._margin_and_noise(points)
        return View(points, margin, noise, self.room(points))

    def margin(self, points: Array) -> Array:
        """Return the margin of the statement, shape (points,): negative is a violation,
        NaN where floats have no finite value."""
        return _seen(self.statement.at(self._columns(points)), len(points))

    def room(self, points: Array) -> Array:
        """Return the smallest margin of the premises, shape (points,): negative is not met."""
        if not self.premises:
            return np.full(len(points), np.inf)
        return lowest(self.rooms(points))

    def margin_at(self, point: Mapping[sympy.Symbol, Any]) -> float | None:
        """Return the statement's margin at one exact point, from balls; 0 for a tie."""
        tape = self.statement.tape
        exactly = tape.play(EXACT, point)[0] if tape.spectral else None
        if isinstance(exactly, fmpq):
            return float(nearest(exactly))
        # A tie of eigenvalues costs seconds with many bits, and stays one.
        for bits in (128,) if tape.spectral else (128, 512, 2048):
            value = tape.play(BALL(bits), point)[0].real
            if not value.is_finite():
                return None
            if not value.contains(0):  # no tie, even where no float is as small
                return float(value.mid()) or (TINY if value > 0 else -TINY)
        return 0.0

    def denies(self, point: Mapping[sympy.Symbol, Any], margin: float) -> bool:
        """Tell whether balls show that a float margin at one exact point is a rounding error:
        the margin there is a thousand times smaller."""
        value = self.statement.tape.play(BALL(256), point)[0].real
        return bool(value.is_finite() and 1000 * value.abs_upper() < abs(margin))

    def noise(self, points: Array) -> Array:
        """Return below what a margin may be rounding errors, shape (points,)."""
        return self._margin_and_noise(points)[1]

    def slope(self, points: Array) -> tuple[Array, Array]:
        """Return the statement's margin (points,) and its gradient (points, letters)."""
        margin, slope = _slope(self.statement, self._columns(points), points.shape)
        return _seen(margin, len(points)), slope

    def premise_slope(self, points: Array, rooms: Array | None = None) -> tuple[Array, Array]:
        """Return the margin of the premise violated most, and its gradient; `rooms` are the
        margins of the premises there, where they are known."""
        if not self.premises:
            return np.full(len(points), np.inf), np.zeros_like(points)
        rooms = self.rooms(points) if rooms is None else rooms
        known = np.where(np.isnan(rooms), np.inf, rooms)
        worst = known.argmin(axis=0)
        gradient = np.zeros_like(points)
        for place in np.unique(worst):
            here = worst == place
            some, margins = points[here], self._premise_margins[place]
            gradient[here] = _slope(margins, self._columns(some), some.shape)[1]
        return known.min(axis=0), gradient

    def rooms(self, points: Array) -> Array:
        """Return the margin of each premise, shape (premises, points)."""
        if not self.premises:
            return np.empty((0, len(points)))
        found = self._rooms_tape.play(FLOAT, self._columns(points))
        rows = np.array([_wide(row, len(points)) for row in found])
        return np.where(np.abs(rows) <= self._forgiven, 0.0, rows)

    def _margin_and_noise(self, points: Array) -> tuple[Array, Array]:
        """Return both from one play: they come from the same sides.

        With matrices the noise is that of each number on the way, where large ones cancel more
        often than not.
        """
        columns, tape = self._columns(points), self.statement.tape
        if tape.spectral:
            values = [entry(columns[letter]) for letter in tape.inputs]
            held = played(tape, values, keep=True)
            margin, sizes = held[tape.outputs[0]], [_size(value) for value in held]
        else:
            margin, *sides = tape.play(FLOAT, columns)
            sizes = [np.abs(side) for side in sides]
        scale = np.ones(len(points))
        for size in sizes:
            size = _wide(size, len(points))
            scale = np.fmax(scale, np.where(np.isfinite(size), size, np.nan))
        return _seen(margin, len(points)), self.rounding * scale

    def _columns(self, points: Array) -> dict[sympy.Symbol, Array]:
        return {letter: points[:, k] for k, letter in enumerate(self.chart.letters)}


def gauge(obligation: Obligation, chart: Chart) -> Gauge:
    """Return the gauge of an obligation on a chart; raise `UnsupportedFunction` where no
    arithmetic knows a function."""
    premises = tuple(premise.says for premise in obligation.given)
    statement = Margins(obligation.says, chart.letters, sides=True, meanings=chart.meanings)
    found = Gauge(chart, statement, premises, _rounding(statement))
    assert found._rooms_tape  # an unknown function in a premise is told here
    return found


def lowest(rooms: Array) -> Array:
    """Return the smallest margin of the premises at each point, infinite without premises."""
    return np.asarray(rooms.min(axis=0, initial=np.inf))


def _rounding(statement: Margins) -> float:
    """Return what floats may lose: at a defective eigenvalue of order n, all but digits/n."""
    if not statement.tape.spectral:
        return ROUNDING
    heads = statement.tree.atoms(Abscissa, Radius)
    orders = [int(head.args[0].shape[0]) for head in heads]
    return max(ROUNDING, 10 * float(np.finfo(float).eps) ** (1 / max(orders, default=1)))


def array_of(points: Sequence[Mapping[sympy.Symbol, Any]], chart: Chart) -> Array:
    """Return exact points as floats, shape (points, letters)."""
    return floats_of(points, chart.letters)


def _forgiven(tree: Boolean) -> float:
    """Return how far floats may be from a premise that exact arithmetic finds met.

    Eigenvalues that are zero are seldom zero in floats.
    """
    return THIN if has_equation(tree) or has_functions(tree) else 0.0


def _slope(
    margins: Margins, columns: Mapping[sympy.Symbol, Array], shape: tuple[int, ...]
) -> tuple[Array, Array]:
    """Return margins and gradient, one row a point; slopes without a value are 0."""
    margin, gradient = margins.gradient(columns)
    rows = np.broadcast_to(np.asarray(gradient, dtype=float).T, shape)
    return _wide(margin, shape[0]), np.where(np.isfinite(rows), rows, 0.0)


def _wide(values: Any, count: int) -> Array:
    if type(values) is np.ndarray and values.shape == (count,) and values.dtype == float:
        return values  # as nearly always
    return np.broadcast_to(np.asarray(values, dtype=float), (count,))


def _size(value: Any) -> Any:
    size = np.abs(value)
    return size.max(axis=(-2, -1)) if size.ndim >= 2 else size


def _seen(values: Any, count: int) -> Array:
    """Return margins of a statement; an overflow to minus infinity is no violation."""
    found = _wide(values, count)
    return np.where(found == -np.inf, np.nan, found)
