"""Matrices drawn from the ensembles that assumptions name.

A random matrix is seldom Hurwitz and never orthogonal. An assumption that names an ensemble is
met by its draws, and the other letters are drawn as always. Draws propose points and prove
nothing: each is replayed against every assumption.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy

from verify.obligation import Premise
from verify.search.charts import Chart
from verify.search.corners import Block, Point, blocks_of, shape_of

Array = npt.NDArray[np.float64]
Dice = np.random.Generator
MOST_EXACT = 24  # an exact draw costs a hundred times a float one


@dataclass(frozen=True)
class Source:
    """An ensemble, and the letters of the matrices that it draws together."""

    ensemble: Any
    blocks: tuple[Block, ...]
    n: int

    def exact(self, seed: int) -> Point:
        """Return one exact draw, a value for each letter."""
        drawn = self.ensemble.exact(self.n, seed)
        matrices = drawn if isinstance(drawn, tuple) else (drawn,)
        pairs = zip(self.blocks, matrices, strict=True)
        return {
            letter: entry
            for block, matrix in pairs
            for letter, entry in zip(block, matrix, strict=True)
        }

    def floats(self, count: int, seed: int) -> dict[sympy.Symbol, Array]:
        """Return `count` float draws, a column for each letter."""
        rows = self.ensemble.draw(count, self.n, seed).reshape(count, -1)
        letters = [letter for block in self.blocks for letter in block]
        return {letter: rows[:, k] for k, letter in enumerate(letters)}


def sources(premises: Iterable[Premise], chart: Chart) -> tuple[Source, ...]:
    """Return the ensembles that can be drawn from on a chart.

    An ensemble belongs to the square matrices that its premise is about. It is passed over when
    their number or size is not one it draws, or when an equation has fixed all their entries.
    """
    found = (_source(premise) for premise in premises if premise.draws is not None)
    free = set(chart.letters)
    return tuple(
        source
        for source in found
        if source is not None and any(free.intersection(block) for block in source.blocks)
    )


def exact_draws(
    chart: Chart, premises: Sequence[Premise], others: Sequence[Point], dice: Dice
) -> Iterator[Point]:
    """Yield exact points of a chart, the matrices drawn, the rest as in the points given."""
    for source in sources(premises, chart):
        for point in others[:MOST_EXACT]:
            drawn = source.exact(_seed(dice))
            yield {letter: drawn.get(letter, value) for letter, value in point.items()}


def with_float_draws(
    points: Array, chart: Chart, premises: Sequence[Premise], dice: Dice
) -> Array:
    """Return the points with a share of the matrices replaced by the draws of each ensemble."""
    found = sources(premises, chart)
    if not found:
        return points
    result = points.copy()
    for place, source in enumerate(found):
        rows = np.flatnonzero(np.arange(len(points)) % (len(found) + 1) == place)
        columns = source.floats(max(len(rows), 1), _seed(dice))
        for k, letter in enumerate(chart.letters):
            if letter in columns:
                result[rows, k] = columns[letter][: len(rows)]
    return result


def _seed(dice: Dice) -> int:
    return int(dice.integers(2**31))


def _source(premise: Premise) -> Source | None:
    blocks = [block for block in blocks_of(_by_name(premise)) if _side(block) is not None]
    sides = {_side(block) for block in blocks}
    if len(sides) != 1:
        return None
    n = sides.pop() or 0
    if not premise.draws.admits(n):
        return None
    members = premise.draws.draw(1, n, 0)[0].size // (n * n)
    return Source(premise.draws, tuple(blocks), n) if members == len(blocks) else None


def _by_name(premise: Premise) -> list[sympy.Symbol]:
    return sorted(premise.says.free_symbols, key=str)


def _side(block: Block) -> int | None:
    """Return the number of rows of a square matrix block, `None` for another block."""
    shape = shape_of(block)
    return shape[0] if shape is not None and shape[0] == shape[1] else None
