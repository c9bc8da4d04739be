"""For one linear map, the same at every step, the five conditions are nearly one condition.

x ↦ μx contracts iff x² falls iff |μ| < 1 iff it dissipates an input; boundedness alone also
allows |μ| = 1. In the norm of P with MᵀPM - P = -I this is so in every dimension.
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
    identity,
    inner,
    matrix,
    norm,
    real,
    refuted,
    same,
    size,
    vector,
)

n = size("n")
mu, x, y, u, alpha, top, room = real("mu x y u alpha U C")
z, f = vector("z f", n)
M, P = matrix("M P", n)
place = Source("five-conditions", "Five Conditions. Zero Satisfied.")
last = Source("five-conditions", "But It Works. How?")
half = Rational(1, 2)

differ = Assumption("the states differ", Ne(x, y))
away = Assumption("the state is not zero", Ne(x, 0))
bounded = Assumption("the step keeps the ball of radius C", Le(Abs(mu) * room, room))
positive = Assumption("C is positive", Gt(room, 0))
driven = Assumption("the input bound U is positive", Gt(top, 0))
kept = Assumption("C is kept under inputs up to U", Le(Abs(mu) * room + top, room))
equation = Assumption("MᵀPM - P = -I", same(M.T * P * M - P, -identity(n)))
symmetric = Assumption("P is symmetric", same(P.T, P))
proper = Assumption("|μ| is at most α", Le(Abs(mu), alpha))
below_one = Assumption("α is below 1", Lt(alpha, 1))
unstable = Assumption("the eigenvalue is outside the circle", Gt(Abs(mu), 1))

three_are_one = Claim(
    source=place,
    given=(differ, away),
    needs=(differ, away),
    says=And(
        Iff(Lt(Abs(mu * x - mu * y), Abs(x - y)), Lt(Abs(mu), 1)),
        Iff(Lt((mu * x) ** 2, x**2), Lt(Abs(mu), 1)),
    ),
    controls=(
        Control(
            "a falling energy asks for more than contraction",
            Iff(Lt(Abs(mu * x - mu * y), Abs(x - y)), Lt(mu**2, half)),
        ),
    ),
    remark="Contraction, a falling energy and spectral stability: one condition.",
)

dissipates = Claim(
    source=place,
    given=(proper, below_one),
    needs=(proper, below_one),
    says=Le((mu * x + u) ** 2, alpha * x**2 + u**2 / (1 - alpha)),
    controls=(
        Control("the gain is 1", Le((mu * x + u) ** 2, alpha * x**2 + u**2)),
        Control("the energies add", Eq((mu * x + u) ** 2, mu**2 * x**2 + u**2)),
    ),
    remark="The fourth condition in discrete time, V₊ ≤ αV + β u², follows from the third.",
)

bounded_is_stable = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(positive, bounded),
    says=Lt(Abs(mu), 1),
    controls=(Control("the state vanishes", Eq(mu, 0)),),
    remark=(
        "'Any system claiming to be a reliable memory system needs all of them': bounded "
        "evolution needs less. x ↦ x is bounded and keeps its memory for ever."
    ),
)

bounded_under_input = Claim(
    source=place,
    reading="repaired",
    repairs=bounded_is_stable,
    given=(positive, driven, kept),
    needs=(positive, driven, kept),
    says=Lt(Abs(mu), 1),
    controls=(Control("the eigenvalue is at most 1/2", Le(Abs(mu), half)),),
    remark="Boundedness under every small input is the stable kind.",
)

energy_with_input = Claim(
    source=place,
    given=(equation, symmetric),
    needs=(equation,),
    says=Eq(
        inner(M * z + f, P * (M * z + f)),
        inner(z, P * z) - norm(z) ** 2 + 2 * inner(P * (M * z), f) + inner(f, P * f),
    ),
    controls=(
        Control(
            "the mixed term is left out",
            Eq(
                inner(M * z + f, P * (M * z + f)),
                inner(z, P * z) - norm(z) ** 2 + inner(f, P * f),
            ),
        ),
    ),
    sizes={n: (1,)},
    remark="In every dimension: the energy ⟨z, Pz⟩ loses ‖z‖² and gains what the input brings.",
)

deeper_is_worse = Claim(
    source=last,
    reading="literal",
    expects=refuted,
    given=(away,),
    says=Ge(Abs(mu**2 * x), Abs(mu * x)),
    controls=(Control("each layer doubles", Ge(Abs(mu * x), 2 * Abs(x))),),
    remark="'Depth makes the spectral problem worse': a decaying mode gets smaller.",
)

deeper_is_worse_iff = Claim(
    source=last,
    reading="repaired",
    repairs=deeper_is_worse,
    given=(away,),
    needs=(away,),
    says=Iff(Gt(Abs(mu**2 * x), Abs(mu * x)), Gt(Abs(mu), 1)),
    controls=(
        Control(
            "growing and keeping are alike", Iff(Gt(Abs(mu**2 * x), Abs(mu * x)), Ge(mu, 1))
        ),
    ),
    remark="For a mode that is amplified, by a linear layer that is the same each time.",
)

finite_depth = Claim(
    source=last,
    given=(unstable,),
    needs=(unstable,),
    says=Le(Abs(x), Abs(mu**3 * x)),
    controls=(Control("the third layer adds nothing", Le(Abs(mu**3 * x), Abs(mu**2 * x))),),
    remark=(
        "'A 96-layer model amplifies things 96 times, not infinitely' counts layers. The "
        "factor is |μ|⁹⁶: 2.6 for μ = 1.01, 9400 for μ = 1.1."
    ),
)
