"""In the open hemisphere ⟨v, y⟩ > 0 the lowest token rises: V = max(1 - ⟨v, yᵢ⟩) falls.

The height bᵢ = ⟨v, yᵢ⟩ moves by fᵢ = Σⱼ αᵢⱼ (bⱼ - cᵢⱼ bᵢ) with cᵢⱼ = yᵢᵀWyⱼ ≤ 1. For the lowest
token, at height m, every term is at least αᵢⱼ m (1 - cᵢⱼ) ≥ 0: this repairs Theorem 4.1.
"""

from sympy import Max, Min

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Le,
    Source,
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
    zero,
)

n, count = size("n l")
i, j = index("i j")
x = tokens("x", count, n)
a, b, c = weights("a", count), weights("b", count), weights("c", count)
p, r = weights("p", count), weights("r", count)
W = matrix("W", n)
v, y, z, u = vector("v y z u", n)
m, c1, rho, pull = real("m c1 rho A")
f, g, h, time = real("f g h tau")
KEY = "consensus-is-all-you-get"
place = Source(KEY, "Theorem 4.1")
proof = Source(KEY, "Proof of Theorem 4.1")

positive = Assumption("the weights are positive", Gt(a[j], 0))
inside = Assumption("the tokens lie in the hemisphere", Gt(b[j], 0))
lowest = Assumption("no token is below m", Ge(b[j], m))
height = Assumption("m is positive", Gt(m, 0))
cosines = Assumption("the inner products are at most 1", Le(c[j], 1))
least = Assumption("the weights are at least c₁", Ge(a[j], c1))
not_negative = Assumption("c₁ is not negative", Ge(c1, 0))
unit_y = Assumption("y has length 1", Eq(norm(y), 1))
unit_z = Assumption("z has length 1", Eq(norm(z), 1))
unit_u = Assumption("u has length 1", Eq(norm(u), 1))
unit_v = Assumption("v has length 1", Eq(norm(v), 1))
on_it = Assumption("y lies on the ellipsoid", Eq(inner(y, W * y), 1))
pole = Assumption("v lies on the ellipsoid", Eq(inner(v, W * v), 1))
definite = Assumption("W is positive at y - v", Ge(inner(y - v, W * (y - v)), 0))

closest = Assumption("no pair is farther apart, rⱼ ≥ ρ", Ge(r[j], rho))
closest_too = Assumption("the inner products pⱼ are at most 1", Le(p[j], 1))
correlation = Assumption("ρ is between 0 and 1", And(Ge(rho, 0), Le(rho, 1)))

later = Assumption("time passes", Gt(time, 0))
higher = Assumption("the token is not below m", Ge(f, m))
cosine = Assumption("its inner product with the lowest is at most 1", Le(g, 1))

rises = total(a[j] * (b[j] - c[j] * m), j)

# the difference quotient of the larger of two functions that tie at h, with slopes f and g
quotient = (Max(h + time * f, h + time * g) - h) / time
meets = pull * (1 - rho**2) + total(a[j] * (r[j] - p[j] * rho), j)

heights = Claim(
    source=Source(KEY, "Lemma 4.2"),
    says=Eq(
        inner(v, total(a[i, j] * (x[j] - inner(x[i], W * x[j]) * x[i]), j)),
        total(a[i, j] * (inner(v, x[j]) - inner(x[i], W * x[j]) * inner(v, x[i])), j),
    ),
    controls=(
        Control(
            "the height follows the mean",
            Eq(
                inner(v, total(a[i, j] * (x[j] - inner(x[i], W * x[j]) * x[i]), j)),
                total(a[i, j] * inner(v, x[j]), j),
            ),
        ),
    ),
    sizes={n: (1, 2), count: (1, 2)},
    remark="fᵢ is the velocity of the height ⟨v, yᵢ⟩.",
)

points_inward = Claim(
    source=proof,
    given=(positive, inside),
    needs=(positive, inside),
    says=Gt(total(a[j] * b[j], j), 0),
    controls=(Control("it points up by more than 1", Gt(total(a[j] * b[j], j), 1)),),
    sizes={count: (1, 2)},
)

monotone = Claim(
    source=proof,
    given=(positive, lowest, cosines, height),
    needs=(positive, lowest, cosines, height),
    says=Ge(rises, 0),
    controls=(Control("it rises by all weights", Ge(rises, total(a[j] * m, j))),),
    sizes={count: (1,)},
    uses=(heights,),
    remark="The velocity of the lowest height, at any weights: no continuity in time is used.",
)

decrease = Claim(
    source=place,
    given=(least, not_negative, lowest, cosines, height),
    needs=(least, lowest, cosines),
    says=Ge(rises, total(c1 * m * (1 - c[j]), j)),
    controls=(Control("it rises at rate c₁", Ge(rises, total(c1 * (1 - c[j]), j))),),
    sizes={count: (1, 2)},
    uses=(monotone,),
    remark="V̇ ≤ -c₁ m Σⱼ (1 - yᵢᵀWyⱼ) for one head: h heads add up.",
)

triangle = Claim(
    source=place,
    given=(unit_u, unit_y, unit_z),
    needs=(unit_u,),
    says=Le(1 - inner(y, z), 2 * (1 - inner(u, y)) + 2 * (1 - inner(u, z))),
    controls=(
        Control(
            "the factor 1 is enough", Le(1 - inner(y, z), (1 - inner(u, y)) + (1 - inner(u, z)))
        ),
    ),
    sizes={n: (2,)},
    remark=(
        "So max(1 - yⱼᵀyₖ) ≤ 2 Σⱼ (1 - uᵀyⱼ) for every token u. With `decrease` its integral "
        "over time is finite, and it is Lipschitz in time: it tends to 0."
    ),
)

attraction = Claim(
    source=place,
    given=(positive, closest, closest_too, correlation),
    needs=(closest, closest_too),
    says=Ge(meets, pull * (1 - rho**2)),
    controls=(
        Control(
            "every token helps",
            Ge(meets, pull * (1 - rho**2) + total(a[j] * (1 - rho), j)),
        ),
    ),
    sizes={count: (1,)},
    remark=(
        "y and z have the smallest inner product ρ ≥ 0; pⱼ = yᵀWyⱼ, rⱼ = zᵀWyⱼ, A is the "
        "weight of z for y, and the sum runs over the other tokens. With the same bound for z, "
        "D⁺ρ ≥ 2 h c₁ (1 - ρ²)."
    ),
)

bisector = Claim(
    source=place,
    says=same(
        pull * (z - inner(y, z) * y) + pull * (y - inner(y, z) * z),
        (pull * (1 - inner(y, z))) * (y + z),
    ),
    controls=(
        Control(
            "the sum of two tokens rests",
            same(
                pull * (z - inner(y, z) * y) + pull * (y - inner(y, z) * z),
                zero(n),
            ),
        ),
    ),
    sizes={n: (1, 2)},
    remark=(
        "The velocity of y + z for two tokens on the sphere that weigh each other alike: its "
        "direction stays, so y and z meet there. They do so in the hemisphere of v when "
        "⟨v, y + z⟩ > 0, also with ⟨v, z⟩ < 0: 'domain of attraction H⁺(v)' means 'contains'."
    ),
)

danskin = Claim(
    source=Source(KEY, "Equation (12)"),
    given=(later,),
    needs=(later,),
    says=Eq(quotient, Max(f, g)),
    controls=(
        Control(
            "the slope is the smaller one",
            Eq((Max(h + time * f, h + time * g) - h) / time, Min(f, g)),
        ),
    ),
    remark="Two functions that tie: the upper Dini derivative is the larger slope.",
)

term_vanishes = Claim(
    source=proof,
    given=(higher, cosine, height),
    needs=(higher, cosine),
    says=Iff(Eq(f - g * m, 0), And(Eq(f, m), Eq(g, 1))),
    controls=(Control("equal heights are enough", Iff(Eq(f - g * m, 0), Eq(f, m))),),
    uses=(monotone,),
    remark=(
        "A term bⱼ - cⱼ m of V⁺, with b = f and c = g: it is 0 only where the token is as low "
        "as the lowest and equal to it, so V⁺ = 0 at consensus only."
    ),
)
