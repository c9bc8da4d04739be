"""Falsehoods that hide behind what cancels: definitions, sizes and numbers that are put in."""

from sympy import Integer, asin, exp, log, sqrt

from tests.lies import Lie
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    always,
    converges,
    finite_length,
    index,
    never_grows,
    real,
    size,
    tends,
    total,
    weights,
)
from verify.verdict import Verdict

x, y, q = real("x y q")
count = size("l")
i, j = index("i j")
a = weights("a", count)
never = (Control("a square is negative", Lt(x**2 + 1, 0)),)
UNDECIDED, PROVED = (Verdict.UNDECIDED,), Verdict.PROVED
ratio = total(a[i] ** 2, i) / total(a[j], j)  # at size 1 SymPy reads it as a[1]
unsure = Flow({x: -x + q * log(y), y: -(y + 1)})
root = Flow({x: -x, y: sqrt(q) * exp(x)})  # no rate for a negative q
shrinking = finite_length(x**2, 2, 1)


def says(statement, *given, where=None):
    named = tuple(Assumption(f"premise {k}", premise) for k, premise in enumerate(given))
    return Claim(says=statement, given=named, controls=never, where=where or {})


def lie(name, told, honest, answers=UNDECIDED, earns=PROVED):
    return Lie(name, told, answers, honest, earns)


LIES = (
    lie(
        "a definition is used where it has no value",
        says(Eq(q * x, 1), where={q: 1 / x}),
        says(Eq(q * x, 1), Ne(x, 0), where={q: 1 / x}),
    ),
    lie(
        "the square of a defined root is what is under it",
        says(Eq(q**2, x), where={q: sqrt(x)}),
        says(Eq(q**2, x), Ge(x, 0), where={q: sqrt(x)}),
    ),
    lie(
        "the exponential of a defined logarithm, on a box",
        says(Le(exp(q), x + 1), Le(x**2, 1), where={q: log(x)}),
        says(Le(exp(q), x + 1), Le(x**2, 1), Gt(x, 0), where={q: log(x)}),
    ),
    lie(
        "nothing times something that has no value",
        says(Eq(q * log(x), 0), where={q: Integer(0)}),
        says(Eq(q * log(x), 0), Gt(x, 0), where={q: Integer(0)}),
    ),
    lie(
        "a definition breaks an inequality where it has no value",
        says(Gt(q * x**2, 0), Ge(x, 0), where={q: 1 / x}),
        says(Gt(q * x**2, 0), Gt(x, 0), where={q: 1 / x}),
    ),
    lie(
        "a quotient of sums is 0 where it has no value, as SymPy reads it at size 1",
        says(Gt(ratio, 0), Ge(a[j], 0)),  # it is true elsewhere, so that nothing refutes it
        says(Gt(ratio, 0), Gt(a[j], 0)),
        earns=Verdict.SUPPORTED,
    ),
    lie(
        "a rate that is imaginary is small",
        says(converges(root, by=shrinking), Eq(q, -1)),
        says(converges(Flow({x: -x, y: q * x}), by=shrinking), Eq(q, -1)),
    ),
    lie(
        "two rates without a value cancel",
        says(
            tends(Eq(x, 0), Flow({x: -x, y: asin(q) - asin(2)}), by=shrinking),
            Eq(q, 2),
        ),
        says(
            tends(Eq(x, 0), Flow({x: -x, y: asin(q) - asin(1)}), by=shrinking),
            Eq(q, 1),
        ),
    ),
    lie(
        "nothing times a logarithm lets a solution run on",
        says(tends(Eq(x, 0), unsure, lyapunov=x**2 + (y + 1) ** 2), Eq(q, 0)),
        says(tends(Eq(x, 0), Flow({x: -x + q * y, y: -y}), lyapunov=x**2 + y**2), Eq(q, 0)),
    ),
    lie(
        "a trajectory without rates ends elsewhere",
        says(tends(Eq(x, 5), Flow({x: 1 - x + q * log(y), y: -(y + 1)})), Eq(q, 0), Lt(y, 0)),
        says(tends(Eq(x, 0), Flow({x: -x + q * y, y: 0}), by=shrinking), Eq(q, 0)),
    ),
    lie(
        "a trajectory without rates breaks a bound later",
        says(always(Lt(x, 3), Flow({x: 1 + q * log(y), y: 0})), Eq(q, 0), Lt(y, 0), Lt(x, 0)),
        says(always(Lt(x, 3), Flow({x: -1 + q * y, y: 0})), Eq(q, 0), Lt(y, 0), Lt(x, 0)),
    ),
    lie(
        "a trajectory without rates moves on for ever",
        says(converges(Flow({x: 1 + q * log(y), y: 0})), Eq(q, 0), Lt(y, 0)),
        says(converges(Flow({x: -x + q * y, y: 0}), by=shrinking), Eq(q, 0)),
    ),
    lie(
        "a logarithm falls where it has no value",
        says(never_grows(log(x), Flow({x: -x}))),
        says(never_grows(log(x), Flow({x: -x})), Gt(x, 0)),
    ),
)
