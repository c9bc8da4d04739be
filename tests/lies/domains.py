"""Premises and entries that have a value in places where a cautious rule forgets to look."""

from sympy import Abs, I, Rational, asin, besseli, besselj, cos, exp, gamma, im, log, sqrt

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
    Or,
    array,
    complex_number,
    determinant,
    radius,
    real,
    size,
)
from verify.verdict import Verdict

x, y = real("x y")
w = complex_number("w")
n = size("n")
root = x**5 + x + 7  # it vanishes near -1.3, at no number that can be written down
squares = Control("x is always above its square", Gt(x, x**2))
positive = Assumption("x is positive", Gt(x, 0))
unit = Assumption("x lies in [-1, 1]", Le(x**2, 1))
two = Assumption("y is 2", Eq(y, 2))
OPEN = (Verdict.UNDECIDED, Verdict.REFUTED, Verdict.SUPPORTED)
BLIND = (Verdict.UNDECIDED,)


def says(statement, *given):
    return Claim(says=statement, given=given, controls=(squares,))


def premise(statement):
    return Assumption(f"we have {statement}", statement)


LIES = (
    Lie(
        "a power of a negative number, as a premise",
        says(Ne(root, 0), two, premise(Lt(x**y, 7))),
        OPEN,
        says(Ne(root, 0), positive),
        Verdict.PROVED,
    ),
    Lie(
        "a power that is a square at one size",
        says(Ne(root, 0), premise(Ne(x ** (n / 2), 7))),
        OPEN,
        says(Ne(root, 0), positive, premise(Ne(x**2, 7))),
        Verdict.PROVED,
    ),
    Lie(
        "premises that only an irrational number meets",
        says(Gt(x, 0), premise(Eq(root, 0)), two, premise(Lt(x**y, 7))),
        OPEN,
        says(Gt(x, 0), premise(Eq(x**5 + x, 34)), two, premise(Lt(x**2, 7))),
        Verdict.PROVED,
    ),
    Lie(
        "the gamma function left of zero",
        says(Ne(root, 0), premise(Ne(gamma(x), 1))),
        OPEN,
        says(Ne(root, 0), positive, premise(Ne(log(x), 1))),
        Verdict.PROVED,
    ),
    Lie(
        "the square of something that is not real",
        says(Ge(besseli(Rational(1, 2), x) ** 2, 0)),
        BLIND,
        says(Ge(besseli(Rational(1, 2), x) ** 2, 0), positive),
        Verdict.SUPPORTED,
    ),
    Lie(
        "a Bessel function with a pole",
        says(Ge(besselj(Rational(-1, 2), x) ** 2, 0)),
        BLIND,
        says(Ge(besselj(Rational(-1, 2), x) ** 2, 0), positive),
        Verdict.SUPPORTED,
    ),
    Lie(
        "a determinant that forgets an entry without a value",
        says(Eq(determinant(array([[0, log(x)], [0, 1]])), 0)),
        BLIND,
        says(Eq(determinant(array([[0, x], [0, 1]])), 0)),
        Verdict.PROVED,
    ),
    Lie(
        "a spectral radius beside an entry without a value",
        says(Ge(radius(array([[0, log(x)], [0, 0]])), 0)),
        BLIND,
        says(Ge(radius(array([[0, x], [0, 0]])), 0)),
        Verdict.PROVED,
    ),
    Lie(
        "a size at which the statement has no value",
        says(Ge(x**2 + 1 / (n - 3) ** 2, 0)),
        BLIND,
        says(Ge(x**2 + 1 / (n + 3) ** 2, 0)),
        Verdict.SUPPORTED,
    ),
    Lie(
        "a complex number of which one part has a value",
        says(Ne(1 + I / x, 0)),
        BLIND,
        says(Ne(1 + I / x, 0), positive),
        Verdict.PROVED,
    ),
    Lie(
        "the cosine of a root that has no value",
        says(Or(Gt(x, 7), Eq(cos(sqrt(1 - x)), cos(sqrt(1 - x))))),
        BLIND,
        says(Or(Gt(x, 1), Ge(2 * cos(sqrt(1 - x)), 1 + x))),  # cos u >= 1 - u²/2
        Verdict.PROVED,
    ),
    Lie(
        "a root that is imaginary is taken for a real one",
        says(Eq(Abs(w * sqrt(x)) ** 2, Abs(w) ** 2 * x)),  # at x = -1 it says 1 = -1
        OPEN,
        says(Eq(Abs(w * sqrt(x)) ** 2, Abs(w) ** 2 * x), positive),
        Verdict.PROVED,
    ),
    Lie(
        "an angle is real whatever its sine",
        says(Le(Abs(exp(I * asin(x))), 1)),  # asin 2 is π/2 - 1.3i
        OPEN,
        says(Le(Abs(exp(I * asin(x))), 1), unit),
        Verdict.PROVED,
    ),
    Lie(
        "a number without a real value has no imaginary part",
        says(Eq(im(asin(2) + x), 0)),
        OPEN,
        says(Eq(im(asin(1) + x), 0)),
        Verdict.PROVED,
    ),
    Lie(
        "an arc sine without a value breaks what is said of its imaginary part",
        says(Ne(im(asin(x)), 0), premise(Gt(x, 1))),  # true: asin x is not real
        BLIND,
        says(Ne(im(1 + I * x), 0), positive),
        Verdict.PROVED,
    ),
    Lie(
        "a root that is i has no argument",
        says(Lt(x, -5), premise(Eq(sqrt(x), I))),  # x is -1
        OPEN,
        says(Gt(x, 0), premise(Eq(sqrt(x), 1))),
        Verdict.PROVED,
    ),
)
