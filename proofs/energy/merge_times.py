"""When clusters merge, enclosed: the flow meets the integral of the lifetime to 20 digits.

Two clusters from 120° to 60° need the integral of `metastable_lifetime`. Of three clusters on a
circle two merge at once, and the third one seventeen times later.
"""

import numpy as np
from sympy import Abs, Rational, atanh, cos, exp, sin

from proofs.energy.circle_runs import followed
from proofs.energy.metastable_lifetime import gamma, half, lifetime, speed, time_to_close
from proofs.energy.vocabulary import beta
from verify import (
    And,
    Claim,
    Control,
    Family,
    Flow,
    Gt,
    Lt,
    Source,
    certified,
    experiment,
    measured,
    observed,
    real,
    refuted,
)
from verify.flows.hitting import first_time

article = Source("metastable-states", "Where the Math Holds: Clustering and Metastability")
a, b = real("a b")
small = Rational(1, 10**6)
joined = Rational(99, 100)


def merge_time(cold: int):
    """Return the time at which the flow of the cosine from -1/2 reaches 1/2."""
    flow = Flow({gamma: speed.subs(beta, cold)})
    return first_time(gamma - half, flow, {gamma: -half}, 50_000)


def integral_is_the_time(cold: int) -> Claim:
    """State that the enclosed time of the flow is the integral, to 10⁻¹² of it."""
    time, told = merge_time(cold), lifetime(cold)
    return Claim(
        source=article,
        expects=certified,
        says=Lt(Abs(time - told), told / 10**12),
        controls=(
            Control("it takes twice as long", Lt(Abs(time - 2 * told), told / 10**12)),
            Control(
                "the 1 beside e^{β(1-γ)} is forgotten",
                Lt(Abs(time + atanh(half) - told), told / 10**12),
            ),
        ),
        uses=(time_to_close,),
    )


def three_clusters(cold):
    """Return the flow of the gaps a and b between three equal clusters on a circle."""

    def pull(angle):
        return exp(cold * (cos(angle) - 1))

    ab = a + b
    first = (pull(a) * sin(a) + pull(ab) * sin(ab)) / (1 + pull(a) + pull(ab))
    middle = (pull(b) * sin(b) - pull(a) * sin(a)) / (1 + pull(a) + pull(b))
    last = -(pull(b) * sin(b) + pull(ab) * sin(ab)) / (1 + pull(b) + pull(ab))
    return Flow({a: middle - first, b: last - middle})


def gap_closes(gap, before):
    """Return the time at which a gap of three clusters at β = 3 reaches the cosine 99/100."""
    start = {a: half, b: Rational(2)}
    return first_time(cos(gap) - joined, three_clusters(3), start, before)


TOKENS = 4


def clock_error(cold):
    """Return how far four tokens are off the integral, relative to it.

    They are followed to the time of the integral; the gap that the cosine then has to 1/2 is
    turned into time by its speed.
    """
    told = float(lifetime(cold).evalf(30))
    fast = float(speed.subs({beta: cold, gamma: half}).evalf(30))

    @experiment(f"the relative error of the integral for four tokens at beta = {cold}")
    def error(rng):
        start = np.repeat([0.0, 2 * np.pi / 3], TOKENS // 2)[None]
        last = followed(start, cold, [told], relative=1e-12, absolute=1e-13)[-1, 0]
        return (float(np.cos(last[0] - last[-1])) - 0.5) / fast / told

    return measured(error)


def tokens_keep_the_time(cold: int) -> Claim:
    """State that tokens of the attention flow reach 60° at the time of the integral."""
    error = clock_error(cold)
    return Claim(
        source=article,
        expects=observed,
        says=Lt(Abs(error), small),
        controls=(Control("they come late by a millionth", Gt(error, small)),),
        uses=(time_to_close,),
        remark="Two clusters of two equal tokens each, followed by an implicit method.",
    )


enclosed_times = Family(integral_is_the_time, ({"cold": 1}, {"cold": 4}, {"cold": 9}))
event_times = Family(tokens_keep_the_time, ({"cold": 4}, {"cold": 9}))

soon, late = gap_closes(a, 10), gap_closes(b, 80)

first_merger = Claim(
    source=article,
    expects=certified,
    says=Lt(Abs(soon - Rational(14010039, 10**7)), small),
    controls=(Control("it takes the time 2", Gt(soon, 2)),),
    remark="Clusters at the angles 0, 1/2 and 5/2, β = 3: the first two merge at time 1.40.",
)

all_at_once = Claim(
    source=article,
    reading="literal",
    expects=refuted,
    says=Lt(late, 10 * soon),
    controls=(Control("the gaps close together", Lt(late, 2 * soon)),),
    remark="'Tokens drift toward a consensus state', read as on one scale of time.",
)

two_scales = Claim(
    source=article,
    reading="repaired",
    repairs=all_at_once,
    expects=certified,
    says=And(Gt(late, 17 * soon), Lt(late, 18 * soon)),
    controls=(Control("the gap in length explains it", Lt(late, 4 * soon)),),
    uses=(first_merger,),
    remark="The second gap is four times as wide, and closes at time 24.49.",
)
