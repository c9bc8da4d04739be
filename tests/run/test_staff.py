"""Long claims are begun first, and answers do not depend on it."""

from types import SimpleNamespace
from typing import Any

from verify.effort import QUICK
from verify.run.staff import longest_first
from verify.run.workers import Assignment, Limits, work_on


def order(times: dict[str, float], size: int = 2) -> list[str]:
    found: Any = [SimpleNamespace(id=name) for name in "abcdef"]
    return ["abcdef"[place] for place in longest_first(found, times, size)]


def test_without_times_the_order_is_that_of_the_claims() -> None:
    assert order({}) == list("abcdef")


def test_long_claims_come_first_and_short_ones_stay_as_they_are() -> None:
    assert order({"a": 0.01, "c": 5, "e": 9, "f": 0.02}) == list("ecabdf")


def test_what_is_forgotten_or_gone_does_no_harm() -> None:
    assert order({"z": 100.0, "f": 1.0}) == list("fabcde")


def number(subject: int, effort: object, more: int) -> int:
    return subject + more


def test_any_order_gives_the_same_answers_in_the_same_places() -> None:
    told: list[int] = []
    for turn in ((), (2, 0, 1)):
        answers = work_on(
            [1, 2, 3],
            Assignment(
                number,
                QUICK,
                Limits(10, 1),
                done=lambda place, answer: told.append(place),
                more=[(10,), (20,), (30,)],
                order=turn,
            ),
            2,
        )
        assert [a.value for a in answers if a] == [11, 22, 33]
    assert told == [0, 1, 2, 0, 1, 2]
