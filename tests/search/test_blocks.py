"""A hunt in blocks finds what one hunt finds, and lets no block outvote another."""

import dataclasses

import pytest
from sympy import And, cos, sign

from tests.search.test_points import FALSE, found
from verify.effort import QUICK, THOROUGH, Effort
from verify.logic import Ge, Gt, Le, Lt
from verify.notation import matrix, norm2, real, size
from verify.obligation import Obligation, Premise
from verify.pieces import Piece, put_in
from verify.search import blocks
from verify.search.blocks import hunts_of, united
from verify.search.corners import corners
from verify.search.hunt import Hunt
from verify.search.route import points
from verify.verdict import Truth, Verdict, Witness, Worst

LARGE = Effort(points=100, batch=20_000, descents=2, boundaries=0, bits=256)
x, y = real("x y")
TRUE = Obligation(Le(cos(x) * cos(y), 1))
NOTHING = Hunt(None, None, {}, frozenset(), 0)


def numbered(obligation, effort=LARGE):
    ((_, found),) = hunts_of(obligation, effort)
    return found


def only_the_last_tries():
    """Return a point that the last block tries, and no other, long to write."""
    hunts = [block.hunt() for block in numbered(TRUE)]
    mine = hunts[-1].tried_at.difference(*(hunt.tried_at for hunt in hunts[:-1]))
    return max(mine, key=lambda point: (sum(value.q for value in point), str(point)))


def test_how_many_blocks_there_are_follows_from_the_effort() -> None:
    assert len(numbered(TRUE)) == 4
    assert len(numbered(TRUE, QUICK)) == 1
    assert len(numbered(TRUE, THOROUGH)) == 4
    assert len(numbered(TRUE, THOROUGH.lighter(8))) == 1
    n = size("n")
    A = matrix("A", n, n)
    sized = hunts_of(Obligation(Ge(norm2(A), 0)), THOROUGH)
    assert [(label, len(found)) for label, found in sized] == [
        (f"n = {k}", 2) for k in (1, 2, 3)
    ]


def test_blocks_draw_apart_and_share_the_corners() -> None:
    hunts = [block.hunt() for block in numbered(TRUE)]
    assert all(len(hunt.tried_at) > 20 for hunt in hunts)
    together = united(hunts)
    assert len(together.tried_at) > 0.8 * sum(len(hunt.tried_at) for hunt in hunts)
    for hunt, corner in zip(hunts, corners((x, y)), strict=False):
        assert (corner[x], corner[y]) in hunt.tried_at


def test_blocks_are_the_same_in_any_order() -> None:
    assert [b.hunt() for b in numbered(TRUE)] == [b.hunt() for b in numbered(TRUE)[::-1]][::-1]


def test_a_block_that_was_done_before_is_not_done_again(monkeypatch) -> None:
    pieces = [Piece(b.key("mine"), b.hunt()) for b in numbered(TRUE)]
    whole = points(TRUE, LARGE)

    def never(*args):
        raise AssertionError("this block was done before")

    monkeypatch.setattr(blocks, "search", never)
    with put_in(pieces):
        assert points(TRUE, LARGE, "mine") == whole
        with pytest.raises(AssertionError):
            points(TRUE, LARGE, "another")


@pytest.mark.parametrize("name", FALSE)
def test_what_falls_in_one_block_falls_in_several(name: str) -> None:
    effort = Effort(points=100, batch=20_000, descents=8, bits=1024)
    assert found(*FALSE[name], effort=effort).verdict is Verdict.REFUTED


def test_what_only_the_last_block_meets_refutes() -> None:
    a, b = only_the_last_tries()
    false = Obligation(Gt(sign((x - a) ** 2 + (y - b) ** 2), 0))  # no slope leads there
    assert [block.hunt().witness is None for block in numbered(false)] == [True] * 3 + [False]
    answer = points(false, LARGE)
    assert answer.verdict is Verdict.REFUTED
    assert answer.witness is not None
    assert answer.witness.values == {"x": str(a), "y": str(b)}


def test_a_point_without_a_meaning_in_one_block_is_not_outvoted() -> None:
    a, b = only_the_last_tries()
    broken = Obligation(Gt(1 / ((x - a) ** 2 + (y - b) ** 2), 0))
    hunts = [block.hunt() for block in numbered(broken)]
    assert [bool(hunt.undefined) for hunt in hunts] == [False] * 3 + [True]
    answer = points(broken, LARGE)
    assert answer.verdict is Verdict.UNDECIDED
    assert f"no meaning at x = {a}, y = {b}" in answer.because


def test_floats_that_deny_in_one_block_deny_for_all(monkeypatch) -> None:
    one = blocks.search

    def denying(ground, effort, block, count):
        word = "x = 7 (margin -3)" if block == 2 else ""
        return dataclasses.replace(one(ground, effort, block, count), float_only=word)

    monkeypatch.setattr(blocks, "search", denying)
    answer = points(TRUE, LARGE)
    assert answer.verdict is Verdict.UNDECIDED
    assert "could not be replayed: x = 7 (margin -3)" in answer.because


def test_the_first_witness_counts_and_nothing_after_it_is_done(monkeypatch) -> None:
    asked = []

    def falling(ground, effort, block, count):
        asked.append(block)
        witness = Witness({"x": str(block)}) if block else None
        return dataclasses.replace(NOTHING, witness=witness)

    monkeypatch.setattr(blocks, "search", falling)
    answer = points(TRUE, LARGE)
    assert answer.witness is not None
    assert answer.witness.values == {"x": "1"}
    assert asked == [0, 1]


def test_a_point_that_two_blocks_tried_counts_once() -> None:
    first = Hunt(None, Worst("2", {"x": "1"}), {1: Truth.TRUE}, frozenset({1, 2}), 10)
    other = Hunt(None, Worst("-1"), {1: Truth.TRUE, 3: Truth.UNKNOWN}, frozenset({1, 3}), 5)
    both = united([first, other])
    assert (both.met, both.held, both.undecided) == (2, 1, 1)
    assert both.tried_at == {1, 2, 3}
    assert both.swept == 15
    assert both.worst == Worst("-1")


def test_blocks_that_met_nobody_pass_nothing() -> None:
    nobody = Obligation(Gt(x, 5), (Premise("it is both", And(Gt(x, 1), Lt(x, 1))),))
    answer = points(nobody, LARGE)
    assert answer.verdict is Verdict.UNDECIDED
    assert answer.because.startswith("nobody met the assumptions")


def test_a_statement_without_letters_is_tried_once() -> None:
    answer = points(Obligation(Gt(real("x") - real("x") + 2, 1)), LARGE)
    assert (answer.verdict, answer.tried) == (Verdict.SUPPORTED, 1)
