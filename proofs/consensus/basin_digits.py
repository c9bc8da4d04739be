"""θ₃* = 3.59940565500749159040026010285135636323037400605061886… for θ₂ = π/2 and P = 0.

The closed form of the start that tends to -y₁, enclosed in balls: 50 digits at θ₂ = π/2, the
slope 2/7 at small θ₂, and the limit 2 arctan(3Γ(5/6)²/Γ(1/3)²) as θ₂ → π.
"""

from functools import cache

from sympy import Rational, atan, gamma, hyper, pi, sin

from proofs.consensus.basin_closed_form import euler_transformation
from proofs.vocabulary import within
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Le,
    Lt,
    Source,
    certified,
    real,
)

place = Source("consensus-is-all-you-get", "Theorem 5.1")
third, sixth = Rational(1, 3), Rational(1, 6)
theta = real("theta2")
first_gamma, last_gamma = gamma(Rational(5, 6)), gamma(third)


def below_series(value):
    """Return ₂F₁(1/3, 1/3; 7/6; value)."""
    return hyper((third, third), (7 * sixth,), value)


def above_series(value):
    """Return ₂F₁(4/3, 4/3; 13/6; value)."""
    return hyper((4 * third, 4 * third), (13 * sixth,), value)


def even_series(value):
    """Return ₂F₁(5/6, 5/6; 13/6; value), which is (1 - value)^(1/2) times `above_series`."""
    return hyper((5 * sixth, 5 * sixth), (13 * sixth,), value)


@cache  # a statement and its controls share it
def offset(angle):
    """Return θ₃* - π for the angle θ₂ of the second token."""
    height = sin(angle / 2) ** 2
    return 2 * atan(sin(angle) / 7 * above_series(height) / below_series(height))


right_angle = pi + offset(pi / 2)
digits = "3.59940565500749159040026010285135636323037400605061886798676"
limit = 2 * atan(3 * first_gamma**2 / last_gamma**2)
small = Rational(1, 10**10)
wide = pi - Rational(1, 10**12)

fifty_digits = Claim(
    source=place,
    expects=certified,
    says=within(right_angle, digits, 57),
    controls=(
        Control("the last of 50 digits is off", within(right_angle, digits[:50] + "9", 50)),
        Control("it is π", within(right_angle, "3.14159265358979323846", 3)),
        Control("it is π + 1/2", Eq(right_angle, pi + Rational(1, 2))),
    ),
    remark=(
        "y₁ = (1, 0), y₂ = (0, 1), P = 0, one head: the token that starts at this angle "
        "satisfies y₃ ≠ -y₁ and tends to -y₁."
    ),
)

inside_the_wedge = Claim(
    source=place,
    expects=certified,
    given=(
        Assumption("θ₂ is at least 1/8", Le(Rational(1, 8), theta)),
        Assumption("θ₂ is at most 3", Le(theta, 3)),
    ),
    says=And(Gt(offset(theta), 0), Lt(offset(theta), theta)),
    controls=(Control("it is below θ₂/4", Lt(4 * offset(theta), theta)),),
    remark="π < θ₃* < π + θ₂, as the trap argument says without any formula.",
)

small_angle = Claim(
    source=place,
    expects=certified,
    says=within(offset(small) / small, Rational(2, 7), 20),
    controls=(
        Control("the slope is 1/3", within(offset(small) / small, third, 3)),
        Control("the slope is 2/7 exactly", Eq(offset(small) / small, Rational(2, 7))),
    ),
    remark="θ₂ = 10⁻¹⁰. Close tokens leave an exception at -y₁ - (2/7) of the way to -y₂.",
)

wide_angle = Claim(
    source=place,
    expects=certified,
    says=within(2 * atan(Rational(2, 7) * even_series(1) / below_series(1)) - limit, 0, 40),
    controls=(
        Control(
            "the offset tends to 1",
            within(2 * atan(Rational(2, 7) * even_series(1) / below_series(1)), 1, 2),
        ),
    ),
    uses=(euler_transformation,),
)

limit_digits = Claim(
    source=place,
    expects=certified,
    says=And(within(limit, "0.978808005079", 12), within(offset(wide), "0.978808005079", 6)),
    controls=(Control("the offset tends to π", within(limit, "3.14159265", 1)),),
    remark="Even for y₂ almost opposite to y₁ the exception stays away from -y₁.",
)
