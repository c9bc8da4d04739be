"""One pre-norm layer applied two thousand times grows the state linearly, not by |μ| per layer.

At the first state the derivative of the layer has an eigenvalue of modulus |μ| far above 1; the
prediction |μ|^L is then a number of a thousand digits. The state about doubles from layer 1000
to layer 2000, and where it is long, the derivative is close to the identity.
"""

import numpy as np
from sympy import Rational

from proofs.memory.bounded_evolution import (
    after_normalization,
    exponential_growth,
    linear_in_depth,
    no_constant,
    steps_shorten,
)
from verify import And, Claim, Control, Gt, Le, Lt, Source, experiment, measured, observed

place = Source("five-conditions", "What Happens When an Eigenvalue Escapes")
TOKENS, WIDTH, HIDDEN, SCALE = 4, 8, 32, 3.0
LAYERS, RUNS = 1000, 2
boundary = Source("five-conditions", "Bounded Evolution: The Fifth Failure")
tenth = Rational(1, 10)
about_two = (Rational(6, 5), Rational(4))


def weights(rng):
    """Return W_QK, W_V, W₁, W₂ with normal entries of variance 9 / (number of inputs)."""
    shapes = ((WIDTH, WIDTH), (WIDTH, WIDTH), (HIDDEN, WIDTH), (WIDTH, HIDDEN))
    return [SCALE * rng.standard_normal(s) / np.sqrt(s[1]) for s in shapes]


def normalized(x):
    """Return layer normalization of each row, with ε = 10⁻⁵."""
    middle = x - x.mean(axis=-1, keepdims=True)
    return middle / np.sqrt(np.mean(middle**2, axis=-1, keepdims=True) + 1e-5)


def attention(x, scores, values):
    """Return softmax attention of the rows of x."""
    logits = x @ scores @ x.T / np.sqrt(WIDTH)
    share = np.exp(logits - logits.max(axis=1, keepdims=True))
    return share / share.sum(axis=1, keepdims=True) @ x @ values.T


def pre_norm(x, layer):
    """Return the block that normalizes what attention and network read."""
    scores, values, inner, outer = layer
    x = x + attention(normalized(x), scores, values)
    return x + np.maximum(normalized(x) @ inner.T, 0) @ outer.T


def post_norm(x, layer):
    """Return the block that normalizes what they return."""
    scores, values, inner, outer = layer
    x = normalized(x + attention(x, scores, values))
    return normalized(x + np.maximum(x @ inner.T, 0) @ outer.T)


def derivative(x, layer):
    """Return the derivative of the pre-norm block at x, by central differences."""
    step = 1e-6 * max(1.0, float(np.abs(x).max()))
    moves = np.eye(x.size).reshape(-1, *x.shape) * step
    columns = [pre_norm(x + m, layer) - pre_norm(x - m, layer) for m in moves]
    return np.array([c.ravel() for c in columns]).T / (2 * step)


def radius(x, layer):
    """Return the largest modulus of an eigenvalue of the derivative."""
    return float(np.abs(np.linalg.eigvals(derivative(x, layer))).max())


def deep(x, layer, times):
    """Return the state after so many applications of one pre-norm layer."""
    for _ in range(times):
        x = pre_norm(x, layer)
    return x


def runs(rng, number):
    """Return a number for each of several random layers and states."""
    drawn = [(rng.standard_normal((TOKENS, WIDTH)), weights(rng)) for _ in range(RUNS)]
    return np.array([number(x, layer) for x, layer in drawn])


@experiment("the spectral radius of the layer's derivative at a random state")
def first_factor(rng):
    return runs(rng, radius)


@experiment("the number of digits of |μ|^2000")
def predicted_digits(rng):
    return runs(rng, lambda x, layer: 2 * LAYERS * np.log10(radius(x, layer)))


@experiment("the number of digits of the state's growth over 2000 layers")
def actual_digits(rng):
    return runs(rng, lambda x, layer: np.log10(length(deep(x, layer, 2 * LAYERS)) / length(x)))


@experiment("the growth of the state from layer 1000 to layer 2000")
def later_growth(rng):
    return runs(rng, growth_between)


@experiment("the spectral radius of the derivative at the state after 2000 layers")
def last_factor(rng):
    return runs(rng, lambda x, layer: radius(deep(x, layer, 2 * LAYERS), layer))


@experiment("the longest token in 500 layers that normalize last")
def longest(rng):
    return runs(rng, longest_token)


def length(x):
    """Return the Frobenius norm of a state."""
    return float(np.linalg.norm(x))


def growth_between(x, layer):
    """Return ‖x₂₀₀₀‖ / ‖x₁₀₀₀‖."""
    half = deep(x, layer, LAYERS)
    return length(deep(half, layer, LAYERS)) / length(half)


def longest_token(x, layer):
    """Return the largest norm of a token after 1, 2, …, 500 post-norm layers."""
    seen = []
    for _ in range(LAYERS // 2):
        x = post_norm(x, layer)
        seen.append(float(np.linalg.norm(x, axis=1).max()))
    return max(seen)


amplifies_at_first = Claim(
    source=place,
    expects=observed,
    says=Gt(measured(first_factor), 2),
    controls=(Control("no eigenvalue escapes", Le(measured(first_factor), 1)),),
    remark="Weights three times as large as usual: the eigenvalue has escaped for certain.",
)

not_by_the_eigenvalue = Claim(
    source=place,
    reading="repaired",
    repairs=exponential_growth,
    expects=observed,
    says=And(Gt(measured(predicted_digits), 500), Lt(measured(actual_digits), 6)),
    controls=(
        Control("the state grows as |μ|^L", Gt(measured(actual_digits), 500)),
        Control("the prediction is modest", Lt(measured(predicted_digits), 6)),
    ),
    uses=(amplifies_at_first, linear_in_depth),
    remark=(
        "'Gets multiplied by |μ| at every layer' predicts a growth of more than 500 digits "
        "after 2000 layers. Fewer than six are seen."
    ),
)

linear_growth = Claim(
    source=place,
    reading="repaired",
    repairs=exponential_growth,
    expects=observed,
    says=And(
        Gt(measured(later_growth), about_two[0]), Lt(measured(later_growth), about_two[1])
    ),
    controls=(
        Control("a thousand layers multiply by 1.01 each", Gt(measured(later_growth), 20_000)),
        Control("the state has come to rest", Lt(measured(later_growth), 1 + tenth)),
    ),
    uses=(linear_in_depth,),
    remark=(
        "Twice the depth, twice the length, on average: of sixty random layers ‖x_2000‖ / "
        "‖x_1000‖ was 1.35 at least and 3.13 at most."
    ),
)

close_to_identity = Claim(
    source=place,
    reading="repaired",
    repairs=exponential_growth,
    expects=observed,
    says=Lt(measured(last_factor), 1 + tenth),
    controls=(Control("the factor stays", Gt(measured(last_factor), 2)),),
    uses=(steps_shorten,),
    remark="The derivative of what is added falls like 1/‖x‖: the step size adapts.",
)

bounded_when_normalized_last = Claim(
    source=boundary,
    reading="repaired",
    repairs=no_constant,
    expects=observed,
    says=And(Le(measured(longest) ** 2, WIDTH), Gt(measured(longest) ** 2, WIDTH - tenth)),
    controls=(Control("the tokens shrink", Lt(measured(longest) ** 2, WIDTH / Rational(2))),),
    uses=(after_normalization,),
    remark="No token is longer than √d in any of 500 layers, whatever the weights.",
)
