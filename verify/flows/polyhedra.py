"""A polyhedron is kept by a smooth flow that points nowhere out of it.

Nagumo's theorem for linear inequalities: at a point of a polyhedron the tangent cone is where
the gaps that are zero do not fall. So their rates only have to be at least 0, corners included,
where a single border asks for a rate above 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sympy
from sympy.core.relational import Relational

from verify.effort import Effort
from verify.flows.flow import Flow
from verify.flows.infinitesimal import Part, closures, gap_of, shown, together, unmoved
from verify.logic import Eq, Ge, sign_of
from verify.obligation import Obligation, Premise
from verify.symbolic.analytic import analytic
from verify.verdict import Verdict


def polyhedron(
    left: Sequence[tuple[str, Relational]],
    multiples: Sequence[tuple[str, Relational]],
    whole: Obligation,
    flow: Flow,
    effort: Effort,
) -> list[Part]:
    """Return what shows that the flow keeps linear inequalities, `≤` and `≥` only.

    Nothing where a gap is not linear in the state, with coefficients that do not move, or a
    rate is not analytic. `multiples` are kept for another reason; the linear ones among them
    are faces as well. Shown at points of the polyhedron, of other premises only those about
    parameters and inputs being used: the rates are analytic, and each gap does not fall where
    it is 0. An analytic field is Lipschitz on bounded sets, so that the distance from the
    polyhedron stays 0 by Grönwall's lemma. Source: Blanchini and Miani, Set-Theoretic Methods
    in Control, Theorem 4.7 (Nagumo) and Section 4.2.
    """
    needed = [analytic(rate) for rate in flow.rates]
    if None in needed or not all(_is_linear(node, flow) for _, node in left):
        return []
    nodes = [*left, *(pair for pair in multiples if _is_linear(pair[1], flow))]
    state = set(flow.letters)
    fixed = [p for p in whole.given if not p.says.free_symbols & state]
    faces = tuple(Premise(name, node) for name, node in nodes)
    inside = replace(whole, given=closures((*fixed, *faces), None, unmoved(whole, flow)))
    conditions = [condition for some in needed for condition in some or ()]
    parts = []
    if conditions:
        smooth = replace(inside, says=together(conditions))
        parts.append(shown("the rates are analytic", smooth, effort))
    for name, node in nodes:
        if all(part.verdict >= Verdict.CERTIFIED for part in parts):
            parts.append(_face(name, node, inside, flow, effort))
    return parts


def _face(name: str, node: Relational, inside: Obligation, flow: Flow, effort: Effort) -> Part:
    """Return whether the gap of one face does not fall on it."""
    gap = gap_of(node)
    on_it = replace(inside, given=(*inside.given, Premise(f"the face {name!r}", Eq(gap, 0))))
    title = f"{name!r} is kept (no point of its face moves out)"
    return shown(title, replace(on_it, says=Ge(flow.rate(gap), 0)), effort)


def _is_linear(node: Relational, flow: Flow) -> bool:
    gap: Any = gap_of(node)
    moving = {*flow.letters, *flow.inputs}
    slopes = [sympy.diff(gap, x) for x in flow.letters]
    fixed = not any(sympy.expand(slope).free_symbols & moving for slope in slopes)
    return fixed and sign_of(node) in ("<=", ">=")
