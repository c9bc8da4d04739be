"""That ‖x‖² grows says nothing about other functions: ⟨x, Px⟩ may fall where ‖x‖² grows.

T = (1/2, 3; 0, 1/2) lengthens (0, 1) to √37/2, and with P = (4/3, 8/3; 8/3, 28) it has
TᵀPT - P = -I. A linear map has such a P iff its eigenvalues lie inside the unit circle.
"""

from sympy import Abs, Rational

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Ne,
    Source,
    inner,
    matrix,
    norm,
    real,
    refuted,
    same,
    size,
    vector,
)
from verify.notation import identity

n = size("n")
a, b, mu = real("a b mu")
x, y = vector("x y", n)
M, P = matrix("M P", n)
place = Source("five-conditions", "The Calculation That Breaks Everything")
half = Rational(1, 2)
one = identity(n)


def step(u, w):
    """Return (1/2, 3; 0, 1/2) applied to (u, w)."""
    return u / 2 + 3 * w, w / 2


def energy(u, w):
    """Return ⟨(u, w), P(u, w)⟩ for P = (4/3, 8/3; 8/3, 28)."""
    return Rational(4, 3) * u**2 + Rational(16, 3) * u * w + 28 * w**2


after = step(a, b)
away = Assumption("the state is not zero", Gt(a**2 + b**2, 0))
moving = Assumption("the mode is not at rest", Ne(a, 0))
grown = Assumption("the norm grows", Gt(after[0] ** 2 + after[1] ** 2, a**2 + b**2))
equation = Assumption("MᵀPM - P = -I", same(M.T * P * M - P, -one))
eigenvector = Assumption("x is an eigenvector of M", same(M * x, mu * x))
falls = Assumption(
    "the energy falls by ‖x‖²",
    Eq(inner(M * x, P * (M * x)), inner(x, P * x) - norm(x) ** 2),
)
present = Assumption("x is not zero", Gt(norm(x), 0))
positive = Assumption("⟨x, Px⟩ is positive", Gt(inner(x, P * x), 0))

norm_decides = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(grown,),
    says=Ge(energy(*after), energy(a, b)),
    controls=(Control("every energy doubles", Ge(energy(*after), 2 * energy(a, b))),),
    remark=(
        "'There is no Lyapunov function', concluded from the growth of ‖x‖². Where ‖x‖² grows "
        "another positive definite form falls."
    ),
)

another_form = Claim(
    source=place,
    reading="repaired",
    repairs=norm_decides,
    given=(away,),
    needs=(away,),
    says=And(Gt(energy(a, b), 0), Lt(energy(*after), energy(a, b))),
    controls=(
        Control("the norm falls as well", Lt(after[0] ** 2 + after[1] ** 2, a**2 + b**2)),
        Control("the energy halves", Le(2 * energy(*after), energy(a, b))),
    ),
)

exact_fall = Claim(
    source=place,
    reading="repaired",
    repairs=norm_decides,
    says=Eq(energy(*after) - energy(a, b), -(a**2) - b**2),
    controls=(
        Control("the fall is the energy", Eq(energy(*after) - energy(a, b), -energy(a, b))),
    ),
)

fall = Claim(
    source=place,
    given=(equation,),
    needs=(equation,),
    says=Eq(inner(M * x, P * (M * x)), inner(x, P * x) - norm(x) ** 2),
    controls=(Control("the energy is kept", Eq(inner(M * x, P * (M * x)), inner(x, P * x))),),
    sizes={n: (1, 2)},
    remark="A solution P of MᵀPM - P = -I makes ⟨x, Px⟩ fall by ‖x‖² at each step.",
)

inside_the_circle = Claim(
    source=place,
    given=(falls, eigenvector, present, positive),
    needs=(falls, eigenvector, positive),
    says=Lt(Abs(mu), 1),
    controls=(Control("the eigenvalue is at most 1/2", Le(Abs(mu), half)),),
    uses=(fall,),
    sizes={n: (1,)},
    remark="So with a positive definite P every real eigenvalue lies inside the unit circle.",
)

gap_falls_too = Claim(
    source=place,
    given=(equation,),
    needs=(equation,),
    says=Eq(
        inner(M * x - M * y, P * (M * x - M * y)),
        inner(x - y, P * (x - y)) - norm(x - y) ** 2,
    ),
    controls=(
        Control(
            "the gap falls by the state",
            Eq(
                inner(M * x - M * y, P * (M * x - M * y)),
                inner(x - y, P * (x - y)) - norm(x) ** 2,
            ),
        ),
    ),
    sizes={n: (1, 2)},
    remark=(
        "For a linear map the Lyapunov condition and the contraction of gaps in the norm of P "
        "are one identity: two of the five conditions say the same."
    ),
)


one_mode = Claim(
    source=place,
    given=(moving,),
    needs=(moving,),
    says=Iff(Lt(Abs(mu), 1), Lt((mu * a) ** 2, a**2)),
    controls=(Control("every μ below 1 decays", Iff(Lt(mu, 1), Lt((mu * a) ** 2, a**2))),),
    remark="One mode x ↦ μx: contraction, a falling x² and |μ| < 1 are one condition.",
)
