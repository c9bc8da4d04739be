import pytest

from verify.errors import SelectionError
from verify.files.selection import choose, expression, near_ids, starts

IDS = ["euler.three_fates.literal", "euler.three_fates.fixed", "memory.kernel.literal"]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("three", IDS[:2]),
        ("LITERAL", [IDS[0], IDS[2]]),
        ("three and not literal", [IDS[1]]),
        ("not (three or kernel)", []),
        ("not three or fixed", [IDS[1], IDS[2]]),
        ("not not three", IDS[:2]),
        ("three and (fixed or kernel)", [IDS[1]]),
        ("euler.three", IDS[:2]),
    ],
)
def test_an_expression_means_what_it_says(text: str, chosen: list[str]) -> None:
    test = expression(text)
    assert [name for name in IDS if test(name)] == chosen


@pytest.mark.parametrize(
    "text", ["", "and", "three and", "(three", "three)", "three fates", "not"]
)
def test_an_expression_that_does_not_parse_is_refused(text: str) -> None:
    with pytest.raises(SelectionError):
        expression(text)


def test_a_prefix_ends_at_a_dot() -> None:
    assert starts("euler.three_fates", IDS[0])
    assert starts(IDS[0], IDS[0])
    assert not starts("euler.three", IDS[0])


def test_words_join_and_each_must_mean_something() -> None:
    assert choose(["memory", "fixed"], IDS) == {IDS[1], IDS[2]}
    with pytest.raises(SelectionError, match=r"Near it: memory\.kernel\.literal"):
        choose(["three", "memory.kernl"], IDS)


def test_near_ids_come_from_any_part() -> None:
    assert near_ids("kernal", IDS)[0] == IDS[2]
    assert near_ids("qqqqqq", IDS) == []
