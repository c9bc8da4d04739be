"""Sharp inequalities, narrow violations, and expressions that have no value."""

from sympy import Abs, Rational, cos, exp, log, sin, sqrt

from tests.lies import Lie
from verify import And, Assumption, Claim, Control, Eq, Ge, Gt, Le, Lt, Ne, Or, real
from verify.verdict import Verdict

x, y = real("x y")
squares = Control("x is always above its square", Gt(x, x**2))
unit = Assumption("x lies in [-1, 1]", And(x >= -1, x <= 1))
nonzero = Assumption("x is not 0", Ne(x, 0))
REFUTED, UNDECIDED = (Verdict.REFUTED,), (Verdict.UNDECIDED,)


def says(statement, *given):
    return Claim(says=statement, given=given, controls=(squares,))


LIES = (
    Lie(
        "a sharp inequality said to be strict",
        says(Gt(x**2 + y**2, 2 * x * y)),
        REFUTED,
        says(Ge(x**2 + y**2, 2 * x * y)),
        Verdict.PROVED,
    ),
    Lie(
        "a sharp transcendental inequality said to be strict",
        says(Gt(exp(x), 1 + x)),
        REFUTED,
        says(Ge(exp(x), 1 + x)),
        Verdict.SUPPORTED,
    ),
    Lie(
        "a violation a thousandth wide, far from round numbers",
        says(Gt((x - Rational(1237, 1000)) ** 2, Rational(1, 4 * 10**6))),
        REFUTED,
        says(Gt((x - Rational(1237, 1000)) ** 2, -Rational(1, 4 * 10**6))),
        Verdict.PROVED,
    ),
    Lie(
        "a violation of 10^-18 that floats cannot see",
        says(Gt((x - 1) ** 2 + Rational(1, 10**18), Rational(2, 10**18))),
        REFUTED,
        says(Gt((x - 1) ** 2 + Rational(2, 10**18), Rational(1, 10**18))),
        Verdict.PROVED,
    ),
    Lie(
        "a strict bound that is attained in the middle of its box",
        says(Lt(cos(x), 1), unit),
        REFUTED,
        says(Lt(cos(x), Rational(101, 100)), unit),
        Verdict.PROVED,
    ),
    Lie(
        "a bound on a box that fails by a hair at a corner",
        says(Lt(exp(x) * sin(x), Rational(2287, 1000)), unit),
        REFUTED,
        says(Lt(exp(x) * sin(x), Rational(2288, 1000)), unit),
        Verdict.CERTIFIED,
    ),
    Lie(
        "an expression that has no value anywhere",
        says(Lt(log(-(x**2) - 1), 5)),
        UNDECIDED,
        says(Ge(log(x**2 + 1), 0)),
        Verdict.SUPPORTED,
    ),
    Lie(
        "an identity that divides by something that may vanish",
        says(Eq((x**2 + x * y) / x, x + y)),
        UNDECIDED,
        says(Eq((x**2 + x * y) / x, x + y), nonzero),
        Verdict.PROVED,
    ),
    Lie(
        "a quotient that overflows to infinity over infinity",
        says(Lt(exp(exp(x)) / (1 + exp(exp(x))), Rational(999, 1000))),
        REFUTED,
        says(Lt(exp(exp(x)) / (1 + exp(exp(x))), 1)),
        Verdict.SUPPORTED,
    ),
    Lie(
        "strict and non-strict, one letter apart",
        says(Lt(Abs(x), 1), unit),
        REFUTED,
        says(Le(Abs(x), 1), unit),
        Verdict.PROVED,
    ),
    Lie(
        "a disjunction that misses one point",
        says(Or(Lt(x, 1), Gt(x, 1))),
        REFUTED,
        says(Or(Lt(x, 1), Ge(x, 1))),
        Verdict.PROVED,
    ),
    Lie(
        "a sum of roots that is an integer to twenty digits",
        says(Gt(sqrt(x**2 + 1) - Abs(x), Rational(1, 10**20))),
        REFUTED,
        says(Gt(sqrt(x**2 + 1) - Abs(x), 0)),
        Verdict.PROVED,
    ),
)
