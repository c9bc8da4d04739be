"""For two states ‖e^tA‖ < 1 at every t > 0 once A + Aᵀ ≤ 0 and A is Hurwitz.

In some orthonormal basis A = (a, b; c, a), and e^tA = e^at (C, bS; cS, C) with C² = 1 + bcS²:
C = cosh ωt and S = sinh(ωt)/ω for ω² = bc, or cos and sin for ω² = -bc. Then ‖e^tA‖ < 1 iff
|b + c| |S| < 2 sinh(|a|t), and A + Aᵀ ≤ 0 gives |b + c| ≤ 2|a|, Hurwitz |a||S| < sinh(|a|t).
"""

from sympy import cos, exp, sin

from proofs.state_space.every_step import any_stable_matrix
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    Source,
    real,
)

a, b, c, t, w, z, alpha = real("a b c t w z alpha")
C, S = real("C S")
place = Source("five-conditions", "Discretize Correctly")

grown, shrunk = exp((a + w) * t), exp((a - w) * t)
even, odd = (grown + shrunk) / 2, (grown - shrunk) / (2 * w)
turned = exp(a * t) * cos(w * t), exp(a * t) * sin(w * t) / w
square = exp(2 * a * t)
trace = square * (2 * C**2 + (b**2 + c**2) * S**2)

moving = Assumption("ω is not zero", Ne(w, 0))
later = Assumption("time passes", Gt(t, 0))
slower = Assumption("ω lies between 0 and α", And(Gt(alpha, w), Ge(w, 0)))
decaying = Assumption("α is positive", Gt(alpha, 0))
factor = Assumption("z is positive", Gt(z, 0))
closed = Assumption("C² = 1 + bcS²", Eq(C**2, 1 + b * c * S**2))
dissipative = Assumption("A + Aᵀ is nowhere positive", Le((b + c) ** 2, 4 * a**2))
hurwitz = Assumption(
    "A is Hurwitz: a < 0 and |aS| < sinh(|a|t)",
    And(Lt(a, 0), Lt(4 * a**2 * S**2 * square, (1 - square) ** 2)),
)
same_matrix = Assumption("both steps have one matrix", And(Eq(b, 0), Eq(c, 0)))

closed_form = Claim(
    source=place,
    given=(moving,),
    says=And(
        Eq(even.diff(t), a * even + w**2 * odd),
        Eq(odd.diff(t), a * odd + even),
        Eq(turned[0].diff(t), a * turned[0] - w**2 * turned[1]),
        Eq(turned[1].diff(t), a * turned[1] + turned[0]),
    ),
    controls=(Control("the modes do not mix", Eq(even.diff(t), a * even)),),
    remark=(
        "e^at C and e^at S solve p' = ap + bc q, q' = aq + p with p(0) = 1, q(0) = 0 for "
        "bc = ω² and for bc = -ω²: (p, bq; cq, p) has A times itself as its derivative."
    ),
)

real_modes = Claim(
    source=place,
    given=(later, slower),
    needs=(later, slower),
    says=Lt(exp(w * t) + exp(-w * t), exp(alpha * t) + exp(-alpha * t)),
    controls=(
        Control(
            "it is half as large",
            Lt(2 * (exp(w * t) + exp(-w * t)), exp(alpha * t) + exp(-alpha * t)),
        ),
    ),
    remark=(
        "cosh ωt < cosh αt are the derivatives of sinh(ωt)/ω and sinh(αt)/α, both 0 at t = 0: "
        "α S < sinh αt. The eigenvalues a ± ω are negative iff ω < α = -a."
    ),
)

turning_modes = Claim(
    source=place,
    given=(later, decaying),
    needs=(later, decaying),
    says=Lt(2 * cos(w * t), exp(alpha * t) + exp(-alpha * t)),
    controls=(Control("one exponential is enough", Lt(2 * cos(w * t), exp(-alpha * t))),),
    remark="For bc ≤ 0, where S = sin(ωt)/ω: |S| ≤ t < sinh(αt)/α in the same way.",
)

both = Claim(
    source=place,
    reading="repaired",
    repairs=any_stable_matrix,
    given=(later, closed, dissipative, hurwitz),
    needs=(dissipative, hurwitz),
    says=And(Lt(trace, 1 + square**2), Lt(square, 1)),
    controls=(Control("the norm halves", Lt(4 * trace, 1 + 16 * square**2)),),
    uses=(closed_form, real_modes, turning_modes),
    remark=(
        "The left side is the trace of EᵀE for E = e^tA, whose determinant is e^4at. Both "
        "eigenvalues of EᵀE are below 1 iff trace < 1 + determinant and determinant < 1. For a "
        "matrix of any size the proof is in state_space.every_step, line by line."
    ),
)

small = Assumption("z, which is e^-2t, is below 1", Lt(z, 1))
product_trace = z * (2 + b * c * t**2)
one_matrix = Claim(
    source=place,
    reading="repaired",
    repairs=any_stable_matrix,
    given=(factor, small, same_matrix),
    needs=(same_matrix,),
    says=Lt(product_trace, 1 + z**2),
    controls=(Control("the trace stays below 1", Lt(product_trace, 1)),),
    remark=(
        "Steps with (-1, b; 0, -1) and (-1, 0; c, -1) over t: the trace and determinant of "
        "their product say whether it decays. Two matrices may grow what each of them shrinks."
    ),
)
