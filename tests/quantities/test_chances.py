"""Experiments that do not follow their seed are told from those that do."""

import random
import time

import numpy as np
import pytest

from verify import Lt, experiment, measured
from verify.effort import QUICK, THOROUGH
from verify.obligation import Obligation
from verify.quantities import refinement
from verify.quantities.chances import watched
from verify.quantities.rate import rate
from verify.verdict import Verdict

count = [0]


def honest(rng):
    return rng.standard_normal(3) + np.random.default_rng(5).random()


def unseeded(rng):
    return np.random.default_rng().random()


def of_numpy(rng):
    return np.random.random()  # noqa: NPY002


def of_python(rng):
    return random.random()


def counting(rng):
    count.append(0)
    return len(count)


def closed_over():
    calls = []

    def run(rng):
        calls.append(1)
        return len(calls)

    return run


def clock(rng):
    return time.perf_counter()


@pytest.mark.parametrize("run", [unseeded, of_numpy, of_python, counting, closed_over()])
def test_another_source_of_chance_is_seen_in_one_run(run):
    assert watched(run, np.random.default_rng(0))[1] is True


def test_a_seeded_run_is_not_doubted():
    value, doubtful = watched(honest, np.random.default_rng(0))
    assert doubtful is False
    assert np.array_equal(value, honest(np.random.default_rng(0)))


def test_the_entropy_of_numpy_is_asked_as_before_afterwards():
    known = np.random.bit_generator.randbits
    watched(unseeded, None)
    assert np.random.bit_generator.randbits is known


@pytest.mark.parametrize("run", [unseeded, of_numpy, of_python, counting, closed_over()])
@pytest.mark.parametrize("effort", [QUICK, THOROUGH])
def test_a_measurement_that_does_not_follow_its_seed_is_undecided(run, effort):
    what = experiment("what changes")(run)
    found = rate(Obligation(Lt(measured(what), 10**9)), effort)
    assert found.verdict is Verdict.UNDECIDED
    assert "the same seed gave different runs" in found.because


def test_a_clock_is_seen_by_the_second_run_of_the_whole_effort():
    what = experiment("the time")(clock)
    found = rate(Obligation(Lt(measured(what), 10**9)), THOROUGH)
    assert "the same seed gave different runs" in found.because


def test_a_quick_measurement_runs_once_and_a_thorough_one_twice(monkeypatch):
    runs, run = [], refinement._run
    monkeypatch.setattr(refinement, "_run", lambda *given: runs.append(0) or run(*given))
    for effort, times in ((QUICK, 1), (THOROUGH, 2)):
        runs.clear()
        what = experiment(f"three numbers, {times}")(honest)
        assert rate(Obligation(Lt(measured(what), 9)), effort).verdict is Verdict.OBSERVED
        assert len(runs) == times
