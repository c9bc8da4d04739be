"""Three or more tokens never lose energy, in any position, iff V = cI with c ≥ 0.

N tokens at x and one at y = -cos δ x + sin δ w, with w orthogonal to x, have
n²Ė = N t sin δ ⟨…⟩, and at δ = 0 the bracket is 2⟨w, Vx⟩ q (N² - 1)/((N + q)(Nq + 1)) with
q = exp(-2β). For N > 1 the sign of δ decides the sign of Ė, unless ⟨w, Vx⟩ = 0. If that holds
for all orthonormal w and x, then V is a multiple of the identity.
"""

from sympy import diff, exp, sqrt

from proofs.energy.adversarial import close_to_one
from proofs.energy.identity import any_value_matrix
from proofs.energy.vocabulary import d, i, n, r, v
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Ne,
    Source,
    inner,
    matrix,
    real,
    total,
    vector,
)

beta, c, s, others, top, near, factor = real("beta c s N T t f")
xx, xw, wx, ww = real("A B C D")  # ⟨x, Vx⟩, ⟨x, Vw⟩, ⟨w, Vx⟩, ⟨w, Vw⟩
x, w = vector("x w", d)
V = matrix("V", d)
article = Source("metastable-states", "The Universal Failure of Monotone Energy")

frame = Assumption(
    "x and w are orthonormal", And(Eq(inner(x, x), 1), Eq(inner(w, w), 1), Eq(inner(x, w), 0))
)
circle = Assumption("c and s are the cosine and sine of δ", Eq(c**2 + s**2, 1))
positive = Assumption(
    "T = exp(β) and t = exp(-β cos δ) are positive", And(Gt(top, 0), Gt(near, 0))
)
crowd = Assumption("N is positive", Gt(others, 0))
several = Assumption("more than one token is at x", Gt(others, 1))
not_fixed = Assumption("⟨w, Vx⟩ is not 0", Ne(wx, 0))
warm = Assumption("β is positive", Gt(beta, 0))
not_less = Assumption("the factor is not negative", Ge(factor, 0))
one_multiple = Assumption(
    "V is a multiple of the identity", And(Eq(wx, 0), Eq(xw, 0), Eq(xx, ww))
)
not_negative = Assumption("the multiple is not negative", Ge(xx, 0))
normalized = Assumption("the normalizers are positive", Gt(r[i], 0))
diagonal = Assumption(
    "V has no entry off the diagonal in any orthonormal basis",
    And(Eq(inner(w, V * x), 0), Eq(inner(x, V * w), 0), Eq(inner(x - w, V * (x + w)), 0)),
)

y = s * w - c * x
crowd_mean = (1 / (others * top + near)) * (others * top * x + near * y)
single_mean = (1 / (others * near + top)) * (others * near * x + top * y)


def share(point, weight, mean):
    """Return Zᵢ⟨P(mᵢ), V mᵢ⟩ of one token."""
    return weight * inner(mean - inner(point, mean) * point, V * mean)


rate = others * share(x, others * top + near, crowd_mean) + share(
    y, others * near + top, single_mean
)
bracket = inner(w, V * crowd_mean) + inner(s * x + c * w, V * single_mean)


def rate_at(sine, cosine=None):
    """Return n²Ė at sin δ = `sine`, in the four entries of V that enter."""
    cosine = sqrt(1 - sine**2) if cosine is None else cosine
    far = exp(-beta * cosine)
    crowd_weight, single_weight = others * exp(beta) + far, others * far + exp(beta)
    along = (others * exp(beta) - far * cosine) / crowd_weight
    across = far * sine / crowd_weight
    turned = wx * along + ww * across
    along = (others * far - exp(beta) * cosine) / single_weight
    across = exp(beta) * sine / single_weight
    turned += sine * (xx * along + xw * across) + cosine * (wx * along + ww * across)
    return others * far * sine * turned


q = exp(-2 * beta)
coefficient = (
    2 * others * exp(-beta) * wx * q * (others**2 - 1) / ((others + q) * (others * q + 1))
)
slope = diff(rate_at(s), s).subs(s, 0)

factors = Claim(
    source=article,
    given=(frame, circle, positive, crowd),
    needs=(frame, circle),
    says=Eq(rate, others * near * s * bracket),
    controls=(
        Control(
            "the crowd does not move", Eq(rate, others * near * s * inner(w, V * crowd_mean))
        ),
    ),
    sizes={d: (2,)},
    uses=(any_value_matrix,),
    remark="n²Ė for N tokens at x and one at y, any V and any dimension.",
)

first_order = Claim(
    source=article,
    given=(crowd,),
    says=Eq(slope, coefficient),
    controls=(
        Control("the factor 2 is forgotten", Eq(slope, coefficient / 2)),
        Control(
            "the two shares add",
            Eq(slope, 2 * others * exp(-beta) * wx),
        ),
    ),
    uses=(factors,),
    remark="The leading coefficient of n²Ė in δ, at x, …, x, -x. C stands for ⟨w, Vx⟩.",
)

sign_changes = Claim(
    source=article,
    reading="repaired",
    repairs=close_to_one,
    given=(several, not_fixed),
    needs=(several, not_fixed),
    says=Ne(coefficient, 0),
    controls=(Control("Ė rises with δ", Gt(coefficient, 0)),),
    uses=(first_order,),
    remark=(
        "Ė is this times δ plus O(δ²), so one sign of δ lowers the energy. For two tokens "
        "(N = 1) the coefficient vanishes: that is why they tolerate other V."
    ),
)

only_multiples_of_one = Claim(
    source=article,
    given=(frame, diagonal),
    needs=(diagonal,),
    says=Eq(inner(x, V * x), inner(w, V * w)),
    controls=(Control("V is the identity", Eq(inner(x, V * x), 1)),),
    sizes={d: (2,)},
    uses=(sign_changes,),
    remark=(
        "If ⟨w, Vx⟩ = 0 for every orthonormal pair, then every two directions have the same "
        "quadratic form: V = cI."
    ),
)

multiples_climb = Claim(
    source=article,
    given=(not_less, normalized),
    needs=(not_less, normalized),
    says=Ge(total(r[i] * inner(v[i], factor * v[i]), i), 0),
    controls=(
        Control("the energy always rises", Gt(total(r[i] * inner(v[i], factor * v[i]), i), 0)),
    ),
    sizes={d: (2,), n: (2,)},
    uses=(any_value_matrix,),
    remark="V = cI with c ≥ 0, and vᵢ = P(Zᵢmᵢ): the other half of the theorem.",
)

general = rate_at(s, c)

never_falls = Claim(
    source=article,
    given=(circle, several, one_multiple, not_negative),
    needs=(one_multiple, not_negative),
    says=Ge(general, 0),
    controls=(Control("the energy always rises", Gt(general, 0)),),
    uses=(factors,),
    remark="N tokens at x and one anywhere in a plane through x. Two tokens tolerate other V.",
)

# The slopes at the frames (x, w), (w, -x) and (x + w, w - x)/√2, and Ė at δ = 90°.
slopes = tuple(coefficient.subs(wx, entry) for entry in (wx, xw, wx + ww - xx - xw))
neither_way = And(*(Ge(sign * entry, 0) for entry in slopes for sign in (1, -1)))

monotone_iff = Claim(
    source=article,
    given=(several,),
    needs=(several,),
    says=Iff(
        And(Eq(wx, 0), Eq(xw, 0), Eq(xx, ww), Ge(xx, 0)),
        And(neither_way, Ge(rate_at(1), 0)),
    ),
    controls=(
        Control(
            "a positive semidefinite symmetric V is enough",
            Iff(
                And(Eq(wx, xw), Ge(xx, 0), Ge(ww, 0), Ge(xx * ww, wx**2)),
                And(neither_way, Ge(rate_at(1), 0)),
            ),
        ),
    ),
    uses=(factors, first_order, never_falls),
    remark=(
        "The theorem, for N + 1 ≥ 3 tokens and orthonormal x and w: in their plane V = cI, "
        "c ≥ 0, iff neither sign of δ lowers the energy to first order, at three frames, nor a "
        "right angle. That V = cI is enough for tokens in any position is `multiples_climb`."
    ),
)
