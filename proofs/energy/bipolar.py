"""Below β_c = artanh(μ/λ) two tokens of an open hemisphere merge; above it they part.

The values are V = diag(λ, μ), Q = K = I, tokens on a circle. Enclosed well below and well above
β_c, and followed in floating point at 9/10 and 11/10 of it, from one start.
"""

import numpy as np
from sympy import Rational, atanh, cos, exp, sin

from proofs.energy.circle_runs import followed
from proofs.energy.two_clusters import stable_iff
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

place = Source("metastable-states", "The Value Matrix as the Driver of Collapse")
a, b = real("a b")
far, near = Rational(-99, 100), Rational(99, 100)
START = {a: Rational(2, 5), b: Rational(12, 5)}
LONG = 3000.0  # near the transition the slow rate is a tenth of μ
ANGLES = (0.2, 2.9)  # both above the horizon


def pulled(x, y, mu):
    """Return ⟨τ, V(cos y, sin y)⟩ for the tangent τ at the angle x, V = diag(1, μ)."""
    return mu * cos(x) * sin(y) - sin(x) * cos(y)


def two_tokens(beta, mu):
    """Return the flow of the angles of two tokens with V = diag(1, μ)."""
    share = 1 / (1 + exp(beta * (1 - cos(a - b))))
    return Flow(
        {
            a: (1 - share) * pulled(a, a, mu) + share * pulled(a, b, mu),
            b: (1 - share) * pulled(b, b, mu) + share * pulled(b, a, mu),
        }
    )


def meeting(beta, cosine):
    """Return the first time at which the cosine of two tokens is this, for μ = 3/10."""
    flow = two_tokens(beta, Rational(3, 10))
    return first_time(cos(a - b) - cosine, flow, START, 40)


def ending(rate, mu, share):
    """Return the measured cosine of two tokens at time 3000, at β = share · β_c."""

    @experiment(f"the last cosine for V = diag({rate}, {mu}) at {share} of the critical beta")
    def cosine(rng):
        beta = float(share) * np.arctanh(float(mu / rate))
        values = np.diag([float(rate), float(mu)])
        last = followed(np.array([ANGLES]), beta, [LONG], values, absolute=1e-12)[-1, 0]
        return float(np.cos(last[0] - last[1]))

    return measured(cosine)


merge_when_warm = Claim(
    source=place,
    expects=certified,
    says=Lt(meeting(Rational(1, 5), near), 7),
    controls=(Control("they merge in the time 6", Lt(meeting(Rational(1, 5), near), 6)),),
    remark=(
        "V = diag(1, 3/10), β = 1/5, tokens at the angles 2/5 and 12/5: they reach the cosine "
        "99/100. The critical β is artanh(3/10) = 0.3095."
    ),
)

never_part = Claim(
    source=Source("metastable-states", "The Empirical Test of Idealized Attention"),
    reading="literal",
    expects=refuted,
    says=Gt(meeting(Rational(3, 5), far), 40),
    controls=(Control("they do not part by time 39", Gt(meeting(Rational(3, 5), far), 39)),),
    remark="'Tokens drift toward a consensus state.' With this V at β = 3/5 they part.",
)

part_when_cold = Claim(
    source=place,
    reading="repaired",
    repairs=never_part,
    expects=certified,
    says=Lt(meeting(Rational(3, 5), far), 13),
    controls=(Control("they part in the time 12", Lt(meeting(Rational(3, 5), far), 12)),),
    uses=(stable_iff,),
    remark="The tokens that merge at β = 1/5 reach the cosine -99/100.",
)

critical = Claim(
    source=place,
    expects=certified,
    says=And(
        Gt(atanh(Rational(3, 10)), Rational(1, 5)), Lt(atanh(Rational(3, 10)), Rational(3, 5))
    ),
    controls=(Control("β = 3/10 is cold", Lt(atanh(Rational(3, 10)), Rational(3, 10))),),
    uses=(stable_iff,),
    remark="The critical β of λ = 1 and μ = 3/10 lies between the two.",
)


def transition_at(rate: int, mu: Rational) -> Claim:
    """State what two tokens do a tenth below and a tenth above the critical β."""

    merged = ending(rate, mu, Rational(9, 10))
    parted = ending(rate, mu, Rational(11, 10))
    close = 1 - Rational(1, 10**6)
    return Claim(
        source=place,
        expects=observed,
        says=And(Gt(merged, close), Lt(parted, -close)),
        controls=(
            Control("they merge on either side", Gt(parted, close)),
            Control("they part on either side", Lt(merged, -close)),
        ),
        uses=(stable_iff,),
        remark="Tokens at the angles 1/5 and 29/10, in an open half plane.",
    )


transition = Family(
    transition_at,
    sizes=(
        {"rate": 1, "mu": Rational(3, 10)},
        {"rate": 1, "mu": Rational(7, 10)},
        {"rate": 2, "mu": Rational(1)},
    ),
)
