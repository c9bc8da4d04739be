"""Theorem 3.1 needs a symmetric P, and W = P: else attention climbs its potential somewhere.

V = -½ Σᵢⱼ exp⟨yᵢ, Pyⱼ⟩ never grows along attention with U = I. Two tokens (±x, h) of the
ellipse wx² + h² = 1, with P = ((p, s), (-s, 1)) and W = diag(w, 1): symmetric is s = 0, and
W = P is w = p as well.
"""

from sympy import Matrix, Rational, diag, exp

from verify import Assumption, Claim, Control, Eq, Gt, Le, Source, real

x, h, p, w, s = real("x h p w s")
place = Source("consensus-is-all-you-get", "Theorem 3.1")
P, W = Matrix([[p, s], [-s, 1]]), diag(w, 1)
left, right = Matrix([-x, h]), Matrix([x, h])


def velocity(token, other):
    """Return attention at a token, projected onto its ellipse, without the factor 1/√2."""
    scores = [exp(token.dot(P * key)) for key in (token, other)]
    mean = (scores[0] * token + scores[1] * other) / (scores[0] + scores[1])
    return mean - token.dot(W * mean) * token


def climb(token, other):
    """Return the part of √2 V̇ that the motion of one token brings."""
    slope = exp(token.dot(P * token)) * (P + P.T) * token
    slope += (exp(token.dot(P * other)) * P + exp(other.dot(P * token)) * P.T) * other
    return -Rational(1, 2) * slope.dot(velocity(token, other))


change = climb(right, left) + climb(left, right)

on_the_ellipse = Assumption("the tokens are on the ellipse of W", Eq(w * x**2 + h**2, 1))
symmetric = Assumption("P is symmetric", Eq(s, 0))
same_metric = Assumption("W = P", Eq(w, p))
definite = Assumption("W is positive definite", Gt(w, 0))

descends = Claim(
    source=place,
    given=(on_the_ellipse, symmetric, same_metric, definite),
    needs=(symmetric, same_metric),
    says=Le(change, 0),
    controls=(Control("it falls at the rate 1", Le(change, -1)),),
    remark="The gradient theorem for two tokens that mirror each other: V̇ ≤ 0.",
)
