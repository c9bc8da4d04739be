"""Falsehoods about norms, spectra, exponentials and inverses of matrices."""

import sympy
from sympy import Rational

from tests.lies import Lie
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    abscissa,
    array,
    determinant,
    ensembles,
    expm,
    identity,
    inverse,
    lognorm2,
    matrix,
    norm2,
    radius,
    real,
    same,
    size,
    trace,
)
from verify.verdict import Verdict

n = size("n")
x = real("x")
A, B = matrix("A B", n, n)
small = Control("all matrices are contractions", Le(norm2(A), 1))
never = Control("2 is below 1", Lt(norm2(2 * identity(2)), 1))
hurwitz = Assumption("A is Hurwitz", Lt(abscissa(A), 0), draws=ensembles.hurwitz)
dissipative = Assumption(
    "A + Aᵀ is negative semidefinite", Le(abscissa(A + A.T), 0), draws=ensembles.dissipative
)
invertible = Assumption("A is invertible", Ne(determinant(A), 0))
nonzero = Assumption("x is not 0", Ne(x, 0))
REFUTED, UNDECIDED = (Verdict.REFUTED,), (Verdict.UNDECIDED,)
PROVED, SUPPORTED = Verdict.PROVED, Verdict.SUPPORTED


def says(statement, *given, control=small, sizes=(2,)):
    tried = {n: sizes} if n in statement.free_symbols else {}
    return Claim(says=statement, given=given, controls=(control,), sizes=tried)


def number(statement):
    return says(statement, control=never)


def rotation(damping):
    return array([[0, 1], [-1, damping]])


def dense_legs(N):
    """Return HiPPO-LegS mixed by an integer similarity: its eigenvalues are -1, ..., -N."""

    def entry(i, j):
        return -(i + 1) if i == j else -(2 * i + 1) if i > j else 0

    mixing = sympy.Matrix(N, N, lambda i, j: int(i == j) + int(j == i + 1))
    legs = sympy.Matrix(N, N, entry)
    return array((mixing * legs * mixing.inv()).tolist())


HAIR = Rational(1, 2**80)
shear = norm2(array([[1, 2], [3, 4]]))
told_positive = sympy.Piecewise((1, Gt(shear, 0)), (0, True))
signed = sympy.Piecewise((shear, Gt(shear, 0)), (-shear, True))
steep = sympy.Piecewise((1, Gt(radius(A), 1)), (0, True))
LIES = (
    Lie(
        "a matrix a hair from Hurwitz, on the wrong side",
        number(Lt(abscissa(rotation(HAIR)), 0)),
        REFUTED,
        number(Lt(abscissa(rotation(-HAIR)), 0)),
        PROVED,
    ),
    Lie(
        "a rotation that is said to be Hurwitz",
        number(Lt(abscissa(rotation(0)), 0)),
        REFUTED,
        number(Le(abscissa(rotation(0)), 0)),
        PROVED,
    ),
    Lie(
        "eigenvalues that floats lose",
        number(Gt(abscissa(dense_legs(20)), -1)),
        REFUTED,
        number(Eq(abscissa(dense_legs(20)), -1)),
        PROVED,
    ),
    Lie(
        "every stable matrix contracts",
        says(Lt(norm2(expm(A)), 1), hurwitz),
        REFUTED,
        says(Lt(norm2(expm(A)), 1), hurwitz, dissipative),
        SUPPORTED,
    ),
    Lie(
        "the spectral radius taken for a norm, as at size 1",
        says(Le(radius(A * B), radius(A) * radius(B)), sizes=(1, 2)),
        REFUTED,
        says(Le(radius(A), norm2(A)), sizes=(1, 2)),
        SUPPORTED,
    ),
    Lie(
        "the abscissa taken for the logarithmic norm, as for normal matrices",
        says(Eq(abscissa(A), lognorm2(A))),
        REFUTED,
        says(Le(abscissa(A), lognorm2(A))),
        SUPPORTED,
    ),
    Lie(
        "the norm of an inverse taken for the inverse of the norm, as at size 1",
        says(Eq(norm2(inverse(A)), 1 / norm2(A)), invertible, sizes=(1, 2)),
        REFUTED,
        says(Ge(norm2(inverse(A)) * norm2(A), 1), invertible, sizes=(1, 2)),
        SUPPORTED,
    ),
    Lie(
        "an inverse that nobody assumed",
        says(same(A * inverse(A), identity(n))),
        UNDECIDED,
        says(same(A * inverse(A), identity(n)), invertible),
        SUPPORTED,
    ),
    Lie(
        "an exponential of matrices that do not commute",
        says(same(expm(A + B), expm(A) * expm(B)), sizes=(1, 2)),
        REFUTED,
        says(same(expm(A) * expm(-A), identity(n)), sizes=(1, 2)),
        SUPPORTED,
    ),
    Lie(
        "a multiplicative trace, as at size 1",
        says(Eq(trace(A * B), trace(A) * trace(B)), sizes=(1, 2)),
        REFUTED,
        says(Eq(trace(A * B), trace(B * A)), sizes=(1, 2, 3)),
        PROVED,
    ),
    Lie(
        "an entry without a value times zero",
        says(same(array([[1 / x, 0], [0, 1]]) * array([[0], [1]]), array([[0], [1]]))),
        UNDECIDED,
        says(same(array([[1 / x, 0], [0, 1]]) * array([[0], [1]]), array([[0], [1]])), nonzero),
        PROVED,
    ),
    Lie(
        "a choice that a norm makes does not depend on it",
        number(Eq(told_positive, 0)),
        REFUTED,
        number(Eq(told_positive, 1)),
        PROVED,
    ),
    Lie(
        "a norm is linear in itself where it chooses its sign",
        number(Lt(signed, 0)),
        REFUTED,
        number(Gt(signed, 0)),
        Verdict.CERTIFIED,
    ),
    Lie(
        "no matrix is chosen by its spectral radius",
        says(Eq(steep, 0)),
        REFUTED,
        says(Eq(steep * (steep - 1), 0)),
        SUPPORTED,
    ),
    Lie(
        "a matrix without a value less itself",
        number(Eq(norm2(array([[1 / x]]) - array([[1 / x]])), 0)),
        UNDECIDED,
        number(Eq(norm2(array([[x]]) - array([[x]])), 0)),
        PROVED,
    ),
)
