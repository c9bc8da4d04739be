"""Theorem 4.1 needs U = I and a common hemisphere; not that P is uniformly continuous.

'The tokens reach consensus.' Two or three tokens on the circle. Each hypothesis is a letter
with an equation, or an inequality: without it an exact start ends elsewhere, or the claim is
proved as it was. That P be bounded is dropped in `unbounded_scores`.
"""

from sympy import cos, sin, sqrt

from proofs.consensus.vocabulary import unlike, velocities
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Gt,
    Ne,
    Source,
    always,
    decays,
    real,
    tends,
)

first = real("theta_1")
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

# U = I - 5m diag(0, 1), P = -I: the first token, and the angle θ of the second from it
tokens, change = (first, first + angle), ((0, 0), (0, -5))
steady, moved = velocities(tokens, unlike), velocities(tokens, unlike, change)
turning = [rate + m * more for rate, more in zip(steady, moved, strict=True)]
two = Flow({first: turning[0], angle: turning[1] - turning[0]}, angles=(first, angle))

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
same_value = Assumption("U = I", Eq(m, 0))
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

other_value_matrix = Claim(
    source=place,
    given=(same_value, hemisphere),
    needs=(same_value, hemisphere),
    says=tends(Eq(cos(angle), 1), two, lyapunov=1 - cos(angle)),
    controls=(Control("they are within 90°", always(Gt(cos(angle), 0), two)),),
    remark="P = -I. For U = diag(1, -4), m = 1, two tokens near v end at (e₂, -e₂).",
)
