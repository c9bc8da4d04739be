"""MᵀPM - P = -I has a positive definite solution P iff all eigenvalues of M have modulus < 1.

P is Σ (Mᵀ)ᵏMᵏ where that converges; in the norm of P the map M is a contraction; and P forces
every eigenvalue, real or complex, inside the unit circle.
"""

from sympy import Matrix, Rational, eye

from proofs.memory.other_lyapunov_functions import norm_decides
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Gt,
    Le,
    Lt,
    Source,
    identity,
    inner,
    matrix,
    real,
    same,
    size,
    vector,
)
from verify.notation import abscissa, array, norm2, radius

n = size("n")
r, w, p, m, old, new, length = real("r w p m V W L")
x, v, z = vector("x v z", n)
M, P = matrix("M P", n)
place = Source("five-conditions", "Five Conditions. Zero Satisfied.")
failure = Source("five-conditions", "The Calculation That Breaks Everything")
half = Rational(1, 2)

first_part = Assumption("M turns v into rv - wz", same(M * v, r * v - w * z))
second_part = Assumption("M turns z into wv + rz", same(M * z, w * v + r * z))
fixed_ratio = Assumption("the energy is multiplied by m", Eq(new, m * old))
positive = Assumption("the energy is positive", Gt(old, 0))
present = Assumption("‖x‖² is positive", Gt(length, 0))
fall = Assumption("the energy falls by ‖x‖²", Eq(new, old - length))
bounded = Assumption("the energy is at most p‖x‖²", Le(old, p * length))


def powers(count):
    """Return M⁰ = I, M, …, M^count."""
    found = [identity(n)]
    for _ in range(count):
        found.append(found[-1] * M)
    return found


def partial_sum(count: int) -> Claim:
    """State what the first terms of Σ (Mᵀ)ᵏMᵏ solve."""
    terms = powers(count)
    total = terms[0].T * terms[0]
    for term in terms[1:-1]:
        total = total + term.T * term
    return Claim(
        source=place,
        says=same(M.T * total * M - total, terms[-1].T * terms[-1] - identity(n)),
        controls=(
            Control("the sum solves it already", same(M.T * total * M - total, -identity(n))),
        ),
        sizes={n: (1,)},
        remark="If the powers of M tend to zero, the whole series solves MᵀPM - P = -I.",
    )


series = Family(partial_sum, sizes=({"count": 1}, {"count": 2}, {"count": 3}))

contracts = Claim(
    source=place,
    given=(fall, bounded),
    needs=(fall, bounded),
    says=Le(p * new, (p - 1) * old),
    controls=(Control("the energy halves", Le(2 * new, old)),),
    remark="In the norm of P the map contracts: α² = 1 - 1/p, p the largest eigenvalue of P.",
)

complex_modes = Claim(
    source=place,
    given=(first_part, second_part),
    needs=(first_part,),
    says=Eq(
        inner(M * v, P * (M * v)) + inner(M * z, P * (M * z)),
        (r**2 + w**2) * (inner(v, P * v) + inner(z, P * z)),
    ),
    controls=(
        Control(
            "the real part alone enters",
            Eq(
                inner(M * v, P * (M * v)) + inner(M * z, P * (M * z)),
                r**2 * (inner(v, P * v) + inner(z, P * z)),
            ),
        ),
    ),
    sizes={n: (2,)},
    remark="v + iz is an eigenvector for r + iw: its energy is multiplied by |r + iw|².",
)

inside = Claim(
    source=place,
    given=(fixed_ratio, fall, positive, present),
    needs=(fixed_ratio, fall, positive, present),
    says=Lt(m, 1),
    controls=(Control("the modulus is at most 1/2", Le(m, half**2)),),
    uses=(complex_modes,),
    remark="m = |μ|², so a positive definite P forces every eigenvalue inside the circle.",
)


def block(k):
    """Return the Jordan block of size k for the eigenvalue 1/2, with 3 above the diagonal."""
    return Matrix(k, k, lambda a, b: half if a == b else 3 if b == a + 1 else 0)


def solution(T):
    """Return the P with TᵀPT - P = -I, from the linear equations in its entries."""
    k = T.rows
    places = [(a, b) for a in range(k) for b in range(k)]
    equations = [
        [T[c, a] * T[d, b] - int((a, b) == (c, d)) for c, d in places] for a, b in places
    ]
    entries = Matrix(equations).LUsolve(-eye(k).reshape(k * k, 1))
    return entries.reshape(k, k)


def jordan_at(k: int) -> Claim:
    """State the Lyapunov matrix of a Jordan block of size k that lengthens states."""
    T = block(k)
    P_ = solution(T)
    return Claim(
        source=failure,
        reading="repaired",
        repairs=norm_decides,
        says=And(
            Gt(norm2(array(T)), 3),
            Eq(radius(array(T)), half),
            same(array(T.T * P_ * T - P_), array(-eye(k))),
            Lt(abscissa(array(-P_)), 0),
        ),
        controls=(
            Control("P may be the identity", Lt(abscissa(array(T.T * T - eye(k))), 0)),
            Control("P is at most 10", Lt(norm2(array(P_)), 10)),
        ),
        remark="A step lengthens some state more than threefold; ⟨x, Px⟩ falls at every step.",
    )


jordan_blocks = Family(jordan_at, sizes=({"k": 2}, {"k": 3}, {"k": 4}))
