"""Theorem 4.1 needs U = I and a common hemisphere; not that P is uniformly continuous.

'The tokens reach consensus.' Two or three tokens on the circle. Each hypothesis is a letter
with an equation, or an inequality: without it an exact start ends elsewhere, or the claim is
proved as it was. That P be bounded is dropped in `unbounded_scores`.
"""

from sympy import cos, sin, sqrt

from proofs.consensus.vocabulary import unlike, velocities
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Gt,
    Lt,
    Ne,
    Source,
    always,
    decays,
    observed,
    real,
    tends,
)

first, second, third = real("theta_1 theta_2 theta_3")
angle, u, pull, seen, r, x, least, m = real("theta u A s r x c m")
phase, speed, chirp, w = real("phi omega kappa w")
place = Source("consensus-is-all-you-get", "Theorem 4.1")

# U = uI, the angle between two tokens; A is the sum of the weights for each other
pair = Flow({angle: -u * pull * sin(angle)}, angles=(angle,))

# in the gnomonic chart, U = I: two tokens, weights that swing faster and faster if κ is not 0;
# the first token sees the second with s times its weight
swinging = least + m * (1 + sin(phase))
chart = Flow(
    {r: seen * swinging * (x - r), x: swinging * (r - x), phase: speed, speed: chirp},
    angles=(phase,),
)

# y at the angle θ on the ellipse of W = diag(1, w), and a token at e₁
longer = sqrt(cos(angle) ** 2 + w * sin(angle) ** 2)
ellipse = Flow({angle: -pull * longer * sin(angle)}, angles=(angle,))

# P = -I, three tokens
rates = velocities((0, second, third), unlike)
three = Flow({second: rates[1] - rates[0], third: rates[2] - rates[0]}, angles=(second, third))

# U = diag(1, 1 - 5m), P = -I, two tokens
valued = velocities((first, second), unlike, ((1, 0), (0, 1 - 5 * m)))
two = Flow(dict(zip((first, second), valued, strict=True)), angles=(first, second))

pulls = Assumption("the weights are positive", Gt(pull, 0))
identity = Assumption("U = I", Eq(u, 1))
hemisphere = Assumption("the tokens share an open half-plane", Ne(cos(angle), -1))
minus = Assumption("U = -I", Eq(u, -1))
not_equal = Assumption("the tokens are not equal", Gt(sin(angle), 0))
some_weight = Assumption("P is bounded: the weights are at least c", Gt(least, 0))
more_weight = Assumption("the weights swing above it", Ge(m, 0))
steady = Assumption("P is uniformly continuous", Eq(chirp, 0))
everybody = Assumption("every token sees every other", Eq(seen, 1))
not_hidden = Assumption("no weight is negative", Ge(seen, 0))
euclidean = Assumption("W = I", Eq(w, 1))
spd = Assumption("W is positive definite", Gt(w, 0))
half_plane = Assumption(
    "the tokens share an open half-plane", And(Gt(sin(second), 0), Gt(sin(third), 0))
)
moving = Assumption("they are not at 120°", Ne(2 * cos(second), -1))
apart = Assumption("none is opposite the first", And(Ne(sin(second), 0), Ne(sin(third), 0)))
same_value = Assumption("U = I", Eq(m, 0))
near_v = Assumption(
    "both tokens are on the side of v = (1, 0)",
    And(Gt(cos(first), 0), Gt(cos(second), 0), Gt(sin(first), 0), Lt(sin(second), 0)),
)
together = And(Eq(cos(second), 1), Eq(cos(third), 1))

two_tokens = Claim(
    source=place,
    given=(pulls, identity, hemisphere),
    needs=(pulls, identity, hemisphere),
    says=tends(Eq(cos(angle), 1), pair, lyapunov=1 - cos(angle)),
    controls=(Control("they end opposite", tends(Eq(cos(angle), -1), pair)),),
    remark="Two tokens on a circle, any positive weights; U = uI.",
)

minus_identity = Claim(
    source=place,
    given=(pulls, minus, not_equal),
    needs=(pulls, minus),
    says=tends(Eq(cos(angle), -1), pair, lyapunov=1 + cos(angle)),
    controls=(Control("they reach consensus", tends(Eq(cos(angle), 1), pair)),),
    remark="U = -I drives two tokens apart until they are opposite.",
)

any_change_of_weights = Claim(
    source=place,
    given=(some_weight, more_weight, steady, everybody, not_hidden),
    needs=(more_weight,),
    says=decays((r - x) ** 2, 2 * least, chart),
    controls=(Control("it falls twice as fast", decays((r - x) ** 2, 5 * least, chart)),),
    remark=(
        "In the gnomonic chart two tokens close in at the rate c or faster, however fast the "
        "weights swing (κ ≠ 0 makes them a chirp, not uniformly continuous), and if only the "
        "second token sees the first (s = 0)."
    ),
)

any_ellipse = Claim(
    source=place,
    given=(pulls, euclidean, spd, hemisphere),
    needs=(pulls, hemisphere),
    says=tends(Eq(cos(angle), 1), ellipse, lyapunov=1 - cos(angle)),
    controls=(Control("they end opposite", tends(Eq(cos(angle), -1), ellipse)),),
    remark="On the ellipse of any positive definite W; it is enough that W is that.",
)

three_tokens = Claim(
    source=place,
    expects=observed,
    given=(half_plane, moving, apart),
    needs=(half_plane,),
    says=tends(together, three),
    controls=(Control("they are within 90°", always(Gt(cos(second), 0), three)),),
    remark=(
        "P = -I. From an open set of starts in no common half-plane the tokens end at 120°, "
        "certified by an enclosure."
    ),
)

other_value_matrix = Claim(
    source=place,
    expects=observed,
    given=(same_value, near_v),
    needs=(same_value,),
    says=tends(Eq(cos(first - second), 1), two),
    controls=(Control("they are within 90°", always(Gt(cos(first - second), 0), two)),),
    remark="P = -I. For U = diag(1, -4), m = 1, two tokens near v end at (e₂, -e₂).",
)
