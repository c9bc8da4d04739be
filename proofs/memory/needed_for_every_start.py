"""A function V that falls along a map brings every state closer to rest if V is well made.

V must be continuous at rest, fall strictly, and grow without bound, and each is needed. Of
V(s) = (1 - e) s²/(1 + r s⁴) + e (1 + 1/(1 + s²)), with V(0) = 0, the first holds iff e = 0, and
at e = 0 the last iff r = 0. Where both hold V is s².
"""

from sympy import Abs, Piecewise, Rational

from proofs.memory.lyapunov_definition import any_start
from verify import Assumption, Claim, Control, Eq, Ge, Le, Lt, Ne, Source, real

s, t, e, r = real("s t e r")
place = Source("five-conditions", "The Most Powerful Idea in Dynamical Systems")


def energy(state):
    """Return V, which jumps by e at rest and bends down far away when r > 0."""
    jump = Piecewise((0, Eq(state, 0)), (1 + 1 / (1 + state**2), True))
    return (1 - e) * state**2 / (1 + r * state**4) + e * jump


continuous = Assumption("V is continuous at rest", Eq(e, 0))
unbounded = Assumption("V grows without bound", Eq(r, 0))
never_grows = Assumption("V does not grow", Le(energy(t), energy(s)))
strict = Assumption("V does not keep its value", Ne(energy(t), energy(s)))
away = Assumption("the state is not at rest", Ne(s, 0))
weight = Assumption("r is not negative", Ge(r, 0))

closer_to_rest = Claim(
    source=place,
    reading="repaired",
    repairs=any_start,
    given=(away, weight, continuous, unbounded, never_grows, strict),
    needs=(continuous, unbounded, strict),
    says=Lt(Abs(t), Abs(s)),
    controls=(Control("the state halves", Le(Abs(t), Rational(1, 2) * Abs(s))),),
    remark=(
        "t stands for T(s). Without continuity V may be the indicator of what is not at rest, "
        "without growth it may run out along an axis (Khalil), without strictness the map may "
        "be a rotation: memory.lyapunov_definition and memory.radial_unboundedness."
    ),
)
