"""Theorem 3.2 needs U = I, and a P that is symmetric and does not change: else tokens turn on.

'Every trajectory converges to an equilibrium.' Tokens on the circle, full attention, W = I. In
the angles between the tokens an equilibrium can be a rotating wave: the angles rest, and all
tokens turn at one speed for ever. So what is claimed here is that the speed of a token tends
to 0.
"""

from sympy import Add, cos, cosh, exp, expand_trig, pi, sin, sinh, sqrt

from proofs.consensus.triangle import beta, exponent, printed_slope
from proofs.consensus.vocabulary import form, turn, velocities
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
    observed,
    real,
    refuted,
    tends,
)

second, third, a, s = real("theta_2 theta_3 a s")
u, v, x, d, least, g, q, seen, b, omega = real("u v x d c g q m b omega")
place = Source("consensus-is-all-you-get", "Theorem 3.2")


def skewed(left, right):
    """Return the score for P = ((a, s), (-s, a))."""
    return a * cos(left - right) + s * sin(right - left)


speeds = velocities((0, second, third), skewed)
three = Flow(
    {second: speeds[1] - speeds[0], third: speeds[2] - speeds[0]}, angles=(second, third)
)
wave = {a: -2, s: 1, second: 2 * pi / 3 + u, third: 4 * pi / 3 + v}
stable = tuple(expand_trig(rate.subs(wave)) for rate in speeds)
near_wave = Flow({u: stable[1] - stable[0], v: stable[2] - stable[0]}, angles=(u, v))

alone = Flow({x: turn(((1, -s), (s, 1)), x, x)}, angles=(x,))

# W = P = diag(1, q): two tokens (±x, h) of the curve x² + qh² = 1, as a flow of g = qh²
pair = Flow({g: 2 * sqrt(2) * g * (1 - g) / (1 + exp(2 - 2 * g))})

# W = I and P = ((1 + q, s), (-s, 1 - q)): two tokens, the first sees the second m² times


def squeezed(left, right):
    """Return the score for P = ((1 + q, s), (-s, 1 - q))."""
    return form(((1 + q, s), (-s, 1 - q)), left, right)


both = velocities((u, v), squeezed, sees=lambda i, j: 1 if j <= i else seen**2)
two = Flow({u: both[0], v: both[1]}, angles=(u, v))

# W = I and P(t) = R(ωt) diag(1 + a, 1 + b) R(-ωt): three tokens, angles from the axes of P(t)


def turning_score(left, right):
    """Return the score for P = diag(1 + a, 1 + b)."""
    return form(((1 + a, 0), (0, 1 + b)), left, right)


seen_from_axes = velocities((u, v, x), turning_score)
with_axes = Flow(
    {z: rate - omega for z, rate in zip((u, v, x), seen_from_axes, strict=True)},
    angles=(u, v, x),
)


def skewed_form(left, right):
    """Return the score for P = ((a, b + s), (b - s, c))."""
    return form(((a, b + s), (b - s, least)), left, right)


three_angles = (u, v, x)
turning = Add(
    *(exp(skewed_form(y, z)) * sin(z - y) for y in three_angles for z in three_angles)
)

# W = P = diag(1, -1): the gap between two tokens on opposite branches of the hyperbola
branches = Flow({d: 2 * exp(-cosh(d)) * sinh(d) / (sqrt(2) * (exp(1) + exp(-cosh(d))))})
at_least = Assumption("the gap is at least c", Ge(d, least))

symmetric = Assumption("P is symmetric", Eq(s, 0))
definite = Assumption("P is positive definite", Gt(a, 0))
moved = Assumption(
    "the tokens start near 120°, and not there", And(Gt(u, 0), Lt(4 * u, 1), Eq(v, 0))
)
identity = Assumption("U = I", Eq(s, 0))
definite_pair = Assumption("P is positive definite", Ge(g, 0))
not_opposite = Assumption(
    "the tokens are not opposite", And(Gt(least, 0), Lt(least, 1), Ge(g**2, least**2))
)
on_the_curve = Assumption("the tokens are on the curve", Le(g, 1))
constant = Assumption("P is constant", Eq(omega, 0))
positive_axes = Assumption(
    "P is positive definite, at most 3", And(Gt(a, -1), Gt(b, -1), Le(a, 2), Le(b, 2))
)
ellipse_of_P = Assumption("W = P", Eq(q, 0))
everybody = Assumption("every token sees every other", Eq(seen, 1))


rotation_attracts = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(moved,),
    says=tends(Eq(stable[0], 0), near_wave),
    controls=(
        Control(
            "they reach consensus",
            tends(And(Eq(sin(u), -sqrt(3) / 2), Eq(sin(v), sqrt(3) / 2)), near_wave),
        ),
    ),
    remark=(
        "P = ((-2, 1), (-1, -2)), not symmetric: the rotating wave attracts an open set, so "
        "that not even almost every trajectory converges."
    ),
)

two_tokens = Claim(
    source=place,
    given=(symmetric, ellipse_of_P, everybody),
    says=tends(And(Eq(both[0], 0), Eq(both[1], 0)), two, lyapunov=1 - cos(u - v)),
    controls=(Control("they reach consensus", tends(Eq(cos(u - v), 1), two)),),
    remark=(
        "Two tokens turn towards each other whatever P is, seen or not: W = P, symmetry and "
        "full attention matter for the gradient, and for three tokens."
    ),
)

negative_definite = Claim(
    source=place,
    given=(definite,),
    needs=(definite,),
    says=Gt(printed_slope.subs(beta, a), 0),
    controls=(Control("it grows at the rate 1", Gt(printed_slope.subs(beta, a), 1)),),
    uses=(exponent,),
    remark=(
        "P = aI: two angles that leave 120° part at this rate, so no token stays there. For "
        "a < -2/3 it attracts: from an open set for P = -I, `almost_every_start.other_scores`. "
        "That every trajectory converges is `gradient_limits`."
    ),
)

no_turning = Claim(
    source=place,
    given=(symmetric,),
    needs=(symmetric,),
    says=Eq(turning, 0),
    controls=(Control("the speeds add up to 0", Eq(Add(*seen_from_axes), 0)),),
    remark=(
        "W = I, P = ((a, b + s), (b - s, c)): Σᵢ Zᵢθᵢ' = 0 for symmetric P, even if P changes "
        "with time. So tokens never turn all at one speed, as they do for s = 1."
    ),
)

changing = Claim(
    source=place,
    expects=observed,
    given=(constant, positive_axes),
    says=tends(And(*(Eq(rate, 0) for rate in seen_from_axes)), with_axes),
    controls=(Control("they are within 90°", always(Gt(cos(v - u), 0), with_axes)),),
    uses=(no_turning,),
    remark=(
        "Three tokens, W = I, a positive definite P(t) that turns at the rate ω: no trajectory "
        "was seen that does not come to rest, but a thin set of starts would not be seen. Of "
        "another P(t) `box.comes_to_rest` is one."
    ),
)

indefinite = Claim(
    source=place,
    given=(definite_pair, not_opposite, on_the_curve),
    needs=(definite_pair, not_opposite),
    says=tends(Eq(g, 1), pair, lyapunov=2 * (g - 1) ** 2),
    controls=(Control("they become orthogonal", tends(Eq(2 * g, 1), pair)),),
    remark=(
        "Two tokens (±x, h) meet on an ellipse, q > 0: every g other than 0 has some c. For "
        "q = -1 and h = 1, so g = -1, W = P = diag(1, -1): they are on the two branches of a "
        "hyperbola, and part."
    ),
)

gap_never_shrinks = Claim(
    source=place,
    given=(at_least, Assumption("c is positive", Gt(least, 0))),
    needs=(at_least,),
    says=always(Ge(d, least), branches),
    controls=(Control("it is soon twice as large", always(Ge(d, 2 * least), branches)),),
)

only_equilibrium = Claim(
    source=place,
    says=Iff(Eq(branches.rates[0], 0), Eq(d, 0)),
    controls=(Control("d = 1 is one", Iff(Eq(branches.rates[0], 0), Eq(d, 1))),),
    uses=(gap_never_shrinks,),
    remark="d rises and has nothing to come to rest at: no trajectory from d > 0 converges.",
)

one_token = Claim(
    source=place,
    given=(identity,),
    needs=(identity,),
    says=tends(Eq(alone.rates[0], 0), alone, lyapunov=-cos(x)),
    controls=(Control("it ends at e₁", tends(Eq(cos(x), 1), alone)),),
    remark="U = ((1, -s), (s, 1)): one token turns for ever at the rate s.",
)
