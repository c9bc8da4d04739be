"""Forward Euler is conditionally stable, and no finite depth amplifies without bound.

A step with ‖f‖ ≤ c‖x‖ grows the state at most by 1 + c; steps of bounded length, as behind a
normalization, add up at most linearly in depth.
"""

from sympy import Abs

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Ne,
    Source,
    norm,
    real,
    refuted,
    size,
    vector,
)

n = size("n")
h, lam, x0, bound, c, k = real("h lambda x B c k")
x, y, f, g = vector("x y f g", n)
deep = (1 + lam) ** 12 * x0
place = Source("curse-of-euler", "The Essence of the Curse")

forward = Assumption("the step goes forward", Gt(h, 0))
decaying = Assumption("the mode decays", Lt(lam, 0))
amplified = Assumption("the mode is amplified", Gt(Abs(1 + lam), 1))
away = Assumption("the state is not zero", Ne(x0, 0))
relative = Assumption("the layer adds at most c‖x‖", Le(norm(f), c * norm(x)))
shallow = Assumption("k layers added at most kc", Le(norm(y), norm(x) + k * c))
bounded = Assumption("a layer adds at most c", Le(norm(g), c))

intended = Claim(
    source=place,
    reading="intended",
    given=(forward, decaying),
    needs=(forward, decaying),
    says=Iff(Lt(Abs(1 + h * lam), 1), Gt(h * lam, -2)),
    controls=(
        Control("it is stable for every step", Lt(Abs(1 + h * lam), 1)),
        Control("1 is the threshold", Iff(Lt(Abs(1 + h * lam), 1), Gt(h * lam, -1))),
    ),
)

implicit_euler = Claim(
    source=place,
    reading="intended",
    given=(forward, decaying),
    needs=(forward, decaying),
    says=Lt(Abs(1 / (1 - h * lam)), 1),
    controls=(Control("it halves at every step", Lt(2 * Abs(1 / (1 - h * lam)), 1)),),
    remark="The contrast: x₊ = x + hλx₊ decays for every step size.",
)

literal = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(amplified, away),
    says=Gt(Abs(deep), bound),
    controls=(Control("twelve layers double the state", Ge(Abs(deep), 2 * Abs(x0))),),
    remark=(
        "'Amplifies without bound' is said of a network of finite depth; twelve layers are "
        "taken here, and any number gives the same answer. For a linear update repeated for "
        "ever it is true."
    ),
)

finite_depth = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(relative,),
    needs=(relative,),
    says=Le(norm(x + f), (1 + c) * norm(x)),
    controls=(
        Control("the layer shrinks the state", Le(norm(x + f), norm(x))),
        Control("the sizes add up exactly", Eq(norm(x + f), norm(x) + norm(f))),
    ),
    sizes={n: (1,)},
    remark="L layers grow the state at most by (1 + c) to the power L.",
)

bounded_layers = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(shallow, bounded),
    needs=(shallow, bounded),
    says=Le(norm(y + g), norm(x) + (k + 1) * c),
    controls=(
        Control("the bound does not grow", Le(norm(y + g), norm(x) + k * c)),
        Control("the last layer does not count", Le(norm(y + g), norm(y))),
    ),
    sizes={n: (1,)},
    remark=(
        "By induction the state grows at most linearly in depth. A layer that reads a "
        "normalized state, as the essay writes it, has such a c, whatever its eigenvalues are."
    ),
)
