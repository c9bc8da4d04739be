"""I + J shrinks every vector iff J + Jᵀ + JᵀJ is negative definite; eigenvalues do not decide.

‖v + Jv‖² = ‖v‖² + ⟨v, (J + Jᵀ + JᵀJ)v⟩. A contraction has its spectrum in the disc of radius 1
about -1; the converse holds for symmetric J and fails for others.
"""

from sympy import Abs

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Iff,
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

n = size("n")
h, alpha, lam, a, b, d, u, w = real("h alpha lambda a b d u w")
re, im = real("r s")
mu = real("mu")
v, z, p, q = vector("v z p q", n)
J = matrix("J", n)
place = Source("five-conditions", "Why the Transformer Cannot Possibly Be a Contraction")
spectral = Source("five-conditions", "Reading the Eigenvalues")
gram = J + J.T + J.T * J
before = u**2 + w**2
upper = (u + a * u + b * w) ** 2 + (w + d * w) ** 2

away = Assumption("v is not zero", Gt(norm(v), 0))
forward = Assumption("the step goes forward", Gt(h, 0))
shrunk = Assumption("I + J shrinks v to α‖v‖ or less", Le(norm(v + J * v), alpha * norm(v)))
stepped = Assumption(
    "I + hJ shrinks v to α‖v‖ or less", Le(norm(v + h * (J * v)), alpha * norm(v))
)
eigenvector = Assumption("v is an eigenvector of J", same(J * v, lam * v))
first_part = Assumption("J turns v into rv - sz", same(J * v, re * v - im * z))
second_part = Assumption("J turns z into sv + rz", same(J * z, im * v + re * z))
shrunk_too = Assumption("I + J shrinks z to α‖z‖ or less", Le(norm(z + J * z), alpha * norm(z)))
first = Assumption("the first eigenvalue satisfies |1 + λ| < 1", Lt(Abs(1 + a), 1))
second = Assumption("the second eigenvalue satisfies |1 + λ| < 1", Lt(Abs(1 + d), 1))
present = Assumption("the state is not zero", Gt(before, 0))
first_mode = Assumption("the mode p has |1 + λ| < 1", Lt(Abs(1 + lam), 1))
second_mode = Assumption("the mode q has |1 + μ| < 1", Lt(Abs(1 + mu), 1))
orthogonal = Assumption("the modes are orthogonal", Eq(inner(p, q), 0))
somewhere = Assumption("p + q is not zero", Gt(norm(p + q), 0))
inward = Assumption("J points inward at v", Lt(inner(v, J * v), 0))

condition = Claim(
    source=place,
    says=Iff(Lt(norm(v + J * v), norm(v)), Lt(inner(v, gram * v), 0)),
    controls=(
        Control(
            "the symmetric part decides",
            Iff(Lt(norm(v + J * v), norm(v)), Lt(inner(v, (J + J.T) * v), 0)),
        ),
        Control(
            "a small J is enough",
            Iff(Lt(norm(v + J * v), norm(v)), Lt(norm(J * v), norm(v))),
        ),
    ),
    sizes={n: (1, 2)},
    remark=(
        "For all v together: J + Jᵀ + JᵀJ is negative definite. For a smooth f on a convex set "
        "the Lipschitz constant of x + f(x) is the largest norm of I + J over the set."
    ),
)

real_eigenvalue = Claim(
    source=spectral,
    given=(away, shrunk, eigenvector),
    needs=(away, shrunk, eigenvector),
    says=Le(Abs(1 + lam), alpha),
    controls=(Control("the eigenvalue itself is small", Le(Abs(lam), alpha)),),
    sizes={n: (1,)},
)

complex_eigenvalue = Claim(
    source=spectral,
    given=(away, shrunk, shrunk_too, first_part, second_part),
    needs=(away, shrunk, first_part, second_part),
    says=Le((1 + re) ** 2 + im**2, alpha**2),
    controls=(Control("the eigenvalue itself is small", Le(re**2 + im**2, alpha**2)),),
    sizes={n: (1,)},
    remark="v + iz is an eigenvector of J for r + is: a contraction has |1 + λ| ≤ α < 1.",
)

disc_is_enough = Claim(
    source=spectral,
    reading="literal",
    expects=refuted,
    given=(first, second, present),
    says=Lt(upper, before),
    controls=(Control("the step halves the state", Lt(4 * upper, before)),),
    remark=(
        "J upper triangular, with a and d on its diagonal and b above. For a = d = -1, b = -2 "
        "the matrix I + J is nilpotent, its spectrum {0}, and its norm 2."
    ),
)

symmetric_disc = Claim(
    source=spectral,
    reading="repaired",
    repairs=disc_is_enough,
    says=Iff(
        And(Lt(Abs(2 + a + d), 1 + (1 + a) * (1 + d) - b**2), Lt((1 + a) * (1 + d) - b**2, 1)),
        And(
            Lt((1 + a) ** 2 + b**2, 1),
            Gt((1 - (1 + a) ** 2 - b**2) * (1 - (1 + d) ** 2 - b**2), (b * (2 + a + d)) ** 2),
        ),
    ),
    controls=(
        Control(
            "the diagonal decides",
            Iff(
                And(Lt(Abs(1 + a), 1), Lt(Abs(1 + d), 1)),
                And(Lt((1 + a) ** 2 + b**2, 1), Lt((1 + d) ** 2 + b**2, 1)),
            ),
        ),
    ),
    remark=(
        "For the symmetric J with a and d on the diagonal and b beside it: both eigenvalues of "
        "M = I + J lie inside the unit circle (left, by trace and determinant) iff I - M² is "
        "positive definite (right, by its minors), that is, iff the norm of M is below 1."
    ),
)

orthogonal_modes = Claim(
    source=spectral,
    reading="repaired",
    repairs=disc_is_enough,
    given=(first_mode, second_mode, orthogonal, somewhere),
    needs=(first_mode, second_mode, orthogonal, somewhere),
    says=Lt(norm((1 + lam) * p + (1 + mu) * q), norm(p + q)),
    controls=(
        Control("the state is halved", Le(2 * norm((1 + lam) * p + (1 + mu) * q), norm(p + q))),
    ),
    sizes={n: (1, 2)},
    remark=(
        "p and q are eigenvectors of J for λ and μ: of a symmetric or normal J they are "
        "orthogonal. Where they are not, a stable spectrum does not keep a step from growing."
    ),
)

logarithmic_norm = Claim(
    source=place,
    given=(forward, stepped),
    needs=(forward, stepped),
    says=Le(inner(v, J * v), -(1 - alpha) / h * norm(v) ** 2),
    controls=(
        Control(
            "1 + α takes the place of 1 - α",
            Le(inner(v, J * v), -(1 + alpha) / h * norm(v) ** 2),
        ),
    ),
    sizes={n: (1, 2)},
    remark="For all v: a contraction asks J for a logarithmic norm of at most -(1 - α)/h < 0.",
)

inward_is_enough = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(inward,),
    says=Lt(norm(v + J * v), norm(v)),
    controls=(Control("the vector is halved", Le(2 * norm(v + J * v), norm(v))),),
    sizes={n: (1, 2)},
    remark="J = -3 points inward and overshoots: the condition above is necessary only.",
)

inward_and_short = Claim(
    source=place,
    reading="repaired",
    repairs=inward_is_enough,
    says=Iff(Lt(norm(v + J * v), norm(v)), Lt(inner(v, J * v), -(norm(J * v) ** 2) / 2)),
    controls=(
        Control(
            "the factor 1/2 can go",
            Iff(Lt(norm(v + J * v), norm(v)), Lt(inner(v, J * v), -(norm(J * v) ** 2))),
        ),
    ),
    sizes={n: (1, 2)},
)
