"""A random real matrix of size d has √2 Σₖ C(4k, 2k)/16ᵏ real eigenvalues on average, k < d/2.

That is the formula of Edelman, Kostlan and Shub for even d: complex spectra are what
independent normal entries give, and their real parts have either sign alike.
"""

import numpy as np
from sympy import Abs, Rational, acos, pi, sqrt

from verify import (
    Claim,
    Control,
    Eq,
    Family,
    Gt,
    Lt,
    Source,
    chance,
    event,
    mean,
    observable,
    observed,
    refuted,
    supported,
)
from verify.quantities import clear_of_zero, ginibre

place = Source("five-conditions", "Reading the Eigenvalues")
NEAR = 1e-6  # eigenvalues so near the real line, or each other, may be real or not


def expected_real(d):
    """Return the mean number of real eigenvalues of a real Gaussian matrix of even size d."""
    total, term = 0, 1  # the term is C(4k, 2k), from one k to the next: it has 10⁴ digits
    for k in range(d // 2):
        total = 16 * (total + term)
        term = term * (4 * k + 1) * (4 * k + 3) * 4 // ((2 * k + 1) * (2 * k + 2))
    return sqrt(2) * Rational(total, 16 ** (d // 2))


@event("both eigenvalues are real")
def real_pair(A):
    trace, determinant = A[:, 0, 0] + A[:, 1, 1], np.linalg.det(A)
    return clear_of_zero(trace**2 - 4 * determinant)


@observable("the share of real eigenvalues")
def real_share(A):
    values = np.linalg.eigvals(A)
    real = np.abs(values.imag) == 0
    gaps = np.abs(values[:, :, None] - values[:, None, :]) + 2 * np.eye(A.shape[1])
    doubtful = np.any(gaps < NEAR, axis=2)
    return real.mean(axis=1), doubtful.mean(axis=1)


@observable("the share of eigenvalues λ with |1 + λ| ≥ 1")
def unstable_share(A):
    return share_outside(A)


@observable("the share of eigenvalues λ of half the matrix with |1 + λ| ≥ 1")
def unstable_of_half(A):
    return share_outside(A / 2)


@observable("the share of eigenvalues λ of twice the matrix with |1 + λ| ≥ 1")
def unstable_of_twice(A):
    return share_outside(2 * A)


def share_outside(A):
    """Return the share of eigenvalues outside the disc about -1, and of those too near."""
    distance = np.abs(1 + np.linalg.eigvals(A)) - 1
    outside, near = clear_of_zero(distance, NEAR)
    return outside.mean(axis=1), near.mean(axis=1)


@event("all eigenvalues λ have |1 + λ| < 1")
def all_stable(A):
    return clear_of_zero(1 - np.max(np.abs(1 + np.linalg.eigvals(A)), axis=1), NEAR)


pairs = Claim(
    source=place,
    expects=observed,
    says=Eq(chance(real_pair, ginibre(2)), 1 / sqrt(2)),
    controls=(
        Control("a fair coin", Eq(chance(real_pair, ginibre(2)), Rational(1, 2))),
        Control("two in three", Eq(chance(real_pair, ginibre(2)), Rational(2, 3))),
    ),
)


def count_at(d):
    """Return the formula at the even size d."""
    share = mean(real_share, ginibre(d, cost=2))
    return Claim(
        source=place,
        expects=observed,
        says=Eq(share, expected_real(d) / d),
        controls=(Control("half of them", Eq(share, Rational(1, 2))),),
        remark="A. Edelman, E. Kostlan and M. Shub, J. Amer. Math. Soc. 7 (1994).",
    )


count = Family(count_at, ({"d": 2}, {"d": 4}, {"d": 6}))

complex_share = Claim(
    source=Source("metastable-states", "The Universal Failure of Monotone Energy"),
    says=Lt(Abs(1 - expected_real(768) / 768 - Rational(9706, 10000)), Rational(1, 10000)),
    controls=(
        Control(
            "half of the spectrum is real",
            Lt(Abs(expected_real(768) / 768 - Rational(1, 2)), Rational(1, 10000)),
        ),
    ),
    uses=(count,),
    remark=(
        "'96 to 98 percent of the eigenvalues are complex' is what a matrix of independent "
        "normal entries has: 97.06 percent at size 768."
    ),
)

stable_at_random = Claim(
    source=place,
    reading="literal",
    expects=refuted,
    says=Gt(chance(all_stable, ginibre(4, cost=2)), Rational(1, 2)),
    controls=(
        Control("surely stable", Gt(chance(all_stable, ginibre(4, cost=2)), Rational(9, 10))),
    ),
    remark="Nothing makes |1 + λ| < 1 at random weights.",
)

lens = Claim(
    source=place,
    reading="repaired",
    repairs=stable_at_random,
    expects=supported,
    says=Lt(
        Abs(mean(unstable_share, ginibre(16, cost=8)) - (Rational(1, 3) + sqrt(3) / (2 * pi))),
        Rational(1, 20),
    ),
    controls=(
        Control(
            "half of them",
            Lt(
                Abs(mean(unstable_share, ginibre(16, cost=8)) - Rational(1, 2)), Rational(1, 20)
            ),
        ),
    ),
    remark=(
        "For large d the eigenvalues fill the disc about 0, which the disc about -1 meets in a "
        "lens of area 2π/3 - √3/2. At size 16 the share outside is near 1/3 + √3/(2π) = 0.609."
    ),
)


def lens_share(radius):
    """Return the share of the disc of this radius about 0 outside the disc of 1 about -1."""
    s = Rational(radius)
    area = s**2 * acos(s / 2) + acos(1 - s**2 / 2) - s * sqrt(4 - s**2) / 2
    return 1 - area / (pi * s**2)


def scaled(share, radius) -> Claim:
    """State the share of unstable eigenvalues for matrices of this spectral radius."""
    found = mean(share, ginibre(16, cost=8))
    return Claim(
        source=place,
        reading="repaired",
        repairs=stable_at_random,
        expects=supported,
        says=Lt(Abs(found - lens_share(radius)), Rational(1, 20)),
        controls=(
            Control("a third of them", Lt(Abs(found - Rational(1, 3)), Rational(1, 20))),
        ),
        uses=(lens,),
        remark="The lens of the disc about 0 and the disc about -1, for another radius.",
    )


smaller_weights = scaled(unstable_of_half, Rational(1, 2))
larger_weights = scaled(unstable_of_twice, 2)
