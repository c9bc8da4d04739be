"""No pre-LN block and no attention block has a negative one-sided constant everywhere.

A pre-LN block has a bounded f, so ⟨δ, Δ⟩ ≥ -2F‖δ‖, which exceeds -μ‖δ‖² for distant states.
Attention does not see moves that sum to 0 at consensus, so there ⟨δ, Jδ⟩ = 0.
"""

from proofs.vocabulary import average, softmax
from verify import (
    Assumption,
    Claim,
    Control,
    Ge,
    Gt,
    Le,
    Source,
    Unchecked,
    differential,
    inner,
    matrix,
    norm,
    real,
    refuted,
    same,
    size,
    vector,
    zero,
)

d = size("d")
mu, most = real("mu F")
delta, here, there, x, first, second = vector("delta f g x e1 e2", d)
V, W = matrix("V W", d)
place = Source("flowing-through-layers", "Abstract")

bounded_here = Assumption("the block is bounded by F at the first state", Le(norm(here), most))
bounded_there = Assumption("and at the second state", Le(norm(there), most))
positive = Assumption("μ is positive", Gt(mu, 0))
far = Assumption("the states are far apart", Gt(mu * norm(delta), 2 * most))
opposed = Assumption("the moves sum to 0", same(first + second, zero(d)))
moving = Assumption("a token moves", Gt(norm(first), 0))

one_sided = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(positive, bounded_here, bounded_there),
    says=Le(inner(delta, here - there), -mu * norm(delta) ** 2),
    controls=(
        Control(
            "the constant is -2μ", Le(inner(delta, here - there), -2 * mu * norm(delta) ** 2)
        ),
    ),
    sizes={d: (1, 2)},
    remark=(
        "'If the underlying mapping satisfies a one-sided Lipschitz condition with a negative "
        "constant': a block that sees normalized states is bounded, and satisfies none."
    ),
)

bounded_blocks_fail = Claim(
    source=place,
    reading="repaired",
    repairs=one_sided,
    given=(positive, bounded_here, bounded_there, far),
    needs=(bounded_here, bounded_there, far),
    says=Gt(inner(delta, here - there), -mu * norm(delta) ** 2),
    controls=(
        Control("the difference grows with the distance", Ge(inner(delta, here - there), 0)),
    ),
    sizes={d: (1, 2)},
    remark="Every pre-LN block breaks the condition at every pair with ‖δ‖ > 2F/μ.",
)

most_apart, friction = real("K c")
expanding = Assumption(
    "the one-sided constant is K", Le(inner(delta, here), most_apart * norm(delta) ** 2)
)

friction_repairs = Claim(
    source=place,
    reading="repaired",
    repairs=one_sided,
    given=(expanding,),
    needs=(expanding,),
    says=Le(inner(delta, here - friction * delta), -(friction - most_apart) * norm(delta) ** 2),
    controls=(
        Control(
            "the constant is -c",
            Le(inner(delta, here - friction * delta), -friction * norm(delta) ** 2),
        ),
    ),
    sizes={d: (1,)},
    remark=(
        "f stands for the difference of the field at both states. The condition can be met: by "
        "a field with an added friction -cx, c > K."
    ),
)

points = vector("x1 x2", d)
weights = softmax([inner(points[0], W * point) for point in points])
attention = V * average(weights, points)
parts = [differential(attention, p, e) for p, e in zip(points, (first, second), strict=True)]
shift = (parts[0] + parts[1]).xreplace(dict.fromkeys(points, x))

consensus_kernel = Claim(
    source=place,
    given=(opposed,),
    needs=(opposed,),
    says=same(shift, zero(d)),
    controls=(
        Control("attention takes the difference", same(shift, V * first)),
        Control("it is half of the difference", same(2 * shift, V * (first - second))),
    ),
    sizes={d: (2,)},
    remark="Two tokens at the same x, any scores ⟨xᵢ, Wxⱼ⟩ and any V.",
)

attention_is_not_one_sided = Claim(
    source=place,
    reading="repaired",
    repairs=one_sided,
    given=(positive, opposed, moving),
    needs=(positive, opposed, moving),
    says=Gt(
        inner(first, shift) + inner(second, shift),
        -mu * (norm(first) ** 2 + norm(second) ** 2),
    ),
    controls=(Control("it pushes apart", Gt(inner(first, shift) + inner(second, shift), 0)),),
    sizes={d: (2,)},
    uses=(consensus_kernel,),
    remark=(
        "The one-sided constant of attention is at least 0 on any set that holds a consensus "
        "state. Nor is it Lipschitz on the whole space."
    ),
)

accelerated_convergence = Unchecked(
    place,
    "Suggesting new avenues for accelerated convergence and architectural innovations.",
    "A hope for later work, with no quantity in it.",
)

expressivity = Unchecked(
    place,
    "Clarifying the empirical stability and expressivity of transformer models.",
    "Expressivity is not defined, and the abstract gives no statement about it.",
)
