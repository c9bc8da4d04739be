"""A residual feed-forward block can damp: with W₁ = (1, -1) and W₂ = -γ (1, -1) it is (1 - γ)x.

For the rectifier, GELU and SiLU alike σ(x) - σ(-x) = x, so two neurons a coordinate make the
damping term that the essay says transformers have no place for.
"""

from sympy import Abs, Rational

from proofs.vocabulary import gelu, relu, silu
from verify import Claim, Control, Eq, Ge, Source, real, refuted

x, v1, v2, w1, w2, gamma = real("x v1 v2 w1 w2 gamma")
place = Source("curse-of-euler", "The Essence of the Curse")
fair = (
    "Read as: whatever its weights, the block x + W₂ σ(W₁ x) never brings x closer to 0. That "
    "training does not enforce damping is another statement, and nobody disputes it."
)


def never_damps(activation):
    """State that a block with two neurons never brings the state closer to 0."""
    after = x + v1 * activation(w1 * x) + v2 * activation(w2 * x)
    return Claim(
        source=place,
        reading="literal",
        expects=refuted,
        says=Ge(Abs(after), Abs(x)),
        controls=(Control("the block only adds", Ge(after, x)),),
        remark=fair,
    )


def damps(activation, literal):
    """State that the block with weights (1, -1) and -γ (1, -1) is (1 - γ)x exactly."""
    return Claim(
        source=place,
        reading="repaired",
        repairs=literal,
        says=Eq(x - gamma * (activation(x) - activation(-x)), (1 - gamma) * x),
        controls=(
            Control("one neuron will do", Eq(x - gamma * activation(x), (1 - gamma) * x)),
            Control(
                "the signs of both weights may agree",
                Eq(x - gamma * (activation(x) + activation(-x)), (1 - gamma) * x),
            ),
        ),
        remark="In d dimensions it takes 2d neurons; the usual block has 4d.",
    )


relu_literal = never_damps(relu)
relu_repaired = damps(relu, relu_literal)
gelu_literal = never_damps(gelu)
gelu_repaired = damps(gelu, gelu_literal)
silu_literal = never_damps(silu)
silu_repaired = damps(silu, silu_literal)

halving = Claim(
    source=place,
    reading="repaired",
    repairs=relu_literal,
    says=Eq(x - Rational(1, 2) * (relu(x) - relu(-x)), x / 2),
    controls=(Control("it forgets at once", Eq(x - Rational(1, 2) * (relu(x) - relu(-x)), 0)),),
)
