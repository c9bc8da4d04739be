"""The activations of transformers squash nothing: |x| ≤ |σ(x)| + |σ(-x)|, so σ is unbounded.

The rectifier, GELU and SiLU all satisfy σ(x) - σ(-x) = x; a squashing function, as tanh or the
logistic function, stays in a fixed interval.
"""

from sympy import Abs, tanh

from proofs.vocabulary import gelu, relu, silu
from verify import Claim, Control, Eq, Ge, Le, Lt, Source, real, refuted

x = real("x")
place = Source("curse-of-euler", "Engine 2: The Accelerator (FFNN)")


def squashes(activation):
    """State that an activation stays in [-1, 1]."""
    return Claim(
        source=place,
        reading="literal",
        expects=refuted,
        says=Le(Abs(activation(x)), 1),
        controls=(Control("it stays in [-1/2, 1/2]", Le(2 * Abs(activation(x)), 1)),),
        remark=(
            "[-1, 1] stands for any interval: the repaired statement excludes them all. The "
            "sentence would be right for tanh."
        ),
    )


def grows(activation, literal):
    """State that an activation is as large as |x|/2 at x or at -x."""
    return Claim(
        source=place,
        reading="repaired",
        repairs=literal,
        says=Le(Abs(x), Abs(activation(x)) + Abs(activation(-x))),
        controls=(
            Control("it grows on both sides", Le(Abs(x), 2 * Abs(activation(x)))),
            Control("it is odd", Eq(activation(-x), -activation(x))),
        ),
    )


relu_literal = squashes(relu)
relu_repaired = grows(relu, relu_literal)
gelu_literal = squashes(gelu)
gelu_repaired = grows(gelu, gelu_literal)
silu_literal = squashes(silu)
silu_repaired = grows(silu, silu_literal)

tanh_squashes = Claim(
    source=place,
    reading="intended",
    says=Lt(Abs(tanh(x)), 1),
    controls=(
        Control("it moves away from 0", Ge(Abs(tanh(x)), Abs(x))),
        Control("it stays in [-1/2, 1/2]", Lt(2 * Abs(tanh(x)), 1)),
    ),
)
