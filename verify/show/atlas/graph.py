"""The claims that rest on one another or repair one another, laid out in layers.

What a claim rests on stands left of it. Groups that have nothing to do with one another are set
in rows, the tallest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from verify.show.atlas.leaves import Leaf, repaired_by

WIDE, HIGH = 236, 24  # of a node, in the drawing's units; atlas.js has them too
ACROSS, DOWN = WIDE + 70, HIGH + 8  # from one node to the next
_GAP = 34  # between groups
_ROW = 5 * ACROSS  # a row of groups ends before it is longer
_LETTERS = 30  # of a label that fit into a node
_SWEEPS = 6


@dataclass(frozen=True)
class Node:
    """A claim in the drawing; `x` and `y` are its upper left corner."""

    leaf: Leaf
    x: int
    y: int

    @property
    def label(self) -> str:
        """Return the end of the id; what does not fit is cut in front, which others share."""
        text = ".".join(self.leaf.id.split(".")[-2:])
        return text if len(text) <= _LETTERS else f"…{text[1 - _LETTERS :]}"


@dataclass(frozen=True)
class Edge:
    """From a claim to one that uses it, or that repairs it."""

    start: str
    end: str
    kind: str  # "uses" or "repairs"
    path: str  # of an SVG path


@dataclass(frozen=True)
class Graph:
    """The drawing: its nodes from left to right, its edges, its extent."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int


Places = dict[Any, tuple[int, int]]


def graph(leaves: Sequence[Leaf]) -> Graph:
    """Return the drawing of all claims of a run that have kin in it."""
    by_id = {leaf.id: leaf for leaf in leaves}
    arrows = _arrows(leaves, by_id)
    places = _packed(arrows)
    order = sorted(places, key=lambda name: (places[name][1], places[name][0]))
    return Graph(
        tuple(Node(by_id[name], *places[name]) for name in order),
        tuple(
            Edge(a, b, data["kind"], path(places[a], places[b]))
            for a, b, data in arrows.edges(data=True)
        ),
        max((x for x, _ in places.values()), default=0) + WIDE,
        max((y for _, y in places.values()), default=0) + HIGH,
    )


def path(start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return an SVG path from the right side of one node to the left side of another."""
    x, y = start[0] + WIDE, start[1] + HIGH // 2
    to_x, to_y = end[0] - 6, end[1] + HIGH // 2
    bend = max((to_x - x) // 2, 30)
    return f"M{x} {y}C{x + bend} {y} {to_x - bend} {to_y} {to_x} {to_y}"


def _arrows(leaves: Iterable[Leaf], known: Mapping[str, Leaf]) -> Any:
    arrows = nx.DiGraph()
    for leaf in leaves:
        for repaired in repaired_by(leaf.entry):
            if repaired in known and repaired != leaf.id:
                arrows.add_edge(repaired, leaf.id, kind="repairs")
        for used in leaf.entry["uses"]:
            if used in known and used != leaf.id:
                arrows.add_edge(used, leaf.id, kind="uses")
    return arrows


def _packed(arrows: Any) -> Places:
    """Return the place of every node, group after group, row after row."""
    groups = [_layered(arrows.subgraph(names)) for names in _groups(arrows)]
    groups.sort(key=lambda group: -_extent(group)[1])
    places: Places = {}
    left = top = tallest = 0
    for group in groups:
        width, height = _extent(group)
        if left and left + width > _ROW:
            left, top, tallest = 0, top + tallest + _GAP, 0
        places |= {name: (x + left, y + top) for name, (x, y) in group.items()}
        left, tallest = left + width + _GAP, max(tallest, height)
    return places


def _groups(arrows: Any) -> list[list[str]]:
    return sorted(sorted(names) for names in nx.weakly_connected_components(arrows))


def _extent(group: Places) -> tuple[int, int]:
    return (
        max(x for x, _ in group.values()) + WIDE,
        max(y for _, y in group.values()) + HIGH,
    )


def _layered(group: Any) -> Places:
    """Return the places of one connected group: a column for each length of the way there."""
    layers = _layers(group)
    rank = {name: k for layer in layers for k, name in enumerate(layer)}
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for layer in layers if forward else reversed(layers):
            near = group.predecessors if forward else group.successors
            layer.sort(key=lambda name: (_middle(near(name), rank, rank[name]), name))
            rank |= {name: k for k, name in enumerate(layer)}
    tallest = max(map(len, layers))
    return {
        name: (column * ACROSS, k * DOWN + (tallest - len(layer)) * DOWN // 2)
        for column, layer in enumerate(layers)
        for k, name in enumerate(layer)
    }


def _layers(group: Any) -> list[list[str]]:
    """Return the nodes by the longest way to them; those of a circle stand together."""
    whole = nx.condensation(group)
    depth: dict[Any, int] = {}
    for part in nx.topological_sort(whole):
        depth[part] = max((depth[p] + 1 for p in whole.predecessors(part)), default=0)
    layers: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for part, at in depth.items():
        layers[at] += sorted(whole.nodes[part]["members"])
    return layers


def _middle(near: Iterable[str], rank: Mapping[str, int], alone: float) -> float:
    ranks = [rank[name] for name in near]
    return sum(ranks) / len(ranks) if ranks else alone
