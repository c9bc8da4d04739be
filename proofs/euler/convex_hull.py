"""An attention output is no longer than the longest value: ‖Σⱼ aⱼ vⱼ‖ ≤ maxⱼ ‖vⱼ‖.

The weights are nonnegative and sum to 1, so the output lies in the convex hull of the values.
"""

from sympy import Add

from proofs.vocabulary import average, softmax
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Le,
    Lt,
    Source,
    norm,
    real,
    size,
    vector,
)

n = size("n")
a, b, radius = real("a b R")
u, v = vector("u v", n)
place = Source("curse-of-euler", "Engine 1: The Matchmaker (Attention)")

first_positive = Assumption("the first weight is not negative", Ge(a, 0))
second_positive = Assumption("the second weight is not negative", Ge(b, 0))
complete = Assumption("the weights sum to 1", Eq(a + b, 1))
first_short = Assumption("the first value is no longer than R", Le(norm(u), radius))
second_short = Assumption("the second value is no longer than R", Le(norm(v), radius))

convex_hull = Claim(
    source=place,
    given=(first_positive, second_positive, complete, first_short, second_short),
    needs=(first_positive, second_positive, complete, first_short, second_short),
    says=Le(norm(a * u + b * v), radius),
    controls=(
        Control("the lengths are averaged", Eq(norm(a * u + b * v), a * norm(u) + b * norm(v))),
        Control("the output is strictly shorter", Lt(norm(a * u + b * v), radius)),
    ),
    sizes={n: (1,)},
    remark=(
        "Two values of any dimension. An average of m + 1 values is an average of the last one "
        "and an average of the m others, so the bound holds for any number of them."
    ),
)


def below(m: int) -> Claim:
    """State that a coordinate of an attention output is at most the largest of m values."""
    scores, values, top = real(f"s1:{m + 1}"), real(f"v1:{m + 1}"), real("top")
    bounded = Assumption("no value lies above", And(*(Le(value, top) for value in values)))
    output = average(softmax(scores), values)
    return Claim(
        source=place,
        given=(bounded,),
        needs=(bounded,),
        says=Le(output, top),
        controls=(
            Control("the output is the plain mean", Eq(m * output, Add(*values))),
            Control("the output is at most the first value", Le(output, values[0])),
        ),
        remark="With -v for v it says that the output is at least the smallest value.",
    )


coordinates = Family(below, sizes=({"m": 2}, {"m": 3}))
