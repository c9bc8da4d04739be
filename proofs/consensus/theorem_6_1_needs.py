"""Lemma 6.1 and Theorem 6.1 without one of their hypotheses: where the tokens tend then.

'The tokens tend to v', the eigenvector for the largest eigenvalue λ of U, from the hemisphere
of v. Tokens on the circle with v = e₁. Each hypothesis is an inequality, or a letter with an
equation: without it an exact start ends elsewhere, certified by an enclosure.
"""

from sympy import cos, sin

from proofs.consensus.vocabulary import causal, flat, turn, unlike, velocities
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
    Ne,
    Source,
    always,
    decays,
    observed,
    real,
    tends,
)

angle, first, second = real("theta theta_1 theta_2")
lam, mu, nu, alpha, p, q = real("lambda mu nu alpha p q")
kappa, k, m, K, seen, C = real("kappa k m K s C")
weight, ratio, least = real("A_22 L c")
lemma = Source("consensus-is-all-you-get", "Lemma 6.1")
place = Source("consensus-is-all-you-get", "Theorem 6.1")

# one token, U = diag(λ, μ); then in the chart r = y/⟨v, y⟩ on the 2-sphere, U = diag(λ, μ, ν)
one = Flow({angle: alpha * turn(((lam, 0), (0, mu)), angle, angle)}, angles=(angle,))
chart = Flow({p: -alpha * (lam - mu) * p, q: -alpha * (lam - nu) * q})
slanted = Flow({angle: turn(((1, -2 * kappa), (0, 0)), angle, angle)}, angles=(angle,))

# one token, and a second head of weight k with U = diag(1 - m, m)
headed = turn(((1, 0), (0, 0)), angle, angle) + k * turn(((1 - m, 0), (0, m)), angle, angle)
more_heads = Flow({angle: headed}, angles=(angle,))


def two(value, score=flat, sees=causal):
    """Return the flow of two tokens."""
    rates = velocities((first, second), score, value, sees)
    return Flow(dict(zip((first, second), rates, strict=True)), angles=(first, second))


free = two(((lam, 0), (0, mu)))

# U = diag(1, -5), P = -I: the first token sees the second with weight s
masked = two(((1, 0), (0, -5)), unlike, lambda i, j: 1 if j <= i else seen)

# U = diag(λ, μ), in the chart of the height ⟨v, y⟩, weights that may change with time
w11, w21, w22 = real("w_11 w_21 w_22")
driven = Flow(
    {p: -w11 * (lam - mu) * p, q: w21 * (mu * p - lam * q) - w22 * (lam - mu) * q},
    inputs=(w11, w21, w22),
)

# U = diag(2, -1): the slopes for any weights, any W; L is the ratio of the heights ⟨v, yᵢ⟩
relaxed = Flow(
    {p: -3 * p, q: (1 - weight) * ratio * (-p - 2 * q) - 3 * weight * q},
    inputs=(weight, ratio),
)

pulls = Assumption("the pull α is positive", Gt(alpha, 0))
simple = Assumption("λ is simple", Gt(lam, mu))
gap = Assumption(
    "λ is above μ and ν by c or more", And(Ge(lam, mu + least), Ge(lam, nu + least))
)
in_hemisphere = Assumption("the token is on the side of v", Gt(cos(angle), 0))
symmetric = Assumption("U is symmetric", Eq(kappa, 0))
one_head = Assumption("there is one head", Eq(k, 0))
same_value = Assumption("the heads share U", Eq(m, 0))
weighted = Assumption("the second head counts k times as much", Ge(k, 0))
positive = Assumption("λ is positive", Gt(lam, 0))
not_below_zero = Assumption("λ is not negative", Ge(lam, 0))
first_side = Assumption("the first token is on the side of v", Gt(cos(first), 0))
second_side = Assumption("the second token is on the side of v", Gt(cos(second), 0))
not_at_minus_v = Assumption("the second token is not at -v", Ne(cos(second), -1))
both_sides = Assumption(
    "the tokens are on the side of v, one above and one below",
    And(Gt(cos(first), 0), Gt(cos(second), 0), Gt(sin(first), 0), Lt(sin(second), 0)),
)
hidden = Assumption("attention is causal", Eq(seen, 0))
not_negative = Assumption("no weight is negative", Ge(seen, 0))
within = Assumption(
    "P is bounded: the weights are at least c",
    And(Gt(least, 0), Ge(weight, least), Le(weight, 1 - least)),
)
weighed = Assumption(
    "the weights lie between 1 and K",
    And(*(Ge(x, 1) for x in (w11, w21, w22)), *(Le(x, K) for x in (w11, w21, w22))),
)
enough = Assumption("C is at least K²μ²/(λ - μ)²", Ge(C * (lam - mu) ** 2, K**2 * mu**2))
row_sum = Assumption("the weights are not negative", And(Ge(weight, 0), Le(weight, 1)))
heights = Assumption(
    "the ratio of the heights lies between 1/K and K",
    And(Gt(K, 0), Ge(K * ratio, 1), Le(ratio, K)),
)
at_v_together = And(Eq(cos(first), 1), Eq(cos(first - second), 1))
at_v = And(Eq(cos(first), 1), Eq(cos(second), 1))

lemma_on_the_circle = Claim(
    source=lemma,
    given=(pulls, simple, in_hemisphere),
    needs=(pulls, simple, in_hemisphere),
    says=tends(Eq(cos(angle), 1), one, lyapunov=1 - cos(angle)),
    controls=(Control("the token ends at e₂", tends(Eq(cos(angle), 0), one)),),
    remark="λ = μ is U = λI, where nothing moves.",
)

lemma_on_the_sphere = Claim(
    source=lemma,
    given=(pulls, gap),
    says=decays(p**2 + q**2, 2 * alpha * least, chart),
    controls=(Control("the rate is thrice the gap", decays(p**2, 3 * alpha * least, chart)),),
    remark=(
        "The chart holds the open hemisphere of v, all of which v attracts, at the rate of the "
        "gap between λ and the other eigenvalues."
    ),
)

needs_symmetry = Claim(
    source=lemma,
    given=(symmetric, in_hemisphere),
    needs=(symmetric, in_hemisphere),
    says=tends(Eq(cos(angle), 1), slanted, lyapunov=1 - cos(angle)),
    controls=(Control("the token ends at e₂", always(Lt(2 * cos(angle), 1), slanted)),),
    remark="U = [[1, -2], [0, 0]], κ = 1: from (3/5, 4/5), on the side of v, to -v.",
)

heads = Claim(
    source=place,
    given=(one_head, same_value, weighted, in_hemisphere),
    needs=(in_hemisphere,),
    says=tends(Eq(cos(angle), 1), more_heads, lyapunov=1 - cos(angle)),
    controls=(Control("the token ends at e₂", tends(Eq(cos(angle), 0), more_heads)),),
    remark=(
        "One token, heads U₁ = diag(1, 0) and U₂ = diag(1 - m, m). One head is enough, and so "
        "is one U for all: neither is needed, but one of the two is."
    ),
)

two_tokens = Claim(
    source=place,
    expects=observed,
    given=(simple, positive, first_side, second_side, not_at_minus_v),
    needs=(simple, positive, first_side, second_side),
    says=tends(at_v, free),
    controls=(Control("they are within 60° of v", always(Gt(2 * cos(second), 1), free)),),
    remark=(
        "U = diag(λ, μ), P = 0. For U = diag(-1, -2) the tokens go to (v, -v), as they do for "
        "U = diag(3, -2) if the second starts near -v."
    ),
)

zero_is_enough = Claim(
    source=place,
    given=(simple, not_below_zero, weighed, enough),
    needs=(simple, not_below_zero),
    says=decays(q**2 + C * p**2, lam - mu, driven),
    controls=(Control("thrice as fast", decays(q**2 + C * p**2, 6 * (lam - mu), driven)),),
    remark=(
        "λ > 0 is more than is needed: two tokens of the open hemisphere tend to v if λ = 0 as "
        "well, with weights that change in any way between two positive bounds."
    ),
)

any_weights = Claim(
    source=place,
    given=(within, row_sum, heights),
    needs=(heights,),
    says=decays(q**2 + K * p**2, 2 / K, relaxed),
    controls=(Control("it falls thrice as fast", decays(q**2 + K * p**2, 6 / K, relaxed)),),
    remark=(
        "Two tokens, U = diag(2, -1). Weights and ratio may change with time in any way, so "
        "neither is P bounded nor is W = I needed where the tokens keep to a compact part of "
        "the hemisphere of v."
    ),
)

full_attention = Claim(
    source=place,
    expects=observed,
    given=(hidden, not_negative, both_sides),
    needs=(hidden,),
    says=tends(at_v_together, masked),
    controls=(Control("they are within 60° of v", always(Gt(2 * cos(second), 1), masked)),),
    remark="U = diag(1, -5), P = -I: if both tokens see each other they go to (e₂, -e₂).",
)
