"""Theorem 3.2 needs a constant P: eight tokens, the corners of a box, go round for ever.

Tokens (±x₁, ±x₂, ±x₃) on the sphere, full attention, U = W = I, P = diag(p₁, p₂, p₃). The sum
over the signs is a product, and attention returns (x₁τ₁, x₂τ₂, x₃τ₃) with τₖ = tanh(pₖxₖ²). So
the corners of a box remain the corners of one, and √3 (log xⱼ/xₖ)' = τⱼ - τₖ.

Whatever τₖ(t) between 0 and 1 is wished, pₖ = artanh(τₖ)/xₖ² gives it: a symmetric, positive
definite P(t). With τ = (½ + ¼ cos t, ½ + ¼ sin t, ½) the point (log x₁/x₃, log x₂/x₃) runs on a
circle at constant speed; P(t) is smooth and has the period 2π. No corner comes to rest.
"""

import itertools
from functools import cache

from sympy import Add, Rational, exp, log, sqrt, tanh

from proofs.vocabulary import dot
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Flow,
    Gt,
    Lt,
    Source,
    always,
    real,
    refuted,
    tends,
)

x, p, tau = real("x1:4"), real("p1:4"), real("tau1:4")
a, b, c, s = real("a b c s")
place = Source("consensus-is-all-you-get", "Theorem 3.2")


@cache
def attended(m):
    """Return what attention returns at the corner (x₁, …, xₘ), before the projection."""
    signs = itertools.product((1, -1), repeat=m)
    corners = [[sign * xk for sign, xk in zip(row, x, strict=False)] for row in signs]
    scored = [pk * xk for pk, xk in zip(p, x, strict=False)][:m]
    weights = [exp(dot(scored, corner)) for corner in corners]
    return [
        Add(*(w * corner[k] for w, corner in zip(weights, corners, strict=True)))
        / Add(*weights)
        for k in range(m)
    ]


def attention_of_corners(m: int) -> Claim:
    """State what attention returns at a corner of a box in m dimensions."""
    pairs = list(zip(attended(m), x, p, strict=False))
    return Claim(
        source=place,
        says=And(*(Eq(value, xk * tanh(pk * xk**2)) for value, xk, pk in pairs)),
        controls=(
            Control("tanh(pₖ) stands there", Eq(pairs[0][0], x[0] * tanh(p[0]))),
            Control("half of the exponent", Eq(pairs[0][0], x[0] * tanh(p[0] * x[0] ** 2 / 2))),
        ),
        remark="The other corners follow by reflection: P is diagonal, so it commutes with it.",
    )


attention = Family(attention_of_corners, sizes=({"m": 2}, {"m": 3}))

mean = Add(*(xk**2 * tk for xk, tk in zip(x, tau, strict=True)))
corner = Flow(
    {xk: xk * (tk - mean) / sqrt(3) for xk, tk in zip(x, tau, strict=True)}, inputs=tau
)
on_the_sphere = Assumption("the corner is on the sphere", Eq(dot(x, x), 1))
positive = Assumption("the corner is off the planes", And(*(Gt(xk, 0) for xk in x)))
between = Assumption("τ lies between 0 and 1", And(Gt(a, 0), Lt(a, 1)))
off_the_plane = Assumption("the corner is off the plane", Gt(b, 0))

sphere_kept = Claim(
    source=place,
    given=(on_the_sphere,),
    needs=(on_the_sphere,),
    says=always(Eq(dot(x, x), 1), corner),
    controls=(Control("so is x₁", always(Eq(x[0] ** 2, 1), corner)),),
    uses=(attention,),
)

ratios = Claim(
    source=place,
    given=(positive,),
    says=And(
        Eq(corner.rate(log(x[0] / x[2])), (tau[0] - tau[2]) / sqrt(3)),
        Eq(corner.rate(log(x[1] / x[2])), (tau[1] - tau[2]) / sqrt(3)),
    ),
    controls=(
        Control("x₁ moves so itself", Eq(corner.rate(log(x[0])), (tau[0] - tau[2]) / sqrt(3))),
    ),
    uses=(attention, sphere_kept),
    remark="Two differences of three numbers τₖ(t), which P(t) sets at will: `any_rates`.",
)

wished = log((1 + a) / (1 - a)) / (2 * b**2)

any_rates = Claim(
    source=place,
    given=(between, off_the_plane),
    needs=(between,),
    says=And(Gt(wished, 0), Eq(tanh(wished * b**2), a)),
    controls=(Control("pₖ is below 1", Lt(wished, 1)),),
    remark="pₖ = artanh(τₖ)/xₖ²: P = diag(p₁, p₂, p₃) is positive definite.",
)

# (c, s) = (cos t, sin t), and (a, b) = (log x₁/x₃, log x₂/x₃)
shares = (Rational(1, 2) + c / 4, Rational(1, 2) + s / 4, Rational(1, 2))
round_and_round = Flow(
    {
        a: (shares[0] - shares[2]) / sqrt(3),
        b: (shares[1] - shares[2]) / sqrt(3),
        c: -s,
        s: c,
    }
)
speed_squared = dot(round_and_round.rates[:2], round_and_round.rates[:2])
clock = Assumption("(c, s) is a cosine and a sine", Eq(c**2 + s**2, 1))

shares_are_between = Claim(
    source=place,
    given=(clock,),
    needs=(clock,),
    says=And(*(And(Gt(share, 0), Lt(share, 1)) for share in shares)),
    controls=(Control("they are at least ½", Gt(shares[0], Rational(1, 2))),),
)

at_the_right_place = Assumption(
    "the corner starts where it should", And(Eq(a, s / sqrt(48)), Eq(b, -c / sqrt(48)))
)

comes_to_rest = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(clock,),
    says=tends(Eq(speed_squared, 0), round_and_round),
    controls=(
        Control(
            "x₁, x₂ and x₃ become equal",
            tends(And(Eq(a, 0), Eq(b, 0)), round_and_round),
            given=(clock, at_the_right_place),
        ),
    ),
    uses=(ratios, any_rates, shares_are_between),
    remark="'Every trajectory converges', of a positive definite P(t) with the period 2π.",
)

goes_round = Claim(
    source=place,
    reading="repaired",
    repairs=comes_to_rest,
    given=(clock, at_the_right_place),
    needs=(at_the_right_place,),
    says=always(And(Eq(48 * (a**2 + b**2), 1), Eq(a, s / sqrt(48))), round_and_round),
    controls=(Control("x₁ and x₃ stay equal", always(Eq(a, 0), round_and_round)),),
    remark="(log x₁/x₃, log x₂/x₃) = (sin t, -cos t) / √48, and t runs on for ever.",
)
