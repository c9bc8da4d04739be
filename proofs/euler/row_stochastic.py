"""The attention weights of a token are positive and sum to 1.

aⱼ = exp(sⱼ) / Σₖ exp(sₖ) for any finite scores s₁, …, sₙ.
"""

from sympy import Add

from proofs.vocabulary import softmax
from verify import And, Claim, Control, Eq, Family, Gt, Implies, Source, real

place = Source("curse-of-euler", "Engine 1: The Matchmaker (Attention)")


def row(n: int) -> Claim:
    """State it for n tokens."""
    scores = real(f"s1:{n + 1}")
    weights = softmax(scores)
    return Claim(
        source=place,
        says=And(Eq(Add(*weights), 1), *(Gt(weight, 0) for weight in weights)),
        controls=(
            Control(
                "the largest score takes all",
                Implies(Gt(scores[0], scores[1]), Eq(weights[0], 1)),
            ),
            Control("the first token has weight 1/n", Eq(n * weights[0], 1)),
            Control("the weights sum to the number of tokens", Eq(Add(*weights), n)),
        ),
        remark="Strict positivity is a fact about numbers: in double precision it underflows.",
    )


row_stochastic = Family(row, sizes=({"n": 2}, {"n": 3}, {"n": 4}))
