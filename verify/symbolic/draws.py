"""Small exact points at small sizes, to break a false statement about vectors readably.

Premises that are linear in the coordinates, as symmetry, are solved; the others are filtered.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import sympy
from sympy import Expr, Integer, Rational
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from verify.arithmetic import decide_tree
from verify.effort import Effort
from verify.obligation import Obligation
from verify.symbolic.sized import at_sizes, sizes_of
from verify.verdict import Truth, Witness

Point = dict[sympy.Symbol, Expr]

_NUMBERS = (Integer(0), Integer(1), Integer(-1), Integer(2), Rational(1, 2))
_OFTEN = (0.3, 0.35, 0.2, 0.1, 0.05)
_DRAWS = 40  # at each choice of sizes
_SIZES = (1, 2)


def broken_by_a_draw(obligation: Obligation, effort: Effort) -> Witness | None:
    """Return a replayed witness among a few small draws at sizes 1 and 2, or None.

    None says nothing: the draws are few. Costs a few milliseconds a draw.
    """
    generator = np.random.default_rng(effort.seed)
    letters = sizes_of(obligation)
    for values in itertools.product(_SIZES, repeat=len(letters)):
        sizes = dict(zip(letters, values, strict=True))
        sized = at_sizes(obligation, sizes)
        for point in _points(sized, generator):
            witness = replayed(sized, point, sizes, effort)
            if witness is not None:
                return witness
    return None


def replayed(
    sized: Obligation, point: Point, sizes: Mapping[Any, int], effort: Effort
) -> Witness | None:
    """Return a point as a witness if every premise is true there and the statement false."""
    met = (decide_tree(premise.says, point, effort.bits).truth for premise in sized.given)
    if any(truth is not Truth.TRUE for truth in met):
        return None
    decision = decide_tree(sized.says, point, effort.bits)
    if decision.truth is not Truth.FALSE:
        return None
    shown = {letter.name: str(value) for letter, value in point.items()}
    size = ", ".join(f"{letter} = {value}" for letter, value in sizes.items())
    return Witness(shown, decision.how, decision.gap, None, size)


def _points(sized: Obligation, generator: np.random.Generator) -> Iterator[Point]:
    letters = sized.letters()
    solved = _solved(sized, letters)
    for _ in range(_DRAWS if solved is not None else 0):
        chosen = generator.choice(len(_NUMBERS), size=len(letters), p=_OFTEN)
        drawn = {s: _NUMBERS[int(k)] for s, k in zip(letters, chosen, strict=True)}
        yield {s: (solved or {}).get(s, s).xreplace(drawn) for s in letters}


def _solved(sized: Obligation, letters: list[sympy.Symbol]) -> dict[Any, Expr] | None:
    """Return letters in terms of others, from the linear premises; None if they contradict."""
    gaps = [gap for p in sized.given for gap in _linear(p.says, letters)]
    solutions = list(sympy.linsolve(gaps, letters)) if gaps else [tuple(letters)]
    return dict(zip(letters, solutions[0], strict=True)) if solutions else None


def _linear(tree: Boolean, letters: list[sympy.Symbol]) -> Iterator[Expr]:
    if isinstance(tree, sympy.And):
        for branch in tree.args:
            yield from _linear(branch, letters)
    elif isinstance(tree, Relational) and tree.rel_op == "==":
        gap = tree.lhs - tree.rhs
        poly = gap.as_poly(*letters)
        if gap != 0 and poly is not None and poly.total_degree() <= 1:
            yield gap
