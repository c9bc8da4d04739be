"""A claim whose check is split among workers gets the result that one worker gives."""

import dataclasses

import pytest
from sympy import cos, sin

from tests.run.test_workers import BRIEF
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Gt,
    Le,
    Lt,
    almost_all_tend,
    at_most,
    below,
    chance,
    converges,
    event,
    mean,
    observable,
    observed,
    real,
    tends,
)
from verify.claim import Family, Source, Unchecked
from verify.discover import discover
from verify.effort import QUICK, Effort
from verify.flows.trajectories import End, trajectories
from verify.pieces import Piece, put_in
from verify.quantities import listed, sampling, uniform
from verify.result import Result
from verify.run.session import check_subject, run
from verify.run.shards import done, shares, with_parts
from verify.run.staff import long_ones
from verify.run.workers import Answer, Assignment, work_on
from verify.verdict import Evidence, Verdict

EFFORT = dataclasses.replace(QUICK, draws=200_000)
x = real("x")


@event("the number is above a quarter")
def above(u):
    return u[:, 0] > 0.25


@observable("the number")
def number(u):
    return u[:, 0]


CHANCE = chance(above, uniform(1))
MEAN = mean(number, uniform(1))
SPLIT = Claim(says=Gt(CHANCE, MEAN), controls=(Control("always", Eq(CHANCE, 1)),))
OTHER = Claim(says=Gt(x**2 + 1, 0), controls=(Control("positive", Gt(x, 0)),))


def forget() -> None:
    sampling.tally.cache_clear()
    sampling.values_of.cache_clear()


def estimate(subject: Claim, effort: Effort) -> object:
    forget()
    return [
        sampling.estimated(asked, effort.draws, effort.seed, sampling.Fraction(1, 10**9))
        for asked in (CHANCE, MEAN)
    ]


@pytest.mark.parametrize("count", [1, 2, 3, 7, 10])
def test_shards_draw_every_block_once(count: int) -> None:
    pieces = [done(SPLIT, EFFORT, index, count) for index in range(count)]
    blocks = [(one.key, one.block) for piece in pieces for one in piece]
    assert len(blocks) == len(set(blocks)) == 10


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_number_of_shards_changes_nothing(count: int) -> None:
    samples = [one for index in range(count) for one in done(SPLIT, EFFORT, index, count)]
    assert with_parts(SPLIT, EFFORT, estimate, samples, 0.0) == estimate(SPLIT, EFFORT)


def test_samples_stand_for_the_draws_and_spare_them(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = done(SPLIT, EFFORT, 0, 1)
    calls: list[int] = []
    draw = type(uniform(1)).draw
    monkeypatch.setattr(
        type(uniform(1)),
        "draw",
        lambda law, rng, count: calls.append(count) or draw(law, rng, count),
    )
    with_parts(SPLIT, EFFORT, estimate, samples, 0.0)
    assert max(calls) < 100  # the trial of the law only


def hands(places, work, more):
    asked = Assignment(work, EFFORT, BRIEF_ENOUGH, more=more)
    return work_on([SUBJECTS[p] for p in places], asked, 2)


BRIEF_ENOUGH = dataclasses.replace(BRIEF, seconds=30.0)
SUBJECTS = (OTHER, SPLIT, Unchecked(Source("none", ""), "It is nice.", "no quantity in it"))


def test_only_what_draws_is_split() -> None:
    found = shares(SUBJECTS, EFFORT, 4, hands)
    assert found is not None
    assert set(found) == {1}
    assert len(found[1][0]) == 10
    assert found[1][1] >= 0


def test_one_shard_and_one_block_are_not_sent_around() -> None:
    asked: list[object] = []

    def never(*args: object) -> list[Answer | None]:
        asked.append(args)
        return []

    assert shares(SUBJECTS, EFFORT, 1, never) == {}
    assert shares((OTHER,), EFFORT, 4, never) == {}
    assert not asked


def test_a_shard_that_failed_leaves_its_draws_to_the_check() -> None:
    def one_fails(places, work, more):
        answers = hands(places, work, more)
        return [Answer(failure="the worker died"), *answers[1:]]

    found = shares(SUBJECTS, EFFORT, 2, one_fails)
    assert found is not None
    assert len(found[1][0]) == 5
    assert with_parts(SPLIT, EFFORT, estimate, *found[1]) == estimate(SPLIT, EFFORT)


def test_ctrl_c_among_shards_is_the_end_of_the_run() -> None:
    assert (
        shares(SUBJECTS, EFFORT, 2, lambda places, work, more: [None for _ in places]) is None
    )


def test_families_are_split_and_listed_laws_are_not() -> None:
    family = Family(lambda n: SPLIT, ({"n": 2}, {"n": 3}))
    assert len(done(family, EFFORT, 0, 1)) == 10
    coin = chance(
        event("heads")(lambda u: u > 0), listed("coin", "a coin", {0: "1/2", 1: "1/2"})
    )
    exact = Claim(says=Gt(coin, 0), controls=(Control("always", Eq(coin, 1)),))
    assert done(exact, EFFORT, 0, 1) == ()


z, c = real("z c")
MEMBERS = Family(
    lambda k: Claim(
        says=Le(z * c, k * (z**2 + c**2)),
        given=(Assumption("z is positive", Gt(z, 0)), Assumption("c is large", Gt(c, 2))),
        controls=(Control("half", Lt(2 * k * c, z)), Control("c is smaller", Lt(c, z))),
    ),
    ({"k": 1}, {"k": 2}),
)
NEEDY = Claim(
    start=2 * z * c,
    chain=(at_most(z**2 + c**2), below(2 * z**2 + c**2, "z is not 0")),
    given=(Assumption("z is positive", Gt(z, 0)), Assumption("c is positive", Gt(c, 0))),
    needs=(Assumption("z is positive", Gt(z, 0)),),
    controls=(Control("they are equal", Eq(z, c)),),
)
SETTLES = Claim(
    says=tends(Eq(z, 0), Flow({z: -c * z}), lyapunov=z**2),
    given=(Assumption("c is positive", Gt(c, 0)),),
    needs=(Assumption("c is positive", Gt(c, 0)),),
    controls=(Control("it tends to 1", tends(Eq(z, 1), Flow({z: -c * z}))),),
)
MOSTLY = Claim(
    says=almost_all_tend(Eq(sin(z), 0), Flow({z: -sin(z)}, angles=(z,)), lyapunov=-cos(z)),
    controls=(Control("it tends to 1", tends(Eq(z, 1), Flow({z: -sin(z)}, angles=(z,)))),),
)
RESTS = Claim(
    says=converges(Flow({z: -z})),
    expects=observed,
    controls=(Control("it grows and rests", converges(Flow({z: 1 + 0 * z}))),),
)
SPLITTABLE = {
    "family": MEMBERS,
    "chain": NEEDY,
    "limit": SETTLES,
    "almost": MOSTLY,
    "rests": RESTS,
}


def without_times(result: Result) -> Result:
    evidence = tuple(dataclasses.replace(e, seconds=0.0) for e in result.evidence)
    return dataclasses.replace(result, seconds=0.0, evidence=evidence)


@pytest.mark.parametrize("name", SPLITTABLE)
def test_pieces_in_any_number_of_shards_change_nothing(name: str) -> None:
    subject = SPLITTABLE[name]
    whole = without_times(check_subject(subject, QUICK))
    for count in (2, 5):
        parts = [p for k in range(count) for p in done(subject, QUICK, k, count, long=True)]
        assert len({p.key for p in parts}) == len(parts) > 1
        again = with_parts(subject, QUICK, check_subject, parts[::-1], 0.0)
        assert without_times(again) == whole


def test_pieces_stand_for_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = done(NEEDY, QUICK, 0, 1, long=True)

    def never(*args: object) -> object:
        raise AssertionError("this piece was done before")

    monkeypatch.setattr("verify.checker.opened", never)
    monkeypatch.setattr("verify.guards.control_of", never)
    monkeypatch.setattr("verify.guards.ablate", never)
    assert with_parts(NEEDY, QUICK, check_subject, parts, 0.0).verdict is Verdict.PROVED
    with pytest.raises(AssertionError):
        with_parts(NEEDY, QUICK, check_subject, parts[1:], 0.0)


def test_a_piece_that_lies_is_believed_and_one_of_another_claim_is_not() -> None:
    bad = Piece(("statement", "", "line 1"), (Evidence("x", Verdict.UNDECIDED, "no"),))
    stray = Piece(("statement", "n = 9", "line 1"), bad.value)
    assert with_parts(NEEDY, QUICK, check_subject, [bad], 0.0).verdict is Verdict.UNDECIDED
    assert with_parts(NEEDY, QUICK, check_subject, [stray], 0.0).verdict is Verdict.PROVED


def test_trajectories_are_followed_by_the_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = done(SETTLES, QUICK, 0, 1, long=True)
    followed = [p for p in parts if p.key[0] == "trajectory"]
    assert len(followed) == 6
    obligation = SETTLES.obligations()[0]
    monkeypatch.setattr("verify.flows.trajectories.follow", lambda *args: End(9.0, 1.0))
    assert trajectories(obligation, QUICK).verdict is Verdict.UNDECIDED
    with put_in(followed):
        assert trajectories(obligation, QUICK).verdict is Verdict.OBSERVED


def test_a_short_claim_among_many_is_not_split() -> None:
    found = discover(["euler.three_fates"]).found
    names = [item.id for item in found]
    assert long_ones(found, {}, 2) == set()
    assert long_ones(found, {names[0]: 9.0, names[1]: 1.0}, 2) == {0}
    assert long_ones(found[:1], {}, 2) == {0}
    assert long_ones(found[:1], {}, 1) == set()


@pytest.mark.parametrize("shards", [1, 2, 5])
def test_a_run_is_the_same_with_any_number_of_shards(shards: int) -> None:
    found = discover(["euler.three_fates.exclusive"])
    one = run(found, QUICK, jobs=2, shards=shards).outcomes[0].result
    assert without_times(one) == without_times(check_subject(found.found[0].subject, QUICK))
