"""If AᵀP + PA = -Q then V = ⟨x, Px⟩ obeys V̇ = -⟨x, Qx⟩ + 2⟨Px, Bu⟩ along x' = Ax + Bu.

So a stable system dissipates some V. It need not dissipate ‖x‖²: A = (-1, 4; 0, -1) has the
eigenvalue -1 and at (1, 1) the derivative +4, and P = (1/2, 1; 1, 9/2) is what it dissipates.
"""

from sympy import Rational

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Iff,
    Implies,
    Le,
    Lt,
    Source,
    inner,
    matrix,
    norm,
    real,
    refuted,
    same,
    size,
    vector,
)

n, m = size("n m")
a, b, eta, s, q, alpha, x1, u1 = real("a b eta s q alpha x1 u1")
x, f = vector("x f", n)
u = vector("u", m)
A, P, Q = matrix("A P Q", n)
B = matrix("B", n, m)
place = Source("five-conditions", "Dissipation Is the Mechanism, Not the Bug")
half = Rational(1, 2)
slope = inner(A * x + B * u, P * x) + inner(x, P * (A * x + B * u))
flow = (-a + 4 * b, -b)

symmetric = Assumption("P is symmetric", same(P.T, P))
equation = Assumption("AᵀP + PA = -Q", same(A.T * P + P * A, -Q))
away = Assumption("the state is not zero", Gt(a**2 + b**2, 0))
between = Assumption("η is positive", Gt(eta, 0))
eigenvector = Assumption("x is an eigenvector of A", same(A * x, s * x))
energy = Assumption("⟨x, Px⟩ is positive", Gt(inner(x, P * x), 0))
falls = Assumption(
    "V falls at the rate ‖x‖²", Eq(inner(A * x, P * x) + inner(x, P * (A * x)), -(norm(x) ** 2))
)
hurwitz = Assumption("the mode decays, at the rate α", Le(a, -alpha))
rate = Assumption("α is positive", Gt(alpha, 0))
present = Assumption("x is not zero", Gt(norm(x), 0))

energy_balance = Claim(
    source=place,
    given=(symmetric, equation),
    needs=(symmetric, equation),
    says=Eq(slope, -inner(x, Q * x) + 2 * inner(P * x, B * u)),
    controls=(
        Control("the input counts once", Eq(slope, -inner(x, Q * x) + inner(P * x, B * u))),
        Control("Q feeds the energy", Eq(slope, inner(x, Q * x) + 2 * inner(P * x, B * u))),
    ),
    sizes={n: (1, 2), m: (1,)},
)

young = Claim(
    source=place,
    given=(between,),
    needs=(between,),
    says=Le(2 * inner(x, f), eta * norm(x) ** 2 + norm(f) ** 2 / eta),
    controls=(
        Control(
            "η may stand on both", Le(2 * inner(x, f), eta * (norm(x) ** 2 + norm(f) ** 2))
        ),
    ),
    sizes={n: (1, 2)},
    remark="What turns the mixed term into a decay α and a gain β.",
)

with_input = Claim(
    source=place,
    given=(between,),
    needs=(between,),
    says=Le(-(norm(x) ** 2) + 2 * inner(x, f), -(1 - eta) * norm(x) ** 2 + norm(f) ** 2 / eta),
    controls=(
        Control(
            "nothing of the decay is lost",
            Le(-(norm(x) ** 2) + 2 * inner(x, f), -(norm(x) ** 2) + norm(f) ** 2 / eta),
        ),
    ),
    uses=(energy_balance, young),
    sizes={n: (1, 2)},
    remark="With Q = I and f = PBu: V̇ ≤ -α V + β‖u‖² for every α below that of the unforced V.",
)

one_mode = Claim(
    source=place,
    given=(rate, hurwitz),
    needs=(rate, hurwitz),
    says=Le(2 * x1 * (a * x1 + u1), -alpha * x1**2 + u1**2 / alpha),
    controls=(
        Control(
            "the decay is twice as fast",
            Le(2 * x1 * (a * x1 + u1), -2 * alpha * x1**2 + u1**2 / alpha),
        ),
        Control("the input is damped as well", Le(2 * x1 * (a * x1 + u1), -alpha * x1**2)),
    ),
    remark="x' = ax + u with V = x²: without decay, as for a = 0, no such inequality holds.",
)

any_energy = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(away,),
    says=Lt(2 * (a * flow[0] + b * flow[1]), 0),
    controls=(Control("each coordinate decays", Lt(2 * a * flow[0], 0)),),
    remark=(
        "'A dissipative system satisfies V̇ ≤ -αV', with V = ‖x‖², for x' = (-x + 4y, -y), all "
        "of whose eigenvalues are -1. At (1, 1) the derivative is 4."
    ),
)

fitted_energy = Claim(
    source=place,
    reading="repaired",
    repairs=any_energy,
    given=(away,),
    needs=(away,),
    says=And(
        Gt(a**2 / 2 + 2 * a * b + 9 * b**2 / 2, 0),
        Eq((a + 2 * b) * flow[0] + (2 * a + 9 * b) * flow[1], -(a**2) - b**2),
    ),
    controls=(
        Control(
            "it decays at its own rate",
            Eq(
                (a + 2 * b) * flow[0] + (2 * a + 9 * b) * flow[1],
                -(a**2 / 2 + 2 * a * b + 9 * b**2 / 2),
            ),
        ),
    ),
    remark="V = a²/2 + 2ab + 9b²/2, the solution of AᵀP + PA = -I for this A.",
)

square_dissipates_iff = Claim(
    source=place,
    reading="repaired",
    repairs=any_energy,
    says=Iff(Le(inner(x, A * x) + inner(A * x, x), 0), Le(inner(x, (A + A.T) * x), 0)),
    controls=(
        Control(
            "twice the symmetric part is enough for decay at rate 1",
            Implies(
                Le(inner(x, (A + A.T) * x), 0),
                Le(inner(x, A * x) + inner(A * x, x), -(norm(x) ** 2)),
            ),
        ),
    ),
    sizes={n: (1, 2)},
    remark="‖x‖² is dissipated at every x iff A + Aᵀ is negative semidefinite.",
)

needs_decay = Claim(
    source=place,
    given=(falls, eigenvector, present, energy),
    needs=(falls, eigenvector, energy),
    says=Lt(s, 0),
    controls=(Control("the rate is at least 1/2", Le(s, -half)),),
    sizes={n: (1,)},
    remark="A positive definite P with AᵀP + PA = -I forces every real eigenvalue below 0.",
)

bounded_by_input_power = Claim(
    source=Source("five-conditions", "Dissipation Is the Mechanism, Not the Bug"),
    says=Eq(
        inner(x, A * x + B * u) + inner(A * x + B * u, x),
        inner(x, (A + A.T) * x) + 2 * inner(B.T * x, u),
    ),
    controls=(
        Control(
            "only the input counts",
            Eq(inner(x, A * x + B * u) + inner(A * x + B * u, x), 2 * inner(B.T * x, u)),
        ),
    ),
    sizes={n: (1, 2), m: (1,)},
    remark="If A + Aᵀ ≤ 0 the energy ‖x‖² grows at most by the power 2⟨Bᵀx, u⟩ of the input.",
)

forgets_without_input = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(away,),
    says=Lt(2 * (a * b - b * a), 0),
    controls=(Control("the first coordinate decays", Lt(2 * a * b, 0)),),
    remark=(
        "'When the input stops, the memory fades' needs decay: the rotation x' = (y, -x) is a "
        "physical memory that keeps its energy."
    ),
)

fades_iff = Claim(
    source=place,
    reading="repaired",
    repairs=forgets_without_input,
    given=(away,),
    needs=(away,),
    says=Iff(Lt(2 * (a * (b - q * a) + b * (-a - q * b)), 0), Gt(q, 0)),
    controls=(
        Control(
            "any damping below 1 keeps the energy",
            Iff(Lt(2 * (a * (b - q * a) + b * (-a - q * b)), 0), Gt(q, 1)),
        ),
    ),
    remark="With the damping q the memory fades exactly when q > 0.",
)
