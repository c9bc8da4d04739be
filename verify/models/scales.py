"""How large the experiments of section 7.5 are, and what a scale asks of this machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.models.architecture import PRESETS, ModelError, Shape
from verify.models.forward import Workspace, advance
from verify.models.weights import STANDARD_DEVIATION, assemble, random_tensor, redraw


@dataclass(frozen=True)
class Scale:
    """How large the network is, and how often it is passed."""

    shape: Shape
    passes: int  # through fixed weights
    redrawn: int  # through weights that are drawn afresh for each pass
    prompts: int  # of the batch of five
    decoded: tuple[int, ...]  # the passes after which words are read


SCALES = {
    "tiny": Scale(PRESETS["tiny"], 30, 20, 20, (1, 5, 10)),
    "small": Scale(PRESETS["small"], 200, 60, 60, (1, 5, 10, 100, 1000)),
    "xl": Scale(PRESETS["xl"], 2000, 2000, 2000, (1, 5, 10, 100, 1000)),
}


@dataclass(frozen=True)
class Table:
    """The numbers of one experiment, a row for each pass; or why there are none."""

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    skipped: str = ""


def plan(scale: str | Scale, tokens: int = 25) -> Table:
    """Return what a scale asks of this machine, from one layer that is timed here.

    A forecast, in floats of wall-clock time: seconds a pass, hours for all passes, and
    gigabytes of weights.
    """
    chosen = scale_named(scale)
    shape = chosen.shape
    first = Shape(1, shape.width, shape.heads, 2, tokens, shape.inner, shape.epsilon)
    layer = assemble(first, lambda name: random_tensor(first, name, 0))
    x = np.random.default_rng(0).standard_normal((1, tokens, shape.width), np.float32)
    buffers = Workspace.of(first, 1, tokens, np.float32)
    rng = np.random.default_rng(0)
    passing = _seconds(lambda: advance(layer.blocks[0], x, buffers)) * shape.layers
    drawing = _seconds(lambda: redraw(layer.blocks[0], rng, STANDARD_DEVIATION)) * shape.layers
    rows = [
        ("original", chosen.passes, passing),
        ("random", chosen.passes, passing),
        ("prompts", chosen.prompts, 5 * passing),
        ("decoded", max(chosen.decoded), passing),
        ("redrawn", chosen.redrawn, passing + drawing),
        ("redrawn_attention_only", chosen.redrawn, (passing + drawing) / 3),
    ]
    gigabytes = shape.bytes() / 1e9
    return Table(
        "plan",
        f"{shape.parameters:,} parameters, {gigabytes:.1f} GB; {tokens} tokens, a layer timed",
        ("experiment", "passes", "seconds a pass", "hours"),
        tuple((name, n, s, n * s / 3600) for name, n, s in rows),
    )


def scale_named(scale: str | Scale) -> Scale:
    """Return a scale by its name; raise `ModelError` for another name."""
    if isinstance(scale, Scale):
        return scale
    if scale not in SCALES:
        raise ModelError(f"scale {scale!r}: write one of {', '.join(SCALES)}.")
    return SCALES[scale]


def _seconds(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)
