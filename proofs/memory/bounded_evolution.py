"""Layers that read a normalized state grow it at most linearly in depth, with a known constant.

‖LN(x)‖ ≤ √d, so attention and the feed-forward network behind it add at most a constant C each,
whatever the eigenvalues: ‖x_L‖ ≤ ‖x₀‖ + LC. Where the normalization acts last, ‖x_k‖ ≤ √d.
"""

from sympy import Abs

from proofs.vocabulary import dot, gelu, layer_norm, relu, silu
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
    Gt,
    Le,
    Lt,
    Source,
    norm,
    real,
    refuted,
    size,
    vector,
)

n = size("n")
k, c, mu, t, bound, radius, s, epsilon = real("k C mu t B R s epsilon")
w1, w2, b1, b2 = real("w1 w2 b1 b2")
x, y, z, f, g, u, v = vector("x y z f g u v", n)
place = Source("five-conditions", "Bounded Evolution: The Fifth Failure")
growth = Source("five-conditions", "What Happens When an Eigenvalue Escapes")

deep = Assumption("after k layers the state is at most ‖x‖ + kC", Le(norm(y), norm(x) + k * c))
added = Assumption("the next layer adds at most C", Le(norm(f), c))
amplified = Assumption("the eigenvalue is outside the circle", Gt(Abs(mu), 1))
layer_bound = Assumption("a layer adds at most C", Le(norm(f), c))
far = Assumption("the state is longer than C/(|μ| - 1)", Gt((Abs(mu) - 1) * norm(x), c))
apart = Assumption(
    "after k layers the gap grew by at most 2kC", Le(norm(u), norm(v) + 2 * k * c)
)
two_layers = Assumption("the two corrections differ by at most 2C", Le(norm(g), 2 * c))
hidden = Assumption("W₁ lengthens at most by w₁", Le(norm(u), w1 * radius + b1))
output = Assumption("W₂ lengthens at most by w₂", Le(norm(v), w2 * norm(y)))
activated = Assumption("the activation lengthens nothing", Le(norm(y), norm(u)))
growing = Assumption("w₂ is not negative", Ge(w2, 0))
offset = Assumption("the last bias is at most b₂", Le(norm(z), b2))
large = Assumption("C is positive", Gt(bound, 0))
small = Assumption("ε is positive", Gt(epsilon, 0))
scaled = Assumption("the factor t is positive", Gt(t, 0))

linear_in_depth = Claim(
    source=place,
    given=(deep, added),
    needs=(deep, added),
    says=Le(norm(y + f), norm(x) + (k + 1) * c),
    controls=(
        Control("the bound stays", Le(norm(y + f), norm(x) + k * c)),
        Control("the constants are halved", Le(norm(y + f), norm(x) + (k + 1) * c / 2)),
    ),
    sizes={n: (1,)},
    remark="By induction ‖x_L‖ ≤ ‖x₀‖ + LC for any layers that add at most C each.",
)

exponential_growth = Claim(
    source=growth,
    reading="literal",
    expects=refuted,
    given=(amplified, layer_bound),
    says=Ge(norm(x + f), Abs(mu) * norm(x)),
    controls=(Control("every state doubles", Ge(norm(x + f), 2 * norm(x))),),
    sizes={n: (1, 2)},
    remark=(
        "'Gets multiplied by |μ| at every layer': an eigenvalue of the derivative at one state "
        "does not speak of long states, where a bounded correction cannot keep up."
    ),
)

no_exponential_growth = Claim(
    source=growth,
    reading="repaired",
    repairs=exponential_growth,
    given=(layer_bound, far),
    needs=(layer_bound, far),
    says=Lt(norm(x + f), Abs(mu) * norm(x)),
    controls=(
        Control("the state stays as long as it is", Le(norm(x + f), norm(x))),
        Control("the layer adds exactly C", Eq(norm(x + f), norm(x) + c)),
    ),
    sizes={n: (1, 2)},
    remark="Beyond the length C/(|μ| - 1) no layer multiplies the state by |μ|.",
)

gaps_grow_linearly = Claim(
    source=growth,
    given=(apart, two_layers),
    needs=(apart, two_layers),
    says=Le(norm(u + g), norm(v) + 2 * (k + 1) * c),
    controls=(Control("the gap stays", Le(norm(u + g), norm(v))),),
    sizes={n: (1,)},
    remark="u is the gap after k layers, v the first: small differences obey the same bound.",
)

feed_forward_constant = Claim(
    source=place,
    given=(growing, hidden, activated, output, offset),
    needs=(growing, hidden, activated, output, offset),
    says=Le(norm(v + z), w2 * (w1 * radius + b1) + b2),
    controls=(
        Control("the biases do not count", Le(norm(v + z), w2 * w1 * radius)),
        Control("the weights add", Le(norm(v + z), w1 + w2 + b1 + b2)),
    ),
    sizes={n: (1,)},
    remark=(
        "u = W₁LN(x) + b₁ with ‖LN(x)‖ ≤ R, y = σ(u), v = W₂y, z = b₂: the constant of a "
        "feed-forward network can be written down."
    ),
)


def never_lengthens(activation, name):
    """State that an activation does not enlarge a number."""
    return Claim(
        source=place,
        says=Le(Abs(activation(s)), Abs(s)),
        controls=(
            Control("it halves every number", Le(Abs(activation(s)), Abs(s) / 2)),
            Control("it is bounded by 1", Le(Abs(activation(s)), 1)),
        ),
        remark=f"What the constant of the feed-forward network asks of {name}.",
    )


relu_never_lengthens = never_lengthens(relu, "the rectifier")
gelu_never_lengthens = never_lengthens(gelu, "GELU")
silu_never_lengthens = never_lengthens(silu, "SiLU")


def post_norm(d: int) -> Claim:
    """State the bound on a normalized state of d coordinates."""
    state = real(f"x1:{d + 1}")
    image = layer_norm(state, epsilon)
    return Claim(
        source=place,
        reading="repaired",
        repairs=no_constant,
        given=(small,),
        says=Le(dot(image, image), d),
        controls=(
            Control("the bound is 1", Le(dot(image, image), 1)),
            Control("the bound is attained", Eq(dot(image, image), d)),
        ),
        remark="C = √d for every layer and every depth; a gain and a bias give another.",
    )


pair = layer_norm(real("x1 x2"), epsilon)
no_constant = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(small, large),
    says=Gt(dot(pair, pair), bound),
    controls=(Control("the state doubles the constant", Gt(dot(pair, pair), 2 * bound)),),
    remark=(
        "'There is no derivable constant C', read as: every constant is exceeded. For a layer "
        "that ends in a normalization √d is one. Without any normalization the sentence holds."
    ),
)
after_normalization = Family(post_norm, sizes=({"d": 2}, {"d": 3}))


def homogeneous(d: int) -> Claim:
    """State that normalization does not see the length of d coordinates."""
    state = real(f"x1:{d + 1}")
    uneven = Assumption("the coordinates differ", Gt(dot_centered(state), 0))
    return Claim(
        source=growth,
        given=(uneven, scaled),
        needs=(scaled,),
        says=Eq(layer_norm([t * entry for entry in state])[0], layer_norm(state)[0]),
        controls=(
            Control(
                "the image grows with the state",
                Eq(layer_norm([t * entry for entry in state])[0], t * layer_norm(state)[0]),
            ),
        ),
        remark=(
            "So the derivative of f(LN(x)) falls like 1/‖x‖: a longer state takes relatively "
            "shorter steps. The step size the essay calls fixed adapts."
        ),
    )


def dot_centered(state):
    """Return d times the variance of the coordinates."""
    mean = sum(state) / len(state)
    return sum((entry - mean) ** 2 for entry in state)


steps_shorten = Family(homogeneous, sizes=({"d": 2}, {"d": 3}))
