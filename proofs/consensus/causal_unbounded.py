"""Theorem 5.1 needs P bounded: for P(t) = 4(1 + t)I two causal tokens at 90° stay apart.

With c = ⟨y₁, y₂⟩ on the circle ċ = α(1 - c²), α = 1/(√2(1 + e^(4(1+t)(1-c)))). Where c ≤ ½ this
is at most e^(-2(1+t))/√2, whose integral over all time is e⁻²/(2√2) < ½: c never gets to ½.
"""

from sympy import Rational, exp, sqrt

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Le,
    Lt,
    Source,
    at_most,
    below,
    certified,
    equals,
    real,
)
from verify.symbolic.slopes import derivative_in

c, t = real("c t")
place = Source("consensus-is-all-you-get", "Theorem 5.1")
half = Rational(1, 2)

score = 4 * (1 + t)
weight = exp(score * c) / (sqrt(2) * (exp(score * c) + exp(score)))
speed = weight * (1 - c**2)
barrier = (exp(-2) - exp(-2 * (1 + t))) / (2 * sqrt(2))

later = Assumption("time is not negative", Ge(t, 0))
apart = Assumption("the tokens are at least 60° apart", Le(c, half))
on_sphere = Assumption("c is a cosine", Ge(c, -1))

weight_fades = Claim(
    source=place,
    given=(later, apart),
    needs=(apart,),
    start=weight,
    chain=(
        equals(1 / (sqrt(2) * (1 + exp(score * (1 - c))))),
        below(exp(-score * (1 - c)) / sqrt(2), "the 1 is left out"),
        at_most(exp(-2 * (1 + t)) / sqrt(2), "1 - c is at least ½"),
    ),
    controls=(Control("the weight stays above a bound", Ge(weight, Rational(1, 100))),),
    remark="The constant c₁ of Lemma 4.1 is 0 here: nothing holds the weights up.",
)

slow = Claim(
    source=place,
    given=(later, apart, on_sphere),
    says=Le(speed, derivative_in(barrier, t)),
    controls=(Control("it is half as slow", Le(2 * speed, derivative_in(barrier, t))),),
    uses=(weight_fades,),
    remark="c starts at 0 = barrier(0) and rises more slowly than the barrier.",
)

barrier_is_low = Claim(
    source=place,
    expects=certified,
    start=barrier,
    chain=(
        below(exp(-2) / (2 * sqrt(2)), "the second term is left out"),
        below(Rational(1, 20)),
    ),
    controls=(Control("it is below 1/25", Lt(barrier, Rational(1, 25))),),
    remark="So c < 1/20 for all time: the tokens stay almost orthogonal.",
)

barrier_starts_at_zero = Claim(
    source=place,
    start=barrier.subs(t, 0),
    chain=(equals(0),),
    controls=(
        Control("it starts at its limit", Eq(barrier.subs(t, 0), exp(-2) / (2 * sqrt(2)))),
    ),
)
