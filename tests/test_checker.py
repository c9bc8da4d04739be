"""A claim is as good as its weakest line, and its guards."""

from sympy import Rational

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Gt,
    Lt,
    Source,
    Unchecked,
    at_least,
    check,
    equals,
    proved,
    real,
    refuted,
    undecided,
    vacuous,
)
from verify.effort import QUICK
from verify.verdict import Verdict

x, y = real("x y")
above = Control("squares exceed 1", Gt(x**2, 1))
positive = Assumption("x is positive", x > 0)


def test_a_chain_is_refuted_by_its_one_false_line():
    claim = Claim(
        start=(x + 1) ** 2,
        chain=(equals(x**2 + 2 * x + 1), at_least(2 * x + 2), at_least(2 * x + 1)),
        controls=(above,),
    )
    result = check(claim, QUICK)
    assert result.verdict is refuted
    lines = {e.part for e in result.evidence if e.verdict is refuted}
    assert lines == {"line 2"}


def test_a_chain_is_proved_when_every_line_is():
    claim = Claim(
        start=(x + 1) ** 2,
        chain=(equals(x**2 + 2 * x + 1), at_least(2 * x + 1)),
        controls=(above,),
    )
    result = check(claim, QUICK)
    assert result.verdict is proved
    assert {e.part for e in result.evidence} == {"line 1", "line 2"}


def test_a_family_is_as_good_as_its_weakest_member():
    def member(k):
        return Claim(says=Ge(x**2 + 4, 2 * k * x), controls=(above,))

    assert check(Family(member, ({"k": 1}, {"k": 2})), QUICK).verdict is proved
    result = check(Family(member, ({"k": 1}, {"k": 2}, {"k": 3})), QUICK)
    assert result.verdict is refuted
    assert result.because.startswith("k = 3: ")
    assert result.scope == "k = 3"


def test_the_scope_of_a_proved_family_lists_its_sizes_and_no_more():
    def member(k):
        return Claim(says=Ge(x ** (2 * k), 0), controls=(above,))

    assert check(Family(member, ({"k": 1}, {"k": 4})), QUICK).scope == "k = 1; k = 4"


def test_a_control_of_a_family_must_fall_at_one_member_at_least():
    def member(k):
        grows = Control("more is needed", Gt(x**2 + k, k - 1 if k == 1 else k))
        return Claim(says=Ge(x**2 + k, k), controls=(grows,))

    assert check(Family(member, ({"k": 1}, {"k": 2})), QUICK).verdict is proved
    assert check(Family(member, ({"k": 1},)), QUICK).verdict is undecided


def test_a_standing_control_is_named():
    claim = Claim(says=Ge(x**2, 0), controls=(Control("they exceed -1", Gt(x**2, -1)),))
    result = check(claim, QUICK)
    assert result.verdict is undecided
    assert "the control 'they exceed -1' stands: it is proved" in result.because


def test_contradictory_assumptions_are_vacuous_whatever_is_claimed():
    negative = Assumption("x is negative", x < 0)
    for says in (Gt(x, 5), Lt(x, -5), Eq(x, y)):
        claim = Claim(says=says, given=(positive, negative), controls=(above,))
        assert check(claim, QUICK).verdict is vacuous


def test_an_unchecked_sentence_is_undecided_and_not_attempted():
    sentence = Unchecked(Source("essay", "Mercury"), "It is convinced.", "No such quantity.")
    result = check(sentence, QUICK)
    assert (result.verdict, result.attempted) == (undecided, False)


def test_every_verdict_of_a_true_claim_carries_its_worst_point():
    result = check(Claim(says=Ge(x**2, Rational(-1, 2)), controls=(above,)), QUICK)
    assert result.verdict is proved
    assert float(result.worst.margin) == 0.5
    assert result.worst.point == {"x": "0"}


def test_the_same_seed_gives_the_same_result():
    claim = Claim(says=Gt(x**4 - x + y**2, -1), controls=(above,))
    first, second = check(claim, QUICK), check(claim, QUICK)
    assert [(e.check, e.verdict, e.because) for e in first.evidence] == [
        (e.check, e.verdict, e.because) for e in second.evidence
    ]


def test_a_better_verdict_meets_a_positive_expectation_and_no_other():
    result = check(Claim(says=Ge(x**2, 0), controls=(above,)), QUICK)
    assert [v for v in Verdict if result.meets(v)] == list(Verdict)[3:]
