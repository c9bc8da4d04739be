from __future__ import annotations

import inspect

from tests.benchmarks.__main__ import benchmarks
from tests.benchmarks.measure import Row, compare


def test_a_row_is_met_when_the_ratio_is_within_the_target():
    assert Row("a", 2.0, 1.0, 3.0).ratio == 2
    assert Row("a", 2.0, 1.0, 3.0).line().endswith("met")
    assert Row("a", 4.0, 1.0, 3.0).line().endswith("MISSED")


def test_a_row_without_a_target_is_a_figure():
    assert Row("a", 4.0, 1.0).line().endswith("4.00")


def test_two_functions_are_timed_in_turns():
    turns: list[str] = []
    compare("turns", lambda: turns.append("ours"), lambda: turns.append("other"), 1, repeats=3)
    assert turns == ["ours", "other"] * 5


def test_a_median_ignores_one_slow_turn():
    clock = iter([0, 1, 0, 1] * 2 + [0, 2, 0, 1, 0, 99, 0, 1, 0, 2, 0, 1])
    row = compare("slow", lambda: None, lambda: None, 3, repeats=3, clock=lambda: next(clock))
    assert (row.ours, row.theirs) == (2, 1)


def test_every_benchmark_file_has_one_function_without_arguments():
    modules = list(benchmarks())
    assert modules
    for module in modules:
        assert not inspect.signature(module.benchmark).parameters
