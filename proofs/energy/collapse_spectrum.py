"""At consensus the flow has the eigenvalues -λ and μₖ - λ, whatever Q, K, β, n and d are.

Let Vx = λx at the common token x, and move token i by ηᵢ orthogonal to x. The scores do not
matter: what the weights of equal tokens change is multiplied by PVx = 0. So η̇ᵢ = PVη̄ - λ ηᵢ
with the mean η̄. Moves that sum to 0 decay at the rate λ, and a common move along an eigenvector
w of PV with the eigenvalue μ at the rate λ - μ.
"""

from functools import cache

from sympy import Abs, Rational

from proofs.energy.vocabulary import tangent
from proofs.vocabulary import average, softmax
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Gt,
    Iff,
    Lt,
    Source,
    differential,
    identity,
    inner,
    matrix,
    real,
    refuted,
    same,
    size,
    vector,
    zero,
)

d = size("d")
rate, mu, h = real("lambda mu h")
x, w = vector("x w", d)
V, W = matrix("V W", d)
place = Source("metastable-states", "The Value Matrix as the Driver of Collapse")
question = Source("metastable-states", "Limitations and Open Questions")

unit = Assumption("x is a unit vector", Eq(inner(x, x), 1))
eigenvector = Assumption("x is an eigenvector of V", same(V * x, rate * x))
across = Assumption("w is orthogonal to x", Eq(inner(x, w), 0))


@cache  # a statement and its controls share it
def linearized(m, moves, value=V):
    """Return the derivative of token 1's velocity at m equal tokens x, along the moves."""
    points = vector(" ".join(f"x{k}" for k in range(1, m + 1)), d)
    weights = softmax([inner(points[0], W * point) for point in points])
    velocity = tangent(points[0], value * average(weights, points))
    parts = [differential(velocity, p, e) for p, e in zip(points, moves, strict=True)]
    return sum(parts[1:], start=parts[0]).xreplace(dict.fromkeys(points, x))


def mean(vectors):
    """Return the mean of vectors."""
    return Rational(1, len(vectors)) * sum(vectors[1:], start=vectors[0])


def spectrum_of(m: int) -> Claim:
    """State the linearization at m equal tokens, for any scores ⟨xᵢ, Wxⱼ⟩."""
    moves = vector(" ".join(f"e{k}" for k in range(1, m + 1)), d)
    tangential = Assumption(
        "the moves are tangent to the sphere", And(*(Eq(inner(x, e), 0) for e in moves))
    )
    expected = tangent(x, V * mean(moves)) - rate * moves[0]
    unmixed = Control(
        "the mean is not taken",
        same(linearized(m, moves), tangent(x, V * moves[0]) - rate * moves[0]),
    )
    at_rate_one = Control(
        "the rate is 1", same(linearized(m, moves), tangent(x, V * mean(moves)) - moves[0])
    )
    return Claim(
        source=place,
        given=(unit, eigenvector, tangential),
        needs=(eigenvector,) if m == 2 else (),
        says=same(linearized(m, moves), expected),
        controls=(unmixed, at_rate_one) if m == 2 else (at_rate_one,),
        sizes={d: (2,)},
        remark="W = βQᵀK drops out: it multiplies PVx = 0.",
    )


linearization = Family(spectrum_of, sizes=({"m": 2}, {"m": 3}))

first, second = vector("e1 e2", d)
opposed = Assumption("the moves sum to 0", same(first + second, zero(d)))
tangential = Assumption(
    "the moves are tangent to the sphere", And(Eq(inner(x, first), 0), Eq(inner(x, second), 0))
)

spread_decays = Claim(
    source=place,
    given=(unit, eigenvector, tangential, opposed),
    needs=(eigenvector, opposed),
    says=same(linearized(2, (first, second)), -rate * first),
    controls=(
        Control("half of it decays", same(2 * linearized(2, (first, second)), -rate * first)),
    ),
    sizes={d: (2,)},
    uses=(linearization,),
    remark="The eigenvalue -λ; its eigenspace has dimension (n - 1)(d - 1).",
)

drift = Claim(
    source=place,
    given=(unit, eigenvector, across),
    needs=(eigenvector, across),
    says=same(linearized(2, (w, w)), tangent(x, V * w) - rate * w),
    controls=(Control("x does not matter", same(linearized(2, (w, w)), tangent(x, V * w))),),
    sizes={d: (2,)},
    uses=(linearization,),
    remark="The eigenvalues μₖ - λ: PVw = μw, one for each of the other eigenvalues of V.",
)

attracting = Claim(
    source=place,
    says=Iff(And(Lt(-rate, 0), Lt(mu - rate, 0)), And(Gt(rate, 0), Gt(rate, mu))),
    controls=(
        Control(
            "a positive eigenvalue is enough",
            Iff(And(Lt(-rate, 0), Lt(mu - rate, 0)), Gt(rate, 0)),
        ),
    ),
    uses=(spread_decays, drift),
    remark="Consensus attracts iff the eigenvalue of x is positive and the largest.",
)

minus = real("s")
sign = Assumption("V is the identity or its negative", Eq(minus**2, 1))

spectral_radius_governs = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(unit, tangential, opposed, sign),
    says=same(linearized(2, (first, second), minus * identity(d)), -first),
    controls=(
        Control(
            "nothing moves", same(linearized(2, (first, second), minus * identity(d)), zero(d))
        ),
    ),
    sizes={d: (2,)},
    remark=(
        "'Spectral radius governs the collapse': I and -I have the radius 1, and with V = -I "
        "the tokens fly apart. The rate is an eigenvalue, not its modulus."
    ),
)

eigenvalue_governs = Claim(
    source=place,
    reading="repaired",
    repairs=spectral_radius_governs,
    given=(unit, tangential, opposed),
    needs=(opposed,),
    says=same(linearized(2, (first, second), minus * identity(d)), -minus * first),
    controls=(
        Control(
            "the modulus governs",
            same(linearized(2, (first, second), minus * identity(d)), -Abs(minus) * first),
        ),
    ),
    sizes={d: (2,)},
    uses=(spread_decays,),
    remark="For tokens in general position the rate is the largest real part of an eigenvalue.",
)

depth_or_width = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(unit, eigenvector, tangential, opposed),
    says=same(linearized(2, (first, second)), -d * first),
    controls=(
        Control("it is twice that", same(linearized(2, (first, second)), -2 * d * first)),
    ),
    sizes={d: (2, 3)},
    remark=(
        "'Theory suggests the speed is determined by depth or width', read as a rate that is "
        "the width. The theorem in question states no rate, and the rate λ knows neither."
    ),
)

plain = Assumption("Q and K are the identity", same(W, identity(d)))

only_the_eigenvalue = Claim(
    source=place,
    reading="repaired",
    repairs=depth_or_width,
    given=(unit, eigenvector, tangential, opposed, plain),
    needs=(eigenvector, opposed),
    says=same(linearized(2, (first, second)), -rate * first),
    controls=(Control("the rate is 1", same(linearized(2, (first, second)), -first)),),
    sizes={d: (2,)},
    uses=(linearization,),
    remark=(
        "For every width d, and by `linearization` for other numbers of tokens. That Q and K "
        "are the identity is not needed: W is any matrix in `spread_decays`."
    ),
)
