"""What the counterexamples for two or three tokens say of more: copies, lines, polygons.

Under full attention m copies of each token move as the tokens do, for equal tokens stay equal
and the factor m cancels in the softmax. Under causal attention a token never sees a later one,
so that any tokens may be appended. Tokens on one line through the origin rest, any number of
them, and ℓ ≥ 3 tokens at equal angles turn if P is not symmetric.
"""

from sympy import exp

from proofs.consensus.theorem_3_2_needs import one_token
from verify import (
    And,
    Assumption,
    Claim,
    Control,
    Eq,
    Gt,
    Le,
    Lt,
    Ne,
    Source,
    index,
    inner,
    matrix,
    norm,
    real,
    same,
    size,
    tokens,
    total,
    vector,
    weights,
    zero,
)

n, count = size("n l")
j = index("j")
x = tokens("x", count, n)
score, sign, share = weights("s", count), weights("e", count), weights("a", count)
cosine, sine = weights("c", count), weights("h", count)
p, y = vector("p y", n)
U = matrix("U", n)
m, k, a, s, g = real("m k a s g")
KEY = "consensus-is-all-you-get"
theorem_3_2 = Source(KEY, "Theorem 3.2")
theorem_4_1 = Source(KEY, "Theorem 4.1")

several = Assumption("there are copies", Gt(m, 0))

pulls, row = total(score[j] * x[j], j), total(score[j], j)
copied, copied_row = total(m * score[j] * x[j], j), total(m * score[j], j)

copies = Claim(
    source=theorem_4_1,
    says=same(row * copied, copied_row * pulls),
    controls=(Control("the weights grow", same(copied, pulls)),),
    sizes={n: (1, 2), count: (1, 2)},
    remark=(
        "Full attention, m copies of each of ℓ tokens with scores s: the softmax has the same "
        "mean. What fails for two tokens fails for every even number, what fails for three "
        "for every multiple of three."
    ),
)

on_the_line = Assumption("every token is at p or at -p", same(x[j], sign[j] * p))
at_either_end = Assumption("so is the token itself", same(y, k * p))
of_length_one = Assumption("and all have length 1", And(Eq(norm(p), 1), Eq(k**2, 1)))
velocity = total(share[j] * (x[j] - inner(y, x[j]) * y), j)

line_rests = Claim(
    source=theorem_4_1,
    given=(on_the_line, at_either_end, of_length_one),
    needs=(at_either_end, of_length_one),
    says=same(velocity, zero(n)),
    controls=(Control("it moves", same(velocity, y)),),
    sizes={n: (2,), count: (1, 2)},
    remark=(
        "Any number of tokens, any weights: with one at p and the others at -p they share no "
        "open hemisphere, and rest. So Theorem 4.1 needs the hemisphere for every ℓ ≥ 2."
    ),
)

pair = exp(s * sine[j]) - exp(-s * sine[j])
turning = total(exp(a * cosine[j]) * pair * sine[j], j)
skew = Assumption("P = ((a, s), (-s, a)) is not symmetric", Gt(s, 0))
off_the_line = Assumption("the other tokens come in pairs at ±θⱼ", Ne(sine[j], 0))

polygon_turns = Claim(
    source=theorem_3_2,
    given=(skew, off_the_line),
    needs=(skew, off_the_line),
    says=Gt(turning, 0),
    controls=(Control("it rests", Le(turning, 0)),),
    sizes={count: (1, 2)},
    remark=(
        "The speed of a token times its normalizer, (cⱼ, hⱼ) = (cos θⱼ, sin θⱼ): the tokens "
        "at θⱼ and -θⱼ together. ℓ tokens at equal angles see one picture each, so that for "
        "every ℓ ≥ 3 they turn at one speed for ever."
    ),
)

together = total(share[j] * (U * y - inner(y, U * y) * y), j)

one_for_all = Claim(
    source=theorem_3_2,
    says=same(together, total(share[j], j) * (U * y - inner(y, U * y) * y)),
    controls=(Control("they rest", same(together, zero(n))),),
    sizes={n: (2,), count: (1, 2)},
    uses=(one_token,),
    remark=(
        "Equal tokens move as one, by the sum of a row: what one token does, turning for ever "
        "or standing still if U = 0, any number does."
    ),
)

towards = exp(-g)
weight_of_copies = Claim(
    source=theorem_4_1,
    given=(several,),
    needs=(several,),
    says=Lt(m * towards / (1 + m * towards), m * towards),
    controls=(Control("copies do not count", Le(m * towards / (1 + m * towards), towards)),),
    remark=(
        "One token and m equal ones under P = K(t)I, g = K(1 - c): the m copies weigh at most "
        "m e^(-g), with a finite integral as K grows. So P = 4h(1 + t)I with h large keeps "
        "them apart for every number of tokens, as `unbounded_scores` does for two."
    ),
)
