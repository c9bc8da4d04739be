"""The route `gradient`: bounded trajectories of an analytic gradient flow converge.

A smooth gradient flow may spiral for ever towards a circle of equilibria. Łojasiewicz'
inequality |V - V(ȳ)|^θ ≤ C |∇V|, which every analytic V has near every point, forbids it: the
length of a trajectory is finite.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import sympy

from verify.effort import Effort
from verify.flows.certificates import Gradient
from verify.flows.convergence import Converges
from verify.flows.flow import Flow
from verify.flows.infinitesimal import Part, kept, shown, together
from verify.flows.lyapunov_rule import compact
from verify.flows.manifolds import Wall, walls
from verify.flows.rules import concluded, continuous, inside, with_numbers
from verify.flows.statements import Tends
from verify.logic import Eq, Gt
from verify.obligation import Obligation
from verify.symbolic.analytic import analytic
from verify.verdict import Evidence, Verdict

CHECK = "gradient"


def gradient_rule(obligation: Obligation, effort: Effort) -> Evidence:
    """Return `proved` when Łojasiewicz' theorem applies to the potential and metric offered.

    Shown at points: what V bounds is compact (see `lyapunov`); the flow keeps every premise
    about its state; where they hold, borders included, rates and metric g are defined and
    continuous, V is analytic, g is symmetric and positive definite, g x' = -∇V, and g has the
    period 2π in every angle. Where equations about the state are premises, such as that tokens
    lie on a sphere, they cut out an analytic manifold, and g x' + ∇V need only be orthogonal to
    it: then the flow is minus the gradient on the manifold. Anything less is `undecided`.
    Source: Łojasiewicz, Sur les trajectoires du gradient d'une fonction analytique (1984); with
    a metric, Absil and Kurdyka, On the stable equilibrium points of gradient systems (2006).
    """
    whole = with_numbers(obligation.spelled_out())
    says = whole.says
    assert isinstance(says, Converges)
    offered = says.certificate
    if not isinstance(offered, Gradient):
        because = "the claim offers no potential"
        return Evidence(CHECK, Verdict.UNDECIDED, because, obligation.part)
    rule = f"Łojasiewicz' theorem with V = {offered.height}"
    return concluded(CHECK, rule, _parts(whole, says, offered, effort), obligation)


def _parts(
    whole: Obligation, says: Converges, offered: Gradient, effort: Effort
) -> Iterator[Part]:
    flow, height, metric = says.flow, offered.height, offered.metric
    if flow.inputs:
        yield Part("the flow has no inputs", Verdict.UNDECIDED, f"{flow.inputs[0]} is one")
        return
    limit = replace(whole, says=Tends(says.condition, *flow.node(), height))
    yield compact(limit, flow, height, effort)
    yield _turning(flow, metric)
    yield from kept(whole, flow, effort)
    closed = inside(whole, flow)
    yield continuous(closed, (*flow.rates, *metric), [], effort)
    yield _analytic(closed, offered, effort)
    yield from _definite(closed, metric, effort)
    yield from _descent(whole, closed, flow, offered, effort)


def _descent(
    whole: Obligation, closed: Obligation, flow: Flow, offered: Gradient, effort: Effort
) -> Iterator[Part]:
    """Yield that g x' + ∇V vanishes, or is normal to what equations hold the state on."""
    rates, metric = sympy.Matrix(flow.rates), offered.metric
    slopes = [sympy.diff(offered.height, x) for x in flow.letters]
    rows = dict(zip(flow.letters, metric * rates, strict=True))
    down = dict(zip(flow.letters, slopes, strict=True))
    held = walls(whole, flow)
    for wall in held:
        yield from _along(wall, rows, down, closed, effort)
    on_walls = {x for wall in held for x in wall.letters}
    for letter in (x for x in flow.letters if x not in on_walls):
        slope = Eq(sympy.expand(rows[letter]), sympy.expand(-down[letter]))
        name = f"minus the slope of V in {letter} is what the metric makes of the rates"
        yield shown(name, replace(closed, says=slope), effort)


def _along(
    wall: Wall,
    rows: Mapping[sympy.Symbol, Any],
    down: Mapping[sympy.Symbol, Any],
    closed: Obligation,
    effort: Effort,
) -> Iterator[Part]:
    """Yield that a wall is smooth, and g x' + ∇V a multiple of its normal."""
    normal = wall.normal
    steep = Gt(sympy.Add(*(slope**2 for slope in normal.values())), 0)
    yield shown(f"{wall.gap} = 0 is a smooth surface", replace(closed, says=steep), effort)
    for x, z in itertools.combinations(wall.letters, 2):
        turned = (rows[x] + down[x]) * normal[z] - (rows[z] + down[z]) * normal[x]
        name = f"across {x} and {z} the slope of V is what the metric makes of the rates"
        if wall.divides(turned):
            yield Part(name, Verdict.PROVED, f"it is a multiple of {wall.gap}")
        else:
            yield shown(name, replace(closed, says=Eq(sympy.expand(turned), 0)), effort)


def _turning(flow: Flow, metric: sympy.Matrix) -> Part:
    name = "the metric has the period 2π in every angle"
    for angle in flow.angles:
        for entry in metric:
            if sympy.expand(entry.subs(angle, angle + 2 * sympy.pi) - entry) != 0:
                return Part(name, Verdict.UNDECIDED, f"{entry} is not seen to")
    return Part(name, Verdict.PROVED, "SymPy turns each angle once")


def _analytic(closed: Obligation, offered: Gradient, effort: Effort) -> Part:
    name = "V is analytic"
    needed = analytic(offered.height)
    if needed is None:
        because = f"{offered.height} is not made of functions known to be analytic"
        return Part(name, Verdict.UNDECIDED, because)
    if not needed:
        return Part(name, Verdict.PROVED, "it is made of analytic functions")
    return shown(name, replace(closed, says=together(needed)), effort)


def _definite(closed: Obligation, metric: sympy.Matrix, effort: Effort) -> Iterator[Part]:
    """Yield that the metric is symmetric, and positive definite by Sylvester's criterion."""
    size = metric.rows
    for i in range(size):
        for j in range(i):
            if metric[i, j] != metric[j, i]:
                alike = replace(closed, says=Eq(metric[i, j], metric[j, i]))
                yield shown("the metric is symmetric", alike, effort)
    for k in range(1, size + 1):
        minor = _minor(metric[:k, :k])
        yield shown(f"leading minor {k} of the metric", replace(closed, says=minor), effort)


def _minor(block: sympy.Matrix) -> sympy.logic.boolalg.Boolean:
    if block.is_diagonal():  # a product of positive numbers, each of which is easier to see
        return Gt(block[block.rows - 1, block.rows - 1], 0)
    return Gt(block.det(), 0)
