"""Four tokens at the vertices of a tetrahedron in S² are stable for P = -βI iff β > 3/2.

A move dᵢ of token i changes its velocity by a times

  p Σ_{j≠i} (⟨dᵢ, yⱼ⟩ + ⟨yᵢ, dⱼ⟩) Πᵢ yⱼ + Πᵢ Σⱼ dⱼ,  Πᵢ = I - yᵢyᵢᵀ,  P = pI,

where a > 0 is the weight of another token. Its eigenvalues are 0 (rotations, three times),
8p/3 (twice) and 16p/9 + 8/3 (three times).
"""

from collections.abc import Iterator
from typing import Any

from sympy import Matrix, Rational, diag, exp, eye, sqrt, zeros

from verify import (
    And,
    Claim,
    Control,
    Eq,
    Iff,
    Lt,
    Ne,
    Source,
    array,
    determinant,
    real,
    same,
)
from verify.symbolic.slopes import derivative_in

p, beta, e = real("p beta epsilon")
place = Source("consensus-is-all-you-get", "Theorem 4.1")

# √3 times the vertices
corners = [Matrix(v) for v in ((1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1))]
tangent_to = [eye(3) - v * v.T / 3 for v in corners]
# two tangents at each, and a move of all four tokens along the sphere
tangents = [(v.cross(Matrix([0, 0, 1])), v.cross(Matrix([0, 1, 0]))) for v in corners]
steps = [real(f"s{k} t{k}") for k in range(1, 5)]
moves = [s * u + t * w for (s, t), (u, w) in zip(steps, tangents, strict=True)]


def velocity(y: list[Any], i: int) -> Any:
    """Return the velocity of token i times √3 Σⱼ exp(score), for P = pI."""
    weighted = [exp(p * y[i].dot(z)) * (z - y[i].dot(z) * y[i]) for z in y]
    return sum(weighted, zeros(3, 1))


def linear_part(d: list[Any], i: int) -> Any:
    """Return what the moves d do to the velocity of token i, over the weight of another."""
    pulls = [
        p * (d[i].dot(z) + corners[i].dot(d[j])) / 3 * tangent_to[i] * z
        for j, z in enumerate(corners)
        if j != i
    ]
    return sum(pulls, tangent_to[i] * sum(d, zeros(3, 1)))


def every(vector: Any, other: Any) -> Any:
    """Return the equations of two vectors."""
    return And(*(Eq(left, right) for left, right in zip(vector, other, strict=True)))


def modes() -> Iterator[tuple[Any, list[Any]]]:
    """Yield eight moves of all tokens, each with its eigenvalue."""
    for k in range(3):
        u = eye(3)[:, k]
        yield 0, [u.cross(v) for v in corners]
        yield Rational(16, 9) * p + Rational(8, 3), [T * u for T in tangent_to]
    for stretch in (diag(1, -1, 0), diag(0, 1, -1)):
        pairs = zip(tangent_to, corners, strict=True)
        yield Rational(8, 3) * p, [T * stretch * v for T, v in pairs]


rows = list(modes())
columns = Matrix.hstack(*(Matrix.vstack(*d) for _, d in rows))
images = Matrix.hstack(
    *(Matrix.vstack(*(linear_part(d, i) for i in range(4))) for _, d in rows)
)
eigenvalues = diag(*(value for value, _ in rows))

vertices = [v / sqrt(3) for v in corners]
at_rest = Claim(
    source=place,
    says=every(velocity(vertices, 0), zeros(3, 1)),
    controls=(
        Control("two corners rest as well", every(velocity(vertices[:2], 0), zeros(3, 1))),
    ),
    remark="The other pulls add up to a multiple of -yᵢ, for every p.",
)

disturbed = [v / sqrt(3) + e * d for v, d in zip(corners, moves, strict=True)]
slope = derivative_in(velocity(disturbed, 0)[0], e).subs(e, 0)
told = exp(-p / 3) * linear_part(moves, 0)[0]

linear_part_of_the_first = Claim(
    source=place,
    says=Eq(slope, told),
    controls=(
        Control("the weights may be held fixed", Eq(slope, told.subs(p, 0))),
        Control("they are as at consensus", Eq(slope, exp(4 * p / 3) * told)),
    ),
    uses=(at_rest,),
    remark=(
        "The first coordinate at the first vertex; the tetrahedron looks the same along every "
        "axis and from every vertex. Times 1/(√3 Σ exp), which may be held fixed, since the "
        "velocity is 0."
    ),
)

eigenvectors = Claim(
    source=place,
    says=same(array(images), array(columns * eigenvalues)),
    controls=(
        Control("every move rests", same(array(images), array(columns * 0 * eigenvalues))),
    ),
    uses=(linear_part_of_the_first,),
    remark="Rotations, tangential parts of translations, tangential parts of stretches.",
)

gram = determinant(array(columns.T * columns))
all_of_them = Claim(
    source=place,
    says=Ne(gram, 0),
    controls=(Control("they depend on each other", Eq(gram, 0)),),
    uses=(eigenvectors,),
    remark="Eight independent moves of four tokens on a sphere: there are no others.",
)

others = (eigenvalues[1, 1], eigenvalues[7, 7])
all_decay = And(*(Lt(value.subs(p, -beta), 0) for value in others))

stable = Claim(
    source=place,
    says=Iff(all_decay, Lt(Rational(3, 2), beta)),
    controls=(
        Control("as for the triangle, from 2/3 on", Iff(all_decay, Lt(Rational(2, 3), beta))),
    ),
    uses=(all_of_them,),
    remark=(
        "All but rotations decay iff β > 3/2. For P = -2I an open set of starts ends in a "
        "tetrahedron: Theorem 4.1 needs its hemisphere on the sphere as on the circle."
    ),
)
