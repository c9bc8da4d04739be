"""Discs that hold the eigenvalues of a nearly diagonal matrix in balls, with counts.

Gershgorin's theorem in two uses. Overlapping discs are kept together and hold as many
eigenvalues as there are discs. A disc that stands alone is shrunk by scaling its row with 1/t
and its column with t as far as it stays alone, which makes its radius second order in the
off-diagonal part. Source: Horn and Johnson, Matrix Analysis, §6.1; Wilkinson, The Algebraic
Eigenvalue Problem, ch. 2 §15.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import flint

RADIUS_BITS = 64  # radii and gaps need few bits; they are rounded outwards all the same


@dataclass(frozen=True)
class Cluster:
    """A ball that holds exactly as many eigenvalues as it has members, with multiplicity."""

    ball: Any  # flint.acb
    members: tuple[int, ...]  # rows of the matrix whose discs overlap

    @property
    def radius(self) -> Any:
        """An upper bound of the radius, as an exact arb."""
        return self.ball.rad()


def clusters(Y: flint.acb_mat) -> list[Cluster] | None:
    """Return discs that cover the spectrum of a square ball matrix, disjoint, with counts.

    The answer is None when an entry is not finite.
    """
    rows = Y.tolist()
    if not all(entry.is_finite() for row in rows for entry in row):
        return None
    n = len(rows)
    centers = [rows[i][i].mid() for i in range(n)]
    with flint.ctx.workprec(RADIUS_BITS):
        sizes = [[entry.abs_upper() for entry in row] for row in rows]
        own = [rows[i][i].rad() for i in range(n)]
        rest = [_sum(sizes[i][j] for j in range(n) if j != i) for i in range(n)]
        full = [(own[i] + rest[i]).upper() for i in range(n)]
        spare = _spare(centers, full)
        groups = _components(spare)
        radii = [own[g[0]] + _shrunk(g[0], rest[g[0]], spare, sizes) for g in groups]
    return [
        Cluster(_disc(centers[group[0]], radius), group)
        if len(group) == 1
        else Cluster(_union(group, centers, full), group)
        for group, radius in zip(groups, radii, strict=True)
    ]


def _sum(terms: Any) -> Any:
    total = flint.arb(0)
    for term in terms:
        total += term
    return total


def _spare(centers: list[Any], full: list[Any]) -> list[list[Any]]:
    """Return the room left between each two discs; negative or undecided when they may meet."""
    n = len(centers)
    room: list[list[Any]] = [[None] * n for _ in range(n)]
    for i in range(n):
        for j in range(i):
            gap = (centers[i] - centers[j]).abs_lower()
            room[i][j] = room[j][i] = (gap - full[i] - full[j]).lower()
    return room


def _components(spare: list[list[Any]]) -> list[tuple[int, ...]]:
    n = len(spare)
    label = list(range(n))

    def root(i: int) -> int:
        while label[i] != i:
            i = label[i]
        return i

    for i in range(n):
        for j in range(i):
            if not spare[i][j] > 0:
                label[root(i)] = root(j)
    groups: dict[int, list[int]] = {}
    for i in range(n):
        groups.setdefault(root(i), []).append(i)
    return [tuple(group) for group in groups.values()]


def _shrunk(i: int, rest: Any, spare: list[list[Any]], sizes: list[list[Any]]) -> Any:
    """Return the row sum divided by a scale t that keeps disc i apart from all the others.

    The others grow by (t - 1) |Y[j, i]|, which half of the room between the discs allows.
    """
    scale = None
    for j, row in enumerate(sizes):
        if j != i and row[i] > 0:
            allowed = (spare[i][j] / (2 * row[i])).lower()
            scale = allowed if scale is None or allowed < scale else scale
    if scale is None:
        return flint.arb(0) if rest == 0 else rest * flint.arb(2) ** -RADIUS_BITS
    return rest / scale if scale > 1 else rest


def _disc(center: Any, radius: Any) -> Any:
    around = flint.arb(0, radius.upper())
    return flint.acb(center.real + around, center.imag + around)


def _union(members: tuple[int, ...], centers: list[Any], full: list[Any]) -> Any:
    middle = (_sum_complex(centers[k] for k in members) / len(members)).mid()
    radius = flint.arb(0)
    for k in members:
        radius = radius.max((centers[k] - middle).abs_upper() + full[k])
    return _disc(middle, radius)


def _sum_complex(terms: Any) -> Any:
    total = flint.acb(0)
    for term in terms:
        total += term
    return total
