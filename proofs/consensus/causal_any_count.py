"""Theorem 5.1 corrected, for ℓ tokens in any dimension: token i fails from one start Eᵢ.

Let y₁, …, yᵢ₋₁ tend to y₁. Then yᵢ tends to y₁ or to -y₁, for its height rises wherever it is
farther from both than the errors; near -y₁ two starts of yᵢ move apart exponentially, so that
one at most ends there. One does: let xₖ be the start from which yᵢ is at -y₁ at the time k, for
on a sphere the flow runs backwards as well, and let the xₖ accumulate at x. Were x drawn to y₁,
it would be in a cap about y₁ that is kept from a time on, and so would be all starts near x, xₖ
among them. So the basin is {yᵢ ≠ Eᵢ(y₁, …, yᵢ₋₁), i ≥ 2}: almost every start reaches consensus,
for any heads and any bounded P(t). E₂ = -y₁, and on a great circle Eᵢ lies between -y₁ and the
opposite of the highest earlier token.
"""

from sympy import Rational

from proofs.consensus.basin_of_three import between_is_near_opposite
from proofs.consensus.causal_potential import gain_near_both_ends, with_errors
from proofs.consensus.domain_of_attraction import three_tokens as every_named_start
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Gt,
    Le,
    Lt,
    Source,
    at_least,
    decays,
    equals,
    index,
    inner,
    norm,
    real,
    size,
    tokens,
    total,
    vector,
    weights,
)

n, count = size("n l")
j = index("j")
p, u, x, z = vector("p u x z", n)
y = tokens("y", count, n)
a, b = weights("a", count), weights("b", count)
kappa = weights("kappa", count)
e, s, t = weights("e", count), weights("s", count), weights("t", count)
c, h = weights("c", count), weights("h", count)
eta, delta, d, q, g, least = real("eta delta d q g c_1")
first, other, C, S = real("a_1 b_1 C S")
half = Rational(1, 2)
KEY = "consensus-is-all-you-get"
place = Source(KEY, "Theorem 5.1")
table = Source(KEY, "Table 1")


def pull(share, token):
    """Return the velocity of a token to which the earlier ones have these weights."""
    return total(share[j] * (y[j] - inner(token, y[j]) * token), j)


first_unit = Assumption("the first token is on the sphere", Eq(norm(p), 1))
unit_x = Assumption("the token is on the sphere", Eq(norm(x), 1))
unit_z = Assumption("so it is from the other start", Eq(norm(z), 1))
near = Assumption("the earlier token is within η of the first", Le(norm(u - p), eta))

height = inner(p, x)
reach = norm(p - height * x)

height_rises = Claim(
    source=place,
    given=(first_unit, unit_x, near),
    needs=(near,),
    start=inner(p, u - inner(x, u) * x),
    chain=(
        equals(reach**2 + inner(u - p, p - height * x)),
        at_least(reach**2 - eta * reach, "Cauchy and Schwarz"),
    ),
    controls=(Control("the error is harmless", Ge(inner(p, u - inner(x, u) * x), reach**2)),),
    sizes={n: (1, 2)},
    uses=(with_errors, gain_near_both_ends),
    remark=(
        "What an earlier token u adds to the height of x, with |p - ⟨p, x⟩x| = √(1 - a²). The "
        "height rises where √(1 - a²) > η, so as η → 0 it tends to 1, or else to -1."
    ),
)

cap_is_kept = Claim(
    source=place,
    given=(
        first_unit,
        unit_x,
        near,
        Assumption("the token is on the border of the cap, not nearer than η", Ge(reach, eta)),
    ),
    needs=(near,),
    start=inner(p, u - inner(x, u) * x),
    chain=(
        at_least(reach**2 - eta * reach, "Cauchy and Schwarz"),
        at_least(0, "|p - ⟨p, x⟩x| is the same all along the border, and η or more"),
    ),
    controls=(
        Control("it rises at once", Gt(inner(p, u - inner(x, u) * x), 0)),
        Control("at the rate η", Ge(inner(p, u - inner(x, u) * x), eta)),
    ),
    sizes={n: (1, 2)},
    uses=(height_rises,),
    remark=(
        "The cap ⟨p, x⟩ ≥ √(1 - r²) for any r ≥ η, η < 1: no earlier token pulls x out of it "
        "once all are within η of y₁. So the starts that y₁ draws are an open set, and not all."
    ),
)

velocities = inner(x - z, pull(a, x) - pull(b, z))
together = half * norm(x - z) ** 2 * total(a[j] * inner(x, y[j]) + b[j] * inner(z, y[j]), j)

two_starts = Claim(
    source=place,
    given=(unit_x, unit_z),
    needs=(unit_x, unit_z),
    says=Eq(velocities, total((a[j] - b[j]) * inner(x - z, y[j]), j) - together),
    controls=(Control("the weights do not change", Eq(velocities, -together)),),
    sizes={n: (1, 2), count: (1, 2)},
    remark=(
        "Half the velocity of |x - z|² for two starts x and z of token i beside the same "
        "earlier tokens, whose weights a and b for it depend on where it is."
    ),
)

cross_term = Claim(
    source=place,
    given=(
        unit_x,
        unit_z,
        Assumption(
            "the earlier token is within δ of the opposite of their middle",
            Le(norm(u + half * (x + z)), delta),
        ),
    ),
    needs=(unit_x, unit_z),
    says=Le(inner(x - z, u) ** 2, delta**2 * norm(x - z) ** 2),
    controls=(
        Control("half of it is enough", Le(4 * inner(x - z, u) ** 2, delta * norm(x - z))),
    ),
    sizes={n: (1, 2)},
    uses=(two_starts,),
    remark="⟨x - z, u⟩ = ⟨x - z, u + (x + z)/2⟩: small, for both starts are near -u.",
)

change = total((a[j] - b[j]) * e[j], j)
slow_change = total(kappa[j] * delta * d**2, j)
not_negative = Assumption("the weights are not negative", And(Ge(a[j], 0), Ge(b[j], 0)))
behind = Assumption(
    "the earlier tokens are on the other side of both",
    And(Le(s[j], -(1 - delta)), Le(t[j], -(1 - delta))),
)
smooth = Assumption(
    "a weight changes by at most κ d over the distance d",
    And(Le(a[j] - b[j], kappa[j] * d), Ge(a[j] - b[j], -kappa[j] * d)),
)
small = Assumption(
    "the cross terms are at most δ d", And(Le(e[j], delta * d), Ge(e[j], -delta * d))
)
parting = change - half * d**2 * total(a[j] * s[j] + b[j] * t[j], j)

expansion = Claim(
    source=place,
    given=(not_negative, behind, smooth, small),
    needs=(not_negative, behind),
    start=parting,
    chain=(
        at_least(-slow_change - half * d**2 * total(a[j] * s[j] + b[j] * t[j], j)),
        at_least(total(half * d**2 * (1 - delta) * (a[j] + b[j]), j) - slow_change),
    ),
    controls=(
        Control(
            "the weights may change as they like",
            Ge(parting, total(half * d**2 * (1 - delta) * (a[j] + b[j]), j)),
        ),
    ),
    sizes={count: (1, 2)},
    uses=(two_starts, cross_term),
    remark=(
        "s, t and e stand for ⟨x, yⱼ⟩, ⟨z, yⱼ⟩ and ⟨x - z, yⱼ⟩, d for |x - z|. With Σa and Σb "
        "at least c₁ and δ small this is at least c₁d²/2: the softmax of a bounded P has a "
        "finite κ."
    ),
)

gap_flow = Flow({q: g * q}, inputs=(g,))
differ = Assumption("the starts differ", Gt(q, 0))
expands = Assumption("the squared distance grows at the rate c₁ or faster", Ge(g, least))

one_at_most = Claim(
    source=place,
    given=(differ, expands),
    needs=(expands,),
    says=decays(1 / q, least, gap_flow),
    controls=(Control("twice as fast", decays(1 / q, 2 * least, gap_flow)),),
    uses=(expansion,),
    remark=(
        "q = |x - z|² ≥ q(0)e^(c₁t) as long as both are near -y₁. On a sphere q ≤ 4, so two "
        "starts cannot both stay: no more than one ends at -y₁."
    ),
)

pulling = Assumption("the weights are positive", And(Gt(a[j], 0), Gt(b[j], 0)))
upper = Assumption("the earlier tokens are above the line of y₁", Gt(h[j], 0))
highest = Assumption("none is past the highest of them", Ge(S * c[j] - C * h[j], 0))
first_pulls = Assumption("the first token pulls both", And(Gt(first, 0), Gt(other, 0)))
not_level = Assumption("the highest is above the line", Gt(S, 0))

pulled_back = Claim(
    source=place,
    given=(pulling, upper),
    needs=(pulling, upper),
    says=Lt(-total(a[j] * h[j], j), 0),
    controls=(Control("it falls at the rate 1", Lt(-total(a[j] * h[j], j), -1)),),
    sizes={count: (1, 2)},
    remark=(
        "The speed of token i at -y₁ on the circle, the earlier tokens at (cⱼ, hⱼ): it falls "
        "into the trap of `basin_of_three`, between 0 and π, and -y₁ itself reaches consensus."
    ),
)

edge = first * S + total(a[j] * (S * c[j] - C * h[j]), j)
top = -other * S - total(b[j] * (S * c[j] - C * h[j]), j)

edge_is_outrun = Claim(
    source=place,
    given=(pulling, highest, first_pulls, not_level),
    needs=(highest,),
    start=edge - top,
    chain=(at_least(first * S + other * S, "no earlier token is past the highest"),),
    controls=(Control("only the first token acts", Eq(edge, first * S)),),
    sizes={count: (1, 2)},
    uses=(pulled_back, between_is_near_opposite),
    remark=(
        "(C, S) is the highest earlier token. At its opposite token i rises, while the highest "
        "itself falls: two traps for any number of tokens, and an exceptional start between "
        "them, as for three."
    ),
)

conclusion = Claim(
    source=table,
    reading="repaired",
    repairs=every_named_start,
    given=(
        differ,
        Assumption("the rate c₁ is positive", Gt(least, 0)),
        Assumption("both starts stay on the sphere", Le(g, 4)),
        Assumption("their squared distance grows at the rate c₁", Ge(g, q * (1 + least * d))),
    ),
    says=Lt(least * q * d, 4),
    controls=(Control("they are apart by 1", Lt(least * q * d, 1)),),
    uses=(height_rises, cap_is_kept, one_at_most, edge_is_outrun),
    remark=(
        "q is |x - z|² at first and g at the time d: it is above 4 from 4/(c₁q) on, at the "
        "latest, so two starts that both fail are one. By Fubini's theorem the starts that "
        "fail form a set of measure zero, for every ℓ, n, h and bounded P(t). That one fails, "
        "Eᵢ, is the argument above, whose estimate is `cap_is_kept`; that the xₖ accumulate is "
        "not checked by the program. For constant P almost every start is also a theorem of "
        "Karagodin, Polyanskiy and Rigollet, by center-stable manifolds."
    ),
)
