"""Forward Euler multiplies a mode by 1 + hλ, and |1 + hλ|² < 1 iff h|λ|² < -2 Re λ.

For x' = λx a step of size h gives |x + hλx| = |1 + hλ| |x|; a decaying real mode shrinks only
while -2 < hλ < 0, and a complex one only while hλ lies in the disc of radius 1 about -1.
"""

from sympy import Abs, re

from proofs.vocabulary import euler, iterate
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Gt,
    Iff,
    Implies,
    Lt,
    Source,
    below,
    complex_number,
    equals,
    real,
)

h, rate = real("h lambda")
lam, z, y, p = complex_number("lambda z y p")
place = Source("curse-of-euler", "The Three Fates of Memory")

forward = Assumption("the step goes forward", Gt(h, 0))
decaying = Assumption("the mode decays", Lt(rate, 0))
short = Assumption("the step is short", Gt(h * rate, -2))
reached = Assumption("the orbit is at y = p z, where p is a power of 1 + hλ", Eq(y, p * z))

shrinking = Claim(
    source=place,
    given=(forward, decaying, short),
    needs=(forward, decaying, short),
    start=(1 + h * rate) ** 2,
    chain=(
        equals(1 + h * rate * (2 + h * rate), "the square is written out"),
        below(1, "hλ lies between -2 and 0"),
    ),
    controls=(
        Control("it halves at every step", Lt(4 * (1 + h * rate) ** 2, 1)),
        Control("the mode never changes sign", Gt(1 + h * rate, 0)),
    ),
)

complex_mode = Claim(
    source=place,
    given=(forward,),
    needs=(forward,),
    says=Iff(Lt(Abs(1 + h * lam) ** 2, 1), Lt(h * Abs(lam) ** 2, -2 * re(lam))),
    controls=(
        Control("decay is enough", Implies(Lt(re(lam), 0), Lt(Abs(1 + h * lam) ** 2, 1))),
        Control(
            "the step enters linearly on both sides",
            Iff(Lt(Abs(1 + h * lam) ** 2, 1), Lt(h * Abs(lam), -2 * re(lam))),
        ),
        Control(
            "the factor 2 can go",
            Iff(Lt(Abs(1 + h * lam) ** 2, 1), Lt(h * Abs(lam) ** 2, -re(lam))),
        ),
    ),
    remark="The step, λ and the map are the same at every step; see `induction` for the orbit.",
)


def power(k: int) -> Claim:
    """State that k steps multiply the start by (1 + hλ)ᵏ."""
    state = iterate(lambda z: euler(z, lam * z, h), z, k)
    return Claim(
        source=place,
        says=Eq(state, (1 + h * lam) ** k * z),
        controls=(
            Control("one step of size kh does the same", Eq(state, euler(z, lam * z, k * h))),
            Control("each step multiplies by hλ", Eq(state, (h * lam) ** k * z)),
        ),
    )


orbit = Family(power, sizes=({"k": 2}, {"k": 3}, {"k": 5}))

induction = Claim(
    source=place,
    given=(reached,),
    needs=(reached,),
    says=Eq(euler(y, lam * y, h), p * (1 + h * lam) * z),
    controls=(Control("the powers add up", Eq(euler(y, lam * y, h), (p + 1 + h * lam) * z)),),
    uses=(orbit,),
    remark="The start is p = 1, so this gives (1 + hλ)ᵏ z for every k.",
)
