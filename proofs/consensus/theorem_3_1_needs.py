"""Theorem 3.1 needs a symmetric P, and W = P: else attention climbs its potential somewhere.

V = -½ Σᵢⱼ exp⟨yᵢ, Pyⱼ⟩ never grows along attention with U = I. Two tokens (±x, h) of the
ellipse wx² + h² = 1, with P = ((p, s), (-s, 1)) and W = diag(w, 1), where w = (1 - h²)/x²: P is
symmetric if s = 0, and W = P if w = p as well.
"""

from sympy import Matrix, diag, exp, expand

from verify import Assumption, Claim, Control, Eq, Gt, Le, Lt, Source, real

x, h, p, s = real("x h p s")
w = (1 - h**2) / x**2
place = Source("consensus-is-all-you-get", "Theorem 3.1")
P, W = Matrix([[p, s], [-s, 1]]), diag(w, 1)
left, right = Matrix([-x, h]), Matrix([x, h])


def relative(token, other):
    """Return exp⟨y, Pz⟩ over exp⟨y, Py⟩ = exp(px² + h²), the same for both tokens."""
    return exp(expand(token.dot(P * (other - token))))


def velocity(token, other):
    """Return attention at a token, projected onto its ellipse, without the factor 1/√2."""
    score = relative(token, other)
    mean = (token + score * other) / (1 + score)
    return mean - token.dot(W * mean) * token


def climb(token, other):
    """Return the part of √2 V̇ exp(-px² - h²) that the motion of one token brings."""
    slope = (P + P.T) * token
    slope += (relative(token, other) * P + relative(other, token) * P.T) * other
    return -slope.dot(velocity(token, other)) / 2


change = climb(right, left) + climb(left, right)

apart = Assumption("the tokens differ", Gt(x, 0))
symmetric = Assumption("P is symmetric", Eq(s, 0))
same_metric = Assumption("W = P", Eq(p * x**2, 1 - h**2))
definite = Assumption("W is positive definite", Lt(h**2, 1))

descends = Claim(
    source=place,
    given=(symmetric, same_metric, definite, apart),
    needs=(symmetric, same_metric),
    says=Le(change, 0),
    controls=(Control("it falls at the rate 1", Le(change, -1)),),
    remark="The gradient theorem for two tokens that mirror each other: V̇ ≤ 0.",
)
