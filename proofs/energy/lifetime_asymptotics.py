"""The lifetime from γ = -½ to ½ is e^{3β/2}/(3β/2) times 1 - 4/(3β) + O(1/β²).

Laplace's method at the start: the integrand is largest there. In general the lifetime is about
e^{β(1-γ₀)}/(2β(1 - γ₀²)), so its logarithm grows by 1 - γ₀ for each unit of β.
"""

from sympy import Abs, Rational, exp, log

from proofs.energy.metastable_lifetime import gamma, lifetime, slowness, time_to_close
from proofs.energy.vocabulary import beta
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Le,
    Lt,
    Source,
    at_least,
    at_most,
    certified,
    observed,
    order,
    real,
    refuted,
)

article = Source("metastable-states", "Where the Math Holds: Clustering and Metastability")
tau = real("tau")
half, third = Rational(1, 2), Rational(1, 3)

middle = Assumption("the clusters are between 60° and 120°", Le(gamma**2, Rational(1, 4)))
growth = 1 + exp(beta * (1 - gamma))


def off(value, told):
    """Return |value - told|; SymPy would find its sign by digits when the file is read."""
    return Abs(value - told, evaluate=False)


def ratio(cold):
    """Return the lifetime over its first asymptotic term e^{3β/2}/(3β/2)."""
    return lifetime(cold) * 3 * cold / 2 * exp(-3 * cold / 2)


from_above = Claim(
    source=article,
    given=(middle,),
    needs=(middle,),
    start=slowness,
    chain=(at_most(2 * growth / 3, "1 - γ² ≥ 3/4"),),
    controls=(Control("half of it", Le(slowness, growth / 3)),),
    uses=(time_to_close,),
)

from_below = Claim(
    source=article,
    given=(Assumption("the clusters are apart", Lt(gamma**2, 1)),),
    start=slowness,
    chain=(at_least(growth / 2, "1 - γ² ≤ 1"),),
    controls=(Control("twice as much", Ge(slowness, growth)),),
    uses=(time_to_close,),
    remark="So the time is of the size of e^{β(1-γ₀)}/β: its rate in β is 1 - γ₀ exactly.",
)


def near_the_asymptote(cold: int) -> Claim:
    """State how far the lifetime is off two terms of its expansion."""
    gap = off(ratio(Rational(cold)) + 4 * third / cold, 1)
    return Claim(
        source=article,
        expects=certified,
        says=Lt(gap, Rational(8, cold**2)),
        controls=(
            Control(
                "one term is as good",
                Lt(off(ratio(Rational(cold)), 1), Rational(1, 10 * cold)),
            ),
            Control(
                "the factor 1 - γ₀² is forgotten",
                Lt(off(4 * third * ratio(Rational(cold)), 1), Rational(8, cold**2)),
            ),
        ),
        uses=(time_to_close,),
    )


asymptote = Family(
    near_the_asymptote,
    tuple({"cold": cold} for cold in (4, 9, 16, 32, 64, 256)),
)

first_order = Claim(
    source=article,
    expects=observed,
    says=Eq(order(ratio(1 / tau) - 1, tau), 1),
    controls=(Control("it is better", Eq(order(ratio(1 / tau) - 1, tau), 2)),),
    uses=(time_to_close,),
    remark="τ = 1/β.",
)

second_order = Claim(
    source=article,
    expects=observed,
    says=Eq(order(ratio(1 / tau) - 1 + 4 * tau / 3, tau), 2),
    controls=(
        Control("the second term is wrong", Eq(order(ratio(1 / tau) - 1 + tau, tau), 2)),
    ),
    uses=(time_to_close,),
)

STEPS = ((4, 9, "1.350"), (9, 16, "1.423"), (16, 32, "1.459"), (32, 64, "1.479"))


def slope(begin, end):
    """Return by how much the logarithm of the lifetime grows in a unit of β."""
    return log(lifetime(end) / lifetime(begin)) / (end - begin)


settled = Claim(
    source=article,
    reading="literal",
    expects=refuted,
    says=Ge(slope(4, 9), Rational(149, 100)),
    controls=(Control("it is above the limit", Ge(slope(4, 9), Rational(3, 2))),),
    remark="The exponent 1 - γ₀ = 3/2, read as a fit to β = 4 and 9: it gives 1.350.",
)


def slope_at(begin: int, end: int, digits: str) -> Claim:
    """State the growth between two values of β to three digits: it tends to 3/2 from below."""
    value, told = slope(begin, end), Rational(digits)
    return Claim(
        source=article,
        reading="repaired",
        repairs=settled,
        expects=certified,
        says=And(Lt(off(value, told), Rational(1, 1000)), Lt(value, Rational(3, 2))),
        controls=(Control("it is 1", Lt(off(value, 1), Rational(1, 1000))),),
        uses=(time_to_close,),
    )


slopes = Family(
    slope_at,
    tuple(dict(zip(("begin", "end", "digits"), row, strict=True)) for row in STEPS),
)
