"""The real part of an eigenvalue of A is at most the largest value of ⟨x, Ax⟩/‖x‖² (Bendixson).

So ⟨x, Ax⟩ ≤ -ω‖x‖² for all x proves every eigenvalue stable without computing one. For LegS
ω = 1/2, for every size; computed eigenvalues of its rotated copies are far off at size 24.
"""

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Le,
    Lt,
    Source,
    inner,
    matrix,
    norm,
    real,
    same,
    size,
    vector,
)

n = size("n")
r, s, omega = real("r s omega")
v, z = vector("v z", n)
A = matrix("A", n)
place = Source("five-conditions", "The Linear State-Space System")
table = Source("five-conditions", "Start With a Stable Matrix")

first_part = Assumption("A turns v into rv - sz", same(A * v, r * v - s * z))
second_part = Assumption("A turns z into sv + rz", same(A * z, s * v + r * z))
away = Assumption("v is not zero", Gt(norm(v), 0))
falls = Assumption("⟨v, Av⟩ is at most -ω‖v‖²", Le(inner(v, A * v), -omega * norm(v) ** 2))
falls_too = Assumption("⟨z, Az⟩ is at most -ω‖z‖²", Le(inner(z, A * z), -omega * norm(z) ** 2))
eigenvector = Assumption("v is an eigenvector of A", same(A * v, r * v))
stable = Assumption("the eigenvalue is negative", Lt(r, 0))

rayleigh = Claim(
    source=place,
    given=(first_part, second_part),
    needs=(first_part,),
    says=Eq(inner(v, A * v) + inner(z, A * z), r * (norm(v) ** 2 + norm(z) ** 2)),
    controls=(
        Control("the parts cancel", Eq(inner(v, A * v) + inner(z, A * z), 0)),
        Control(
            "the imaginary part enters",
            Eq(inner(v, A * v) + inner(z, A * z), (r + s) * (norm(v) ** 2 + norm(z) ** 2)),
        ),
    ),
    sizes={n: (2,)},
    remark="v + iz is an eigenvector of A for r + is.",
)

bendixson = Claim(
    source=place,
    given=(away, first_part, second_part, falls, falls_too),
    needs=(first_part, second_part, falls),
    says=Le(r, -omega),
    controls=(Control("the bound doubles", Le(r, -2 * omega)),),
    uses=(rayleigh,),
    sizes={n: (1,)},
    remark="The claim `legs.unforced_decay` is the premise with ω = 1/2.",
)

strict_along_eigenvectors = Claim(
    source=table,
    given=(away, eigenvector, stable),
    needs=(away, eigenvector, stable),
    says=Lt(inner(v, (A + A.T) * v), 0),
    controls=(Control("it falls at rate 1", Le(inner(v, (A + A.T) * v), -(norm(v) ** 2))),),
    sizes={n: (1,)},
    remark=(
        "If A + Aᵀ ≤ 0 and A is Hurwitz, no eigenvector lies where A + Aᵀ vanishes: this "
        "is why LegT and LagT contract strictly over every time, though not at every moment."
    ),
)
