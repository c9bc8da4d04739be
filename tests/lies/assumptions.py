"""Assumptions that contradict each other, that nobody meets, or that are not needed."""

from sympy import Abs, Rational, exp, sin

from tests.lies import Lie
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    inner,
    norm,
    real,
    size,
    vector,
)
from verify.verdict import Verdict

x, y = real("x y")
high = Assumption("x is above 1", x > 1)
low = Assumption("x is below 0", x < 0)
middle = Assumption("x is below 3", x < 3)
u, v = vector("u v", size("n"))
longer = Control("u is always the longer one", Gt(norm(u), norm(v)))
squares = Control("x is always above its square", Gt(x, x**2))
UNDECIDED, VACUOUS = (Verdict.UNDECIDED,), (Verdict.VACUOUS,)

LIES = (
    Lie(
        "anything follows from a contradiction",
        Claim(says=Lt(x, x - 1), given=(high, low), controls=(squares,)),
        VACUOUS,
        Claim(says=Gt(x, Rational(1, 2)), given=(high, middle), controls=(squares,)),
        Verdict.PROVED,
    ),
    Lie(
        "a proof under a contradiction that only algebra sees",
        Claim(
            says=Eq(x, y),
            given=(
                Assumption("x and y lie on the unit circle", Eq(x**2 + y**2, 1)),
                Assumption("their product is 1", Eq(x * y, 1)),
            ),
            controls=(squares,),
        ),
        VACUOUS,
        Claim(
            says=Eq(x**2, y**2),
            given=(
                Assumption("x and y lie on the unit circle", Eq(x**2 + y**2, 1)),
                Assumption("their product is 1/2", Eq(x * y, Rational(1, 2))),
            ),
            controls=(Control("x is 0", Eq(x, 0)),),
        ),
        Verdict.PROVED,
    ),
    Lie(
        "an assumption nobody meets, because of an exponential",
        Claim(
            says=Gt(x, 5),
            given=(Assumption("its exponential is below 0", Lt(exp(x), 0)),),
            controls=(squares,),
        ),
        (Verdict.VACUOUS, Verdict.UNDECIDED),
        Claim(
            says=Gt(exp(x), 0),
            given=(Assumption("its exponential is below 1", Lt(exp(x), 1)),),
            controls=(squares,),
        ),
        Verdict.PROVED,
    ),
    Lie(
        "an assumption said to be needed that is not",
        Claim(says=Ge(x**2, 0), given=(high,), needs=(high,), controls=(squares,)),
        UNDECIDED,
        Claim(says=Gt(x**3, x), given=(high,), needs=(high,), controls=(squares,)),
        Verdict.PROVED,
    ),
    Lie(
        "a control that cannot fall",
        Claim(says=Gt(x**2 + 1, 0), controls=(Control("squares are negative", Ge(x**2, 0)),)),
        UNDECIDED,
        Claim(says=Gt(x**2 + 1, 0), controls=(Control("squares exceed 1", Gt(x**2, 1)),)),
        Verdict.PROVED,
    ),
    Lie(
        "a control that falls only outside the assumptions",
        Claim(says=Gt(x, 0), given=(high,), controls=(Control("it is not -1", Gt(x, -1)),)),
        UNDECIDED,
        Claim(says=Gt(x, 0), given=(high,), controls=(Control("it is above 2", Gt(x, 2)),)),
        Verdict.PROVED,
    ),
    Lie(
        "a violation that lies outside the domain",
        Claim(
            says=Gt(x, 2),
            given=(Assumption("x lies in [2, 3]", And(x >= 2, x <= 3)),),
            controls=(squares,),
        ),
        (Verdict.REFUTED,),
        Claim(
            says=Ge(x, 2),
            given=(Assumption("x lies in [2, 3]", And(x >= 2, x <= 3)),),
            controls=(squares,),
        ),
        Verdict.PROVED,
    ),
    Lie(
        "a violation on a thin set that draws never meet",
        Claim(
            says=Gt(Abs(x - y), 0),
            given=(Assumption("x is not 0", Gt(Abs(x), 0)),),
            controls=(squares,),
        ),
        (Verdict.REFUTED,),
        Claim(
            says=Gt(Abs(x - y), 0),
            given=(Assumption("x exceeds y", Gt(x, y)),),
            controls=(squares,),
        ),
        Verdict.PROVED,
    ),
    Lie(
        "a sine vanishes at 0 only",
        Claim(
            says=Eq(x, 0),
            given=(Assumption("its sine is 0", Eq(sin(x), 0)),),
            controls=(Control("it is 1", Eq(x, 1)),),
        ),
        (Verdict.REFUTED,),
        Claim(
            says=Eq(sin(2 * x), 0),
            given=(Assumption("its sine is 0", Eq(sin(x), 0)),),
            controls=(Control("it is 1", Eq(x, 1)),),
        ),
        Verdict.PROVED,
    ),
    Lie(
        "vectors at more than a right angle and at less than one",
        Claim(
            says=Le(norm(u), norm(v)),
            given=(
                Assumption("they point alike", inner(u, v) > 0),
                Assumption("they point apart", inner(u, v) < 0),
            ),
            controls=(longer,),
        ),
        VACUOUS,
        Claim(
            says=Le(norm(u + v), norm(u) + norm(v)),
            given=(Assumption("they point alike", inner(u, v) > 0),),
            controls=(longer,),
        ),
        Verdict.PROVED,
    ),
    Lie(
        "an inner product above the product of the norms",
        Claim(
            says=Le(norm(u), norm(v)),
            given=(Assumption("it is above", Gt(inner(u, v), norm(u) * norm(v))),),
            controls=(longer,),
        ),
        VACUOUS,
        Claim(
            says=Eq(inner(u, v), norm(u) * norm(v)),
            given=(Assumption("it is not below", Ge(inner(u, v), norm(u) * norm(v))),),
            controls=(longer,),
        ),
        Verdict.PROVED,
    ),
)
