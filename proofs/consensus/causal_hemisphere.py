"""Causal tokens in an open hemisphere reach consensus: a guaranteed part of Theorem 5.1.

In the gnomonic chart ṙᵢ = Σ_{j<i} aᵢⱼ(t) (rⱼ - rᵢ), so that r₁ rests. x and z are how far one
coordinate of the second and third token is from it; X and Z bound them and fall. The weights
change with time in any way between two positive bounds. With any number of tokens the largest
distance falls at the rate of the weight of the first.
"""

from proofs.consensus.gnomonic import averaging
from proofs.consensus.hemisphere import monotone
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Le,
    Source,
    at_most,
    converges,
    decays,
    finite_length,
    index,
    real,
    size,
    tends,
    total,
    weights,
)

x, z, near, far, most = real("x z X Z K")
a21, a31, a32 = inputs = real("a_21 a_31 a_32")
place = Source("consensus-is-all-you-get", "Theorem 5.1")

three = Flow(
    {x: -a21 * x, z: -a31 * z + a32 * (x - z), near: -near, far: -far - (far - near)},
    inputs=inputs,
)
least = Assumption(
    "the weights are at least 1, by the unit of time", And(*(Ge(a, 1) for a in inputs))
)
bounded = Assumption("the weights are at most K", And(*(Le(a, most) for a in inputs)))
bounds = Assumption(
    "X bounds x, and Z bounds z and X",
    And(Le(x, near), Ge(x, -near), Le(z, far), Ge(z, -far), Le(near, far), Ge(near, 0)),
)
by_bounds = finite_length(far, 1, 3 * most, power=1)

consensus = Claim(
    source=place,
    given=(least, bounded, bounds),
    says=tends(And(Eq(x, 0), Eq(z, 0)), three, by=by_bounds),
    controls=(
        Control("they close in twice as fast", decays(far**2, 4, three)),
        Control("the third goes where it was", tends(Eq(z, x + 1), three)),
    ),
    uses=(averaging,),
    remark=(
        "One coordinate of the chart, in any dimension; weights aᵢⱼ = αᵢⱼ bⱼ/bᵢ. Exceptional "
        "starts lie in no open hemisphere: `exceptional_angle.opposite_cone`."
    ),
)

one_point = Claim(
    source=place,
    given=(least, bounded, bounds),
    says=converges(three, by=by_bounds),
    controls=(Control("they go where the second was", tends(Eq(x, 1), three)),),
    uses=(consensus,),
)

count, j = size("l"), index("j")
rho, share = weights("rho", count), weights("a", count)
first, least_first, largest = real("a_1 c M")
farthest = -first * largest + total(share[j] * (rho[j] - largest), j)

any_count = Claim(
    source=place,
    given=(
        Assumption(
            "no token is farther than M", And(Le(rho[j], largest), Ge(rho[j], -largest))
        ),
        Assumption("the weights are not negative", Ge(share[j], 0)),
        Assumption("the first weight is at least c", Ge(first, least_first)),
        Assumption("M is a distance", Ge(largest, 0)),
    ),
    start=farthest,
    chain=(
        at_most(-first * largest, "the tokens before it pull it nearer, or nowhere"),
        at_most(-least_first * largest),
    ),
    controls=(Control("it falls twice as fast", Le(farthest, -2 * least_first * largest)),),
    sizes={count: (1, 2)},
    uses=(averaging, monotone),
    remark=(
        "The velocity of the token that is farthest from the first, at M = max |ρⱼ|: "
        "D⁺M ≤ -cM. So tokens of an open hemisphere reach consensus at y₁, as e^(-ct), for "
        "every ℓ and n; c = c₁m₀/K, and the lowest height m₀ never falls. The limit stays the "
        "first token, which no other token moves."
    ),
)
