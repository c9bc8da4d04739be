"""Layers with weights of their own grow the state more slowly than in proportion to depth.

‖x_k‖ grows like a power of k near ½, as a random walk does, and stays below three quarters of
the bound ‖x₀‖ + Σ Cₖ. A perturbation is amplified in the first layers, and after them no faster
than k²: not by |μ| at every layer.
"""

import numpy as np
from sympy import Rational

from proofs.memory.bounded_evolution import (
    exponential_growth,
    feed_forward_constant,
    gaps_grow_linearly,
    linear_in_depth,
)
from proofs.memory.depth_experiments import (
    SCALE,
    TOKENS,
    WIDTH,
    length,
    pre_norm,
    radius,
    weights,
)
from verify import And, Claim, Control, Gt, Lt, Source, experiment, measured, observed

growth = Source("five-conditions", "What Happens When an Eigenvalue Escapes")
place = Source("five-conditions", "Bounded Evolution: The Fifth Failure")
SCALES = (0.3, 1.0, 3.0)  # of the weights, times 1/√(number of inputs)
EARLY, LATE, EACH = 24, 96, 2
FIRST, SECOND, LAST = 6, 48, 400
NEAR = 1e-6  # relative size of a perturbation, kept small by scaling it back at each layer


def untied(rng, scale):
    """Return the states after 24 and 96 random layers, and the largest share of the bound."""
    x = rng.standard_normal((TOKENS, WIDTH))
    bound, share, early = longest(x), 0.0, x
    for k in range(1, LATE + 1):
        layer = [matrix * scale / SCALE for matrix in weights(rng)]
        x = pre_norm(x, layer)
        bound += constant(layer)
        share = max(share, longest(x) / bound)
        early = x if k == EARLY else early
    return early, x, share


def longest(x):
    """Return the largest norm of a token."""
    return float(np.linalg.norm(x, axis=1).max())


def constant(layer):
    """Return C = ‖W_V‖R + ‖W₂‖‖W₁‖R with R = √d: what a layer adds to a token at most."""
    _, values, inner, outer = (np.linalg.norm(matrix, 2) for matrix in layer)
    return float((values + outer * inner) * np.sqrt(WIDTH))


def amplification(rng):
    """Return the logarithms of a perturbation's growth over 6, 48 and 400 tied layers."""
    x, layer = rng.standard_normal((TOKENS, WIDTH)), weights(rng)
    ray = rng.standard_normal(x.shape)
    total, seen = 0.0, []
    for k in range(1, LAST + 1):
        small = NEAR * length(x) / length(ray)
        after = pre_norm(x, layer)
        moved = (pre_norm(x + small * ray, layer) - after) / small
        total += np.log(length(moved) / length(ray))
        x, ray = after, moved / length(moved)
        if k in (FIRST, SECOND, LAST):
            seen.append(total)
    return np.array(seen)


@experiment("the mean power of k by which untied layers grow the state, at three scales")
def power(rng):
    return np.array([np.mean([power_of(rng, scale) for _ in range(EACH)]) for scale in SCALES])


def power_of(rng, scale):
    """Return the slope of log‖x_k‖ against log k between the layers 24 and 96."""
    early, late, _ = untied(rng, scale)
    return np.log(length(late) / length(early)) / np.log(LATE / EARLY)


@experiment("the largest share of the bound that 96 untied layers reach, at three scales")
def share_of_bound(rng):
    return np.array([untied(rng, scale)[2] for scale in SCALES])


@experiment("the logarithm of a perturbation's growth over the first 6 tied layers")
def early_growth(rng):
    return np.array([amplification(rng)[0] for _ in range(2)])


@experiment("the power of k by which a perturbation grows from layer 48 to layer 400")
def later_power(rng):
    logs = np.array([amplification(rng) for _ in range(2)])
    return (logs[:, 2] - logs[:, 1]) / np.log(LAST / SECOND)


@experiment("the power of k that |μ| at every layer would be, from layer 48 to layer 400")
def predicted_power(rng):
    radii = [radius(rng.standard_normal((TOKENS, WIDTH)), weights(rng)) for _ in range(2)]
    return (LAST - SECOND) * np.log(radii) / np.log(LAST / SECOND)


slower_than_depth = Claim(
    source=growth,
    reading="repaired",
    repairs=exponential_growth,
    expects=observed,
    says=And(Gt(measured(power), 0), Lt(measured(power), Rational(11, 10))),
    controls=(
        Control("the state grows as the square of the depth", Gt(measured(power), 2)),
        Control("the state does not grow", Lt(measured(power), 0)),
    ),
    uses=(linear_in_depth,),
    remark=(
        "The power of one run scatters between 0 and 1 about the ½ of a random walk: nothing "
        "here is exponential, and the linear bound is not reached either."
    ),
)

below_the_bound = Claim(
    source=place,
    expects=observed,
    says=Lt(measured(share_of_bound), Rational(3, 4)),
    controls=(
        Control(
            "a tenth of the bound is enough", Lt(measured(share_of_bound), Rational(1, 10))
        ),
    ),
    uses=(linear_in_depth, feed_forward_constant),
    remark="The constants Cₖ are those of the weights drawn, from their operator norms.",
)

perturbed_at_first = Claim(
    source=growth,
    expects=observed,
    says=Gt(measured(early_growth), 1),
    controls=(Control("nothing is amplified", Lt(measured(early_growth), 0)),),
    remark="In fairness: the first layers do amplify a perturbation, here more than e-fold.",
)

perturbed_slowly = Claim(
    source=growth,
    reading="repaired",
    repairs=exponential_growth,
    expects=observed,
    says=And(Lt(measured(later_power), 2), Gt(measured(predicted_power), 100)),
    controls=(
        Control("it grows by |μ| at every layer", Gt(measured(later_power), 100)),
        Control("the prediction is modest", Lt(measured(predicted_power), 2)),
    ),
    uses=(gaps_grow_linearly,),
    remark="Later layers amplify a perturbation like a power of the depth, below its square.",
)
