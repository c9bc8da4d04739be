"""Lemma 5.1 holds iff ∫α = ∞: neither a smooth α nor a least one is needed, only its integral.

ȧ = α(1 - a²) for a = ⟨y, y°⟩. After the total pull S = ∫α the height is tanh(artanh a₀ + S);
q = e^(-2S) writes S = ∞ as q = 0. As flows: α = c + w with w' = -w, and α = 1/(1 + t) = w with
w' = -w², whose integral diverges, though no c > 0 is below it.
"""

from sympy import Rational, exp

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Source,
    always,
    real,
    refuted,
    tends,
)

a, b, w, c, q, m = real("a b w c q K")
place = Source("consensus-is-all-you-get", "Lemma 5.1")

fading = Flow({a: (c + w) * (1 - a**2), w: -w})
faded = Flow({a: w * (1 - a**2), w: -w})
charted = Flow({b: -2 * (c + w) * b, w: -w})
slow = Flow({b: -2 * w * b, w: -(w**2)})
reach = ((1 + a) - (1 - a) * q) / ((1 + a) + (1 - a) * q)

not_opposite = Assumption("the token is not opposite y°", Gt(a, -1))
not_there = Assumption("the token is not at y°", Lt(a, 1))
least = Assumption("α is at least c > 0", Gt(c, 0))
not_negative = Assumption("w is not negative", Ge(w, 0))
running = Assumption("w is positive", Gt(w, 0))
pulls = Assumption("q = e^(-2S) for a total pull S of 0 or more", And(Ge(q, 0), Le(q, 1)))
finite = Assumption(
    "the pull that is left cannot bring it past 4/5", Le((1 + a) * exp(2 * w), 9 * (1 - a))
)
ahead = Assumption("b is not negative", Ge(b, 0))
behind = Assumption("b is at most Kw²", Le(b, m * w**2))

chart = Claim(
    source=place,
    given=(not_opposite,),
    says=Eq(fading.rate((1 - a) / (1 + a)), -2 * (c + w) * (1 - a) / (1 + a)),
    controls=(
        Control(
            "the rate is α", Eq(fading.rate((1 - a) / (1 + a)), -(c + w) * (1 - a) / (1 + a))
        ),
    ),
    remark="b = (1 - a)/(1 + a) is 0 at y°, has no value at -y°, and falls at the rate 2α.",
)

bounded_below = Claim(
    source=place,
    given=(least, not_negative),
    needs=(least,),
    says=tends(Eq(b, 0), charted, lyapunov=b**2 * (1 + exp(-4 * w) / c) + w**2),
    controls=(Control("it stops at a = 9/10", tends(Eq(19 * b, 1), charted)),),
    uses=(chart,),
    remark=(
        "The lemma as printed, with a pull that varies in time: every start off -y°. For w < 0 "
        "the token is pushed away at first, and comes all the same. For c = 0 the pull is "
        "we⁻ᵗ: be^(-2w) never changes."
    ),
)

finite_integral = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(not_opposite, not_there, running, finite),
    says=tends(Eq(a, 1), faded),
    controls=(Control("it stays behind", always(Lt(a, 0), faded)),),
    remark="α = e⁻ᵗ: positive for all time, with ∫α = 1. The token stops before y°.",
)

stops_before = Claim(
    source=place,
    given=(not_opposite, not_there, running, finite),
    needs=(finite,),
    says=always(Le(a, Rational(4, 5)), faded),
    controls=(Control("it stops at 1/2", always(Le(a, Rational(1, 2)), faded)),),
    remark="(1 + a)e^(2w)/(1 - a) is constant along the flow.",
)

divergent_integral = Claim(
    source=place,
    given=(running, ahead, behind),
    says=tends(Eq(b, 0), slow, lyapunov=b**2 + w**2),
    controls=(Control("it comes as 1/t³", always(Le(b, m * w**3), slow)),),
    uses=(chart,),
    remark=(
        "α = 1/(1 + t), ∫α = ∞: any start has some K, and w = 1/(1 + t) falls to 0. No c > 0 "
        "is below α, so the lemma asks for more than it needs."
    ),
)

iff_infinite = Claim(
    source=place,
    given=(not_opposite, not_there, pulls),
    needs=(not_there,),
    says=Iff(Eq(reach, 1), Eq(q, 0)),
    controls=(Control("half of the way is enough", Iff(Eq(reach, 1), Lt(2 * q, 1))),),
    remark="The limit tanh(artanh a₀ + S) is 1 exactly when S = ∫α is infinite.",
)
