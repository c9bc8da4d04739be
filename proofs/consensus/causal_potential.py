"""(17)-(19): V(a) = 2/3 - a + a³/3 falls along one pull, and not along several.

With a = ⟨y₁, yᵢ⟩ and errors eⱼ = yⱼ - y₁ the height of token i obeys
ȧ = Σⱼ αⱼ(1 - a²) + Σⱼ αⱼ⟨eⱼ, y₁ - a yᵢ⟩, for any number of tokens and heads in any dimension
(αⱼ is the sum over heads). V falls where the errors are small beside √(1 - a²); at a = -1 its
slope vanishes, so that no gain makes it an ISS-Lyapunov function on (-1, 1].
"""

from sympy import Rational, pi, sin, sqrt

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Source,
    equals,
    index,
    inner,
    norm,
    real,
    refuted,
    size,
    tokens,
    total,
    vector,
    weights,
)
from verify.symbolic.slopes import derivative_in

n, count = size("n l")
j = index("j")
a, alpha, c, q, r, eta = real("a alpha c q r eta")
first, second, theta, phi = real("A1 A2 theta phi")
p, y, e = vector("p y e", n)
x, w = tokens("x", count, n), weights("w", count)
lyapunov = Source("consensus-is-all-you-get", "Equation (17)")
place = Source("consensus-is-all-you-get", "Equation (19)")
proof = Source("consensus-is-all-you-get", "Proof of Theorem 5.1")

V = Rational(2, 3) - a + a**3 / 3
slope = derivative_in(V, a)
height = inner(p, y)
pull = total(w[j] * (x[j] - inner(y, x[j]) * y), j)
drift = (first + second) * (1 - a**2) + second * q

inside = Assumption("a is above -1", Gt(a, -1))
at_least_minus_one = Assumption("a is at least -1", Ge(a, -1))
below_one = Assumption("a is below 1", Lt(a, 1))
positive = Assumption("c is positive", Gt(c, 0))
pulled = Assumption("the pull α is at least c", Ge(alpha, c))
goal_on_sphere = Assumption("the first token is on the sphere", Eq(norm(p), 1))
on_sphere = Assumption("the token is on the sphere", Eq(norm(y), 1))

factored = Claim(
    source=lyapunov,
    start=V,
    chain=(equals((1 - a) ** 2 * (a + 2) / 3),),
    controls=(Control("the simple root is at -1", Eq(V, (1 - a) ** 2 * (a + 1) / 3)),),
)

positive_off_the_goal = Claim(
    source=lyapunov,
    given=(at_least_minus_one, below_one),
    needs=(below_one,),
    says=Gt(V, 0),
    controls=(Control("V is at least 1 - a", Ge(V, 1 - a)),),
)

falls = Claim(
    source=lyapunov,
    says=Eq(slope * alpha * (1 - a**2), -alpha * slope**2),
    controls=(
        Control("the factor is 2", Eq(slope * alpha * (1 - a**2), -2 * alpha * slope**2)),
    ),
)

strictly = Claim(
    source=lyapunov,
    given=(positive, pulled, inside, below_one),
    needs=(positive, inside, below_one),
    says=Lt(slope * alpha * (1 - a**2), 0),
    controls=(Control("V falls at the rate c", Le(slope * alpha * (1 - a**2), -c * V)),),
    remark="c > 0 is the bound below of α. Near a = -1 V hardly falls: V' vanishes there.",
)

with_errors = Claim(
    source=place,
    given=(goal_on_sphere,),
    needs=(goal_on_sphere,),
    says=Eq(
        inner(p, pull),
        total(w[j], j) * (1 - height**2) + total(w[j] * inner(x[j] - p, p - height * y), j),
    ),
    controls=(
        Control(
            "the errors do not enter", Eq(inner(p, pull), total(w[j], j) * (1 - height**2))
        ),
        Control(
            "the errors enter along y₁ only",
            Eq(
                inner(p, pull),
                total(w[j], j) * (1 - height**2) + total(w[j] * inner(x[j] - p, p), j),
            ),
        ),
    ),
    sizes={n: (1, 2), count: (1, 2)},
    remark=(
        "x holds the tokens before token i, the first one (p) included: its own error is 0, as "
        "is the pull of token i on itself."
    ),
)

direction = Claim(
    source=proof,
    given=(goal_on_sphere, on_sphere),
    needs=(goal_on_sphere, on_sphere),
    says=Eq(norm(p - height * y) ** 2, 1 - height**2),
    controls=(Control("it has length 1", Eq(norm(p - height * y), 1)),),
    sizes={n: (1, 2)},
)

error_term = Claim(
    source=proof,
    given=(goal_on_sphere, on_sphere),
    needs=(goal_on_sphere, on_sphere),
    says=Le(-(1 - height**2) * inner(e, p - height * y), 2 * norm(e)),
    controls=(
        Control(
            "half of it is enough",
            Le(-(1 - height**2) * inner(e, p - height * y), norm(e) / 2),
        ),
        Control("it is never positive", Le(-(1 - height**2) * inner(e, p - height * y), 0)),
    ),
    sizes={n: (1, 2)},
    remark="The paper bounds y₁ and a y by 1 each; norm(e) alone would do.",
)

sharper_error_term = Claim(
    source=proof,
    given=(goal_on_sphere, on_sphere),
    says=Le(inner(e, p - height * y) ** 2, (1 - height**2) * norm(e) ** 2),
    controls=(
        Control(
            "the error enters squared",
            Le(inner(e, p - height * y) ** 2, (1 - height**2) * norm(e) ** 4),
        ),
    ),
    uses=(direction,),
    sizes={n: (1, 2)},
)

bound = Claim(
    source=proof,
    given=(
        Assumption("the weights of the earlier tokens add up to at least c", Ge(alpha, c)),
        Assumption("the error term is at most 2ηr", Le(q, 2 * eta * r)),
    ),
    says=Le(-alpha * slope**2 + q, -c * slope**2 + 2 * eta * r),
    controls=(Control("the errors may be left out", Le(-alpha * slope**2 + q, -c * slope**2)),),
    uses=(falls, with_errors, error_term),
    remark="c = c₁h(i - 1), η = c₂h and r = Σ|eⱼ| give the bound the paper prints.",
)

# One later token on the circle: y₁ at 0, y₂ at φ, yᵢ at θ, with weights A₁ and A₂.
circle_rate = sin(theta) * (first * sin(theta) - second * sin(phi - theta))
far = Assumption("the token is in the half of the circle away from y₁", Ge(theta, pi / 2))
before_opposite = Assumption("the token is not opposite to y₁", Lt(theta, pi))
first_weight = Assumption("the first weight is positive", Gt(first, 0))
second_weight = Assumption("the second weight is positive", Gt(second, 0))
small = Assumption("the error angle is at most 1/10", Le(phi**2, Rational(1, 100)))

iss = Claim(
    source=proof,
    reading="literal",
    expects=refuted,
    given=(first_weight, second_weight, far, before_opposite, small),
    says=Lt(-(sin(theta) ** 2) * circle_rate, 0),
    controls=(
        Control(
            "V falls at half the undisturbed rate",
            Le(-(sin(theta) ** 2) * circle_rate, -(first + second) * sin(theta) ** 4 / 2),
        ),
    ),
    remark=(
        "'V is an ISS-Lyapunov function for a = 1' on (-1, 1]: where 1 - a is above a gain of "
        "the input, V falls. Here 1 - a ≥ 1 and the input is at most 1/10, and V rises where "
        "√(1 - a²) is smaller than the input. A smaller input does the same closer to -y₁, so "
        "no gain serves. The left side is V'(a)ȧ for three tokens on a circle."
    ),
)

gain_near_both_ends = Claim(
    source=proof,
    reading="repaired",
    repairs=iss,
    given=(
        first_weight,
        second_weight,
        inside,
        below_one,
        Assumption("r is the length √(1 - a²)", Eq(r, sqrt(1 - a**2))),
        Assumption("the error term is at most ηr", Ge(q, -eta * r)),
        Assumption("the errors are small beside r", Lt(second * eta, (first + second) * r)),
    ),
    says=Lt(slope * drift, 0),
    controls=(
        Control(
            "V falls as if there were no error",
            Le(slope * drift, -(first + second) * slope**2),
        ),
    ),
    uses=(with_errors, sharper_error_term),
    remark=(
        "q stands for ⟨e, y₁ - a y⟩ and η for |e|. The gain compares the error with the "
        "distance to both equilibria; a token can therefore be driven to -y₁ by errors that "
        "fade in step with r, which is how Theorem 5.1 fails."
    ),
)

slope_vanishes = Claim(
    source=proof,
    says=Eq(slope.subs(a, -1), 0),
    controls=(Control("V' vanishes at 0 too", Eq(slope.subs(a, 0), 0)),),
    remark="The slope of V at the excluded end: no strict decrease survives an input there.",
)

pushed_out = Claim(
    source=proof,
    given=(
        first_weight,
        second_weight,
        inside,
        below_one,
        Assumption("the push is larger than the pull", Lt((first + second) * r, second * eta)),
        Assumption("r is the length √(1 - a²)", Eq(r, sqrt(1 - a**2))),
    ),
    says=Lt(drift.subs(q, -eta * r), 0),
    controls=(Control("the token is held", Eq(drift.subs(q, -eta * r), 0)),),
    uses=(with_errors,),
    remark=(
        "A constant error of length η against the pull drives every a with "
        "√(1 - a²) < η A₂/(A₁ + A₂) down, to -1 or to the edge of that region."
    ),
)
