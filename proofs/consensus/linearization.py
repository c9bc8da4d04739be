"""At consensus attention with U = I has the exponents 0 and -h/√(n+1), whatever P, W and ℓ are.

The linearization sends dᵢ to Σⱼ αᵢⱼ (dⱼ - dᵢ) with αᵢⱼ = s/ℓ, s = 1/√(n+1): it forgets what
differs at rate s and keeps what is common. So consensus points lie on a manifold of equilibria,
and none of them alone is asymptotically stable.
"""

from sympy import E, cos, exp, pi, sin, sqrt

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Implies,
    Lt,
    Not,
    Source,
    above,
    differential,
    equals,
    index,
    inner,
    matrix,
    norm,
    real,
    refuted,
    same,
    size,
    tokens,
    total,
    vector,
    weights,
    zero,
)
from verify.symbolic.slopes import derivative_in

n, count = size("n l")
i, j = index("i j")
x, d, y = tokens("x", count, n), tokens("d", count, n), vector("y", n)
u, v = vector("u v", n)
a = weights("a", count)
P, W = matrix("P W", n)
s, t = real("s t")
KEY = "consensus-is-all-you-get"
place = Source(KEY, "Section 3.3")

pull = x[j] - inner(x[i], W * x[j]) * x[i]
unnormalized = total(exp(inner(x[i], P * x[j])) * pull, j)
together = {x[i]: y, x[j]: y}
moved = differential(unnormalized, x, d).xreplace(together)

# two tokens on the circle at angle t, P = I: their angle obeys ṫ = -2 α sin t
turning = -2 * exp(cos(t)) * sin(t) / (sqrt(2) * (E + exp(cos(t))))

on_it = Assumption("y lies on the ellipsoid", Eq(inner(y, W * y), 1))
tangent = Assumption("every dᵢ is tangent", Eq(inner(y, W * d[i]), 0))
symmetric = Assumption("W is symmetric", same(W.T, W))
opposed = Assumption("the moves add up to 0", same(total(d[j], j), zero(n)))
equilibrium = Assumption("v is on the sphere", Eq(norm(v), 1))
other = Assumption("so is u", Eq(norm(u), 1))
close = Assumption("they are closer than a right angle", Gt(inner(u, v), 0))
weighty = Assumption("the weights are positive", Gt(a[j], 0))
rest = same(total(a[j] * (u - inner(u, u) * u), j), zero(n))

isolated = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(equilibrium, other, close, weighty),
    says=Implies(rest, same(u, v)),
    controls=(Control("no point of the sphere is at rest", Not(rest)),),
    sizes={n: (2,), count: (1,)},
    remark=(
        "'The only equilibria that are asymptotically stable are the consensus equilibria.' An "
        "asymptotically stable equilibrium has no other near it, and (u, …, u) is one for "
        "every u: only the set of all consensus points can attract."
    ),
)

manifold = Claim(
    source=place,
    reading="repaired",
    repairs=isolated,
    given=(on_it,),
    needs=(on_it,),
    says=same(unnormalized.xreplace(together), zero(n)),
    controls=(Control("consensus drifts along y", same(unnormalized.xreplace(together), y)),),
    sizes={n: (1, 2), count: (1, 2)},
    remark="Every consensus point of every ellipsoid is an equilibrium, so none is isolated.",
)

at_consensus = Claim(
    source=place,
    given=(on_it, tangent, symmetric),
    needs=(tangent,),
    says=same(moved, exp(inner(y, P * y)) * total(d[j] - d[i], j)),
    controls=(
        Control(
            "tokens take over the mean move",
            same(moved, exp(inner(y, P * y)) * total(d[j], j)),
        ),
    ),
    sizes={n: (2,), count: (1, 2)},
    remark="The slope of Zᵢ ẏᵢ; what P does to the weights is multiplied by yⱼ - yᵢ = 0.",
)

exponent = Claim(
    source=place,
    given=(opposed,),
    needs=(opposed,),
    says=same((s / count) * total(d[j] - d[i], j), -s * d[i]),
    controls=(
        Control(
            "the rate grows with ℓ",
            same((s / count) * total(d[j] - d[i], j), -s * count * d[i]),
        ),
    ),
    sizes={n: (1,), count: (1, 2)},
    uses=(at_consensus,),
    remark=(
        "At consensus αᵢⱼ = s/ℓ with s = 1/√(n+1), so every difference decays with the "
        "exponent -s, times h for h heads: independent of P, W and ℓ."
    ),
)

antipodal = Claim(
    source=place,
    start=derivative_in(turning, t).subs(t, pi),
    chain=(equals(sqrt(2) / (1 + E**2)), above(0)),
    controls=(
        Control("opposite tokens stay opposite", Lt(derivative_in(turning, t).subs(t, pi), 0)),
        Control("P = I has rate 1", Eq(derivative_in(turning, t).subs(t, pi), 1)),
    ),
    remark="Two tokens at y and -y are an equilibrium that is not stable, with this exponent.",
)

pair_at_consensus = Claim(
    source=place,
    start=derivative_in(turning, t).subs(t, 0),
    chain=(equals(-1 / sqrt(2)),),
    controls=(Control("the rate is 1", Eq(derivative_in(turning, t).subs(t, 0), -1)),),
    uses=(exponent,),
    remark="The exponent -1/√(n+1) at n = 1, found from the equation of the angle.",
)
