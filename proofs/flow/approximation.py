"""Layers x + f(x, k/L)/L stay within (L_t + ΛM)(e^Λ - 1)/(2ΛL) of the flow x' = f(x, t), t ≤ 1.

Here f is Λ-Lipschitz in x and L_t-Lipschitz in t, and M bounds f along the solution. A step
loses at most h²(L_t + ΛM)/2 and spreads an error by 1 + hΛ; the losses add to a geometric sum.
"""

from sympy import exp

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Source,
    norm,
    real,
    same,
    size,
    vector,
    zero,
)

d = size("d")
lip, slope, most, tau, h, loss, error, power, distance, layers = real(
    "Lambda L_t M tau h D epsilon gamma rho L"
)
aside, aged, state, drift, defect, mismatch = vector("p q e f w g", d)
place = Source("flowing-through-layers", "Abstract")

space = Assumption("f is Λ-Lipschitz in x", Le(norm(aside), lip * distance))
speed = Assumption("the solution moves at most M τ", Le(distance, most * tau))
time = Assumption("f is L_t-Lipschitz in t", Le(norm(aged), slope * tau))
constant = Assumption("Λ is not negative", Ge(lip, 0))
positive = Assumption("Λ is positive", Gt(lip, 0))
forward = Assumption("the step goes forward", Gt(h, 0))
spread = Assumption("the field is Λ-Lipschitz in x", Le(norm(drift), lip * norm(state)))
aging = Assumption(
    "the field is Lipschitz in t",
    Le(norm(defect), h**2 * (slope + lip * most) / 2),
)
scaled = Assumption("the update is scaled by 1/L", Eq(h * layers, 1))
sampled = Assumption("all layers sample one field", same(mismatch, zero(d)))
inductive = Assumption(
    "the error so far is below the sum", Le(error, loss * (power - 1) / (h * lip))
)
deep = Assumption("there is a layer", Gt(layers, 0))

field_difference = Claim(
    source=place,
    given=(space, speed, time, constant),
    needs=(space, speed, time),
    says=Le(norm(aside + aged), (lip * most + slope) * tau),
    controls=(Control("only the time counts", Le(norm(aside + aged), slope * tau)),),
    sizes={d: (1,)},
    remark=(
        "p = f(x(s), s) - f(x(t), s), q = f(x(t), s) - f(x(t), t), ρ = ‖x(s) - x(t)‖: the "
        "triangle inequality."
    ),
)

local_defect = Claim(
    source=place,
    says=Eq(((lip * most + slope) * h**2 / 2).diff(h), (lip * most + slope) * h),
    controls=(
        Control(
            "the ½ is forgotten",
            Eq(((lip * most + slope) * h**2).diff(h), (lip * most + slope) * h),
        ),
    ),
    uses=(field_difference,),
    remark="So the integral of the difference over a step is h²(ΛM + L_t)/2.",
)

after = norm(state + h * (drift + mismatch) + defect)
loss_of_a_layer = (slope + lip * most) / (2 * layers**2)

one_step = Claim(
    source=place,
    given=(deep, scaled, sampled, spread, aging),
    needs=(scaled, sampled, spread, aging),
    says=Le(after, (1 + lip / layers) * norm(state) + loss_of_a_layer),
    controls=(Control("errors do not spread", Le(after, norm(state) + loss_of_a_layer)),),
    sizes={d: (1,)},
    uses=(local_defect,),
    remark=(
        "e is the error before a layer, f the difference of the field at both states, g what "
        "the layer adds to the field, w what Euler's step loses: by `local_defect` no more "
        "than the bound on it."
    ),
)

geometric_sum = Claim(
    source=place,
    given=(forward, positive, inductive),
    needs=(forward, positive, inductive),
    says=Le((1 + h * lip) * error + loss, loss * ((1 + h * lip) * power - 1) / (h * lip)),
    controls=(
        Control(
            "the losses only add",
            Le((1 + h * lip) * error + loss, loss * (power - 1) / (h * lip) + loss),
        ),
    ),
    uses=(one_step,),
    remark="The step of an induction: γ = (1 + hΛ)ᵏ becomes (1 + hΛ)ᵏ⁺¹; D is a layer's loss.",
)

growth = Claim(
    source=place,
    says=Le(1 + h * lip, exp(h * lip)),
    controls=(Control("it is strict", Lt(1 + h * lip, exp(h * lip))),),
    remark="With h = 1/L the L-th power of both sides gives (1 + Λ/L)ᴸ ≤ e^Λ.",
)

explicit_constant = Claim(
    source=place,
    given=(positive, deep),
    says=Eq(
        (lip * most + slope) / (2 * layers**2) * (exp(lip) - 1) / (lip / layers),
        (slope + lip * most) * (exp(lip) - 1) / (2 * lip * layers),
    ),
    controls=(
        Control(
            "the error is of second order",
            Eq(
                (lip * most + slope) / (2 * layers**2) * (exp(lip) - 1) / (lip / layers),
                (slope + lip * most) * (exp(lip) - 1) / (2 * lip * layers**2),
            ),
        ),
    ),
    uses=(local_defect, geometric_sum, growth),
)
