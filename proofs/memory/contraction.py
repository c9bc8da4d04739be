"""A residual map contracts a pair iff f(x) - f(y) lies in a ball about y - x.

With δ = x - y and Δ = f(x) - f(y) the outputs differ by δ + Δ, and the ball has radius α‖δ‖.
The essay asks Δ to be "large, negative, and precisely anti-parallel"; only "negative" holds.
"""

from sympy import Rational

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Source,
    inner,
    norm,
    real,
    refuted,
    same,
    size,
    vector,
)

n = size("n")
alpha = real("alpha")
x, y, fx, fy, delta, change = vector("x y f g delta Delta", n)
place = Source("five-conditions", "Why the Transformer Cannot Possibly Be a Contraction")
half = Rational(1, 2)

factor = Assumption("the factor α is not negative", Ge(alpha, 0))
proper = Assumption("the factor α is below 1", Lt(alpha, 1))
contracted = Assumption("the pair is contracted", Le(norm(delta + change), alpha * norm(delta)))
halved = Assumption("the gap is at least halved", Le(norm(delta + change), half * norm(delta)))
closer = Assumption("the pair comes closer", Lt(norm(delta + change), norm(delta)))
apart = Assumption("the states differ", Gt(norm(delta), 0))

difference = Claim(
    source=place,
    says=same((x + fx) - (y + fy), (x - y) + (fx - fy)),
    controls=(
        Control("the corrections add", same((x + fx) - (y + fy), (x - y) + (fx + fy))),
        Control("the gap is carried through unchanged", same((x + fx) - (y + fy), x - y)),
    ),
    sizes={n: (1, 2)},
)

antiparallel = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(halved,),
    says=Eq(inner(delta, change), -norm(delta) * norm(change)),
    controls=(Control("the correction cancels the gap", same(change, -delta)),),
    sizes={n: (1, 2)},
    remark="δ = (1, 0), Δ = (-1, -1/4): the gap shrinks to a quarter, off the line of δ.",
)

large = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(closer,),
    says=Ge(norm(change), half * norm(delta)),
    controls=(Control("the correction is as large as the gap", Ge(norm(change), norm(delta))),),
    sizes={n: (1, 2)},
    remark="'Large' is read as at least half of the gap. Any other fraction fails as well.",
)

ball = Claim(
    source=place,
    reading="repaired",
    repairs=antiparallel,
    given=(factor,),
    needs=(factor,),
    says=Iff(
        Le(norm(delta + change), alpha * norm(delta)),
        Le(2 * inner(delta, change) + norm(change) ** 2, -(1 - alpha**2) * norm(delta) ** 2),
    ),
    controls=(
        Control(
            "the ball is centered at δ",
            Iff(
                Le(norm(delta + change), alpha * norm(delta)),
                Le(norm(change - delta), alpha * norm(delta)),
            ),
        ),
        Control(
            "the inner product alone decides",
            Iff(
                Le(norm(delta + change), alpha * norm(delta)),
                Le(inner(delta, change), -(1 - alpha) * norm(delta) ** 2),
            ),
        ),
    ),
    sizes={n: (1, 2)},
    remark="The right side is the ball of radius α‖δ‖ about -δ, multiplied out.",
)

negative = Claim(
    source=place,
    reading="repaired",
    repairs=antiparallel,
    given=(proper, contracted, apart),
    needs=(proper, contracted, apart),
    says=Lt(inner(delta, change), 0),
    controls=(
        Control(
            "the correction is opposite to the gap",
            Eq(inner(delta, change), -norm(delta) * norm(change)),
        ),
        Control(
            "the correction cancels the gap", Le(inner(delta, change), -(norm(delta) ** 2))
        ),
    ),
    sizes={n: (1, 2)},
    remark="Of the three words 'negative' is right: the angle is obtuse.",
)

cone = Claim(
    source=place,
    reading="repaired",
    repairs=antiparallel,
    given=(contracted,),
    needs=(contracted,),
    says=Ge(inner(delta, change) ** 2, (1 - alpha**2) * norm(delta) ** 2 * norm(change) ** 2),
    controls=(
        Control(
            "the angle vanishes",
            Ge(inner(delta, change) ** 2, norm(delta) ** 2 * norm(change) ** 2),
        ),
    ),
    sizes={n: (1, 2)},
    remark="The sine of the angle between Δ and -δ is at most α, and 0 only if α is.",
)

smallest = Claim(
    source=place,
    reading="repaired",
    repairs=large,
    given=(contracted,),
    needs=(contracted,),
    says=Ge(norm(change), (1 - alpha) * norm(delta)),
    controls=(Control("it is as large as the gap", Ge(norm(change), norm(delta))),),
    sizes={n: (1, 2)},
    remark="α = 15/16 asks for a sixteenth of the gap: the correction may be as small as that.",
)

largest = Claim(
    source=place,
    reading="repaired",
    repairs=large,
    given=(contracted,),
    needs=(contracted,),
    says=Le(norm(change), (1 + alpha) * norm(delta)),
    controls=(Control("it is at most as large as the gap", Le(norm(change), norm(delta))),),
    sizes={n: (1, 2)},
    remark="A correction that is too large breaks the contraction, as one too small does.",
)
