"""Three tokens at 120° on the circle: at rest for P = βI, in rotation for a skew P.

With angles θᵢ and P = βI, θ̇ᵢ = Σⱼ αᵢⱼ sin(θⱼ - θᵢ). The triangle is stable iff β < -2/3. For
P = ((0, 1), (-1, 0)) it turns for ever at the rate √(3/2) sinh(√3/2)/(1 + 2 cosh(√3/2)).
"""

from sympy import Add, Rational, cos, cosh, exp, pi, sin, sinh, sqrt

from verify import (
    Claim,
    Control,
    Eq,
    Iff,
    Lt,
    Source,
    above,
    real,
)
from verify.symbolic.slopes import derivative_in

beta, e, s, p, q = real("beta epsilon s p q")
KEY = "consensus-is-all-you-get"
theorem_3_2 = Source(KEY, "Theorem 3.2")
theorem_4_1 = Source(KEY, "Theorem 4.1")
half = Rational(1, 2)


def velocity(angle, others, score):
    """Return the velocity of the first angle, √(n+1) = √2; `score` is yᵢᵀPyⱼ of θⱼ - θᵢ."""
    gaps = [other - angle for other in (angle, *others)]
    scores = [exp(score(gap)) for gap in gaps]
    pulls = [weight * sin(gap) for weight, gap in zip(scores, gaps, strict=True)]
    return Add(*pulls) / (sqrt(2) * Add(*scores))


def multiple(gap):
    """Return the score for P = βI."""
    return beta * cos(gap)


def skew(gap):
    """Return the score for P = s ((0, 1), (-1, 0))."""
    return s * sin(gap)


first, second, third = 0, 2 * pi / 3, 4 * pi / 3
# the first two angles move apart by ε each; by symmetry the third rests, to first order
disturbed = velocity(e, (second - e, third), multiple)
slope = derivative_in(disturbed, e).subs(e, 0)
printed_slope = (
    3 * exp(-beta / 2) * (3 * beta / 4 + half) / (sqrt(2) * (exp(beta) + 2 * exp(-beta / 2)))
)
rotation = velocity(first, (second, third), skew)
rate = sqrt(Rational(3, 2)) * sinh(sqrt(3) * s / 2) / (1 + 2 * cosh(sqrt(3) * s / 2))

# (p, q) next to U = ((0, 1), (-1, 0)), projected, times α
turned = (q / sqrt(2), -p / sqrt(2))

at_rest = Claim(
    source=theorem_4_1,
    says=Eq(velocity(first, (second, third), multiple), 0),
    controls=(
        Control(
            "a right angle rests too",
            Eq(velocity(first, (pi / 2, third), multiple), 0),
        ),
    ),
    remark="The triangle is an equilibrium for every β, in no open hemisphere.",
)

exponent = Claim(
    source=theorem_4_1,
    says=Eq(slope, printed_slope),
    controls=(
        Control("the weights may be held fixed", Eq(slope, printed_slope.subs(beta, 0))),
    ),
    remark="Two tokens move by ε and -ε: the exponent of a mode of the linearization.",
)

stable = Claim(
    source=theorem_4_1,
    says=Iff(Lt(printed_slope, 0), Lt(beta, -Rational(2, 3))),
    controls=(Control("every β < 0 makes it stable", Iff(Lt(printed_slope, 0), Lt(beta, 0))),),
    uses=(exponent,),
    remark=(
        "For P = -I an open set of starts does not reach consensus: the open hemisphere of "
        "Theorem 4.1 is needed, and positive definite P for consensus in Section 3."
    ),
)

rotating_wave = Claim(
    source=theorem_3_2,
    says=Eq(rotation, rate),
    controls=(
        Control("the weights may be held equal", Eq(rotation, rate.subs(s, 0))),
        Control("it turns twice as fast", Eq(rotation, 2 * rate)),
    ),
    remark=(
        "For P = s ((0, 1), (-1, 0)); by symmetry each token has this velocity. At s = 1 a "
        "rotating wave that never converges, so Theorem 3.2 needs a symmetric P. With "
        "s = sin(t²) the velocity is not uniformly continuous: Lemma 4.2 needs what it assumes."
    ),
)

rotates = Claim(
    source=theorem_3_2,
    start=rate.subs(s, 1),
    chain=(above(0),),
    controls=(Control("it turns at rate 1/3", Eq(rate.subs(s, 1), Rational(1, 3))),),
    uses=(rotating_wave,),
)

alone = Claim(
    source=theorem_3_2,
    says=Eq(turned[0] ** 2 + turned[1] ** 2, half * (p**2 + q**2)),
    controls=(Control("one token rests", Eq(turned[0] ** 2 + turned[1] ** 2, 0)),),
    remark=(
        "One token, U = ((0, 1), (-1, 0)) and α = 1/√2: Uy is tangent, so the token turns for "
        "ever at this speed squared. Theorem 3.2 needs U = I."
    ),
)
