"""The conditions V(x*) = 0, V > 0 elsewhere, V(T(x)) ≤ V(x) are met by far too many maps.

The indicator V(x) = [x ≠ x*] meets them for every map that fixes x*, and V = 0 meets the
table's "∃ V: V(T(x)) ≤ V(x)" for every map at all. For a conclusion about every start V must be
continuous, fall strictly, and grow without bound.
"""

from sympy import Abs, Piecewise

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Implies,
    Le,
    Lt,
    Ne,
    Source,
    matrix,
    norm,
    real,
    refuted,
    same,
    size,
    vector,
)
from verify.notation import identity

n = size("n")
s, t, rest, v = real("s t r V")
x = vector("x", n)
M = matrix("M", n)
one = identity(n)
place = Source("five-conditions", "The Most Powerful Idea in Dynamical Systems")
table = Source("five-conditions", "Five Conditions. Zero Satisfied.")


def indicator(state):
    """Return 0 at rest and 1 elsewhere."""
    return Piecewise((0, Eq(state, 0)), (1, True))


def well(state):
    """Return min(x², 1/x²): positive except at rest, and flat far away."""
    return Piecewise((state**2, Le(state**2, 1)), (1 / state**2, True))


def escape(state):
    """Return the map that halves what is at most 1 and doubles the rest."""
    return Piecewise((state / 2, Le(state**2, 1)), (2 * state, True))


fixed = Assumption("the map leaves 0 where it is", Implies(Eq(s, 0), Eq(t, 0)))
falling = Assumption("V does not grow", Le(indicator(t), indicator(s)))
positive = Assumption("V is positive away from r", Implies(Ne(t, rest), Gt(v, 0)))
lowest = Assumption("V does not grow from r, where it is 0", Le(v, 0))
away = Assumption("the state is not at rest", Ne(s, 0))
escapes = Assumption("t is s/2 where |s| ≤ 1, and 2s beyond", Eq(t, escape(s)))
well_falls = Assumption("V falls", Lt(well(t), well(s)))
square_falls = Assumption("the square falls", Lt(t**2, s**2))
orthogonal = Assumption("M keeps lengths", same(M.T * M, one))
quarter_turn = Assumption("M is a quarter turn", same(M * M, -one))
present = Assumption("x is not zero", Gt(norm(x), 0))

every_map_has_one = Claim(
    source=place,
    given=(fixed,),
    needs=(fixed,),
    says=And(Implies(Eq(s, 0), Eq(indicator(s), 0)), Le(indicator(t), indicator(s))),
    controls=(Control("the map shrinks", Le(Abs(t), Abs(s))),),
    remark=(
        "t stands for T(s), of which nothing is asked but T(0) = 0: with the three conditions "
        "alone every such map, t = 2s among them, has a Lyapunov function."
    ),
)

table_is_vacuous = Claim(
    source=table,
    says=Le(0 * t**2, 0 * s**2),
    controls=(Control("the square serves as well", Le(t**2, s**2)),),
    remark="V = 0. The table's requirement holds for every map, the transformer's included.",
)

decreasing_converges = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(fixed, falling),
    says=Le(Abs(t), Abs(s)),
    controls=(Control("the state halves", Le(2 * Abs(t), Abs(s))),),
    remark=(
        "'If such a function exists, the system must be converging. It has no choice.' The "
        "doubling t = 2s has one that meets the three conditions."
    ),
)

forces_a_fixed_point = Claim(
    source=place,
    given=(positive, lowest),
    needs=(positive, lowest),
    says=Eq(t, rest),
    controls=(Control("the point of rest is 0", Eq(t, 0)),),
    remark="t stands for T(r) and V for its value there: the conditions make r a fixed point.",
)

square_converges = Claim(
    source=place,
    reading="repaired",
    repairs=decreasing_converges,
    given=(square_falls,),
    needs=(square_falls,),
    says=Lt(Abs(t), Abs(s)),
    controls=(Control("the state halves", Le(2 * Abs(t), Abs(s))),),
    remark="x² is continuous and grows without bound, so its fall says where the state is.",
)

never_growing_is_enough = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(orthogonal, present),
    says=Lt(norm(M * x), norm(x)),
    controls=(Control("the state halves", Le(2 * norm(M * x), norm(x))),),
    sizes={n: (1, 2)},
    remark="A rotation keeps V = ‖x‖² and goes round for ever: the decrease must be strict.",
)

rotation_returns = Claim(
    source=place,
    reading="repaired",
    repairs=never_growing_is_enough,
    given=(orthogonal, quarter_turn),
    needs=(quarter_turn,),
    says=same(M * (M * (M * (M * x))), x),
    controls=(Control("two steps are enough", same(M * (M * x), x)),),
    sizes={n: (2,)},
    remark="Four quarter turns return every state, with V the same at each step.",
)

any_start = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(away, well_falls),
    says=Le(Abs(t), Abs(s)),
    controls=(Control("the state is at rest", Eq(t, 0)),),
    remark=(
        "'No matter where it starts': V = min(x², 1/x²) is continuous, positive except at 0, "
        "and falls at every step of a map that drives every start beyond 1 to infinity."
    ),
)

escaping = Claim(
    source=place,
    reading="repaired",
    repairs=any_start,
    given=(away, escapes),
    needs=(away, escapes),
    says=And(Lt(well(t), well(s)), Implies(Gt(s**2, 1), Eq(Abs(t), 2 * Abs(s)))),
    controls=(
        Control("the state shrinks", Lt(Abs(t), Abs(s))),
        Control("V falls by half", Eq(2 * well(t), well(s))),
    ),
    remark="A strict, bounded Lyapunov function, and an orbit that grows without bound.",
)
