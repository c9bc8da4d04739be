"""Theorem 5.1 (C) and Table 1: almost every start reaches consensus, and not every one does.

Two tokens under full attention, and three under causal attention with P = 0. Beside consensus
only finitely many states rest, each is unstable in its linear part, and so the starts that tend
to it form a set of measure zero (the center-stable manifold theorem). With other value or score
matrices the exceptions form an open set.
"""

from sympy import cos, exp, sin, sqrt

from proofs.consensus.domain_of_attraction import three_tokens as every_named_start
from proofs.consensus.vocabulary import causal, flat, unlike, velocities
from verify import (
    And,
    Claim,
    Control,
    Eq,
    Flow,
    Source,
    almost_all_tend,
    real,
    refuted,
    tends,
)

gap, first, second, third, w = real("delta theta_1 theta_2 theta_3 w")
weight, beta = real("A beta")
KEY = "consensus-is-all-you-get"
table = Source(KEY, "Table 1")
place = Source(KEY, "Theorem 5.1")
beginning = Source(KEY, "Section 1")

# the angle between two tokens that weigh each other by the softmax at inverse temperature β
shares = exp(beta * cos(gap)) / (exp(beta) + exp(beta * cos(gap)))
pair = Flow({gap: -sqrt(2) * shares * sin(gap)}, angles=(gap,))

# w = tan(θ₂/2) covers every second token but the one opposite the first
spin = (2 * w * cos(third) - 2 * sin(third)) / (1 + w**2) / (3 * sqrt(2))
three = Flow({w: -w / (2 * sqrt(2)), third: spin}, angles=(third,))
agree = And(Eq(w, 0), Eq(cos(third), 1))
height = w**2 + 1 - cos(third)

# U = diag(3, -2), P = 0, two causal tokens; then P = -I, three tokens under full attention
rates = velocities((first, second), flat, ((3, 0), (0, -2)), causal)
valued = Flow(dict(zip((first, second), rates, strict=True)), angles=(first, second))
moves = velocities((0, second, third), unlike)
apart = Flow({second: moves[1] - moves[0], third: moves[2] - moves[0]}, angles=(second, third))

two_tokens = Claim(
    source=beginning,
    says=almost_all_tend(Eq(cos(gap), 1), pair, lyapunov=1 - cos(gap)),
    controls=(
        Control("almost every start ends opposite", almost_all_tend(Eq(cos(gap), -1), pair)),
        Control("every start reaches consensus", tends(Eq(cos(gap), 1), pair)),
    ),
    remark="Full attention, P = βI, any β: only opposite tokens stay apart.",
)

three_tokens = Claim(
    source=place,
    reading="repaired",
    repairs=every_named_start,
    says=almost_all_tend(agree, three, lyapunov=height),
    controls=(
        Control(
            "almost every start sends y₃ to -y₁",
            almost_all_tend(And(Eq(w, 0), Eq(cos(third), -1)), three),
        ),
        Control("every start reaches consensus", tends(agree, three)),
    ),
    remark=(
        "(C), for three tokens and P = 0: from every (y₂, y₃) but a set of measure zero. The "
        "set holds a curve on which y₃ ≠ -y₁, which (B) overlooks."
    ),
)

other_value_matrix = Claim(
    source=table,
    reading="literal",
    expects=refuted,
    says=almost_all_tend(Eq(cos(first - second), 1), valued),
    controls=(
        Control(
            "almost every first token goes to e₂", almost_all_tend(Eq(cos(first), 0), valued)
        ),
    ),
    remark="U = diag(3, -2), P = 0: (v, -v) draws in an open set, so U = I is needed here too.",
)

other_scores = Claim(
    source=table,
    reading="literal",
    expects=refuted,
    says=almost_all_tend(And(Eq(cos(second), 1), Eq(cos(third), 1)), apart),
    controls=(
        Control(
            "almost every second token turns half round",
            almost_all_tend(Eq(cos(second), -1), apart),
        ),
    ),
    remark="P = -I and full attention: three tokens 120° apart draw in an open set.",
)
