"""The modulus Φ = |1 + hλ| multiplies the size of the state, not the state.

The essay writes xₖ₊₁ = Φ xₖ. Its own example has xₖ₊₁ = -4 xₖ with Φ = 4.
"""

from sympy import Abs

from proofs.vocabulary import euler
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Source,
    complex_number,
    real,
    refuted,
)

h, x, rate = real("h x lambda")
lam, z = complex_number("lambda z")
place = Source("curse-of-euler", "The Three Fates of Memory")

forward = Assumption("the step goes forward", Gt(h, 0))
gentle = Assumption("the step does not overshoot", Ge(1 + h * rate, 0))

literal = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(forward,),
    says=Eq(euler(x, rate * x, h), Abs(1 + h * rate) * x),
    controls=(
        Control("it flips at every step", Eq(euler(x, rate * x, h), -Abs(1 + h * rate) * x)),
        Control("the multiplier is hλ", Eq(euler(x, rate * x, h), h * rate * x)),
    ),
    remark="The sign is lost. The growth of the size, which the essay goes on to use, is real.",
)

repaired = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    says=Eq(Abs(euler(z, lam * z, h)), Abs(1 + h * lam) * Abs(z)),
    controls=(
        Control(
            "moduli of sums are sums of moduli",
            Eq(Abs(euler(z, lam * z, h)), (1 + Abs(h * lam)) * Abs(z)),
        ),
    ),
)

without_overshoot = Claim(
    source=place,
    reading="intended",
    given=(gentle,),
    needs=(gentle,),
    says=Eq(euler(x, rate * x, h), Abs(1 + h * rate) * x),
    controls=(Control("the step changes nothing", Eq(euler(x, rate * x, h), x)),),
)
