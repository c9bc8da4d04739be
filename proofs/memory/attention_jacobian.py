"""On a ball of radius R the derivative of attention is at most ‖V‖(√c(1 + κ) + κ).

κ = β‖W‖R², c is the largest column sum of the weights. Where the token y moves along e and the
others along zⱼ, the mean m moves by Σⱼ aⱼzⱼ + Σⱼ aⱼtⱼ(xⱼ - m), and tⱼ = β(⟨e, Wxⱼ⟩ + ⟨y, Wzⱼ⟩).
"""

from sympy import Abs, exp

from proofs.memory.attention_slope import lipschitz
from proofs.memory.averaging import by_columns, mean_of_squares, no_more_than_n
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Le,
    Source,
    at_most,
    differential,
    equals,
    index,
    inner,
    matrix,
    norm,
    real,
    same,
    size,
    tokens,
    total,
    vector,
    weights,
)

d, n = size("d n")
i, j = index("i j")
beta, R, kappa, q, lam, length, g = real("beta R kappa q lambda s g")
left, right, near = real("L A S")
x, z = tokens("x", n, d), tokens("z", n, d)
w, t = weights("w", n), weights("t", n)
y, e, m, u, f, h = vector("y e m u f h", d)
first, second, third = vector("p r k", d)
W, V = matrix("W V", d)
place = Source("smoothness-of-attention", "Abstract, on compact sets")

nonnegative = Assumption("no weight is negative", Ge(w[j], 0))
complete = Assumption("the weights add up to 1", Eq(total(w[j], j), 1))
inside = Assumption("no token is longer than R", Le(norm(x[j]) ** 2, R**2))

mean = total(w[j] * x[j], j)
spread = total(w[j] * norm(x[j]) ** 2, j) - norm(mean) ** 2

variance = Claim(
    source=place,
    given=(nonnegative, complete, inside),
    needs=(nonnegative, complete, inside),
    start=total(w[j] * norm(x[j]) ** 2, j),
    chain=(
        at_most(total(w[j] * R**2, j), "no token is longer than R"),
        equals(R**2, "the weights add up to 1"),
    ),
    controls=(Control("half of it is enough", Le(2 * total(w[j] * norm(x[j]) ** 2, j), R**2)),),
    sizes={d: (1,), n: (2,)},
    uses=(mean_of_squares,),
)

centered = Claim(
    source=place,
    given=(complete,),
    needs=(complete,),
    start=total(w[j] * norm(x[j] - mean) ** 2, j),
    chain=(equals(spread, "the weights add up to 1"),),
    controls=(
        Control(
            "the mean counts once more",
            Eq(total(w[j] * norm(x[j] - mean) ** 2, j), spread - norm(mean) ** 2),
        ),
    ),
    sizes={d: (1,), n: (2,)},
)

moved = total(w[j] * t[j] * z[j], j)
product = total(w[j] * t[j] ** 2, j) * total(w[j] * norm(z[j]) ** 2, j)

cauchy_schwarz = Claim(
    source=place,
    given=(nonnegative,),
    needs=(nonnegative,),
    start=norm(moved) ** 2,
    chain=(
        equals(
            product - total(w[i] * w[j] * norm(t[i] * z[j] - t[j] * z[i]) ** 2, i, j) / 2,
            "Lagrange's identity",
        ),
        at_most(product, "no weight is negative"),
    ),
    controls=(Control("half of it is enough", Le(2 * norm(moved) ** 2, product)),),
    sizes={d: (1,), n: (2,)},
)

score = exp(beta * inner(y, W * x[j]))
shift = beta * (inner(e, W * x[j]) + inner(y, W * z[j]))


def along(value):
    """Return the derivative where y moves along e and every x[j] along z[j]."""
    return differential(value, x, z) + differential(value, y, e)


derivative = Claim(
    source=place,
    says=same(
        along(total(score * x[j], j)) - along(total(score, j)) * m,
        total(score * z[j], j) + total(score * shift * (x[j] - m), j),
    ),
    controls=(
        Control(
            "the weights stay as they are",
            same(
                along(total(score * x[j], j)) - along(total(score, j)) * m,
                total(score * z[j], j),
            ),
        ),
    ),
    sizes={d: (1, 2), n: (1, 2)},
    remark="Divided by Z = Σⱼ exp(β⟨y, Wxⱼ⟩), with m the mean: the derivative of the output.",
)

recentered = Claim(
    source=place,
    given=(complete,),
    needs=(complete,),
    says=same(
        total(w[j] * inner(u, x[j]) * (x[j] - mean), j),
        total(w[j] * inner(u, x[j] - mean) * (x[j] - mean), j),
    ),
    controls=(
        Control(
            "the mean may be left out everywhere",
            same(
                total(w[j] * inner(u, x[j]) * (x[j] - mean), j),
                total(w[j] * inner(u, x[j]) * x[j], j),
            ),
        ),
    ),
    sizes={d: (1,), n: (2,)},
    remark="So the token's own move costs at most β‖W‖‖e‖ Σⱼ wⱼ‖xⱼ - m‖² ≤ κ‖e‖.",
)

bounded_shift = Assumption("tⱼ is at most g‖zⱼ‖", Le(t[j] ** 2, g**2 * norm(z[j]) ** 2))
by_parts = Assumption("L is at most AS", Le(left, right * near))
small_shift = Assumption("A is at most g²s", Le(right, g**2 * length))
small_spread = Assumption("S lies between 0 and R²", Ge(near * (R**2 - near), 0))
longer = Assumption("s is not negative", Ge(length, 0))

shifts = Claim(
    source=place,
    given=(nonnegative, bounded_shift),
    needs=(nonnegative, bounded_shift),
    says=Le(total(w[j] * t[j] ** 2, j), g**2 * total(w[j] * norm(z[j]) ** 2, j)),
    controls=(
        Control(
            "g need not be squared",
            Le(total(w[j] * t[j] ** 2, j), g * total(w[j] * norm(z[j]) ** 2, j)),
        ),
    ),
    sizes={d: (1,), n: (2,)},
    remark="For the moves of the others g = β‖W‖R.",
)

one_row = Claim(
    source=place,
    given=(by_parts, small_shift, small_spread, longer),
    needs=(by_parts, small_shift, small_spread, longer),
    says=Le(left, (g * R) ** 2 * length),
    controls=(Control("R counts once", Le(left, g**2 * Abs(R) * length)),),
    uses=(cauchy_schwarz, shifts, variance, centered),
    remark=(
        "L = ‖Σⱼ wⱼtⱼ(xⱼ - m)‖², A = Σⱼ wⱼtⱼ², S = Σⱼ wⱼ‖xⱼ - m‖², s = Σⱼ wⱼ‖zⱼ‖², gR = κ. "
        "Summed over the rows this is at most κ²c Σⱼ ‖zⱼ‖²."
    ),
)

averaged = Assumption("‖p‖ is at most q s", Le(norm(first), q * length))
own_part = Assumption("‖r‖ is at most κ s", Le(norm(second), kappa * length))
other_part = Assumption("‖k‖ is at most κ q s", Le(norm(third), kappa * q * length))
whole = (q * (1 + kappa) + kappa) * length
together = Assumption(
    "u is at most as long as its parts together",
    Le(norm(u), norm(first) + norm(second) + norm(third)),
)
lengthens = Assumption("V lengthens u at most by λ", Le(norm(V * u), lam * norm(u)))
growing = Assumption("λ is not negative", Ge(lam, 0))
bounded = Assumption("‖u‖ is at most (q(1 + κ) + κ) s", Le(norm(u), whole))

triangle = Claim(
    source=place,
    says=Le(norm(first + second + third), norm(first) + norm(second) + norm(third)),
    controls=(
        Control(
            "the last part does not count",
            Le(norm(first + second + third), norm(first) + norm(second)),
        ),
    ),
    sizes={d: (1,)},
)

three_parts = Claim(
    source=place,
    given=(together, averaged, own_part, other_part),
    needs=(together, averaged, own_part, other_part),
    says=Le(norm(u), whole),
    controls=(Control("the weights stay as they are", Le(norm(u), q * length)),),
    uses=(
        triangle,
        derivative,
        recentered,
        one_row,
        mean_of_squares,
        by_columns,
        no_more_than_n,
    ),
    sizes={d: (1,)},
    remark=(
        "All tokens as one vector of length s = (Σ ‖zⱼ‖²)^½; q = √c. p averages the moves, r "
        "comes from a token's own move, k from the moves of the others."
    ),
)

local_bound = Claim(
    source=place,
    reading="repaired",
    repairs=lipschitz,
    given=(lengthens, growing, bounded),
    needs=(lengthens, growing, bounded),
    says=Le(norm(V * u), lam * whole),
    controls=(
        Control("the scores do not matter", Le(norm(V * u), lam * q * length)),
        Control("the values do not matter", Le(norm(V * u), whole)),
    ),
    uses=(three_parts,),
    sizes={d: (1,)},
    remark=(
        "u = p + r + k. So ‖J‖ ≤ ‖V‖(√c(1 + κ) + κ) on the ball of radius R, for any number of "
        "tokens of any dimension."
    ),
)

unit = Assumption("y is a unit vector", Eq(norm(y), 1))
image = Assumption("f is no longer than 1", Le(norm(f), 1))

projection = Claim(
    source=place,
    given=(unit,),
    needs=(unit,),
    says=Le(norm(h - inner(y, h) * y), norm(h)),
    controls=(Control("it halves", Le(2 * norm(h - inner(y, h) * y), norm(h))),),
    sizes={d: (1, 2)},
)

turning = Claim(
    source=place,
    given=(unit, image),
    needs=(unit, image),
    says=Le(norm(inner(e, f) * y + inner(y, f) * e), 2 * norm(e)),
    controls=(Control("once is enough", Le(norm(inner(e, f) * y + inner(y, f) * e), norm(e))),),
    sizes={d: (1, 2)},
)

on_the_sphere = Claim(
    source=place,
    says=same(
        differential(f + inner(u, y) * h - inner(y, f + inner(u, y) * h) * y, y, e),
        inner(u, e) * h
        - inner(y, inner(u, e) * h) * y
        - inner(e, f + inner(u, y) * h) * y
        - inner(y, f + inner(u, y) * h) * e,
    ),
    controls=(
        Control(
            "the projection stands still",
            same(
                differential(f + inner(u, y) * h - inner(y, f + inner(u, y) * h) * y, y, e),
                inner(u, e) * h - inner(y, inner(u, e) * h) * y,
            ),
        ),
    ),
    uses=(projection, turning, local_bound),
    sizes={d: (1, 2)},
    remark=(
        "For a field F (here any affine one, F(y) = f + ⟨u, y⟩h) the derivative of "
        "F - ⟨y, F⟩y is the projected DF[e] less ⟨e, F⟩y + ⟨y, F⟩e. With V = W = I and R = 1 "
        "the flow on the sphere has Λ ≤ √n(1 + β) + β + 2."
    ),
)

tangent = Assumption("f is tangent at y", Eq(inner(y, f), 0))
step = real("s")

leaves_the_sphere = Claim(
    source=place,
    given=(unit, tangent),
    needs=(unit, tangent),
    says=Eq(norm(y + step * f) ** 2, 1 + step**2 * norm(f) ** 2),
    controls=(Control("the step stays on the sphere", Eq(norm(y + step * f), 1)),),
    sizes={d: (1, 2)},
    remark="So a bound on the sphere says nothing of Euler iterates, unless they are put back.",
)
