"""The route `escape`: an exact start from which the state certainly keeps off the target.

A quantity that is 0 at the target is larger at the start, and the flow keeps it so: where it is
just as large, it does not fall. So a trajectory that runs away, or circles for ever, is seen to
have no limit, although no enclosure follows it for ever.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import sympy
from sympy.core.relational import Relational

from verify.arithmetic import FLOAT, compile_tape, decide_tree
from verify.effort import Effort
from verify.errors import UnsupportedFunction
from verify.flows.convergence import Converges
from verify.flows.flow import Flow
from verify.flows.infinitesimal import kept
from verify.flows.later import path_of
from verify.flows.room import with_room
from verify.flows.statements import AlmostAllTend, Tends, targets, ties_an_input
from verify.flows.trajectories import follow
from verify.logic import Ge, Gt, Le, Lt, by_name, rebuild
from verify.obligation import Obligation, Premise
from verify.search.problem import names
from verify.search.starts import Start, starts
from verify.symbolic.cancelled import lost_by
from verify.symbolic.continuity import meaning
from verify.verdict import Evidence, Truth, Verdict, Witness

Array = npt.NDArray[np.float64]
CHECK = "escape"
HOW = "a region that is kept"
_STARTS = 6
_CERTIFICATES = 2  # starts that a proof is tried for
_LONGEST = 150  # operations of the rate of a polynomial, thrice those of another function
_FINE = 64  # the denominator of bounds close to the start


def escape(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `refuted` with an exact admissible start that certainly keeps off the target.

    Regions that are tried: one gap of the target, or the sum of all squared gaps, is no smaller
    than a number below what it is at the start. Of convergence the rates are the gaps. What
    keeps off in one start does so in all starts near it. Finding none says nothing.
    """
    whole = obligation.spelled_out()
    says = whole.says
    assert isinstance(says, Tends | Converges)
    because = "no start was found that certainly keeps off the target"
    letters = sorted({*says.flow.letters, *whole.letters()}, key=by_name)
    inner = _open_premises(whole)
    found = [] if inner is None else starts(letters, inner, _STARTS, effort)
    followed = sorted(found, key=lambda start: len(str(names(dict(start)))))
    watched = says.speeds_vanish() if isinstance(says, Converges) else says
    suspects = (start for start in followed if not follow(watched, start).arrived)
    for start in itertools.islice(suspects, _CERTIFICATES):
        region = keeps_off(whole, start, effort.lighter(4))
        if region is not None:
            witness = Witness(names(dict(start)), HOW)
            because = f"the trajectory from {witness} stays where {region}"
            return Evidence(
                CHECK, Verdict.REFUTED, because, obligation.part, witness=witness, tried=1
            )
    return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)


def keeps_off(whole: Obligation, start: Start, effort: Effort) -> Relational | None:
    """Return a region that the flow keeps, around an exact start and off the target, or `None`.

    That the start meets the premises is not asked here, but of almost every start that those
    near it do.
    """
    says = whole.says
    inner = _open_premises(whole)
    if inner is None:
        return None
    truths = (decide_tree(premise.says, start, effort.bits).truth for premise in inner)
    if isinstance(says, AlmostAllTend) and not all(truth is Truth.TRUE for truth in truths):
        return None
    values = {x: v for x, v in start.items() if x not in says.flow.letters}
    try:
        flow = says.flow.at(values)
    except UnsupportedFunction:  # no rates there, or not throughout
        return None
    if any(lost_by(gap, values) for gap in _gaps(says)):
        return None
    gaps = [gap.xreplace(values) for gap in _gaps(says)]
    for region, inside in _regions(says, flow, gaps, start):
        if decide_tree(inside, start, effort.bits).truth is not Truth.TRUE:
            continue
        if any(_is_kept(around, flow, effort) for around in _around(whole, values, region)):
            return region
    return None


def _open_premises(whole: Obligation) -> tuple[Premise, ...] | None:
    """Return the premises on starts; of almost every start, those that hold with room."""
    says = whole.says
    assert isinstance(says, Tends | Converges)
    if any(ties_an_input(premise.says, says.flow) for premise in whole.given):
        return None
    return with_room(whole, says.flow) if isinstance(says, AlmostAllTend) else whole.given


def _gaps(says: Tends | Converges) -> list[Any]:
    return list(says.flow.rates) if isinstance(says, Converges) else targets(says)


def _regions(
    says: Tends | Converges, flow: Flow, gaps: list[Any], start: Start
) -> Iterator[tuple[Relational, Relational]]:
    """Yield regions off the target, and that a start is inside.

    All rates together may keep off 0 while the state converges to where they have no value.
    """
    tried = [gap for gap in gaps if gap.free_symbols]
    if len(gaps) > 1 and (isinstance(says, Tends) or meaning(*flow.rates) == []):
        tried.append(sympy.Add(*(gap**2 for gap in gaps)))
    tried = [gap for gap in tried if _is_short(flow.rate(gap), flow)]
    for gap, seen in zip(tried, _seen(flow, tried, start), strict=True):
        for bound in _bounds(seen):
            if bound > 0:
                yield Ge(gap, bound), Gt(gap, bound)
            else:
                yield Le(gap, bound), Lt(gap, bound)


def _is_short(rate: Any, flow: Flow) -> bool:
    """Tell whether provers may be asked of a rate: long ones take them seconds, for nothing."""
    plain = rate.is_polynomial(*flow.letters)
    return bool(sympy.count_ops(rate) <= (_LONGEST if plain else _LONGEST // 3))


def _seen(flow: Flow, gaps: list[Any], start: Start) -> list[Array]:
    """Return the values that floats see each gap take on the way from a start."""
    state = np.array([float(start[x]) for x in flow.letters])
    _, path = path_of(flow, state)
    columns = dict(zip(flow.letters, path.T, strict=True))
    with np.errstate(all="ignore"):
        played = compile_tape(gaps, flow.letters).play(FLOAT, columns)
    return [np.broadcast_to(np.asarray(values, dtype=float), (len(path),)) for values in played]


def _bounds(seen: Array) -> Iterator[sympy.Rational]:
    """Yield simple numbers between 0 and a gap at the start, past which floats see it stay."""
    sizes = seen * np.sign(seen[0])
    if not (np.isfinite(seen).all() and np.min(sizes) > 0):
        return
    power = sympy.Integer(2) ** (math.ceil(math.log2(sizes[0])) - 1)
    near = sympy.Rational(math.ceil(sizes[0] * _FINE) - 1, _FINE)
    for bound in dict.fromkeys((power, near)):
        if 0 < bound <= np.min(sizes):
            yield bound * int(np.sign(seen[0]))


def _around(whole: Obligation, values: Start, region: Relational) -> Iterator[Obligation]:
    """Yield the region as the only premise, and within those about the state."""
    off = Premise("it keeps off the target", region)
    flow = whole.says.flow
    yield replace(whole, given=(off,))
    state = tuple(
        replace(p, says=rebuild(p.says, lambda side: sympy.sympify(side).xreplace(values)))
        for p in whole.given
        if p.says.free_symbols & set(flow.letters)
    )
    if state:
        yield replace(whole, given=(*state, off))


def _is_kept(around: Obligation, flow: Flow, effort: Effort) -> bool:
    return all(part.verdict >= Verdict.CERTIFIED for part in kept(around, flow, effort))
