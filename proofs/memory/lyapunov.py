"""A residual step changes the energy by ‖x + f‖² - ‖x‖² = 2⟨x, f⟩ + ‖f‖².

So the energy does not grow iff ⟨x, f⟩ ≤ -½‖f‖², that is, iff f lies in the ball about -x that
passes through 0.
"""

from sympy import Rational

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Iff,
    Le,
    Lt,
    Source,
    inner,
    norm,
    real,
    refuted,
    size,
    vector,
)

n = size("n")
h = real("h")
x, f = vector("x f", n)
place = Source("five-conditions", "The Calculation That Breaks Everything")
half = Rational(1, 2)

not_growing = Assumption("the energy does not grow", Le(norm(x + f) ** 2, norm(x) ** 2))
nudged = Assumption("the nudge is not zero", Gt(norm(f), 0))
forward = Assumption("the step goes forward", Gt(h, 0))
short = Assumption("the step is short", Le(h * norm(f) ** 2, -2 * inner(x, f)))
deep = Assumption("it points inward by half of ‖f‖²", Le(inner(x, f), -half * norm(f) ** 2))
inward = Assumption("the nudge points inward", Lt(inner(x, f), 0))

energy_expansion = Claim(
    source=place,
    says=Eq(norm(x + f) ** 2 - norm(x) ** 2, 2 * inner(x, f) + norm(f) ** 2),
    controls=(
        Control(
            "the mixed term enters once",
            Eq(norm(x + f) ** 2 - norm(x) ** 2, inner(x, f) + norm(f) ** 2),
        ),
        Control("the energies add", Eq(norm(x + f) ** 2 - norm(x) ** 2, norm(f) ** 2)),
    ),
    sizes={n: (1, 2, 3)},
)

unconditional_injection = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(nudged,),
    says=Gt(norm(x + f) ** 2, norm(x) ** 2),
    controls=(
        Control("the energies at least add", Gt(norm(x + f) ** 2, norm(x) ** 2 + norm(f) ** 2)),
    ),
    sizes={n: (1, 2)},
    remark=(
        "'Every layer injects energy unconditionally': f = -x/2 takes three quarters of the "
        "energy away. Whether trained layers do so is a question about their weights."
    ),
)

energy_criterion = Claim(
    source=place,
    reading="repaired",
    repairs=unconditional_injection,
    says=Iff(Le(norm(x + f) ** 2, norm(x) ** 2), Le(inner(x, f), -half * norm(f) ** 2)),
    controls=(
        Control(
            "the whole of ‖f‖² is the threshold",
            Iff(Le(norm(x + f) ** 2, norm(x) ** 2), Le(inner(x, f), -(norm(f) ** 2))),
        ),
        Control(
            "an obtuse angle is enough",
            Iff(Le(norm(x + f) ** 2, norm(x) ** 2), Le(inner(x, f), 0)),
        ),
    ),
    sizes={n: (1, 2)},
)

necessary = Claim(
    source=place,
    given=(not_growing, nudged),
    needs=(not_growing, nudged),
    says=Lt(inner(x, f), 0),
    controls=(Control("the nudge is opposite to x", Eq(inner(x, f), -norm(x) * norm(f))),),
    sizes={n: (1, 2)},
)

inward_is_enough = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(inward,),
    says=Le(norm(x + f) ** 2, norm(x) ** 2),
    controls=(Control("the energy halves", Le(2 * norm(x + f) ** 2, norm(x) ** 2)),),
    sizes={n: (1, 2)},
    remark="x = 1/4, f = -1: the nudge points inward and lands at -3/4. A long step passes 0.",
)

inward_and_deep = Claim(
    source=place,
    reading="repaired",
    repairs=inward_is_enough,
    given=(inward, deep),
    needs=(deep,),
    says=Le(norm(x + f) ** 2, norm(x) ** 2),
    controls=(Control("the energy halves", Le(2 * norm(x + f) ** 2, norm(x) ** 2)),),
    sizes={n: (1, 2)},
    remark="Of the two assumptions the second does the work: without it -½‖f‖² becomes 0.",
)

short_inward_step = Claim(
    source=place,
    reading="repaired",
    repairs=inward_is_enough,
    given=(forward, short),
    needs=(forward, short),
    says=Le(norm(x + h * f) ** 2, norm(x) ** 2),
    controls=(Control("the energy falls", Lt(norm(x + h * f) ** 2, norm(x) ** 2)),),
    sizes={n: (1, 2)},
    remark="The second assumption makes f point inward, or vanish.",
)
