"""Corrected Theorem 5.1: for three tokens on a circle exactly one start of y₃ is exceptional.

Between the traps, for θ₃ in the arc from π to π + θ₂, there is a start that stays in it
(`domain_of_attraction.three_tokens` finds one), and it ends at -y₁. Two starts in the arc move
apart once θ₂ is less than a right angle, while the arc closes: so there is only one. It lies in
the arc of -y₁ and -y₂, the opposite of the cone of y₁ and y₂.
"""

from sympy import E, cos, exp, pi, sin, sqrt

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Lt,
    Source,
    above,
    equals,
    real,
)
from verify.symbolic.slopes import derivative_in

second, middle, half, third, p, q = real("theta_2 m h theta_3 p q")
A31, A32 = real("A_31 A_32")
place = Source("consensus-is-all-you-get", "Theorem 5.1")


def speed(angle):
    """Return the velocity of a third token at an angle, whose weights change with time only."""
    return -A31 * sin(angle) + A32 * sin(second - angle)


apart = Assumption("the two starts differ, by less than a turn", Gt(sin(half), 0))
far = Assumption("their mean is on the side of -y₁", Lt(cos(middle), 0))
far_too = Assumption("and on the side of -y₂", Lt(cos(second - middle), 0))
pulls = Assumption("the weights are positive", And(Gt(A31, 0), Gt(A32, 0)))

they_part = Claim(
    source=place,
    given=(apart, far, far_too, pulls),
    needs=(pulls,),
    start=speed(middle + half) - speed(middle - half),
    chain=(
        equals(-2 * sin(half) * (A31 * cos(middle) + A32 * cos(second - middle))),
        above(0, "both cosines are negative"),
    ),
    controls=(
        Control(
            "they close in as near y₁",
            Lt(speed(middle + half) - speed(middle - half), 0),
        ),
    ),
    remark=(
        "Two third tokens at m ± h beside one and the same pair; the weights depend on time "
        "only, as for P = 0. In the arc m is between π and π + θ₂, so that both cosines are "
        "negative when θ₂ is less than a right angle."
    ),
)

# P = I: the weights depend on the angles
scores = exp(cos(third)), exp(cos(second - third))
softmax = (-scores[0] * sin(third) + scores[1] * sin(second - third)) / (
    sqrt(2) * (scores[0] + scores[1] + E)
)
slope = derivative_in(softmax, third).subs({second: 0, third: pi})

they_part_softmax = Claim(
    source=place,
    start=slope,
    chain=(equals(sqrt(2) / (2 + E**2)), above(0)),
    controls=(Control("as for P = 0", Eq(slope, sqrt(2) / 3)),),
    uses=(they_part,),
    remark=(
        "P = I, where the arc has closed: starts near -y₁ part at this rate, and by continuity "
        "all that are in the arc late enough. So here as well only one stays in it."
    ),
)

in_the_arc = Assumption(
    "θ₃ is between π and π + θ₂",
    And(Gt(sin(second), 0), Lt(sin(third), 0), Lt(sin(second - third), 0)),
)
shares = sin(third - second), -sin(third)  # of y₁ and y₂, times 1/sin θ₂

opposite_cone = Claim(
    source=place,
    given=(in_the_arc,),
    needs=(in_the_arc,),
    says=And(
        Eq(sin(second) * cos(third), -(shares[0] + shares[1] * cos(second))),
        Eq(sin(second) * sin(third), -(shares[1] * sin(second))),
        Gt(shares[0], 0),
        Gt(shares[1], 0),
    ),
    controls=(
        Control("y₃ is -y₁", Eq(sin(third), 0)),
        Control(
            "y₃ is in the cone itself",
            Eq(sin(second) * cos(third), shares[0] + shares[1] * cos(second)),
        ),
    ),
    uses=(they_part,),
    remark="sin θ₂ y₃ = -(sin(θ₃ - θ₂) y₁ - sin θ₃ y₂): y₃ is in the cone of -y₁ and -y₂.",
)
