"""A residual layer is a forward Euler step with h = 1, and so is every map.

With f(x) := T(x) - x any map T is x + 1·f(x), and x + f = x + h (f/h) for every h > 0. Only the
product h f means anything, so "h = 1" cannot by itself be a curse.
"""

from sympy import Abs, exp

from proofs.vocabulary import euler
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Lt,
    Ne,
    Source,
    real,
    refuted,
    same,
    size,
    vector,
)

n = size("n")
h, k, lam, delta, x0, f0, g0 = real("h k lambda Delta x f g")
x, y, f = vector("x y f", n)
place = Source("curse-of-euler", "The Transformer Is Forward Euler in Disguise")

change = Assumption("f is the change that the map makes", same(f, y - x))
forward = Assumption("the step goes forward", Gt(h, 0))
other = Assumption("the other step goes forward", Gt(k, 0))
agree = Assumption("both updates do the same", Eq(euler(x0, f0, h), euler(x0, g0, k)))
decaying = Assumption("the mode decays", Lt(lam, 0))
later = Assumption("time passes", Gt(delta, 0))
away = Assumption("the state is not zero", Ne(x0, 0))

vacuous_for_every_map = Claim(
    source=place,
    given=(change,),
    needs=(change,),
    says=same(x + 1 * f, y),
    controls=(Control("a map that is Euler changes nothing", same(x + 1 * f, x)),),
    sizes={n: (1, 2)},
    remark="y stands for T(x), and nothing is asked of T: the sentence is true of all maps.",
)

literal = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(forward, other, agree),
    says=Eq(h, k),
    controls=(
        Control("the fields agree", Eq(f0, g0)),
        Control("the step sizes are inverse", Eq(h * k, 1)),
    ),
    remark=(
        "'A fixed step size of h = 1' speaks as if the update determined h. Doubling h and "
        "halving f gives the same layer."
    ),
)

gauge = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(forward, other, agree),
    needs=(agree,),
    says=Eq(h * f0, k * g0),
    controls=(Control("the quotients agree", Eq(h * g0, k * f0)),),
)

any_step_size = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(forward,),
    says=Eq(euler(x0, f0 / h, h), x0 + f0),
    controls=(Control("the field need not change", Eq(euler(x0, f0, h), x0 + f0)),),
    remark="h > 0 is there because the statement divides by h.",
)

exact_flow_in_disguise = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(decaying, later, away),
    needs=(decaying, later, away),
    says=And(
        Eq(euler(x0, (exp(lam * delta) - 1) * x0, 1), exp(lam * delta) * x0),
        Lt(Abs(euler(x0, (exp(lam * delta) - 1) * x0, 1)), Abs(x0)),
    ),
    controls=(
        Control(
            "a step with h = 1 grows",
            Gt(Abs(euler(x0, (exp(lam * delta) - 1) * x0, 1)), Abs(x0)),
        ),
    ),
    remark=(
        "The exact solution of x' = λx over a time Δ, which is how a state space layer is "
        "discretized, is a forward Euler step with h = 1 as well, and it decays."
    ),
)
