"""A polyhedron is kept where no face is left, and only by a field that is smooth there."""

from sympy import Rational, exp

from verify import Flow, Ge, Gt, Le, Verdict, always, real
from verify.effort import QUICK
from verify.flows.infinitesimal import infinitesimal
from verify.flows.polyhedra import polyhedron
from verify.obligation import Obligation, Premise

x, y, top, k, u = real("x y M k u")


def faces(flow, *nodes, given=()):
    premises = tuple(Premise(f"face {n}", node) for n, node in enumerate((*nodes, *given)))
    named = [(p.name, node) for p, node in zip(premises, nodes, strict=False)]
    whole = Obligation(always(nodes[0], flow), premises)
    return polyhedron(named, (), whole, flow, QUICK), whole


def kept(flow, *nodes, given=()):
    parts, _ = faces(flow, *nodes, given=given)
    return bool(parts) and all(part.verdict >= Verdict.CERTIFIED for part in parts)


def test_a_corner_that_two_faces_share_is_no_hole():
    meeting = Flow({x: y - x, y: x - y})
    assert kept(meeting, Le(x, 1), Le(y, 1))
    whole = Obligation(
        always(Le(x, 1), meeting), (Premise("x", Le(x, 1)), Premise("y", Le(y, 1)))
    )
    assert infinitesimal(whole, QUICK).verdict is Verdict.PROVED


def test_a_face_that_is_left_at_one_end_is_seen():
    assert not kept(Flow({x: y, y: -y}), Le(x, 1), Le(y, 1))


def test_a_face_may_move_with_the_state():
    assert kept(Flow({x: -x, top: -top}), Le(x, top), Ge(x, -top))
    assert not kept(Flow({x: -x, top: -2 * top}), Le(x, top), Ge(x, -top))


def test_a_root_is_not_smooth_at_zero():
    leaking = Flow({x: y ** Rational(1, 3), y: x ** Rational(1, 3)})
    assert not kept(leaking, Ge(x, 0), Ge(y, 0))
    assert kept(Flow({x: y * exp(x), y: x}), Ge(x, 0), Ge(y, 0))


def test_a_gap_that_is_a_multiple_of_itself_is_a_face_as_well():
    # |x| ≤ M needs M ≥ k, which the flow keeps as a multiple
    flow = Flow({x: k - 2 * x, top: k - top, k: 0 * k})
    bounds = (Le(x, top), Ge(x, -top), Ge(top, k), Ge(k, 0))
    whole = Obligation(always(bounds[0], flow), tuple(Premise(str(b), b) for b in bounds))
    assert infinitesimal(whole, QUICK).verdict is Verdict.PROVED


def test_strict_or_curved_borders_are_left_to_others():
    still = Flow({x: 0 * x, y: 0 * y})
    assert faces(still, Gt(x, 0), Ge(y, 0))[0] == []
    assert faces(still, Ge(x * y, 1), Ge(y, 0))[0] == []
    assert faces(Flow({x: u, y: y}, inputs=(u,)), Ge(u * x, 0), Ge(y, 0))[0] == []


def test_a_strict_premise_about_an_input_is_weak_at_a_face():
    flow = Flow({x: -k * x, y: u - y}, inputs=(u,))
    assert kept(flow, Ge(x, 0), Ge(y, 0), given=(Gt(u, 0), Gt(k, 0)))
    assert not kept(flow, Ge(x, 0), Ge(y, 0), given=(Gt(u, -1), Gt(k, 0)))
