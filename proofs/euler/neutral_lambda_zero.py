"""An eigenvalue λ = 0 keeps the memory along its eigenvectors, and only there.

With N² = 0 all eigenvalues of N vanish, and yet (I + N)ᵏ = I + kN grows with k.
"""

from proofs.vocabulary import euler, iterate
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Source,
    complex_number,
    identity,
    matrix,
    real,
    refuted,
    same,
    size,
    vector,
)
from verify.notation import zero

n = size("n")
h, a, b, c, d, u, v = real("h a b c d u v")
lam, z = complex_number("lambda z")
x = vector("x", n)
A, N = matrix("A N", n)
place = Source("curse-of-euler", "The Three Fates of Memory")

constant = Assumption("λ = 0", Eq(lam, 0))
trace = Assumption("the eigenvalues sum to 0", Eq(a + d, 0))
determinant = Assumption("the eigenvalues multiply to 0", Eq(a * d - b * c, 0))
eigenvector = Assumption("x is an eigenvector for λ = 0", same(A * x, zero(n)))
symmetric = Assumption("N is symmetric", same(N.T, N))
nilpotent = Assumption("N² = 0", same(N * N, zero(n, n)))

scalar = Claim(
    source=place,
    given=(constant,),
    needs=(constant,),
    says=Eq(euler(z, lam * z, h), z),
    controls=(Control("the memory is forgotten", Eq(euler(z, lam * z, h), 0)),),
)

literal = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(trace, determinant),
    says=And(Eq(u + a * u + b * v, u), Eq(v + c * u + d * v, v)),
    controls=(
        Control("the first coordinate is kept", Eq(u + a * u + b * v, u)),
        Control(
            "the size is kept",
            Eq((u + a * u + b * v) ** 2 + (v + c * u + d * v) ** 2, u**2 + v**2),
        ),
    ),
    remark=(
        "Read for a system of two modes that both have λ = 0, at h = 1. A defective matrix, "
        "as a = c = d = 0 and b = 1, adds v to u at every step."
    ),
)

repaired = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(eigenvector,),
    needs=(eigenvector,),
    says=same(x + h * (A * x), x),
    controls=(Control("the step adds another x", same(x + h * (A * x), 2 * x)),),
    sizes={n: (1, 2)},
    remark="If A is diagonalizable and λ = 0 is its only eigenvalue, every x is such a vector.",
)


semisimple = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    given=(nilpotent, symmetric),
    needs=(nilpotent, symmetric),
    says=same(x + h * (N * x), x),
    controls=(Control("the step adds another x", same(x + h * (N * x), 2 * x)),),
    sizes={n: (2,)},
    remark=(
        "N² = 0 leaves the eigenvalue 0 alone, and a symmetric N is diagonalizable: its "
        "eigenvalue is semisimple, ‖Nx‖² = ⟨x, N²x⟩ = 0. A Jordan block is not."
    ),
)


def power(k: int) -> Claim:
    """State that k steps with N² = 0 give I + kN."""
    product = iterate(lambda state: state + N * state, identity(n), k)
    return Claim(
        source=place,
        reading="repaired",
        repairs=literal,
        given=(nilpotent,),
        needs=(nilpotent,),
        says=same(product, identity(n) + k * N),
        controls=(Control("the memory is kept", same(product, identity(n))),),
        sizes={n: (2,)},
    )


defective = Family(power, sizes=({"k": 2}, {"k": 3}, {"k": 5}))
