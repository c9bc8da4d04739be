"""V = max(1 - ⟨v, yᵢ⟩) is no Lyapunov function of the consensus set in the hemisphere of v.

It decreases, but it does not vanish on the set, and on an ellipsoid it takes negative values.
With vᵀW in place of vᵀ it is not negative, and vanishes where all tokens are at v only.
"""

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Iff,
    Source,
    inner,
    matrix,
    norm,
    refuted,
    same,
    size,
    vector,
)

n = size("n")
v, y = vector("v y", n)
W = matrix("W", n)
place = Source("consensus-is-all-you-get", "Equation (13)")

on_it = Assumption("y lies on the ellipsoid", Eq(inner(y, W * y), 1))
pole = Assumption("v lies on the ellipsoid", Eq(inner(v, W * v), 1))
symmetric = Assumption("W is symmetric", same(W.T, W))
definite = Assumption("W is not negative at y - v", Ge(inner(y - v, W * (y - v)), 0))
inside = Assumption("y lies in the hemisphere of v", Gt(inner(v, y), 0))
unit_y = Assumption("y has length 1", Eq(norm(y), 1))
unit_v = Assumption("v has length 1", Eq(norm(v), 1))

not_negative = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(on_it, pole, symmetric, definite, inside),
    says=Ge(1 - inner(v, y), 0),
    controls=(Control("V is positive", Gt(1 - inner(v, y), 0)),),
    sizes={n: (1, 2)},
    remark=(
        "The value of V where all tokens are at y. For W = diag(1/4, 1) and v = (2, 0) it "
        "is -3 at v itself."
    ),
)

vanishes_on_consensus = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(unit_y, unit_v, inside),
    says=Eq(1 - inner(v, y), 0),
    controls=(Control("V is 1 at consensus", Eq(1 - inner(v, y), 1)),),
    sizes={n: (2,)},
    remark="A strict Lyapunov function of a set vanishes on it. Here all tokens are at y.",
)

in_the_metric = Claim(
    source=place,
    reading="repaired",
    repairs=not_negative,
    given=(on_it, pole, symmetric, definite),
    needs=(on_it, pole, definite),
    says=Ge(1 - inner(v, W * y), 0),
    controls=(Control("it is positive", Gt(1 - inner(v, W * y), 0)),),
    sizes={n: (1, 2)},
    remark="2 (1 - vᵀWy) is |y - v|²_W.",
)

vanishes_at_the_pole = Claim(
    source=place,
    reading="repaired",
    repairs=vanishes_on_consensus,
    given=(unit_y, unit_v),
    needs=(unit_y, unit_v),
    says=Iff(Eq(1 - inner(v, y), 0), same(y, v)),
    controls=(Control("it vanishes at -v too", Iff(Eq(1 - inner(v, y) ** 2, 0), same(y, v))),),
    sizes={n: (1, 2)},
    remark="What decreases and vanishes on all of the set is the spread of `spread.rate`.",
)
