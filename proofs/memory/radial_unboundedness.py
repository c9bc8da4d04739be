"""A strict Lyapunov function that stays bounded along one axis does not decide every start.

For ẋ₁ = -6x₁/(1 + x₁²)² + 2x₂, ẋ₂ = -2(x₁ + x₂)/(1 + x₁²)² and V = x₁²/(1 + x₁²) + x₂² the
derivative of V along the flow is negative except at 0; the start (4, 2) runs off to infinity
(Khalil, Nonlinear Systems, on radial unboundedness).
"""

from sympy import Rational

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
    real,
    refuted,
)

a, b = real("x1 x2")
place = Source("five-conditions", "The Most Powerful Idea in Dynamical Systems")
book = Source("nonlinear-systems", "on radial unboundedness")
whole = 1 + a**2
V = a**2 / whole + b**2
da = -6 * a / whole**2 + 2 * b
db = -2 * (a + b) / whole**2
slope = V.diff(a) * da + V.diff(b) * db

away = Assumption("the state is not zero", Gt(a**2 + b**2, 0))
beyond = Assumption(
    "the state lies on the hyperbola x₂ = 2/(x₁ - 2/x₁)", Eq(b * (a**2 - 2), 2 * a)
)
right = Assumption("x₁ is positive", Gt(a, 0))

derivative = Claim(
    source=book,
    says=Eq(slope, -4 * (a**4 * b**2 + 2 * a**2 * b**2 + 3 * a**2 + b**2) / whole**4),
    controls=(
        Control(
            "the power of 1 + x₁² is 3",
            Eq(slope, -4 * (a**4 * b**2 + 2 * a**2 * b**2 + 3 * a**2 + b**2) / whole**3),
        ),
        Control("V decays at a fixed rate", Eq(slope, -V)),
    ),
)

falls = Claim(
    source=book,
    given=(away,),
    needs=(away,),
    says=And(Gt(V, 0), Lt(slope, 0)),
    controls=(Control("V falls at least as fast as itself", Le(slope, -V)),),
    uses=(derivative,),
)

any_start = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(away,),
    says=Lt(2 * a * da + 2 * b * db, 0),
    controls=(Control("the first coordinate shrinks", Lt(2 * a * da, 0)),),
    remark=(
        "'Asymptotically stable … no matter where it starts', read here as: where V falls the "
        "state comes closer to rest. V falls everywhere, and ‖x‖ grows on a large region."
    ),
)

bounded_along_an_axis = Claim(
    source=book,
    reading="repaired",
    repairs=any_start,
    says=Lt(V.subs(b, 0), 1),
    controls=(
        Control("V exceeds 1/2 on no point of the axis", Lt(V.subs(b, 0), Rational(1, 2))),
    ),
    remark="V stays below 1 however far out on the x₁ axis: its level sets are not bounded.",
)

barrier = Claim(
    source=book,
    reading="repaired",
    repairs=any_start,
    given=(beyond, right),
    needs=(beyond, right),
    says=Gt(db * (a**2 - 2) + (2 * a * b - 2) * da, 0),
    controls=(
        Control("the state moves left", Lt(da, 0)),
        Control("the second coordinate grows", Gt(db, 0)),
    ),
    remark=(
        "On the hyperbola x₂ (x₁² - 2) = 2 x₁ the flow points to the far side, so no orbit "
        "comes back through it, and (4, 2) lies on the far side."
    ),
)
