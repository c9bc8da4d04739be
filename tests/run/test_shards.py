"""Draws that were split among workers show what one worker's draws show."""

import dataclasses

import pytest

from tests.run.test_workers import BRIEF
from verify import Claim, Control, Eq, Gt, chance, event, mean, observable, real
from verify.claim import Family, Source, Unchecked
from verify.effort import QUICK, Effort
from verify.quantities import listed, sampling, uniform
from verify.run.shards import drawn, shares, with_samples
from verify.run.workers import Answer, Assignment, work_on

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
    pieces = [drawn(SPLIT, EFFORT, index, count) for index in range(count)]
    blocks = [(one.key, one.block) for piece in pieces for one in piece]
    assert len(blocks) == len(set(blocks)) == 10


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_number_of_shards_changes_nothing(count: int) -> None:
    samples = [one for index in range(count) for one in drawn(SPLIT, EFFORT, index, count)]
    assert with_samples(SPLIT, EFFORT, estimate, samples, 0.0) == estimate(SPLIT, EFFORT)


def test_samples_stand_for_the_draws_and_spare_them(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = drawn(SPLIT, EFFORT, 0, 1)
    calls: list[int] = []
    draw = type(uniform(1)).draw
    monkeypatch.setattr(
        type(uniform(1)),
        "draw",
        lambda law, rng, count: calls.append(count) or draw(law, rng, count),
    )
    with_samples(SPLIT, EFFORT, estimate, samples, 0.0)
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
    assert with_samples(SPLIT, EFFORT, estimate, *found[1]) == estimate(SPLIT, EFFORT)


def test_ctrl_c_among_shards_is_the_end_of_the_run() -> None:
    assert (
        shares(SUBJECTS, EFFORT, 2, lambda places, work, more: [None for _ in places]) is None
    )


def test_families_are_split_and_listed_laws_are_not() -> None:
    family = Family(lambda n: SPLIT, ({"n": 2}, {"n": 3}))
    assert len(drawn(family, EFFORT, 0, 1)) == 10
    coin = chance(
        event("heads")(lambda u: u > 0), listed("coin", "a coin", {0: "1/2", 1: "1/2"})
    )
    exact = Claim(says=Gt(coin, 0), controls=(Control("always", Eq(coin, 1)),))
    assert drawn(exact, EFFORT, 0, 1) == ()
