"""(v, -v) attracts two tokens for the data of 7.3: no hemisphere, and no consensus at v.

In the chart of the height ⟨v, y⟩, with time in the unit √(n + 1), a coordinate along an
eigenvector for μ < 0 < λ obeys near (v, -v)

  ρ̇₁ = -(λ - μ)ρ₁,  ρ̇₂ = (½μ - ½(2λ - μ)T + e)ρ₂ - fρ₁,  T = tanh⟨v, P(t)v⟩,

where e and f are small with the ρ's and bounded. T is odd over half a period, so its integral
G is bounded, and e^((2λ - μ)G)(ρ₂² + Cρ₁²) decays. Only the signs of λ and of μ matter.
"""

from sympy import Matrix, Rational, exp, tanh

from proofs.consensus.gnomonic import identity_for_any_value_matrix
from proofs.consensus.printed_data import first_factor
from proofs.consensus.printed_value_matrix import (
    opposite_is_stable,
    other_eigenvalues,
    rows_of_P,
    sign_changes,
    t,
    top_eigenvalue,
)
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
    decays,
    equals,
    inner,
    matrix,
    real,
    refuted,
    same,
    size,
    vector,
)

n = size("n")
v, d, r, z = vector("v d r z", n)
U = matrix("U", n)
lam, mu, T, alpha, ratio = real("lambda mu T alpha k")
p, q, G, e, f, C = real("rho_1 rho_2 G e f C")
a, b, c = real("v_1 v_2 v_3")
place = Source("consensus-is-all-you-get", "Section 7.3")
theorem = Source("consensus-is-all-you-get", "Theorem 6.1")
half = Rational(1, 2)

symmetric = Assumption("U is symmetric", same(U.T, U))
top = Assumption("v is an eigenvector for λ", same(U * v, lam * v))
eigenvector = Assumption("d is an eigenvector for μ", same(U * d, mu * d))
charted = Assumption("the other token lies in the chart", Eq(inner(v, z), 1))

coordinate = Claim(
    source=place,
    given=(symmetric, top, eigenvector, charted),
    needs=(top, eigenvector, charted),
    says=Eq(inner(d, U * z - inner(v, U * z) * r), mu * inner(d, z) - lam * inner(d, r)),
    controls=(
        Control(
            "its own place does not matter",
            Eq(inner(d, U * z - inner(v, U * z) * r), mu * inner(d, z)),
        ),
    ),
    sizes={n: (1, 2)},
    uses=(identity_for_any_value_matrix,),
    remark="bᵢρ̇ᵢ = Σⱼ αᵢⱼ bⱼ(μρⱼ - λρᵢ): one eigenvector of U at a time, in any dimension.",
)

# y₂ near -v: b₁/b₂ = -k with k near 1; the first token has the weight α = (1 - T)/2 of a row 1
own_rate = alpha * ratio * lam - (1 - alpha) * (lam - mu)
mean_rate = mu / 2 - T * (2 * lam - mu) / 2

second_token = Claim(
    source=place,
    start=own_rate.subs(alpha, (1 - T) / 2),
    chain=(equals(mean_rate + lam * (1 - T) / 2 * (ratio - 1)),),
    controls=(
        Control("the scores do not matter", Eq(own_rate.subs(alpha, (1 - T) / 2), mu / 2)),
    ),
    uses=(coordinate,),
    remark="The last term, and what T differs from its value at (v, -v), make up e.",
)

top_vector = Matrix((a, b, c))
printed_score = top_vector.dot(first_factor(t) * Matrix(rows_of_P) * top_vector)
turned = printed_score.subs(t, t + half)

balanced = Claim(
    source=place,
    says=Eq(tanh(turned), -tanh(printed_score)),
    controls=(Control("T has the period ½", Eq(tanh(turned), tanh(printed_score))),),
    uses=(sign_changes,),
    remark="T(t + ½) = -T(t) for the printed P(t) and any v: G = ∫T has the period 1.",
)

near = Flow(
    {p: -(lam - mu) * p, q: (mean_rate + e) * q - f * p, G: T},
    inputs=(T, e, f),
)
growth = exp((2 * lam - mu) * G)
height = growth * (q**2 + C * p**2)

positive = Assumption("λ is positive", Gt(lam, 0))
others_negative = Assumption("μ is negative", Lt(mu, 0))
share = Assumption("T is a hyperbolic tangent", And(Le(T, 1), Ge(T, -1)))
small = Assumption("the state is so near that 8|e| ≤ |μ|", And(Le(8 * e, -mu), Ge(8 * e, mu)))
bounded = Assumption("8f² ≤ Cμ²", Le(8 * f**2, C * mu**2))

at_each_time = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(positive, others_negative, share),
    says=Lt(mean_rate, 0),
    controls=(Control("it always repels", Gt(mean_rate, 0)),),
    remark="(v, -v) does not attract at each time: where T is near -1 the rate is near λ.",
)

attracts = Claim(
    source=place,
    reading="repaired",
    repairs=at_each_time,
    given=(positive, others_negative, share, small, bounded),
    needs=(others_negative, share, small, bounded),
    says=decays(height, -mu / 2, near),
    controls=(
        Control("it decays at the rate λ as well", decays(height, lam - mu / 2, near)),
        Control("without the factor", decays(q**2 + C * p**2, -mu / 2, near)),
    ),
    uses=(second_token, balanced, top_eigenvalue, other_eigenvalues, opposite_is_stable),
    remark=(
        "G is bounded, so the ρ's decay as e^(μt/4), and what starts near enough stays as "
        "near as e must be small: (v, -v) attracts an open set of starts, for the printed "
        "matrices as for every P(t) with P(t + ½) = -P(t), and for P = 0."
    ),
)
