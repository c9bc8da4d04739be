"""A one-sided constant -μ makes the flow contract; a layer contracts iff h < 2μ/Λ² as well.

With δ = x - y and Δ = f(x) - f(y): (‖δ‖²)' = 2⟨δ, Δ⟩ ≤ -2μ‖δ‖² in continuous time, but
‖δ + hΔ‖² ≤ (1 - 2hμ + h²Λ²)‖δ‖² for a layer, and the bound is attained for every μ and Λ.
"""

from sympy import Abs, Rational, exp

from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Iff,
    Le,
    Lt,
    Source,
    inner,
    norm,
    real,
    refuted,
    size,
    vector,
)

d = size("d")
mu, lip, h, alpha, turn, a, b, t, gap, fall, lam = real(
    "mu Lambda h alpha omega a b t s r lambda"
)
delta, change = vector("delta Delta", d)
place = Source("flowing-through-layers", "Abstract")
square = norm(delta) ** 2

positive = Assumption("μ is positive", Gt(mu, 0))
forward = Assumption("the step goes forward", Gt(h, 0))
one_sided = Assumption(
    "the one-sided constant is -μ", Le(inner(delta, change), -mu * norm(delta) ** 2)
)
lipschitz = Assumption("f is Λ-Lipschitz", Le(norm(change), lip * norm(delta)))
moving = Assumption("Λ is positive", Gt(lip, 0))
short = Assumption("h is below 2μ/Λ²", Lt(h * lip**2, 2 * mu))
apart = Assumption("the states differ", Gt(norm(delta), 0))
decay = Assumption("the squared distance falls at the rate 2μ", Le(fall, -2 * mu * gap))
contracted = Assumption(
    "the layer contracts by α", Le(norm(delta + h * change), alpha * norm(delta))
)
gradient = Assumption(
    "f is a gradient descent with slopes up to Λ",
    Le(norm(change) ** 2, -lip * inner(delta, change)),
)
gentle = Assumption("h is at most 2/Λ", Le(h * lip, 2))
away = Assumption("the state is not zero", Gt(a**2 + b**2, 0))

continuous = Claim(
    source=place,
    given=(one_sided,),
    needs=(one_sided,),
    says=Le(inner(delta, change) + inner(change, delta), -2 * mu * square),
    controls=(
        Control(
            "the rate is 4μ",
            Le(inner(delta, change) + inner(change, delta), -4 * mu * square),
        ),
    ),
    sizes={d: (1, 2)},
    remark="The left side is the derivative of ‖δ‖².",
)

integrated = Claim(
    source=place,
    given=(decay,),
    needs=(decay,),
    says=Le(exp(2 * mu * t) * (fall + 2 * mu * gap), 0),
    controls=(
        Control("the factor is e^{4μt}", Le(exp(4 * mu * t) * (fall + 4 * mu * gap), 0)),
    ),
    uses=(continuous,),
    remark="The derivative of e^{2μt}‖δ(t)‖², so ‖δ(t)‖ ≤ e^{-μt}‖δ(0)‖.",
)

unique = Claim(
    source=place,
    given=(lipschitz,),
    needs=(lipschitz,),
    says=Le(
        exp(-2 * lip * t) * (2 * inner(delta, change) - 2 * lip * norm(delta) ** 2),
        0,
    ),
    controls=(
        Control(
            "half of the rate is enough",
            Le(exp(-2 * lip * t) * (2 * inner(delta, change) - lip * norm(delta) ** 2), 0),
        ),
    ),
    sizes={d: (1,)},
    remark=(
        "'The unique solution of an ODE': the derivative of e^{-2Λt}‖δ(t)‖², so solutions that "
        "start together stay together. That there is one is the theorem of Picard and Lindelöf."
    ),
)

across_layers = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(positive, one_sided),
    says=Le(norm(delta + change), norm(delta)),
    controls=(
        Control("layers halve perturbations", Le(2 * norm(delta + change), norm(delta))),
    ),
    sizes={d: (2,)},
    remark=(
        "'Causing perturbations to decay exponentially across layers'. With f(x) = Ax and "
        "A = (-1, -2; 2, -1), whose one-sided constant is -1, each layer doubles them."
    ),
)

one_layer = Claim(
    source=place,
    given=(forward, one_sided, lipschitz),
    needs=(forward, one_sided, lipschitz),
    says=Le(norm(delta + h * change) ** 2, (1 - 2 * h * mu + h**2 * lip**2) * square),
    controls=(
        Control(
            "the Lipschitz constant does not count",
            Le(norm(delta + h * change) ** 2, (1 - 2 * h * mu) * square),
        ),
    ),
    sizes={d: (1, 2)},
)

short_layers_contract = Claim(
    source=place,
    reading="repaired",
    repairs=across_layers,
    given=(forward, one_sided, lipschitz, short, apart),
    needs=(forward, one_sided, lipschitz, short, apart),
    says=Lt(norm(delta + h * change), norm(delta)),
    controls=(
        Control(
            "they contract as the flow does",
            Le(norm(delta + h * change) ** 2, (1 - 2 * h * mu) * square),
        ),
    ),
    sizes={d: (2,)},
    uses=(one_layer,),
)

threshold = Claim(
    source=place,
    given=(forward, moving),
    needs=(forward,),
    says=Iff(Lt(1 - 2 * h * mu + h**2 * lip**2, 1), Lt(h, 2 * mu / lip**2)),
    controls=(
        Control(
            "h < 2/Λ is enough", Iff(Lt(1 - 2 * h * mu + h**2 * lip**2, 1), Lt(h, 2 / lip))
        ),
    ),
)

attained = Claim(
    source=place,
    says=Eq(
        (a + h * (-mu * a - turn * b)) ** 2 + (b + h * (turn * a - mu * b)) ** 2,
        (1 - 2 * h * mu + h**2 * (mu**2 + turn**2)) * (a**2 + b**2),
    ),
    controls=(
        Control(
            "turning costs nothing",
            Eq(
                (a + h * (-mu * a - turn * b)) ** 2 + (b + h * (turn * a - mu * b)) ** 2,
                (1 - h * mu) ** 2 * (a**2 + b**2),
            ),
        ),
    ),
    uses=(one_layer,),
    remark="A = (-μ, -ω; ω, -μ) has the one-sided constant -μ and Λ² = μ² + ω².",
)

within = Assumption("h is below 2|μ|/Λ²", Lt(h * (mu**2 + turn**2), 2 * Abs(mu)))

turning_layer_contracts = Claim(
    source=place,
    given=(forward, positive, within),
    needs=(forward, positive, within),
    says=Lt((1 - h * mu) ** 2 + h**2 * turn**2, 1),
    controls=(Control("it halves lengths", Lt(4 * (1 - h * mu) ** 2 + h**2 * turn**2, 1)),),
    uses=(attained,),
    remark="The field Ax of `attained`: the square of the factor of one layer.",
)

doubling = Claim(
    source=place,
    says=And(
        Eq(a * (-a - 2 * b) + b * (2 * a - b), -(a**2) - b**2),
        Eq((a - a - 2 * b) ** 2 + (b + 2 * a - b) ** 2, 4 * (a**2 + b**2)),
    ),
    controls=(
        Control(
            "each layer keeps the length",
            Eq((a - a - 2 * b) ** 2 + (b + 2 * a - b) ** 2, a**2 + b**2),
        ),
    ),
    uses=(attained,),
    remark="One-sided constant -1, and every layer with h = 1 doubles the distance.",
)

two_fifths = Claim(
    source=place,
    given=(forward, away),
    needs=(forward, away),
    says=Iff(
        Lt((a + h * (-a - 2 * b)) ** 2 + (b + h * (2 * a - b)) ** 2, a**2 + b**2),
        Lt(h, Rational(2, 5)),
    ),
    controls=(
        Control(
            "h < 2 is enough",
            Iff(
                Lt((a + h * (-a - 2 * b)) ** 2 + (b + h * (2 * a - b)) ** 2, a**2 + b**2),
                Lt(h, 2),
            ),
        ),
    ),
    uses=(threshold, attained),
    remark="The same 2/5 is the largest step of forward Euler for x' = -5x.",
)

gradient_descent = Claim(
    source=place,
    given=(forward, moving, gradient, gentle),
    needs=(moving, gradient, gentle),
    says=Le(norm(delta + h * change), norm(delta)),
    controls=(Control("it is strict", Lt(norm(delta + h * change), norm(delta))),),
    sizes={d: (1, 2)},
    remark="For a symmetric Jacobian the step may be as long as 2/Λ, however small μ is.",
)

symmetric_mode = Claim(
    source=place,
    given=(forward,),
    needs=(forward,),
    says=Iff(And(Lt(lam, 0), Lt(-h * lam, 2)), Lt((1 + h * lam) ** 2, 1)),
    controls=(
        Control("a negative eigenvalue is enough", Iff(Lt(lam, 0), Lt((1 + h * lam) ** 2, 1))),
    ),
    remark="An eigenvalue λ ≥ -Λ of a symmetric Jacobian: -hλ < 2 for every h < 2/Λ.",
)

necessary = Claim(
    source=place,
    given=(contracted,),
    needs=(contracted,),
    says=Le(h * inner(delta, change), -(1 - alpha) * square),
    controls=(Control("the constant is -1/h", Le(h * inner(delta, change), -square)),),
    sizes={d: (1, 2)},
    remark="A contracting layer (h > 0, α < 1) has the one-sided constant -(1 - α)/h < 0.",
)
