"""Weights that sum to 1 keep an attention output within its values, and damp nothing else.

A weight may come as close to 1 as it likes; on the unit sphere it is at most
e^β/(e^β + (n - 1)e^-β). Equal tokens with V = I are doubled by every residual layer.
"""

from sympy import Add, exp

from proofs.vocabulary import average, softmax
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Le,
    Lt,
    Source,
    norm,
    real,
    refuted,
    size,
    vector,
)

n = size("n")
a, b, s, t, cap, gap, x0, radius, state, p = real("a b s t c g z R y p")
x, y = vector("x y", n)
place = Source("five-conditions", "But It Works. How?")

weights = softmax((s, t))
cap_below = Assumption("the cap is below 1", Lt(cap, 1))
cap_half = Assumption("the cap is at least 1/2", Ge(2 * cap, 1))
close = Assumption("the scores differ by at most g", Le(exp(s), exp(gap) * exp(t)))
complete = Assumption("the weights sum to 1", Eq(a + b, 1))
first = Assumption("the first weight is not negative", Ge(a, 0))
second = Assumption("the second weight is not negative", Ge(b, 0))
short = Assumption("the first token is no longer than R", Le(norm(x), radius))
short_too = Assumption("the second token is no longer than R", Le(norm(y), radius))
reached = Assumption("both tokens are p times the start", Eq(state, p * x0))

caps_dominance = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(cap_half, cap_below),
    says=Le(weights[0], cap),
    controls=(Control("no token has more than half", Le(weights[0], cap / 2)),),
    remark=(
        "'This limits how much any single token can dominate': for every cap c < 1 some scores "
        "give one token more than c."
    ),
)

cap_by_gap = Claim(
    source=place,
    reading="repaired",
    repairs=caps_dominance,
    given=(close,),
    needs=(close,),
    says=Le(weights[0], 1 / (1 + exp(-gap))),
    controls=(
        Control("the weight is at most 1/2", Le(weights[0], exp(-gap))),
        Control("the cap is attained", Eq(weights[0], 1 / (1 + exp(-gap)))),
    ),
    remark="What limits a weight is a bound on the scores, not that the weights sum to 1.",
)


def on_the_sphere(m: int) -> Claim:
    """State the cap for m tokens with scores between -β and β."""
    scores, beta = real(f"s1:{m + 1}"), real("beta")
    low = Assumption(
        "no score is below -β", And(*(Ge(exp(score), exp(-beta)) for score in scores))
    )
    high = Assumption(
        "no score is above β", And(*(Le(exp(score), exp(beta)) for score in scores))
    )
    others = Add(*(exp(score) for score in scores[1:]))
    return Claim(
        source=place,
        reading="repaired",
        repairs=caps_dominance,
        given=(low, high),
        needs=(low, high),
        says=Le(exp(scores[0]) * (m - 1) * exp(-beta), others * exp(beta)),
        controls=(
            Control("all weights agree", Le(exp(scores[0]) * (m - 1), others)),
            Control("the cap is attained", Eq(exp(scores[0]) * exp(-beta), others * exp(beta))),
        ),
        remark=(
            "Unit tokens have scores β⟨xᵢ, xⱼ⟩ in [-β, β]. Cleared of denominators this is "
            "a₁ ≤ e^β / (e^β + (m - 1) e^-β)."
        ),
    )


sphere = Family(on_the_sphere, sizes=({"m": 2}, {"m": 3}))

prevents_growth = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(first, second, complete, short, short_too),
    says=Le(norm(x + (a * x + b * y)), radius),
    controls=(Control("the state shrinks", Lt(norm(x + (a * x + b * y)), norm(x))),),
    sizes={n: (1, 2)},
    remark="'It does prevent the most extreme forms of single-direction explosion.'",
)

at_most_doubles = Claim(
    source=place,
    reading="repaired",
    repairs=prevents_growth,
    given=(first, second, complete, short, short_too),
    needs=(first, second, complete, short, short_too),
    says=Le(norm(x + (a * x + b * y)), 2 * radius),
    controls=(
        Control("the factor 3/2 is enough", Le(2 * norm(x + (a * x + b * y)), 3 * radius)),
    ),
    sizes={n: (1,)},
    remark="With V = I. The factor 2 is what damping there is, and it is attained.",
)


doubling = Claim(
    source=place,
    reading="repaired",
    repairs=prevents_growth,
    given=(reached,),
    needs=(reached,),
    says=Eq(state + average(weights, (state, state)), 2 * p * x0),
    controls=(
        Control("the layers add", Eq(state + average(weights, (state, state)), (1 + p) * x0)),
        Control("the weights dilute", Eq(state + average(weights, (state, state)), state)),
    ),
    remark=(
        "Equal tokens, V = I, no normalization, any scores. The start is p = 1, so L layers "
        "multiply the state by 2ᴸ: 1024 after ten."
    ),
)
