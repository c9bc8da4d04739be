"""On x' = -5x a forward Euler step of size 1 gives -4x; the step is stable iff h < 2/5.

It keeps the sign of the state iff h ≤ 1/5: between 1/5 and 2/5 it overshoots and still decays.
"""

from sympy import Abs, Rational

from proofs.vocabulary import euler
from verify import And, Assumption, Claim, Control, Eq, Ge, Gt, Iff, Le, Lt, Ne, Source, real

h, x = real("h x")
step = euler(x, -5 * x, h)
place = Source("curse-of-euler", "When Euler Goes Rogue")

unit = Assumption("the step size is 1", Eq(h, 1))
forward = Assumption("the step goes forward", Gt(h, 0))
away = Assumption("the state is not zero", Ne(x, 0))

explodes = Claim(
    source=place,
    given=(unit,),
    needs=(unit,),
    says=And(Eq(step, -4 * x), Eq(Abs(step), 4 * Abs(x))),
    controls=(
        Control("it grows five times", Eq(Abs(step), 5 * Abs(x))),
        Control("it keeps its sign", Eq(step, 4 * x)),
    ),
)

stable_iff = Claim(
    source=place,
    given=(forward, away),
    needs=(forward, away),
    says=Iff(Lt(Abs(step), Abs(x)), Lt(h, Rational(2, 5))),
    controls=(
        Control("it is stable iff h < 1/5", Iff(Lt(Abs(step), Abs(x)), Lt(h, Rational(1, 5)))),
        Control("2/5 is stable too", Iff(Lt(Abs(step), Abs(x)), Le(h, Rational(2, 5)))),
    ),
)

no_flip_iff = Claim(
    source=place,
    given=(away,),
    needs=(away,),
    says=Iff(Ge(x * step, 0), Le(h, Rational(1, 5))),
    controls=(
        Control("it flips only when unstable", Iff(Ge(x * step, 0), Le(h, Rational(2, 5)))),
        Control("1/5 flips", Iff(Ge(x * step, 0), Lt(h, Rational(1, 5)))),
    ),
)
