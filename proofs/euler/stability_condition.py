"""The condition |1 + λᵢ| < 1 is for decay; staying bounded asks for less, one step for more.

A mode never grows iff |1 + λ| ≤ 1, and eigenvalues say nothing about one step of a matrix that
is not normal.
"""

from sympy import Abs, re

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Iff,
    Le,
    Lt,
    Ne,
    Source,
    complex_number,
    real,
    refuted,
)

lam = complex_number("lambda")
mu, x, a, b, d, u, v = real("lambda x a b d u v")
place = Source("curse-of-euler", "Why This Leads to Hallucination")
size_before = u**2 + v**2
size_after = (u + a * u + b * v) ** 2 + (v + d * v) ** 2

sane = Assumption("the step does not enlarge the state", Le(Abs(x + mu * x), Abs(x)))
away = Assumption("the state is not zero", Ne(x, 0))
contracting = Assumption("|1 + λ| < 1", Lt(Abs(1 + lam), 1))
first = Assumption("the first eigenvalue satisfies |1 + λ| < 1", Lt(Abs(1 + a), 1))
second = Assumption("the second eigenvalue satisfies |1 + λ| < 1", Lt(Abs(1 + d), 1))
uncoupled = Assumption("the modes are not coupled", Eq(b, 0))

literal = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(sane, away),
    says=Lt(Abs(1 + mu), 1),
    controls=(
        Control("the state shrinks", Lt(Abs(x + mu * x), Abs(x))),
        Control("the state keeps its sign", Le(0, 1 + mu)),
    ),
    remark="λ = 0 and λ = -2 keep the size of the state: sane, and |1 + λ| = 1.",
)

repaired = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(away,),
    needs=(away,),
    says=Iff(Le(Abs(x + mu * x), Abs(x)), Le(Abs(1 + mu), 1)),
    controls=(
        Control("λ ≤ 0 is what counts", Iff(Le(Abs(x + mu * x), Abs(x)), Le(mu, 0))),
        Control(
            "the condition is strict", Iff(Le(Abs(x + mu * x), Abs(x)), Lt(Abs(1 + mu), 1))
        ),
    ),
)

strict = Claim(
    source=place,
    reading="intended",
    given=(away,),
    needs=(away,),
    says=Iff(Lt(Abs(x + mu * x), Abs(x)), Lt(Abs(1 + mu), 1)),
    controls=(Control("λ < 0 is what counts", Iff(Lt(Abs(x + mu * x), Abs(x)), Lt(mu, 0))),),
)

in_the_left_half_plane = Claim(
    source=place,
    given=(contracting,),
    needs=(contracting,),
    says=Lt(re(lam), 0),
    controls=(
        Control("the eigenvalue is real", Eq(lam, re(lam))),
        Control("the eigenvalue is small", Lt(Abs(lam), 1)),
    ),
)

eigenvalues_alone = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(first, second),
    says=Le(size_after, size_before),
    controls=(Control("the step forgets everything", Eq(size_after, 0)),),
    remark=(
        "x ↦ (I + J)x with J upper triangular, diagonal a and d, and b above it: its "
        "eigenvalues do not see b. They bound the orbit in the long run, not at a step."
    ),
)

uncoupled_modes = Claim(
    source=place,
    reading="repaired",
    repairs=eigenvalues_alone,
    given=(first, second, uncoupled),
    needs=(first, second, uncoupled),
    says=Le(size_after, size_before),
    controls=(Control("each step halves the size", Le(2 * size_after, size_before)),),
)
