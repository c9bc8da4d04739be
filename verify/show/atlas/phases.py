"""The phase portrait of a flow with one or two state letters."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy
from markupsafe import Markup

from verify.arithmetic.compile import compile_tape
from verify.arithmetic.floats import FLOAT
from verify.flows.flow import Flow
from verify.flows.statements import AlongFlow
from verify.obligation import Obligation
from verify.show.atlas.canvas import Canvas
from verify.show.atlas.regions import marks
from verify.show.atlas.scene import Point, Scene, reach, spelled, written

_STARTS = 9  # trajectories a side
_STEPS = 90
_MOST = 4  # parameters


def phases(
    statement: AlongFlow, obligation: Obligation, points: list[Point]
) -> tuple[Markup, str] | None:
    """Return the flow of a statement: its trajectories, or its rate along a line.

    Parameters are those of the witness or the worst point, else 1. The trajectories are short
    Runge-Kutta paths of equal speed.
    """
    flow = statement.flow
    scene = Scene(obligation, tuple(obligation.letters()), tuple(points))
    held = {k: v for k, v in scene.fixed(flow.letters).items() if k in flow.parameters}
    if len(flow.letters) > 2 or len(held) > _MOST or any(k.is_integer for k in held):
        return None
    inputs = (*flow.letters, *held)
    tape = compile_tape(flow.rates, inputs)

    def field(*state: Any) -> list[Any]:
        values = dict(zip(inputs, [*state, *held.values()], strict=True))
        return tape.play(FLOAT, values)

    shown = [(kind, _turned(flow, at)) for kind, at in scene.shown(flow.letters)]
    if len(flow.letters) == 1:
        return _line(flow, field, held)
    far = np.pi if len(flow.angles) == 2 else reach([v for _, at in shown for v in at])
    names = [written(letter) for letter in flow.letters]
    words = f"Trajectories in the plane of {names[0]} and {names[1]}"
    turns = tuple(letter in flow.angles and far == np.pi for letter in flow.letters)
    canvas = Canvas((-far, far), (-far, far), (names[0], names[1]), words, turns=turns)
    for path in _paths(field, far):
        canvas.line([(float(a), float(b)) for a, b in path], "flow")
        middle, after = path[len(path) // 2], path[len(path) // 2 + 1]
        canvas.arrow(*map(float, middle), *map(float, after - middle))
    for kind, at in reversed(shown):  # the witness on top
        canvas.spot(at[0], at[1], kind, kind)
    return canvas.svg(), f"Trajectories of the flow{spelled(held)}.{marks(shown)}"


def _turned(flow: Flow, at: list[float]) -> list[float]:
    """Return a state with its angles between -π and π."""
    return [
        (value + np.pi) % (2 * np.pi) - np.pi if letter in flow.angles else value
        for letter, value in zip(flow.letters, at, strict=True)
    ]


def _line(flow: Flow, field: Any, held: dict[sympy.Symbol, float]) -> tuple[Markup, str] | None:
    far = np.pi if flow.angles else 3.0
    x = np.linspace(-far, far, 401)
    (rate,) = field(x)
    rate = np.broadcast_to(rate, x.shape)
    if not np.isfinite(rate).all():
        return None
    name = written(flow.letters[0])
    top = float(max(np.abs(rate).max(), 1e-9)) * 1.15
    labels, turns = (name, f"rate of {name}"), (bool(flow.angles), False)
    canvas = Canvas((-far, far), (-top, top), labels, f"The rate of {name}", turns=turns)
    canvas.line(list(zip(x.tolist(), rate.tolist(), strict=True)), "curve")
    for k in range(20, 400, 40):
        if abs(rate[k]) > 0.02 * top:
            canvas.arrow(float(x[k]), 0.0, float(np.sign(rate[k])), 0.0)
    return canvas.svg(), (
        f"The rate at which {name} changes{spelled(held)}, and, as arrows, where it goes."
    )


def _paths(field: Any, far: float) -> list[Any]:
    """Return short paths of the flow from a grid of starts, each an array of points."""
    side = np.linspace(-far, far, _STARTS + 2)[1:-1]
    state = np.array([grid.ravel() for grid in np.meshgrid(side, side)])
    step = far / 160

    def slope(at: Any) -> Any:
        rates = np.array([np.broadcast_to(r, at[0].shape) for r in field(*at)])
        speed = np.hypot(*rates)
        return rates / np.where(speed > 1e-9, speed, np.inf)

    path = [state]
    for _ in range(_STEPS // 2):
        half = state + step / 2 * slope(state)
        state = state + step * slope(half)
        path.append(state)
    whole = np.moveaxis(np.array(path), 2, 0)
    long = [one for one in whole if np.isfinite(one).all() and np.ptp(one, axis=0).max() > step]
    return long
