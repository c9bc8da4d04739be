"""The system x' = -5x has the one solution x(t) = x₀ e⁻⁵ᵗ, and it decays from every start.

If y' = -5y then (y e⁵ᵗ)' = 0, so y e⁵ᵗ keeps the value x₀ it has at t = 0.
"""

from sympy import Abs, exp

from verify import And, Assumption, Claim, Control, Eq, Gt, Lt, Ne, Source, real

t, x0, y, v = real("t x0 y v")
place = Source("curse-of-euler", "The Discipline of Continuous Time")

obeys = Assumption("the curve obeys y' = -5y", Eq(v, -5 * y))
later = Assumption("time passes", Gt(t, 0))
disturbed = Assumption("the start is not zero", Ne(x0, 0))
moving = Assumption("the state is not zero", Ne(y, 0))

solution = Claim(
    source=place,
    says=And(
        Eq((x0 * exp(-5 * t)).diff(t), -5 * (x0 * exp(-5 * t))),
        Eq((x0 * exp(-5 * t)).subs(t, 0), x0),
    ),
    controls=(
        Control(
            "the rate is 1 and the 5 only scales the start",
            Eq((5 * x0 * exp(-t)).diff(t), -5 * (5 * x0 * exp(-t))),
        ),
    ),
)

only_solution = Claim(
    source=place,
    given=(obeys,),
    needs=(obeys,),
    says=Eq(v * exp(5 * t) + y * exp(5 * t).diff(t), 0),
    controls=(
        Control(
            "the integrating factor is the decaying exponential",
            Eq(v * exp(-5 * t) + y * exp(-5 * t).diff(t), 0),
        ),
    ),
    remark="v stands for y'. A curve with (y e⁵ᵗ)' = 0 is x₀ e⁻⁵ᵗ: no other solution exists.",
)

decays = Claim(
    source=place,
    given=(later, disturbed),
    needs=(later, disturbed),
    says=Lt(Abs(x0 * exp(-5 * t)), Abs(x0)),
    controls=(
        Control("it halves at once", Lt(2 * Abs(x0 * exp(-5 * t)), Abs(x0))),
        Control("it dies in finite time", Eq(x0 * exp(-5 * t), 0)),
    ),
    remark="Every start x₀ is allowed: 'no matter how hard you push it' holds for this system.",
)

energy_dissipates = Claim(
    source=place,
    given=(obeys, moving),
    needs=(obeys, moving),
    says=And(Lt(2 * y * v, 0), Eq(2 * y * v, -10 * y**2)),
    controls=(Control("the energy decays at the rate of the state", Eq(2 * y * v, -5 * y**2)),),
    remark="The energy is y², and 2yv is its rate of change; it decays at rate 10.",
)
