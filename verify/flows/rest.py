"""The route `rest`: a start that stays where it is, away from the target, never tends to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import sympy

from verify.arithmetic import FLOAT, compile_tape
from verify.effort import Effort
from verify.flows.flow import Flow
from verify.flows.statements import Tends, at_rest, targets
from verify.obligation import Obligation, Premise
from verify.pointwise import POINTWISE, attack
from verify.search.problem import names
from verify.search.trial import trial
from verify.verdict import Evidence, Verdict, Witness

CHECK = "rest"
_TURNS = (0, 6, 3, 9, 4, 8, 2, 10)  # twelfths of a turn
_NUMBERS = (0, 1, -1, sympy.Rational(1, 2), 2, sympy.Rational(-1, 2), -2)
_GRID = 20_000  # corners looked at in floats
_TRIED = 24  # corners tried exactly


def rest(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `refuted` with an exact point at rest that meets every premise and is no target.

    Letters in sines and cosines are tried at twelfths of a turn, others at small numbers; then
    the points where the rates vanish are searched. Finding none says nothing about
    trajectories that move: the answer is then `undecided`.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Tends)
    still = Premise("the start is at rest", at_rest(says.flow))
    where = replace(whole, says=says.condition, given=(*whole.given, still))
    witness = _at_a_corner(where, says, effort)
    if witness is not None:
        because = f"a start at rest away from the target: {witness}"
        return Evidence(
            CHECK, Verdict.REFUTED, because, obligation.part, witness=witness, tried=1
        )
    if not says.flow.angles:
        for item in attack(where, POINTWISE, effort.lighter(8)):
            if item.verdict is Verdict.REFUTED and item.witness is not None:
                because = f"a start at rest away from the target: {item.because}"
                return replace(item, check=CHECK, because=because, part=obligation.part)
    because = "no start at rest away from the target was found"
    return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)


def _at_a_corner(where: Obligation, says: Tends, effort: Effort) -> Witness | None:
    flow, gaps = says.flow, targets(says)
    letters = sorted({*flow.letters, *where.letters()}, key=lambda x: x.name)
    for point in itertools.islice(corners_at_rest(letters, flow, gaps), _TRIED):
        found = trial(where, point, effort.bits)
        if found.breaks:
            return Witness(names(point), found.how, found.gap)
    return None


def corners_at_rest(
    letters: Sequence[sympy.Symbol], flow: Flow, gaps: Sequence[Any]
) -> Iterator[Mapping[Any, Any]]:
    """Yield the corners off the target where floats see no motion, simplest first."""
    corners, played = corners_played(letters, [*flow.rates, *gaps])
    sizes = np.abs(played)
    speed = np.max(sizes[: len(flow.rates)], axis=0)
    off = np.max(sizes[len(flow.rates) :], axis=0)
    # a gap that has no value in floats may still be decided exactly
    order = sorted(
        np.flatnonzero((speed < 1e-12) & ~(off < 1e-9)), key=lambda k: height(corners[k])
    )
    for k in order:
        yield dict(zip(letters, corners[k], strict=True))


def corners_played(
    letters: Sequence[sympy.Symbol], expressions: Sequence[Any]
) -> tuple[list[tuple[Any, ...]], np.ndarray]:
    """Return exact corners, one value a letter, and each expression there in floating point.

    Letters in sines and cosines are at twelfths of a turn, others at small numbers.
    """
    turning = _turning(expressions)
    values = [_values(letter in turning, len(letters)) for letter in letters]
    corners = list(itertools.islice(itertools.product(*values), _GRID))
    floats = [[float(value) for value in row] for row in values]
    table = np.array(list(itertools.islice(itertools.product(*floats), _GRID)))
    columns = {letter: table[:, k] for k, letter in enumerate(letters)}
    with np.errstate(all="ignore"):
        played = compile_tape(list(expressions), letters).play(FLOAT, columns)
    return corners, np.array(np.broadcast_arrays(*played, columns[letters[0]])[:-1])


def _turning(expressions: Sequence[Any]) -> set[sympy.Symbol]:
    """Return the letters that stand in sines and cosines, declared as angles or not."""
    heads = (sympy.sin, sympy.cos, sympy.tan)
    waves = [wave for e in expressions for wave in sympy.sympify(e).atoms(*heads)]
    return set().union(*(wave.free_symbols for wave in waves))


def _values(turns: bool, count: int) -> list[Any]:
    most = max(3, int(_GRID ** (1 / count)))
    if turns:
        return [sympy.pi * sympy.Rational(k, 6) for k in _TURNS[:most]]
    return [sympy.Rational(number) for number in _NUMBERS[:most]]


def height(row: Sequence[Any]) -> int:
    """Return how much there is to read in a corner; zeros count nothing."""
    return sum(map(_written_length, row))


@lru_cache(maxsize=256)
def _written_length(value: Any) -> int:
    return 0 if value == 0 else len(str(value))
