"""The growth factor has a fourth fate: |1 + hλ| = 1 with λ ≠ 0.

The essay lists |1 + hλ| < 1, λ = 0 and |1 + hλ| > 1 as "exactly three mathematical scenarios".
The factor is 1 on the whole circle h|λ|² = -2 Re λ, of which λ = 0 is one point.
"""

from sympy import Abs, re

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Iff,
    Lt,
    Ne,
    Or,
    Source,
    complex_number,
    real,
    refuted,
)

h, rate = real("h lambda")
lam = complex_number("lambda")
place = Source("curse-of-euler", "The Three Fates of Memory")

forward = Assumption("the step goes forward", Gt(h, 0))
moving = Assumption("the mode is not constant", Ne(lam, 0))

literal = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(forward,),
    says=Or(Lt(Abs(1 + h * rate), 1), Eq(rate, 0), Gt(Abs(1 + h * rate), 1)),
    controls=(
        Control("every mode decays", Lt(Abs(1 + h * rate), 1)),
        Control("every mode decays or stays", Or(Lt(Abs(1 + h * rate), 1), Eq(rate, 0))),
    ),
    remark=(
        "At h = 1 and λ = -2 the orbit x, -x, x, … neither decays nor grows, and λ is not 0. "
        "The three cases |1 + hλ| < 1, = 1, > 1 would have been exhaustive."
    ),
)

repaired = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(forward,),
    needs=(forward,),
    says=Or(
        Lt(Abs(1 + h * lam), 1),
        Eq(lam, 0),
        And(Ne(lam, 0), Eq(h * Abs(lam) ** 2, -2 * re(lam))),
        Gt(Abs(1 + h * lam), 1),
    ),
    controls=(
        Control(
            "the fourth fate is a real mode that flips",
            Or(
                Lt(Abs(1 + h * lam), 1),
                Eq(lam, 0),
                Eq(h * lam, -2),
                Gt(Abs(1 + h * lam), 1),
            ),
        ),
    ),
)

exclusive = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(forward,),
    needs=(forward,),
    says=Iff(
        Eq(Abs(1 + h * lam), 1),
        Or(Eq(lam, 0), And(Ne(lam, 0), Eq(h * Abs(lam) ** 2, -2 * re(lam)))),
    ),
    controls=(
        Control("size is kept iff λ = 0", Iff(Eq(Abs(1 + h * lam), 1), Eq(lam, 0))),
        Control(
            "size is kept iff λ is imaginary", Iff(Eq(Abs(1 + h * lam), 1), Eq(re(lam), 0))
        ),
    ),
    remark="So no mode has two fates, and with `repaired` each has exactly one of the four.",
)

circle = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(forward, moving),
    needs=(forward,),
    says=Iff(Eq(Abs(1 + h * lam), 1), Eq(h, -2 * re(lam) / Abs(lam) ** 2)),
    controls=(
        Control(
            "half that step is neutral",
            Iff(Eq(Abs(1 + h * lam), 1), Eq(h, -re(lam) / Abs(lam) ** 2)),
        ),
        Control("the neutral step is 2/|λ|", Iff(Eq(Abs(1 + h * lam), 1), Eq(h, 2 / Abs(lam)))),
    ),
    remark="λ ≠ 0 is there because the statement divides by |λ|².",
)
