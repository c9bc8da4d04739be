"""Theorem 5.1 needs U = I and causal attention: where tokens on the circle tend without them.

'The tokens reach consensus.' Each hypothesis is a letter with an equation: without it an exact
start ends elsewhere, or the claim is proved as it was. That P be bounded is dropped in
`unbounded_scores`, the least weight of Lemma 5.1 in `total_pull`.
"""

from sympy import cos, sin, sqrt

from proofs.consensus.vocabulary import causal, flat, unlike, velocities
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
    observed,
    real,
    tends,
)

first, second, third = real("theta_1 theta_2 theta_3")
gap, lam, weight, seen, m, w = real("delta lambda A_21 s m w")
place = Source("consensus-is-all-you-get", "Theorem 5.1")

# U = λI: the first token rests, δ is the angle of the second from it
scaled = Flow({gap: -lam * weight * sin(gap)}, angles=(gap,))

# y₂ at the angle δ from y₁ = e₁ on the ellipse of W = diag(1, w)
longer = sqrt(cos(gap) ** 2 + w * sin(gap) ** 2)
ellipse = Flow({gap: -weight * longer * sin(gap)}, angles=(gap,))

# U = I + m diag(2, -3), P = 0: the first token, and the angle δ of the second from it
pair, change = (first, first + gap), ((2, 0), (0, -3))
steady, moved = velocities(pair, flat, sees=causal), velocities(pair, flat, change, causal)
turning = [rate + m * more for rate, more in zip(steady, moved, strict=True)]
valued = Flow({first: turning[0], gap: turning[1] - turning[0]}, angles=(first, gap))

# P = -I and three tokens: an earlier token gives a later one the weight s, 0 if causal
masked = velocities((0, second, third), unlike, sees=lambda i, j: 1 if j <= i else seen)
three = Flow(
    {second: masked[1] - masked[0], third: masked[2] - masked[0]}, angles=(second, third)
)

pulls = Assumption("the weight is positive", Gt(weight, 0))
identity = Assumption("U = I", Eq(lam, 1))
apart = Assumption("y₂ is not -y₁", Ne(cos(gap), -1))
euclidean = Assumption("W = I", Eq(w, 1))
spd = Assumption("W is positive definite", Gt(w, 0))
same_value = Assumption("U = I", Eq(m, 0))
hidden = Assumption("attention is causal", Eq(seen, 0))
not_negative = Assumption("no weight is negative", Ge(seen, 0))
far_from_exceptional = Assumption(
    "y₂ is in the second quadrant, y₃ in the third and 41° from -y₁",
    And(
        Lt(cos(second), 0),
        Gt(sin(second), 0),
        Lt(cos(third), 0),
        Lt(sin(third), 0),
        Gt(4 * cos(third), -3),
    ),
)
moving = Assumption("they are not at 120°", Ne(2 * cos(second), -1))
together = And(Eq(cos(second), 1), Eq(cos(third), 1))

value_identity = Claim(
    source=place,
    given=(pulls, identity, apart),
    needs=(pulls, identity, apart),
    says=tends(Eq(cos(gap), 1), scaled, lyapunov=1 - cos(gap)),
    controls=(Control("they end opposite", tends(Eq(cos(gap), -1), scaled)),),
    remark="U = λI with two tokens: λ < 0 drives them apart, λ = 0 leaves them where they are.",
)

any_ellipse = Claim(
    source=place,
    given=(pulls, euclidean, spd, apart),
    needs=(pulls, apart),
    says=tends(Eq(cos(gap), 1), ellipse, lyapunov=1 - cos(gap)),
    controls=(Control("they end opposite", tends(Eq(cos(gap), -1), ellipse)),),
    remark="W = I is not needed, as √W maps the ellipse of W to the sphere.",
)

other_value_matrix = Claim(
    source=place,
    given=(same_value, apart),
    needs=(same_value, apart),
    says=tends(Eq(cos(gap), 1), valued, lyapunov=1 - cos(gap)),
    controls=(Control("the first token goes to e₂", tends(Eq(cos(first), 0), valued)),),
    remark="For U = diag(3, -2), m = 1, and P = 0, (v, -v) attracts an open set of starts.",
)

full_attention = Claim(
    source=place,
    expects=observed,
    given=(hidden, not_negative, far_from_exceptional, moving),
    needs=(hidden,),
    says=tends(together, three),
    controls=(Control("y₃ comes no nearer than 90°", always(Le(cos(third), 0), three)),),
    remark=(
        "P = -I, starts that are clear of the exceptional angle of y₃. If every token sees "
        "every other they end at 120°."
    ),
)
