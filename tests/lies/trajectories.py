"""Falsehoods about what happens along flows, and where they lead."""

from sympy import Abs, Piecewise, Rational, cos, exp, log, pi, sign, sin, sqrt, tan

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
    Le,
    Lt,
    Ne,
    Or,
    almost_all_tend,
    always,
    decays,
    finite_length,
    never_grows,
    real,
    tends,
)
from verify.verdict import Verdict

x, y, a, b, m = real("x y theta_2 theta_3 m")
REFUTED, PROVED, OBSERVED = (Verdict.REFUTED,), Verdict.PROVED, Verdict.OBSERVED
NOTHING = (Verdict.UNDECIDED,)
REFUTED_OR_NOTHING = (Verdict.REFUTED, Verdict.UNDECIDED)
never = (Control("a square is negative", Lt(x**2 + 1, 0)),)

sink = Flow({x: -x})
well = Flow({x: x - x**3})
turn = Flow({x: -y, y: x})
pull = Flow({a: -sin(a)}, angles=(a,))
causal = Flow(
    {a: -sin(a) / (2 * sqrt(2)), b: (-sin(b) + sin(a - b)) / (3 * sqrt(2))}, angles=(a, b)
)
together = And(Eq(cos(a), 1), Eq(cos(b), 1))
positive = Gt(x, 0)
narrow = (Gt(m, 0), And(Ge(a, m), Ge(b, m)), And(Le(a, 1), Le(b, 1)))
drop, climb = Flow({x: -1}), Flow({x: 1})
# falls along a rotation, but jumps up at both axes
sawtooth = 3 * (x**2 + y**2) + Piecewise((x**2 - y**2, x * y >= 0), (y**2 - x**2, True))


def says(statement, *given):
    named = tuple(Assumption(f"premise {k}", premise) for k, premise in enumerate(given))
    return Claim(says=statement, given=named, controls=never)


def lie(name, told, honest, answers, earns):
    return Lie(name, told, answers, honest, earns)


LIES = (
    lie(
        "a region that is left is called invariant",
        says(always(Le(x, 1), Flow({x: 1})), Le(x, 1)),
        says(always(Ge(x, 1), Flow({x: 1})), Ge(x, 1)),
        REFUTED,
        PROVED,
    ),
    lie(
        "a border at rest keeps a solution that reaches it in finite time",
        says(always(Gt(x, 0), Flow({x: -sqrt(Abs(x))})), Gt(x, 0)),
        says(always(Gt(x, 0), sink), Gt(x, 0)),
        NOTHING,
        PROVED,
    ),
    lie(
        "a factor without bound is taken for one that keeps the sign",
        says(always(Gt(x, 0), Flow({x: -(x ** (1 - 1)) * exp(-log(x))})), Gt(x, 0)),
        says(always(Gt(x, 0), Flow({x: -x * exp(x)})), Gt(x, 0)),
        NOTHING,
        PROVED,
    ),
    lie(
        "a quantity that turns back is called monotone",
        says(never_grows(x**2, turn)),
        says(never_grows(x**2 + y**2, turn)),
        REFUTED,
        PROVED,
    ),
    lie(
        "decay is twice as fast as it is",
        says(decays(x**2, 4, sink)),
        says(decays(x**2, 2, sink)),
        REFUTED,
        PROVED,
    ),
    lie(
        "two premises contradict each other",
        says(always(Lt(x, 0), sink), Gt(x, 1), Lt(x, 0)),
        says(always(Gt(x, 0), sink), Gt(x, 0)),
        (Verdict.VACUOUS,),
        PROVED,
    ),
    lie(
        "a rotation comes to rest",
        says(tends(And(Eq(x, 0), Eq(y, 0)), turn, lyapunov=x**2 + y**2)),
        says(tends(And(Eq(x, 0), Eq(y, 0)), Flow({x: -x - y, y: x - y}), lyapunov=x**2 + y**2)),
        REFUTED,
        PROVED,
    ),
    lie(
        "both wells are the right one",
        says(tends(Eq(x, 1), well), Ne(x, 0)),
        says(tends(Eq(x, 1), well), Gt(x, 0)),
        REFUTED,
        OBSERVED,
    ),
    lie(
        "an unstable rest is a start like others",
        says(tends(Eq(cos(a), 1), pull, lyapunov=1 - cos(a))),
        says(tends(Eq(cos(a), 1), pull, lyapunov=1 - cos(a)), Ne(cos(a), -1)),
        REFUTED,
        PROVED,
    ),
    lie(
        "what no draw meets does not exist",
        says(tends(together, causal), Ne(cos(a), -1), Ne(cos(b), -1)),
        says(tends(together, causal), Gt(cos(a), 0), Gt(cos(b), 0)),
        REFUTED,
        OBSERVED,
    ),
    lie(
        "a solution that blows up tends to zero in the end",
        says(tends(Eq(1 / x, 0), Flow({x: x**2})), Gt(x, 0)),
        says(tends(Eq(x, 0), Flow({x: -(x**3)}), lyapunov=x**2)),
        NOTHING,
        PROVED,
    ),
    lie(
        "a half turn is a whole one",
        says(tends(Eq(a, 0), Flow({a: sin(a - pi)})), Gt(a, -10), Lt(a, 10)),
        says(tends(Eq(a, 0), Flow({a: sin(a - pi)})), Gt(a, -3), Lt(a, 3)),
        REFUTED_OR_NOTHING,
        OBSERVED,
    ),
    lie(
        "a reciprocal changes its sign at zero only",
        says(always(Gt(x, 0), drop), Gt(1 / x, 0)),
        says(always(Gt(x, 0), climb), Gt(1 / x, 0), Ge(x, 1)),
        REFUTED,
        PROVED,
    ),
    lie(
        "a tangent changes its sign at zero only",
        says(always(Gt(tan(x), 0), climb), Gt(tan(x), 0)),
        says(always(Gt(sin(x), 0), Flow({x: -sin(x)})), Gt(sin(x), 0)),
        REFUTED,
        PROVED,
    ),
    lie(
        "a premise keeps its meaning where its logarithm ends",
        says(always(Gt(x, 0), drop), Lt(log(x), 0)),
        says(always(Gt(x, 0), Flow({x: x})), Gt(log(x), 0), Ge(x, Rational(1, 2))),
        REFUTED,
        PROVED,
    ),
    lie(
        "a root that is never negative is never left",
        says(always(Ge(x, 0), drop), Gt(sqrt(x), -1)),
        says(always(Ge(x, 0), climb), Gt(sqrt(x), -1), Ge(x, 0)),
        REFUTED,
        PROVED,
    ),
    lie(
        "a premise cannot jump",
        says(always(Lt(x, 1), climb), Gt(Piecewise((1, x < 1), (-1, True)), 0)),
        says(always(Lt(x, 1), drop), Lt(x, 1)),
        REFUTED,
        PROVED,
    ),
    lie(
        "a push at the border alone turns a solution back",
        says(always(Ge(x, 0), Flow({x: Piecewise((1, Eq(x, 0)), (-1, True))})), Ge(x, 0)),
        says(always(Ge(x, 0), Flow({x: 1 - x})), Ge(x, 0)),
        NOTHING,
        PROVED,
    ),
    lie(
        "either of two premises is taken for both",
        says(always(Gt(x, 0), drop), Gt(x, 0), Or(Gt(m, 1), Lt(m, -1))),
        says(always(Gt(x, 0), Flow({x: m**2 - 1})), Gt(x, 0), Or(Gt(m, 1), Lt(m, -1))),
        REFUTED,
        PROVED,
    ),
    lie(
        "an angle that grows forever is a Lyapunov function",
        says(tends(Eq(cos(a), 1), Flow({a: 1}, angles=(a,)), lyapunov=-a)),
        says(tends(Eq(sin(a), 0), pull, lyapunov=-cos(a))),
        REFUTED_OR_NOTHING,
        PROVED,
    ),
    lie(
        "a Lyapunov function may jump",
        says(tends(Eq(x * y, 0), turn, lyapunov=sawtooth)),
        says(tends(Eq(x * y, 0), Flow({x: -x, y: -y}), lyapunov=x**2 + y**2)),
        REFUTED_OR_NOTHING,
        PROVED,
    ),
    lie(
        "a target that jumps at the limit",
        says(tends(Eq(sign(x), 0), sink, lyapunov=x**2), Gt(x, 0)),
        says(tends(Eq(x, 0), sink, lyapunov=x**2), Gt(x, 0)),
        REFUTED_OR_NOTHING,
        PROVED,
    ),
    lie(
        "a solution that ends at zero has a limit",
        says(tends(Eq(x, 0), Flow({x: -1 / x}), lyapunov=x**2), Gt(y, x**2)),
        says(tends(Eq(x, 0), sink, lyapunov=x**2)),
        REFUTED_OR_NOTHING,
        PROVED,
    ),
    lie(
        "a second sink is taken for an exception of measure zero",
        says(almost_all_tend(Eq(x, 1), well, lyapunov=(x**2 - 1) ** 2)),
        says(almost_all_tend(Eq(x**2, 1), well, lyapunov=(x**2 - 1) ** 2)),
        REFUTED,
        PROVED,
    ),
    lie(
        "rest that draws in one side is taken for an exception of measure zero",
        says(almost_all_tend(Eq(cos(a), 1), Flow({a: -(sin(2 * a) ** 2)}, angles=(a,)))),
        says(almost_all_tend(Eq(cos(a), 1), pull, lyapunov=1 - cos(a))),
        REFUTED,
        PROVED,
    ),
    lie(
        "a line of rest is taken for finitely many exceptions",
        says(almost_all_tend(And(Eq(x, 0), Eq(y, 0)), Flow({x: -x, y: 0}), x**2 + y**2)),
        says(almost_all_tend(And(Eq(x, 0), Eq(y, 0)), Flow({x: -x, y: -y}), x**2 + y**2)),
        REFUTED,
        PROVED,
    ),
    lie(
        "almost every start of a line in the plane is taken for something",
        says(almost_all_tend(Eq(x, 0), Flow({x: -x, y: y}), x**2 + y**2), Eq(y, 0)),
        says(almost_all_tend(Eq(x, 0), Flow({x: -x, y: -y}), x**2 + y**2), Gt(y, 0)),
        NOTHING,
        PROVED,
    ),
    lie(
        "unstable rest that is reached in finite time is taken for an exception",
        says(almost_all_tend(Eq(x, 0), Flow({x: -Abs(x - 1) * x, y: -sqrt(Abs(y))}), x**2)),
        says(almost_all_tend(Eq(x, 0), Flow({x: -x}), x**2)),
        NOTHING,
        PROVED,
    ),
    lie(
        "averaging run backwards is seen to agree, from starts that agree already",
        says(tends(Eq(x, y), Flow({x: a * (x - y), y: b * (y - x)})), *narrow),
        says(
            tends(
                Eq(x, y),
                Flow({x: a * (y - x), y: b * (x - y)}),
                by=finite_length((x - y) ** 2, 4 * m, 1),
            ),
            *narrow,
        ),
        REFUTED_OR_NOTHING,
        PROVED,
    ),
)
