"""Falsehoods about vectors and matrices, some of them true at size 1."""

from tests.lies import Lie
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Le,
    Lt,
    identity,
    inner,
    matrix,
    norm,
    same,
    size,
    vector,
)
from verify.verdict import Verdict

n = size("n")
x, f = vector("x f", n)
A, B = matrix("A B", n, n)
zero = Control("inner products are never negative", Ge(inner(x, f), 0))
grows = Control("matrices never shrink a vector", Ge(norm(A * x), norm(x)))
skew = Assumption("A is skew", same(A.T, -A))
orthogonal = Assumption("A is orthogonal", same(A.T * A, identity(n)))
REFUTED, PROVED = (Verdict.REFUTED,), Verdict.PROVED


def says(statement, *given, control=zero):
    return Claim(says=statement, given=given, controls=(control,))


LIES = (
    Lie(
        "the square of a sum without its cross term",
        says(Eq(norm(x + f) ** 2, norm(x) ** 2 + norm(f) ** 2)),
        REFUTED,
        says(Eq(norm(x + f) ** 2, norm(x) ** 2 + 2 * inner(x, f) + norm(f) ** 2)),
        PROVED,
    ),
    Lie(
        "matrices commute, as they do at size 1",
        says(same(A * B, B * A), control=grows),
        REFUTED,
        says(same((A * B).T, B.T * A.T), control=grows),
        PROVED,
    ),
    Lie(
        "a transpose that keeps the order, as at size 1",
        says(same((A * B).T, A.T * B.T), control=grows),
        REFUTED,
        says(same((A + B).T, A.T + B.T), control=grows),
        PROVED,
    ),
    Lie(
        "skewness used and not assumed",
        says(Eq(inner(x, A * x), 0), control=grows),
        REFUTED,
        says(Eq(inner(x, A * x), 0), skew, control=Control("A is 0", same(A, 0 * A))),
        PROVED,
    ),
    Lie(
        "an isometry that nobody assumed",
        says(Eq(norm(A * x), norm(x)), control=grows),
        REFUTED,
        says(Eq(norm(A * x), norm(x)), orthogonal, control=Control("Ax = x", same(A * x, x))),
        PROVED,
    ),
    Lie(
        "Cauchy and Schwarz with a factor too small",
        says(Le(2 * inner(x, f) ** 2, norm(x) ** 2 * norm(f) ** 2)),
        REFUTED,
        says(Le(inner(x, f) ** 2, norm(x) ** 2 * norm(f) ** 2)),
        PROVED,
    ),
    Lie(
        "the triangle inequality made strict",
        says(Lt(norm(x + f), norm(x) + norm(f))),
        REFUTED,
        says(Le(norm(x + f), norm(x) + norm(f))),
        PROVED,
    ),
    Lie(
        "equality in Cauchy and Schwarz, as at size 1",
        says(Eq(inner(x, f) ** 2, norm(x) ** 2 * norm(f) ** 2)),
        REFUTED,
        says(Eq(norm(x + f) ** 2 - norm(x - f) ** 2, 4 * inner(x, f))),
        PROVED,
    ),
)
