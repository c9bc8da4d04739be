"""V̇ ≤ -αV + β‖u‖² along x' = Ax + Bu is a matrix inequality, and pointwise a quadratic form.

The form is ⟨x, (AᵀP + PA + αP)x⟩ + 2⟨x, PBu⟩ - β‖u‖². With one state and one input it is never
positive iff its two diagonal entries are not, and its determinant is not negative; with two
states and S = -(AᵀP + PA + αP) positive, iff ⟨g, adj(S)g⟩ ≤ β det S for g = PB.
"""

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Implies,
    Le,
    Source,
    inner,
    matrix,
    norm,
    real,
    same,
    size,
    vector,
)

n, m = size("n m")
alpha, beta, s, g, h, a, c, v = real("alpha beta s g h a c v")
p, r, q = real("p r q")
x = vector("x", n)
u = vector("u", m)
A, P = matrix("A P", n)
B = matrix("B", n, m)
place = Source("five-conditions", "Dissipation Is the Mechanism, Not the Bug")

symmetric = Assumption("P is symmetric", same(P.T, P))
slope = inner(A * x + B * u, P * x) + inner(x, P * (A * x + B * u))

gap = slope + alpha * inner(x, P * x) - beta * norm(u) ** 2
block = inner(x, (A.T * P + P * A + alpha * P) * x) - beta * norm(u) ** 2
mixed = inner(x, P * (B * u))

as_a_form = Claim(
    source=place,
    given=(symmetric,),
    needs=(symmetric,),
    says=Eq(gap, block + 2 * mixed),
    controls=(
        Control("the input counts once", Eq(gap, block + mixed)),
        Control("the decay is counted already", Eq(gap, block + 2 * mixed - alpha)),
    ),
    sizes={n: (2,), m: (1,)},  # every 1×1 matrix P is symmetric
    remark="For all x and u: V̇ ≤ -αV + β‖u‖² iff the block matrix is negative semidefinite.",
)


def form(one, two):
    """Return s one² + 2g one two - β two²."""
    return s * one**2 + 2 * g * one * two - beta * two**2


minors = And(Le(s, 0), Ge(beta, 0), Le(g**2, -s * beta))

enough = Claim(
    source=place,
    says=Implies(minors, Le(form(a, c), 0)),
    controls=(
        Control(
            "the diagonal is enough",
            Implies(And(Le(s, 0), Ge(beta, 0)), Le(form(a, c), 0)),
        ),
        Control("half of the gain is enough", Implies(
            And(Le(s, 0), Ge(beta, 0), Le(g**2, -2 * s * beta)), Le(form(a, c), 0)
        )),
    ),
    remark="s = 2ap + αp and g = pb for one state and one input.",
)  # fmt: skip

tests = And(Le(form(1, 0), 0), Le(form(0, 1), 0), Le(form(beta, g), 0))

necessary = Claim(
    source=place,
    says=Implies(And(tests, Gt(beta, 0)), minors),
    controls=(
        Control(
            "two states decide",
            Implies(And(Le(form(1, 0), 0), Le(form(0, 1), 0), Gt(beta, 0)), minors),
        ),
    ),
    uses=(enough,),
    remark="If the form is nowhere positive, then not at these points, and the minors follow.",
)

determinant = p * q - r**2
worst = q * g**2 - 2 * r * g * h + p * h**2
three = -(p * a**2 + 2 * r * a * c + q * c**2) + 2 * v * (g * a + h * c) - beta * v**2
left, right = p * a + r * c - g * v, r * a + q * c - h * v


def square(one, two):
    """Return ⟨(one, two), adj(S)(one, two)⟩."""
    return q * one**2 - 2 * r * one * two + p * two**2


positive = Assumption("p is positive", Gt(p, 0))
regular = Assumption("det S is positive", Gt(determinant, 0))
large = Assumption("⟨g, adj(S)g⟩ is at most β det S", Le(worst, beta * determinant))
solved = {a: (q * g - r * h) * v / determinant, c: (p * h - r * g) * v / determinant}

completed = Claim(
    source=place,
    says=Eq(determinant * three, v**2 * (worst - beta * determinant) - square(left, right)),
    controls=(
        Control(
            "nothing is lost", Eq(determinant * three, v**2 * (worst - beta * determinant))
        ),
    ),
    remark="S = (p, r; r, q); (a, c) is the state, v the input, (g, h) = PB.",
)

two_states = Claim(
    source=place,
    given=(positive, regular, large),
    needs=(positive, regular, large),
    says=Le(v**2 * (worst - beta * determinant) - square(a, c), 0),
    controls=(
        Control(
            "half of the gain is enough",
            Le(v**2 * (worst - beta * determinant / 2) - square(a, c), 0),
        ),
    ),
    uses=(completed,),
    remark="Here (a, c) stands for Sx - gv: so the form is not positive where S is.",
)

attained = Claim(
    source=place,
    given=(regular,),
    says=Eq(three.subs(solved) * determinant, v**2 * (worst - beta * determinant)),
    controls=(
        Control(
            "the state g is the worst",
            Eq(
                three.subs({a: g * v, c: h * v}) * determinant,
                v**2 * (worst - beta * determinant),
            ),
        ),
    ),
    uses=(completed,),
    remark="At the state S⁻¹gv nothing is lost: a smaller β is not enough.",
)
