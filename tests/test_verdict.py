"""Verdicts combine by one rule: a refutation outweighs all, a part is as good as its best."""

import itertools

import pytest

from verify.verdict import Evidence, Truth, Verdict, Witness, judge


def said(verdict, part="", guard=False):
    return Evidence("some check", verdict, f"because it is {verdict}", part, guard=guard)


def test_the_order_of_verdicts_is_their_meaning():
    words = ["refuted", "vacuous", "undecided", "observed", "supported", "certified", "proved"]
    assert [str(verdict) for verdict in sorted(Verdict)] == words


def test_a_word_that_is_no_verdict_is_answered_with_the_list():
    with pytest.raises(ValueError, match=r"'true' is no verdict. Write one of: refuted"):
        Verdict.named("true")


def test_no_evidence_is_undecided():
    assert judge([]).verdict is Verdict.UNDECIDED


def test_the_strongest_evidence_of_a_part_counts():
    for first, second in itertools.product(list(Verdict)[2:], repeat=2):
        assert judge([said(first), said(second)]).verdict is max(first, second)


def test_the_weakest_part_counts():
    proved, seen = said(Verdict.PROVED, "line 1"), said(Verdict.SUPPORTED, "line 2")
    assert judge([proved, seen], ("line 1", "line 2")).verdict is Verdict.SUPPORTED
    assert judge([proved], ("line 1", "line 2")).verdict is Verdict.UNDECIDED


def test_one_refutation_outweighs_every_proof():
    witness = Witness({"x": "1"})
    refuted = Evidence("points", Verdict.REFUTED, "x = 1", "line 2", witness=witness)
    answer = judge([said(Verdict.PROVED), refuted], ("line 1", "line 2"))
    assert answer.verdict is Verdict.REFUTED
    assert answer.witness is witness


def test_a_guard_caps_and_never_raises():
    for verdict, guard in itertools.product(list(Verdict)[2:], repeat=2):
        answer = judge([said(verdict), said(guard, guard=True)])
        assert answer.verdict is min(verdict, guard)


def test_a_guard_does_not_hide_a_refutation():
    answer = judge([said(Verdict.REFUTED), said(Verdict.UNDECIDED, guard=True)])
    assert answer.verdict is Verdict.REFUTED


def test_unknown_is_its_own_denial():
    assert [~truth for truth in Truth] == [Truth.TRUE, Truth.UNKNOWN, Truth.FALSE]
    assert Truth.of(None) is Truth.UNKNOWN


def test_the_witness_that_is_shortest_to_read_is_shown():
    long = Evidence("dimension-free", Verdict.REFUTED, "", witness=Witness({"x": "(1, 0, 0)"}))
    short = Evidence("points", Verdict.REFUTED, "", witness=Witness({"x": "(1)"}))
    none = Evidence("smt", Verdict.REFUTED, "")
    assert judge([none, long, short]).witness is short.witness
