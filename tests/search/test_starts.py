"""Starts meet every premise exactly, also where draws seldom do."""

from verify.arithmetic import decide_tree
from verify.effort import QUICK
from verify.logic import And, Ge, Gt, Le, Lt
from verify.notation import real
from verify.obligation import Premise
from verify.search.starts import starts
from verify.verdict import Truth

a, b, c, x, y = letters = real("a b c x y")
narrow = (
    Premise("c is positive", Gt(c, 0)),
    Premise("a and b lie between c and 1", And(Ge(a, c), Ge(b, c), Le(a, 1), Le(b, 1))),
    Premise("x and y are near", Le((x - y) ** 2, 1)),
)


def meets(start, given):
    return all(decide_tree(p.says, start, 256).truth is Truth.TRUE for p in given)


def test_starts_are_found_where_draws_seldom_meet_the_premises():
    found = starts(letters, narrow, 6, QUICK)
    assert len(found) == 6
    assert all(meets(start, narrow) for start in found)
    assert any(start[x] != start[y] for start in found)


def test_generic_starts_that_were_moved_are_generic():
    found = starts(letters, narrow, 6, QUICK, generic=True)
    assert found
    assert all(meets(start, narrow) for start in found)
    assert all(len({0, *start.values()}) == len(start) + 1 for start in found)


def test_no_start_meets_premises_that_contradict_each_other():
    given = (*narrow, Premise("x and y are far", Gt((x - y) ** 2, 2)))
    assert starts(letters, given, 6, QUICK) == []


def test_starts_are_the_same_on_every_run():
    open_strip = (Premise("x is just above y", And(Gt(x, y), Lt(100 * (x - y), 1))),)
    assert starts((x, y), open_strip, 5, QUICK) == starts((x, y), open_strip, 5, QUICK) != []
