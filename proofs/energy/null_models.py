"""What chance gives: 97 to 98 % complex eigenvalues at widths of GPT-2, half on either side.

The source of the article reports 96 to 98 % complex eigenvalues of trained value matrices. A
matrix of independent normal entries has as many, by the formula of Edelman, Kostlan and Shub.
"""

import numpy as np
from sympy import Rational

from proofs.memory.random_spectra import NEAR, count, expected_real, real_share
from verify import (
    And,
    Claim,
    Control,
    Eq,
    Family,
    Gt,
    Lt,
    Source,
    mean,
    observable,
    observed,
    refuted,
    supported,
)
from verify.quantities import clear_of_zero, ginibre, law

article = Source("metastable-states", "The Universal Failure of Monotone Energy")
WIDTHS = (768, 1600, 2048)  # the share grows with the width
SIZE = 24


@observable("the share of eigenvalues in the right half plane")
def right_share(A):
    right, near = clear_of_zero(np.linalg.eigvals(A).real, NEAR)
    return right.mean(axis=1), near.mean(axis=1)


@law(
    "symmetric_ginibre",
    "the symmetric part of independent normal entries",
    (SIZE, SIZE),
    cost=32,
)
def symmetric(rng, draws):
    A = rng.standard_normal((draws, SIZE, SIZE)) / np.sqrt(SIZE)
    return (A + A.transpose(0, 2, 1)) / 2


def complex_at(width):
    """Return the mean share of complex eigenvalues of a normal matrix of this width."""
    return 1 - expected_real(width) / width


def share_at(width: int) -> Claim:
    """State that chance alone gives 97 to 98.3 % complex eigenvalues at a width."""
    share = complex_at(width)
    return Claim(
        source=article,
        says=And(Gt(share, Rational(97, 100)), Lt(share, Rational(983, 1000))),
        controls=(
            Control("nine in ten", Lt(share, Rational(9, 10))),
            Control("nearly all", Gt(share, Rational(99, 100))),
        ),
        uses=(count,),
    )


complex_shares = Family(share_at, tuple({"width": width} for width in WIDTHS))

half_to_the_right = Claim(
    source=article,
    expects=observed,
    says=Eq(mean(right_share, ginibre(SIZE, cost=32)), Rational(1, 2)),
    controls=(
        Control("six in ten", Eq(mean(right_share, ginibre(SIZE, cost=32)), Rational(3, 5))),
    ),
    remark="The law does not change under V ↦ -V.",
)

rotation_is_learned = Claim(
    source=article,
    reading="literal",
    expects=refuted,
    says=Gt(mean(real_share, ginibre(SIZE, cost=32)), Rational(1, 2)),
    controls=(
        Control(
            "nearly all real", Gt(mean(real_share, ginibre(SIZE, cost=32)), Rational(9, 10))
        ),
    ),
    remark="Complex eigenvalues, read as a trace of training: then random ones should be real.",
)

rotation_is_chance = Claim(
    source=article,
    reading="repaired",
    repairs=rotation_is_learned,
    expects=supported,
    says=Lt(mean(real_share, ginibre(SIZE, cost=32)), Rational(1, 4)),
    controls=(
        Control("one in ten", Lt(mean(real_share, ginibre(SIZE, cost=32)), Rational(1, 10))),
    ),
    uses=(complex_shares,),
)

symmetry_makes_them_real = Claim(
    source=article,
    expects=observed,
    says=Eq(mean(real_share, symmetric), 1),
    controls=(Control("half of them", Eq(mean(real_share, symmetric), Rational(1, 2))),),
    remark="It is the symmetry of V that a real spectrum would show.",
)
