"""A contraction of a complete space has one fixed point, and every orbit tends to it.

Each hypothesis is needed: on (0, 1] the map x/2 has no fixed point, and x + 1/x on [1, ∞) has
none either: it brings every two points closer, and no α < 1 serves for all of them.
"""

from sympy import Abs, Rational

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    Or,
    Source,
    norm,
    real,
    refuted,
    same,
    size,
    vector,
)

n = size("n")
alpha, s, t, p, end = real("alpha s t p e")
walked, first, second = real("w d f")
x, y, Tx, Ty, fixed, other = vector("x y T S z w", n)
place = Source("five-conditions", "What Contraction Means")
half = Rational(1, 2)


def drift(state):
    """Return x + 1/x."""
    return state + 1 / state


positive = Assumption("the factor α is not negative", Ge(alpha, 0))
weak = Assumption("the factor α is at least 1/2", Ge(alpha, half))
proper = Assumption("the factor α is below 1", Lt(alpha, 1))
together = Assumption(
    "the two fixed points are contracted", Le(norm(fixed - other), alpha * norm(fixed - other))
)
towards = Assumption("the step contracts the error", Le(norm(Tx), alpha * norm(x)))
reached = Assumption(
    "after k steps the error is at most p of the first",
    Le(norm(y - fixed), p * norm(x - fixed)),
)
next_step = Assumption("the next step contracts", Le(norm(Ty - fixed), alpha * norm(y - fixed)))
first_right = Assumption("the first point is at least 1", Ge(s, 1))
second_right = Assumption("the second point is at least 1", Ge(t, 1))
differ = Assumption("the points differ", Ne(s, t))
above_zero = Assumption("the point is positive", Gt(s, 0))
at_most_one = Assumption("the point is at most 1", Le(s, 1))

shorter = Assumption("the next step is shorter", Lt(second, first))
uniform = Assumption("the next step is at most α times as long", Le(second, alpha * first))
complete = Assumption("the space contains its lower end", Eq(end, 1))
kept = Assumption(
    "the map takes the space into itself",
    And(Ge(p + alpha * (0 - p), 0), Le(p + alpha * (1 - p), 1)),
)
increasing = Assumption("the map increases", Gt(alpha, 0))

unique = Claim(
    source=place,
    given=(proper, together),
    needs=(proper, together),
    says=same(fixed, other),
    controls=(Control("the fixed point is 0", same(fixed, 0 * fixed)),),
    sizes={n: (1, 2)},
)

one_step = Claim(
    source=place,
    given=(towards,),
    needs=(towards,),
    says=Le((1 - alpha) * norm(x), norm(x - Tx)),
    controls=(
        Control("the last step bounds the error", Le(norm(x), norm(x - Tx))),
        Control("the point is reached", same(Tx, 0 * x)),
    ),
    sizes={n: (1, 2)},
    remark="x and T stand for the errors before and after: one step tells how large x is.",
)

geometric = Claim(
    source=place,
    given=(positive, reached, next_step),
    needs=(positive, reached, next_step),
    says=Le(norm(Ty - fixed), alpha * p * norm(x - fixed)),
    controls=(
        Control("each step halves the error", Le(norm(Ty - fixed), half * p * norm(x - fixed))),
    ),
    sizes={n: (1,)},
    remark="The start is p = 1: after k steps αᵏ of the error is left.",
)

bounded_walk = Claim(
    source=place,
    given=(shorter, proper, uniform),
    needs=(proper, uniform),
    says=Le(walked + first + second / (1 - alpha), walked + first / (1 - alpha)),
    controls=(
        Control(
            "the walk ends at once",
            Le(walked + first + second / (1 - alpha), walked + first),
        ),
    ),
    remark=(
        "w is the way walked, d the next step: w + d/(1 - α) never grows, so the whole orbit "
        "is no longer than d₀/(1 - α), and its points converge. That steps get shorter is not "
        "enough: those of x + 1/x do, and add up to infinity."
    ),
)

in_the_space = Claim(
    source=place,
    given=(increasing, proper, kept, complete),
    needs=(proper, kept, complete),
    says=And(Or(Gt(p, 0), And(Eq(p, 0), Eq(end, 1))), Le(p, 1)),
    controls=(Control("the fixed point is the lower end", Eq(p, 0)),),
    remark=(
        "The space is (0, 1], with 0 itself when e = 1, and the map p + α(s - p). Its fixed "
        "point p lies in a complete space; for x/2 on (0, 1] p and e are 0."
    ),
)

closer_is_enough = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(first_right, second_right, weak, proper),
    says=Le(Abs(drift(s) - drift(t)), alpha * Abs(s - t)),
    controls=(Control("the gap is halved", Le(Abs(drift(s) - drift(t)), Abs(s - t) / 2)),),
    remark=(
        "'Two nearby states become even nearer … keep going and they converge to the same "
        "point.' x + 1/x brings every two points of [1, ∞) closer, and no α < 1 serves for all."
    ),
)

closer = Claim(
    source=place,
    reading="repaired",
    repairs=closer_is_enough,
    given=(first_right, second_right, differ),
    needs=(first_right, second_right, differ),
    says=Lt(Abs(drift(s) - drift(t)), Abs(s - t)),
    controls=(Control("the gap is halved", Le(Abs(drift(s) - drift(t)), Abs(s - t) / 2)),),
)

no_fixed_point = Claim(
    source=place,
    reading="repaired",
    repairs=closer_is_enough,
    given=(first_right,),
    says=And(Ne(drift(s), s), Ge(drift(s), 1)),
    controls=(Control("the map moves by a fixed amount", Ge(drift(s), s + half)),),
    remark="The map stays in [1, ∞), which is complete, and walks off to infinity.",
)

incomplete = Claim(
    source=place,
    given=(above_zero, at_most_one),
    needs=(above_zero, at_most_one),
    says=And(Gt(s / 2, 0), Le(s / 2, 1), Ne(s / 2, s)),
    controls=(
        Control("the map reaches its limit", Eq(s / 2, 0)),
        Control("the map stays in (1/4, 1]", Gt(s / 2, Rational(1, 4))),
    ),
    remark="On (0, 1], which is not complete, the contraction x/2 has no fixed point.",
)
