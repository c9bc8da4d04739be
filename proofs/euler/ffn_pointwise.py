"""The feed-forward network acts on each token alone; attention does not.

If token 1 is the same in two sequences then so is its feed-forward output, whatever token 2 is.
"""

from proofs.vocabulary import average, gelu, softmax
from verify import Assumption, Claim, Control, Eq, Source, real

x1, x2, y1, y2 = real("x1 x2 y1 y2")
w1, b1, w2, b2 = real("w1 b1 w2 b2")
place = Source("curse-of-euler", "Engine 2: The Accelerator (FFNN)")

alike = Assumption("token 1 is the same in both sequences", Eq(x1, y1))


def network(token):
    """Return W₂ σ(W₁ x + b₁) + b₂ for one token and one neuron."""
    return w2 * gelu(w1 * token + b1) + b2


def attention(token, other):
    """Return the attention output of the first of two tokens, all weights 1."""
    return average(softmax((token * token, token * other)), (token, other))


pointwise = Claim(
    source=place,
    given=(alike,),
    needs=(alike,),
    says=Eq(network(x1), network(y1)),
    controls=(
        Control("all tokens get the same output", Eq(network(x1), network(x2))),
        Control("attention acts on each token alone", Eq(attention(x1, x2), attention(y1, y2))),
    ),
    remark="x2 and y2 do not occur: the output of a token is a function of that token.",
)
