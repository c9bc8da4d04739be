"""A block with attention first and then the feed-forward network is no Euler step of the sum.

(I + hQ)(I + hP) = I + h(P + Q) + h²QP: the composition is a Lie-Trotter splitting, and the
extra h²QP decides stability in either direction.
"""

from sympy import Abs

from verify import (
    Assumption,
    Claim,
    Control,
    Eq,
    Le,
    Lt,
    Source,
    identity,
    matrix,
    real,
    refuted,
    same,
    size,
    vector,
)

n = size("n")
h, p, q = real("h p q")
P, Q = matrix("P Q", n)
x = vector("x", n)
one = identity(n)
block = (one + h * Q) * (one + h * P)
place = Source("curse-of-euler", "The Opened-Up Update Equation")

parallel_stable = Assumption("the step of the sum is stable", Lt(Abs(1 + p + q), 1))
sequential_stable = Assumption("the sequential block is stable", Lt(Abs((1 + q) * (1 + p)), 1))
sum_room = Assumption("the step of the sum has room for pq", Lt(Abs(1 + p + q) + Abs(p * q), 1))
block_room = Assumption(
    "the sequential block has room for pq", Lt(Abs((1 + q) * (1 + p)) + Abs(p * q), 1)
)

literal = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    says=same(block, one + h * (P + Q)),
    controls=(
        Control(
            "the blocks add without the residual",
            same(block, h * (P + Q)),
        ),
    ),
    sizes={n: (1, 2)},
    remark=(
        "The essay writes the combined layer as one step x + f(x). Its own equation feeds the "
        "feed-forward network with the state after attention; P and Q are the two linear parts."
    ),
)

splitting = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    says=same(block - (one + h * (P + Q)), h**2 * (Q * P)),
    controls=(
        Control(
            "the order does not matter",
            same(block - (one + h * (P + Q)), h**2 * (P * Q)),
        ),
        Control(
            "the defect has the size of h",
            same(block - (one + h * (P + Q)), h * (Q * P)),
        ),
    ),
    sizes={n: (1, 2)},
)

parallel = Claim(
    source=place,
    reading="repaired",
    repairs=literal,
    says=same(x + h * (P * x) + h * (Q * x), (one + h * (P + Q)) * x),
    controls=(
        Control(
            "the parallel block is the sequential one",
            same(x + h * (P * x) + h * (Q * x), block * x),
        ),
    ),
    sizes={n: (1, 2)},
    remark="The parallel block of GPT-J and Pythia is an Euler step of the sum.",
)

parallel_decides = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(parallel_stable,),
    says=Lt(Abs((1 + q) * (1 + p)), 1),
    controls=(Control("both parts are stable", Lt(Abs(1 + q), 1)),),
    remark="p = -5, q = 9/2: the sum gives the factor 1/2, the sequential block -22.",
)

sequential_decides = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    given=(sequential_stable,),
    says=Lt(Abs(1 + p + q), 1),
    controls=(Control("both parts are stable", Lt(Abs(1 + q), 1)),),
    remark="p = q = -3/2: the sum gives the factor -2, the sequential block 1/4.",
)

from_sum_to_block = Claim(
    source=place,
    reading="repaired",
    repairs=parallel_decides,
    given=(sum_room,),
    needs=(sum_room,),
    says=Lt(Abs((1 + q) * (1 + p)), 1),
    controls=(
        Control("the factors agree", Eq((1 + q) * (1 + p), 1 + p + q)),
        Control(
            "the sequential block is at most as large",
            Le(Abs((1 + q) * (1 + p)), Abs(1 + p + q)),
        ),
    ),
)

from_block_to_sum = Claim(
    source=place,
    reading="repaired",
    repairs=sequential_decides,
    given=(block_room,),
    needs=(block_room,),
    says=Lt(Abs(1 + p + q), 1),
    controls=(Control("both parts are stable", Lt(Abs(1 + q), 1)),),
)
