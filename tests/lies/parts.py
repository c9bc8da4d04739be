"""What is undefined in one part of a number, of a matrix or of a statement only."""

from sympy import (
    Abs,
    I,
    Max,
    Piecewise,
    Rational,
    acos,
    arg,
    conjugate,
    cos,
    exp,
    im,
    re,
    sign,
    sin,
    sqrt,
    tanh,
)

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
    complex_number,
    determinant,
    inverse,
    matrix,
    real,
    same,
    size,
    zero,
)
from verify.verdict import Verdict

x, y = real("x y")
z = complex_number("z")
n = size("n")
A = matrix("A", n)
never = (Control("a square is negative", Lt(x**2 + 1, 0), given=()),)
UNDECIDED, PROVED, SUPPORTED = (Verdict.UNDECIDED,), Verdict.PROVED, Verdict.SUPPORTED
steep = Piecewise((1, Gt(1 / x, 3)), (2, True))
pole = (exp(x) - x) / (x - Rational(1237, 1000)) ** 2


def says(statement, *given, sizes=None):
    named = tuple(Assumption(f"premise {k}", premise) for k, premise in enumerate(given))
    return Claim(says=statement, given=named, controls=never, sizes=sizes or {})


def lie(name, told, honest, answers=UNDECIDED, earns=PROVED):
    return Lie(name, told, answers, honest, earns)


LIES = (
    lie(
        "complex numbers have an order where their letter cancels",
        says(Le(z, z + 1)),
        says(Le(re(z), re(z) + 1)),
    ),
    lie(
        "the square of a modulus over the number, at 0",
        says(Eq(Abs(z) ** 2 / z, conjugate(z))),
        says(Eq(Abs(z) ** 2 / z, conjugate(z)), Ne(z, 0)),
    ),
    lie(
        "zero in polar form",
        says(Eq(Abs(z) * exp(I * arg(z)), z)),
        says(Eq(Abs(z) * exp(I * arg(z)), z), Ne(z, 0)),
    ),
    lie(
        "a hyperbolic tangent at its pole",
        says(Eq(tanh(z) * Abs(cos(I * z)) ** 2, I * sin(-I * z) * conjugate(cos(I * z)))),
        says(Eq(tanh(x) * cos(I * x), -I * sin(I * x))),
        answers=(Verdict.UNDECIDED, Verdict.SUPPORTED),
    ),
    lie(
        "a real part that fails where the whole has no value",
        says(Eq(Abs(sign(x)) + I / x, 1 + I / x)),
        says(Eq(Abs(sign(x)) + I / x, 1 + I / x), Ne(x, 0)),
    ),
    lie(
        "a premise is met where it divides by 0",
        says(Eq(z, 0), Eq(Abs(z) ** 2 / z, conjugate(z))),
        says(Ne(z, 0), Eq(Abs(z) ** 2 / z, conjugate(z))),
        answers=(Verdict.REFUTED,),
    ),
    lie(
        "nothing times an inverse",
        says(same(inverse(A) * zero(n, 1), zero(n, 1)), sizes={n: (1, 2)}),
        says(
            same(inverse(A) * zero(n, 1), zero(n, 1)), Ne(determinant(A), 0), sizes={n: (1, 2)}
        ),
        earns=SUPPORTED,
    ),
    lie(
        "an inverse less itself",
        says(same(inverse(A) - inverse(A), 0 * A), sizes={n: (1, 2)}),
        says(same(inverse(A) - inverse(A), 0 * A), Ne(determinant(A), 0), sizes={n: (1, 2)}),
        earns=SUPPORTED,
    ),
    lie(
        "a condition without a value at the only point",
        says(Ge(steep, 1), Eq(x, 0)),
        says(Ge(steep, 1), Ne(x, 0)),
    ),
    lie(
        "a maximum of something that divides by 0",
        says(Ge(Max(x, 1 / y), x), Eq(y, 0)),
        says(Ge(Max(x, 1 / y), x), Eq(y, 1)),
    ),
    lie(
        "a maximum of something imaginary",
        says(Ge(Max(x, sqrt(y)), x), Eq(y, -1)),
        says(Ge(Max(x, sqrt(y)), x), Eq(y, 1)),
    ),
    lie(
        "a power of a negative number is never 0",
        says(Ne((-2) ** x, 0)),
        says(Ne(2**x, 0)),
    ),
    lie(
        "a pole that no draw meets",
        says(Ge(pole, 0)),
        says(Ge(pole, 0), Gt(x, 2)),
        earns=SUPPORTED,
    ),
    lie(
        "a root far below everything that is drawn",
        says(Ge((exp(x) - x) * sqrt(x + 10**9), 0)),
        says(Ge((exp(x) - x) * sqrt(x + 10**9), 0), Gt(x, -9)),
        earns=SUPPORTED,
    ),
    lie(
        "an angle that balls lose at the end of its range",
        says(Eq(acos(cos(x)), x), Ge(x, -1), Le(x, 1)),
        says(Eq(acos(cos(x)), x), Gt(x, 0), Lt(x, 3)),
        answers=(Verdict.REFUTED,),
        earns=SUPPORTED,
    ),
    lie(
        "a logarithm of 0 that cancels once the number is split",
        says(Eq(sqrt(z), sqrt(z).rewrite(exp))),
        says(Eq(sqrt(z), sqrt(z).rewrite(exp)), Ne(z, 0)),
        earns=SUPPORTED,
    ),
    lie(
        "an imaginary part of what has none at 0",
        says(Eq(im(1 / z) * Abs(z) ** 2, -im(z))),
        says(Eq(im(1 / z) * Abs(z) ** 2, -im(z)), Ne(z, 0)),
    ),
)
