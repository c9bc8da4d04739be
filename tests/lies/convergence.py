"""Falsehoods told to the rules that say that trajectories converge, each hypothesis in turn."""

from sympy import Abs, cos, exp, sin

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
    always,
    barbalat,
    converges,
    finite_length,
    gradient,
    real,
    tends,
)
from verify.verdict import Verdict

x, y, t, u, w, c = real("x y t u w c")
r, a, b, p, q = real("r theta_1 theta_2 p q")
PROVED, REFUTED = Verdict.PROVED, (Verdict.REFUTED,)
SEEN = (Verdict.UNDECIDED, Verdict.OBSERVED)  # floats may see what nothing shows
never = (Control("a square is negative", Lt(x**2 + 1, 0)),)
EUCLID = ((1, 0), (0, 1))
flat, round_metric = ((1, 0), (0, y**2)), ((1, 0), (0, 1 + y**2))
square = x**2 + y**2


def says(statement, *given):
    named = tuple(Assumption(f"premise {k}", premise) for k, premise in enumerate(given))
    return Claim(says=statement, given=named, controls=never)


def lie(name, told, honest, answers=SEEN):
    return Lie(name, told, answers, honest, PROVED)


def downhill(potential, metric=(1, 1)):
    """Return the flow of x and y down a potential, in a diagonal metric."""
    slopes = [potential.diff(letter) for letter in (x, y)]
    return Flow({z: -s / g for z, s, g in zip((x, y), slopes, metric, strict=True)})


ring = square**2 - 2 * square + 2  # lowest on a whole circle
swirl = Flow({x: 4 * x * (1 - square) - y, y: 4 * y * (1 - square) + x})
bowl = x**2 + 2 * y**2
kinked = Abs(x) ** 3 + y**2

# a smooth potential, 0 on the unit circle with all its derivatives, with a spiral groove down
# which trajectories circle for ever: Absil, Mahony, Andrews (2005), after Palis and de Melo
groove = 4 * r**4 / (4 * r**4 + (1 - r**2) ** 4) * sin(a - 1 / (1 - r**2))
hat = exp(-1 / (1 - r**2)) * (1 - groove)
spiral = Flow({r: -hat.diff(r), a: -hat.diff(a) / r**2})
polar = ((1, 0), (0, r**2))
annulus = And(Ge(2 * r, 1), Lt(r, 1))

pair = Flow({a: exp(cos(a - b)) * sin(b - a), b: exp(cos(a - b)) * sin(a - b)}, angles=(a, b))
apart = Flow({a: exp(cos(a - b)) * sin(b - a) + 1, b: pair.rates[1] + 1}, angles=(a, b))
waves = gradient(-exp(cos(a - b)), EUCLID)

# p, q turn, t grows as e^t: spikes are 1 whenever q = 0, for ever shorter times
clock = {p: -q, q: p, t: t}
round_ = Eq(p**2 + q**2, 1)
spikes = 1 / (1 + t**2 * q**2)
fading = 1 / (1 + t**2)
spiked = Flow({x: -spikes * x, **clock})
faded = Flow({x: -fading * x, **clock})
unit = Le(x**2, 1)
chart = Flow({x: u * (y - x), y: w * (x - y)}, inputs=(u, w))
weights = (Le(u, 1), Le(w, 1), Gt(c, 0))
at_least = (Ge(u, c), Ge(w, c))
decay = finite_length((x - y) ** 2, 4 * c, 2)
meeting = tends(Eq(x, y), chart, by=barbalat((x - y) ** 2 / c, 2, 1))
near = Le((x - y) ** 2, 1)

LIES = (
    lie(
        "what swirls along a circle of rest comes to rest",
        says(converges(swirl, by=gradient(ring, EUCLID))),
        says(converges(downhill(ring), by=gradient(ring, EUCLID))),
        REFUTED,
    ),
    lie(
        "smooth is enough",
        says(converges(spiral, by=gradient(hat, polar)), annulus),
        says(converges(downhill(bowl), by=gradient(bowl, EUCLID))),
    ),
    lie(
        "a potential may have kinks",
        says(converges(downhill(kinked), by=gradient(kinked, EUCLID))),
        says(converges(downhill(x**4 + y**2), by=gradient(1 + x**4 + y**2, EUCLID))),
    ),
    lie(
        "a metric may be indefinite",
        says(converges(downhill(bowl, (1, -1)), by=gradient(bowl, ((1, 0), (0, -1))))),
        says(converges(downhill(bowl, (1, 3)), by=gradient(bowl, ((1, 0), (0, 3))))),
        REFUTED,
    ),
    lie(
        "a metric may be antisymmetric",
        says(converges(Flow({x: y, y: -x}), by=gradient(square / 2, ((0, 1), (-1, 0))))),
        says(converges(Flow({x: -x, y: -y}), by=gradient(square / 2, EUCLID))),
        REFUTED,
    ),
    lie(
        "a metric may vanish somewhere",
        says(converges(Flow({x: -2 * x, y: -4 / y}), by=gradient(bowl, flat))),
        says(converges(downhill(bowl, (1, 1 + y**2)), by=gradient(bowl, round_metric))),
    ),
    lie(
        "a potential may fall for ever",
        says(converges(Flow({x: x}), by=gradient(-(x**2) / 2, ((1,),)))),
        says(converges(Flow({x: -x}), by=gradient(x**2 / 2, ((1,),)))),
        REFUTED,
    ),
    lie(
        "tokens that turn together have come to rest",
        says(converges(apart, by=waves)),
        says(converges(pair, by=waves)),
        REFUTED,
    ),
    lie(
        "a rate of zero is a rate",
        says(converges(Flow({x: 1}), by=finite_length(1, 0, 1))),
        says(converges(Flow({x: -x}), by=finite_length(x**2, 2, 1))),
        REFUTED,
    ),
    lie(
        "what decays need not bound the speed",
        says(converges(Flow({x: 1}), by=finite_length(exp(-x), 1, 1, 1))),
        says(converges(Flow({x: -x}), by=finite_length(x**2, 2, 1))),
        REFUTED,
    ),
    lie(
        "a negative quantity may bound a speed",
        says(converges(Flow({x: x}), by=finite_length(-(x**2), 1, 1))),
        says(converges(Flow({x: -x}), by=finite_length(x**2, 1, 1))),
        REFUTED,
    ),
    lie(
        "weights may be negative",
        says(converges(chart, by=decay), *weights),
        says(converges(chart, by=decay), *weights, *at_least),
        REFUTED,
    ),
    lie(
        "weights that may be 0 bring tokens together",
        says(meeting, *weights, near),
        says(meeting, *weights, *at_least, near),
        REFUTED,
    ),
    lie(
        "a slope without bound: spikes are integrable and do not die out",
        says(tends(Eq(x * spikes, 0), spiked, by=barbalat(x**2, 10)), unit, round_),
        says(tends(Eq(x * fading, 0), faded, by=barbalat(x**2, 3)), unit, round_),
    ),
    lie(
        "what falls for ever has an end",
        says(tends(Eq(x, 0), Flow({x: -y, y: x, t: 1}), by=barbalat(-t, 1)), Eq(square, 1)),
        says(tends(Eq(x, 0), Flow({x: -x, t: 1}), by=barbalat(x**2, 1)), unit),
        (Verdict.UNDECIDED,),
    ),
    lie(
        "a gap that V does not see vanishes too",
        says(tends(And(Eq(x, 0), Eq(y, 0)), Flow({x: -x, y: 0}), by=barbalat(x**2, 1)), unit),
        says(tends(Eq(x, 0), Flow({x: -x, y: 0}), by=barbalat(x**2, 1)), unit),
        REFUTED,
    ),
    lie(
        "a solution that runs away in finite time has a limit",
        says(tends(Eq(x, 0), Flow({x: -x, y: y**2}), by=barbalat(x**2, 1)), unit),
        says(tends(Eq(x, 0), Flow({x: -x, y: y}), by=barbalat(x**2, 1)), unit),
        (Verdict.UNDECIDED,),
    ),
    lie(
        "a flow may leave a polyhedron through part of a face",
        says(always(Le(x, 1), Flow({x: y, y: -y})), Le(x, 1), Le(y, 1)),
        says(always(Le(x, 1), Flow({x: y - x, y: x - y})), Le(x, 1), Le(y, 1)),
        (Verdict.REFUTED,),
    ),
    lie(
        "a premise about an input is kept by the state",
        says(always(Le(x, 1), Flow({x: 1}, inputs=(u,))), Le(x, u), Le(u, 1)),
        says(always(Le(x, 1), Flow({x: u - x}, inputs=(u,))), Le(x, 1), Le(u, 1)),
        (Verdict.UNDECIDED,),
    ),
)
