"""A mode with λ > 0 amplifies when the update is linear; a nonlinear update may trap it.

T(x) = 3x/2 - x³/2 has the slope 3/2 at 0, so λ = 1/2 > 0 there. It maps [-2, 2] into [-1, 1],
and every orbit inside tends to -1, 0 or 1.
"""

from sympy import Abs, Rational, re

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Implies,
    Le,
    Lt,
    Ne,
    Source,
    complex_number,
    real,
    refuted,
)

h, x, rate = real("h x lambda")
lam = complex_number("lambda")
update = Rational(3, 2) * x - x**3 / 2
slope = update.diff(x).subs(x, 0)
place = Source("curse-of-euler", "Why This Leads to Hallucination")

forward = Assumption("the step goes forward", Gt(h, 0))
positive = Assumption("λ is positive", Gt(rate, 0))
lasting = Assumption("the mode does not decay", Ge(re(lam), 0))
moving = Assumption("the mode is not constant", Ne(lam, 0))
unstable = Assumption("the update is x + f(x) with λ = f'(0) > 0", Gt(slope - 1, 0))
away = Assumption("the state is not zero", Ne(x, 0))
near = Assumption("the state lies in [-2, 2]", Le(Abs(x), 2))

linear = Claim(
    source=place,
    given=(forward, positive),
    needs=(forward, positive),
    says=Gt(Abs(1 + h * rate), 1),
    controls=(Control("it doubles", Ge(Abs(1 + h * rate), 2)),),
)

not_decaying_is_enough = Claim(
    source=place,
    given=(forward, lasting, moving),
    needs=(forward, lasting, moving),
    says=Gt(Abs(1 + h * lam), 1),
    controls=(Control("the real part alone grows it", Gt(Abs(1 + h * re(lam)), 1)),),
    remark="Stronger than the essay: an undamped oscillation, Re λ = 0, is amplified too.",
)

amplifies_iff = Claim(
    source=place,
    given=(forward,),
    needs=(forward,),
    says=Iff(Gt(Abs(1 + h * lam), 1), Gt(h * Abs(lam) ** 2, -2 * re(lam))),
    controls=(
        Control(
            "only a positive real part amplifies",
            Implies(Gt(Abs(1 + h * lam), 1), Gt(re(lam), 0)),
        ),
    ),
    remark="So the converse fails: λ = -3 and λ = -i amplify at h = 1.",
)

literal = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(unstable, away),
    says=Gt(Abs(update), Abs(x)),
    controls=(
        Control("it grows by half at every step", Ge(Abs(update), Rational(3, 2) * Abs(x))),
        Control("it never changes sign", Gt(x * update, 0)),
    ),
    remark=(
        "The essay linearizes an update that is not linear. Here λ = 1/2 at rest, and x = 1 is "
        "left where it is. The linear statement stands beside this one."
    ),
)

trapped = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(near,),
    needs=(near,),
    says=Le(Abs(update), 1),
    controls=(
        Control("it reaches neither end", Lt(Abs(update), 1)),
        Control("it halves", Le(2 * Abs(update), Abs(x))),
    ),
    remark="So no orbit that starts in [-2, 2] leaves [-1, 1] after its first step.",
)

superattracting = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    says=Eq(update - 1, -((x - 1) ** 2) * (x + 2) / 2),
    controls=(Control("the approach is linear", Eq(update - 1, -(x - 1) * (x + 2) / 2)),),
    remark="The distance to 1 is squared at each step near 1, so the slope there is 0.",
)
