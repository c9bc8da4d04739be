"""Lemma 4.2: fᵢ = Σⱼ αᵢⱼ gⱼ is uniformly continuous in t when P is; else it need not be.

α̇ⱼ = αⱼ (σⱼ - Σₖ αₖ σₖ) with σⱼ the rates of the scores, so |fᵢ'| ≤ 2 S G for |σⱼ| ≤ S, |gⱼ| ≤ G
and a velocity of the gⱼ bounded as well. For P(t) = sin(t²) ((0, 1), (-1, 0)) three tokens at
120° turn at the rate g(sin t²), which goes from g(1) to -g(1) in ever shorter times.
"""

from typing import Any

from sympy import Add, Rational, cosh, pi, sin, sinh, sqrt

from proofs.consensus.triangle import rotating_wave
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Flow,
    Ge,
    Gt,
    Le,
    Lt,
    Source,
    always,
    certified,
    index,
    real,
    size,
    total,
    weights,
)
from verify.symbolic.slopes import derivative_in

count, k = size("l k")
j = index("j")
a, sigma, g = weights("a", count), weights("sigma", count), weights("g", count)
mean, most, height = real("m S G")
s, w, angle, fastest = real("s w theta B")
t, u, h, delta = real("t u h delta")
place = Source("consensus-is-all-you-get", "Lemma 4.2")


def turn(strength: Any) -> Any:
    """Return the rate at which three tokens at 120° turn, P = strength ((0, 1), (-1, 0))."""
    x = sqrt(3) * strength / 2
    return sqrt(Rational(3, 2)) * sinh(x) / (1 + 2 * cosh(x))


def weight_moves(m: int) -> Claim:
    """State how the first of m weights changes when the scores change at the rates σⱼ."""
    E, rates = real(f"E1:{m + 1}"), real(f"sigma1:{m + 1}")
    whole = Add(*E)
    share = [letter / whole for letter in E]
    moved = Add(
        *(derivative_in(share[0], x) * rate * x for x, rate in zip(E, rates, strict=True))
    )
    mean_rate = Add(*(x * rate for x, rate in zip(share, rates, strict=True)))
    positive = Assumption("exponentials are positive", And(*(Gt(x, 0) for x in E)))
    return Claim(
        source=Source("consensus-is-all-you-get", "Proof of Lemma 4.2"),
        given=(positive,),
        says=Eq(moved, share[0] * (rates[0] - mean_rate)),
        controls=(Control("the normalizer may be held fixed", Eq(moved, share[0] * rates[0])),),
        remark="Eⱼ = exp(scoreⱼ) changes at the rate σⱼ Eⱼ.",
    )


weight_rate = Family(weight_moves, sizes=({"m": 2}, {"m": 3}))

positive = Assumption("the weights are positive", Gt(a[j], 0))
slow_scores = Assumption("each score changes at a rate of at most S", Le(sigma[j], most))
slow_scores_too = Assumption("and of at least -S", Ge(sigma[j], -most))
mean_rate = Assumption("so does their mean", And(Le(mean, most), Ge(mean, -most)))
low = Assumption("gⱼ is at most G", And(Le(g[j], height), Ge(g[j], -height)))

slope = Claim(
    source=place,
    given=(positive, slow_scores, slow_scores_too, mean_rate, low),
    says=Le(total(a[j] * (sigma[j] - mean) * g[j], j), 2 * most * height * total(a[j], j)),
    controls=(
        Control(
            "S G is enough",
            Le(total(a[j] * (sigma[j] - mean) * g[j], j), most * height * total(a[j], j)),
        ),
    ),
    sizes={count: (1, 2)},
    uses=(weight_rate,),
    remark=(
        "With Σ αⱼ = 1/√(n+1) the part of fᵢ' that comes from the weights is at most "
        "2 S G/√(n+1), for any number of tokens: a bound on Ṗ makes fᵢ Lipschitz."
    ),
)

# s(t) = sin t² or any other function of time; w is its rate
spun = Flow({angle: turn(s), s: w}, inputs=(w,))
gentle = Assumption("P changes at a rate of at most B", And(Le(w, fastest), Le(-w, fastest)))

lipschitz = Claim(
    source=place,
    given=(gentle,),
    needs=(gentle,),
    says=always(Le(spun.rate(turn(s)) ** 2, fastest**2 / 8), spun),
    controls=(
        Control("B/3 is enough", always(Le(spun.rate(turn(s)) ** 2, fastest**2 / 9), spun)),
    ),
    uses=(rotating_wave,),
    remark=(
        "P = s(t) ((0, 1), (-1, 0)) and three tokens at 120°: their velocity g(s) is Lipschitz "
        "in t with the constant √2 B/4. Without a bound on ṡ it is not."
    ),
)

jump = Claim(
    source=place,
    says=Eq(turn(sin(pi / 2 + 2 * pi * k)) - turn(sin(3 * pi / 2 + 2 * pi * k)), 2 * turn(1)),
    controls=(
        Control(
            "it comes back to where it was",
            Eq(turn(sin(pi / 2 + 2 * pi * k)), turn(sin(3 * pi / 2 + 2 * pi * k))),
        ),
    ),
    sizes={k: (1, 2)},
    uses=(rotating_wave,),
    remark=(
        "P(t) = sin(t²) ((0, 1), (-1, 0)) at t² = π/2 + 2πk and 3π/2 + 2πk. P is bounded and "
        "not uniformly continuous, and neither is the velocity of a token."
    ),
)

jump_is_large = Claim(
    source=place,
    expects=certified,
    says=And(Gt(2 * turn(1), Rational(63, 100)), Lt(2 * turn(1), Rational(64, 100))),
    controls=(Control("it is 2/3", Eq(2 * turn(1), Rational(2, 3))),),
    uses=(jump,),
)

first_time = Assumption(
    "t is positive, u above it, and u² = t² + h", And(Gt(t, 0), Gt(u, t), Eq(u**2, t**2 + h))
)
late = Assumption("t is at least h/(2δ)", And(Gt(delta, 0), Ge(2 * delta * t, h)))

times_close_in = Claim(
    source=place,
    given=(first_time, late),
    needs=(late,),
    says=Lt(u - t, delta),
    controls=(Control("they are nearer than δ/2", Lt(2 * (u - t), delta)),),
    uses=(jump_is_large,),
    remark=(
        "With h = π: however small δ is, from t = π/(2δ) on the velocity changes by "
        "2g(1) = 0.631… in times shorter than δ, the opposite of uniform continuity."
    ),
)
