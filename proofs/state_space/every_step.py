"""‖e^AΔ‖ < 1 for every Δ > 0 iff A + Aᵀ is nowhere positive and every eigenvalue decays.

Backwards: ‖x‖² never rises, and where it stays, H = A + Aᵀ vanishes: then some eigenvector of A
would lie in the kernel of H. Forwards: the derivative of ‖e^AΔ x‖² at Δ = 0 is ⟨x, Hx⟩.
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
    ensembles,
    inner,
    matrix,
    norm,
    real,
    refuted,
    same,
    size,
    supported,
    vector,
)
from verify.notation import abscissa, expm, lognorm2, norm2

n = size("n")
t, s, r, w = real("t s r w")
x, e, v, z = vector("x e v z", n)
A, H = matrix("A H", n)
place = Source("five-conditions", "Discretize Correctly")

hurwitz = Assumption("A is Hurwitz", Lt(abscissa(A), 0), draws=ensembles.hurwitz)
dissipative = Assumption(
    "A + Aᵀ is nowhere positive", Le(lognorm2(A), 0), draws=ensembles.dissipative
)
later = Assumption("time passes", Gt(t, 0))
forward = Assumption("the step goes forward", Gt(s, 0))
symmetric = Assumption("H is symmetric", same(H.T, H))
flat = Assumption("⟨x, Hx⟩ vanishes", Eq(inner(x, H * x), 0))
downward = Assumption(
    "H is not positive at x + sHx",
    Le(inner(x + s * (H * x), H * (x + s * (H * x))), 0),
)
shortens = Assumption(
    "the step x + s(Ax + se) is not longer than x",
    Le(norm(x + s * (A * x + s * e)), norm(x)),
)
first_part = Assumption("A turns v into rv - wz", same(A * v, r * v - w * z))
second_part = Assumption("A turns z into wv + rz", same(A * z, w * v + r * z))
away = Assumption("v is not zero", Gt(norm(v), 0))
decaying = Assumption("the mode decays", Lt(r, 0))

any_stable_matrix = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(hurwitz, later),
    says=Lt(norm2(expm(t * A)), 1),
    controls=(Control("the norm is the radius", Le(norm2(expm(t * A)), 1 + t * abscissa(A))),),
    sizes={n: (2, 3)},
    remark="'No matter what Δt you pick, as long as A is stable', for a matrix of any size.",
)

any_size = Claim(
    source=place,
    reading="repaired",
    repairs=any_stable_matrix,
    expects=supported,
    given=(hurwitz, dissipative, later),
    says=Lt(norm2(expm(t * A)), 1),
    controls=(Control("the norm halves", Lt(2 * norm2(expm(t * A)), 1)),),
    sizes={n: (1, 2)},
    remark=(
        "e^AΔ itself, tried at points. The claims below are the proof for every size, line by "
        "line, and `every_step_of_two.both` is the whole theorem for two states."
    ),
)

flat_directions = Claim(
    source=place,
    reading="repaired",
    repairs=any_stable_matrix,
    given=(forward, symmetric, flat, downward),
    needs=(forward, symmetric, flat, downward),
    says=Le(2 * norm(H * x) ** 2, -s * inner(H * x, H * (H * x))),
    controls=(
        Control("Hx vanishes at this s already", Eq(norm(H * x), 0)),
        Control("H is flat along Hx too", Eq(inner(H * x, H * (H * x)), 0)),
    ),
    sizes={n: (1, 2)},
    remark="For every s > 0, however small: so ⟨x, Hx⟩ = 0 and H ≤ 0 give Hx = 0.",
)

modes_lose = Claim(
    source=place,
    reading="repaired",
    repairs=any_stable_matrix,
    given=(first_part, second_part, away, decaying),
    needs=(first_part, second_part, away, decaying),
    says=Lt(inner(v, (A + A.T) * v) + inner(z, (A + A.T) * z), 0),
    controls=(
        Control(
            "it loses at the rate 4r",
            Le(
                inner(v, (A + A.T) * v) + inner(z, (A + A.T) * z),
                4 * r * (norm(v) ** 2 + norm(z) ** 2),
            ),
        ),
        Control(
            "it loses at rate 1",
            Le(
                inner(v, (A + A.T) * v) + inner(z, (A + A.T) * z),
                -(norm(v) ** 2) - norm(z) ** 2,
            ),
        ),
    ),
    sizes={n: (1, 2)},
    remark=(
        "v + iz is an eigenvector for r + iw. What keeps its length for a while stays in a "
        "subspace that A maps into itself and H to 0; an eigenvector there contradicts this."
    ),
)

necessary = Claim(
    source=place,
    reading="repaired",
    repairs=any_stable_matrix,
    given=(forward, shortens),
    needs=(forward, shortens),
    says=Le(inner(x, A * x), -s * inner(x, e)),
    controls=(
        Control("⟨x, Ax⟩ is not positive at this s already", Le(inner(x, A * x), 0)),
        Control("it falls at rate s", Le(inner(x, A * x), -s * norm(x) ** 2)),
    ),
    sizes={n: (1, 2)},
    remark="e^As x = x + s(Ax + se) with e bounded as s → 0: so ⟨x, Ax⟩ ≤ 0 is necessary.",
)
