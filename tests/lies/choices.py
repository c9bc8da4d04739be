"""Falsehoods about jumps within jumps, about sizes that are no whole numbers, and about starts
that no trajectory has."""

from dataclasses import replace

from sympy import Heaviside, Max, Min, Piecewise, log, sign

from tests.lies import Lie
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Gt,
    Iff,
    Le,
    Lt,
    Ne,
    Or,
    always,
    converges,
    finite_length,
    real,
    size,
    tends,
)
from verify.verdict import Verdict

x, u = real("x u")
n = size("n")
far = 12345678  # no draw meets it
never = (Control("a square is negative", Lt(x**2 + 1, 0)),)
REFUTED, PROVED = (Verdict.REFUTED,), Verdict.PROVED
NOTHING = (Verdict.UNDECIDED, Verdict.SUPPORTED, Verdict.REFUTED)


def says(statement, *given):
    named = tuple(Assumption(f"premise {k}", premise) for k, premise in enumerate(given))
    return Claim(says=statement, given=named, controls=never)


def where_positive(expression):
    return Piecewise((1, Gt(expression, 0)), (0, True))


LIES = (
    Lie(
        "a condition on a maximum fails where the maximum is resolved by `at least`",
        says(Eq(where_positive(Max(x - far, 0)), 0)),
        REFUTED,
        says(Eq(where_positive(Min(x - far, 0)), 0)),
        PROVED,
    ),
    Lie(
        "the sign of a minimum is negative",
        says(Eq(sign(Min(x - far, 0)), -1), Lt(x, far + 5)),
        REFUTED,
        says(Le(sign(Min(x - far, 0)), 0)),
        PROVED,
    ),
    Lie(
        "a step after a rectifier never rises",
        says(Eq(Heaviside(Max(x - far, 0), 0), 0)),
        NOTHING,
        says(Ge(Heaviside(Max(x - far, 0), 0), 0)),
        Verdict.SUPPORTED,
    ),
    Lie(
        "a condition that says nothing is taken for one that never holds",
        says(Le(Piecewise((x, And(Ge(x, x), Lt(x, far))), (0, True), evaluate=False), 5)),
        REFUTED,
        says(Le(Piecewise((x, And(Ge(x, x), Lt(x, 5))), (0, True), evaluate=False), 5)),
        Verdict.SUPPORTED,
    ),
    Lie(
        "an equivalence of two sides without a value is taken for a true one",
        says(Or(Iff(Lt(1 / x, 0), Gt(-1 / x, 0)), Lt(x, 0))),
        (Verdict.UNDECIDED,),
        says(Or(Iff(Lt(x, 0), Gt(-x, 0)), Lt(x, 0))),
        PROVED,
    ),
    Lie(
        "a product of neighbors is positive at every size",
        says(Gt((n - 1) * (n - 2), 0), Le(n, 3)),
        REFUTED,
        says(Ge((n - 1) * (n - 2), 0), Le(n, 3)),  # it fails at 3/2, which is no size
        Verdict.SUPPORTED,
    ),
    Lie(
        "a flow that some size stops tends to 0",
        says(tends(Eq(x, 0), Flow({x: (2 - n) * x}))),
        REFUTED,
        says(tends(Eq(x, 0), Flow({x: -n * x}), lyapunov=x**2)),  # n = 0 would stop it
        PROVED,
    ),
    Lie(
        "a constant input breaks the premise that ties it to the state",
        says(tends(Eq(x, 0), Flow({x: u - x}, inputs=(u,))), Le(u**2, x**2 / 4)),
        (Verdict.UNDECIDED,),  # it is true, and a constant input would refute it
        says(
            tends(Eq(x, 0), Flow({x: -u * x}, inputs=(u,)), by=finite_length(x**2, 2, 2)),
            Ge(u, 1),
            Le(u, 2),
        ),
        PROVED,
    ),
    Lie(
        "an input that follows the state moves it on for ever",
        says(converges(Flow({x: u}, inputs=(u,))), Eq(u, -x)),
        (Verdict.UNDECIDED,),
        says(tends(Eq(x, 0), Flow({x: -x}), lyapunov=x**2)),
        PROVED,
    ),
    Lie(
        "what holds at every point is proved of starts that nobody can have",
        replace(
            says(always(Ge(x**2 + 1, 0), Flow({x: -x})), Gt(x, 1), Lt(x, 0)),
            controls=(Control("it stays at 1", always(Eq(x, 1), Flow({x: -x})), given=()),),
        ),
        (Verdict.VACUOUS,),
        says(always(Ge(x**2 + 1, 0), Flow({x: -x})), Gt(x, 1)),
        PROVED,
    ),
    Lie(
        "rates without a value anywhere keep every trajectory below 0",
        says(always(Lt(x, 0), Flow({x: log(-(x**2))}))),
        (Verdict.UNDECIDED,),
        says(always(Gt(x, 0), Flow({x: -log(x)}))),  # rates have values above 0 only
        PROVED,
    ),
    Lie(
        "a start is left although the rates have a value there",
        says(always(Ne(x, 1), Flow({x: 1 / x}))),
        REFUTED,
        says(always(Ne(x, 0), Flow({x: 1 / x}))),  # no trajectory starts at 0
        PROVED,
    ),
)
