"""Tokens of a circle form a few clusters by time 10, and those rest up to 10⁵ times as long.

V = Q = K = I. A cluster is what links of at most 1/10 radian join; on every plateau the count
is the same for thresholds five times as long and five times as short. Followed in floating
point, by an implicit method, from uniform tokens of a fixed seed.
"""

from functools import cache

import numpy as np
from sympy import Abs, Rational

from proofs.energy.circle_runs import followed
from proofs.energy.identity import climbs
from verify import (
    And,
    Claim,
    Control,
    Family,
    Gt,
    Lt,
    Source,
    experiment,
    measured,
    observed,
)
from verify.flows.clusters import arcs, clusters

article = Source("metastable-states", "Where the Math Holds: Clustering and Metastability")
energy_place = Source("metastable-states", "The Universal Failure of Monotone Energy")
THRESHOLD = 0.1
RUNS = 6


@cache
def plateau(tokens, beta, first, last):
    """Return the clusters at twenty times from first to last, for the start of seed 0."""
    start = np.random.default_rng(0).uniform(0, 2 * np.pi, tokens)[None]
    times = np.geomspace(first, last, 20)
    times[0], times[-1] = first, last
    return clusters(arcs(followed(start, float(beta), times)[:, 0]), THRESHOLD)


def counted(tokens, beta, first, last):
    """Return the number of clusters that is measured from one time to another."""

    @experiment(f"the number of clusters of {tokens} tokens at times {first} to {last}")
    def count(rng):
        return plateau(tokens, beta, first, last).count

    return measured(count)


def room(tokens, beta, first, last):
    """Return the factor by which the threshold may change, measured on a plateau."""

    @experiment(f"the room of the threshold for {tokens} tokens at times {first} to {last}")
    def margin(rng):
        return plateau(tokens, beta, first, last).margin

    return measured(margin)


def is_count(number, count):
    return Lt(Abs(number - count), Rational(1, 2))


def rests(tokens: int, beta: int, first: int, last: int, count: int) -> Claim:
    """State how many clusters there are from one time to another, at any near threshold."""
    number = counted(tokens, beta, first, last)
    factor = room(tokens, beta, first, last)
    return Claim(
        source=article,
        expects=observed,
        says=And(is_count(number, count), Gt(factor, 5)),
        controls=(
            Control("one more", is_count(number, count + 1)),
            Control("one less", is_count(number, count - 1)),
            Control("the threshold decides", Lt(factor, Rational(3, 2))),
        ),
    )


def staircase(*rows):
    names = ("tokens", "beta", "first", "last", "count")
    return Family(rests, tuple(dict(zip(names, row, strict=True)) for row in rows))


warm = staircase((32, 4, 8, 30, 3), (32, 4, 40, 130, 2))
cold = staircase((32, 9, 10, 4000, 3), (32, 9, 5000, 400_000, 2))
cold_and_many = staircase((64, 9, 8, 20, 4), (64, 9, 30, 5000, 3), (64, 9, 10**4, 10**7, 2))


@experiment("the room of the threshold at times 1/2 to 2, at beta = 9")
def early_room(rng):
    return float(plateau(64, 9, 0.5, 2).margin.max())


forming = Claim(
    source=article,
    expects=observed,
    says=Lt(measured(early_room), 2),
    controls=(Control("there are clusters already", Gt(measured(early_room), 5)),),
    remark="While clusters form, their number is an accident of the threshold.",
)


def staircases(rng):
    """Return the counts (times, runs) of fresh uniform starts, from time 8 to 10⁶."""
    return counts(tuple(rng.uniform(0, 2 * np.pi, RUNS * 32)))


@cache
def counts(angles):
    """Return the counts of `staircases` for these starts, followed once for both claims."""
    start = np.array(angles).reshape(RUNS, 32)
    return clusters(arcs(followed(start, 9.0, np.geomspace(8, 1e6, 40))), THRESHOLD).count


@experiment("the largest number of clusters at time 8, at beta = 9")
def most(rng):
    return staircases(rng)[0]


@experiment("the largest rise of the number of clusters from time 8 on, at beta = 9")
def rise(rng):
    return np.diff(staircases(rng), axis=0).max(axis=0)


few = Claim(
    source=article,
    expects=observed,
    says=And(Gt(measured(most), 1), Lt(measured(most), 8)),
    controls=(
        Control("there is a consensus", Lt(measured(most), 2)),
        Control("every token is alone", Gt(measured(most), 31)),
    ),
    remark="Six uniform starts of 32 tokens.",
)

clusters_only_merge = Claim(
    source=article,
    expects=observed,
    says=Lt(measured(rise), 1),
    controls=(Control("one of them splits", Gt(measured(rise), 0)),),
    remark="'Metastable plateaus before reorganizing': here they reorganize by merging.",
)


def falls(rng, value, runs, tokens):
    """Return at how many of 200 moments the energy fell, for each run."""
    start = rng.uniform(0, 2 * np.pi, (runs, tokens))
    theta = followed(start, 4.0, np.geomspace(1e-3, 100, 200), value)
    cosines = np.cos(theta[..., :, None] - theta[..., None, :])
    energy = np.exp(4 * (cosines - 1)).mean(axis=(-1, -2))
    return (np.diff(energy, axis=0) < -1e-9).sum(axis=0)


@experiment("the falls of the energy for V = I")
def identity_falls(rng):
    return falls(rng, None, RUNS, 32)


@experiment("the falls of the energy for V = diag(1, 3/10), in all runs together")
def stretched_falls(rng):
    return int(falls(rng, np.diag([1.0, 0.3]), 4 * RUNS, 16).sum())


never_falls = Claim(
    source=energy_place,
    expects=observed,
    says=Lt(measured(identity_falls), 1),
    controls=(Control("it falls at times", Gt(measured(identity_falls), 0)),),
    uses=(climbs,),
)

stretched_falls_somewhere = Claim(
    source=energy_place,
    expects=observed,
    says=Gt(measured(stretched_falls), 0),
    controls=(Control("it never falls", Lt(measured(stretched_falls), 1)),),
    remark="V is positive definite. It falls in some of 24 runs.",
)
