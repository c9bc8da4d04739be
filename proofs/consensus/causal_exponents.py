"""At consensus token i comes in at the exponent -(i - 1)/(i√(n + 1)) per head, for every P(t).

There every weight of row i is 1/(i√(n + 1)), whatever P is; a change of the weights meets a
pull that vanishes; and the pull yⱼ - ⟨yᵢ, yⱼ⟩yᵢ has the derivative -d along a tangent d.
"""

from sympy import Rational, cos, exp, sin, sqrt

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Source,
    differential,
    equals,
    inner,
    norm,
    real,
    same,
    size,
    vector,
)
from verify.symbolic.slopes import derivative_in

n = size("n")
i, dimension, score, theta, phi = real("i n s theta phi")
y, p, d, e = vector("y p d e", n)
place = Source("consensus-is-all-you-get", "Theorem 5.1")
half = Rational(1, 2)

pull = p - inner(y, p) * y
on_sphere = Assumption("the consensus point is on the sphere", Eq(norm(y), 1))
tangent = Assumption("the token moves along the sphere", Eq(inner(y, d), 0))
other_tangent = Assumption("the other token moves along the sphere", Eq(inner(y, e), 0))
later = Assumption("the token is not the first", Ge(i, 2))
positive = Assumption("the dimension is positive", Gt(dimension, 0))

own_move = Claim(
    source=place,
    given=(on_sphere, tangent, Assumption("the tokens agree", same(p, y))),
    needs=(on_sphere, tangent),
    says=same(differential(pull, y, d), -d),
    controls=(Control("the pull does not change", same(differential(pull, y, d), 0 * d)),),
    sizes={n: (1, 2)},
)

other_move = Claim(
    source=place,
    given=(other_tangent, Assumption("the tokens agree", same(p, y))),
    needs=(other_tangent,),
    says=same(differential(pull, p, e), e),
    controls=(Control("it is pulled back", same(differential(pull, p, e), -e)),),
    sizes={n: (1, 2)},
    remark="Together: δᵢ' = Σⱼ αᵢⱼ(δⱼ - δᵢ), which is triangular in the tokens.",
)

pull_vanishes = Claim(
    source=place,
    given=(on_sphere, Assumption("the tokens agree", same(p, y))),
    needs=(on_sphere,),
    says=same(pull, 0 * p),
    controls=(Control("the pull is p", same(pull, p)),),
    sizes={n: (1, 2)},
    remark="So the derivative of the weights, and with it P, does not enter.",
)

exponent = Claim(
    source=place,
    given=(later, positive),
    start=-(i - 1) * exp(score) / (sqrt(dimension + 1) * i * exp(score)),
    chain=(equals(-(i - 1) / (i * sqrt(dimension + 1))),),
    controls=(
        Control(
            "the token pulls itself too",
            Eq(
                -(i - 1) * exp(score) / (sqrt(dimension + 1) * i * exp(score)),
                -1 / sqrt(dimension + 1),
            ),
        ),
    ),
    uses=(own_move, pull_vanishes),
    remark="s is the common score ⟨y, Py⟩: it cancels. h heads multiply the exponent by h.",
)

slowest = Claim(
    source=place,
    given=(later, positive),
    needs=(later,),
    says=Le(-(i - 1) / (i * sqrt(dimension + 1)), -half / sqrt(dimension + 1)),
    controls=(
        Control(
            "later tokens are slower",
            Le(-half / sqrt(dimension + 1), -(i - 1) / (i * sqrt(dimension + 1))),
        ),
    ),
    remark="The second token is the slowest: the whole comes in at -h/(2√(n + 1)).",
)

whole = exp(cos(theta)) + exp(cos(theta - phi)) + exp(1)
speed = (-exp(cos(theta)) * sin(theta) + exp(cos(theta - phi)) * sin(phi - theta)) / (
    sqrt(2) * whole
)

third_token = Claim(
    source=place,
    start=derivative_in(speed, theta).subs({theta: 0, phi: 0}),
    chain=(equals(-Rational(2, 3) / sqrt(2)),),
    controls=(
        Control(
            "the exponent is -1/√2",
            Eq(derivative_in(speed, theta).subs({theta: 0, phi: 0}), -1 / sqrt(2)),
        ),
    ),
    uses=(exponent,),
    remark="The third token on the circle for P = I: derivative of its speed at consensus.",
)

at_opposite = Claim(
    source=place,
    given=(
        on_sphere,
        tangent,
        Assumption("the token is opposite to the others", same(p, -y)),
    ),
    needs=(on_sphere, tangent),
    says=same(differential(pull, y, d), d),
    controls=(Control("it attracts", same(differential(pull, y, d), -d)),),
    sizes={n: (1, 2)},
    remark=(
        "At -y₁ every pull of a token at y₁ expands: one start per trajectory of the earlier "
        "tokens ends there, and it is not -y₁ unless they start together."
    ),
)
