"""Identities that hold at one point, on one branch, or for one sign only."""

from sympy import (
    Abs,
    I,
    Max,
    Rational,
    acos,
    asin,
    atan,
    cos,
    exp,
    log,
    pi,
    sin,
    sqrt,
    tanh,
)

from tests.lies import Lie
from verify import And, Assumption, Claim, Control, Eq, Lt, complex_number, real
from verify.logic import Ge, Gt, Ne
from verify.verdict import Verdict

x, y = real("x y")
z = complex_number("z")
wrong = Control("x is always below its own square", Lt(x, x**2))
positive = Assumption("x is positive", x > 0)
both = (positive, Assumption("y is positive", y > 0))


def identity(left, right, *given):
    return Claim(says=Eq(left, right), given=given, controls=(wrong,))


REFUTED, PROVED = (Verdict.REFUTED,), Verdict.PROVED
LIES = (
    Lie(
        "an identity that holds at 0 and 1 only",
        identity(x**2, x),
        REFUTED,
        identity((x + 1) ** 2, x**2 + 2 * x + 1),
        PROVED,
    ),
    Lie(
        "an identity that holds at every integer below 8",
        identity(
            x, x + x * (x - 1) * (x - 2) * (x - 3) * (x - 4) * (x - 5) * (x - 6) * (x - 7)
        ),
        REFUTED,
        identity((x - 1) * (x + 1), x**2 - 1),
        PROVED,
    ),
    Lie(
        "a root taken without its sign",
        identity(sqrt(x**2 * y**2), x * y),
        REFUTED,
        identity(sqrt(x**2 * y**2), x * y, *both),
        PROVED,
    ),
    Lie(
        "a product of roots, off its branch",
        identity(sqrt(x * y), sqrt(x) * sqrt(y)),
        (Verdict.REFUTED, Verdict.UNDECIDED),
        identity(sqrt(x * y), sqrt(x) * sqrt(y), *both),
        PROVED,
    ),
    Lie(
        "the logarithm of a product, off its branch",
        identity(log(x * y), log(x) + log(y)),
        (Verdict.REFUTED, Verdict.UNDECIDED),
        identity(exp(x + y), exp(x) * exp(y)),
        PROVED,
    ),
    Lie(
        "an arc tangent that forgets its branch",
        identity(atan(x) + atan(1 / x), pi / 2, Assumption("x is not 0", Ne(x, 0))),
        REFUTED,
        identity(sin(2 * x), 2 * sin(x) * cos(x)),
        PROVED,
    ),
    Lie(
        "arc sine undone outside its range",
        identity(asin(sin(x)), x),
        REFUTED,
        identity(sin(x) ** 2 + cos(x) ** 2, 1),
        PROVED,
    ),
    Lie(
        "a modulus without its imaginary part",
        identity(Abs(1 + z), 1 + Abs(z)),
        REFUTED,
        identity(Abs(I * z) ** 2, Abs(z) ** 2),
        PROVED,
    ),
    Lie(
        "a difference of 10^-30",
        identity(x + Rational(1, 10**30), x),
        REFUTED,
        identity(x + Rational(1, 10**30) - Rational(1, 10**30), x),
        PROVED,
    ),
    Lie(
        "a number that is an integer to twelve digits",
        identity(exp(pi * sqrt(163)) + 0 * x, 262537412640768744 + x - x),
        REFUTED,
        identity(exp(log(2) + x), 2 * exp(x)),
        PROVED,
    ),
    Lie(
        "a hyperbolic sum with the sign wrong",
        identity(tanh(x + y) * (1 - tanh(x) * tanh(y)), tanh(x) + tanh(y)),
        REFUTED,
        identity(tanh(x + y) * (1 + tanh(x) * tanh(y)), tanh(x) + tanh(y)),
        PROVED,
    ),
    Lie(
        "a rectifier that is linear",
        identity(Max(x, 0), x),
        REFUTED,
        identity(Max(x, 0) - Max(-x, 0), x),
        PROVED,
    ),
    Lie(
        "true on the interval where floats were tried",
        Claim(says=Gt(x + 10**9, 0), controls=(wrong,)),
        REFUTED,
        Claim(says=Gt(x**2 + Rational(1, 10**9), 0), controls=(wrong,)),
        PROVED,
    ),
    Lie(
        "a statement about numbers that are not real",
        Claim(says=Ge(sqrt(x), 0), controls=(wrong,)),
        (Verdict.UNDECIDED,),
        Claim(says=Ge(sqrt(x), 0), given=(positive,), controls=(wrong,)),
        PROVED,
    ),
    Lie(
        "arc cosine of something outside [-1, 1]",
        Claim(says=Ge(acos(x), 0), controls=(wrong,)),
        (Verdict.UNDECIDED, Verdict.REFUTED),
        Claim(
            says=Ge(acos(x), 0),
            given=(Assumption("x is a cosine", And(x > -1, x < 1)),),
            controls=(wrong,),
        ),
        Verdict.SUPPORTED,
    ),
)
