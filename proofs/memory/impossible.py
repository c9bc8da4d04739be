"""A residual layer can be a contraction; one that normalizes its input never is.

The feed-forward block with weights (1, -1) and -½(1, -1) is T(x) = x/2, which meets all five
conditions. If ‖f‖ ≤ F everywhere, as when f reads a normalized state, then
‖T(x) - T(y)‖ ≥ ‖x - y‖ - 2F, so that states far apart are not contracted by any α < 1.
"""

from sympy import Abs, Rational

from proofs.vocabulary import relu
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Ge,
    Gt,
    Le,
    Lt,
    Ne,
    Source,
    inner,
    norm,
    real,
    refuted,
    same,
    size,
    vector,
)

n = size("n")
s, t, v1, v2, w1, w2, alpha, bound = real("s t v1 v2 w1 w2 alpha F")
x, y, f, g, delta, change = vector("x y f g delta Delta", n)
place = Source("five-conditions", "Why the Transformer Cannot Possibly Be a Contraction")
table = Source("five-conditions", "Five Conditions. Zero Satisfied.")
half = Rational(1, 2)


def block(state):
    """Return a residual feed-forward block with two neurons."""
    return state + v1 * relu(w1 * state) + v2 * relu(w2 * state)


def halving(state):
    """Return the block with weights (1, -1) and -½(1, -1)."""
    return state - half * (relu(state) - relu(-state))


apart = Assumption("the states differ", Ne(s, t))
away = Assumption("the state is not zero", Ne(s, 0))
short_first = Assumption("the first correction is at most F", Le(norm(f), bound))
short_second = Assumption("the second correction is at most F", Le(norm(g), bound))
bounded = Assumption("the corrections differ by at most 2F", Le(norm(change), 2 * bound))
gain = Assumption("the gain t is not negative", Ge(t, 0))
normalized_first = Assumption("the first normalized state is at most F", Le(norm(f), bound))
normalized_second = Assumption("the second normalized state is at most F", Le(norm(g), bound))
small_gain = Assumption("2tF is at most αs", Le(2 * t * bound, alpha * s))
far = Assumption("the states are far apart", Gt((1 - alpha) * norm(delta), 2 * bound))
halved_first = Assumption("f is -x/2", same(f, -half * x))
halved_second = Assumption("g is -y/2", same(g, -half * y))

feed_forward = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(apart,),
    says=Ge(Abs(block(s) - block(t)), Abs(s - t)),
    controls=(Control("the gap doubles", Ge(Abs(block(s) - block(t)), 2 * Abs(s - t))),),
    remark=(
        "Read as: whatever its weights, a residual feed-forward block contracts no pair. The "
        "block below contracts them all. That training does not ask for it is undisputed."
    ),
)

half_block = Claim(
    source=place,
    reading="repaired",
    repairs=feed_forward,
    says=Eq(Abs(halving(s) - halving(t)), half * Abs(s - t)),
    controls=(
        Control("the gap is kept", Eq(Abs(halving(s) - halving(t)), Abs(s - t))),
        Control("every pair meets at once", Eq(halving(s), halving(t))),
    ),
    remark="A usual block without normalization. Two neurons a coordinate do it in any space.",
)

all_five = Claim(
    source=table,
    reading="repaired",
    repairs=feed_forward,
    given=(away,),
    needs=(away,),
    says=And(
        Le(Abs(halving(s) - halving(t)), half * Abs(s - t)),
        Lt(halving(s) ** 2, s**2),
        Eq(halving(s), half * s),
        Le(Abs(halving(s) + t), half * Abs(s) + Abs(t)),
    ),
    controls=(
        Control("the block adds energy", Gt(halving(s) ** 2, s**2)),
        Control("the block only adds", Ge(halving(s), s)),
    ),
    remark=(
        "Contraction with α = 1/2; V = x² falls; the one eigenvalue is 1/2; with an input t "
        "the state obeys |x₊| ≤ |x|/2 + |t|, which is dissipativity in discrete time and keeps "
        "|x| ≤ |x₀| + 2 sup|t|. So the table's column of five crosses is not structural."
    ),
)

adds_differences = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    says=Ge(norm((x + f) - (y + g)), norm(x - y)),
    controls=(
        Control(
            "the gaps add",
            Eq(norm((x + f) - (y + g)), norm(x - y) + norm(f - g)),
        ),
    ),
    sizes={n: (1, 2)},
    remark="'Adds differences rather than damping them': f(x) = -x/2 damps by adding.",
)

adding_can_damp = Claim(
    source=place,
    reading="repaired",
    repairs=adds_differences,
    given=(halved_first, halved_second),
    needs=(halved_first, halved_second),
    says=Eq(norm((x + f) - (y + g)), half * norm(x - y)),
    controls=(Control("the gap is kept", Eq(norm((x + f) - (y + g)), norm(x - y))),),
    sizes={n: (1, 2)},
    remark="Attention on one token with the value matrix -½I does this too.",
)

stays_and_amplifies = Claim(
    source=Source("five-conditions", "Dissipation Is the Mechanism, Not the Bug"),
    reading="literal",
    expects=refuted,
    says=Ge(inner(x + f, x), norm(x) ** 2),
    controls=(Control("what enters is doubled", Ge(inner(x + f, x), 2 * norm(x) ** 2)),),
    sizes={n: (1, 2)},
    remark=(
        "'Everything that enters the residual stream stays there and gets amplified', read as: "
        "the component along x does not shrink. f = -x cancels it."
    ),
)

stays_iff = Claim(
    source=Source("five-conditions", "Dissipation Is the Mechanism, Not the Bug"),
    reading="repaired",
    repairs=stays_and_amplifies,
    says=Eq(inner(x + f, x) - norm(x) ** 2, inner(f, x)),
    controls=(
        Control("nothing is ever lost", Eq(inner(x + f, x) - norm(x) ** 2, norm(f) ** 2)),
    ),
    sizes={n: (1, 2)},
    remark="What is along x shrinks iff ⟨f, x⟩ < 0, and no residual stream excludes that.",
)

bounded_correction = Claim(
    source=place,
    given=(short_first, short_second),
    needs=(short_first, short_second),
    says=Le(norm(f - g), 2 * bound),
    controls=(Control("one F is enough", Le(norm(f - g), bound)),),
    sizes={n: (1, 2)},
    remark="f and g are the corrections at two states, Δ = f - g.",
)

after_a_normalization = Claim(
    source=place,
    reading="repaired",
    repairs=feed_forward,
    given=(gain, normalized_first, normalized_second, small_gain),
    needs=(normalized_first, normalized_second, small_gain),
    says=Le(norm(t * f - t * g), alpha * s),
    controls=(Control("the gain does not matter", Le(norm(f - g), alpha * s)),),
    sizes={n: (1,)},
    remark=(
        "tf and tg are the images of two states under a layer that normalizes last, ‖f‖ and "
        "‖g‖ at most F, t its gain: a small gain contracts all pairs at least s apart, and the "
        "gain 0 is a constant map."
    ),
)

gap_below = Claim(
    source=place,
    given=(bounded,),
    needs=(bounded,),
    says=Ge(norm(delta + change), norm(delta) - 2 * bound),
    controls=(
        Control("one F is enough", Ge(norm(delta + change), norm(delta) - bound)),
        Control("the gap is never reduced", Ge(norm(delta + change), norm(delta))),
    ),
    uses=(bounded_correction,),
    sizes={n: (1, 2)},
)

behind_a_normalization = Claim(
    source=place,
    reading="repaired",
    repairs=feed_forward,
    given=(bounded, far),
    needs=(bounded, far),
    says=Gt(norm(delta + change), alpha * norm(delta)),
    controls=(
        Control("the gap is even kept", Ge(norm(delta + change), norm(delta))),
        Control("the gap doubles", Ge(norm(delta + change), 2 * norm(delta))),
    ),
    uses=(bounded_correction,),
    sizes={n: (1, 2)},
    remark=(
        "The layer the essays write normalizes before attention and before the feed-forward "
        "network, so f is bounded. For each α < 1 some pair is far enough apart: this layer is "
        "no contraction of the whole space. 'Impossible' is right for it, and for a reason the "
        "essay does not give. Where a normalization acts last the states fill a bounded set, "
        "and the reason is gone."
    ),
)
