"""Lemma 5.1: pulled by ẏ = α(t)(y° - ⟨y, y°⟩y) a token reaches y°, unless it starts at -y°.

The height a = ⟨y, y°⟩ obeys ȧ = α(1 - a²). With s = ∫α this has the closed form
a = tanh(artanh a₀ + s), that is ((1 + a₀)e²ˢ - (1 - a₀)) / ((1 + a₀)e²ˢ + (1 - a₀)), so
1 - a ≤ 2(1 - a₀)/(1 + a₀) e⁻²ˢ: all that matters is that s grows without bound.
"""

from sympy import exp

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Ne,
    Or,
    Source,
    at_most,
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
alpha, a, s = real("alpha a0 s")
y, p = vector("y p", n)
place = Source("consensus-is-all-you-get", "Lemma 5.1")

pull = alpha * (p - inner(y, p) * y)
up, down = (1 + a) * exp(2 * s), 1 - a
height = (up - down) / (up + down)
reach = ((1 + a) * exp(2) - down) / ((1 + a) * exp(2) + down)

on_sphere = Assumption("the token is on the sphere", Eq(norm(y), 1))
goal_on_sphere = Assumption("the goal y° is on the sphere", Eq(norm(p), 1))
pulled = Assumption("the pull α is positive", Gt(alpha, 0))
not_below = Assumption("a₀ is at least -1", Ge(a, -1))
not_above = Assumption("a₀ is at most 1", Le(a, 1))
not_opposite = Assumption("the token does not start at -y°", Gt(a, -1))
not_there = Assumption("the token is not yet at y°", Lt(a, 1))
pull_acted = Assumption("some pull has acted", Gt(s, 0))
finite_pull = Assumption("the whole pull ∫α is below 1, as that of e⁻ᵗ is", Lt(s, 1))

height_equation = Claim(
    source=place,
    given=(goal_on_sphere,),
    needs=(goal_on_sphere,),
    says=Eq(inner(p, pull), alpha * (1 - inner(y, p) ** 2)),
    controls=(
        Control("the pull is linear in a", Eq(inner(p, pull), alpha * (1 - inner(y, p)))),
    ),
    sizes={n: (1, 2)},
)

stays_on_the_sphere = Claim(
    source=place,
    given=(on_sphere,),
    needs=(on_sphere,),
    says=Eq(inner(y, pull), 0),
    controls=(Control("the pull is aligned with y°", same(pull, inner(p, pull) * p)),),
    sizes={n: (1, 2)},
)

equilibria = Claim(
    source=place,
    given=(on_sphere, goal_on_sphere, pulled),
    needs=(pulled,),
    says=Iff(same(pull, 0 * p), Or(same(y, p), same(y, -p))),
    controls=(Control("y° is the only equilibrium", Iff(same(pull, 0 * p), same(y, p))),),
    sizes={n: (1, 2)},
)

closed_form = Claim(
    source=place,
    given=(not_below, not_above),
    says=Eq(derivative_in(height, s), 1 - height**2),
    controls=(
        Control("the speed is 1 - a", Eq(derivative_in(height, s), 1 - height)),
        Control("the factor α is 2", Eq(derivative_in(height, s), 2 * (1 - height**2))),
    ),
    remark="In the time s = ∫α the equation is a' = 1 - a². The sum below never vanishes.",
)

closed_form_starts_right = Claim(
    source=place,
    says=Eq(height.subs(s, 0), a),
    controls=(Control("it starts at 0", Eq(height.subs(s, 0), 0)),),
)

rises = Claim(
    source=place,
    given=(not_opposite, not_there, pull_acted),
    needs=(not_opposite, not_there, pull_acted),
    says=Gt(height, a),
    controls=(Control("it rises by s", Ge(height, a + s)),),
)

attraction = Claim(
    source=place,
    given=(not_opposite, not_above),
    needs=(not_opposite,),
    start=1 - height,
    chain=(
        equals(2 * down / (up + down)),
        at_most(2 * down / (1 + a) * exp(-2 * s), "1 - a₀ ≥ 0 is left out below"),
    ),
    controls=(
        Control("the rate is e⁻³ˢ", Le(1 - height, 2 * down / (1 + a) * exp(-3 * s))),
        Control("the start does not matter", Le(1 - height, 2 * exp(-2 * s))),
    ),
    uses=(closed_form, closed_form_starts_right),
    remark=(
        "With α ≥ c > 0 the time s is at least ct, so every start but -y° tends to y°. Neither "
        "a smooth α nor the bound c is needed: measurable α ≥ 0 with ∫α = ∞ is enough."
    ),
)

opposite_stays = Claim(
    source=place,
    says=Eq(height.subs(a, -1), -1),
    controls=(Control("the opposite point is left", Gt(height.subs(a, -1), -1)),),
)

finite_pull_stops = Claim(
    source=place,
    given=(not_opposite, not_there, finite_pull),
    needs=(not_opposite, not_there, finite_pull),
    says=Lt(height, reach),
    controls=(
        Control("it comes within a tenth of y°", Ge(height, reach - reach / 10)),
        Control("it stops at tanh(1)", Lt(height, reach.subs(a, 0))),
    ),
    remark=(
        "Without α ≥ c the lemma fails: for α = e⁻ᵗ the token never passes "
        "tanh(artanh a₀ + 1), which is below 1."
    ),
)

reach_is_short = Claim(
    source=place,
    given=(not_below, not_there),
    needs=(not_there,),
    says=Lt(reach, 1),
    controls=(Control("it is below 9/10", Lt(10 * reach, 9)),),
)

differs = Claim(
    source=place,
    given=(on_sphere, goal_on_sphere, Assumption("the token is not at y°", Ne(norm(y - p), 0))),
    says=Lt(inner(y, p), 1),
    controls=(Control("the height is negative", Lt(inner(y, p), 0)),),
    sizes={n: (1, 2)},
    remark="a = 1 means y = y°, so that a → 1 is convergence to y°.",
)
