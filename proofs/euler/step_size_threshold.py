"""A mode with Re λ < 0 is stable iff h < -2 Re λ / |λ|²; one with Re λ ≥ 0 is stable for no h.

The essay says that h "must be tiny enough relative to the system's dynamics". A step that is
tiny against |λ| may still be too long, and a step of the order of 1/|λ| may be short enough.
"""

from sympy import Abs, Rational, re

from verify import (
    Assumption,
    Claim,
    Control,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Source,
    complex_number,
    real,
    refuted,
)

h = real("h")
lam = complex_number("lambda")
place = Source("curse-of-euler", "The Three Fates of Memory")

forward = Assumption("the step goes forward", Gt(h, 0))
decaying = Assumption("the mode decays", Lt(re(lam), 0))
lasting = Assumption("the mode does not decay", Ge(re(lam), 0))
tiny = Assumption("the step is at most a tenth of 1/|λ|", Le(h * Abs(lam), Rational(1, 10)))
stable = Assumption("the step is stable", Lt(Abs(1 + h * lam), 1))

tiny_is_enough = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(forward, decaying, tiny),
    says=Lt(Abs(1 + h * lam), 1),
    controls=(
        Control("a tiny step forgets half", Lt(Abs(1 + h * lam), Rational(1, 2))),
        Control("a tiny step changes nothing", Ge(Abs(1 + h * lam), 1)),
    ),
    remark="A mode that turns fast and decays slowly wants h < -2 Re λ/|λ|², far below 1/|λ|.",
)

threshold = Claim(
    source=place,
    reading="repaired",
    repairs=tiny_is_enough,
    given=(forward, decaying),
    needs=(forward,),
    says=Iff(Lt(Abs(1 + h * lam), 1), Lt(h, -2 * re(lam) / Abs(lam) ** 2)),
    controls=(
        Control(
            "the threshold is 2/|λ|",
            Iff(Lt(Abs(1 + h * lam), 1), Lt(h, 2 / Abs(lam))),
        ),
        Control(
            "the threshold is itself stable",
            Iff(Lt(Abs(1 + h * lam), 1), Le(h, -2 * re(lam) / Abs(lam) ** 2)),
        ),
    ),
    remark="Several modes are stable together below the smallest of their thresholds.",
)

no_step_helps = Claim(
    source=place,
    given=(forward, lasting),
    needs=(forward, lasting),
    says=Ge(Abs(1 + h * lam), 1),
    controls=(Control("it even grows", Gt(Abs(1 + h * lam), 1)),),
)

tiny_is_necessary = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(forward, stable),
    says=Le(h * Abs(lam), Rational(1, 10)),
    controls=(Control("a stable step is shorter than the time scale", Lt(h * Abs(lam), 1)),),
    remark="The fixed step h = 1 is stable for every λ in the disc of radius 1 about -1.",
)

necessary = Claim(
    source=place,
    reading="repaired",
    repairs=tiny_is_necessary,
    given=(forward, stable),
    needs=(stable,),
    says=Lt(h * Abs(lam), 2),
    controls=(Control("a stable step is shorter than the time scale", Lt(h * Abs(lam), 1)),),
)
