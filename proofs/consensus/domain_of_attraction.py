"""Theorem 5.1: which starts reach consensus under causal attention? Almost all, not all named.

Tokens on a circle at the angles 0, θ₂, θ₃ under causal attention, one head, U = W = I. The
first token rests. The theorem's domain of attraction is all starts in which no later token
is opposite the first. Two tokens do what it says. With three, some start between π and π + θ₂
ends with the third token opposite the first, whatever the positive weights.
"""

from collections.abc import Sequence
from typing import Any

from sympy import Add, cos, exp, sin, sqrt

from proofs.consensus.basin_closed_form import boxed
from proofs.consensus.basin_digits import fifty_digits
from proofs.consensus.basin_of_three import (
    aligned_traps,
    edge_is_outrun,
    free_traps,
    second_falls,
    third_at_opposite,
)
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Flow,
    Ge,
    Gt,
    Lt,
    Ne,
    Source,
    always,
    real,
    refuted,
    tends,
)

second, third, weight = real("theta_2 theta_3 A_21")
place = Source("consensus-is-all-you-get", "Theorem 5.1")


def causal_circle(angles: Sequence[Any], beta: Any) -> Flow:
    """Return tokens on a circle under causal attention with P = βI, the first one at angle 0.

    θᵢ' = Σ_{j<i} αᵢⱼ sin(θⱼ - θᵢ), where αᵢⱼ is the softmax over j ≤ i of β cos(θᵢ - θⱼ),
    divided by √2 (equations (7) and (15) with n = 1).
    """
    tokens = [0, *angles]
    field = {}
    for i in range(1, len(tokens)):
        scores = [beta * cos(tokens[i] - tokens[j]) for j in range(i)] + [beta]
        whole = Add(*(exp(score) for score in scores)) * sqrt(2)
        field[tokens[i]] = Add(
            *(exp(scores[j]) * sin(tokens[j] - tokens[i]) / whole for j in range(i))
        )
    return Flow(field, angles=tuple(angles))


pull = Flow({second: -weight * sin(second)}, angles=(second,))
uniform = causal_circle((second, third), 0)
softmax = causal_circle((second, third), 1)
together = And(Eq(cos(second), 1), Eq(cos(third), 1))

pulls = Assumption("the weight is positive", Gt(weight, 0))
second_away = Assumption("y₂ is not -y₁", Ne(cos(second), -1))
third_away = Assumption("y₃ is not -y₁", Ne(cos(third), -1))
upper = Assumption("θ₂ is in the upper half circle", Gt(sin(second), 0))
third_upper = Assumption("θ₃ is in the upper half circle", Gt(sin(third), 0))
near = Assumption(
    "both tokens are within a quarter turn of the first",
    And(Gt(cos(second), 0), Gt(cos(third), 0)),
)
antipode = Control("the token ends opposite", tends(Eq(cos(second), -1), pull))

two_tokens = Claim(
    source=place,
    given=(pulls, second_away),
    needs=(pulls, second_away),
    says=tends(Eq(cos(second), 1), pull, lyapunov=1 - cos(second)),
    controls=(antipode,),
    remark="For two tokens the domain of attraction is exactly what the theorem says.",
)

second_never_opposite = Claim(
    source=place,
    given=(pulls, second_away),
    says=always(Ne(cos(second), -1), pull),
    controls=(Control("it gets behind", always(Lt(cos(second), 0), pull)),),
    remark="A token that is not opposite the first never gets there.",
)

three_tokens = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(second_away, third_away),
    says=tends(together, uniform),
    controls=(Control("the second token ends opposite", tends(Eq(cos(second), -1), uniform)),),
    remark=(
        "P = 0. Random starts all reach consensus: the exceptional ones have measure zero. "
        "The witness is a segment of starts, between one from which θ₃ falls to 0 and one from "
        "which it rises to 2π. Two traps show it for any positive weights, and for P = 0 the "
        "exception is θ₃* = π + 2 arctan[(sin θ₂ / 7) ₂F₁(4/3, 4/3; 13/6; s) / "
        "₂F₁(1/3, 1/3; 7/6; s)] with s = sin²(θ₂/2)."
    ),
    uses=(second_falls, third_at_opposite, edge_is_outrun, free_traps, boxed, fifty_digits),
)

three_tokens_softmax = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(second_away, third_away),
    says=tends(together, softmax),
    controls=(Control("the second token ends opposite", tends(Eq(cos(second), -1), softmax)),),
    remark=(
        "P = I, the paper's own Section 3. The whole effort narrows the segment that holds θ₃* "
        "to less than 10⁻³⁰."
    ),
    uses=(aligned_traps,),
)

half_circle_kept = Claim(
    source=place,
    given=(upper, third_upper),
    needs=(third_upper,),
    says=always(Gt(sin(third), 0), uniform),
    controls=(Control("it stays ahead of θ₂", always(Ge(sin(third - second), 0), uniform)),),
    remark="The first trap: a third token in the half circle of the second never leaves it.",
)

hemisphere = Claim(
    source=place,
    reading="repaired",
    repairs=three_tokens,
    given=(near,),
    says=tends(together, uniform, lyapunov=2 - cos(second) - cos(third)),
    controls=(Control("the second token ends opposite", tends(Eq(cos(second), -1), uniform)),),
    remark=(
        "P = 0, tokens in an open half-plane around the first: they reach consensus. "
        "`causal_hemisphere` has weights that change with time, and any hemisphere."
    ),
)
