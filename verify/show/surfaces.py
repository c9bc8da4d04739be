"""Tokens on an ellipsoid in space: the surface, their paths, where they start and end."""

from __future__ import annotations

from typing import Any

import numpy as np

from verify.flows.ellipsoids import square_root
from verify.show.pictures import INK


def token_paths(
    axes: Any,
    y: np.ndarray,
    W: np.ndarray | None = None,
    toward: np.ndarray | None = None,
    mark: np.ndarray | None = None,
) -> None:
    """Draw the paths of tokens (times, tokens, 3) on yᵀWy = 1 into three-dimensional axes.

    They are seen from the side of `toward`, by default of where they end, and are pale where
    they run behind. An arrow stands on the point `mark`. White points are starts, gray ones
    ends.
    """
    W = np.eye(3) if W is None else W
    back = square_root(W)[1]
    axes.computed_zorder = False
    axes.set_proj_type("ortho")
    eye = _look(axes, y[-1].mean(axis=0) if toward is None else toward)
    _frame(axes, np.abs(back @ _sphere().reshape(3, -1)).max(axis=1))
    _surface(axes, back)
    for token in np.moveaxis(y, 1, 0):
        seen = token @ W @ eye > 0
        axes.plot(*token.T, color=INK["blue"], linewidth=0.8, alpha=0.3, zorder=3)
        axes.plot(*np.where(seen, token.T, np.nan), color=INK["blue"], linewidth=1.1, zorder=4)
    for points, color in ((y[0], "white"), (y[-1], "#9a9a9a")):
        _dots(axes, points, points @ W @ eye > 0, color)
    if mark is not None:
        arrow = {"color": INK["red"], "linewidth": 1.4, "arrow_length_ratio": 0.35}
        axes.quiver(*mark, *(0.42 * mark), zorder=7, **arrow)
        axes.text(*(1.55 * mark), "$v$", color=INK["red"], fontsize=12, zorder=7)


def _dots(axes: Any, points: np.ndarray, seen: np.ndarray, color: str) -> None:
    look = {"s": 22, "edgecolors": "black", "linewidths": 0.7, "depthshade": False}
    axes.scatter(*points[~seen].T, color=color, zorder=3, alpha=0.4, **look)
    axes.scatter(*points[seen].T, color=color, zorder=5, **look)


def _sphere() -> np.ndarray:
    """Return points of the unit sphere on a grid, (3, 37, 73)."""
    polar, around = np.meshgrid(
        np.linspace(0, np.pi, 37), np.linspace(0, 2 * np.pi, 73), indexing="ij"
    )
    return np.stack(
        [np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around), np.cos(polar)]
    )


def _surface(axes: Any, back: np.ndarray) -> None:
    shape = np.einsum("ab,bij->aij", back, _sphere())
    axes.plot_surface(*shape, color="#dfe6ee", alpha=0.25, linewidth=0, shade=False, zorder=1)
    axes.plot_wireframe(
        *shape, rstride=6, cstride=6, color="#9fb0c2", linewidth=0.35, alpha=0.7, zorder=2
    )


def _look(axes: Any, front: np.ndarray) -> np.ndarray:
    """Turn the eye toward `front`, a little from aside, and return where it is seen from."""
    height = np.arcsin(np.clip(front[2] / np.linalg.norm(front), -1, 1))
    up = np.clip(height, np.radians(15), np.radians(30))
    around = np.arctan2(front[1], front[0]) + np.radians(50)
    axes.view_init(elev=float(np.degrees(up)), azim=float(np.degrees(around)))
    return np.array([np.cos(up) * np.cos(around), np.cos(up) * np.sin(around), np.sin(up)])


def _frame(axes: Any, reach: np.ndarray) -> None:
    for number, (letter, extent) in enumerate(zip("xyz", reach, strict=True), 1):
        line = getattr(axes, f"{letter}axis")
        getattr(axes, f"set_{letter}lim")(-1.12 * extent, 1.12 * extent)
        getattr(axes, f"set_{letter}ticks")([-1, 0, 1])
        line.set_pane_color((1, 1, 1, 0))
        line.line.set_linewidth(0.6)
        line.set_rotate_label(False)
        line.set_label_text(f"$y^{{({number})}}$")
        line.labelpad = -3
    axes.grid(False)
    axes.tick_params(labelsize=8, pad=-3)
    axes.set_box_aspect(reach, zoom=0.88)  # the label of an axis on the left fits
