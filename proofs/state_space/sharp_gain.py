"""With S = -(AᵀP + PA + αP) the sharp gain is the largest eigenvalue of BᵀP S⁻¹ PB.

Along x' = Ax + f with f = Bu, V = ⟨x, Px⟩ has V̇ + αV = 2⟨x, Pf⟩ - ⟨x, Sx⟩, which is
⟨y, Sy⟩ - ⟨x - y, S(x - y)⟩ for Sy = Pf. So where S is positive V̇ ≤ -αV + β‖u‖² holds for all x
iff ⟨y, Sy⟩ ≤ β‖u‖², with equality at x = y.
"""

from sympy import Matrix, Rational, eye

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Source,
    inner,
    matrix,
    real,
    same,
    size,
    vector,
)
from verify.notation import abscissa, array

n = size("n")
alpha, b, eta = real("alpha b eta")
x, y, z, f, g = vector("x y z f g", n)
A, P, Q, S = matrix("A P Q S", n)
place = Source("five-conditions", "Dissipation Is the Mechanism, Not the Bug")

symmetric = Assumption("S is symmetric", same(S.T, S))
worst = Assumption("y solves Sy = g", same(S * y, g))
positive = Assumption("S is positive at x - y", Ge(inner(x - y, S * (x - y)), 0))
gain = Assumption("the gain b is at least ⟨y, Sy⟩", Le(inner(y, S * y), b))
there = Assumption("x is y", same(x, y))
simpler = Assumption("z solves Qz = g", same(Q * z, g))
symmetric_too = Assumption("Q is symmetric", same(Q.T, Q))
positive_between = Assumption("S is positive at y - z", Ge(inner(y - z, S * (y - z)), 0))
smaller = Assumption("S is at most Q at z", Le(inner(z, S * z), inner(z, Q * z)))
share = Assumption("η is positive", Gt(eta, 0))
positive_too = Assumption(
    "Q is positive at ηy - z", Ge(inner(eta * y - z, Q * (eta * y - z)), 0)
)
larger = Assumption("S is at least ηQ at y", Ge(inner(y, S * y), eta * inner(y, Q * y)))
lyapunov = Assumption("AᵀP + PA + αP = -S", same(A.T * P + P * A + alpha * P, -S))

rate = 2 * inner(x, g) - inner(x, S * x)
rate_at_y = 2 * inner(y, g) - inner(y, S * y)

derivative = Claim(
    source=place,
    given=(lyapunov,),
    needs=(lyapunov,),
    says=Eq(
        inner(A * x, P * x) + inner(x, P * (A * x)) + 2 * inner(x, P * f),
        -alpha * inner(x, P * x) + 2 * inner(x, P * f) - inner(x, S * x),
    ),
    controls=(
        Control(
            "the decay is free",
            Eq(
                inner(A * x, P * x) + inner(x, P * (A * x)) + 2 * inner(x, P * f),
                2 * inner(x, P * f) - inner(x, S * x),
            ),
        ),
    ),
    sizes={n: (1,)},
    remark="V̇ + αV = 2⟨x, g⟩ - ⟨x, Sx⟩ with g = Pf = PBu; below it is called the rate.",
)

square = Claim(
    source=place,
    given=(symmetric, worst),
    needs=(symmetric, worst),
    says=Eq(rate, inner(y, S * y) - inner(x - y, S * (x - y))),
    controls=(
        Control("no square is left over", Eq(rate, inner(y, S * y))),
        Control(
            "the square counts twice", Eq(rate, inner(y, S * y) - 2 * inner(x - y, S * (x - y)))
        ),
    ),
    sizes={n: (1, 2)},
    remark="Completing the square, for every size and every number of inputs.",
)

dissipates = Claim(
    source=place,
    given=(symmetric, worst, positive, gain),
    needs=(symmetric, worst, positive, gain),
    says=Le(rate, b),
    controls=(
        Control("half of the gain is enough", Le(2 * rate, b)),
        Control("nothing is gained", Le(rate, 0)),
    ),
    uses=(square, derivative),
    sizes={n: (1, 2)},
    remark="⟨y, Sy⟩ = ⟨u, BᵀP S⁻¹ PB u⟩ is at most its largest eigenvalue β* times ‖u‖².",
)

attained = Claim(
    source=place,
    given=(worst, there),
    needs=(worst, there),
    says=Eq(rate, inner(y, S * y)),
    controls=(Control("half of it is reached", Eq(2 * rate, inner(y, S * y))),),
    uses=(square, derivative),
    sizes={n: (1, 2)},
    remark="At x = y = S⁻¹PBu nothing is lost: no smaller gain serves.",
)

serves_iff = Claim(
    source=place,
    given=(symmetric, worst, positive),
    needs=(symmetric, worst, positive),
    says=Iff(And(Le(rate, b), Le(rate_at_y, b)), Le(inner(y, S * y), b)),
    controls=(
        Control(
            "half of the gain serves",
            Iff(And(Le(rate, b), Le(rate_at_y, b)), Le(inner(y, S * y), 2 * b)),
        ),
    ),
    uses=(square, derivative),
    sizes={n: (1, 2)},
    remark=(
        "For each x: the inequality holds at x and at y iff the gain is at least ⟨y, Sy⟩. So "
        "the linear matrix inequality holds iff β is at least β*, and fails for a smaller one."
    ),
)

young_loses_little = Claim(
    source=place,
    given=(symmetric, worst, simpler, positive_between, smaller),
    needs=(smaller,),
    says=Le(inner(z, g), inner(y, g)),
    controls=(Control("the gains agree", Eq(inner(z, g), inner(y, g))),),
    uses=(square,),
    sizes={n: (1,)},
    remark=(
        "Young's inequality gives the gain max⟨z, g⟩/η with Qz = g, at the rate (1 - η) times "
        "the largest: S = Q - αP is at most Q, so that gain is at most 1/η times the sharp one."
    ),
)

young_is_enough = Claim(
    source=place,
    given=(share, symmetric_too, worst, simpler, positive_too, larger),
    needs=(larger,),
    says=Le(eta * inner(y, g), inner(z, g)),
    controls=(Control("η may be left out", Le(inner(y, g), inner(z, g))),),
    sizes={n: (1,)},
    remark="At that rate S is at least ηQ, so the sharp gain is at most that of Young.",
)

# x' = (-x + 4y, -y + u), its Lyapunov matrix for -I, and α = 1/10
system, form, entry = Matrix([[-1, 4], [0, -1]]), Matrix([[1, 2], [2, 9]]) / 2, Matrix([0, 1])
tenth = Rational(1, 10)
left_over = -(system.T * form + form * system + tenth * form)
sharp = (entry.T * form * left_over.inv() * form * entry)[0]


def lmi_matrix(value):
    """Return the matrix that is negative semidefinite iff the gain `value` serves."""
    top = (-left_over).row_join(form * entry)
    return top.col_join((form * entry).T.row_join(Matrix([[-value]])))


def lmi(value):
    """Return the same matrix, for its eigenvalues."""
    return array(lmi_matrix(value))


in_numbers = Claim(
    source=place,
    says=And(
        Eq(abscissa(lmi(sharp)), 0),
        Gt(abscissa(lmi(sharp * (1 - tenth**3))), 0),
        Lt(abscissa(array(-left_over)), 0),
        Eq(abscissa(array(system.T * form + form * system + eye(2))), 0),
    ),
    controls=(
        Control(
            "the gain ‖PB‖² serves", Le(abscissa(lmi((form * entry).dot(form * entry))), 0)
        ),
        Control("a gain of 1 serves", Le(abscissa(lmi(1)), 0)),
    ),
    remark=(
        "For A = (-1, 4; 0, -1), B = (0, 1), P = (1/2, 1; 1, 9/2), α = 1/10: the linear matrix "
        "inequality holds at β* with a zero eigenvalue, and fails for any smaller gain."
    ),
)

smaller_fails = Claim(
    source=place,
    says=Iff(Ge(-lmi_matrix(b).det(), 0), Ge(b, sharp)),
    controls=(
        Control("a gain of 1 is the threshold", Iff(Ge(-lmi_matrix(b).det(), 0), Ge(b, 1))),
        Control("every gain serves", Ge(-lmi_matrix(b).det(), 0)),
    ),
    uses=(in_numbers,),
    remark=(
        "The upper left block is negative definite, so the matrix is negative semidefinite iff "
        "minus its determinant, det S (β - β*), is not negative."
    ),
)
