"""Layers (6) with U = I reach consensus from an open hemisphere, at any step size and count.

In the gnomonic chart a layer replaces each token by an average of all, with weights at least c.
So the highest coordinate never rises, and the spread falls by the factor 1 - ℓc a layer. The
lowest height mᵢ = ⟨v, yᵢ⟩ never falls, so that c stays the same through all layers.
"""

import numpy as np
from sympy import Rational

from proofs.consensus.gnomonic import layer
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
    Source,
    at_most,
    chance,
    equals,
    event,
    index,
    norm,
    observed,
    real,
    size,
    total,
    vector,
    weights,
)
from verify.quantities import law

n, count = size("n l")
j = index("j")
y, z = vector("y z", n)
rho, kappa, mu = weights("rho", count), weights("kappa", count), weights("mu", count)
a, b = weights("a", count), weights("b", count)
c, top, bottom, least, gain, longest = real("c M m h s K")
high, low, long, share = real("p q r alpha")
place = Source("consensus-is-all-you-get", "Equation (6)")
theorem = Source("consensus-is-all-you-get", "Theorem 4.1")

below_top = Assumption("no token is above M", Le(rho[j], top))
above_bottom = Assumption("no token is below m", Ge(rho[j], bottom))
nonnegative = Assumption("weights are not negative", Ge(kappa[j], 0))
adds_up = Assumption("the weights add up to 1", Eq(total(kappa[j], j), 1))
adds_up_too = Assumption("so do those of the other", Eq(total(mu[j], j), 1))
weighty = Assumption("the weights of one token are at least c", Ge(kappa[j], c))
weighty_too = Assumption("the weights of another are at least c", Ge(mu[j], c))

averaged = total(kappa[j] * rho[j], j)
hull = Claim(
    source=place,
    given=(below_top, nonnegative, adds_up),
    needs=(below_top, nonnegative),
    start=averaged,
    chain=(
        at_most(total(kappa[j] * top, j), "term by term"),
        equals(top, "the weights add up to 1"),
    ),
    controls=(Control("the top falls strictly", Lt(averaged, top)),),
    sizes={count: (1, 2)},
    uses=(layer,),
    remark="After a layer every coordinate is at most what the highest was: the hull shrinks.",
)

# of the tokens that are highest and lowest after the layer
after = averaged - total(mu[j] * rho[j], j)
above_c = total((kappa[j] - c) * rho[j], j) - total((mu[j] - c) * rho[j], j)
shares = total((kappa[j] - c) * top, j) - total((mu[j] - c) * bottom, j)
contraction = Claim(
    source=theorem,
    given=(below_top, above_bottom, weighty, weighty_too, adds_up, adds_up_too),
    start=after,
    chain=(
        equals(above_c, "c Σ ρⱼ cancels"),
        at_most(shares, "term by term"),
        equals((1 - count * c) * (top - bottom), "both sums of weights are 1 - ℓc"),
    ),
    controls=(
        Control("it falls by ℓ + 1 weights", Le(after, (1 - (count + 1) * c) * (top - bottom))),
    ),
    sizes={count: (1, 2)},
    uses=(hull,),
    remark=(
        "The left side is the new spread. After k layers it is at most (1 - ℓc)ᵏ times the "
        "first, for any weights that change from layer to layer."
    ),
)

ahead = Assumption("no token is lower than h", Ge(b[j], least))
positive_weights = Assumption("the weights are not negative", Ge(a[j], 0))
on_it = Assumption("the token has length 1", Eq(norm(y), 1))
weight = Assumption("its weight is not negative", Ge(share, 0))

heights_before = Claim(
    source=place,
    given=(ahead, positive_weights),
    needs=(ahead, positive_weights),
    says=Ge(total(a[j] * b[j], j), least * total(a[j], j)),
    controls=(Control("twice as high", Ge(total(a[j] * b[j], j), 2 * least * total(a[j], j))),),
    sizes={count: (1, 2)},
    remark="Σⱼ αᵢⱼ bⱼ is what a layer adds to the height bᵢ before π_W.",
)

length_before = Claim(
    source=place,
    given=(on_it, weight),
    needs=(on_it, weight),
    says=Le(norm(z + share * y), norm(z) + share),
    controls=(Control("the length stays", Le(norm(z + share * y), norm(z))),),
    sizes={n: (1, 2)},
    remark="One token more adds at most its weight, so |yᵢ + Σⱼ αᵢⱼ yⱼ| ≤ 1 + Σⱼ αᵢⱼ.",
)

raised = Assumption("the height before π_W is at least h (1 + s)", Ge(high, least * (1 + gain)))
short = Assumption("the length is at most 1 + s", And(Gt(long, 0), Le(long, 1 + gain)))
positive = Assumption("h and s are positive", And(Gt(least, 0), Gt(gain, 0)))

heights = Claim(
    source=theorem,
    given=(raised, short, positive),
    needs=(raised, short),
    says=Ge(high / long, least),
    controls=(Control("the lowest token rises", Gt(high / long, least)),),
    uses=(heights_before, length_before),
    remark="The lowest height ⟨v, yᵢ⟩ never falls, whatever the step size is.",
)

own = Assumption("the token is no higher than K", And(Gt(high, 0), Le(high, longest)))
scored = Assumption("the weight αᵢⱼ is at least c₁", And(Ge(share, c), Gt(c, 0)))
other = Assumption("the other token is not lower than h", And(Ge(low, least), Gt(least, 0)))
sum_ = Assumption(
    "Σ αᵢⱼ bⱼ is at most sK", And(Gt(gain, 0), Gt(long, 0), Le(long, gain * longest))
)
entry = share * low / (high + long)

entries = Claim(
    source=theorem,
    given=(own, scored, other, sum_),
    needs=(own, scored, other, sum_),
    says=Ge(entry, c * least / (longest * (1 + gain))),
    controls=(
        Control(
            "the step does not matter", Ge(share * low / (high + long), c * least / longest)
        ),
    ),
    uses=(layer,),
    remark="Every entry of the averaging matrix is at least c₁ h/(K (1 + s)), in any layer.",
)

TOKENS, MATRICES, LAYERS = 4, 5, 60


@law("layers", "tokens in a half sphere, and matrices P", (TOKENS + 3 * MATRICES, 3), cost=60)
def drawn(rng, draws):
    y = rng.standard_normal((draws, TOKENS, 3))
    y[..., 2] = np.abs(y[..., 2])
    P = rng.uniform(-3, 3, (draws, 3 * MATRICES, 3))
    return np.concatenate([y / np.linalg.norm(y, axis=-1, keepdims=True), P], axis=1)


@event("the tokens meet, and the lowest never sinks")
def gathered(table):
    """Tell of tokens after 60 layers; what is not near enough yet is undecided, never a no."""
    y, P = table[:, :TOKENS], table[:, TOKENS:].reshape(-1, MATRICES, 3, 3)
    rising = np.ones(len(y), dtype=bool)
    for k in range(LAYERS):
        score = np.exp(y @ P[:, k % MATRICES] @ y.swapaxes(1, 2))
        moved = y + score @ y / (np.sqrt(3) * score.sum(axis=2, keepdims=True))
        new = moved / np.linalg.norm(moved, axis=2, keepdims=True)
        rising &= new[..., 2].min(axis=1) > y[..., 2].min(axis=1) - 1e-12
        y = new
    near = np.ptp(y, axis=1).max(axis=1) < 1e-6
    return rising & near, rising & ~near


seen = Claim(
    source=place,
    expects=observed,
    says=Eq(chance(gathered, drawn), 1),
    controls=(Control("half of them", Lt(chance(gathered, drawn), Rational(1, 2))),),
    uses=(heights, contraction),
    remark="Four tokens, another P in each of 60 layers; floating point, so it is only seen.",
)
