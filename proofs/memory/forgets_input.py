"""A contraction over depth without input forgets what it was given: ‖x_L - y_L‖ ≤ αᴸ ‖x₀ - y₀‖.

The essay asks the last state to be "a faithful, stable representation" of the input and asks
every layer to contract. The two exclude each other.
"""

from sympy import Abs, Rational

from proofs.vocabulary import iterate
from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Family,
    Ge,
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
alpha, p, s, t, kept = real("alpha p s t c")
x, y, u, v, z, w = vector("x y u v z w", n)
goal = Source("five-conditions", "What Does a Stable Memory System Even Look Like?")
place = Source("five-conditions", "What Contraction Means")
half = Rational(1, 2)

positive = Assumption("the factor α is not negative", Ge(alpha, 0))
reached = Assumption(
    "after k layers the gap is at most p times the first", Le(norm(u - v), p * norm(x - y))
)
layer = Assumption("the layer contracts by α", Le(norm(z - w), alpha * norm(u - v)))
scalar_layer = Assumption("each layer multiplies by α", Le(Abs(alpha), half))
both = Assumption("a layer contracts by α", Le(norm(u - v), alpha * norm(x - y)))
faithful = Assumption(
    "a layer keeps at least a share c of every gap", Ge(norm(u - v), kept * norm(x - y))
)
differ = Assumption("the inputs differ", Lt(0, norm(x - y)))

induction = Claim(
    source=place,
    given=(positive, reached, layer),
    needs=(positive, reached, layer),
    says=Le(norm(z - w), alpha * p * norm(x - y)),
    controls=(
        Control("one layer more halves the gap", Le(norm(z - w), half * p * norm(x - y))),
    ),
    sizes={n: (1,)},
    remark="The start is p = 1, so after L layers the gap is at most αᴸ of the first.",
)


def depth(layers: int) -> Claim:
    """State that so many layers with a factor of at most 1/2 keep at most 2⁻ᴸ of a gap."""
    after = iterate(lambda state: alpha * state, s, layers) - iterate(
        lambda state: alpha * state, t, layers
    )
    return Claim(
        source=place,
        given=(scalar_layer,),
        needs=(scalar_layer,),
        says=Le(Abs(after), half**layers * Abs(s - t)),
        controls=(
            Control("nothing is left", Eq(after, 0)),
            Control(
                "one layer forgets as much", Le(Abs(after), half ** (layers + 1) * Abs(s - t))
            ),
        ),
    )


over_depth = Family(depth, sizes=({"layers": 2}, {"layers": 4}, {"layers": 8}))

faithful_and_contracting = Claim(
    source=goal,
    reading="literal",
    expects=refuted,
    given=(both,),
    says=Ge(norm(u - v), norm(x - y)),
    controls=(Control("every gap doubles", Ge(norm(u - v), 2 * norm(x - y))),),
    sizes={n: (1, 2)},
    remark=(
        "'We need the final hidden state to faithfully represent the semantic content of the "
        "input', read as: inputs that differ stay as far apart. A contraction brings them "
        "together, and a chain of contractions leaves nothing to tell them by."
    ),
)

not_both = Claim(
    source=goal,
    reading="repaired",
    repairs=faithful_and_contracting,
    given=(both, faithful, differ),
    needs=(both, faithful, differ),
    says=Le(kept, alpha),
    controls=(Control("the share is the square", Le(kept, alpha**2)),),
    sizes={n: (1, 2)},
    remark=(
        "A layer that contracts by α keeps at most α of a gap. The state space model the essay "
        "praises contracts along time and receives an input at every step; over depth it is "
        "residual too."
    ),
)

with_input = Claim(
    source=goal,
    reading="repaired",
    repairs=faithful_and_contracting,
    says=Eq((alpha * s + p) - (alpha * s + t), p - t),
    controls=(Control("old inputs weigh as much", Eq((alpha * s + p) - (alpha * s + t), s)),),
    remark="With an input at every step, p or t, the newest one is represented faithfully.",
)
