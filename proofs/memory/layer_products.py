"""The eigenvalues of the layers do not decide what their product does.

(0, 2; 0, 0) and (0, 0; 2, 0) have the eigenvalue 0 only, and their product diag(4, 0) grows.
diag(2, 1/4) and diag(1/4, 2) both amplify, and their product is half the identity. Norms decide
in one direction: ‖AB‖ ≤ ‖A‖ ‖B‖.
"""

from sympy import Abs

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Gt,
    Le,
    Lt,
    Or,
    Source,
    matrix,
    norm,
    real,
    refuted,
    same,
    size,
    vector,
)
from verify.notation import zero

n = size("n")
p, b, a, d, e, f, s, t, mu = real("p b a d e f s t mu")
alpha, beta = real("alpha beta")
x, v = vector("x v", n)
A, B, M = matrix("A B M", n)
place = Source("five-conditions", "Reading the Eigenvalues")
growth = Source("five-conditions", "What Happens When an Eigenvalue Escapes")

# P = (p, b; 0, p) and its transpose: the product P Pᵀ = (p² + b², bp; bp, p²).
trace = 2 * p**2 + b**2
determinant = p**4
inside_circle = And(Lt(Abs(trace), 1 + determinant), Lt(determinant, 1))

both_inside = Assumption("each layer has its eigenvalues inside the circle", Lt(Abs(p), 1))
shorter = Assumption("b² is below (1 - p²)²", Lt(b**2, (1 - p**2) ** 2))
first_layer = Assumption("B lengthens x at most by β", Le(norm(B * x), beta * norm(x)))
second_layer = Assumption(
    "A lengthens Bx at most by α", Le(norm(A * (B * x)), alpha * norm(B * x))
)
first_nilpotent = Assumption("A² = 0", same(A * A, zero(n, n)))
second_nilpotent = Assumption("B² = 0", same(B * B, zero(n, n)))
constant = Assumption("the layers are equal", same(A, B))
commuting = Assumption("A and B commute", same(A * B, B * A))
positive = Assumption("the factor α is not negative", Ge(alpha, 0))
one_amplifies = Assumption("the first layer amplifies a direction", Gt(Abs(a), 1))
other_amplifies = Assumption("the second layer amplifies a direction", Gt(Abs(f), 1))
same_direction = Assumption("it is the same direction", Gt(Abs(e), 1))
unstable = Assumption("an eigenvalue lies outside the circle", Gt(Abs(mu), 1))
eigenvector = Assumption("v is an eigenvector of M", same(M * v, mu * v))

layers_decide = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(both_inside,),
    says=inside_circle,
    controls=(Control("the product of small numbers decides", Lt(Abs(trace), 1)),),
    remark=(
        "Two layers (p, b; 0, p) and its transpose, each with the one eigenvalue p. Their "
        "product has its eigenvalues inside the circle iff its determinant is below 1 and its "
        "trace, in size, below 1 + determinant. It fails for p = 9/10, b = 1."
    ),
)

exact_condition = Claim(
    source=place,
    reading="repaired",
    repairs=layers_decide,
    given=(both_inside, shorter),
    needs=(both_inside, shorter),
    says=inside_circle,
    controls=(Control("the product is that of the eigenvalues", Eq(trace, 2 * p**2)),),
    remark="The coupling b must be small against the room 1 - p² that the eigenvalue leaves.",
)

norms_multiply = Claim(
    source=place,
    reading="repaired",
    repairs=layers_decide,
    given=(positive, first_layer, second_layer),
    needs=(positive, first_layer, second_layer),
    says=Le(norm(A * (B * x)), alpha * beta * norm(x)),
    controls=(
        Control("the norms add", Le(norm(A * (B * x)), (alpha + beta) * norm(x))),
        Control("the product is attained", Eq(norm(A * (B * x)), alpha * beta * norm(x))),
    ),
    sizes={n: (1, 2)},
    remark="Operator norms below 1 at every layer are enough, whatever the layers are.",
)

nilpotent_layers = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(first_nilpotent, second_nilpotent),
    says=same(A * (B * (A * (B * x))), zero(n)),
    controls=(Control("nothing of the second layer is left", same(B * x, zero(n))),),
    sizes={n: (1, 2)},
    remark="A² = 0 and B² = 0: all eigenvalues vanish, and AB = diag(4, 0) need not.",
)

commuting_layers = Claim(
    source=place,
    reading="repaired",
    repairs=nilpotent_layers,
    given=(first_nilpotent, commuting),
    needs=(first_nilpotent, commuting),
    says=same(A * (B * (A * (B * x))), zero(n)),
    controls=(Control("nothing is left after one round", same(A * (B * x), zero(n))),),
    sizes={n: (2,)},
    remark="Eigenvalues multiply for layers that commute; equal layers do.",
)

equal_layers = Claim(
    source=place,
    reading="repaired",
    repairs=nilpotent_layers,
    given=(first_nilpotent, second_nilpotent, constant),
    needs=(constant,),
    says=same(A * (B * x), zero(n)),
    controls=(Control("nothing of the second layer is left", same(B * x, zero(n))),),
    sizes={n: (2,)},
    remark="One matrix at every step, as λ is one number in (1 + hλ)ᵏ: eigenvalues decide.",
)

amplifying_layers = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(one_amplifies, other_amplifies),
    says=Or(Gt(Abs(a * e), 1), Gt(Abs(d * f), 1)),
    controls=(Control("each layer adds its factor", Gt(Abs(a * e), 2)),),
    remark=(
        "Layers diag(a, d) and diag(e, f), each with an eigenvalue outside the circle: with "
        "diag(2, 1/4) and diag(1/4, 2) the product is half the identity."
    ),
)

same_direction_amplifies = Claim(
    source=place,
    reading="repaired",
    repairs=amplifying_layers,
    given=(one_amplifies, same_direction),
    needs=(one_amplifies, same_direction),
    says=Gt(Abs(a * e), 1),
    controls=(Control("the state quadruples", Ge(Abs(a * e), 4)),),
    remark="If every layer amplifies one and the same direction, so does their product.",
)

every_state_grows = Claim(
    source=growth,
    reading="literal",
    expects=refuted,
    given=(unstable,),
    says=Ge((mu * s) ** 2 + (t / 2) ** 2, mu**2 * (s**2 + t**2)),
    controls=(Control("every coordinate doubles", Ge((t / 2) ** 2, 4 * t**2)),),
    remark=(
        "One layer diag(μ, 1/2). 'After L layers it has grown by |μ|ᴸ' is said of the "
        "component along the eigenvector; a state without one decays."
    ),
)


def power(k: int) -> Claim:
    """State that k equal linear layers multiply an eigenvector by μᵏ."""
    state = v
    for _ in range(k):
        state = M * state
    return Claim(
        source=growth,
        reading="repaired",
        repairs=every_state_grows,
        given=(eigenvector,),
        needs=(eigenvector,),
        says=same(state, mu**k * v),
        controls=(Control("the factors add up", same(state, k * mu * v)),),
        sizes={n: (1,)},
        remark="Linear, the same at every layer, and along an eigenvector: all three are used.",
    )


eigenvector_grows = Family(power, sizes=({"k": 2}, {"k": 3}, {"k": 4}))
