"""A dissipative system with bounded input stays bounded, by a constant one can write down.

From V' ≤ -αV + βU² it follows that V(t) ≤ max(V₀, βU²/α). Without decay, or with an unbounded
input, nothing holds the state.
"""

from sympy import Max, exp

from verify import (
    Assumption,
    Claim,
    Control,
    Ge,
    Gt,
    Le,
    Lt,
    Source,
    norm,
    real,
    refuted,
    size,
    vector,
)

n = size("n")
t, v, dv, v0, alpha, beta, top, x, rate = real("t V W V0 alpha beta U x lambda")
u, c = real("u C")
y, z, f = vector("y z f", n)
place = Source("five-conditions", "Bounded Evolution: The Fifth Failure")

later = Assumption("time passes", Ge(t, 0))
dissipates = Assumption("V' ≤ -αV + βU²", Le(dv, -alpha * v + beta * top**2))
above = Assumption("V is above βU²/α", Gt(alpha * v, beta * top**2))
share = Assumption("e^-αt lies between 0 and 1, called x", Ge(x, 0))
share_below = Assumption("x is at most 1", Le(x, 1))
solved = Assumption("V is below the solution of the equation", Le(v, x * v0 + (1 - x) * c))
small_input = Assumption("the input is at most U", Le(norm(f), top))
inside = Assumption("the state is at most C", Le(norm(z), c))
factor = Assumption("the step contracts by α", Le(norm(y), alpha * norm(z)))
not_negative = Assumption("α is not negative", Ge(alpha, 0))
room = Assumption("αC + U is at most C", Le(alpha * c + top, c))
stable = Assumption("the mode decays", Lt(rate, 0))
generous = Assumption("C is at least 1", Ge(c, 1))
bounded_input = Assumption("the input is at most 1", Le(u, 1))

comparison = Claim(
    source=place,
    given=(dissipates,),
    needs=(dissipates,),
    says=Le(exp(alpha * t) * (dv + alpha * v - beta * top**2), 0),
    controls=(
        Control("V falls", Le(exp(alpha * t) * dv, 0)),
        Control("the input does not count", Le(exp(alpha * t) * (dv + alpha * v), 0)),
    ),
    remark="The left side is the derivative of e^αt (V - βU²/α): this quantity falls.",
)

falls_above = Claim(
    source=place,
    given=(dissipates, above),
    needs=(dissipates, above),
    says=Lt(dv, 0),
    controls=(Control("it falls at rate α", Le(dv, -alpha * v)),),
    remark="Above βU²/α the energy falls, so no trajectory crosses that level upwards.",
)

constant = Claim(
    source=place,
    given=(share, share_below, solved),
    needs=(share, share_below, solved),
    says=Le(v, Max(v0, c)),
    controls=(
        Control("the start does not count", Le(v, c)),
        Control("the input does not count", Le(v, v0)),
    ),
    uses=(comparison,),
    remark="x is e^-αt and C is βU²/α: V never exceeds the larger of V₀ and βU²/α.",
)

discrete = Claim(
    source=place,
    given=(not_negative, factor, inside, small_input, room),
    needs=(not_negative, factor, inside, small_input, room),
    says=Le(norm(y + f), c),
    controls=(
        Control("the state stays below αC", Le(norm(y + f), alpha * c)),
        Control("the state shrinks", Le(norm(y + f), norm(z))),
    ),
    sizes={n: (1,)},
    remark="y is the state after the step: with C = U/(1 - α) the ball is never left.",
)

stability_is_enough = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(stable, later, generous),
    says=Le((1 - exp(rate * t)) / (-rate) * u, c),
    controls=(Control("the state is at most 1", Le((1 - exp(rate * t)) / (-rate) * u, 1)),),
    remark=(
        "x' = λx + u from 0. The essay does ask for a bounded input; without it no constant "
        "serves, and the constant depends on λ."
    ),
)

explicit = Claim(
    source=place,
    reading="repaired",
    repairs=stability_is_enough,
    given=(stable, later, bounded_input),
    needs=(stable, later, bounded_input),
    says=Le((1 - exp(rate * t)) / (-rate) * u, 1 / (-rate)),
    controls=(
        Control("the constant is 1", Le((1 - exp(rate * t)) / (-rate) * u, 1)),
        Control("half of it is enough", Le((1 - exp(rate * t)) / (-rate) * u, 1 / (-2 * rate))),
    ),
    remark="With |u| ≤ 1 the constant is 1/|λ|.",
)

without_decay = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(later, generous),
    says=Le(t, c),
    controls=(Control("the state stays below 1", Le(t, 1)),),
    remark="x' = 1 without decay gives x = t: bounded input alone bounds nothing.",
)

with_decay = Claim(
    source=place,
    reading="repaired",
    repairs=without_decay,
    given=(stable, later),
    needs=(stable,),
    says=Lt((1 - exp(rate * t)) / (-rate), 1 / (-rate)),
    controls=(Control("it stays below 1", Lt((1 - exp(rate * t)) / (-rate), 1)),),
    remark="x' = λx + 1 from 0 never reaches 1/|λ|.",
)
