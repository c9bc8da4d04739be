"""All equilibria of three tokens on the circle with P = I, and that only consensus is stable.

With F(a) = exp(cos a) sin a, tokens rest iff F(θ₂ - θ₁) = F(θ₃ - θ₂) = F(θ₁ - θ₃). Where F is
0, every token is at y₁ or -y₁. Else the three gaps have one sign and add up to a turn; F rises
and then falls between 0 and π, so two of them are equal; and then all three are, at 120°.
"""

from sympy import E, Rational, cos, exp, pi, sin, sqrt

from proofs.consensus.gradient_limits import three_tokens
from proofs.consensus.triangle import beta, exponent, printed_slope
from verify import (
    And,
    Claim,
    Control,
    Eq,
    Gt,
    Iff,
    Lt,
    Source,
    above,
    equals,
    real,
)
from verify.symbolic.slopes import derivative_in

a, c, first, second, third, x = real("a c theta_1 theta_2 theta_3 x")
place = Source("consensus-is-all-you-get", "Section 3.3")


def pull(angle):
    """Return F, what a token at this angle pulls with, times the normalizer."""
    return exp(cos(angle)) * sin(angle)


pulls = pull(second - first), pull(third - second), pull(first - third)
# the velocities times the normalizers
velocities = pulls[0] - pulls[2], pulls[1] - pulls[0], pulls[2] - pulls[1]

at_rest = Claim(
    source=place,
    says=Iff(
        And(Eq(velocities[0], 0), Eq(velocities[1], 0)),
        And(Eq(pulls[0], pulls[2]), Eq(pulls[1], pulls[0])),
    ),
    controls=(
        Control(
            "two equal pulls are enough",
            Iff(And(Eq(velocities[0], 0), Eq(velocities[1], 0)), Eq(pulls[0], pulls[2])),
        ),
    ),
    remark="The three velocities, times their normalizers, add up to 0.",
)

one_peak = Claim(
    source=place,
    start=derivative_in(pull(a), a),
    chain=(equals(exp(cos(a)) * (cos(a) ** 2 + cos(a) - 1)),),
    controls=(
        Control("it peaks at a right angle", Eq(derivative_in(pull(a), a).subs(a, pi / 2), 0)),
    ),
    uses=(at_rest,),
    remark=(
        "c² + c - 1 has one root in (-1, 1): F rises from 0 and falls to π, and takes no value "
        "more than twice. Of three gaps with one value of F two are equal."
    ),
)

# two gaps a, the third 2π - 2a
balance = 2 * x * exp(2 * x**2 - 1 - x) + 1
two_equal = Claim(
    source=place,
    start=pull(a) - pull(2 * pi - 2 * a),
    chain=(equals(exp(cos(a)) * sin(a) * balance.subs(x, cos(a))),),
    controls=(Control("any angle will do", Eq(pull(a), pull(2 * pi - 2 * a))),),
    uses=(one_peak,),
    remark="With x = cos a: the third pull agrees where 2x exp(2x² - 1 - x) = -1.",
)

slope = derivative_in(balance, x)
one_angle = Claim(
    source=place,
    start=slope,
    chain=(
        equals(2 * exp(2 * x**2 - 1 - x) * (4 * x**2 - x + 1)),
        above(0, "there is at most one root"),
    ),
    controls=(Control("it falls", Lt(slope, 0)),),
    uses=(two_equal,),
)

triangle = Claim(
    source=place,
    start=balance.subs(x, -Rational(1, 2)),
    chain=(equals(0),),
    controls=(Control("a right angle rests", Eq(balance.subs(x, 0), 0)),),
    uses=(one_angle,),
    remark="x = -1/2, gaps of 120°: the only equilibrium with a pull that is not 0.",
)

# two tokens at 0, the third at an angle c; how fast the gap grows
away = -2 * exp(cos(c)) * sin(c) / (sqrt(2) * (2 * exp(cos(c)) + E)) - exp(cos(c)) * sin(c) / (
    sqrt(2) * (2 * E + exp(cos(c)))
)
opposite = Claim(
    source=place,
    start=derivative_in(away, c).subs(c, pi),
    chain=(
        equals(sqrt(2) / (2 + E**2) + sqrt(2) / 2 / (1 + 2 * E**2)),
        above(0, "a token opposite to two others is left"),
    ),
    controls=(Control("it attracts", Lt(derivative_in(away, c).subs(c, pi), 0)),),
    uses=(triangle,),
)

only_consensus = Claim(
    source=place,
    says=And(Gt(printed_slope.subs(beta, 1), 0), Lt(derivative_in(away, c).subs(c, 0), 0)),
    controls=(Control("the triangle is stable", Lt(printed_slope.subs(beta, 1), 0)),),
    uses=(opposite, exponent, three_tokens),
    remark=(
        "The triangle has a positive exponent, like the opposite states, and consensus none. "
        "Every trajectory converges (Theorem 3.2), those to unstable points from a set of "
        "measure zero: almost every start of three tokens reaches consensus."
    ),
)
