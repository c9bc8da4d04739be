"""Two tokens raise the energy in every position iff S = (V + Vᵀ)/2 is PSD and cond S ≤ coth β.

With the bisector b of the tokens, the unit vector p across it and the angle θ between them,
4Ė = (t/Z)·Z sin²θ [⟨b, Vb⟩ - tanh(β(1 - cos θ)/2) ⟨p, Vp⟩], where t = exp(β cos θ). Opposite
tokens are the worst: there the factor is tanh β.
"""

from sympy import Rational, coth, exp, tanh

from proofs.vocabulary import within
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Or,
    Source,
    certified,
    inner,
    matrix,
    real,
    same,
    size,
    vector,
)

d = size("d")
beta, gamma, c, s, top, near, low, high, bb, pp, tau, sigma = real(
    "beta gamma c s T t lambda mu B P tau sigma"
)
b, p = vector("b p", d)
V = matrix("V", d)
article = Source("metastable-states", "The Universal Failure of Monotone Energy")
question = Source("metastable-states", "Limitations and Open Questions")

frame = Assumption(
    "b and p are orthonormal", And(Eq(inner(b, b), 1), Eq(inner(p, p), 1), Eq(inner(b, p), 0))
)
circle = Assumption("c and s are the cosine and sine of θ/2", Eq(c**2 + s**2, 1))
positive = Assumption(
    "T = exp(β) and t = exp(β cos θ) are positive", And(Gt(top, 0), Gt(near, 0))
)
skew = Assumption("V is skew", same(V.T, -V))
warm = Assumption("β is positive", Gt(beta, 0))
cosine = Assumption("γ is the cosine of an angle", And(Ge(gamma, -1), Le(gamma, 1)))
spectrum = Assumption(
    "λ and μ bound the quadratic form of V", And(Ge(bb, low), Le(pp, high), Le(low, high))
)
factor = Assumption("τ is the factor of a position", And(Ge(tau, 0), Lt(tau, tanh(beta))))
other_factor = Assumption(
    "σ is the factor of a position above λ/μ, where there is one",
    And(
        Gt(sigma, 0),
        Lt(sigma, tanh(beta)),
        Or(Ge(low, tanh(beta) * high), Lt(low, 0), Lt(low, sigma * high)),
    ),
)
conditioned = Assumption("cond S is at most coth β", Ge(low, tanh(beta) * high))
ill = Assumption("λ is below tanh(β) μ", Lt(low, tanh(beta) * high))

first, second = c * b + s * p, c * b - s * p


def share(here, there):
    """Return ⟨P(there), V(T here + t there)⟩ t/Z, what one token adds to 4Ė."""
    pull = V * (top * here + near * there)
    return near * inner(there, pull - inner(here, pull) * here) / (top + near)


four_rates = share(first, second) + share(second, first)
across = near * (2 * s * c) ** 2


def bracket(angle, along=bb, over=pp):
    """Return ⟨b, Vb⟩ - tanh(β(1 - cos θ)/2) ⟨p, Vp⟩."""
    return along - tanh(beta * (1 - angle) / 2) * over


formula = Claim(
    source=question,
    given=(frame, circle, positive),
    needs=(frame, circle),
    says=Eq(
        four_rates,
        across * (inner(b, V * b) - (top - near) / (top + near) * inner(p, V * p)),
    ),
    controls=(
        Control(
            "both directions count alike",
            Eq(four_rates, across * (inner(b, V * b) + inner(p, V * p))),
        ),
        Control("the spread does not count", Eq(four_rates, across * inner(b, V * b))),
    ),
    sizes={d: (2,)},
    remark="sin θ = 2sc. Only the quadratic forms of V enter: rotation costs nothing here.",
)

ratio_is_a_tanh = Claim(
    source=question,
    says=Eq(
        (exp(beta) - exp(beta * gamma)) / (exp(beta) + exp(beta * gamma)),
        tanh(beta * (1 - gamma) / 2),
    ),
    controls=(
        Control(
            "the half is forgotten",
            Eq(
                (exp(beta) - exp(beta * gamma)) / (exp(beta) + exp(beta * gamma)),
                tanh(beta * (1 - gamma)),
            ),
        ),
    ),
    remark="(T - t)/(T + t) of `formula`.",
)

skew_conserves = Claim(
    source=question,
    given=(frame, circle, positive, skew),
    needs=(skew,),
    says=Eq(four_rates, 0),
    controls=(Control("the energy rises", Gt(four_rates, 0)),),
    sizes={d: (2,)},
    uses=(formula,),
    remark="Imaginary eigenvalues alone do not make two tokens lose energy.",
)

worst_is_opposite = Claim(
    source=question,
    given=(warm, cosine),
    needs=(warm, cosine),
    says=Le(tanh(beta * (1 - gamma) / 2), tanh(beta)),
    controls=(Control("it stays below", Lt(tanh(beta * (1 - gamma) / 2), tanh(beta))),),
)

enough = Claim(
    source=question,
    given=(conditioned, spectrum, factor),
    needs=(conditioned, spectrum),
    says=Ge(bb - tau * pp, 0),
    controls=(Control("with a margin", Gt(bb - tau * pp, 0)),),
    uses=(formula, worst_is_opposite),
    remark="B = ⟨b, Vb⟩ and P = ⟨p, Vp⟩. So cond S ≤ coth β keeps the energy from falling.",
)

needed = Claim(
    source=question,
    given=(ill,),
    needs=(ill,),
    says=Lt(bracket(-1, low, high), 0),
    controls=(Control("it falls by 1", Lt(bracket(-1, low, high), -1)),),
    uses=(formula,),
    remark=(
        "b and p along the eigenvectors of λ and μ, and tokens so near to opposite that the "
        "bracket is still negative: then sin θ ≠ 0, and the energy falls."
    ),
)

negative_direction = Claim(
    source=question,
    given=(Assumption("λ is negative", Lt(low, 0)),),
    needs=(Assumption("λ is negative", Lt(low, 0)),),
    says=Lt(bracket(1, low, high), 0),
    controls=(Control("a quadratic form below 1 is enough", Lt(bracket(1, low, high), low)),),
    uses=(formula,),
    remark="b along an eigenvector with λ < 0 and two nearly equal tokens: S must be PSD.",
)

threshold = Claim(
    source=question,
    says=Iff(
        Ge(low, tanh(beta) * high), Ge(exp(2 * beta) * low + low, exp(2 * beta) * high - high)
    ),
    controls=(
        Control(
            "λ ≥ μ/β is the condition", Iff(Ge(low, tanh(beta) * high), Ge(beta * low, high))
        ),
    ),
    remark="The condition μ/λ ≤ coth β with the exponentials written out.",
)

everywhere = And(Ge(bb - tau * pp, 0), Ge(low - sigma * high, 0))

monotone_iff = Claim(
    source=question,
    given=(warm, spectrum, factor, other_factor),
    needs=(spectrum, factor, other_factor),
    says=Iff(Ge(low, tanh(beta) * high), everywhere),
    controls=(Control("a positive semidefinite S is enough", Iff(Ge(low, 0), everywhere)),),
    uses=(formula, ratio_is_a_tanh, worst_is_opposite),
    remark=(
        "The theorem, in any dimension. On the right: a position with the factor τ, and one "
        "with the factor σ and b, p along the eigenvectors of λ and μ. Two tokens that are "
        "neither equal nor opposite have such factors. As λ ≤ μ, the condition says of S that "
        "it is positive semidefinite, too."
    ),
)


def threshold_at(cold, digits: str) -> Claim:
    """State the largest condition number that two tokens tolerate at a β."""
    return Claim(
        source=question,
        expects=certified,
        says=within(coth(cold), digits, 3),
        controls=(Control("it is 1/β", within(Rational(1) / cold, digits, 3)),),
        uses=(monotone_iff,),
    )


THRESHOLDS = ((Rational(1, 2), "2.164"), (1, "1.313"), (2, "1.0373"))
thresholds = Family(
    threshold_at,
    tuple({"cold": cold, "digits": digits} for cold, digits in THRESHOLDS),
)
