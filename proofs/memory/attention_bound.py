"""On a ball of radius R dot-product attention is Lipschitz, with a constant that R decides.

Two tokens x, y on a line, weights a + b = 1, value v, score weight w, κ = |w|R². The slopes of
the first output are v(a + wab(x - y)(2x - y)) and v(b - wabx(x - y)), at most |v|(1 + 3κ/2) and
|v|(1 + κ/2). For n tokens a factor √n enters: each may attend to the same one.
"""

from sympy import Abs, Rational, ones, sqrt, zeros

from proofs.memory.attention_slope import lipschitz, output
from proofs.memory.averaging import by_columns, mean_of_squares, no_more_than_n
from proofs.vocabulary import softmax
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Gt,
    Le,
    Source,
    at_most,
    index,
    real,
    size,
    total,
)
from verify.notation import array, norm2, weights

n = size("n")
x, y, v, w, a, c, radius = real("x y v w a c R")
i, j = index("i j")
p, q, s = weights("p", n), weights("q", n), weights("s", n)
place = Source("smoothness-of-attention", "Abstract, on compact sets")
half = Rational(1, 2)

inside = Assumption("the tokens lie in [-R, R]", And(Le(Abs(x), radius), Le(Abs(y), radius)))
shares = Assumption("a and b = 1 - a are weights", And(Ge(a, 0), Le(a, 1)))
means = Assumption(
    "the square of a row's mean is at most its mean of squares",
    Le(q[i], total(p[i, j] * s[j], j)),
)
columns = Assumption(
    "no column adds up to more than c", Le(total(p[i, j] * s[j], i, j), c * total(s[j], j))
)

b = 1 - a
own = a + w * a * b * (x - y) * (2 * x - y)
other = b - w * a * b * x * (x - y)
kappa = Abs(w) * radius**2
first, second = softmax((w * x * x, w * x * y))

slopes = Claim(
    source=place,
    says=And(
        Eq(output(w, v).diff(x), v * own.subs(a, first)),
        Eq(output(w, v).diff(y), v * other.subs(a, first)),
    ),
    controls=(
        Control("the weights stay as they are", Eq(output(w, v).diff(x), v * first)),
        Control("the score moves once", Eq(
            output(w, v).diff(x),
            v * (first + w * first * second * (x - y) * x),
        )),
    ),
    remark="The derivative of attention in its own token, and in the other one.",
)  # fmt: skip

own_slope = Claim(
    source=place,
    reading="repaired",
    repairs=lipschitz,
    given=(inside, shares),
    needs=(inside, shares),
    says=Le(Abs(own), 1 + 3 * kappa / 2),
    controls=(
        Control("attention averages", Le(Abs(own), 1)),
        Control("κ alone bounds it", Le(Abs(own), 3 * kappa / 2)),
        Control("a third of it is enough", Le(Abs(own), 1 + kappa / 2)),
    ),
    uses=(slopes,),
)

other_slope = Claim(
    source=place,
    reading="repaired",
    repairs=lipschitz,
    given=(inside, shares),
    needs=(inside, shares),
    says=Le(Abs(other), 1 + kappa / 2),
    controls=(
        Control("attention averages", Le(Abs(other), 1)),
        Control("κ alone bounds it", Le(Abs(other), kappa / 2)),
    ),
    uses=(slopes,),
    remark="Together |f₁(x + ξ, y + η) - f₁(x, y)| ≤ |v|(1 + 3κ/2)|ξ| + |v|(1 + κ/2)|η|.",
)

averaging = Claim(
    source=place,
    given=(means, columns),
    needs=(means,),
    start=total(q[i], i),
    chain=(
        at_most(total(total(p[i, j] * s[j], j), i), "row by row"),
        at_most(c * total(s[j], j), "by columns"),
    ),
    controls=(Control("averaging never lengthens", Le(total(q[i], i), total(s[j], j))),),
    uses=(mean_of_squares, by_columns, no_more_than_n),
    sizes={n: (1, 2)},
    remark=(
        "qᵢ = ‖Σⱼ pᵢⱼ xⱼ‖², sⱼ = ‖xⱼ‖². Both assumptions are claims of memory.averaging, and "
        "c ≤ n: fixed weights lengthen n tokens at most by √n, whatever n and the dimension."
    ),
)


def attained_at(count: int) -> Claim:
    """State the norm of the weights where each of so many tokens attends to the first."""
    attends = array(ones(count, 1).row_join(zeros(count, count - 1)))
    return Claim(
        source=place,
        says=Eq(norm2(attends), sqrt(count)),
        controls=(
            Control("averaging never lengthens", Le(norm2(attends), 1)),
            Control("n and not √n enters", Gt(norm2(attends), count - half)),
        ),
        remark="One move of the first token moves every output: √n cannot be replaced.",
    )


attained = Family(attained_at, sizes=({"count": 4}, {"count": 9}, {"count": 16}))
