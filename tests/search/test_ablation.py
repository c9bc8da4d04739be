from dataclasses import replace

import pytest
from sympy import Rational, asin, sqrt

from verify.effort import Effort
from verify.logic import Ge, Gt, Le, Lt
from verify.notation import real
from verify.obligation import Obligation, Premise
from verify.search.ablation import ablate, minimal_sets
from verify.search.replay import replay
from verify.search.route import points
from verify.verdict import Evidence, Verdict

LIGHT = Effort(points=45, batch=2_000, descents=4, bits=512)
h, lam, x = real("h lambda x")
forward = Premise("the step goes forward", Gt(h, 0))
decaying = Premise("the mode decays", Lt(lam, 0))
short = Premise("the step is short", Gt(h * lam, -2))
idle = Premise("x is at least one", Ge(x, 1))
SHRINKING = Obligation(Lt((1 + h * lam) ** 2, 1), (forward, decaying, short))


def search_only(obligation, effort):
    return (points(obligation, effort),)


def believer(obligation, effort):
    """A prover that proves whatever the search does not refute."""
    evidence = points(obligation, effort)
    proved = replace(evidence, verdict=Verdict.PROVED, because="believed")
    return (evidence if evidence.verdict is Verdict.REFUTED else proved,)


def test_needed_assumptions_have_a_witness():
    rows = {row.assumption: row for row in ablate([SHRINKING], LIGHT, search_only)}
    for premise in (decaying, short):
        row = rows[premise.name]
        assert row.result == "needed"
        assert row.witness is not None
        assert row.evidence is Verdict.REFUTED


def test_the_witness_of_an_ablation_fails_the_dropped_assumption_and_meets_the_others():
    (row,) = ablate([SHRINKING], LIGHT, search_only, only={short.name})
    assert "-" in row.witness.values["lambda"]
    kept = Obligation(Gt(h * lam, -2), (forward, decaying))
    assert replay(kept, row.witness.values).breaks is True


def test_an_idle_assumption_is_not_needed_when_the_rest_is_proved():
    claim = Obligation(Gt(h + 1, 1), (forward, idle))
    rows = {row.assumption: row for row in ablate([claim], LIGHT, believer)}
    assert rows[idle.name].result == "not needed"
    assert rows[idle.name].evidence is Verdict.PROVED
    assert rows[forward.name].result == "needed"


def test_points_alone_never_read_like_a_proof_that_an_assumption_is_idle():
    claim = Obligation(Gt(h + 1, 1), (forward, idle))
    (row,) = ablate([claim], LIGHT, search_only, only={idle.name})
    assert row.result == "not needed (supported)"
    assert row.evidence is Verdict.SUPPORTED
    assert "45 exact" in row.because


@pytest.mark.parametrize(
    ("verdict", "answer"),
    [
        (Verdict.VACUOUS, "undecided"),
        (Verdict.UNDECIDED, "undecided"),
        (Verdict.OBSERVED, "not needed (observed)"),
        (Verdict.SUPPORTED, "not needed (supported)"),
        (Verdict.CERTIFIED, "not needed"),
        (Verdict.PROVED, "not needed"),
    ],
)
def test_only_what_is_shown_reads_not_needed_and_nothing_more(verdict, answer):
    def of_this_strength(obligation, effort):
        return (Evidence("rule", verdict, "by rule"),)

    claim = Obligation(Gt(h + 1, 1), (forward, idle))
    (row,) = ablate([claim], LIGHT, of_this_strength, only={idle.name})
    assert row.result == answer
    assert row.evidence is verdict


def test_an_assumption_that_follows_from_the_others_is_not_needed():
    larger = Premise("x is at least two", Ge(x, 2))
    claim = Obligation(Gt(x, Rational(3, 2)), (larger, idle))
    rows = {row.assumption: row for row in ablate([claim], LIGHT, search_only)}
    assert rows[idle.name].result == "not needed"
    assert rows[idle.name].because == "the other assumptions imply it"
    assert rows[larger.name].result == "needed"


def test_what_was_not_watched_where_the_assumption_fails_is_undecided():
    def watcher(obligation, effort):
        outside = any(premise.name.startswith("not: ") for premise in obligation.given)
        seen = Verdict.UNDECIDED if outside else Verdict.OBSERVED
        return (Evidence("rule", seen, "nobody there" if outside else "watched"),)

    claim = Obligation(Gt(h + 1, 1), (forward, idle))
    (row,) = ablate([claim], LIGHT, watcher, only={idle.name})
    assert row.result == "undecided"
    assert "nobody there" in row.because


def test_what_is_only_observed_without_an_assumption_is_no_smaller_set():
    def observed_without(obligation, effort):
        whole = idle in obligation.given
        return (Evidence("rule", Verdict.PROVED if whole else Verdict.OBSERVED, "by rule"),)

    claim = Obligation(Gt(h + 1, 1), (forward, idle))
    assert minimal_sets([claim], LIGHT, observed_without) == ((idle.name,),)


def test_a_prover_that_gives_up_leaves_it_undecided():
    def silent(obligation, effort):
        return (Evidence("none", Verdict.UNDECIDED, "gave up"),)

    assert {row.result for row in ablate([SHRINKING], LIGHT, silent)} == {"undecided"}


def test_every_link_of_a_chain_counts():
    fine = Obligation(Gt(h + 1, 1), (forward, idle), part="line 1")
    needs_x = Obligation(Gt(x, 0), (forward, idle), part="line 2")
    (row,) = ablate([fine, needs_x], LIGHT, believer, only={idle.name})
    assert row.result == "needed"


def test_every_part_is_glanced_at_before_the_first_is_looked_at_in_earnest():
    def never(obligation, effort):
        raise AssertionError("the glance at the second part was enough")

    fine = Obligation(Gt(h + 1, 1), (forward, idle), part="line 1")
    needs_x = Obligation(Gt(x, 0), (forward, idle), part="line 2")
    (row,) = ablate([fine, needs_x], LIGHT, never, only={idle.name}, glance=search_only)
    assert row.result == "needed"
    assert row.witness is not None


def test_a_glance_that_sees_nothing_decides_nothing():
    def blind(obligation, effort):
        return (Evidence("none", Verdict.PROVED, "looked away"),)

    fine = Obligation(Gt(h + 1, 1), (forward, idle), part="line 1")
    needs_x = Obligation(Gt(x, 0), (forward, idle), part="line 2")
    (row,) = ablate([fine, needs_x], LIGHT, believer, only={idle.name}, glance=blind)
    assert row.result == "needed"


def test_the_minimal_sets_leave_idle_assumptions_out():
    claim = Obligation(Gt(h + 1, 1), (forward, idle))
    assert minimal_sets([claim], LIGHT, believer) == ((forward.name,),)


def test_two_ways_to_prove_are_two_minimal_sets():
    left, right = Premise("left", Ge(x, 2)), Premise("right", Ge(x, 3))
    claim = Obligation(Gt(x, 1), (left, right))
    assert set(minimal_sets([claim], LIGHT, believer)) == {("left",), ("right",)}


def test_a_false_claim_has_no_sufficient_set():
    claim = Obligation(Le(h, 1), (forward,))
    assert minimal_sets([claim], LIGHT, believer) == ()


def test_needed_assumptions_are_in_every_minimal_set():
    found = minimal_sets([SHRINKING], LIGHT, believer, needed=(decaying.name, short.name))
    assert all(decaying.name in kept and short.name in kept for kept in found)
    assert found


def test_many_assumptions_are_dropped_greedily():
    def by_forward(obligation, effort):
        proved = forward in obligation.given
        return (Evidence("rule", Verdict.PROVED if proved else Verdict.UNDECIDED, "by rule"),)

    many = tuple(Premise(f"idle {k}", Ge(x, k)) for k in range(7))
    claim = Obligation(Gt(h + 1, 1), (forward, *many))
    assert minimal_sets([claim], LIGHT, by_forward) == ((forward.name,),)


@pytest.mark.parametrize("side", [sqrt(x), asin(x) + asin(-x) + x**2 * sqrt(x)])
def test_an_assumption_that_has_no_value_somewhere_is_not_implied(side):
    own = Premise("it has a value", Ge(side, 0))
    claim = Obligation(Ge(x, 0), (own,))
    (row,) = ablate([claim], LIGHT, search_only)
    assert row.result == "needed"
    assert "-" in row.witness.values["x"]
