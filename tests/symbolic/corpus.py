"""Identities that hold, near misses that do not, and inequalities of both kinds."""

import sympy
from sympy import (
    Abs,
    Max,
    Min,
    Piecewise,
    Rational,
    atan,
    cos,
    cosh,
    erf,
    exp,
    log,
    pi,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)

from verify.notation import real, size

x, y, h, lam = real("x y h lambda")
n = size("n")


def gelu(u):
    return u * (1 + erf(u / sqrt(2))) / 2


def logistic(u):
    return 1 / (1 + exp(-u))


TRUE_IDENTITIES = [
    1 - (1 + h * lam) ** 2 + h * lam * (2 + h * lam),
    Max(x, 0) - Max(-x, 0) - x,
    gelu(x) - gelu(-x) - x,
    x * logistic(x) + x * logistic(-x) - x,
    logistic(x) + logistic(-x) - 1,
    tanh(x + y) - (tanh(x) + tanh(y)) / (1 + tanh(x) * tanh(y)),
    2 * logistic(2 * x) - 1 - tanh(x),
    cosh(x) ** 2 - sinh(x) ** 2 - 1,
    sinh(2 * x) - 2 * sinh(x) * cosh(x),
    sin(x + y) - sin(x) * cos(y) - cos(x) * sin(y),
    cos(3 * x) - 4 * cos(x) ** 3 + 3 * cos(x),
    sin(x / 2) ** 2 - (1 - cos(x)) / 2,
    cos(x + pi / 3) - cos(x) / 2 + sqrt(3) / 2 * sin(x),
    tan(x) - sin(2 * x) / (1 + cos(2 * x)),
    sqrt(x**2 + 2 * x * y + y**2) - Abs(x + y),
    Abs(x * y) - Abs(x) * Abs(y),
    Max(x, y) - (x + y + Abs(x - y)) / 2,
    Min(x, y) + Max(x, y) - x - y,
    Abs(x) - sign(x) * x,
    Piecewise((x, x > 0), (0, True)) - Max(x, 0),
    1 / (sqrt(1 + x**2) - x) - sqrt(1 + x**2) - x,
    sqrt(6) * sqrt(1 + x**2) - sqrt(2) * sqrt(3 + 3 * x**2),
    log(2 * x) - log(x) - log(2),
    log(x**2) - 2 * log(Abs(x)),
    log(1 + exp(x)) - x - log(1 + exp(-x)),
    exp(-((x - y) ** 2) / 2) - exp(-(x**2) / 2) * exp(-(y**2) / 2) * exp(x * y),
    2 ** (x + 3) - 8 * 2**x,
    x ** (n + 1) - x * x**n,
    sqrt(3 + 2 * sqrt(2)) - 1 - sqrt(2),
]

FALSE_IDENTITIES = [
    1 - (1 + h * lam) ** 2 - h * lam * (2 + h * lam),
    Max(x, 0) + Max(-x, 0) - x,
    gelu(x) + gelu(-x) - x,
    sqrt(x * y) - sqrt(x) * sqrt(y),
    sqrt(x**2) - x,
    Abs(x) - x,
    Abs(x + y) - Abs(x) - Abs(y),
    (x**3) ** Rational(1, 3) - x,
    (x**2) ** Rational(1, 4) - sqrt(x),
    log(x * y) - log(x) - log(y),
    log(x**2) - 2 * log(x),
    atan(x) + atan(1 / x) - pi / 2,
    atan(x) + atan(y) - atan((x + y) / (1 - x * y)),
    tanh(x + y) - tanh(x) - tanh(y),
    logistic(x) + logistic(-x) - 2,
    2 * logistic(x) - 1 - tanh(x),
    sin(2 * x) - 2 * sin(x),
    cosh(x) ** 2 + sinh(x) ** 2 - 1,
    sign(x) ** 2 - 1,
    Piecewise((x, x > 0), (1, True)) - Max(x, 0),
    Max(x, y) - (x + y - Abs(x - y)) / 2,
    exp(x + y) - exp(x) - exp(y),
    erf(x + y) - erf(x) - erf(y),
    x**n * y**n - (x + y) ** n,
    x ** (2 * n) - x**n,
    sqrt(1 + x**2) - 1 - x,
    sqrt(3 + 2 * sqrt(2)) - 1 - sqrt(2) + Rational(1, 10**40),
    pi - Rational(355, 113),
]

# √(xy) = √x √y for x, y >= 0 and log(xy) = log x + log y for x, y > 0 hold wherever both sides
# are defined as soon as one factor is known to be positive.
TRUE_UNDER_A_PREMISE = [
    (sqrt(x * y) - sqrt(x) * sqrt(y), x),
    (log(x * y) - log(x) - log(y), y),
    (Abs(x) - x, x),
    (log(x**2) - 2 * log(x), x),
    (sign(x) - 1, x),
]

VALUES = [Rational(p, q) for p in (-3, -1, 1, 2, 5) for q in (1, 2, 3)] + [sympy.Integer(0)]
