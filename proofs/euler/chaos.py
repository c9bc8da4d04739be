"""The orbit x, -4x, 16x, … is no chaos: it is exactly geometric, and leaves every interval.

A chaotic orbit stays bounded and never settles into a formula. This one is (-4)ᵏ x₀.
"""

from sympy import Abs

from proofs.vocabulary import euler, iterate
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Le,
    Ne,
    Source,
    real,
    refuted,
)

h, x, y, p, bound = real("h x y p B")
place = Source("curse-of-euler", "When Euler Goes Rogue")

unit = Assumption("the step size is 1", Eq(h, 1))
away = Assumption("the start is not zero", Ne(x, 0))
inside = Assumption("the start lies in [-B, B]", Le(Abs(x), bound))
reached = Assumption("the orbit has reached y = p x, where p is a power of -4", Eq(y, p * x))

literal = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(unit, away, inside),
    says=Le(Abs(euler(x, -5 * x, h)), bound),
    controls=(
        Control("every orbit contracts", Le(Abs(euler(x, -5 * x, h)), Abs(x) / 2)),
        Control("every orbit returns at once", Eq(euler(x, -5 * x, h), x)),
    ),
    remark=(
        "'A chaotic nightmare': chaos in the mathematical sense asks for orbits that stay in "
        "a bounded set. The growth the essay shows is real; the word is wrong."
    ),
)


def orbit(k: int) -> Claim:
    """State that k steps multiply the start by (-4)ᵏ."""
    state = iterate(lambda x: euler(x, -5 * x, h), x, k)
    return Claim(
        source=place,
        reading="repaired",
        repairs=literal,
        given=(unit,),
        needs=(unit,),
        says=Eq(state, (-4) ** k * x),
        controls=(Control("the k changes add up", Eq(state, (1 - 5 * k) * x)),),
    )


geometric = Family(orbit, sizes=({"k": 2}, {"k": 3}, {"k": 6}))

induction = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(unit, reached),
    needs=(unit, reached),
    says=Eq(euler(y, -5 * y, h), -4 * p * x),
    controls=(Control("it adds -4 each time", Eq(euler(y, -5 * y, h), (p - 4) * x)),),
    uses=(geometric,),
    remark="The start is p = 1, so this gives (-4)ᵏ x for every k.",
)

leaves = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(unit,),
    needs=(unit,),
    says=Ge(Abs(euler(x, -5 * x, h)), 4 * Abs(x)),
    controls=(Control("each step adds 4", Ge(Abs(euler(x, -5 * x, h)), 4 + Abs(x))),),
    remark="Growth by 4 at each step carries every start but 0 out of every interval.",
)
